import Basics
import Cards
import GRDB
import Scheduling

/// An answer with the state it met and the one it left.
public struct ReplayedReview: Hashable, Sendable {
  public let review: Review
  public let before: CardState, after: CardState
}

extension StudyStore {
  /// The answers of every card that stand, oldest first, replayed with the settings of their time; what lies before a
  /// reset is listed too. For other programs' logs.
  public func histories() throws(StorageError) -> [CardID: [ReplayedReview]] {
    try read { db in
      let schedulers = try Self.schedulers(db)
      var histories: [CardID: [ReplayedReview]] = [:], states: [CardID: CardState] = [:]
      let rows = try Row.fetchCursor(db, sql: ReviewSQL.all)
      while let row = try rows.next() {
        let logged = try LoggedReview(row)
        guard !logged.isUndone else { continue }
        switch logged.event {
        case .reset: states[logged.card] = nil
        case .answer(let review):
          guard let context = logged.context, let scheduler = schedulers[context] else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "review \(logged.id) has no settings")
          }
          let before = states[logged.card] ?? .new, after = scheduler.answer(before, review)
          states[logged.card] = after
          histories[logged.card, default: []].append(ReplayedReview(review: review, before: before, after: after))
        }
      }
      return histories
    }
  }
}
