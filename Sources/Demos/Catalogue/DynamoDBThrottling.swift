import Basics
import Cloud
import Simulation

extension Demo {
  /// What a table saves while it is quiet, and what one key can take.
  public static let dynamoDBThrottling = Demo(
    name: "dynamodb-throttling",
    title: "DynamoDB throttling: burst credits and a hot key",
    situation: """
      A table has {capacity} provisioned write units a second. Nobody writes for {idle}; then a job writes items of \
      50 KB to many keys, {burst} units a second for {seconds}. Later a second table with 4,000 write units gets \
      {hot} units a second for 3 s in items of 100 KB: first all to one key, then to many keys.
      """,
    concepts: ["adaptive-capacity", "provisioned-mode", "wcu"],
    parameters: [Hot.capacity, Hot.idle, Hot.burst, Hot.seconds, Hot.hot],
    script: Hot.play,
    predictions: [
      Prediction(
        "refused", "How many write units of the job are refused?", .number(unit: "units", tolerance: .percent(5)),
        about: ["adaptive-capacity", "provisioned-mode"], misconceptions: [.unusedCapacityIsLost],
        answer: { .number(Quantity(Hot.refusedUnits($0, Hot.burstScene))) }),
      Prediction(
        "full-speed", "For how many whole seconds does the job run before a write is refused?",
        .number(unit: "s", tolerance: .absolute(Quantity(1))), about: ["adaptive-capacity"],
        misconceptions: [.unusedCapacityIsLost], answer: { .number(Quantity(Hot.secondsUntilRefused($0))) }),
      Prediction(
        "hot", "How many units are refused in the second table while one key gets all?",
        .number(unit: "units", tolerance: .percent(10)), about: ["adaptive-capacity", "wcu"],
        misconceptions: [.capacityIsUnlimitedPerKey], answer: { .number(Quantity(Hot.refusedUnits($0, Hot.hotScene))) }
      ),
      Prediction(
        "spread", "And is anything refused when the same units go to many keys?", .boolean,
        about: ["provisioned-mode"], answer: { .boolean(Hot.refusedUnits($0, Hot.spreadScene) > 0) }),
    ],
    outcomes: Hot.outcomes, timeline: Hot.timeline,
    tryNext: [
      Suggestion("No pause before the job", "--idle", "1s"),
      Suggestion("The most that can be saved is 300 seconds' worth", "--idle", "20m", "--seconds", "60s"),
      Suggestion("What one partition serves", "--hot", "1000"),
    ])
}

private enum Hot {
  static let capacity = Parameter.integer(
    "capacity", 50, in: 10...500, step: 10, ladder: [[50, 100], [20, 40], [150]],
    "Provisioned write units a second.")
  static let idle = Parameter.duration(
    "idle", .minutes(1), in: .seconds(1) ... .minutes(30), step: .seconds(1),
    ladder: [[.minutes(1)], [.seconds(30), .minutes(2)], [.minutes(10)]], "Before the job.")
  static let burst = Parameter.integer(
    "burst", 200, in: 50...1_000, step: 50, ladder: [[200, 300], [150, 400], [250]],
    "What the job asks for in a second.")
  static let seconds = Parameter.duration(
    "seconds", .seconds(30), in: .seconds(1) ... .seconds(60), step: .seconds(1),
    ladder: [[.seconds(30)], [.seconds(20), .seconds(45)]], "How long the job writes.")
  static let hot = Parameter.integer(
    "hot", 2_000, in: 100...3_000, step: 100, ladder: [[2_000, 1_500], [1_000, 3_000]],
    "What the second table gets in a second.")

  static let burstScene = "The job writes to many keys."
  static let hotScene = "All writes of the second table go to one key."
  static let spreadScene = "The same writes go to many keys."
  static let table = "Events", second = "Votes"

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table, and leave it alone.")
    stage.world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try make(table, arguments.integer(capacity), &stage)
    stage.world.advance(by: arguments.duration(idle))
    stage.scene(burstScene)
    write(
      to: table, units: 50, aSecond: arguments.integer(burst), for: arguments.duration(seconds), keys: 1_000, &stage)
    stage.scene("Make a second table with 4,000 write units.")
    try make(second, 4_000, &stage)
    stage.world.advance(by: .seconds(1))
    stage.scene(hotScene)
    write(to: second, units: 100, aSecond: arguments.integer(hot), for: .seconds(3), keys: 1, &stage)
    stage.world.advance(by: .minutes(1))
    stage.scene(spreadScene)
    write(to: second, units: 100, aSecond: arguments.integer(hot), for: .seconds(3), keys: 1_000, &stage)
  }

  private static func make(_ table: String, _ capacity: Int, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: TableName(table), keys: KeySchema("id"), billing: .provisioned(Throughput(read: 1, write: capacity))
      ))
  }

  /// Writes items of so many units, evenly over each second, whether or not they are refused.
  private static func write(
    to table: String, units: Int, aSecond: Int, for length: Duration, keys: Int, _ stage: inout Stage
  ) {
    let perSecond = max(1, aSecond / units), start = stage.world.now
    let name = "id", text = String(repeating: "x", count: units * 1_024 - 32)
    for number in 0..<(perSecond * Int(length.components.seconds)) {
      stage.world.run(until: start + .nanoseconds(Int64(number) * 1_000_000_000 / Int64(perSecond)))
      let item: Item = [name: .string("k\(number * 7_919 % keys)"), "body": .string(text)]
      _ = stage.attempt(DynamoDB.PutItem(tableName: TableName(table), item: item))
    }
    stage.world.run(until: start + length)
  }

  // MARK: What came of it

  static func refusedUnits(_ run: DemoRun, _ scene: String) -> Int {
    run.entries(of: scene).reduce(0) { sum, entry in
      sum + ((entry.fact as? DynamoDB.RequestThrottled)?.units.halves ?? 0) / 2
    }
  }

  static func secondsUntilRefused(_ run: DemoRun) -> Int {
    let entries = run.entries(of: burstScene)
    guard let start = run.scenes.first(where: { $0.title == burstScene })?.at else { return 0 }
    let first = entries.first { $0.fact is DynamoDB.RequestThrottled }?.at
    return (first ?? start + run.arguments.duration(seconds)).seconds - start.seconds
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("refused to the job", "\(refusedUnits(run, burstScene)) units"),
      Outcome("seconds before that", String(secondsUntilRefused(run))),
      Outcome("refused to the hot key", "\(refusedUnits(run, hotScene)) units"),
      Outcome("refused to many keys", "\(refusedUnits(run, spreadScene)) units"),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    func lane(_ name: String, _ entries: [Trace.Entry]) -> Timeline.Lane {
      Timeline.Lane(
        name,
        marks: run.marks(entries) { entry in
          switch entry.fact {
          case let write as DynamoDB.ItemWritten: (.write, "a write of \(write.units) units")
          case let throttled as DynamoDB.RequestThrottled: (.problem, "a write is refused: \(throttled.reason)")
          case let split as DynamoDB.PartitionSplit: (.system, "partition \(split.parent) is split")
          default: nil
          }
        })
    }
    return Timeline(
      from: run.start, to: run.world.now,
      [
        lane("many keys, after a pause", run.entries(of: burstScene)), lane("one key", run.entries(of: hotScene)),
        lane("many keys", run.entries(of: spreadScene)),
      ])
  }
}
