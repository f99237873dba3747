import Basics
import Cloud
import OrderedCollections
import Simulation

extension Demo {
  /// A table goes to S3: of which second, what of it, and what that uses.
  public static let dynamoDBExport = Demo(
    name: "dynamodb-export",
    title: "Export to S3: a table as of a second",
    situation: """
      {items} events of {size} each are written into the table Events. Later, within a few minutes, one of them is \
      written {updates} times more, {deleted} others are deleted, and a new one is written and deleted again. {wait} \
      after that the table is exported to S3 twice: in full, as of the second before these changes, and incrementally, \
      from that second to now. A first attempt was made before point-in-time recovery was turned on. Each event stands \
      for {scale} on the bill.
      """,
    concepts: ["s3-export", "pitr"],
    parameters: [
      Exporting.items, Exporting.size, Exporting.updates, Exporting.deleted, Exporting.wait, Exporting.scale,
    ],
    script: Exporting.play,
    predictions: [
      Prediction(
        "recovery", "Does the export begin while point-in-time recovery is off?", .boolean,
        about: ["s3-export", "pitr"], misconceptions: [.exportsNeedNothing],
        answer: { .boolean($0.entries(of: Exporting.early).contains { $0.fact is DynamoDB.ExportStarted }) }),
      Prediction(
        "units", "How many read units do the two exports use?",
        .number(unit: "read units", tolerance: .percent(5)), about: ["s3-export"],
        misconceptions: [.exportsReadTheTable],
        answer: Exporting.readUnits),
      Prediction(
        "full", "How many events are in the full export?", .number(unit: "events", tolerance: .exact),
        about: ["s3-export"], misconceptions: [.exportsAreOfNow],
        answer: { .number(Quantity(Exporting.items($0, Exporting.full))) }),
      Prediction(
        "incremental", "How many events are in the incremental export?", .number(unit: "events", tolerance: .exact),
        about: ["s3-export"], misconceptions: [.exportsListEachWrite],
        answer: { .number(Quantity(Exporting.items($0, Exporting.incremental))) }),
      Prediction(
        "price", "What do the two exports cost?", .number(unit: "USD", tolerance: .percent(5)), about: ["s3-export"],
        answer: { .number(Quantity(Exporting.price($0))) }),
    ],
    outcomes: Exporting.outcomes, timeline: Exporting.timeline,
    tryNext: [
      Suggestion("Nothing was deleted", "--deleted", "0"),
      Suggestion("One event that changes all the time", "--updates", "12"),
      Suggestion("Events of 10 KB", "--size", "10"),
    ])
}

private enum Exporting {
  static let items = Parameter.integer(
    "items", 8, in: 1...40, ladder: [[8, 10], [6, 12], [15]], "Events in the table before the changes.")
  static let size = Parameter.integer(
    "size", 100, in: 1...300, unit: "KB", ladder: [[100], [50, 200], [20]], "Of each event.")
  static let updates = Parameter.integer(
    "updates", 4, in: 0...12, ladder: [[4], [3, 5], [8]], "How often the first event is written again.")
  static let deleted = Parameter.integer(
    "deleted", 2, in: 0...10, ladder: [[2], [1, 3], [4]],
    "How many of the other events are deleted; no more than there are.")
  static let wait = Parameter.duration(
    "wait", .hours(1), in: .minutes(20) ... .hours(23), step: .minutes(10),
    ladder: [[.hours(1)], [.minutes(30), .hours(6)]], "From the last change to the exports.")
  static let scale = Parameter.integer(
    "scale", 100_000, in: 1...10_000_000, ladder: [[100_000], [50_000, 200_000]],
    "How many events each simulated one stands for on the bill.")

  static let table: TableName = "Events"
  static let bucket = "event-exports"
  static let early = "Ask for an export before point-in-time recovery is on."
  static let full = "Export the whole table as of the second before the changes."
  static let incremental = "Export what changed from that second to now."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.dynamoDB.model.partitions, 1)
    stage.scene("Make the table and a bucket.")
    try stage.world.call(DynamoDB.CreateTable(tableName: table, keys: KeySchema("id"), billing: .onDemand))
    try stage.world.waitUntilActive(table)
    try stage.world.call(S3.CreateBucket(bucket))
    stage.scene(early)
    _ = stage.attempt(DynamoDB.ExportTableToPointInTime(tableName: table, bucket: bucket, prefix: "early"))
    stage.world.advance(by: .minutes(10))

    stage.scene("Turn recovery on, and write the events.")
    try stage.world.call(DynamoDB.UpdateContinuousBackups(tableName: table, isEnabled: true))
    for number in 1...arguments.integer(items) { try write(number, 0, arguments, &stage) }
    stage.world.advance(by: .hours(1))

    stage.scene("Write one event again and again, delete some, and write and delete a new one.")
    let before = Instant(seconds: stage.world.now.seconds) - .seconds(1)
    for update in 0..<arguments.integer(updates) { try write(1, update + 1, arguments, &stage) }
    let others = min(arguments.integer(deleted), arguments.integer(items) - 1)
    for number in 0..<others { try delete(number + 2, &stage) }
    try write(99, 0, arguments, &stage)
    try delete(99, &stage)
    stage.world.advance(by: arguments.duration(wait))

    stage.scene(full)
    try stage.world.call(
      DynamoDB.ExportTableToPointInTime(tableName: table, bucket: bucket, prefix: "full", kind: .full(at: before)))
    stage.world.advance(by: .minutes(10))
    stage.scene(incremental)
    let kind = Export.Kind.incremental(from: before, to: stage.world.now, .newAndOld)
    try stage.world.call(
      DynamoDB.ExportTableToPointInTime(tableName: table, bucket: bucket, prefix: "changes", kind: kind))
    stage.world.advance(by: .minutes(10))
    stage.projected = stage.world.settledLedger.repeated(arguments.integer(scale), except: [.s3Puts])
  }

  /// Events differ in their second, ten seconds apart.
  private static func write(
    _ number: Int, _ version: Int, _ arguments: Arguments, _ stage: inout Stage
  ) throws(ServiceError) {
    let text = String(repeating: "x", count: arguments.integer(size) * 1_024 - 64)
    try stage.world.call(
      DynamoDB.PutItem(
        tableName: table, item: ["id": id(number), "version": .number(version), "text": .string(text)]))
    stage.world.advance(by: .seconds(10))
  }
  private static func delete(_ number: Int, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(DynamoDB.DeleteItem(tableName: table, key: ["id": id(number)]))
    stage.world.advance(by: .seconds(10))
  }
  private static func id(_ number: Int) -> AttributeValue { .string("event-\(number)") }

  // MARK: What came of it

  /// How many the export of a scene holds.
  static func items(_ run: DemoRun, _ scene: String) -> Int {
    run.entries(of: scene).lazy.compactMap { ($0.fact as? DynamoDB.ExportStarted)?.export.itemCount }.first ?? 0
  }

  /// Of all that the events stand for. The meter counts halves.
  @Sendable static func readUnits(_ run: DemoRun) -> Answer {
    let halves = run.usage(of: .readRequestUnits, in: full) + run.usage(of: .readRequestUnits, in: incremental)
    return .number(Quantity(halves * Int128(run.arguments.integer(scale)), over: 2))
  }

  static func price(_ run: DemoRun) -> Money {
    run.bill.lines.filter { $0.item == Meter.exportedBytes.item }.reduce(.zero) { $0 + $1.amount }
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let refused = run.trace.all(RequestRefused.self).first
    return [
      Outcome("the early export", refused.map { "refused: \($0.error.code)" } ?? "made"),
      Outcome("events in the full export", String(items(run, full))),
      Outcome("events in the incremental export", String(items(run, incremental))),
      Outcome("events in the table", String(run.table(table)?.itemCount ?? 0)),
      Outcome("objects in the bucket", String(run.trace.all(S3.ObjectPut.self).count)),
      Outcome("read units", readUnits(run).text()),
      Outcome("price of the exports", Quantity(price(run)).text(in: "USD")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries
    let changes = run.marks(story) { entry in
      switch entry.fact {
      case let write as DynamoDB.ItemWritten:
        write.item == nil ? (.delete, "\(write.operation) \(write.key)") : (.write, "\(write.operation) \(write.key)")
      case let change as DynamoDB.RecoveryChanged where change.days != nil: (.system, "recovery on")
      case let refusal as RequestRefused: (.problem, "an export is refused: \(refusal.error.code)")
      default: nil
      }
    }
    let exports = run.marks(story) { entry in
      switch entry.fact {
      case let begun as DynamoDB.ExportStarted:
        (.system, "\(begun.export.prefix): \(counted(begun.export.itemCount, "event"))")
      case let ended as DynamoDB.ExportEnded: (.system, "\(ended.export.prefix): \(ended.export.status.rawValue)")
      default: nil
      }
    }
    return Timeline(
      from: run.start, to: run.world.now, [.init("Events", marks: changes), .init(bucket, marks: exports)])
  }
}
