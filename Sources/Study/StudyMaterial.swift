import Basics
import Cards
import Concepts
import Scheduling

/// A card with where it stands.
public struct StudyCard: Hashable, Sendable {
  public var card: Card
  public var state: CardState
  /// Never asked until the person takes it back.
  public var isSuspended: Bool
  /// Not asked before then; `nil` when it is not buried.
  public var buriedUntil: Instant?

  public init(card: Card, state: CardState = .new, isSuspended: Bool = false, buriedUntil: Instant? = nil) {
    (self.card, self.state, self.isSuspended, self.buriedUntil) = (card, state, isSuspended, buriedUntil)
  }
  public var id: CardID { card.id }
}

/// How much of the daily limits is used up, by deck; decks that share their settings share their limits.
public struct DoneToday: Hashable, Sendable {
  public var new: [String: Int], reviews: [String: Int]

  public init(new: [String: Int] = [:], reviews: [String: Int] = [:]) { (self.new, self.reviews) = (new, reviews) }
}

/// The settings of decks by name.
public struct Decks: Hashable, Sendable {
  private let settings: [String: DeckSettings]

  public init(_ settings: [DeckSettings]) {
    self.settings = Dictionary(settings.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// The settings of the deck itself or of the nearest deck above it (`a` for `a::b`); defaults in the name of the
  /// topmost deck when there are none.
  public subscript(deck: String) -> DeckSettings {
    if let exact = settings[deck] { return exact }
    var levels = deck.levels
    let top = levels.first ?? deck
    while !levels.isEmpty {
      if let found = settings[levels.joined(separator: "::")] { return found }
      levels.removeLast()
    }
    return DeckSettings(name: top)
  }
}

/// Everything that decides what is asked, in which order and when again.
public struct StudyMaterial: Hashable, Sendable {
  public var cards: [StudyCard]
  public var decks: Decks
  public var graph: ConceptGraph
  /// Concepts, prerequisites first.
  public var introduction: [Concept.ID]
  public var doneToday: DoneToday
  public var zone: TimeZoneRules
  /// Decides the order of reviews of one day, the fuzz of intervals and the parameters of prediction cards.
  public var seed: UInt64

  public init(
    cards: [StudyCard], decks: [DeckSettings] = [], graph: ConceptGraph = .empty, introduction: [Concept.ID] = [],
    doneToday: DoneToday = DoneToday(), zone: TimeZoneRules = .utc, seed: UInt64 = 0
  ) {
    (self.cards, self.decks, self.graph, self.introduction) = (cards, Decks(decks), graph, introduction)
    (self.doneToday, self.zone, self.seed) = (doneToday, zone, seed)
  }
}

/// Each deck's settings and the study day that `now` falls on in it, looked up once a deck: a collection has many cards
/// and few decks.
struct DeckDays {
  private let material: StudyMaterial, now: Instant
  private var found: [String: (settings: DeckSettings, today: Int)] = [:]

  init(_ material: StudyMaterial, _ now: Instant) { (self.material, self.now) = (material, now) }

  subscript(deck: String) -> (settings: DeckSettings, today: Int) {
    mutating get {
      if let known = found[deck] { return known }
      let settings = material.decks[deck]
      let new = (settings, material.zone.studyDay(of: now, rolloverHour: settings.rolloverHour))
      found[deck] = new
      return new
    }
  }
}

extension String {
  /// `["a", "b"]` for `a::b`.
  var levels: [String] {
    var levels: [String] = [], level = "", rest = self[...]
    while let character = rest.popFirst() {
      if character == ":", rest.first == ":" {
        rest.removeFirst()
        levels.append(level)
        level = ""
      } else {
        level.append(character)
      }
    }
    return levels + [level]
  }

  /// Whether this is `deck` or a deck below it; letter case does not matter.
  func isDeck(under deck: String) -> Bool {
    let (own, other) = (lowercased(), deck.lowercased())
    return own == other || own.hasPrefix(other + "::")
  }
}
