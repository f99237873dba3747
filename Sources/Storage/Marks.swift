import Basics
import Cards
import GRDB
import Scheduling

/// What a person has marked about a card; a card without marks has no row.
private struct Marks {
  /// Who keeps the card out of the queue, as the column `suspended` has it.
  enum Suspension: Int {
    case none = 0
    case person = 1
    /// A comment in the note, which takes it back when it goes.
    case note = 2
  }
  var suspension = Suspension.none
  var buriedUntil: Int64?
  var tags: [String] = []

  init(_ db: Database, _ id: CardID) throws {
    guard let row = try Row.fetchOne(db.cachedStatement(sql: RowSQL.select("card_mark")), arguments: [id.rawValue])
    else { return }
    suspension = Suspension(rawValue: try row.value("suspended")) ?? .person
    buriedUntil = try row.value("buried_until")
    tags = try JSONText.decode([String].self, row.value("tags") as String)
  }

  func columns(of id: CardID) throws -> KeyValuePairs<String, (any DatabaseValueConvertible)?>? {
    guard suspension != .none || buriedUntil != nil || !tags.isEmpty else { return nil }
    return [
      "card": id.rawValue, "suspended": suspension.rawValue, "buried_until": buriedUntil,
      "tags": try JSONText.encode(tags),
    ]
  }
}

extension StudyStore {
  /// Takes cards out of the queue until they are unsuspended. Like all marks: nil when nothing changed.
  @discardableResult
  public func suspend(_ cards: [CardID], at now: Instant) throws(StorageError) -> StoreOperation? {
    try mark(.suspend, "suspended", cards, at: now) { $0.suspension = .person }
  }

  @discardableResult
  public func unsuspend(_ cards: [CardID], at now: Instant) throws(StorageError) -> StoreOperation? {
    try mark(.unsuspend, "unsuspended", cards, at: now) { $0.suspension = .none }
  }

  /// Takes cards out of the queue until `end`, usually the start of the next study day.
  @discardableResult
  public func bury(_ cards: [CardID], until end: Instant, at now: Instant) throws(StorageError) -> StoreOperation? {
    try mark(.bury, "buried", cards, at: now) { $0.buriedUntil = end.nanoseconds }
  }

  @discardableResult
  public func unbury(_ cards: [CardID], at now: Instant) throws(StorageError) -> StoreOperation? {
    try mark(.unbury, "unburied", cards, at: now) { $0.buriedUntil = nil }
  }

  @discardableResult
  public func tag(_ cards: [CardID], with tags: [String], at now: Instant) throws(StorageError) -> StoreOperation? {
    try mark(.tag, "tagged", cards, at: now) { $0.tags = Array(Set($0.tags + tags)).sorted() }
  }

  /// Takes away tags that the person gave; those of the note stay.
  @discardableResult
  public func untag(_ cards: [CardID], from tags: [String], at now: Instant) throws(StorageError) -> StoreOperation? {
    try mark(.untag, "untagged", cards, at: now) { marks in marks.tags.removeAll { tags.contains($0) } }
  }

  private func mark(
    _ kind: StoreOperation.Kind, _ verb: String, _ cards: [CardID], at now: Instant, _ change: (inout Marks) -> Void
  ) throws(StorageError) -> StoreOperation? {
    try operate(kind, at: now) { db, journal, _ in
      for card in cards {
        try require(card, db)
        var marks = try Marks(db, card)
        change(&marks)
        let isChanged = try journal.set("card_mark", [card.rawValue], to: try marks.columns(of: card))
        if isChanged, kind == .tag || kind == .untag { try journal.touch(card.rawValue, at: now.nanoseconds) }
      }
      return Self.count(verb, cards)
    }
  }

  /// Lets the predictions of a demo that was played be asked from now on.
  ///
  /// Only those that still sleep: a card that was asked before and suspended since stays as the person left it.
  @discardableResult
  public func wakePredictions(of demo: String, at now: Instant) throws(StorageError) -> StoreOperation? {
    let asleep = CardQuery(terms: [.init(.suspended), .init(.kind("prediction")), .init(.state(.new))])
    let sleeping = try search(asleep, at: now).map(\.card).filter { card in
      guard card.asleep == .untilPlayed, case .prediction(demo, _) = card.form else { return false }
      return true
    }
    guard !sleeping.isEmpty else { return nil }
    return try mark(.unsuspend, "woke", sleeping.map(\.id), at: now) { $0.suspension = .none }
  }

  /// Marks cards that begin out of the queue as suspended; one with marks of its own keeps them.
  static func putToSleep(_ cards: [CardID], _ db: Database, _ journal: inout Journal) throws {
    for card in cards {
      guard try Row.fetchOne(db.cachedStatement(sql: RowSQL.select("card_mark")), arguments: [card.rawValue]) == nil
      else { continue }
      var marks = try Marks(db, card)
      marks.suspension = .person
      try journal.set("card_mark", [card.rawValue], to: try marks.columns(of: card))
    }
  }

  /// Takes cards out of the queue, or lets them in again, because their notes say so. What a person suspended stays so.
  static func suspend(
    _ suspended: [CardID], unsuspend: [CardID], _ db: Database, _ journal: inout Journal
  ) throws {
    for (cards, from, to) in [(suspended, Marks.Suspension.none, Marks.Suspension.note), (unsuspend, .note, .none)] {
      for card in cards {
        var marks = try Marks(db, card)
        guard marks.suspension == from else { continue }
        marks.suspension = to
        try journal.set("card_mark", [card.rawValue], to: try marks.columns(of: card))
      }
    }
  }
}
