/// What a person notes beside a block, in comments and tags, about the cards made from it.
public struct BlockMarks: Hashable, Sendable {
  /// From `#flashcards/aws`; levels are joined by `::`.
  public var deck: String?
  public var tags: [String] = []
  /// Other answers that count as right.
  public var accept: [String] = []
  /// `demo/prediction`: the block is that prediction written out.
  public var prediction: String?
  /// Whether the cards wait until they are unsuspended.
  public var isSuspended = false

  public init() {}
  var isEmpty: Bool { self == BlockMarks() }
}
