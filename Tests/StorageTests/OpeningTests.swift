import Basics
import Cards
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct OpeningTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// The error of opening `path`.
  private func failure(_ path: String, create: StudyStore.Creation = .never) -> StorageError? {
    do {
      _ = try StudyStore.open(path: path, create: create, now: Fixture.start)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a missing collection is an error where nothing may be created, and no file appears`() {
    let path = folder.path("none.sqlite")
    #expect(failure(path) == .missing(path: path))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a collection is created with its folders`() throws {
    let path = folder.path("a/b/c.sqlite")
    try StudyStore.open(path: path, create: .ifMissing, now: Fixture.start).close()
    #expect(failure(path) == nil)
  }

  @Test func `a folder that cannot be made is not writable`() {
    #expect(failure("/proc/rehearse/c.sqlite", create: .ifMissing) == .notWritable(path: "/proc/rehearse/c.sqlite"))
  }

  @Test func `a file stopped before its first write is begun again`() throws {
    let path = folder.path("c.sqlite")
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(failure(path) == .missing(path: path))
    #expect(failure(path, create: .ifMissing) == nil)
  }

  @Test func `a file of a newer release is refused and not touched`() throws {
    let path = folder.path("c.sqlite")
    try StudyStore.open(path: path, create: .ifMissing, now: Fixture.start).close()
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(failure(path, create: .ifMissing) == .newer(path: path, version: 99, supported: StudyStore.formatVersion))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `another program's database is refused and not touched`() throws {
    let path = folder.path("other.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in try db.execute(sql: "CREATE TABLE t (a)") }
    try queue.close()
    #expect(failure(path, create: .ifMissing) == .foreign(path: path))
    let again = try DatabaseQueue(path: path)
    #expect(try again.read { db in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema") } == ["t"])
  }

  @Test func `garbage and a cut-off file are called damaged, and a folder a folder`() throws {
    let garbage = folder.path("garbage.sqlite")
    try Data("these are notes, not a database\n".utf8).write(to: URL(fileURLWithPath: garbage))
    #expect(failure(garbage, create: .ifMissing)?.isCorrupt == true)
    #expect(failure(folder.url.path, create: .ifMissing) == .folder(path: folder.url.path))
    let cut = folder.path("cut.sqlite")
    try StudyStore.open(path: cut, create: .ifMissing, now: Fixture.start).close()
    let data = try Data(contentsOf: URL(fileURLWithPath: cut))
    try data.prefix(data.count / 2).write(to: URL(fileURLWithPath: cut))
    #expect(failure(cut)?.isCorrupt == true)
    for length in [17, 50, 100, 4_095, 4_096, 10_000] {
      let path = folder.path("cut-\(length).sqlite")
      try data.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(failure(path)?.isCorrupt == true, "after \(length) bytes")
    }
  }

  @Test func `a collection that another program is writing to is locked, and stays as it is`() throws {
    let path = folder.path("c.sqlite")
    let store = try StudyStore.open(path: path, create: .ifMissing, now: Fixture.start)
    let before = try store.dump()
    let other = try DatabaseQueue(path: path)
    try other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: StorageError.locked(path: path)) {
        try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
      }
      try db.execute(sql: "ROLLBACK")
    }
    #expect(try store.dump() == before)
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
  }

  @Test func `a migration first copies the collection and keeps everything in it`() throws {
    let path = folder.path("c.sqlite")
    let store = try StudyStore.open(path: path, create: .ifMissing, now: Fixture.start)
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
    let before = try store.dump()
    try store.close()
    let later = SchemaSQL.steps + ["CREATE TABLE extra (a INTEGER) STRICT;"]
    let migrated = try StudyStore.open(path: path, create: .never, now: Fixture.start, steps: later)
    #expect(try migrated.dump() == before)
    #expect(try migrated.pool.read { db in try Int.fetchOne(db, sql: SchemaSQL.version) } == later.count)
    try migrated.close()
    let copy = path + ".before-format-2.20261124T090000Z"
    #expect(try StudyStore.open(path: copy, now: Fixture.start).dump() == before)
    #expect(failure(path) == .newer(path: path, version: 2, supported: 1))
  }

  @Test func `a migration that fails leaves the collection at its format`() throws {
    let path = folder.path("c.sqlite")
    try StudyStore.open(path: path, create: .ifMissing, now: Fixture.start).close()
    let broken = SchemaSQL.steps + ["CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO nothing VALUES (1);"]
    #expect(throws: StorageError.self) {
      _ = try StudyStore.open(path: path, create: .never, now: Fixture.start, steps: broken)
    }
    let store = try StudyStore.open(path: path, now: Fixture.start)
    #expect(try store.pool.read { db in try db.tableExists("extra") } == false)
    #expect(try store.check().isSound)
  }

  @Test func `every error says what is wrong and what to do next`() {
    let errors: [StorageError] = [
      .missing(path: "p"), .folder(path: "p"), .notWritable(path: "p"), .locked(path: "p"),
      .corrupt(path: "p", detail: "d"),
      .foreign(path: "p"), .newer(path: "p", version: 2, supported: 1), .full(path: "p"), .exists(path: "p"),
      .noSuchCard(path: "p", id: CardID("x")), .query(path: "p", text: "t", detail: "d"),
      .settings(path: "p", deck: "k", detail: "d"), .failed(path: "p", detail: "d"),
    ]
    for error in errors {
      #expect(error.description == "p: \(error.message)")
      #expect(error.remedy.hasSuffix(".") && !error.message.hasSuffix("."))
    }
  }
}

extension StorageError {
  var isCorrupt: Bool {
    if case .corrupt = self { true } else { false }
  }
}
