import Basics
import Cloud
import Demos
import TestSupport
import Testing

@Suite struct ArgumentsTests {
  private let memory = Parameter.integer("memory", 512, in: 128...10_240, unit: "MB", "Memory.")
  private let even = Parameter.integer("even", 4, in: 2...10, step: 2, "An even number.")
  private let wait = Parameter.duration("wait", .hours(1), in: .zero ... .days(2), step: .minutes(1), "A wait.")
  private let arch = Parameter.choice("arch", [.init("x86", "Intel"), .init("arm64", "Graviton")], "Processor.")
  private let free = Parameter.boolean("free-tier", true, "Free tier.")
  private var demo: Demo {
    Demo(
      name: "sample", title: "Sample", situation: "With {memory} for {wait} on {arch}.", concepts: ["lambda"],
      parameters: [memory, even, wait, arch, free], script: { _, _ in }, predictions: [], outcomes: { _ in [] },
      timeline: { Timeline(from: $0.start, to: $0.world.now, []) }, tryNext: [])
  }

  @Test func `words set parameters in every way they can be written`() throws {
    let arguments = try demo.arguments([
      "--memory", "1,024MB", "--wait=1h30m", "--arch", "arm64", "--no-free-tier", "--even", "8",
    ])
    #expect(arguments["memory"] == .integer(1_024))
    #expect(arguments["wait"] == .duration(.minutes(90)))
    #expect(arguments["arch"] == .choice("arm64"))
    #expect(arguments["free-tier"] == .boolean(false))
    #expect(arguments["even"] == .integer(8))
    #expect(arguments["nothing"] == nil)
    #expect(try demo.arguments(["--free-tier"])["free-tier"] == .boolean(true))
    #expect(try demo.arguments(["--free-tier", "no"])["free-tier"] == .boolean(false))
    #expect(try demo.arguments(["memory": "256"])["memory"] == .integer(256))
    #expect(try demo.arguments([]) == demo.defaults)
  }

  @Test func `flags written from arguments read back as the same arguments`() throws {
    let demo = demo
    forEachSeed(200) { random in
      let arguments = Arguments.any(demo.parameters, from: &random)
      let words = arguments.flags.split(separator: " ").map(String.init)
      guard try demo.arguments(words) == arguments else { throw Broken(arguments.flags) }
    }
  }

  @Test func `a value out of range names the parameter, the value, the range and the unit`() {
    #expect(
      throws: DemoError.outOfRange(parameter: "memory", value: "99,999", range: "128...10,240", unit: "MB")
    ) { try demo.arguments(["--memory", "99999"]) }
    #expect(throws: DemoError.outOfRange(parameter: "memory", value: "-5", range: "128...10,240", unit: "MB")) {
      try demo.arguments(["--memory", "-5"])
    }
    #expect(
      throws: DemoError.outOfRange(
        parameter: "memory", value: "99999999999999999999", range: "128...10,240", unit: "MB")
    ) { try demo.arguments(["--memory", "99999999999999999999"]) }
    #expect(throws: DemoError.outOfRange(parameter: "wait", value: "3 d", range: "0 s...2 d", unit: "")) {
      try demo.arguments(["--wait", "3d"])
    }
    #expect(throws: DemoError.offStep(parameter: "even", value: "5", step: "2", nearest: "4")) {
      try demo.arguments(["--even", "5"])
    }
    let error = DemoError.outOfRange(parameter: "memory", value: "64", range: "128...10,240", unit: "MB")
    #expect(error.message == "--memory 64 is outside 128...10,240 MB")
    #expect(error.remedy == "Choose --memory from 128...10,240 MB.")
  }

  @Test func `words that cannot be understood say what was expected`() {
    #expect(throws: DemoError.notANumber(parameter: "memory", text: "much", unit: "MB")) {
      try demo.arguments(["--memory", "much"])
    }
    #expect(throws: DemoError.notADuration(parameter: "wait", text: "soon")) {
      try demo.arguments(["--wait", "soon"])
    }
    #expect(throws: DemoError.notAChoice(parameter: "arch", text: "mips", choices: ["x86", "arm64"])) {
      try demo.arguments(["--arch", "mips"])
    }
    #expect(throws: DemoError.notABoolean(parameter: "free-tier", text: "maybe")) {
      try demo.arguments(["--free-tier", "maybe"])
    }
    #expect(throws: DemoError.missingValue(parameter: "memory", expected: "512 MB")) {
      try demo.arguments(["--memory"])
    }
    #expect(throws: DemoError.unexpected("512", known: ["memory", "even", "wait", "arch", "free-tier"])) {
      try demo.arguments(["512"])
    }
    do {
      _ = try demo.arguments(["--memroy", "512"])
      Issue.record("accepted a parameter that does not exist")
    } catch {
      #expect(error.message == "the demo sample has no parameter 'memroy'")
      #expect(error.remedy.hasPrefix("Did you mean --memory?"))
    }
  }

  @Test func `a situation is filled with the values as a person reads them`() throws {
    let arguments = try demo.arguments(["--wait", "90m", "--memory", "10240"])
    #expect(arguments.filling(demo.situation) == "With 10,240 MB for 1 h 30 min on x86.")
  }

  @Test func `durations are spoken in at most two units and read back`() {
    #expect(Duration.seconds(90).spoken == "1 min 30 s")
    #expect(Duration.hours(54).spoken == "2 d 6 h")
    #expect(Duration.milliseconds(250).spoken == "250 ms")
    #expect(Duration.zero.spoken == "0 s")
    for text in ["90s", "1 min 30 s", "1m30s", "90"] { #expect(Duration(spoken: text) == .seconds(90)) }
    for text in ["", "h", "5x", "-5m", "1h 20", "99999999999h"] { #expect(Duration(spoken: text) == nil) }
  }
}
