import Basics
import Cloud
import Simulation

extension Demo {
  /// Target tracking follows the load, minutes behind it.
  public static let dynamoDBAutoScaling = Demo(
    name: "dynamodb-auto-scaling",
    title: "Auto scaling: minutes behind the load",
    situation: """
      A table has {capacity} provisioned write units and auto scaling between 20 and 1,000 with a target of \
      {target}. From one second to the next {load} units a second are written, in large items to \
      many keys, for 6 minutes. Then 10 units a second for 17 minutes, and then nothing for two hours.
      """,
    concepts: ["provisioned-mode", "capacity-modes", "wcu"],
    parameters: [Scaling.capacity, Scaling.load, Scaling.target],
    script: Scaling.play,
    predictions: [
      Prediction(
        "capacity", "How many write units does the table have at the end of the busy minutes?",
        .number(unit: "WCU", tolerance: .percent(3)), about: ["provisioned-mode", "wcu"],
        misconceptions: [Scaling.neverScales], answer: { .number(Quantity(Scaling.capacityAfterLoad($0))) }),
      Prediction(
        "after", "How many minutes after the load rose is more capacity there?",
        .number(unit: "min", tolerance: .absolute(Quantity(1, over: 2))), about: ["provisioned-mode"],
        answer: { .number(Scaling.minutesUntilScaled($0)) }),
      Prediction(
        "refused", "Is any write refused in the first minute of the load?", .boolean, about: ["provisioned-mode"],
        misconceptions: [.scalingIsImmediate], answer: { .boolean(Scaling.refused($0, Scaling.loadScene) > 0) }),
      Prediction(
        "idle", "After two hours without any write, how many write units are provisioned?",
        .number(unit: "WCU", tolerance: .exact), about: ["capacity-modes", "wcu"],
        misconceptions: [Scaling.neverScales], answer: { .number(Quantity(Scaling.capacityNow($0))) }),
    ],
    outcomes: Scaling.outcomes, timeline: Scaling.timeline,
    tryNext: [
      Suggestion("A lower target leaves more room", "--target", "40"),
      Suggestion("A load that stays under the target", "--load", "60"),
      Suggestion("Enough from the beginning", "--capacity", "400"),
    ])
}

private enum Scaling {
  static let capacity = Parameter.integer(
    "capacity", 100, in: 20...500, step: 10, ladder: [[100], [150, 60]], "Provisioned at first.")
  static let load = Parameter.integer(
    "load", 200, in: 10...200, step: 10, ladder: [[200, 150], [180, 160], [120]],
    "Write units a second in the busy minutes.")
  static let target = Parameter.integer(
    "target", 70, in: 20...90, unit: "%", ladder: [[70], [50, 80]], "Consumed over provisioned that is aimed at.")

  /// In such a world no policy is ever put.
  static let neverScales = Misconception(
    "provisioned-never-changes", contradicts: .targetTracking,
    says: "Provisioned capacity stays what it was set to until somebody changes it.")

  static let table = "Orders", dimension = ScalableDimension("Orders", .write)
  static let loadScene = "The load rises.", slowScene = "Little is written.", idleScene = "Nothing is written."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table, with auto scaling.")
    stage.world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    stage.world.model(\.dynamoDB.model.scalingTime, .fixed(.minutes(1)))
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: TableName(table), keys: KeySchema("id"),
        billing: .provisioned(Throughput(read: 1, write: arguments.integer(capacity)))))
    if !stage.world.context.holds(neverScales) {
      try stage.world.call(DynamoDB.RegisterScalableTarget(dimension, capacityMin: 20, capacityMax: 1_000))
      try stage.world.call(
        DynamoDB.PutScalingPolicy(
          dimension, ScalingPolicy(name: "write-target", targetPercent: arguments.integer(target))))
    }
    stage.scene(loadScene)
    write(arguments.integer(load), minutes: 6, &stage)
    stage.scene(slowScene)
    write(10, minutes: 17, &stage)
    stage.scene(idleScene)
    stage.world.advance(by: .hours(2))
  }

  /// One write in two seconds, or where that would make it smaller than 100 KB one in a few more.
  private static func write(_ units: Int, minutes: Int, _ stage: inout Stage) {
    let pause = units >= 50 ? Duration.seconds(2) : .milliseconds(100_000 / units), size = max(2 * units, 100)
    let text = String(repeating: "x", count: size * 1_024 - 32), start = stage.world.now
    var number = 0
    while pause * number < .minutes(minutes) {
      stage.world.run(until: start + pause * number)
      let item: Item = ["id": .string("k\(number * 7_919 % 1_000)"), "body": .string(text)]
      _ = stage.attempt(DynamoDB.PutItem(tableName: TableName(table), item: item))
      number += 1
    }
    stage.world.run(until: start + .minutes(minutes))
  }

  private static func scaled(_ run: DemoRun) -> [Trace.Entry] {
    run.trace.entries(of: DynamoDB.ScalingActivityEnded.self)
  }
  private static func begins(_ run: DemoRun, _ scene: String) -> Instant {
    run.scenes.first { $0.title == scene }?.at ?? run.start
  }

  static func capacityNow(_ run: DemoRun) -> Int {
    guard case .provisioned(let throughput)? = run.table(TableName(table))?.billing else { return 0 }
    return throughput.write
  }
  static func capacityAfterLoad(_ run: DemoRun) -> Int {
    let end = begins(run, slowScene)
    let last = scaled(run).last { $0.at < end }?.fact as? DynamoDB.ScalingActivityEnded
    return last?.activity.to ?? run.arguments.integer(capacity)
  }
  /// 0 when it never was.
  static func minutesUntilScaled(_ run: DemoRun) -> Quantity {
    let start = begins(run, loadScene)
    guard let first = scaled(run).first(where: { $0.at < begins(run, slowScene) }) else { return .zero }
    return Quantity(Int128((first.at - start).nanoseconds), over: 60_000_000_000)
  }
  static func refused(_ run: DemoRun, _ scene: String) -> Int {
    let end = begins(run, loadScene) + .minutes(1)
    return run.entries(of: scene).count { $0.fact is DynamoDB.RequestThrottled && $0.at < end }
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("after the busy minutes", "\(capacityAfterLoad(run)) WCU"),
      Outcome("more capacity came after", minutesUntilScaled(run).text(in: "min")),
      Outcome("refused in all", "\(run.trace.all(DynamoDB.RequestThrottled.self).count) writes"),
      Outcome("in the end", "\(capacityNow(run)) WCU"),
      Outcome("the bill", Quantity(run.bill.total).text(in: "USD")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let writes = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case is DynamoDB.ItemWritten: (.write, "a write")
      case is DynamoDB.RequestThrottled: (.problem, "a write is refused")
      default: nil
      }
    }
    let changes = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let alarm as DynamoDB.ScalingAlarm:
        (.system, "\(alarm.alarm) is \(alarm.state), at \(alarm.utilizationPercent) %")
      case let ended as DynamoDB.ScalingActivityEnded:
        (.write, "from \(ended.activity.from) to \(ended.activity.to) WCU")
      default: nil
      }
    }
    return Timeline(
      from: run.start, to: run.world.now, [.init("writes", marks: writes), .init("scaling", marks: changes)])
  }
}
