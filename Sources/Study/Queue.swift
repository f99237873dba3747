import Basics
import Cards
import Concepts
import Scheduling

/// What is asked, in which order and why: learning cards that are due, then reviews with new cards spread among them.
///
/// The same material, options and time give the same queue, in whatever order the cards come.
public struct Queue: Hashable, Sendable {
  public struct Options: Hashable, Sendable {
    /// This deck and those below it.
    public var deck: String?
    public var concept: Concept.ID?
    /// The most cards of one sitting.
    public var limit: Int?
    /// Reviews that fall due within so many days after today are asked already today.
    public var aheadDays: Int
    public var newOnly: Bool
    /// These cards alone, such as those that a search found; nil for all.
    public var only: Set<CardID>?
    /// The sitting ends with the first card after so long.
    public var timeBox: Duration?

    public init(
      deck: String? = nil, concept: Concept.ID? = nil, limit: Int? = nil, aheadDays: Int = 0, newOnly: Bool = false,
      only: Set<CardID>? = nil, timeBox: Duration? = nil
    ) {
      (self.deck, self.concept, self.limit, self.aheadDays) = (deck, concept, limit, aheadDays)
      (self.newOnly, self.only, self.timeBox) = (newOnly, only, timeBox)
    }

    func admits(_ card: Card) -> Bool {
      (deck.map { card.deck.isDeck(under: $0) } ?? true) && (concept.map { card.concepts.contains($0) } ?? true)
        && (only.map { $0.contains(card.id) } ?? true)
    }
  }

  public enum Kind: String, Hashable, Sendable, CaseIterable { case learning, review, new }

  public struct Item: Hashable, Sendable {
    public let card: CardID
    public let kind: Kind
    /// Why this card now, such as `due 2 days ago`.
    public let reason: String
  }

  /// Due or new cards that are not in the queue, by what held them back.
  public struct HeldBack: Hashable, Sendable {
    /// Because a card from the same line was asked today or is in the queue.
    public var siblings = 0
    public var reviewLimit = 0, newLimit = 0
    public var suspended = 0, buried = 0
    /// New cards that wait until what a break left behind is below a day's limit.
    public var catchingUp = 0
  }

  /// To ask now, in order.
  public let items: [Item]
  /// Cards in learning whose step ends later, by that time.
  public let later: [Item]
  public let heldBack: HeldBack
  /// What is due when, of all cards: for spreading reviews.
  public let balance: Balance

  public init(_ material: StudyMaterial, _ options: Options = Options(), at now: Instant) {
    var builder = QueueBuilder(material, options, now)
    builder.sort()
    let items = builder.plan()
    let laterLimit = options.limit.map { max(0, $0 - items.count) } ?? .max
    self.items = items
    later = Array(builder.later().prefix(laterLimit))
    heldBack = builder.heldBack
    balance = Balance(load: builder.load)
  }

  public func count(of kind: Kind) -> Int { items.count { $0.kind == kind } }
}
