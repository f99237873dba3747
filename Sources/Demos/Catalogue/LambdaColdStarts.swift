import Basics
import Cloud
import Simulation

extension Demo {
  /// When a request waits for init, and what an environment keeps.
  public static let lambdaColdStarts = Demo(
    name: "lambda-cold-starts",
    title: "Lambda cold starts: who waits for init",
    situation: """
      A function's init takes {init}, its handler {duration}. {requests} requests come, {pause} apart; then nobody \
      comes for {silence}, and then one more. In this run Lambda keeps an idle environment for {kept}. The code counts \
      its runs in a global variable that init sets to 0.
      """,
    concepts: ["cold-start", "lambda", "lambda-tmp-storage"],
    parameters: [Cold.requests, Cold.pause, Cold.silence, Cold.kept, Cold.initTime, Cold.duration],
    script: Cold.play,
    predictions: [
      Prediction(
        "cold", "How many of all requests are cold starts?", .number(unit: "requests", tolerance: .exact),
        about: ["cold-start"], misconceptions: [.everyRunIsCold, .environmentsStayForever],
        answer: { run in .number(Quantity(Cold.starts(run).count { $0.isCold })) }),
      Prediction(
        "first", "How many milliseconds does the first request take?", .number(unit: "ms", tolerance: .percent(1)),
        about: ["cold-start"], answer: { .number(Cold.latency($0, of: \.first)) }),
      Prediction(
        "last", "And the last request, after the long silence?", .number(unit: "ms", tolerance: .percent(1)),
        about: ["cold-start"], misconceptions: [.environmentsStayForever],
        answer: { .number(Cold.latency($0, of: \.last)) }),
      Prediction(
        "counter", "What does the global variable say at the end of the last run before the silence?",
        .number(unit: "", tolerance: .exact), about: ["lambda", "lambda-tmp-storage"],
        misconceptions: [.everyRunIsCold], answer: { .number(Quantity(Cold.counter($0))) }),
      Prediction(
        "billed", "How many milliseconds are billed in all?", .number(unit: "ms", tolerance: .percent(2)),
        about: ["cold-start", "lambda"], misconceptions: [.initIsFree, .everyRunIsCold, .environmentsStayForever],
        answer: { run in .number(Quantity(run.trace.all(InvocationReport.self).reduce(0) { $0 + $1.billed })) }),
    ],
    outcomes: Cold.outcomes, timeline: Cold.timeline,
    tryNext: [
      Suggestion("Somebody comes before the environment is taken away", "--silence", "8m"),
      Suggestion("Every request comes too late", "--pause", "11m"),
      Suggestion("A heavier init, as of a large package", "--init", "4000"),
    ])
}

private enum Cold {
  static let requests = Parameter.integer(
    "requests", 5, in: 1...30, ladder: [[5, 3], [4, 8], [12]], "Requests before the silence.")
  static let pause = Parameter.duration(
    "pause", .minutes(2), in: .seconds(10) ... .hours(2), step: .seconds(10),
    ladder: [[.minutes(2)], [.minutes(1), .minutes(9)], [.minutes(12)]], "Between two requests.")
  static let silence = Parameter.duration(
    "silence", .minutes(30), in: .minutes(1) ... .hours(12), step: .minutes(1),
    ladder: [[.minutes(30)], [.minutes(8), .hours(1)], [.minutes(5)]], "Before the last request.")
  static let kept = Parameter.duration(
    "kept", .minutes(10), in: .minutes(1) ... .hours(1), step: .minutes(1), ladder: [[.minutes(10)]],
    "How long Lambda keeps an idle environment in this run; AWS does not say, minutes are observed.")
  static let initTime = Parameter.integer(
    "init", 800, in: 1...10_000, unit: "ms", ladder: [[800, 500], [350, 1_200], [640]], "How long init takes.")
  static let duration = Parameter.integer(
    "duration", 100, in: 1...5_000, unit: "ms", ladder: [[100, 50], [75, 120], [210]], "How long the handler takes.")

  static let function = "greet"

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.lambda.model.idleTime, arguments.duration(kept))
    let running = Duration.milliseconds(arguments.integer(duration))
    stage.scene("Make the function.")
    try stage.world.call(
      Lambda.CreateFunction(
        functionName: function, memory: 512, timeout: .seconds(30),
        initTime: .fixed(.milliseconds(arguments.integer(initTime)))
      ) { input in .compute(running, then: .log("runs of this environment: \(input.uses + 1)", then: .finish("null"))) }
    )
    stage.scene("Requests come, one after the other.")
    for number in 1...arguments.integer(requests) {
      if number > 1 { stage.world.advance(by: arguments.duration(pause)) }
      try stage.world.call(Lambda.Invoke(functionName: function))
    }
    stage.scene("Nobody comes for a while; then one more request.")
    stage.world.advance(by: arguments.duration(silence))
    try stage.world.call(Lambda.Invoke(functionName: function))
  }

  static func starts(_ run: DemoRun) -> [Lambda.InvocationStarted] { run.trace.all(Lambda.InvocationStarted.self) }

  static func latency(_ run: DemoRun, of which: (([InvocationReport]) -> InvocationReport?)) -> Quantity {
    guard let report = which(run.trace.all(InvocationReport.self)) else { return .zero }
    return Quantity(Int128((report.initDuration + report.duration).nanoseconds), over: 1_000_000)
  }

  /// What the run before the silence logged.
  static func counter(_ run: DemoRun) -> Int {
    let lines = run.trace.all(Lambda.FunctionLogged.self).map(\.line).dropLast()
    return lines.last?.split(separator: " ").last.flatMap { Int($0) } ?? 0
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let reports = run.trace.all(InvocationReport.self)
    return [
      Outcome("cold starts", "\(starts(run).count { $0.isCold }) of \(counted(starts(run).count, "request"))"),
      Outcome("the first request", latency(run, of: \.first).text(in: "ms")),
      Outcome("the last request", latency(run, of: \.last).text(in: "ms")),
      Outcome("billed", Quantity(reports.reduce(0) { $0 + $1.billed }).text(in: "ms")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let marks = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let start as Lambda.InvocationStarted:
        start.isCold
          ? (.problem, "cold start: environment \(start.environment), init \(start.initDuration.spoken)")
          : (.read, "warm start in environment \(start.environment)")
      case let reaped as Lambda.EnvironmentReaped: (.delete, "environment \(reaped.environment) is taken away")
      default: nil
      }
    }
    return Timeline(from: run.start, to: run.world.now, [.init("function \(function)", marks: marks)])
  }
}
