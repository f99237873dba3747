import Basics
import Cards
import Concepts
import Foundation
import Notes
import Scheduling
import Storage
import TestSupport
import Testing

@Suite(.serialized) struct KillTests {
  private let start = Instant(seconds: 1_795_510_800)

  private func open(_ path: String) throws -> StudyStore { try StudyStore.open(path: path, now: start) }

  @Test func `a program killed while answering has lost at most the answer not yet acknowledged`() throws {
    let folder = try CrashFolder()
    _ = try Probe(folder.collection, "ingest", "0", "20").kill(after: .milliseconds(50))
    var recorded = 0
    forEachSeed(20) { random in
      let probe = try Probe(folder.collection, "review", "\(recorded)")
      let lines = probe.kill(after: random.duration(in: .zero...(.milliseconds(60))))
      guard let acknowledged = last("reviewed", in: lines) else { throw Broken("nothing was recorded: \(lines)") }
      let store = try open(folder.collection)
      let report = try store.check()
      guard report.isSound else { throw Broken("\(report.problems)") }
      guard report.reviews == acknowledged + 1 || report.reviews == acknowledged + 2 else {
        throw Broken("\(acknowledged + 1) answers were acknowledged, \(report.reviews) are there")
      }
      let log = try store.reviews().map(\.id)
      guard Set(log).count == report.reviews else { throw Broken("the log has an answer twice") }
      recorded = report.reviews
      try store.close()
    }
    #expect(recorded > 20)
  }

  @Test func `a program killed in the middle of an ingest leaves the cards of one ingest, whole`() throws {
    let folder = try CrashFolder()
    var generation = 0, killedInside = 0
    forEachSeed(20) { random in
      let lines = try Probe(folder.collection, "ingest", "\(generation)", "400")
        .kill(after: random.duration(in: .zero...(.milliseconds(400))))
      let acknowledged = last("ingested", in: lines)
      let store = try open(folder.collection)
      let report = try store.check()
      guard report.isSound else { throw Broken("\(report.problems)") }
      let hash = Int(try store.files().first?.hash ?? 0)
      let answers = Set(try store.storedCards().map(\.card.answer.markdown))
      let concepts = try store.graph().concepts.map(\.id)
      guard answers == ["generation \(hash)"], concepts == ["concept\(hash)"], report.cards == 400 else {
        throw Broken("a mixture: file \(hash), answers \(answers), concepts \(concepts), \(report.cards) cards")
      }
      guard let acknowledged, hash == acknowledged || hash == acknowledged + 1 else {
        throw Broken("\(acknowledged as Any) was acknowledged, \(hash) is there")
      }
      if hash == acknowledged { killedInside += 1 }
      generation = hash + 1
      try store.close()
    }
    // The probe works without a pause, so most kills fall inside a transaction.
    #expect(killedInside > 5)
  }

  @Test func `a write-ahead log cut off anywhere leaves the answers up to there`() throws {
    let folder = try CrashFolder()
    _ = try Probe(folder.collection, "ingest", "0", "20").kill(after: .milliseconds(5))
    try open(folder.collection).close()
    let lines = try Probe(folder.collection, "review", "0").kill(after: .milliseconds(40))
    let acknowledged = try #require(last("reviewed", in: lines)) + 1
    let database = try Data(contentsOf: URL(fileURLWithPath: folder.collection))
    let log = try Data(contentsOf: URL(fileURLWithPath: folder.collection + "-wal"))
    var counts: Set<Int> = []
    forEachSeed(30) { random in
      try? FileManager.default.removeItem(atPath: folder.collection + "-shm")
      try database.write(to: URL(fileURLWithPath: folder.collection))
      try log.prefix(random.integer(in: 0...log.count)).write(to: URL(fileURLWithPath: folder.collection + "-wal"))
      let store = try open(folder.collection)
      let report = try store.check()
      guard report.isSound, report.cards == 20 else { throw Broken("\(report)") }
      guard report.reviews <= acknowledged + 1 else { throw Broken("\(report.reviews) of \(acknowledged)") }
      counts.insert(report.reviews)
      try store.close()
    }
    #expect(counts.count > 3)
  }

  @Test func `after a kill, undo takes back what was recorded, down to the beginning`() throws {
    let folder = try CrashFolder()
    _ = try Probe(folder.collection, "ingest", "0", "3").kill(after: .zero)
    _ = try Probe(folder.collection, "review", "0").kill(after: .milliseconds(20))
    let store = try open(folder.collection)
    while try store.undo(at: start) != nil {}
    #expect(try store.storedCards().isEmpty)
    #expect(try store.dump() == "")
    #expect(try store.check().isSound)
  }

  @Test func `a program killed while it creates a collection leaves a file that can be used`() throws {
    forEachSeed(15) { random in
      let folder = try CrashFolder()
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      let probe = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("crash-probe").path
      let wait = Double(random.integer(in: 0...60)) / 1_000
      process.arguments = ["-c", "timeout -s KILL \(wait + 0.005) '\(probe)' '\(folder.collection)' ingest 0 50"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let store = try StudyStore.open(path: folder.collection, create: .ifMissing, now: start)
      let report = try store.check()
      guard report.isSound, report.cards == 0 || report.cards == 50 else { throw Broken("\(report)") }
    }
  }
}
