import Basics
import Cloud
import Simulation

extension Demo {
  /// An event that fails is tried again, and whatever it did before failing is done again as well.
  public static let lambdaAsync = Demo(
    name: "lambda-async",
    title: "Asynchronous invocation: retries do it again",
    situation: """
      A shop sends each order to the function `charge` as an asynchronous event. The function writes a charge into a \
      table and then sends a mail; a run takes {duration}. Sending the mail fails in the first {failures} runs. \
      The function may be retried {retries} times, and an event is kept for at most {max-age}.
      """,
    concepts: ["asynchronous-invocation", "lambda", "lambda-destinations"],
    parameters: [Retry.failures, Retry.retries, Retry.maxAge, Retry.duration],
    script: Retry.play,
    predictions: [
      Prediction(
        "caller", "What does the shop see when it sends the event?", .choice, about: ["asynchronous-invocation"],
        misconceptions: [.asyncErrorsReachTheCaller],
        options: { _ in [Retry.accepted, Retry.failed, Retry.succeeded] },
        answer: Retry.seenByCaller),
      Prediction(
        "charges", "How many charges are in the table in the end?", .number(unit: "charges", tolerance: .exact),
        about: ["asynchronous-invocation", "lambda"], misconceptions: [.failedEventsAreDropped],
        answer: { .number(Quantity($0.table(Retry.table)?.itemCount ?? 0)) }),
      Prediction(
        "wait", "How many seconds pass from the event to the end of its last run?",
        .number(unit: "s", tolerance: .percent(3)), about: ["asynchronous-invocation"],
        misconceptions: [.retriesAreImmediate, .failedEventsAreDropped], answer: { .number(Retry.age($0)) }),
      Prediction(
        "end", "How does the event end?", .choice, about: ["lambda-destinations", "asynchronous-invocation"],
        misconceptions: [.failedEventsAreDropped], options: { _ in Retry.ends }, answer: Retry.end),
      Prediction(
        "requests", "How many requests are billed?", .number(unit: "requests", tolerance: .exact),
        about: ["lambda", "asynchronous-invocation"], misconceptions: [.failedRunsAreFree],
        answer: { .number(Quantity($0.ledger.units(of: .requests), over: 1)) }),
    ],
    outcomes: Retry.outcomes, timeline: Retry.timeline,
    tryNext: [
      Suggestion("The mail never goes out: the event ends in the dead-letter queue", "--failures", "3"),
      Suggestion("No retries", "--retries", "0"),
      Suggestion("An event too old for its second retry", "--max-age", "2m"),
    ])
}

private enum Retry {
  static let failures = Parameter.integer(
    "failures", 2, in: 0...3, ladder: [[2, 1], [3], [0]], "How many runs fail before one succeeds.")
  static let retries = Parameter.integer(
    "retries", 2, in: 0...2, ladder: [[2], [1], [0]], "MaximumRetryAttempts; 2 unless it is set.")
  static let maxAge = Parameter.duration(
    "max-age", .hours(6), in: .minutes(1) ... .hours(6), step: .minutes(1),
    ladder: [[.hours(6)], [.hours(1)], [.minutes(2)]], "MaximumEventAge; 6 hours unless it is set.")
  static let duration = Parameter.integer(
    "duration", 1_000, in: 10...60_000, unit: "ms", ladder: [[1_000, 500], [2_000], [5_000]], "How long a run takes.")

  static let function = "charge", table = "Charges"
  static let accepted = "202: the event is accepted", failed = "the error of the function"
  static let succeeded = "the function's result"
  static let ends = ["Success", "RetriesExhausted", "EventAgeExceeded"]

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    let running = Duration.milliseconds(arguments.integer(duration)), failures = arguments.integer(failures)
    stage.scene("Make the table and the function.")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema(.init("order", .string), .init("run", .number)), billing: .onDemand))
    try stage.world.waitUntilActive(table)
    try stage.world.call(
      Lambda.CreateFunction(
        functionName: function, timeout: .seconds(120), initTime: .fixed(.zero)
      ) { input in
        let item: Item = ["order": "order-1", "run": .number(input.attempt), "cents": 1_999]
        return .call(DynamoDB.PutItem(tableName: TableName(table), item: item)) { _ in
          .compute(
            running,
            then: input.attempt <= failures
              ? .fail(type: "MailError", message: "the mail server does not answer") : .finish("null"))
        }
      })
    try stage.world.call(
      Lambda.PutFunctionEventInvokeConfig(
        functionName: function, maximumRetryAttempts: arguments.integer(retries),
        maximumEventAge: arguments.duration(maxAge)))
    stage.scene("The shop sends one order.")
    try stage.world.call(Lambda.Invoke(functionName: function, kind: .event))
    stage.scene("Wait until the event is settled.")
    stage.world.advance(by: .minutes(10))
  }

  private static func sent(_ run: DemoRun) -> Instant { run.scenes[1].at }

  @Sendable static func seenByCaller(_ run: DemoRun) -> Answer {
    if !run.trace.all(Lambda.EventQueued.self).isEmpty { return .choice(accepted) }
    return .choice(run.trace.all(InvocationReport.self).first?.status == "success" ? succeeded : failed)
  }

  static func age(_ run: DemoRun) -> Quantity {
    let last = run.trace.entries(of: InvocationReport.self).last?.at ?? sent(run)
    return Quantity(Int128((last - sent(run)).nanoseconds), over: 1_000_000_000)
  }

  @Sendable static func end(_ run: DemoRun) -> Answer {
    .choice(run.trace.all(Lambda.EventSettled.self).last?.condition.rawValue ?? "it is still in the queue")
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let settled = run.trace.all(Lambda.EventSettled.self).last
    return [
      Outcome("runs", String(run.trace.all(InvocationReport.self).count)),
      Outcome("charges in the table", String(run.table(TableName(table))?.itemCount ?? 0)),
      Outcome("the event ends as", settled?.condition.rawValue ?? "still in the queue"),
      Outcome("its record goes to", settled?.destination ?? "nowhere yet"),
      Outcome("requests billed", String(Int(run.ledger.units(of: .requests)))),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let shop = run.marks(run.trace.entries) { entry in
      entry.fact is Lambda.EventQueued ? (.system, "the event is accepted and queued") : nil
    }
    let function = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let report as InvocationReport:
        report.status == "success" ? (.read, "the run succeeds") : (.problem, "the run fails")
      case let settled as Lambda.EventSettled: (.system, "the event is settled: \(settled.condition.rawValue)")
      default: nil
      }
    }
    let charges = run.marks(run.trace.entries) { entry in
      entry.fact is DynamoDB.ItemWritten ? (.write, "a charge is written") : nil
    }
    return Timeline(
      from: run.start, to: run.scenes.last?.at ?? run.world.now,
      [.init("shop", marks: shop), .init(Self.function, marks: function), .init(table, marks: charges)])
  }
}
