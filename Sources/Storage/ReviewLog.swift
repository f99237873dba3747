import Basics
import Cards
import GRDB
import Scheduling

/// A row of the review log.
public struct LoggedReview: Hashable, Sendable {
  public enum Event: Hashable, Sendable {
    case answer(Review)
    /// The card was made new again at that time.
    case reset(Instant)
  }
  /// Ascending in the order of recording.
  public let id: Int64
  public let card: CardID
  public let event: Event
  /// The card's phase before it.
  public let phase: CardState.Phase
  /// `Scheduler.version` at the time.
  public let schedulerVersion: Int
  /// Taken back; kept in the log, but counted nowhere.
  public let isUndone: Bool
  let context: Int64?
}

extension StudyStore {
  /// Adds an answer to the log and makes what follows from it the card's state, with an operation to take both back. On
  /// the disk when it returns.
  ///
  /// The state is computed here, from the one that is stored: should another program have answered the card in the
  /// meantime, no answer is lost and the state is still what the log leads to.
  ///
  /// - Parameter scheduler: Its settings and zone are kept with the review, so that the log replays to the same state
  ///   after they have changed.
  /// - Returns: The new state.
  /// - Throws: `.noSuchCard`, `.locked`, `.full` and the like; then nothing was recorded.
  @discardableResult
  public func record(
    _ review: Review, of card: CardID, by scheduler: Scheduler
  ) throws(StorageError) -> CardState {
    var new = CardState.new
    _ = try operate(.review, at: review.at) { db, journal, operation in
      try require(card, db)
      let old = try CardState.fetch(db, card) ?? .new
      new = scheduler.answer(old, review)
      let context = try Self.context(of: scheduler, db)
      try db.cachedStatement(sql: ReviewSQL.put)
        .execute(arguments: [
          card.rawValue, LogKind.answer.rawValue, review.at.nanoseconds, review.rating.rawValue,
          review.duration.nanoseconds, Int64(bitPattern: review.seed), old.phase.code, Scheduler.version, context,
          operation,
        ])
      try journal.set("card_state", [card.rawValue], to: new.columns(of: card))
      return "reviewed \(card) (\(review.rating))"
    }
    return new
  }

  /// Makes cards new again. Their reviews stay in the log and end there.
  @discardableResult
  public func reset(_ cards: [CardID], at now: Instant) throws(StorageError) -> StoreOperation? {
    try operate(.reset, at: now) { db, journal, operation in
      try forget(cards, at: now, db, &journal, operation)
      return Self.count("reset", cards)
    }
  }

  /// Within an operation: the cards' states go, and their logs say so.
  func forget(
    _ cards: [CardID], at now: Instant, _ db: Database, _ journal: inout Journal, _ operation: Int64
  ) throws {
    for card in cards {
      try require(card, db)
      guard let phase = try CardState.fetch(db, card)?.phase else { continue }
      try db.cachedStatement(sql: ReviewSQL.put)
        .execute(arguments: [
          card.rawValue, LogKind.reset.rawValue, now.nanoseconds, 0, 0, 0, phase.code, Scheduler.version, nil,
          operation,
        ])
      try journal.set("card_state", [card.rawValue], to: nil)
    }
  }

  /// The log of one card, oldest first; with `includingUndone` those taken back as well.
  public func reviews(of card: CardID, includingUndone: Bool = false) throws(StorageError) -> [LoggedReview] {
    try read { db in
      try Row.fetchAll(db.cachedStatement(sql: ReviewSQL.ofCard), arguments: [card.rawValue]).map(LoggedReview.init)
        .filter { includingUndone || !$0.isUndone }
    }
  }

  /// The whole log by card, each oldest first, without what was taken back.
  public func reviews() throws(StorageError) -> [LoggedReview] {
    try read { db in try Row.fetchAll(db, sql: ReviewSQL.all).map(LoggedReview.init).filter { !$0.isUndone } }
  }

  func require(_ card: CardID, _ db: Database) throws {
    guard try Int.fetchOne(db.cachedStatement(sql: CardSQL.exists), arguments: [card.rawValue]) != nil else {
      throw StorageError.noSuchCard(path: path, id: card)
    }
  }

  static func count(_ verb: String, _ cards: [CardID]) -> String {
    cards.count == 1 ? "\(verb) \(cards[0])" : "\(verb) \(cards.count) cards"
  }

  /// The number under which the settings and zone of `scheduler` are kept.
  private static func context(of scheduler: Scheduler, _ db: Database) throws -> Int64 {
    let settings = try JSONText.encode(scheduler.settings), zone = try JSONText.encode(StoredZone(scheduler.zone))
    let hash = Int64(bitPattern: stableHash(settings + zone))
    if let id = try Int64.fetchOne(
      db.cachedStatement(sql: ReviewSQL.findContext), arguments: [hash, settings, zone])
    {
      return id
    }
    try db.execute(sql: ReviewSQL.putContext, arguments: [hash, settings, zone])
    return db.lastInsertedRowID
  }
}

/// Numbers of the log's column `kind`. Never changed.
private enum LogKind: Int {
  case answer, reset
}

extension LoggedReview {
  /// A row of `ReviewSQL`.
  init(_ row: Row) throws {
    let code: Int = try row.value("phase"), number: Int = try row.value("kind")
    let at = Instant(nanoseconds: try row.value("at"))
    guard let phase = CardState.Phase(code: code), let kind = LogKind(rawValue: number) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the log has kind \(number) in phase \(code)")
    }
    let event: Event
    switch kind {
    case .reset: event = .reset(at)
    case .answer:
      guard let rating = Rating(rawValue: try row.value("rating")) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the log has an unknown rating")
      }
      event = .answer(
        try Review(
          at: at, rating: rating, duration: .nanoseconds(row.value("duration") as Int64),
          seed: UInt64(bitPattern: row.value("seed") as Int64)))
    }
    try self.init(
      id: row.value("id"), card: CardID(row.value("card")), event: event, phase: phase,
      schedulerVersion: row.value("scheduler"),
      isUndone: row.value("undone") == 1, context: row.value("context"))
  }
}

/// `TimeZoneRules` as JSON.
struct StoredZone: Codable {
  var identifier: String, base: Int
  /// Nanoseconds and seconds east of UTC, in turn.
  var transitions: [Int64]

  init(_ zone: TimeZoneRules) {
    (identifier, base) = (zone.identifier, zone.baseOffsetSeconds)
    transitions = zone.transitions.flatMap { [$0.at.nanoseconds, Int64($0.offsetSeconds)] }
  }
  var rules: TimeZoneRules {
    TimeZoneRules(
      identifier: identifier, baseOffsetSeconds: base,
      transitions: stride(from: 0, to: transitions.count - 1, by: 2).map {
        TimeZoneRules.Transition(at: Instant(nanoseconds: transitions[$0]), offsetSeconds: Int(transitions[$0 + 1]))
      })
  }
}
