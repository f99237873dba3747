import Basics
import Cards
import GRDB
import Scheduling

/// A card with where it stands: its schedule and its marks.
public struct CollectionCard: Hashable, Sendable {
  public var card: Card
  public var state: CardState
  public var isSuspended: Bool
  /// Out of the queue until then; in the past or nil when it is not buried.
  public var buriedUntil: Instant?
  /// Tags given by the person, sorted; those of the note are `card.tags`.
  public var addedTags: [String]
  public var isRetired: Bool
  /// When anything a person sees on the card last changed: its texts, tags, concepts, demo or retirement.
  public var modifiedAt: Instant

  /// All tags, sorted, each once.
  public var tags: [String] { Array(Set(card.tags + addedTags)).sorted() }
}

extension StudyStore {
  /// One card; nil when there is none of that id. Retired cards are found as well.
  public func card(_ id: CardID) throws(StorageError) -> CollectionCard? {
    try study(CardSQL.withID, [id.rawValue]).first
  }

  /// Where a card stands; `.new` for a card never reviewed, and for an unknown one.
  public func state(of id: CardID) throws(StorageError) -> CardState {
    try read { db in try CardState.fetch(db, id) ?? .new }
  }

  /// Every card of `deck` and the decks below it (all decks when nil) that is not retired, in the order of the notes.
  public func cards(in deck: String? = nil) throws(StorageError) -> [CollectionCard] {
    guard let deck else { return try study(CardSQL.all + CardSQL.byPlace, []) }
    return try study(CardSQL.inDeck + CardSQL.byPlace, [deck])
  }

  /// The retired cards, for formats that update an earlier export.
  public func retiredCards(in deck: String? = nil) throws(StorageError) -> [CollectionCard] {
    try study(CardSQL.retired + CardSQL.byPlace, [deck])
  }

  /// Reviewed cards that may be asked at `now`, the longest overdue first.
  public func due(at now: Instant, in deck: String? = nil) throws(StorageError) -> [CollectionCard] {
    try study(CardSQL.askable + CardSQL.isDue, [deck, now.nanoseconds])
  }

  /// Cards never reviewed that may be asked at `now`, in the order of the notes.
  public func new(at now: Instant, in deck: String? = nil) throws(StorageError) -> [CollectionCard] {
    try study(CardSQL.askable + CardSQL.isNew + CardSQL.byPlace, [deck, now.nanoseconds])
  }

  /// The cards that `query` matches, in the order of the notes.
  public func search(_ query: CardQuery, at now: Instant) throws(StorageError) -> [CollectionCard] {
    let condition = SearchSQL.condition(of: query, at: now)
    return try study(condition.sql + CardSQL.byPlace, condition.arguments)
  }

  /// The same for a search as a person writes it.
  /// - Throws: `.query` for text that is no search.
  public func search(_ text: String, at now: Instant) throws(StorageError) -> [CollectionCard] {
    do {
      return try search(CardQuery(text), at: now)
    } catch let problem as CardQuery.Problem {
      throw .query(path: path, text: text, detail: problem.description)
    } catch {
      throw StorageError(error, path: path)
    }
  }

  /// The names of the decks that hold cards, sorted.
  public func decks() throws(StorageError) -> [String] {
    try read { db in try String.fetchAll(db, sql: CardSQL.decks) }
  }

  private func study(_ tail: String, _ arguments: StatementArguments) throws(StorageError) -> [CollectionCard] {
    try read { db in
      try Row.fetchAll(db.cachedStatement(sql: CardSQL.study + tail), arguments: arguments).map(CollectionCard.init)
    }
  }
}

extension CollectionCard {
  /// A row of `CardSQL.study`.
  init(_ row: Row) throws {
    let body: String = try row.value(0), tags: String? = try row.value(15)
    try self.init(
      card: JSONText.decode(Card.self, body), state: (row.value(3) as Int?) == nil ? .new : CardState(row, from: 3),
      isSuspended: (row.value(13) as Int? ?? 0) > 0,
      buriedUntil: (row.value(14) as Int64?).map { Instant(nanoseconds: $0) },
      addedTags: tags.map { try JSONText.decode([String].self, $0) } ?? [], isRetired: row.value(1) == 1,
      modifiedAt: Instant(nanoseconds: row.value(2)))
  }
}

extension CardState {
  static func fetch(_ db: Database, _ id: CardID) throws -> CardState? {
    try Row.fetchOne(db.cachedStatement(sql: CardSQL.state), arguments: [id.rawValue]).map {
      try CardState($0, from: 0)
    }
  }

  /// Columns in the order of `CardSQL.state`, the first of them at `start`.
  init(_ row: Row, from start: Int) throws {
    let code: Int = try row.value(start), stability: Double? = try row.value(start + 1),
      difficulty: Double? = try row.value(start + 2)
    guard let phase = Phase(code: code) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "there is no phase \(code)")
    }
    var memory: MemoryState?
    if let stability, let difficulty { memory = MemoryState(stability: stability, difficulty: difficulty) }
    try self.init(
      phase: phase, memory: memory, remainingSteps: row.value(start + 3),
      due: Instant(nanoseconds: row.value(start + 4)),
      intervalDays: row.value(start + 5), lastReview: (row.value(start + 6) as Int64?).map { Instant(nanoseconds: $0) },
      reviews: row.value(start + 7), lapses: row.value(start + 8), isLeech: row.value(start + 9) == 1)
  }

  func columns(of id: CardID) -> KeyValuePairs<String, (any DatabaseValueConvertible)?> {
    [
      "card": id.rawValue, "phase": phase.code, "stability": memory?.stability, "difficulty": memory?.difficulty,
      "remaining_steps": remainingSteps, "due": due.nanoseconds, "interval_days": intervalDays,
      "last_review": lastReview?.nanoseconds, "reviews": reviews, "lapses": lapses, "leech": isLeech ? 1 : 0,
    ]
  }
}

extension CardState.Phase {
  /// The number it is stored as. Never changed.
  var code: Int {
    switch self {
    case .new: 0
    case .learning: 1
    case .review: 2
    case .relearning: 3
    }
  }
  init?(code: Int) {
    guard let phase = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = phase
  }
}
