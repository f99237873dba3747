import Basics
import Cards
import Scheduling

/// A picture that a card shows.
public struct MediaFile: Hashable, Sendable {
  /// As the note writes it: `![a table](images/table.png)`.
  public var link: String
  public var bytes: [UInt8]

  public init(link: String, bytes: [UInt8]) { (self.link, self.bytes) = (link, bytes) }

  /// The kinds of file that a card can show or play, by ending.
  public static let mediaTypes: [String: String] = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
    "webp": "image/webp", "avif": "image/avif", "bmp": "image/bmp",
  ]

  /// By the ending of the link; nil for what is no picture.
  public var mediaType: String? {
    guard let dot = link.lastIndex(of: ".") else { return nil }
    return Self.mediaTypes[link[link.index(after: dot)...].lowercased()]
  }
}

/// Everything an export shows: decks, cards and where each stands. A value; equal views give equal bytes.
public struct DeckView: Hashable, Sendable {
  /// An answer with the state it met and the state it left, from which other programs' logs are written.
  public struct LoggedReview: Hashable, Sendable {
    public var review: Review
    public var before: CardState, after: CardState

    public init(_ review: Review, before: CardState, after: CardState) {
      (self.review, self.before, self.after) = (review, before, after)
    }

    /// `reviews` of one card, oldest first, with the states that `scheduler` went through.
    public static func log(_ reviews: some Sequence<Review>, by scheduler: Scheduler) -> [LoggedReview] {
      var state = CardState.new
      return reviews.map { review in
        let before = state
        state = scheduler.answer(state, review)
        return LoggedReview(review, before: before, after: state)
      }
    }
  }

  /// One card with its schedule.
  public struct Entry: Hashable, Sendable {
    public var card: Card
    public var state: CardState
    public var isSuspended: Bool
    /// Its line is gone from the notes. Only formats that update an earlier import write such cards.
    public var isRetired: Bool
    /// When anything a person sees on the card last changed: texts, tags, concepts, demo, retirement. Anki takes an
    /// update only when this second is later than the one it has, so reviews and moved lines must not raise it.
    public var modified: Instant
    /// Oldest first.
    public var reviews: [LoggedReview]

    public init(
      _ card: Card, state: CardState = .new, isSuspended: Bool = false, isRetired: Bool = false, modified: Instant,
      reviews: [LoggedReview] = []
    ) {
      (self.card, self.state, self.isSuspended, self.isRetired) = (card, state, isSuspended, isRetired)
      (self.modified, self.reviews) = (modified, reviews)
    }
  }

  /// Settings of the decks; a card's deck takes those of the longest name that is its own or above it.
  public var decks: [DeckSettings]
  /// In the order in which new cards should be met.
  public var entries: [Entry]
  /// Where the study days begin and end.
  public var zone: TimeZoneRules
  public var now: Instant

  /// The pictures that cards show, for formats that carry files.
  public var media: [MediaFile]

  public init(
    decks: [DeckSettings], entries: [Entry], zone: TimeZoneRules = .utc, now: Instant, media: [MediaFile] = []
  ) {
    (self.decks, self.entries, self.zone, self.now, self.media) = (decks, entries, zone, now, media)
  }

  /// Settings for `deck`, by its own name or the nearest name above it; the defaults where none has been given.
  public func settings(of deck: String) -> DeckSettings {
    let candidates = decks.filter { deck == $0.name || deck.hasPrefix($0.name + "::") }
    return candidates.max { $0.name.utf8.count < $1.name.utf8.count } ?? DeckSettings(name: deck)
  }

  /// Only the cards of the deck `name` and of those below it.
  public func selecting(deck name: String) -> DeckView {
    var view = self
    view.entries.removeAll { $0.card.deck != name && !$0.card.deck.hasPrefix(name + "::") }
    return view
  }

  /// The cards that a person still studies, in order.
  var current: [Entry] { entries.filter { !$0.isRetired } }

  /// The same cards with nothing learnt yet: for a copy that goes to somebody else.
  var withoutHistory: DeckView {
    var view = self
    for index in view.entries.indices {
      view.entries[index].state = .new
      view.entries[index].reviews = []
      view.entries[index].isSuspended = false
    }
    return view
  }

  /// Refuses what no format can write: no cards at all, or one identity twice.
  func validate() throws(ExchangeError) {
    guard !entries.isEmpty else { throw .empty }
    var seen: Set<CardID> = []
    for entry in entries {
      guard !entry.card.id.rawValue.isEmpty else {
        throw .malformedCard(entry.card.id, entry.card.sources.first, "it has no id")
      }
      guard seen.insert(entry.card.id).inserted else { throw .duplicateIdentity(entry.card.id) }
    }
  }
}
