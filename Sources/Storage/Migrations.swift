import Basics
import Foundation
import GRDB

extension StudyStore {
  /// What the header of a database says of it.
  private struct Header {
    let application: Int64, version: Int, tables: Int

    /// A start that was stopped before its first transaction leaves an empty database.
    var isEmpty: Bool { application == 0 && tables == 0 }

    init(_ db: Database) throws {
      application = try Int64.fetchOne(db, sql: SchemaSQL.application) ?? 0
      version = try Int.fetchOne(db, sql: SchemaSQL.version) ?? 0
      tables = try Int.fetchOne(db, sql: SchemaSQL.tableCount) ?? 0
    }

    /// - Throws: `.foreign` and `.newer`.
    func refuse(unlessFor path: String, supported: Int) throws(StorageError) {
      guard isEmpty || application == SchemaSQL.applicationID else { throw .foreign(path: path) }
      guard version <= supported else { throw .newer(path: path, version: version, supported: supported) }
    }
  }

  /// Looks at an existing file without writing to it: opening it for writing already changes its journal mode.
  static func inspect(_ path: String, _ create: Creation, supported: Int) throws(StorageError) {
    let header: Header
    do {
      var configuration = Configuration()
      // A program stopped while it made the file leaves the journal of a first transaction, which only a writer can roll
      // back; a finished collection keeps a write-ahead log and never has one.
      configuration.readonly = !FileManager.default.fileExists(atPath: path + "-journal")
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      header = try queue.read(Header.init)
      try queue.close()
    } catch {
      throw StorageError(error, path: path)
    }
    guard !header.isEmpty || create == .ifMissing else { throw .missing(path: path) }
    try header.refuse(unlessFor: path, supported: supported)
  }

  /// Brings the schema to `steps.count`. Each step is a transaction of its own with its number, so that a stop between
  /// two leaves a collection that the next start carries on from.
  func migrate(now: Instant, steps: [String]) throws(StorageError) {
    let found = try read(Header.init)
    try found.refuse(unlessFor: path, supported: steps.count)
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
