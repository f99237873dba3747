import Basics
import Cards
import Foundation
import Scheduling
import Storage
import TestSupport
import Testing

@Suite(.serialized) struct FullDiskTests {
  private let start = Instant(seconds: 1_795_510_800)

  @Test func `a full disk is reported as such and everything acknowledged before is there`() throws {
    for room in [0, 5_000, 40_000, 200_000, 1_000_000] {
      let folder = try CrashFolder()
      _ = try Probe(folder.collection, "ingest", "0", "50").kill(after: .milliseconds(5))
      try StudyStore.open(path: folder.collection, now: start).close()
      let (lines, status) = try Probe(folder.collection, "fill", "\(room)").finish()
      #expect(status == 0, "with room for \(room) bytes: \(lines.suffix(2))")
      #expect(lines.last?.contains("the disk is full") == true)
      let acknowledged = last("reviewed", in: lines).map { $0 + 1 } ?? 0
      let store = try StudyStore.open(path: folder.collection, now: start)
      let report = try store.check()
      #expect(report.isSound)
      #expect(report.reviews == acknowledged)
      // With room again, work goes on.
      #expect(try store.suspend([CardID("card1")], at: start) != nil)
    }
  }

  @Test func `a backup to a full disk is reported as such and leaves no file`() throws {
    let folder = try CrashFolder()
    _ = try Probe(folder.collection, "ingest", "0", "50").kill(after: .milliseconds(5))
    let target = folder.url.appendingPathComponent("copy.sqlite").path
    let (lines, status) = try Probe(folder.collection, "backup", target, "40000").finish()
    #expect(status == 0, "\(lines)")
    #expect(lines.last == "\(target): the disk is full or takes no more; nothing was changed")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(!names.contains { $0.hasPrefix("copy") }, "\(names)")
  }
}
