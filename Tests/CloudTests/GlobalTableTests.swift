import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct GlobalTableTests {
  private static let regions: [Region] = [.usEast1, .euWest1, .apSoutheast2]

  private static func world(_ seed: UInt64) throws -> World {
    var world = World(seed: seed, start: vectorStart, regions: regions)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    for region in regions.dropFirst() {
      try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .addReplica(region)))
    }
    return world
  }

  @Test func `replicas converge under partitions, skewed clocks and any order of arrival`() {
    forEachSeed(200) { random in
      var world = try Self.world(random.next())
      world.model(\.dynamoDB.model.replicationLag, .uniform(.milliseconds(100) ... .seconds(3)))
      for region in Self.regions where random.integer(in: 0...2) == 0 {
        world.skewClock(region, by: random.duration(in: .seconds(-5) ... .seconds(5)))
      }
      for _ in 0..<40 {
        let region = Self.regions[random.integer(in: 0...2)], key = "k\(random.integer(in: 0...3))"
        switch random.integer(in: 0...9) {
        case 0:
          let other = Self.regions[random.integer(in: 0...2)]
          if other != region {
            world.partition(region, other, until: world.now + random.duration(in: .seconds(1) ... .seconds(30)))
          }
        case 1...2: try world.call(DynamoDB.DeleteItem(tableName: "Stock", key: ["id": .string(key)]), in: region)
        case 3...4:
          try world.call(
            DynamoDB.UpdateItem(
              tableName: "Stock", key: ["id": .string(key)], update: "ADD n :one",
              substitutions: Substitutions(values: [":one": 1])), in: region)
        default:
          let item: Item = ["id": .string(key), "n": .number(random.integer(in: 0...1_000))]
          try world.call(DynamoDB.PutItem(tableName: "Stock", item: item), in: region)
        }
        world.advance(by: random.duration(in: .zero ... .seconds(2)))
      }
      world.drain()
      let contents = Self.regions.map { world[$0].dynamoDB.table("Stock")!.allItems }
      guard contents.allSatisfy({ $0 == contents[0] }) else {
        throw Broken("replicas differ: \(contents)\n\(world.trace.text(from: vectorStart))")
      }
    }
  }

  @Test func `a write during a partition arrives when it heals`() throws {
    var world = try Self.world(1)
    let heal = world.now + .seconds(60)
    world.partition(.usEast1, .euWest1, until: heal)
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a"]))
    world.run(until: heal)
    #expect(world[.euWest1].dynamoDB.table("Stock")!.itemCount == 0)
    world.run(until: heal + .seconds(1))
    #expect(world[.euWest1].dynamoDB.table("Stock")!.itemCount == 1)
  }

  @Test func `of two conflicting writes the later one stays everywhere, as a whole`() throws {
    var world = try Self.world(1)
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "color": "red"]), in: .usEast1)
    world.advance(by: .milliseconds(200))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "size": "L"]), in: .euWest1)
    world.drain()
    for region in Self.regions {
      #expect(world[region].dynamoDB.table("Stock")!.allItems == [["id": "a", "size": "L"]])
    }
    let conflicts = world.trace.all(DynamoDB.ReplicatedWrite.self).filter(\.isConflict)
    #expect(!conflicts.isEmpty && conflicts.contains { $0.discarded == ["id": "a", "color": "red"] })
    #expect(world.trace.all(RequestRefused.self).isEmpty)
  }

  @Test func `a later write that has seen the earlier one is no conflict`() throws {
    var world = try Self.world(1)
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "n": 1]), in: .usEast1)
    world.advance(by: .seconds(5))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "n": 2]), in: .euWest1)
    world.drain()
    #expect(world.trace.all(DynamoDB.ReplicatedWrite.self).allSatisfy { !$0.isConflict })
  }

  @Test func `a clock that is ahead wins against a write that came later`() throws {
    var world = try Self.world(1)
    world.skewClock(.usEast1, by: .seconds(2))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "n": 1]), in: .usEast1)
    world.advance(by: .milliseconds(500))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "n": 2]), in: .euWest1)
    world.drain()
    #expect(world[.euWest1].dynamoDB.table("Stock")!.allItems == [["id": "a", "n": 1]])
  }

  @Test func `those who believe in merging, or in the first writer, see another end`() throws {
    func end(_ belief: Misconception?) throws -> [Item] {
      var world = try Self.world(1)
      if let belief { world.believe(belief) }
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "color": "red"]), in: .usEast1)
      world.advance(by: .milliseconds(200))
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "size": "L"]), in: .euWest1)
      world.drain()
      let contents = Self.regions.map { world[$0].dynamoDB.table("Stock")!.allItems }
      #expect(contents.allSatisfy { $0 == contents[0] })
      return contents[0]
    }
    #expect(try end(nil) == [["id": "a", "size": "L"]])
    #expect(try end(.attributesAreMerged) == [["id": "a", "color": "red", "size": "L"]])
    #expect(try end(.firstWriterWins) == [["id": "a", "color": "red"]])
  }

  @Test func `a replica that is added later gets the items, and their bytes are paid for`() throws {
    var world = World(seed: 1, start: vectorStart, regions: [.usEast1, .euWest1])
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Stock")
    for index in 0..<20 {
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": .string("i\(index)")]))
    }
    try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .addReplica(.euWest1)))
    try world.waitUntilActive("Stock", in: .euWest1)
    #expect(world[.euWest1].dynamoDB.table("Stock")!.allItems == world[.usEast1].dynamoDB.table("Stock")!.allItems)
    let bytes = world[.usEast1].dynamoDB.table("Stock")!.bytes
    #expect(world.ledger.units(of: .restoredBytes, in: "eu-west-1") == Int128(bytes))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "late"]), in: .euWest1)
    world.advance(by: .seconds(2))
    #expect(world[.usEast1].dynamoDB.table("Stock")!.itemCount == 21)
  }

  @Test func `those who believe in synchronous replication read a write at once in another Region`() throws {
    var truth = try Self.world(1), belief = truth
    belief.believe(.replicationIsSynchronous)
    func read(_ world: inout World) throws -> Item? {
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a"]), in: .usEast1)
      return try world.call(DynamoDB.GetItem(tableName: "Stock", key: ["id": "a"]), in: .euWest1).item
    }
    #expect(try read(&truth) == nil)
    #expect(try read(&belief) == ["id": "a"])
  }

  @Test func `each Region pays for each write, and the trace says why`() throws {
    var world = try Self.world(1)
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a"]), in: .usEast1)
    world.drain()
    for region in Self.regions {
      #expect(world.ledger.units(of: .replicatedWriteUnits, in: region.rawValue) == 1)
    }
    #expect(world.trace.rules.contains(.replicatedWritesCost))
  }

  @Test func `a removed replica is gone, the others go on, and what was on its way still arrives`() throws {
    var world = try Self.world(1)
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a"]))
    world.advance(by: .seconds(2))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "last"]), in: .apSoutheast2)
    try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .removeReplica(.apSoutheast2)))
    world.advance(by: .seconds(2))
    #expect(world[.apSoutheast2].dynamoDB.table("Stock") == nil)
    for region in [Region.usEast1, .euWest1] {
      let table = world[region].dynamoDB.table("Stock")!
      #expect(table.itemCount == 2 && table.replicas.count == 1)
    }
    let before = world.ledger
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "b"]))
    world.advance(by: .seconds(2))
    #expect(
      world.ledger.units(of: .replicatedWriteUnits) - before.units(of: .replicatedWriteUnits) == 2,
      "two Regions are left")
    try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .removeReplica(.euWest1)))
    world.advance(by: .seconds(1))
    try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "c"]))
    world.drain()
    #expect(world[.usEast1].dynamoDB.table("Stock")!.replicas.isEmpty)
    #expect(world.ledger.units(of: .writeRequestUnits) == 1, "it is an ordinary table again")
    #expect(throws: ServiceError.self) {
      try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .removeReplica(.euWest1)))
    }
  }

  @Test func `the mode and throughput of one Region become those of all; tags and recovery stay its own`() throws {
    var world = try Self.world(1)
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "Stock", isEnabled: true))
    let billing = BillingMode.provisioned(Throughput(read: 10, write: 20))
    try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .billing(billing)))
    world.advance(by: .seconds(1))
    for region in Self.regions { #expect(world[region].dynamoDB.table("Stock")!.billing == billing) }
    #expect(world[.euWest1].dynamoDB.table("Stock")!.recovery == nil)
    #expect(world[.usEast1].dynamoDB.table("Stock")!.recovery != nil)
  }
}
