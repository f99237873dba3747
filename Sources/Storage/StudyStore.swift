import Basics
import Foundation
import GRDB

/// A collection on disk: cards, concepts, the review log and what is derived from it.
///
/// A class, because it is the one holder of the connections to one file. Every method is one transaction that is on the
/// disk when it returns (`synchronous=FULL` in WAL mode), or has changed nothing. No method reads a clock.
public final class StudyStore: Sendable {
  public enum Creation: Sendable {
    /// Make the file and its folder where there is none.
    case ifMissing
    /// A missing file is an error.
    case never
  }

  /// The collection's file, as it was given.
  public let path: String
  let pool: DatabasePool

  /// The format that this program writes.
  public static var formatVersion: Int { SchemaSQL.steps.count }

  private init(path: String, pool: DatabasePool) { (self.path, self.pool) = (path, pool) }

  /// Opens the collection at `path`, bringing an older format up to date after copying the file beside itself.
  ///
  /// - Throws: `.missing`, `.notWritable`, `.locked`, `.corrupt`, `.foreign`, `.newer` or `.full`.
  public static func open(
    path: String, create: Creation = .never, now: Instant
  ) throws(StorageError) -> StudyStore {
    try open(path: path, create: create, now: now, steps: SchemaSQL.steps)
  }

  /// `steps` are the schema's steps; a test gives more of them than there are.
  static func open(
    path: String, create: Creation, now: Instant, steps: [String]
  ) throws(StorageError) -> StudyStore {
    if try prepareFile(path, create) { try inspect(path, create, supported: steps.count) }
    let pool: DatabasePool
    do {
      pool = try DatabasePool(path: path, configuration: configuration())
    } catch {
      // Changing the journal mode of a file in use is refused as if by a lock.
      throw StorageError(error, path: path)
    }
    let store = StudyStore(path: path, pool: pool)
    try store.migrate(now: now, steps: steps)
    return store
  }

  /// Closes the connections; the write-ahead log is folded into the file. The store must not be used afterwards.
  public func close() throws(StorageError) {
    do {
      // The pool closes its readers last, and they cannot fold the log.
      try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
      try pool.close()
    } catch { throw StorageError(error, path: path) }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.label = "collection"
    configuration.prepareDatabase { db in try db.execute(sql: SchemaSQL.connection) }
    return configuration
  }

  /// Makes the folder, and refuses what is surely no collection before SQLite touches it. False for a new file.
  private static func prepareFile(_ path: String, _ create: Creation) throws(StorageError) -> Bool {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      guard create == .ifMissing else { throw .missing(path: path) }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      do {
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw .notWritable(path: path)
      }
      return false
    }
    guard !isFolder.boolValue else { throw .folder(path: path) }
    guard manager.isReadableFile(atPath: path), manager.isWritableFile(atPath: path) else {
      throw .notWritable(path: path)
    }
    let start: Data
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      start = try handle.read(upToCount: 16) ?? Data()
    } catch {
      throw .notWritable(path: path)
    }
    // A program stopped just after creating the file leaves it empty: there is no collection yet, and nothing is lost.
    if start.isEmpty {
      guard create == .ifMissing else { throw .missing(path: path) }
      return false
    }
    guard start == Data("SQLite format 3\0".utf8) else {
      throw .corrupt(path: path, detail: "it does not begin as a SQLite database")
    }
    return true
  }
}

// MARK: - Transactions

extension StudyStore {
  func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
    do { return try pool.read(body) } catch { throw StorageError(error, path: path) }
  }

  /// One transaction, on the disk when it returns.
  func write<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
    do {
      return try pool.writeWithoutTransaction { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        return value!
      }
    } catch {
      throw StorageError(error, path: path)
    }
  }
}
