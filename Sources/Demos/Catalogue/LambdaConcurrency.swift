import Basics
import Cloud
import Simulation

extension Demo {
  /// Concurrency is how many runs are under way, not how many requests come.
  public static let lambdaConcurrency = Demo(
    name: "lambda-concurrency",
    title: "Lambda concurrency: when requests are refused",
    situation: """
      A new account may have {limit} runs under way at once, all its functions together. {rate} requests a second come \
      to the function `orders` for {seconds}, evenly; each run takes {duration}, and init takes no time worth telling. \
      In the midst of it somebody calls the function `report` once.
      """,
    concepts: ["lambda-concurrency", "lambda", "cold-start"],
    parameters: [Crowd.rate, Crowd.duration, Crowd.seconds, Crowd.limit],
    script: Crowd.play,
    predictions: [
      Prediction(
        "refused", "How many requests to `orders` are refused with TooManyRequestsException?",
        .number(unit: "requests", tolerance: .percent(5)), about: ["lambda-concurrency"],
        misconceptions: [.concurrencyIsARate], answer: { .number(Quantity(Crowd.refused($0))) }),
      Prediction(
        "peak", "How many runs of `orders` are under way at once at most?", .number(unit: "runs", tolerance: .exact),
        about: ["lambda-concurrency"], misconceptions: [.concurrencyIsARate],
        answer: { .number(Quantity(Crowd.peak($0))) }),
      Prediction(
        "environments", "How many execution environments does Lambda make for `orders`?",
        .number(unit: "environments", tolerance: .exact), about: ["cold-start", "lambda-concurrency"],
        misconceptions: [.environmentsAreShared],
        answer: { .number(Quantity(Set(Crowd.starts($0).map(\.1.environment)).count)) }),
      Prediction(
        "neighbour", "Is the one call of `report` refused?", .boolean, about: ["lambda-concurrency"],
        misconceptions: [.concurrencyIsPerFunction], answer: { .boolean(Crowd.isNeighbourRefused($0)) }),
    ],
    outcomes: Crowd.outcomes, timeline: Crowd.timeline,
    tryNext: [
      Suggestion("A handler four times as fast, at the same rate", "--duration", "500"),
      Suggestion("The limit that this traffic needs", "--limit", "16"),
      Suggestion("The default of an old account", "--limit", "1000", "--rate", "40"),
    ])
}

private enum Crowd {
  static let rate = Parameter.integer(
    "rate", 8, in: 1...40, ladder: [[8, 4], [10, 6], [12, 20]], "Requests a second.")
  static let duration = Parameter.integer(
    "duration", 2_000, in: 10...20_000, unit: "ms", ladder: [[2_000, 1_000], [1_500, 3_000], [2_500, 1_250]],
    "How long a run takes.")
  static let seconds = Parameter.duration(
    "seconds", .seconds(6), in: .seconds(1) ... .seconds(20), step: .seconds(1),
    ladder: [[.seconds(6)], [.seconds(10), .seconds(4)]], "How long the requests keep coming.")
  static let limit = Parameter.integer(
    "limit", 10, in: 10...1_000, ladder: [[10], [10, 20], [15, 25]],
    "Concurrent executions of the account in this Region: 1,000 by default, fewer while an account is new.")

  static let function = "orders", neighbour = "report"

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.lambda.accountConcurrency, arguments.integer(limit))
    let running = Duration.milliseconds(arguments.integer(duration)), length = arguments.duration(seconds)
    stage.scene("Make two functions.")
    for name in [function, neighbour] {
      try stage.world.call(
        Lambda.CreateFunction(functionName: name, timeout: .seconds(60), initTime: .fixed(.zero)) { _ in
          .running(running)
        })
    }
    let perSecond = arguments.integer(rate), count = perSecond * Int(length.components.seconds)
    let pause = Duration.nanoseconds(1_000_000_000 / Int64(perSecond))
    stage.scene("Send the requests, one after the other without waiting for answers.")
    for number in 0..<count {
      stage.world.submit(Lambda.Invoke(functionName: function), in: .usEast1)
      // Late enough for the runs to have piled up as far as they will.
      if number == count * 3 / 4 { stage.world.submit(Lambda.Invoke(functionName: neighbour), in: .usEast1) }
      stage.world.advance(by: pause)
    }
    stage.scene("Wait until the last run is over.")
    stage.world.advance(by: running)
  }

  static func starts(_ run: DemoRun, of name: String = function) -> [(Instant, Lambda.InvocationStarted)] {
    run.trace.entries.compactMap { entry in
      (entry.fact as? Lambda.InvocationStarted).flatMap { $0.function == name ? (entry.at, $0) : nil }
    }
  }

  static func isNeighbourRefused(_ run: DemoRun) -> Bool { starts(run, of: neighbour).isEmpty }
  /// How many requests to the function itself are refused.
  static func refused(_ run: DemoRun) -> Int {
    run.trace.all(RequestRefused.self).count { $0.error.code == "TooManyRequestsException" }
      - (isNeighbourRefused(run) ? 1 : 0)
  }

  static func peak(_ run: DemoRun) -> Int {
    let starts = starts(run).map { ($0.0, 1) }
    let ends = run.trace.entries.compactMap { entry in
      (entry.fact as? InvocationReport).flatMap { $0.function == function ? (entry.at, -1) : nil }
    }
    // At one instant a run that ends makes room first.
    var running = 0, peak = 0
    for (_, change) in (starts + ends).sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
      running += change
      peak = max(peak, running)
    }
    return peak
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("runs", counted(starts(run).count, "run")),
      Outcome("at once, at most", String(peak(run))),
      Outcome("environments", String(Set(starts(run).map(\.1.environment)).count)),
      Outcome("refused with 429", counted(refused(run), "request")),
      Outcome("the call of `\(neighbour)`", isNeighbourRefused(run) ? "refused" : "served"),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let marks = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let start as Lambda.InvocationStarted where start.function == function:
        (.write, start.isCold ? "a new environment serves a request" : "an idle environment serves a request")
      case is RequestRefused: (.problem, "a request is refused")
      default: nil
      }
    }
    let other = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let start as Lambda.InvocationStarted where start.function == neighbour: (.write, "`report` runs")
      default: nil
      }
    }
    return Timeline(
      from: run.start, to: run.world.now, [.init(function, marks: marks), .init(neighbour, marks: other)])
  }
}
