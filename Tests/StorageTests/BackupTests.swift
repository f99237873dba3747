import Basics
import Cards
import Foundation
import Scheduling
import Storage
import TestSupport
import Testing

@Suite struct BackupTests {
  let folder: TemporaryFolder
  let store: StudyStore

  init() throws {
    folder = try TemporaryFolder()
    store = try StudyStore.open(path: folder.path("c.sqlite"), create: .ifMissing, now: Fixture.start)
    let cards = (1...60).map { Fixture.card("card\($0)", line: $0, concepts: ["lambda"], tags: ["limits"]) }
    try store.apply(Fixture.change(cards, graph: Fixture.graph(["lambda"])), at: Fixture.start)
    let scheduler = try Fixture.scheduler()
    for number in 1...30 { try store.answer("card\(number)", .good, at: Fixture.start, by: scheduler) }
  }

  @Test func `a backup holds everything, can be undone in, and overwrites nothing`() throws {
    let target = folder.path("copy.sqlite")
    try store.backup(to: target)
    #expect(throws: StorageError.exists(path: target)) { try store.backup(to: target) }
    let copy = try StudyStore.open(path: target, now: Fixture.start)
    #expect(try copy.dump() == store.dump())
    #expect(try copy.check().isSound)
    #expect(try copy.undo(at: Fixture.start)?.kind == .review)
  }

  @Test func `a backup to a folder that is not there says so and leaves nothing`() throws {
    let target = folder.path("no/copy.sqlite")
    #expect(throws: StorageError.notWritable(path: target)) { try store.backup(to: target) }
  }

  @Test func `restoring brings the backup back and keeps the former collection`() throws {
    let backup = folder.path("copy.sqlite"), then = try store.dump()
    try store.backup(to: backup)
    try store.suspend([CardID("card1")], at: Fixture.start)
    let now = try store.dump()
    try store.close()
    let kept = try StudyStore.restore(from: backup, to: store.path, now: Fixture.start)
    #expect(try StudyStore.open(path: store.path, now: Fixture.start).dump() == then)
    #expect(try StudyStore.open(path: #require(kept), now: Fixture.start).dump() == now)
    #expect(try StudyStore.open(path: backup, now: Fixture.start).dump() == then)
  }

  @Test func `a damaged backup is refused and the collection stays`() throws {
    let backup = folder.path("bad.sqlite"), before = try store.dump()
    try Data("nothing of value".utf8).write(to: URL(fileURLWithPath: backup))
    try store.close()
    #expect(throws: StorageError.self) {
      try StudyStore.restore(from: backup, to: store.path, now: Fixture.start)
    }
    #expect(throws: StorageError.missing(path: folder.path("none"))) {
      try StudyStore.restore(from: folder.path("none"), to: store.path, now: Fixture.start)
    }
    #expect(try StudyStore.open(path: store.path, now: Fixture.start).dump() == before)
    #expect(!FileManager.default.fileExists(atPath: store.path + ".partial"))
  }

  @Test func `bytes changed anywhere in the file end in an error or a report, never in a crash`() throws {
    try store.close()
    let sound = try Data(contentsOf: URL(fileURLWithPath: store.path))
    forEachSeed(120) { random in
      var damaged = sound
      let page = random.integer(in: 0...(sound.count / 4_096 - 1)) * 4_096
      for _ in 0..<random.integer(in: 1...200) {
        damaged[page + random.integer(in: 0...4_095)] = UInt8(random.integer(in: 0...255))
      }
      let path = folder.path("damaged-\(random.next()).sqlite")
      try damaged.write(to: URL(fileURLWithPath: path))
      do {
        let store = try StudyStore.open(path: path, now: Fixture.start)
        _ = try store.check()
        _ = try store.cards()
        _ = try store.histories()
        _ = try store.search("minutes", at: Fixture.start)
        _ = try store.undo(at: Fixture.start)
      } catch let error as StorageError {
        if case .locked = error { throw Broken("damage was taken for a lock: \(error)") }
      }
    }
  }
}
