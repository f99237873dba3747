import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct ThroughputTests {
  static func put(_ key: String, _ world: inout World) -> String? {
    do throws(ServiceError) {
      try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string(key)]))
      return nil
    } catch { return error.code }
  }
  static func provisioned(_ write: Int, partitions: Int? = nil, start: Instant = vectorStart) throws -> World {
    var world = World(seed: 1, start: start)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.partitions, partitions)
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: KeySchema("k"), billing: .provisioned(Throughput(read: 100, write: write))))
    return world
  }
  /// Keys that lie in the partitions 1, 2, … of a table, one for each.
  static func keys(_ world: World) -> [Int: String] {
    var found: [Int: String] = [:]
    let partitions = world[.usEast1].dynamoDB.table("table")!.pool.partitions
    for index in 0..<1_000 {
      let id = partitions.partition(of: .string("k\(index)")).id
      if found[id] == nil { found[id] = "k\(index)" }
    }
    return found
  }

  @Test func `100 units a second save at most 30,000, spent in one burst of a second that has 1,000 a partition`()
    throws
  {
    var world = try Self.provisioned(100, partitions: 40)
    world.advance(by: .hours(1))
    let keys = Self.keys(world)
    var served = 0
    for key in keys.values.sorted() {
      while Self.put(key, &world) == nil { served += 1 }
    }
    // What 300 seconds saved, and the second's own 100.
    #expect(served == 30_100)
    let reasons = Set(world.trace.all(DynamoDB.RequestThrottled.self).map(\.reason))
    #expect(reasons == ["TableWriteKeyRangeThroughputExceeded", "TableWriteProvisionedThroughputExceeded"])
  }

  @Test func `one hot key gets 1,000 writes a second of a table with 4,000, and the rest of it none the less`() throws {
    var world = try Self.provisioned(4_000)
    let keys = Self.keys(world)
    #expect(keys.count == 5, "100 reads and 4,000 writes need five partitions")
    var served = 0
    while Self.put(keys[1]!, &world) == nil { served += 1 }
    #expect(served == 1_000)
    let throttled = try #require(world.trace.all(DynamoDB.RequestThrottled.self).last)
    #expect(throttled.partition == 1 && throttled.reason == "TableWriteKeyRangeThroughputExceeded")
    let refused = try #require(world.trace.all(RequestRefused.self).last)
    #expect(refused.error.code == "ProvisionedThroughputExceededException")
    #expect(refused.error.rule == .partitionLimits)
    for id in 2...4 { for _ in 0..<1_000 { #expect(Self.put(keys[id]!, &world) == nil) } }
    // The table's 4,000 are used up: now it is the whole that refuses.
    #expect(Self.put(keys[5]!, &world) == "ProvisionedThroughputExceededException")
    #expect(world.trace.all(DynamoDB.RequestThrottled.self).last?.partition == nil)
  }

  @Test func `400 units on 4 partitions serve 50, 50, 50 and 150, which equal shares would not`() throws {
    func served(_ belief: Misconception?) throws -> Int {
      var world = try Self.provisioned(400, partitions: 4)
      if let belief { world.believe(belief) }
      let keys = Self.keys(world)
      var served = 0
      for (id, demand) in [(1, 50), (2, 50), (3, 50), (4, 150)] {
        for _ in 0..<demand where Self.put(keys[id]!, &world) == nil { served += 1 }
      }
      return served
    }
    #expect(try served(nil) == 300)
    #expect(try served(.capacityIsDivided) == 250)
  }

  @Test func `a partition that stays hot is split until the two hot keys in it are apart`() throws {
    var world = try Self.provisioned(3_000, partitions: 1)
    world.model(\.dynamoDB.model.hotSecondsUntilSplit, 3)
    try world.call(DynamoDB.DeleteTable(tableName: "table"))
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: KeySchema("k"), billing: .provisioned(Throughput(read: 1, write: 3_000))))
    var last = 0
    for _ in 0..<20 {
      last = 0
      for _ in 0..<700 { for key in ["a", "b"] where Self.put(key, &world) == nil { last += 1 } }
      world.advance(by: .seconds(1))
    }
    #expect(last == 1_400)
    let splits = world.trace.all(DynamoDB.PartitionSplit.self)
    #expect(splits.first?.parent == 1 && splits.first?.children == [2, 3])
    let table = world[.usEast1].dynamoDB.table("table")!
    #expect(table.pool.partitions.partition(of: "a") != table.pool.partitions.partition(of: "b"))
  }

  @Test func `a new on-demand table serves 4,000 writes in its first second and no more`() throws {
    var world = try CapacityVectors.world(onDemandIsUnlimited: false)
    var served = 0
    for index in 0..<5_000 where Self.put("k\(index)", &world) == nil { served += 1 }
    #expect(served == 4_000)
    let refused = try #require(world.trace.all(RequestRefused.self).last)
    #expect(refused.error.code == "ThrottlingException" && refused.error.message.contains("please try again shortly"))
    #expect(world.ledger.units(of: .writeRequestUnits) == 4_000, "what was throttled is not paid for")
  }

  @Test func `double the previous peak is served at once, more only half an hour later`() {
    var supply = OnDemandSupply(warm: 12_000, previousPeak: 50_000, at: .epoch)
    #expect(supply.take(100_000, at: .epoch) == nil)
    #expect(supply.take(1, at: .epoch) == .overDoublePeak)
    #expect(supply.take(100_001, at: .epoch + .minutes(29)) == .overDoublePeak)
    // The 100,000 are the previous peak now.
    #expect(supply.take(200_000, at: .epoch + .minutes(30)) == nil)
  }

  @Test func `a table warmed to 10,000 writes takes them in its first second`() throws {
    var world = try CapacityVectors.world(onDemandIsUnlimited: false)
    try world.call(
      DynamoDB.UpdateTable(tableName: "table", change: .warmThroughput(Throughput(read: 12_000, write: 10_000))))
    var served = 0
    for index in 0..<6_000 where Self.put("k\(index)", &world) == nil { served += 1 }
    #expect(served == 6_000)
    #expect(world[.usEast1].dynamoDB.table("table")!.pool.partitions.count == 10)
    #expect(throws: ServiceError.self) {
      try world.call(
        DynamoDB.UpdateTable(tableName: "table", change: .warmThroughput(Throughput(read: 12_000, write: 9_999))))
    }
  }

  @Test func `a maximum of 10 writes a second bounds an on-demand table`() throws {
    var world = try CapacityVectors.world(onDemandIsUnlimited: false)
    try world.call(
      DynamoDB.UpdateTable(tableName: "table", change: .onDemandMaximum(Throughput(read: 10, write: 10))))
    let codes = (0..<12).map { Self.put("k\($0)", &world) }
    #expect(codes == Array(repeating: nil, count: 10) + ["ThrottlingException", "ThrottlingException"])
    #expect(
      world.trace.all(DynamoDB.RequestThrottled.self).first?.reason == "TableWriteMaxOnDemandThroughputExceeded")
  }

  @Test func `capacity is lowered four times a day and then once an hour`() throws {
    var world = try Self.provisioned(100)
    func lower(to write: Int) -> String? {
      do throws(ServiceError) {
        try world.call(
          DynamoDB.UpdateTable(
            tableName: "table", change: .billing(.provisioned(Throughput(read: 100, write: write)))))
        return nil
      } catch { return error.code }
    }
    #expect((1...4).map { lower(to: 100 - $0) } == [nil, nil, nil, nil])
    #expect(lower(to: 95) == "LimitExceededException")
    #expect(lower(to: 200) == nil, "raising is free")
    world.advance(by: .hours(1))
    #expect(lower(to: 95) == nil)
    #expect(lower(to: 94) == "LimitExceededException")
    #expect(lower(to: 95) == "ValidationException", "the same throughput is no change")
    world.advance(by: .hours(24))
    #expect((1...4).map { lower(to: 90 - $0) } == [nil, nil, nil, nil])
  }
  @Test func `a table is switched to on demand four times in 24 hours and starts with what it had at most`() throws {
    var world = try Self.provisioned(8_000)
    func change(_ billing: BillingMode) -> String? {
      do throws(ServiceError) {
        try world.call(DynamoDB.UpdateTable(tableName: "table", change: .billing(billing)))
        return nil
      } catch { return error.code }
    }
    let small = BillingMode.provisioned(Throughput(read: 1, write: 1))
    for _ in 0..<4 { #expect(change(.onDemand) == nil && change(small) == nil) }
    #expect(change(.onDemand) == "LimitExceededException")
    world.advance(by: .hours(24))
    #expect(change(.onDemand) == nil)
    var pool = world[.usEast1].dynamoDB.table("table")!.pool
    #expect(pool.warmThroughput(at: world.now) == Throughput(read: 100, write: 8_000))
  }
}
