import Basics
import Cloud
import OrderedCollections
import Simulation

extension Demo {
  /// The same changes by two ways: once and in order for a day, or perhaps twice and out of order for up to a year.
  public static let streamsOrKinesis = Demo(
    name: "dynamodb-streams-kinesis",
    title: "DynamoDB Streams or Kinesis Data Streams",
    situation: """
      The table Meters has a stream of its own, and besides sends its changes to a Kinesis data stream of one shard that \
      keeps them for {retention}. One meter is written {changes} times, {gap} apart. A change usually takes 200 ms to \
      Kinesis, but the first takes {late}, and Kinesis gets {doubled} of the last changes twice. Then {consumers} \
      consumers of each stream read it once within the same second. {after} later both are read again from the start.
      """,
    concepts: ["kinesis-data-streams", "dynamodb-streams"],
    parameters: [
      TwoWays.changes, TwoWays.gap, TwoWays.late, TwoWays.doubled, TwoWays.consumers, TwoWays.retention, TwoWays.after,
    ],
    script: TwoWays.play,
    predictions: [
      Prediction(
        "records", "How many records does Kinesis get of the {changes} changes?",
        .number(unit: "records", tolerance: .exact), about: ["kinesis-data-streams"],
        misconceptions: [.kinesisIsExactlyOnce], answer: { .number(Quantity(TwoWays.arrivals($0).count)) }),
      Prediction(
        "order", "Are they in Kinesis in the order in which the changes were made?", .boolean,
        about: ["kinesis-data-streams"], misconceptions: [.kinesisIsExactlyOnce], answer: TwoWays.isInOrder),
      Prediction(
        "refused-by-streams", "How many of its {consumers} consumers does DynamoDB Streams refuse?",
        .number(unit: "consumers", tolerance: .exact), about: ["dynamodb-streams"],
        misconceptions: [.streamsHaveManyReaders],
        answer: { .number(Quantity(TwoWays.refused($0, DynamoDB.GetRecords.name))) }),
      Prediction(
        "refused-by-kinesis", "And how many of its {consumers} consumers does Kinesis refuse?",
        .number(unit: "consumers", tolerance: .exact), about: ["kinesis-data-streams"],
        misconceptions: [.kinesisHasManyReaders],
        answer: { .number(Quantity(TwoWays.refused($0, Kinesis.GetRecords.name))) }),
      Prediction(
        "left", "Where can the changes still be read {after} later?", .choice,
        about: ["kinesis-data-streams", "dynamodb-streams"], misconceptions: [.recordsAwaitReaders, .kinesisKeepsADay],
        options: { _ in TwoWays.places }, answer: TwoWays.left),
    ],
    outcomes: TwoWays.outcomes, timeline: TwoWays.timeline,
    tryNext: [
      Suggestion("Nothing late, nothing twice, as it mostly is", "--late", "200ms", "--doubled", "0"),
      Suggestion("As many consumers as both can serve", "--consumers", "2"),
      Suggestion("Kinesis as it is made, with 24 hours", "--retention", "24h"),
    ])
}

private enum TwoWays {
  static let changes = Parameter.integer(
    "changes", 3, in: 2...12, ladder: [[3], [4, 5], [8]], "How often the meter is written.")
  static let gap = Parameter.duration(
    "gap", .milliseconds(500), in: .milliseconds(100) ... .seconds(10), step: .milliseconds(100),
    ladder: [[.milliseconds(500)], [.seconds(1), .milliseconds(300)]], "From one change to the next.")
  static let late = Parameter.duration(
    "late", .seconds(2), in: .milliseconds(200) ... .minutes(1), step: .milliseconds(100),
    ladder: [[.seconds(2)], [.seconds(5), .milliseconds(200)]], "What the first change takes to Kinesis.")
  static let doubled = Parameter.integer(
    "doubled", 1, in: 0...12, ladder: [[1], [2, 0], [3]],
    "How many of the changes, from the last one back, Kinesis gets twice; no more than there are.")
  static let consumers = Parameter.integer(
    "consumers", 6, in: 1...12, ladder: [[6], [4, 7], [3, 9]], "Of each stream, all reading in one second.")
  static let retention = Parameter.duration(
    "retention", .days(7), in: .hours(24) ... .days(365), step: .hours(1),
    ladder: [[.days(7)], [.hours(24), .days(30)]], "How long the Kinesis data stream keeps its records.")
  static let after = Parameter.duration(
    "after", .days(3), in: .hours(1) ... .days(400), step: .hours(1),
    ladder: [[.days(3)], [.hours(12), .days(10)], [.days(40)]], "Until both streams are read again.")

  static let table: TableName = "Meters"
  static let sink = "meter-changes"
  static let usual = Duration.milliseconds(200)
  static let crowd = "All consumers of both streams read within one second."
  static let again = "Much later: read both streams from the start."
  static let inBoth = "in both", inStreams = "only in DynamoDB Streams", inKinesis = "only in Kinesis"
  static let nowhere = "in neither"
  static let places = [inBoth, inStreams, inKinesis, nowhere]

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.dynamoDB.model.partitions, 1)
    stage.scene("Make the table with its stream, and a Kinesis data stream to which it sends its changes.")
    try stage.world.call(
      DynamoDB.CreateTable(tableName: table, keys: KeySchema("id"), billing: .onDemand, stream: .newAndOldImages))
    try stage.world.waitUntilActive(table)
    try stage.world.call(Kinesis.CreateStream(sink))
    try stage.world.call(Kinesis.SetStreamRetentionPeriod(sink, arguments.duration(retention)))
    try stage.world.call(DynamoDB.EnableKinesisStreamingDestination(tableName: table, stream: sink))

    stage.scene("Write the meter again and again.")
    let changes = arguments.integer(changes), first = stage.world.now
    for change in 1...changes {
      stage.world.run(until: first + .nanoseconds(arguments.duration(gap).nanoseconds * Int64(change - 1)))
      stage.world.model(\.dynamoDB.model.kinesisLag, .fixed(change == 1 ? arguments.duration(late) : usual))
      let isDoubled = changes - change < arguments.integer(doubled)
      stage.world.model(\.dynamoDB.model.kinesisDuplicates, isDoubled ? .always : .never)
      try stage.world.call(
        DynamoDB.PutItem(tableName: table, item: ["id": "meter", "reading": .number(change)]))
    }
    stage.world.advance(by: .minutes(2))

    stage.scene(crowd)
    for _ in 0..<arguments.integer(consumers) { try readBoth(&stage) }
    stage.world.advance(by: arguments.duration(after))
    stage.scene(again)
    try readBoth(&stage)
  }

  /// One consumer of each stream reads all shards once.
  private static func readBoth(_ stage: inout Stage) throws(ServiceError) {
    let own = try stage.world.call(DynamoDB.GetShardIterator(tableName: table, kind: .trimHorizon))
    _ = stage.attempt(DynamoDB.GetRecords(shardIterator: own))
    let shard = stage.world[.usEast1].kinesis.streams[sink]?.shards.first?.id ?? ""
    let other = try stage.world.call(Kinesis.GetShardIterator(sink, shardID: shard, kind: .trimHorizon))
    _ = stage.attempt(Kinesis.GetRecords(shardIterator: other))
  }

  // MARK: What came of it

  static func arrivals(_ run: DemoRun) -> [Trace.Entry] { run.trace.entries(of: Kinesis.RecordPut.self) }
  static func refused(_ run: DemoRun, _ operation: String) -> Int {
    run.entries(of: crowd).count { ($0.fact as? RequestRefused)?.operation == operation }
  }

  /// Each arrival has the write that it tells of as its cause.
  @Sendable static func isInOrder(_ run: DemoRun) -> Answer {
    let causes = arrivals(run).map { $0.cause ?? 0 }
    return .boolean(causes == causes.sorted())
  }

  @Sendable static func left(_ run: DemoRun) -> Answer {
    let entries = run.entries(of: again)
    let own = entries.contains { ($0.fact as? DynamoDB.StreamRead).map { $0.records > 0 } ?? false }
    let other = entries.contains { ($0.fact as? Kinesis.RecordsRead).map { $0.records > 0 } ?? false }
    return .choice(own ? (other ? inBoth : inStreams) : other ? inKinesis : nowhere)
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let changes = run.trace.all(DynamoDB.StreamRecordAppended.self).count
    return [
      Outcome("records in DynamoDB Streams", String(changes)),
      Outcome("records in Kinesis", String(arrivals(run).count)),
      Outcome("are they in the order of the changes", isInOrder(run).text()),
      Outcome("consumers refused by DynamoDB Streams", String(refused(run, DynamoDB.GetRecords.name))),
      Outcome("consumers refused by Kinesis", String(refused(run, Kinesis.GetRecords.name))),
      Outcome("still to be read later", left(run).text()),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries
    let own = run.marks(story) { entry in
      switch entry.fact {
      case let change as DynamoDB.StreamRecordAppended: (.write, "change \(change.record.sequenceNumber) is recorded")
      case let read as DynamoDB.StreamRead: (.read, "a consumer gets \(counted(read.records, "record"))")
      case let refusal as RequestRefused where refusal.operation == DynamoDB.GetRecords.name:
        (.problem, "a consumer is refused: \(refusal.error.code)")
      default: nil
      }
    }
    let number = { (cause: Int?) -> Int in
      story.prefix { $0.id <= cause ?? -1 }.count { $0.fact is DynamoDB.ItemWritten }
    }
    let other = run.marks(story) { entry in
      switch entry.fact {
      case is Kinesis.RecordPut: (.write, "change \(number(entry.cause)) arrives")
      case let read as Kinesis.RecordsRead: (.read, "a consumer gets \(counted(read.records, "record"))")
      case let refusal as RequestRefused where refusal.operation == Kinesis.GetRecords.name:
        (.problem, "a consumer is refused: \(refusal.error.code)")
      default: nil
      }
    }
    return Timeline(
      from: run.start, to: run.world.now,
      [.init("DynamoDB Streams", marks: own), .init("Kinesis", marks: other)])
  }
}
