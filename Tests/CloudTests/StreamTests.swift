import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct StreamTests {
  private func world(_ view: Stream.View = .newAndOldImages, partitions: Int? = 1) throws -> World {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.partitions, partitions)
    world.model(\.dynamoDB.model.hotSecondsUntilSplit, 1)
    try world.call(
      DynamoDB.CreateTable(tableName: "table", keys: KeySchema("k"), billing: .onDemand, stream: view))
    return world
  }
  private func put(_ key: String, _ value: Int, _ world: inout World) throws {
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string(key), "v": .number(value)]))
  }
  private func shards(_ world: inout World) throws -> [StreamShard] {
    try world.call(DynamoDB.DescribeStream(tableName: "table")).shards
  }
  private func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? ServiceError)?.code }
    return nil
  }

  @Test func `a shard is followed by a child after four hours, and ends where the child begins`() throws {
    var world = try world()
    try put("a", 1, &world)
    world.advance(by: .hours(5))
    try put("a", 2, &world)
    let shards = try shards(&world)
    #expect(shards.count == 2 && shards[1].parent == shards[0].id)
    #expect(shards[0].closed == vectorStart + .hours(4) && shards[0].endingSequenceNumber == 1)
    #expect(shards[1].startingSequenceNumber == 2 && shards[1].endingSequenceNumber == nil)
    // The parent gives its record and no further iterator, the child an iterator for ever.
    let iterator = try world.call(
      DynamoDB.GetShardIterator(tableName: "table", shardID: shards[0].id, kind: .trimHorizon))
    let parent = try world.call(DynamoDB.GetRecords(shardIterator: iterator))
    #expect(parent.records.map(\.sequenceNumber) == [1] && parent.nextShardIterator == nil)
    let next = try world.call(
      DynamoDB.GetShardIterator(tableName: "table", shardID: shards[1].id, kind: .trimHorizon))
    let child = try world.call(DynamoDB.GetRecords(shardIterator: next))
    #expect(child.records.map(\.sequenceNumber) == [2] && child.nextShardIterator != nil)
  }

  @Test func `a partition that is split closes its shard, and each key goes on in one of two children`() throws {
    var world = try world()
    for second in 0..<3 {
      for index in 0..<1_200 { try? put("k\(index % 8)", second * 1_200 + index, &world) }
      world.advance(by: .seconds(1))
    }
    let split = try #require(world.trace.all(DynamoDB.PartitionSplit.self).first)
    #expect(split.parent == 1 && split.children == [2, 3])
    let shards = try shards(&world)
    #expect(shards.filter { $0.parent == shards[0].id }.count == 2 && shards[0].endingSequenceNumber != nil)
    // Parents before children: each key's values come in order.
    var seen: [String: Int] = [:], records = 0
    for shard in shards {
      var iterator: String? = try world.call(
        DynamoDB.GetShardIterator(tableName: "table", shardID: shard.id, kind: .trimHorizon))
      while let current = iterator {
        let output = try world.call(DynamoDB.GetRecords(shardIterator: current))
        for record in output.records {
          guard case .string(let key)? = record.keys["k"], case .number(let value)? = record.newImage?["v"] else {
            continue
          }
          #expect(seen[key].map { $0 < value.integer! } ?? true)
          seen[key] = value.integer
        }
        records += output.records.count
        iterator = output.records.isEmpty ? nil : output.nextShardIterator
      }
    }
    #expect(records == world[.usEast1].dynamoDB.table("table")!.stream!.records.count && seen.count == 8)
  }

  @Test func `each kind of iterator starts where it says`() throws {
    var world = try world()
    for value in 1...5 { try put("a", value, &world) }
    let shard = try shards(&world)[0].id
    func read(_ kind: DynamoDB.GetShardIterator.Kind) throws -> [Int] {
      let iterator = try world.call(DynamoDB.GetShardIterator(tableName: "table", shardID: shard, kind: kind))
      world.advance(by: .seconds(1))
      return try world.call(DynamoDB.GetRecords(shardIterator: iterator, limit: 3)).records.map(\.sequenceNumber)
    }
    #expect(try read(.trimHorizon) == [1, 2, 3] && read(.latest) == [])
    #expect(try read(.at(sequenceNumber: 4)) == [4, 5] && read(.after(sequenceNumber: 4)) == [5])
  }

  @Test func `an iterator of sixteen minutes is expired, and a record of a day is trimmed`() throws {
    var world = try world()
    try put("a", 1, &world)
    let old = try world.call(DynamoDB.GetShardIterator(tableName: "table", kind: .trimHorizon))
    world.advance(by: .minutes(16))
    #expect(code { try world.call(DynamoDB.GetRecords(shardIterator: old)) } == "ExpiredIteratorException")
    world.run(until: vectorStart + .hours(24) - .minutes(1))
    let late = try world.call(DynamoDB.GetShardIterator(tableName: "table", kind: .trimHorizon))
    world.advance(by: .minutes(2))
    #expect(code { try world.call(DynamoDB.GetRecords(shardIterator: late)) } == "TrimmedDataAccessException")
    #expect(
      code { try world.call(DynamoDB.GetShardIterator(tableName: "table", kind: .at(sequenceNumber: 1))) }
        == "TrimmedDataAccessException")
  }

  @Test func `a third reader of a shard in one second is throttled, and a second one of a global table`() throws {
    var world = try world()
    try put("a", 1, &world)
    let shard = try shards(&world)[0].id
    func readers(_ count: Int, _ world: inout World) throws -> [String?] {
      try (0..<count).map { _ in
        let iterator = try world.call(DynamoDB.GetShardIterator(tableName: "table", shardID: shard, kind: .trimHorizon))
        return code { try world.call(DynamoDB.GetRecords(shardIterator: iterator)) }
      }
    }
    #expect(try readers(3, &world) == [nil, nil, "LimitExceededException"])
    world.advance(by: .seconds(1))
    #expect(try readers(2, &world) == [nil, nil])
    world.advance(by: .seconds(1))
    var belief = world
    belief.believe(.streamsHaveManyReaders)
    #expect(try readers(5, &belief) == [nil, nil, nil, nil, nil])
    var global = World(seed: 1, start: vectorStart, regions: [.usEast1, .euWest1])
    global.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try global.call(DynamoDB.CreateTable(tableName: "table", keys: KeySchema("k"), billing: .onDemand))
    try global.call(DynamoDB.UpdateTable(tableName: "table", change: .addReplica(.euWest1)))
    let first = try global.call(DynamoDB.DescribeStream(tableName: "table")).shards[0].id
    func read() throws -> String? {
      let iterator = try global.call(DynamoDB.GetShardIterator(tableName: "table", shardID: first, kind: .latest))
      return code { try global.call(DynamoDB.GetRecords(shardIterator: iterator)) }
    }
    #expect(try [read(), read()] == [nil, "LimitExceededException"])
  }

  @Test func `a stream that is off stays readable for a day and has no open shard`() throws {
    var world = try world(.keysOnly)
    try put("a", 1, &world)
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .stream(nil)))
    try put("a", 2, &world)
    world.advance(by: .hours(23))
    let description = try world.call(DynamoDB.DescribeStream(tableName: "table"))
    #expect(!description.isEnabled && description.shards.allSatisfy { $0.closed != nil })
    #expect(try world.call(DynamoDB.ListStreams()).count == 1)
    world.advance(by: .hours(2))
    #expect(try world.call(DynamoDB.ListStreams()).isEmpty)
    #expect(code { _ = try shards(&world) } == "ResourceNotFoundException")
  }
}
