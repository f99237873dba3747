import Basics
import Cards
import Foundation
import GRDB

/// A change that a person can see and take back.
public struct StoreOperation: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case review, ingest, suspend, unsuspend, bury, unbury, tag, untag, reset, settings
  }
  public let id: Int64
  public let kind: Kind
  public let at: Instant
  /// What it did, for people: `reviewed c4f1 (good)`, `suspended 3 cards`.
  public let summary: String
}

extension StudyStore {
  /// Takes back the last change that stands: every row it touched becomes what it was before, and its reviews are marked
  /// in the log. Repeatable down to the collection's beginning.
  ///
  /// - Returns: What was taken back; nil when there is nothing left.
  @discardableResult
  public func undo(at now: Instant) throws(StorageError) -> StoreOperation? {
    try write { db in
      guard let row = try Row.fetchOne(db, sql: OperationSQL.last) else { return nil }
      let operation = try StoreOperation(row), inverse: Data = try row.value("inverse")
      try Journal.apply(try JSONText.decode(Inverse.self, inverse), db)
      try db.execute(sql: OperationSQL.markReviewsUndone, arguments: [operation.id])
      try db.execute(sql: OperationSQL.markUndone, arguments: [now.nanoseconds, operation.id])
      return operation
    }
  }

  /// The last `count` changes that stand, newest first.
  public func operations(last count: Int) throws(StorageError) -> [StoreOperation] {
    try read { db in try Row.fetchAll(db, sql: OperationSQL.recent, arguments: [count]).map(StoreOperation.init) }
  }

  /// Runs `body` in one transaction with its operation row. Where `body` changes nothing, no
  /// operation is left, so that undo never takes back nothing.
  func operate(
    _ kind: StoreOperation.Kind, at now: Instant,
    _ body: (Database, inout Journal, Int64) throws -> String
  ) throws(StorageError) -> StoreOperation? {
    try write { db in
      var operation: StoreOperation?
      try db.inSavepoint {
        try db.cachedStatement(sql: OperationSQL.put)
          .execute(arguments: [kind.rawValue, now.nanoseconds, "", Data()])
        let id = db.lastInsertedRowID
        var journal = Journal(db)
        let summary = try body(db, &journal, id)
        guard !journal.inverse.rows.isEmpty else { return .rollback }
        try db.cachedStatement(sql: OperationSQL.finish)
          .execute(arguments: [summary, try JSONText.data(journal.inverse), id])
        operation = StoreOperation(id: id, kind: kind, at: now, summary: summary)
        return .commit
      }
      return operation
    }
  }
}

extension StoreOperation {
  fileprivate init(_ row: Row) throws {
    let name: String = try row.value("kind")
    guard let kind = Kind(rawValue: name) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "there is no operation of kind \(name)")
    }
    try self.init(
      id: row.value("id"), kind: kind, at: Instant(nanoseconds: row.value("at")), summary: row.value("summary"))
  }
}
