import Basics
import Cloud
import Demos
import Simulation
import TestSupport
import Testing

/// The kinds of prediction, on a demo whose answers are its arguments.
@Suite struct PredictionTests {
  private static let size = Parameter.integer("size", 200, in: 0...1_000, "Anything.")
  private static let belief = Misconception("half", contradicts: .requestsAreChecked, says: "It is half as much.")

  private static func value(_ run: DemoRun) -> Int {
    guard case .integer(let size) = run.arguments["size"] else { return 0 }
    return run.misconception == belief ? size / 2 : size
  }
  private let number = Prediction(
    "number", "How much is {size}?", .number(unit: "MB", tolerance: .percent(2)), about: ["lambda"],
    misconceptions: [belief], answer: { .number(Quantity(PredictionTests.value($0))) })
  private let choice = Prediction(
    "choice", "Which?", .choice, about: ["lambda"], misconceptions: [belief], options: { _ in ["small", "none"] },
    answer: { .choice(PredictionTests.value($0) > 150 ? "big" : "small") })
  private let order = Prediction(
    "order", "In which order?", .order, about: ["lambda"], misconceptions: [belief],
    options: { _ in ["a", "b", "c", "d"] },
    answer: { .order(PredictionTests.value($0) > 150 ? ["a", "b", "c", "d"] : ["d", "c", "b", "a"]) })
  private let boolean = Prediction(
    "boolean", "Is it?", .boolean, about: ["lambda"], misconceptions: [belief],
    answer: { .boolean(PredictionTests.value($0) > 150) })

  private func run() throws -> DemoRun {
    let demo = Demo(
      name: "sample", title: "Sample", situation: "", concepts: ["lambda"], parameters: [Self.size],
      script: { _, _ in }, predictions: [number, choice, order, boolean], outcomes: { _ in [] },
      timeline: { Timeline(from: $0.start, to: $0.world.now, []) }, tryNext: [])
    return try demo.run(demo.defaults)
  }

  @Test func `a number is right within its tolerance, close within a tenth, and wrong beyond`() throws {
    let run = try run()
    func verdict(_ given: Int) -> Check { run.check(.number(Quantity(given)), for: number) }
    #expect(verdict(200).verdict == .right)
    #expect(verdict(204).verdict == .right)
    #expect(verdict(205).verdict == .close)
    #expect(verdict(180).verdict == .close)
    #expect(verdict(179).verdict == .wrong)
    #expect(verdict(179).explainedBy == nil)
  }

  @Test func `money is right to half a cent at least`() throws {
    let prediction = Prediction(
      "cents", "How much?", .number(unit: "USD", tolerance: .percent(2)), about: ["lambda"],
      answer: { _ in .number(.zero) })
    #expect(prediction.tolerance(around: .zero) == Quantity("0.005"))
    #expect(prediction.tolerance(around: Quantity(100)) == Quantity(2))
    let run = try run()
    #expect(run.check(.number(Quantity("0.004")!), for: prediction).verdict == .right)
    #expect(run.check(.number(Quantity("0.01")!), for: prediction).verdict == .wrong)
  }

  @Test func `an answer that a belief explains names the belief`() throws {
    let run = try run()
    for (prediction, given) in [
      (number, Answer.number(Quantity(101))), (choice, .choice("small")), (order, .order(["d", "c", "b", "a"])),
      (boolean, .boolean(false)),
    ] {
      let check = run.check(given, for: prediction)
      #expect(check.verdict == .wrong && check.explainedBy == Self.belief, "\(prediction.id)")
      #expect(check.text(for: prediction).contains("It is half as much."))
    }
  }

  @Test func `choices, orders and yes or no are right only when equal; swapped neighbours are close`() throws {
    let run = try run()
    #expect(run.check(.choice("big"), for: choice).verdict == .right)
    #expect(run.check(.choice("none"), for: choice).verdict == .wrong)
    #expect(run.check(.choice("none"), for: choice).explainedBy == nil)
    #expect(run.check(.order(["a", "b", "c", "d"]), for: order).verdict == .right)
    #expect(run.check(.order(["a", "c", "b", "d"]), for: order).verdict == .close)
    #expect(run.check(.order(["b", "a", "d", "c"]), for: order).verdict == .wrong)
    #expect(run.check(.boolean(true), for: boolean).verdict == .right)
    #expect(run.check(.boolean(true), for: boolean).text(for: boolean) == "Right: yes.")
  }

  @Test func `the choices offered are the truth, each belief's answer and the other options, without doubles`() throws {
    let run = try run()
    let offered = run.choices(for: choice)
    #expect(offered.map { $0.value.text() } == ["big", "none", "small"])
    #expect(offered.filter(\.isTrue).map { $0.value.text() } == ["big"])
    #expect(offered.first { $0.value == .choice("small") }?.misconception == Self.belief)
    #expect(run.choices(for: boolean).map(\.value) == [.boolean(true), .boolean(false)])
  }

  @Test func `answers are read as people type them`() throws {
    let run = try run()
    #expect(try number.parse("1,024 MB") == .number(Quantity(1_024)))
    #expect(try number.parse("0.5") == .number(Quantity(1, over: 2)))
    #expect(try boolean.parse("Yes") == .boolean(true))
    #expect(try choice.parse("1", choices: run.choices(for: choice)) == .choice("big"))
    #expect(try choice.parse("Small", choices: run.choices(for: choice)) == .choice("small"))
    #expect(try order.parse("2 1 3 4", options: ["a", "b", "c", "d"]) == .order(["b", "a", "c", "d"]))
    #expect(throws: DemoError.notAnAnswer(text: "lots", expected: "a number of MB")) { try number.parse("lots") }
    #expect(throws: DemoError.notAnAnswer(text: "perhaps", expected: "yes or no")) { try boolean.parse("perhaps") }
    #expect(throws: DemoError.notAnAnswer(text: "9", expected: "a number from 1 to 3")) {
      try choice.parse("9", choices: run.choices(for: choice))
    }
    #expect(throws: DemoError.notAnAnswer(text: "1 1 2 3", expected: "each number from 1 to 4 once, in order")) {
      try order.parse("1 1 2 3", options: ["a", "b", "c", "d"])
    }
  }

  @Test func `quantities are exact and shown as people read them`() {
    #expect(Quantity("18.737")?.text(in: "USD") == "18.74 USD")
    #expect(Quantity("0.0000002")?.text(in: "USD") == "0.0000002 USD")
    #expect(Quantity("1500000")?.text(in: "GB-s") == "1,500,000 GB-s")
    #expect(Quantity("0.5")?.text(in: "units") == "0.5 units")
    #expect(Quantity(1, over: 3).decimal == "0.333333333333")
    #expect(Quantity("abc") == nil)
    #expect(Quantity("12345.678")?.text(in: "USD") == "12,345.68 USD")
  }
}
