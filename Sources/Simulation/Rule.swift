/// Why a mechanism does what it does, and who says so. Declared beside the mechanism.
public struct Rule: Hashable, Sendable {
  /// Each entry of a trace holds a rule, so a rule is one word and its texts are shared.
  private final class Texts: Sendable {
    let id: String, text: String, source: String, asOf: String
    init(id: String, text: String, source: String, asOf: String) {
      (self.id, self.text, self.source, self.asOf) = (id, text, source, asOf)
    }
  }
  private let texts: Texts

  /// Dotted and stable: `dynamodb.ttl.lag`.
  public var id: String { texts.id }
  public var text: String { texts.text }
  /// The document that states the rule, or `model` and what the choice is, where no document does.
  public var source: String { texts.source }
  /// The month in which the source was read for this rule, such as `2026-11`.
  public var asOf: String { texts.asOf }

  public init(_ id: String, _ text: String, source: String, asOf: String = "2026-11") {
    texts = Texts(id: id, text: text, source: source, asOf: asOf)
  }

  public static func == (left: Rule, right: Rule) -> Bool {
    left.texts === right.texts
      || (left.id == right.id && left.text == right.text && left.source == right.source && left.asOf == right.asOf)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A belief that people hold and that is wrong. A world that holds one behaves as its believers expect.
public struct Misconception: Hashable, Sendable {
  public let id: String
  public let contradicts: Rule
  /// The belief, as its holder would say it.
  public let says: String

  public init(_ id: String, contradicts rule: Rule, says: String) {
    (self.id, self.contradicts, self.says) = (id, rule, says)
  }
}
