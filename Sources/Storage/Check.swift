import Basics
import Cards
import GRDB
import Scheduling

/// What an examination of a collection found.
public struct CheckReport: Hashable, Sendable {
  public struct Problem: Hashable, Sendable {
    /// `integrity`, `reference`, `state`, `text` or `concepts`.
    public let rule: String
    public let message: String
  }
  public var cards: Int, reviews: Int
  public var problems: [Problem]
  public var isSound: Bool { problems.isEmpty }
}

extension StudyStore {
  /// Examines the file and compares what is derived with what it is derived from: above all, that replaying the log of
  /// each card gives its state. At most twenty problems of each kind are listed.
  public func check() throws(StorageError) -> CheckReport {
    try read { db in
      var report = CheckReport(
        cards: try Int.fetchOne(db, sql: CheckSQL.cards) ?? 0,
        reviews: try Int.fetchOne(db, sql: CheckSQL.reviews) ?? 0, problems: [])
      for line in try String.fetchAll(db, sql: CheckSQL.integrity) where line != "ok" {
        report.problems.append(.init(rule: "integrity", message: line))
      }
      for row in try Row.fetchAll(db, sql: CheckSQL.foreignKeys).prefix(20) {
        let table: String = try row.value(0), parent: String = try row.value(2)
        report.problems.append(.init(rule: "reference", message: "a row of \(table) refers to no row of \(parent)"))
      }
      for id in try String.fetchAll(db, sql: CheckSQL.textMismatch) {
        report.problems.append(.init(rule: "text", message: "the searchable text of card \(id) is not its text"))
      }
      for id in try String.fetchAll(db, sql: CheckSQL.conceptMismatch) {
        report.problems.append(.init(rule: "concepts", message: "the listed concepts of card \(id) are not its own"))
      }
      report.problems += try Self.stateProblems(db).prefix(20)
      return report
    }
  }

  /// Cards whose state is not what their log leads to.
  private static func stateProblems(_ db: Database) throws -> [CheckReport.Problem] {
    let schedulers = try Self.schedulers(db)
    var replayed: [CardID: CardState] = [:], problems: [CheckReport.Problem] = []
    let rows = try Row.fetchCursor(db, sql: ReviewSQL.all)
    while let row = try rows.next() {
      let logged = try LoggedReview(row)
      guard !logged.isUndone else { continue }
      switch logged.event {
      case .reset: replayed[logged.card] = nil
      case .answer(let review):
        guard let context = logged.context, let scheduler = schedulers[context] else {
          problems.append(.init(rule: "state", message: "review \(logged.id) has no settings to replay it with"))
          continue
        }
        replayed[logged.card] = scheduler.answer(replayed[logged.card] ?? .new, review)
      }
    }
    for row in try Row.fetchAll(db, sql: CardSQL.states) {
      let id = CardID(try row.value(0) as String), stored = try CardState(row, from: 1)
      guard let expected = replayed.removeValue(forKey: id) else {
        problems.append(.init(rule: "state", message: "card \(id) has a state but no reviews"))
        continue
      }
      if !expected.isAlike(stored) {
        problems.append(
          .init(rule: "state", message: "card \(id): its reviews lead to \(expected), but \(stored) is stored"))
      }
    }
    for id in replayed.keys.sorted() {
      problems.append(.init(rule: "state", message: "card \(id) has reviews but no state"))
    }
    return problems
  }

  static func schedulers(_ db: Database) throws -> [Int64: Scheduler] {
    var schedulers: [Int64: Scheduler] = [:]
    for row in try Row.fetchAll(db, sql: ReviewSQL.contexts) {
      let settings = try JSONText.decode(DeckSettings.self, row.value(1) as String)
      let zone = try JSONText.decode(StoredZone.self, row.value(2) as String).rules
      let id: Int64 = try row.value(0)
      do {
        schedulers[id] = try Scheduler(settings: settings, zone: zone)
      } catch {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "stored settings: \(error.description)")
      }
    }
    return schedulers
  }

  /// Everything a person can see, as text in a fixed order; what was taken back is not in it.
  public func dump() throws(StorageError) -> String {
    try read { db in
      var text = ""
      for (table, sql) in CheckSQL.dump {
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
          text += table + row.databaseValues.map { " | \($0)" }.joined() + "\n"
        }
      }
      return text
    }
  }
}

extension CardState {
  /// Alike up to the last digits of the memory, in which the mathematics of two machines may differ.
  fileprivate func isAlike(_ other: CardState) -> Bool {
    var same = other
    if let mine = memory, let theirs = other.memory,
      abs(mine.stability - theirs.stability) <= 1e-9 * mine.stability,
      abs(mine.difficulty - theirs.difficulty) <= 1e-9 * mine.difficulty
    {
      same.memory = memory
    }
    return self == same
  }
}
