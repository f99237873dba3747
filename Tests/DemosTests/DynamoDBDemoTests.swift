import Basics
import Cloud
import Demos
import OrderedCollections
import Simulation
import TestSupport
import Testing

private func answer(_ demo: Demo, _ id: String, _ words: String...) throws -> Answer {
  try demo.run(demo.arguments(words)).answer(to: demo.prediction(id))
}
private func number(_ integer: Int) -> Answer { .number(Quantity(integer)) }

@Suite struct TimeToLiveDemoTests {
  private let demo = Demo.dynamoDBTimeToLive

  @Test func `before the deletion an expired session is read, after it not`() throws {
    #expect(try answer(demo, "readable", "--lag", "10h", "--read-after", "4h") == .boolean(true))
    #expect(try answer(demo, "readable", "--lag", "10h", "--read-after", "11h") == .boolean(false))
    #expect(try answer(demo, "readable", "--lag", "0", "--read-after", "1m") == .boolean(false))
  }

  @Test func `deletions are free however many there are`() throws {
    #expect(try answer(demo, "delete-units", "--sessions", "40") == number(0))
    #expect(try answer(demo, "returned", "--sessions", "40") == number(43))
  }

  @Test func `the filter leaves out what has expired, and keeps the expiry in milliseconds`() throws {
    #expect(try answer(demo, "filtered") == number(1))
  }

  @Test func `the moved item, the milliseconds and the string outlive the sweep`() throws {
    let run = try demo.run(demo.defaults)
    let left = run.world[.usEast1].dynamoDB.tables.values.first?.allItems.compactMap { $0["session"] } ?? []
    #expect(Set(left) == ["moved", "milliseconds", "string"])
    let removals = run.trace.all(DynamoDB.StreamRecordAppended.self).filter { $0.record.event == .remove }
    #expect(removals.count == 3)
    #expect(removals.allSatisfy { $0.record.userIdentity == .timeToLive })
  }
}

@Suite struct GlobalTableConflictDemoTests {
  private let demo = Demo.globalTableConflict

  @Test func `the later write wins as a whole, unless its clock is behind`() throws {
    #expect(try answer(demo, "winner") == .choice("only the pen"))
    #expect(try answer(demo, "winner", "--skew", "-10000") == .choice("only the book"))
  }

  @Test func `without a partition and with a gap longer than the lag nothing is lost`() throws {
    #expect(try answer(demo, "winner", "--partition", "0", "--gap", "5s") == .choice("both the book and the pen"))
    let run = try demo.run(demo.arguments(["--partition", "0", "--gap", "5s"]))
    #expect(run.trace.all(DynamoDB.ReplicatedWrite.self).allSatisfy { !$0.isConflict })
  }

  @Test func `all Regions end with the same cart, whatever the clocks and the partition`() throws {
    let demo = demo
    forEachSeed(60) { random in
      let run = try demo.run(Arguments.any(demo.parameters, from: &random))
      let carts = [Region.usEast1, .euWest1, .apSoutheast2, .usWest2].prefix(run.world.stacks.count).map {
        run.world[$0].dynamoDB.tables.values.first?.allItems ?? []
      }
      guard Set(carts).count == 1, carts[0].count == 1 else { throw Broken(run.arguments.flags) }
    }
  }

  @Test func `a change is paid for in every Region, by the size of the item`() throws {
    #expect(try answer(demo, "write-units") == number(4))
    // 10 KB and a few bytes are 11 units, for two changes in two Regions.
    #expect(try answer(demo, "write-units", "--note", "10") == number(44))
    #expect(try answer(demo, "write-units", "--regions", "4") == number(8))
  }
}

@Suite struct PointInTimeRestoreDemoTests {
  private let demo = Demo.pointInTimeRestore

  @Test func `the window reaches back to its days, or to the day recovery was turned on`() throws {
    #expect(try answer(demo, "earliest", "--window", "7") == number(7))
    guard case .number(let days) = try answer(demo, "earliest", "--days", "3", "--window", "35") else {
      throw Broken("no number")
    }
    #expect(days > Quantity(2) && days < Quantity(3))
    #expect(try answer(demo, "latest") == number(5))
  }

  @Test func `the second before the deletion has every order, the second of it has not`() throws {
    #expect(try answer(demo, "items") == number(40))
    #expect(try answer(demo, "items", "--before", "0") == number(30))
    // Restored to the morning of the last day: its two orders were not written yet.
    #expect(try answer(demo, "items", "--before", "2h") == number(38))
  }

  @Test func `a second outside the window is refused and nothing is restored`() throws {
    for words in [["--window", "7", "--noticed", "8d"], ["--noticed", "2m", "--before", "0"]] {
      let run = try demo.run(demo.arguments(words))
      #expect(run.trace.all(RequestRefused.self).map(\.error.code) == ["InvalidRestoreTimeException"])
      #expect(run.answer(to: try demo.prediction("items")) == number(0))
      #expect(run.answer(to: try demo.prediction("where")) == .choice("nowhere: the restore is refused"))
      #expect(!run.bill.lines.contains { $0.item == "restored-data" })
    }
  }

  @Test func `the restored table lacks the settings that must be set again`() throws {
    let run = try demo.run(demo.defaults)
    let restored = run.world[.usEast1].dynamoDB.tables["Orders-restored"]
    #expect(restored?.stream == nil && restored?.timeToLive == nil && restored?.tags.isEmpty == true)
    #expect(run.world[.usEast1].dynamoDB.tables["Orders"]?.itemCount == 30)
  }
}
