import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct StrongConsistencyTests {
  private static let ohio = Region("us-east-2")

  private func world(witness: Bool = false) throws -> World {
    var world = World(seed: 1, start: vectorStart, regions: [.usEast1, Self.ohio, .usWest2])
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    try world.call(
      DynamoDB.UpdateTable(
        tableName: "Stock",
        change: witness
          ? .strongReplicas([.usWest2], witness: Self.ohio) : .strongReplicas([Self.ohio, .usWest2], witness: nil)))
    world.advance(by: .seconds(1))
    return world
  }
  private func put(_ value: Int, in region: Region, _ world: inout World) -> String? {
    do throws(ServiceError) {
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "n": .number(value)]), in: region)
      return nil
    } catch { return error.code }
  }
  private func read(_ consistency: ReadConsistency = .strong, in region: Region, _ world: inout World) -> String {
    do throws(ServiceError) {
      let item = try world.call(
        DynamoDB.GetItem(tableName: "Stock", key: ["id": "a"], consistency: consistency), in: region
      ).item
      return item?["n"]?.description ?? "none"
    } catch { return error.code }
  }

  @Test func `a strong read in any Region returns the write that was just made in another`() throws {
    var world = try world()
    for (value, region) in [(1, Region.usEast1), (2, Self.ohio), (3, .usWest2)] {
      #expect(put(value, in: region, &world) == nil)
      for reader in [Region.usEast1, Self.ohio, .usWest2] { #expect(read(in: reader, &world) == "\(value)") }
      world.advance(by: .seconds(1))
    }
    #expect(world.ledger.units(of: .replicatedWriteUnits) == 9, "each write is paid for in three Regions")
    #expect(world[.usEast1].dynamoDB.table("Stock")!.stream == nil)
  }

  @Test func `of two Regions that write one item within a round trip the second is told to try again`() throws {
    var world = try world()
    #expect(put(1, in: .usEast1, &world) == nil)
    #expect(put(2, in: .usWest2, &world) == "ReplicatedWriteConflictException")
    #expect(read(in: .usWest2, &world) == "1")
    #expect(put(3, in: .usEast1, &world) == nil, "one Region's own writes follow one another")
    world.advance(by: .milliseconds(100))
    #expect(put(2, in: .usWest2, &world) == nil && read(in: .usEast1, &world) == "2")
  }

  @Test func `a Region that reaches no other takes no writes and no strong reads; the other two go on`() throws {
    for witness in [false, true] {
      var world = try world(witness: witness)
      #expect(put(1, in: .usEast1, &world) == nil)
      world.advance(by: .seconds(1))
      let heal = world.now + .seconds(60)
      world.partition(.usEast1, .usWest2, until: heal)
      world.partition(.usEast1, Self.ohio, until: heal)
      #expect(put(2, in: .usEast1, &world) == "InternalServerError")
      #expect(read(in: .usEast1, &world) == "InternalServerError")
      #expect(put(3, in: .usWest2, &world) == nil && read(in: .usWest2, &world) == "3")
      #expect(read(.eventual, in: .usEast1, &world) == "1", "what it has is old")
      world.run(until: heal)
      world.advance(by: .seconds(1))
      #expect(read(in: .usEast1, &world) == "3" && put(4, in: .usEast1, &world) == nil)
      #expect(read(in: .usWest2, &world) == "4")
    }
  }

  @Test func `three places of one Region set and an empty table without TTL are needed, and no transactions are had`()
    throws
  {
    var world = World(seed: 1, start: vectorStart, regions: [.usEast1, Self.ohio, .usWest2, .euWest1])
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    func make(_ name: String, _ replicas: [Region], _ witness: Region?, item: Bool = false) throws -> Bool {
      try world.call(DynamoDB.CreateTable(tableName: name, keys: KeySchema("id"), billing: .onDemand))
      if item { try world.call(DynamoDB.PutItem(tableName: name, item: ["id": "a"])) }
      let change = DynamoDB.UpdateTable.Change.strongReplicas(replicas, witness: witness)
      return (try? world.call(DynamoDB.UpdateTable(tableName: name, change: change))) != nil
    }
    #expect(try !make("one-replica", [Self.ohio], nil))
    #expect(try !make("four-places", [Self.ohio, .usWest2], .euWest1))
    #expect(try !make("two-sets", [Self.ohio, .euWest1], nil))
    #expect(try !make("not-empty", [Self.ohio, .usWest2], nil, item: true))
    #expect(try make("right", [Self.ohio], .usWest2))
    func code(_ operation: some Operation) -> String? {
      do throws(ServiceError) { try world.call(operation) } catch { return error.code }
      return nil
    }
    #expect(
      code(DynamoDB.UpdateTimeToLive(tableName: "right", attribute: "ttl", isEnabled: true)) == "ValidationException")
    #expect(
      code(DynamoDB.TransactWriteItems([.init("right", .put(["id": "a"]))])) == "ValidationException")
    #expect(code(DynamoDB.TransactGetItems(tableName: "right", keys: [["id": "a"]])) == "ValidationException")
    #expect(code(DynamoDB.UpdateTable(tableName: "right", change: .addReplica(.euWest1))) == "ValidationException")
  }
}
