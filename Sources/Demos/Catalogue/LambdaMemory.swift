import Basics
import Cloud
import Simulation

extension Demo {
  /// More memory is more CPU: faster for work, dearer for waiting.
  public static let lambdaMemory = Demo(
    name: "lambda-memory",
    title: "Lambda memory: the price of speed",
    situation: """
      A function computes in one thread what takes one whole vCPU {work}, and waits {wait} for an answer from elsewhere. \
      It has {memory} and runs {runs} times a month; the free tier is used up. Besides, it is tried once with each of \
      128, 256, 512, 1,024, 1,769, 3,008 and 10,240 MB.
      """,
    concepts: ["lambda-memory", "gb-second", "lambda-pricing", "lambda"],
    parameters: [Sizing.memory, Sizing.work, Sizing.wait, Sizing.runs],
    script: Sizing.play,
    predictions: [
      Prediction(
        "duration", "How many milliseconds does a run take with {memory}?",
        .number(unit: "ms", tolerance: .percent(5)), about: ["lambda-memory"],
        misconceptions: [.memoryBringsNoCPU],
        answer: { .number(Sizing.milliseconds($0, Sizing.function)) }),
      Prediction(
        "month", "What do all runs of a month cost with {memory}?", .number(unit: "USD", tolerance: .percent(5)),
        about: ["lambda-pricing", "gb-second"], misconceptions: [.memoryBringsNoCPU, .memoryDoesNotChangePrice],
        answer: { .number(Quantity($0.bill.total)) }),
      Prediction(
        "cheapest", "Which of the tried sizes makes a run cheapest?", .choice,
        about: ["lambda-memory", "lambda-pricing"], misconceptions: [.memoryDoesNotChangePrice],
        options: { _ in Sizing.sizes.map(Sizing.name) }, answer: Sizing.cheapest),
      Prediction(
        "beyond", "Is a run with 10,240 MB faster than one with 1,769 MB?", .boolean, about: ["lambda-memory"],
        misconceptions: [.cpuGrowsForever],
        answer: { .boolean(Sizing.milliseconds($0, Sizing.name(10_240)) < Sizing.milliseconds($0, Sizing.name(1_769))) }
      ),
    ],
    outcomes: Sizing.outcomes, timeline: Sizing.timeline,
    tryNext: [
      Suggestion("Nothing to compute, only to wait for", "--work", "1", "--wait", "2000"),
      Suggestion("Nothing to wait for: the cost hardly depends on the size", "--wait", "0"),
      Suggestion("One whole vCPU", "--memory", "1769"),
    ])
}

private enum Sizing {
  static let memory = Parameter.integer(
    "memory", 512, in: 128...10_240, unit: "MB", ladder: [[512, 1_024], [256, 1_769], [128, 3_008, 768]],
    "Memory of the function; CPU grows with it.")
  static let work = Parameter.integer(
    "work", 600, in: 1...30_000, unit: "ms", ladder: [[600, 1_000], [400, 2_000], [150, 3_500]],
    "Time of one whole vCPU that the work needs.")
  static let wait = Parameter.integer(
    "wait", 300, in: 0...20_000, unit: "ms", ladder: [[300, 0], [100, 500], [1_200]],
    "Time spent waiting, whatever the memory.")
  static let runs = Parameter.integer(
    "runs", 1_000_000, in: 1_000...100_000_000, ladder: [[1_000_000], [5_000_000, 200_000]], "Runs in a month.")

  static let sizes = [128, 256, 512, 1_024, 1_769, 3_008, 10_240]
  static let function = "render"
  @Sendable static func name(_ size: Int) -> String { Quantity(size).text(in: "MB") }

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.hasFreeTier = false
    let work = Duration.milliseconds(arguments.integer(work)), wait = Duration.milliseconds(arguments.integer(wait))
    func make(_ name: String, _ size: Int) throws(ServiceError) {
      try stage.world.call(
        Lambda.CreateFunction(
          functionName: name, memory: size, timeout: .seconds(900), initTime: .fixed(.zero)
        ) { _ in .work(work, then: .compute(wait, then: .finish("null"))) })
    }
    stage.scene("Make the function with the memory chosen, and let a month's requests come.")
    try make(function, arguments.integer(memory))
    stage.world.invoke(function, times: arguments.integer(runs), every: .seconds(1_000), warmUp: 1, stretch: 1)
    stage.projected = stage.world.settledLedger
    stage.scene("Aside, not on the bill: one run with each size.")
    for size in sizes {
      try make(name(size), size)
      try stage.world.call(Lambda.Invoke(functionName: name(size)))
    }
  }

  private static func report(_ run: DemoRun, _ function: String) -> InvocationReport? {
    run.trace.all(InvocationReport.self).last { $0.function == function }
  }
  static func milliseconds(_ run: DemoRun, _ function: String) -> Quantity {
    report(run, function).map { Quantity(Int128($0.duration.nanoseconds), over: 1_000_000) } ?? .zero
  }

  /// By what the bill counts: billed time times memory. The smaller size where two cost the same.
  @Sendable static func cheapest(_ run: DemoRun) -> Answer {
    let isPriceFlat = run.world.context.holds(.memoryDoesNotChangePrice)
    let costs = sizes.compactMap { size in
      report(run, name(size)).map { (size, $0.billed * (isPriceFlat ? 1_024 : $0.memory)) }
    }
    return .choice(costs.min { ($0.1, $0.0) < ($1.1, $1.0) }.map { name($0.0) } ?? name(sizes[0]))
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let own = report(run, function)
    return [
      Outcome("the month", Quantity(run.bill.total).text(in: "USD")),
      Outcome("a run, billed", Quantity(own?.billed ?? 0).text(in: "ms")),
    ]
      + sizes.compactMap { size in
        report(run, name(size)).map {
          Outcome(
            "with \(name(size))",
            "\(Quantity($0.billed).text(in: "ms")), "
              + "\(Quantity(Int128($0.billed * $0.memory), over: 1_024_000).text(in: "GB-s"))")
        }
      }
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let aside = run.scenes.last?.at ?? run.start
    let lanes = sizes.map { size in
      let reports = run.trace.entries.filter { ($0.fact as? InvocationReport)?.function == name(size) }
      return Timeline.Lane(
        name(size),
        marks: run.marks(reports) { entry in
          (entry.fact as? InvocationReport).map {
            (.write, "\(name(size)): \(Quantity($0.billed).text(in: "ms")) billed")
          }
        })
    }
    return Timeline(from: aside, to: run.world.now, lanes)
  }
}
