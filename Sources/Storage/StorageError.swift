import Basics
import Cards
import GRDB

/// Why a collection could not be opened, read or changed. Every case names the file; nothing was half-written.
public enum StorageError: Error, Hashable, Sendable {
  /// There is no collection at `path`.
  case missing(path: String)
  /// A folder has the collection's name.
  case folder(path: String)
  /// The file or its folder cannot be created or written.
  case notWritable(path: String)
  /// Another program holds the file longer than five seconds.
  case locked(path: String)
  /// Not a database, or a damaged one.
  case corrupt(path: String, detail: String)
  /// A SQLite database of another program.
  case foreign(path: String)
  /// Written by a later release; `version` is its schema, `supported` the latest this program knows.
  case newer(path: String, version: Int, supported: Int)
  /// The disk, or the person's share of it, is full: a write failed.
  case full(path: String)
  /// A backup or other new file would overwrite what is there.
  case exists(path: String)
  /// No card of this collection has the id.
  case noSuchCard(path: String, id: CardID)
  /// The text is not a search; `detail` says which word of it.
  case query(path: String, text: String, detail: String)
  /// Settings that no scheduler can follow.
  case settings(path: String, deck: String, detail: String)
  /// Reading or writing failed for another reason, in SQLite's words.
  case failed(path: String, detail: String)

  public var path: String {
    switch self {
    case .missing(let path), .folder(let path), .notWritable(let path), .locked(let path), .foreign(let path),
      .full(let path), .exists(let path):
      path
    case .corrupt(let path, _), .newer(let path, _, _), .noSuchCard(let path, _), .query(let path, _, _),
      .settings(let path, _, _), .failed(let path, _):
      path
    }
  }
}

extension StorageError: CustomStringConvertible {
  /// What is wrong, beginning after the file's name, without a full stop.
  public var message: String {
    switch self {
    case .missing: "there is no collection here"
    case .folder: "this is a folder, not a collection"
    case .notWritable: "the collection cannot be written"
    case .locked: "another program is writing to the collection"
    case .corrupt(_, let detail): "the collection is damaged or is no database (\(detail))"
    case .foreign: "this is a database of another program"
    case .newer(_, let version, let supported):
      "the collection was written by a newer release (format \(version), this program reads up to \(supported))"
    case .full: "the disk is full or takes no more; nothing was changed"
    case .exists: "the file exists already"
    case .noSuchCard(_, let id): "there is no card \(id)"
    case .query(_, let text, let detail): "the search \"\(text)\" cannot be understood: \(detail)"
    case .settings(_, let deck, let detail): "the settings of deck \(deck) cannot be used: \(detail)"
    case .failed(_, let detail): "the database reported: \(detail)"
    }
  }

  /// What to do next, as a sentence.
  public var remedy: String {
    switch self {
    case .missing: "Create it with `rehearse ingest PATH`, or name another file with --collection."
    case .folder: "Name a file in it, for example with --collection \(path)/collection.sqlite."
    case .notWritable: "Give yourself write permission on the file and its folder, or name another with --collection."
    case .locked: "Close the other rehearse, or wait until it is done, and try again."
    case .corrupt(let path, _):
      "Move \(path) aside and bring back a copy with `rehearse restore BACKUP`; backups lie beside it."
    case .foreign: "Name your collection with --collection; this file was not touched."
    case .newer: "Install the newer release of rehearse; this file was not touched."
    case .full: "Free some space and repeat the command; if there is enough, check the disk and your quota."
    case .exists: "Choose another name, or move the file away."
    case .noSuchCard: "List the cards with `rehearse cards list`."
    case .query: "Write words, or filters such as deck:NAME, tag:NAME, concept:ID, state:review, is:suspended."
    case .settings: "Correct the deck's definition and ingest again."
    case .failed: "Run `rehearse check`; if it finds nothing, check the disk."
    }
  }

  public var description: String { "\(path): \(message)" }
}

extension StorageError {
  /// The case for what SQLite reported.
  init(_ error: any Error, path: String) {
    if let error = error as? StorageError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .failed(path: path, detail: "\(error)")
      return
    }
    let detail = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .notWritable(path: path)
    // A quota or a limit on file sizes reaches SQLite as a failed write, without its cause; the index of the write-ahead
    // log is a file as well, which even reading needs.
    case .SQLITE_IOERR
    where [.SQLITE_IOERR_WRITE, .SQLITE_IOERR_SHMSIZE].contains(error.extendedResultCode):
      self = .full(path: path)
    default: self = .failed(path: path, detail: detail)
    }
  }
}
