import Basics
import Cloud
import Simulation

extension Demo {
  /// Paying for what might come against paying for what comes.
  public static let dynamoDBCapacityModes = Demo(
    name: "dynamodb-capacity-modes",
    title: "DynamoDB capacity modes: provisioned or on demand",
    situation: """
      An application writes {peak} units a second for {busy} of each day, and {quiet} of that in the other hours. One \
      table is on demand. Another takes the same writes with provisioned capacity for the peak and {spare} on top, the \
      same all month. One second of each kind of hour is simulated and stands for the rest of 30 days; the bill has \
      both tables, and the free tier is used up.
      """,
    concepts: ["capacity-modes", "provisioned-mode", "on-demand-mode", "wcu"],
    parameters: [Modes.peak, Modes.busy, Modes.quiet, Modes.spare],
    start: Instant(CivilDate(year: 2026, month: 11, day: 1)), script: Modes.play,
    predictions: [
      Prediction(
        "on-demand", "What do the writes of the month cost on demand?", .number(unit: "USD", tolerance: .percent(5)),
        about: ["on-demand-mode"], misconceptions: [.unitsCostTheSame], answer: { .number(Modes.onDemand($0)) }),
      Prediction(
        "provisioned", "And with provisioned capacity?", .number(unit: "USD", tolerance: .percent(5)),
        about: ["provisioned-mode", "wcu"], misconceptions: [.unusedCapacityIsFree],
        answer: { .number(Modes.provisioned($0)) }),
      Prediction(
        "cheaper", "Which table costs less?", .choice, about: ["capacity-modes"], misconceptions: [.unitsCostTheSame],
        options: { _ in [Modes.onDemandName, Modes.provisionedName] },
        answer: { .choice(Modes.onDemand($0) < Modes.provisioned($0) ? Modes.onDemandName : Modes.provisionedName) }),
      Prediction(
        "break-even", "How much of the provisioned capacity has to be used, for both to cost the same?",
        .number(unit: "%", tolerance: .absolute(Quantity(2))), about: ["capacity-modes", "provisioned-mode"],
        misconceptions: [.unitsCostTheSame], answer: { .number(Modes.breakEven($0)) }),
    ],
    outcomes: Modes.outcomes, timeline: Modes.timeline,
    tryNext: [
      Suggestion("Busy for two hours a day: on demand is cheaper", "--busy", "2"),
      Suggestion("Busy day and night", "--busy", "24", "--spare", "0"),
      Suggestion("Near the break-even", "--busy", "6", "--quiet", "6"),
    ])
}

extension Misconception {
  static let unitsCostTheSame = Misconception(
    "units-cost-the-same-in-both-modes", contradicts: .capacityModes,
    says: "A unit costs the same in both modes; on demand only saves what nobody uses.")
}

private enum Modes {
  static let peak = Parameter.integer(
    "peak", 100, in: 10...380, step: 10, unit: "", ladder: [[100, 200], [50, 150], [380]],
    "Write units a second in a busy hour.")
  static let busy = Parameter.integer(
    "busy", 8, in: 0...24, unit: "h", ladder: [[8, 12], [2, 4], [6, 20]], "Busy hours of a day.")
  static let quiet = Parameter.integer(
    "quiet", 10, in: 0...100, unit: "%", ladder: [[10, 20], [0, 50], [5]],
    "Writes of the other hours, as a share of the peak.")
  static let spare = Parameter.integer(
    "spare", 20, in: 0...100, unit: "%", ladder: [[20, 0], [40], [100]],
    "Capacity provisioned above the peak, to be safe.")

  static let days = 30
  static let onDemandName = "the one on demand", provisionedName = "the provisioned one"
  static let onDemandTable = "Clicks-on-demand", provisionedTable = "Clicks-provisioned"

  static func capacity(_ arguments: Arguments) -> Int {
    (arguments.integer(peak) * (100 + arguments.integer(spare)) + 99) / 100
  }
  static func quietRate(_ arguments: Arguments) -> Int { arguments.integer(peak) * arguments.integer(quiet) / 100 }

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.hasFreeTier = false
    if stage.world.context.holds(.unitsCostTheSame) {
      let hour = PriceBook.standard.tiers(of: .writeCapacity)[0].amount
      stage.prices = stage.prices
        .repriced("write-request-units", of: "dynamodb", to: hour.scaled(by: 1, over: 3_600))
    }
    stage.world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    stage.scene("Make both tables.")
    try make(onDemandTable, .onDemand, &stage)
    try make(provisionedTable, .provisioned(Throughput(read: 1, write: capacity(arguments))), &stage)

    var month = Ledger()
    let hours = arguments.integer(busy)
    try second(
      "A second of a busy hour.", arguments.integer(peak), times: hours * 3_600 * days, &month, &stage)
    try second(
      "A second of another hour.", quietRate(arguments), times: (24 - hours) * 3_600 * days, &month, &stage)
    stage.projected = month
  }

  private static func make(_ table: String, _ billing: BillingMode, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(
      DynamoDB.CreateTable(tableName: TableName(table), keys: KeySchema("id"), billing: billing))
  }

  /// A second with `units` written to each table, by one item that is replaced; the month has so many of it.
  private static func second(
    _ title: String, _ units: Int, times: Int, _ month: inout Ledger, _ stage: inout Stage
  ) throws(ServiceError) {
    stage.scene(title)
    let before = stage.world.settledLedger
    if units > 0 {
      for table in [onDemandTable, provisionedTable] {
        let body = String(repeating: "x", count: units * 1_024 - 32)
        try stage.world.call(
          DynamoDB.PutItem(
            tableName: TableName(table), item: ["id": .string("second-\(units)"), "body": .string(body)])
        )
      }
    }
    stage.world.advance(by: .seconds(1))
    month.repeatUsage(from: before, to: stage.world.settledLedger, times: times)
  }

  // MARK: What came of it

  private static func lines(_ run: DemoRun, _ meter: Meter) -> [Bill.Line] {
    run.bill.lines.filter { $0.service == meter.service && $0.item == meter.item }
  }
  private static func cost(_ run: DemoRun, _ meter: Meter) -> Quantity {
    Quantity(lines(run, meter).reduce(Money.zero) { $0 + $1.amount })
  }
  static func onDemand(_ run: DemoRun) -> Quantity { cost(run, .writeRequestUnits) }
  static func provisioned(_ run: DemoRun) -> Quantity { cost(run, .writeCapacity) }

  /// Percent of the provisioned units that were written, and the same where both tables would cost the same.
  private static func used(_ run: DemoRun) -> Int128 { lines(run, .writeRequestUnits).reduce(0) { $0 + $1.used } }
  private static func had(_ run: DemoRun) -> Int128 { lines(run, .writeCapacity).reduce(0) { $0 + $1.used } }
  static func utilisation(_ run: DemoRun) -> Quantity { percent(used(run), of: had(run)) }
  static func breakEven(_ run: DemoRun) -> Quantity {
    let prices = [Meter.writeCapacity, .writeRequestUnits].map { meter in
      (lines(run, meter).first?.price ?? PriceBook.standard.tiers(of: meter)[0].amount).picodollars
    }
    return percent(Int128(prices[0]), of: Int128(prices[1]) * 3_600)
  }
  /// To one decimal.
  private static func percent(_ part: Int128, of whole: Int128) -> Quantity {
    whole == 0 ? .zero : Quantity((part * 2_000 + whole) / (whole * 2), over: 10)
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("on demand", onDemand(run).text(in: "USD")),
      Outcome("provisioned, \(capacity(run.arguments)) WCU", provisioned(run).text(in: "USD")),
      Outcome("used of the provisioned capacity", utilisation(run).text(in: "%")),
      Outcome("both cost the same at", breakEven(run).text(in: "%")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    func lane(_ name: String, _ table: String) -> Timeline.Lane {
      Timeline.Lane(
        name,
        marks: run.marks(run.trace.entries) { entry in
          guard let write = entry.fact as? DynamoDB.ItemWritten, write.table == TableName(table) else { return nil }
          return (.write, "\(write.units) units in a second")
        })
    }
    return Timeline(
      from: run.start, to: run.world.now,
      [lane("on demand", onDemandTable), lane("provisioned", provisionedTable)])
  }
}
