import Basics
import Cloud
import OrderedCollections
import Simulation
import TestSupport
import Testing

@Suite struct KinesisTests {
  private func world(_ seed: UInt64 = 1, duplicates: Ratio = .never) throws -> World {
    var world = World(seed: seed, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.kinesisDuplicates, duplicates)
    try world.call(
      DynamoDB.CreateTable(tableName: "table", keys: KeySchema("k"), billing: .onDemand, stream: .newImage))
    try world.call(Kinesis.CreateStream("changes"))
    try world.call(DynamoDB.EnableKinesisStreamingDestination(tableName: "table", stream: "changes"))
    return world
  }
  private func values(_ world: inout World) throws -> [Int] {
    let iterator = try world.call(
      Kinesis.GetShardIterator("changes", shardID: "shardId-000000000000", kind: .trimHorizon))
    return try world.call(Kinesis.GetRecords(shardIterator: iterator)).records.map { record in
      let image = JSONValue(record.data)?["dynamodb"]?["NewImage"]
      guard let item = image.flatMap({ Item(dynamoDBJSON: $0) }), case .number(let number)? = item["v"] else {
        return -1
      }
      return number.integer!
    }
  }
  private func write(_ count: Int, _ world: inout World) throws {
    for value in 1...count {
      try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": .number(value)]))
      world.advance(by: .milliseconds(100))
    }
    world.advance(by: .seconds(5))
  }

  @Test func `the table's own stream has each change once and in order; Kinesis may have it twice and late`() throws {
    var world = try world(duplicates: Ratio(1, of: 5))
    try write(50, &world)
    let own = try world.call(
      DynamoDB.GetRecords(
        shardIterator: try world.call(DynamoDB.GetShardIterator(tableName: "table", kind: .trimHorizon))))
    #expect(own.records.map { $0.newImage?["v"] } == (1...50).map { .number($0) })
    let sent = try values(&world)
    #expect(Set(sent) == Set(1...50) && sent.count > 50, "nothing is lost, some come twice")
    #expect(sent != sent.sorted())
    #expect(world.ledger.units(of: .changeCaptureUnits) == 50)
    var belief = try self.world(duplicates: Ratio(1, of: 5))
    belief.believe(.kinesisIsExactlyOnce)
    try write(50, &belief)
    #expect(try values(&belief) == Array(1...50))
  }

  @Test func `a week's retention outlives the 24 hours of the table's stream`() throws {
    var world = try world()
    try world.call(Kinesis.SetStreamRetentionPeriod("changes", .hours(168)))
    try write(3, &world)
    world.advance(by: .hours(100))
    let own = try world.call(
      DynamoDB.GetRecords(
        shardIterator: try world.call(DynamoDB.GetShardIterator(tableName: "table", kind: .trimHorizon))))
    #expect(own.records.isEmpty)
    #expect(try Set(values(&world)) == [1, 2, 3])
    world.advance(by: .hours(69))
    #expect(try values(&world).isEmpty)
    for hours in [23, 8_761] {
      #expect(throws: ServiceError.self) {
        try world.call(Kinesis.SetStreamRetentionPeriod("changes", .hours(hours)))
      }
    }
  }

  @Test func `five consumers read a shard in one second where the table's stream allows two`() throws {
    var world = try world()
    try write(1, &world)
    func read(_ count: Int) throws -> [String?] {
      try (0..<count).map { _ in
        let iterator = try world.call(
          Kinesis.GetShardIterator("changes", shardID: "shardId-000000000000", kind: .trimHorizon))
        do throws(ServiceError) {
          try world.call(Kinesis.GetRecords(shardIterator: iterator))
          return nil
        } catch { return error.code }
      }
    }
    #expect(try read(6) == [nil, nil, nil, nil, nil, "ProvisionedThroughputExceededException"])
  }

  @Test func `a destination can be switched off, and a table has one`() throws {
    var world = try world()
    #expect(throws: ServiceError.self) {
      try world.call(DynamoDB.EnableKinesisStreamingDestination(tableName: "table", stream: "changes"))
    }
    try world.call(DynamoDB.DisableKinesisStreamingDestination(tableName: "table"))
    try write(2, &world)
    #expect(try values(&world).isEmpty)
    #expect(try world.call(DynamoDB.DescribeKinesisStreamingDestination(tableName: "table"))?.isEnabled == false)
  }
}
