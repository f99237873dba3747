import Basics
import Foundation
import GRDB
import Glibc

extension StudyStore {
  /// Copies the collection, as one file without its write-ahead log, to a new file. The copy appears whole or not at
  /// all.
  ///
  /// - Throws: `.exists`, `.notWritable` or `.full`.
  public func backup(to target: String) throws(StorageError) {
    guard !FileManager.default.fileExists(atPath: target) else { throw .exists(path: target) }
    let partial = target + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    do {
      try pool.vacuum(into: partial)
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw StorageError(error, path: target)
    }
    try Self.place(partial, at: target)
  }

  /// Puts the backup at `source` in the place of the collection at `path`, which must not be open anywhere. What was
  /// there is kept beside it.
  ///
  /// - Returns: Where the former collection is now; nil when there was none.
  /// - Throws: `.missing`, `.corrupt`, `.foreign` or `.newer` for the backup; `.notWritable` or `.full` for the target.
  @discardableResult
  public static func restore(from source: String, to path: String, now: Instant) throws(StorageError) -> String? {
    let partial = path + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    // Opening proves that it is a collection of a known format; the copy leaves the backup itself as it is.
    do {
      guard FileManager.default.fileExists(atPath: source) else { throw StorageError.missing(path: source) }
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: source, toPath: partial)
    } catch let error as StorageError {
      throw error
    } catch {
      throw .notWritable(path: path)
    }
    do throws(StorageError) {
      let copy = try open(path: partial, now: now)
      let report = try copy.check()
      try copy.close()
      if let problem = report.problems.first { throw .corrupt(path: source, detail: problem.message) }
    } catch {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: partial + suffix) }
      throw error.naming(source)
    }
    var kept: String?
    if FileManager.default.fileExists(atPath: path) {
      let time = Instant(seconds: now.seconds).iso8601.filter { $0 != "-" && $0 != ":" }
      let aside = "\(path).before-restore.\(time)"
      for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: path + suffix) {
        try place(path + suffix, at: aside + suffix)
      }
      kept = aside
    }
    try place(partial, at: path)
    return kept
  }

  /// Renames, once the file and then its folder are on the disk.
  private static func place(_ file: String, at target: String) throws(StorageError) {
    sync(file)
    guard rename(file, target) == 0 else {
      throw errno == ENOSPC || errno == EDQUOT ? .full(path: target) : .notWritable(path: target)
    }
    sync(URL(fileURLWithPath: target).deletingLastPathComponent().path)
  }

  private static func sync(_ path: String) {
    let descriptor = Glibc.open(path, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }
}

extension StorageError {
  /// The same error about another file: that of the person, not of our copy.
  fileprivate func naming(_ path: String) -> StorageError {
    switch self {
    case .missing: .missing(path: path)
    case .folder: .folder(path: path)
    case .notWritable: .notWritable(path: path)
    case .locked: .locked(path: path)
    case .corrupt(_, let detail): .corrupt(path: path, detail: detail)
    case .foreign: .foreign(path: path)
    case .newer(_, let version, let supported): .newer(path: path, version: version, supported: supported)
    case .full: .full(path: path)
    case .exists: .exists(path: path)
    case .noSuchCard(_, let id): .noSuchCard(path: path, id: id)
    case .query(_, let text, let detail): .query(path: path, text: text, detail: detail)
    case .settings(_, let deck, let detail): .settings(path: path, deck: deck, detail: detail)
    case .failed(_, let detail): .failed(path: path, detail: detail)
    }
  }
}
