import Basics
import Cloud
import Simulation

extension Demo {
  /// On demand is no promise for any jump.
  public static let dynamoDBSpike = Demo(
    name: "dynamodb-on-demand-spike",
    title: "On-demand mode: how large a jump it takes",
    situation: """
      A new on-demand table has a busy second with {peak} write units, in items of 40 KB to many keys. {gap} later \
      comes a second with {spike} more.
      """,
    concepts: ["on-demand-mode", "capacity-modes", "wcu"],
    parameters: [Spike.peak, Spike.spike, Spike.gap],
    script: Spike.play,
    predictions: [
      Prediction(
        "served", "How many units of the second busy second are written?",
        .number(unit: "units", tolerance: .percent(7)), about: ["on-demand-mode", "wcu"],
        misconceptions: [.onDemandHasNoLimit], answer: { .number(Quantity(Spike.units($0, Spike.spikeScene))) }),
      Prediction(
        "refused", "Is any write of it refused?", .boolean, about: ["on-demand-mode"],
        misconceptions: [.onDemandHasNoLimit], answer: { .boolean(Spike.refusals($0, Spike.spikeScene) > 0) }),
      Prediction(
        "first", "How many units of the first busy second, on the new table, are written?",
        .number(unit: "units", tolerance: .percent(7)), about: ["on-demand-mode"],
        misconceptions: [], answer: { .number(Quantity(Spike.units($0, Spike.peakScene))) }),
      Prediction(
        "bill", "What do all these writes cost in write request units?", .number(unit: "WRU", tolerance: .percent(7)),
        about: ["on-demand-mode", "capacity-modes"], misconceptions: [.onDemandHasNoLimit],
        answer: { .number(Quantity($0.ledger.units(of: .writeRequestUnits), over: 1)) }),
    ],
    outcomes: Spike.outcomes, timeline: Spike.timeline,
    tryNext: [
      Suggestion("The jump comes before the first peak counts", "--gap", "5m"),
      Suggestion("Just double the peak", "--spike", "4800"),
      Suggestion("A table that was never busy", "--peak", "400"),
    ])
}

private enum Spike {
  static let peak = Parameter.integer(
    "peak", 2_400, in: 400...8_000, step: 400, ladder: [[2_400, 2_000], [1_200, 4_000]],
    "Units of the first busy second.")
  static let spike = Parameter.integer(
    "spike", 8_000, in: 400...24_000, step: 400, ladder: [[8_000, 10_000], [6_000, 12_000]],
    "Units asked for in the second busy second.")
  static let gap = Parameter.duration(
    "gap", .minutes(40), in: .minutes(1) ... .hours(12), step: .minutes(1),
    ladder: [[.minutes(40)], [.hours(1)], [.minutes(10)]], "Between the two.")

  static let table = "Clicks"
  static let peakScene = "The first busy second.", spikeScene = "The second busy second."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table.")
    stage.world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try stage.world.call(
      DynamoDB.CreateTable(tableName: TableName(table), keys: KeySchema("id"), billing: .onDemand))
    stage.world.advance(by: .seconds(1))
    stage.scene(peakScene)
    write(arguments.integer(peak), &stage)
    stage.scene("Nothing for a while.")
    stage.world.advance(by: arguments.duration(gap))
    stage.scene(spikeScene)
    write(arguments.integer(spike), &stage)
  }

  private static func write(_ units: Int, _ stage: inout Stage) {
    let text = String(repeating: "x", count: 40 * 1_024 - 32)
    for number in 0..<(units / 40) {
      let item: Item = ["id": .string("k\(number * 7_919 % 1_000)"), "body": .string(text)]
      _ = stage.attempt(DynamoDB.PutItem(tableName: TableName(table), item: item))
    }
    stage.world.advance(by: .seconds(1))
  }

  static func units(_ run: DemoRun, _ scene: String) -> Int {
    run.entries(of: scene).reduce(0) { $0 + (($1.fact as? DynamoDB.ItemWritten)?.units.halves ?? 0) / 2 }
  }
  static func refusals(_ run: DemoRun, _ scene: String) -> Int {
    run.entries(of: scene).count { $0.fact is DynamoDB.RequestThrottled }
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("first busy second", "\(units(run, peakScene)) units, \(refusals(run, peakScene)) writes refused"),
      Outcome("second busy second", "\(units(run, spikeScene)) units, \(refusals(run, spikeScene)) writes refused"),
      Outcome("the bill", Quantity(run.bill.total).text(in: "USD")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let marks = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let write as DynamoDB.ItemWritten: (.write, "a write of \(write.units) units")
      case let throttled as DynamoDB.RequestThrottled: (.problem, "a write is refused: \(throttled.reason)")
      default: nil
      }
    }
    return Timeline(from: run.start, to: run.world.now, [.init(table, marks: marks)])
  }
}
