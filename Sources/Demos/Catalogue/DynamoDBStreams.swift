import Basics
import Cloud
import Simulation

extension Demo {
  /// What a stream records, for how long, in which order, and for how many readers.
  public static let dynamoDBStreams = Demo(
    name: "dynamodb-streams",
    title: "DynamoDB Streams: what a record shows, and for how long",
    situation: """
      The table Orders has two partitions and a stream with the view {view}. Two orders, A and B, lie in different \
      partitions. Each is written {changes} times, once every {pace}; the last change of A is then written \
      {repeats} more times with nothing new in it, and in the end A is deleted. An archive that reads one shard of the \
      stream after another is down all the while and comes back {away} after the deletion. Then {readers} consumers \
      read one and the same shard within one second.
      """,
    concepts: ["dynamodb-streams"],
    parameters: [Changes.view, Changes.changes, Changes.pace, Changes.repeats, Changes.away, Changes.readers],
    script: Changes.play,
    predictions: [
      Prediction(
        "records", "How many records do all these writes and the deletion make?",
        .number(unit: "records", tolerance: .exact), about: ["dynamodb-streams"],
        misconceptions: [.unchangedWritesAreRecorded],
        answer: { .number(Quantity($0.trace.all(DynamoDB.StreamRecordAppended.self).count)) }),
      Prediction(
        "deletion", "Besides the key, what does the record of the deletion show?", .choice,
        about: ["dynamodb-streams"], misconceptions: [.recordsShowEverything],
        options: { _ in Changes.views }, answer: Changes.deletion),
      Prediction(
        "order", "Does the archive get the changes of both orders in the order in which they were made?", .boolean,
        about: ["dynamodb-streams"], misconceptions: [.streamsAreOneLine], answer: Changes.isInOrder),
      Prediction(
        "left", "How many of the records can the archive still read?", .number(unit: "records", tolerance: .exact),
        about: ["dynamodb-streams"], misconceptions: [.recordsAwaitReaders],
        answer: { .number(Quantity(Changes.archived($0).reduce(0) { $0 + $1.records })) }),
      Prediction(
        "refused", "How many of the {readers} consumers are refused?", .number(unit: "consumers", tolerance: .exact),
        about: ["dynamodb-streams"], misconceptions: [.streamsHaveManyReaders],
        answer: { .number(Quantity(Changes.refused($0))) }),
    ],
    outcomes: Changes.outcomes, timeline: Changes.timeline,
    tryNext: [
      Suggestion("A view with both images", "--view", "new-and-old-images"),
      Suggestion("Back within the day: nothing is lost", "--away", "2h"),
      Suggestion("Back after more than a day: nothing is left", "--away", "25h"),
      Suggestion("As many consumers as a shard is made for", "--readers", "2"),
    ])
}

private enum Changes {
  static let view = Parameter.choice(
    "view",
    [
      .init("new-image", "The item as it became."), .init("old-image", "The item as it was."),
      .init("new-and-old-images", "The item as it was and as it became."),
      .init("keys-only", "The key of the item and nothing else."),
    ], ladder: [["new-image"], ["old-image", "keys-only"], ["new-and-old-images"]],
    "What the records of the stream show.")
  static let changes = Parameter.integer(
    "changes", 6, in: 1...12, ladder: [[6, 5], [4, 8], [10]], "How often each order is written.")
  static let pace = Parameter.duration(
    "pace", .hours(2), in: .minutes(10) ... .hours(6), step: .minutes(10),
    ladder: [[.hours(2)], [.hours(1), .hours(3)], [.minutes(90)]], "From one change of an order to its next.")
  static let repeats = Parameter.integer(
    "repeats", 2, in: 0...6, ladder: [[2, 3], [1, 4]],
    "How often the last change of A is written again, with nothing new in it.")
  static let away = Parameter.duration(
    "away", .hours(16), in: .zero ... .hours(48), step: .minutes(30),
    ladder: [[.hours(16)], [.hours(13), .hours(18)], [.hours(20), .hours(23)]],
    "From the deletion until the archive is back.")
  static let readers = Parameter.integer(
    "readers", 3, in: 1...8, ladder: [[3], [2, 4], [5, 6]], "Consumers that read one shard in the same second.")

  static let table: TableName = "Orders"
  static let ids = ["A", "B"]
  static let archive = "The archive is back and reads one shard after another, from the oldest record."
  static let crowd = "All consumers read one shard, the newest that has records, within one second."
  static let nothing = "nothing", before = "the order as it was", after = "the order as it became"
  static let both = "the order as it was and as it became"
  static let views = [nothing, before, after, both]

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.dynamoDB.model.partitions, 2)
    stage.scene("Make the table with its stream.")
    let name = arguments.choice(view).uppercased()
    let shown = Stream.View(rawValue: String(name.map { $0 == "-" ? "_" : $0 })) ?? .keysOnly
    try stage.world.call(
      DynamoDB.CreateTable(tableName: table, keys: KeySchema("id"), billing: .onDemand, stream: shown))
    try stage.world.waitUntilActive(table)

    let changes = arguments.integer(changes), pace = arguments.duration(pace), first = stage.world.now
    stage.scene("Write both orders again and again, B a minute after A.")
    for change in 0..<changes {
      for (place, id) in ids.enumerated() {
        stage.world.run(until: first + .nanoseconds(pace.nanoseconds * Int64(change)) + .minutes(place))
        try write(id, change + 1, &stage)
      }
    }
    stage.scene("Write A as it is, and then delete it.")
    for _ in 0..<arguments.integer(repeats) { try write("A", changes, &stage) }
    let end = first + .nanoseconds(pace.nanoseconds * Int64(changes))
    stage.world.run(until: end)
    try stage.world.call(DynamoDB.DeleteItem(tableName: table, key: ["id": "A"]))

    stage.world.run(until: end + arguments.duration(away))
    stage.scene(archive)
    let shards = try stage.world.call(DynamoDB.DescribeStream(tableName: table)).shards
    var newest = shards.last
    for shard in shards where try read(shard, &stage) > 0 { newest = shard }

    stage.world.advance(by: .minutes(1))
    stage.scene(crowd)
    guard let newest else { return }
    for _ in 0..<arguments.integer(readers) {
      let iterator = try stage.world.call(
        DynamoDB.GetShardIterator(tableName: table, shardID: newest.id, kind: .trimHorizon))
      _ = stage.attempt(DynamoDB.GetRecords(shardIterator: iterator))
    }
  }

  private static func write(_ id: String, _ change: Int, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(
      DynamoDB.PutItem(tableName: table, item: ["id": .string(id), "change": .number(change)]))
  }

  /// Reads a shard until it gives nothing more, and counts.
  private static func read(_ shard: StreamShard, _ stage: inout Stage) throws(ServiceError) -> Int {
    var count = 0
    var next: String? = try stage.world.call(
      DynamoDB.GetShardIterator(tableName: table, shardID: shard.id, kind: .trimHorizon))
    while let iterator = next {
      let output = try stage.world.call(DynamoDB.GetRecords(shardIterator: iterator))
      count += output.records.count
      next = output.records.isEmpty ? nil : output.nextShardIterator
    }
    return count
  }

  // MARK: What came of it

  static func records(_ run: DemoRun) -> [StreamRecord] {
    run.trace.all(DynamoDB.StreamRecordAppended.self).map(\.record)
  }
  static func archived(_ run: DemoRun) -> [DynamoDB.StreamRead] {
    run.entries(of: archive).compactMap { $0.fact as? DynamoDB.StreamRead }.filter { $0.records > 0 }
  }
  static func refused(_ run: DemoRun) -> Int { run.entries(of: crowd).count { $0.fact is RequestRefused } }

  @Sendable static func deletion(_ run: DemoRun) -> Answer {
    guard let record = records(run).last(where: { $0.event == .remove }) else { return .choice(nothing) }
    switch (record.oldImage, record.newImage) {
    case (nil, nil): return .choice(nothing)
    case (nil, _): return .choice(after)
    // A deleted item has become nothing, so a view of both shows what it was.
    case (_, nil): return .choice(before)
    default: return .choice(both)
    }
  }

  /// Whether each read went on where the one before it ended, in the order of all sequence numbers.
  @Sendable static func isInOrder(_ run: DemoRun) -> Answer {
    let reads = archived(run)
    return .boolean(zip(reads, reads.dropFirst()).allSatisfy { ($0.from ?? 0) + $0.records == $1.from })
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let got = archived(run).reduce(0) { $0 + $1.records }
    return [
      Outcome("records", String(records(run).count)),
      Outcome("records that the archive gets", String(got)),
      Outcome("records that were trimmed before", String(records(run).count - got)),
      Outcome("shards in which it finds them", String(Set(archived(run).map(\.shard)).count)),
      Outcome("consumers refused", String(refused(run))),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let reads = run.marks(run.entries(of: archive)) { entry in
      guard let read = entry.fact as? DynamoDB.StreamRead, read.records > 0 else { return nil }
      return (.read, "a shard gives \(counted(read.records, "record"))")
    }
    let crowd = run.marks(run.entries(of: crowd)) { entry in
      switch entry.fact {
      case let read as DynamoDB.StreamRead: (.read, "a consumer gets \(counted(read.records, "record"))")
      case let refusal as RequestRefused: (.problem, "a consumer is refused: \(refusal.error.code)")
      default: nil
      }
    }
    let back = run.scenes.first { $0.title == archive }?.at ?? run.world.now
    let orders = ids.map { id in
      let changes = run.trace.entries.filter {
        ($0.fact as? DynamoDB.StreamRecordAppended)?.record.key == Key(.string(id))
      }
      return Timeline.Lane(
        "order \(id)",
        marks: run.marks(changes) { entry in
          guard let record = (entry.fact as? DynamoDB.StreamRecordAppended)?.record else { return nil }
          return (record.event == .remove ? .delete : .write, record.event.rawValue)
        })
    }
    let kept = max(run.start, back - Stream.retention)
    return Timeline(
      from: run.start, to: run.world.now,
      orders + [
        .init("archive", marks: reads, spans: back > kept ? [.init(kept, back, .read, "still in the stream")] : []),
        .init("consumers", marks: crowd),
      ])
  }
}
