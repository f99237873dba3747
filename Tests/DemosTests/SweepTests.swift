import Basics
import Cloud
import Demos
import TestSupport
import Testing

@Suite struct SweepTests {
  @Test func `a sweep runs the demo from one end of the range to the other`() throws {
    let sweep = try Demo.lambdaBilling.sweep("memory", over: "128..1024", steps: 8)
    #expect(sweep.rows.map(\.value) == stride(from: 128, through: 1_024, by: 128).map { .integer($0) })
    #expect(sweep.columns.map(\.id) == ["monthly-bill", "gb-seconds", "billed-duration", "billed-requests"])
    for row in sweep.rows {
      let demo = Demo.lambdaBilling
      var arguments = demo.defaults
      try arguments.set("memory", to: row.value)
      let total = try demo.run(arguments).bill.total
      #expect(row.cells.first == Quantity(total))
    }
    expectGolden(sweep.render(width: 120).joined(separator: "\n") + "\n", "sweep.txt")
  }

  @Test func `a wide range is swept in equal ratios, in whole steps and without doubles`() throws {
    let sweep = try Demo.lambdaBilling.sweep("requests", over: "1000..1000000000", steps: 7)
    #expect(sweep.rows.count == 7)
    #expect(sweep.rows.first?.value == .integer(1_000) && sweep.rows.last?.value == .integer(1_000_000_000))
    let values = sweep.rows.map { row in if case .integer(let value) = row.value { value } else { 0 } }
    #expect(zip(values, values.dropFirst()).allSatisfy { (5...20).contains($1 / $0) })
    #expect(try Demo.dynamoDBTimeToLive.sweep("sessions", over: "1..4", steps: 9).rows.count == 4)
  }

  @Test func `durations are swept too, and other parameters keep what they were given`() throws {
    let demo = Demo.dynamoDBTimeToLive
    let sweep = try demo.sweep("read-after", over: "1h..3h", steps: 3, demo.arguments(["--sessions", "5"]))
    #expect(sweep.rows.map(\.value) == [.duration(.hours(1)), .duration(.hours(2)), .duration(.hours(3))])
    #expect(sweep.rows[0].cells[0] == Quantity(8))
    #expect(sweep.columns.last == Sweep.Column(id: "bill", unit: "USD"))
  }

  @Test func `what cannot be swept is refused with what can`() {
    #expect(
      throws: DemoError.notSweepable(
        parameter: "arch", sweepable: ["memory", "duration", "requests", "cold-share", "init"])
    ) {
      try Demo.lambdaBilling.sweep("arch", over: "x86..arm64")
    }
    #expect(throws: DemoError.outOfRange(parameter: "memory", value: "64", range: "128...10,240", unit: "MB")) {
      try Demo.lambdaBilling.sweep("memory", over: "64..512")
    }
    #expect(throws: DemoError.notARange(parameter: "memory", text: "..", example: "128..10240")) {
      try Demo.lambdaBilling.sweep("memory", over: "..")
    }
    #expect(throws: DemoError.self) { try Demo.lambdaBilling.sweep("colour", over: "1..2") }
  }
}
