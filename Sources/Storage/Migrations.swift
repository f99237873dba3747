import Basics
import Foundation
import GRDB

extension StudyStore {
  /// Brings the schema to `steps.count`. Each step is a transaction of its own with its number, so that a stop between
  /// two leaves a collection that the next start carries on from.
  func migrate(now: Instant, steps: [String]) throws(StorageError) {
    let found = try read { db in
      (
        application: try Int64.fetchOne(db, sql: SchemaSQL.application) ?? 0,
        version: try Int.fetchOne(db, sql: SchemaSQL.version) ?? 0,
        tables: try Int.fetchOne(db, sql: SchemaSQL.tableCount) ?? 0
      )
    }
    // A start that was stopped before its first transaction leaves an empty database.
    let isEmpty = found.application == 0 && found.tables == 0
    guard isEmpty || found.application == SchemaSQL.applicationID else { throw .foreign(path: path) }
    guard found.version <= steps.count else {
      throw .newer(path: path, version: found.version, supported: steps.count)
    }
    guard found.version < steps.count else { return }
    if found.version > 0 { try backup(to: migrationBackupPath(from: found.version, now: now)) }
    for index in found.version..<steps.count {
      try write { db in
        // Another program may have been quicker.
        guard try Int.fetchOne(db, sql: SchemaSQL.version) == index else { return }
        try db.execute(sql: steps[index])
        if index == 0 {
          try db.execute(sql: SchemaSQL.setApplication)
          try db.execute(sql: SchemaSQL.putMeta, arguments: ["created_at", now.iso8601])
        }
        try db.execute(sql: SchemaSQL.setVersion(index + 1))
      }
    }
  }

  /// `collection.sqlite.before-format-2.20261124T090000Z`.
  private func migrationBackupPath(from version: Int, now: Instant) -> String {
    let time = Instant(seconds: now.seconds).iso8601.filter { $0 != "-" && $0 != ":" }
    return "\(path).before-format-\(version + 1).\(time)"
  }
}
