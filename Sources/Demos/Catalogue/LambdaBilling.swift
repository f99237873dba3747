import Basics
import Cloud
import Simulation

extension Demo {
  /// What a function costs in a month, and what that hangs on.
  public static let lambdaBilling = Demo(
    name: "lambda-billing",
    title: "Lambda: what a month costs",
    situation: """
      A function with {memory} of memory on {arch} handles {requests} requests in a month. Each run takes {duration}. \
      The first one is a cold start whose init takes {init}; of the others {cold-share} are cold as well. Between two \
      requests the environment waits for half a second. Free tier: {free-tier}.
      """,
    concepts: ["lambda-pricing", "gb-second", "lambda-free-tier", "lambda-memory", "cold-start"],
    parameters: [
      Billing.memory, Billing.duration, Billing.requests, Billing.coldShare, Billing.initTime, Billing.architecture,
      Billing.freeTier,
    ],
    start: Instant(CivilDate(year: 2026, month: 11, day: 1)), script: Billing.play,
    predictions: [
      Prediction(
        "monthly-bill", "What does the month cost?", .number(unit: "USD", tolerance: .percent(2)),
        about: ["lambda-pricing", "lambda-free-tier"],
        misconceptions: [
          .freeTierIsForfeited, .freeTierIsRequestsOnly, .idleTimeIsBilled, .memoryDoesNotChangePrice,
          .aDollarBuysTenfold,
        ], answer: { .number(Quantity($0.bill.total)) }),
      Prediction(
        "gb-seconds", "How many GB-seconds does the month use, before the free tier?",
        .number(unit: "GB-s", tolerance: .percent(1)), about: ["gb-second"],
        misconceptions: [.memoryDoesNotChangePrice, .idleTimeIsBilled], answer: { .number(Billing.gigabyteSeconds($0)) }
      ),
      Prediction(
        "billed-duration", "The first run is a cold start. How many milliseconds of it are billed?",
        .number(unit: "ms", tolerance: .exact), about: ["cold-start", "lambda-pricing"],
        misconceptions: [.initIsFree, .billedPer100Milliseconds],
        answer: { .number(Quantity($0.trace.all(InvocationReport.self).first?.billed ?? 0)) }),
      Prediction(
        "billed-requests", "How many of the {requests} requests are paid for?",
        .number(unit: "requests", tolerance: .percent(1)), about: ["lambda-free-tier"],
        misconceptions: [.freeTierIsForfeited], answer: { .number(Billing.paidRequests($0)) }),
      Prediction(
        "doubling",
        """
        The code is one thread that computes. Its memory is doubled (to 10,240 MB at most). Does one run now cost \
        another amount of GB-seconds?
        """, .boolean, about: ["lambda-memory", "gb-second"], misconceptions: [.memoryDoesNotChangePrice],
        answer: Billing.doublingMatters),
    ],
    outcomes: Billing.outcomes, timeline: Billing.timeline,
    tryNext: [
      Suggestion("The same on Graviton", "--arch", "arm64"),
      Suggestion("A twentieth of the runs are cold starts", "--cold-share", "5"),
      Suggestion("Within the free tier", "--duration", "200", "--requests", "1000000"),
      Suggestion("Beyond one vCPU more memory buys no speed for one thread", "--memory", "2048"),
    ])
}

extension Misconception {
  /// The notes of many a course have it; the price is ten times that.
  static let aDollarBuysTenfold = Misconception(
    "a-dollar-buys-600000-gb-seconds", contradicts: .durationIsRoundedUp,
    says: "After the free tier a dollar buys 600,000 GB-seconds.")
}

private enum Billing {
  static let memory = Parameter.integer(
    "memory", 512, in: 128...10_240, unit: "MB", ladder: [[512, 1_024], [128, 256, 2_048], [384, 1_536, 1_769]],
    "Memory of the function; CPU grows with it.")
  static let duration = Parameter.integer(
    "duration", 1_000, in: 1...900_000, unit: "ms", ladder: [[1_000, 200], [100, 500, 2_000], [75, 350, 1_250]],
    "How long the handler takes at this memory.")
  static let requests = Parameter.integer(
    "requests", 3_000_000, in: 1...1_000_000_000,
    ladder: [[3_000_000, 1_000_000], [5_000_000, 400_000, 20_000_000], [750_000, 12_500_000]],
    "Requests in the month.")
  static let coldShare = Parameter.integer(
    "cold-share", 0, in: 0...100, unit: "%", ladder: [[0], [0, 1], [1, 5]], "How many of the runs are cold starts.")
  static let initTime = Parameter.integer(
    "init", 450, in: 0...9_000, unit: "ms", ladder: [[450], [300, 820], [275, 1_310]],
    "How long a cold start's init takes.")
  static let architecture = Parameter.choice(
    "arch", [.init("x86", "x86_64"), .init("arm64", "Graviton, cheaper by a fifth")],
    ladder: [["x86"], ["x86", "arm64"]],
    "Processor architecture.")
  static let freeTier = Parameter.boolean(
    "free-tier", true, ladder: [[true], [true, false]], "Whether the account's monthly free tier is unused and applies."
  )

  static let function = "resize"
  static let pause = Duration.milliseconds(500)
  static let single = "compute", doubled = "compute-doubled"
  /// MB that bring one vCPU.
  static let fullCPU = 1_769
  static let once = "Aside, not on the bill: the same time, spent computing in one thread."
  static let twice = "Aside, not on the bill: that computation with twice the memory."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    let silence = stage.world[.usEast1].lambda.model.idleTime + .minutes(1)
    let memory = arguments.integer(memory), duration = Duration.milliseconds(arguments.integer(duration))
    let requests = arguments.integer(requests), cold = min(requests - 1, requests * arguments.integer(coldShare) / 100)
    let initTime = Duration.milliseconds(arguments.integer(initTime))
    stage.hasFreeTier = arguments.isOn(freeTier)
    if stage.world.context.holds(.aDollarBuysTenfold) {
      stage.prices = stage.prices
        .repriced("duration-x86_64", of: "lambda", to: Money(picodollars: 1_666_670))
        .repriced("duration-arm64", of: "lambda", to: Money(picodollars: 1_333_340))
    }

    stage.scene("Make the function.")
    try stage.world.call(
      Lambda.CreateFunction(
        functionName: function, memory: memory, timeout: .seconds(900),
        architecture: arguments.choice(architecture) == "x86" ? .x86 : .arm, initTime: .fixed(initTime)
      ) { _ in .running(duration) })

    stage.scene("The first request of the month.")
    try stage.world.call(Lambda.Invoke(functionName: function))

    if requests - 1 - cold > 0 {
      stage.scene("Requests that come while the environment is warm.")
      stage.world.advance(by: pause)
      stage.world.invoke(function, times: requests - 1 - cold, every: duration + pause, warmUp: 1, stretch: 1)
    }
    if cold > 0 {
      stage.scene("Requests that come after long pauses.")
      stage.world.advance(by: silence)
      stage.world.invoke(function, times: cold, every: initTime + duration + silence, warmUp: 1, stretch: 1)
    }
    stage.scene("Nothing comes for a while.")
    stage.world.advance(by: silence)
    stage.projected = stage.world.settledLedger

    // Of one vCPU; more than that is no use to one thread.
    let vCPUTime = Duration.nanoseconds(
      Int64(Int128(duration.nanoseconds) * Int128(min(memory, fullCPU)) / Int128(fullCPU)))
    for (name, memory, title) in [(single, memory, once), (doubled, min(2 * memory, 10_240), twice)] {
      stage.scene(title)
      try stage.world.call(
        Lambda.CreateFunction(
          functionName: name, memory: memory, timeout: .seconds(900),
          architecture: arguments.choice(architecture) == "x86" ? .x86 : .arm, initTime: .fixed(.zero)
        ) { _ in .work(vCPUTime, then: .finish("null")) })
      try stage.world.call(Lambda.Invoke(functionName: name))
    }
  }

  // MARK: What came of it

  private static func meter(_ run: DemoRun) -> Meter {
    .duration(run.arguments.choice(architecture) == "x86" ? .x86 : .arm)
  }
  static func gigabyteSeconds(_ run: DemoRun) -> Quantity {
    let meter = meter(run)
    return Quantity(run.ledger.units(of: meter), over: Int128(meter.unitsPerPriced))
  }

  static func paidRequests(_ run: DemoRun) -> Quantity {
    run.bill.lines.filter { $0.item == Meter.requests.item }.reduce(.zero) {
      $0 + Quantity($1.billed, over: $1.unitsPerPriced)
    }
  }

  private static func report(_ run: DemoRun, _ function: String) -> InvocationReport? {
    run.trace.all(InvocationReport.self).last { $0.function == function }
  }

  @Sendable static func doublingMatters(_ run: DemoRun) -> Answer {
    let meter = meter(run)
    return .boolean(run.usage(of: meter, in: once) != run.usage(of: meter, in: twice))
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let one = report(run, single), two = report(run, doubled)
    return [
      Outcome("GB-seconds", gigabyteSeconds(run).text(in: "")),
      Outcome("requests paid for", paidRequests(run).text(in: "")),
      Outcome("the month", Quantity(run.bill.total).text(in: "USD")),
      Outcome(
        "one run of computing code",
        [one, two].compactMap { $0 }.map {
          "\(Quantity($0.billed).text(in: "ms")) at \(Quantity($0.memory).text(in: "MB"))"
        }
        .joined(separator: ", ")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries.prefix(run.scenes.first { $0.title == once }?.entry ?? 0)
    let marks = run.marks(story) { entry in
      switch entry.fact {
      case let start as Lambda.InvocationStarted:
        start.isCold
          ? (.problem, "cold start of environment \(start.environment), init \(start.initDuration.spoken)")
          : (.read, "request to the warm environment \(start.environment)")
      case let report as InvocationReport:
        (.write, "\(report.status): \(Quantity(report.billed).text(in: "ms")) billed")
      case let booked as Lambda.WorkloadBooked:
        (.system, "\(String(booked.booked).groupedDigits) more like it are booked")
      case let reaped as Lambda.EnvironmentReaped: (.delete, "environment \(reaped.environment) is taken away")
      default: nil
      }
    }
    let starts = story.compactMap { entry in (entry.fact as? Lambda.InvocationStarted).map { (entry.at, $0) } }
    let spans = starts.filter { $0.1.initDuration > .zero }.prefix(3).map { at, start in
      Timeline.Span(at, at + start.initDuration, .problem, "init \(start.environment)")
    }
    let last = story.last?.at ?? run.start
    return Timeline(from: run.start, to: last, [.init("function \(function)", marks: marks, spans: Array(spans))])
  }
}
