import Basics
import Cloud
import OrderedCollections
import Simulation
import TestSupport
import Testing

@Suite struct DAXTests {
  static func world(nodes: Int = 1, itemTTL: Duration = .minutes(5), queryTTL: Duration = .minutes(5)) throws -> World {
    var world = try CapacityVectors.world(sorted: true)
    try world.call(
      DAX.CreateCluster("cache", replicationFactor: nodes, itemTTL: itemTTL, queryTTL: queryTTL))
    return world
  }
  static func key(_ sort: Int) -> Item { ["k": "p", "s": .number(sort)] }
  static func item(_ sort: Int, _ value: Int) -> Item { ["k": "p", "s": .number(sort), "v": .number(value)] }
  static func get(_ sort: Int, strong: Bool = false, node: String? = nil) -> DAX.Through<DynamoDB.GetItem> {
    DAX.Through(
      "cache",
      DynamoDB.GetItem(tableName: "table", key: key(sort), consistency: strong ? .strong : .eventual), node: node)
  }
  static func put(_ sort: Int, _ value: Int) -> DynamoDB.PutItem {
    DynamoDB.PutItem(tableName: "table", item: item(sort, value))
  }

  @Test func `a write past the cluster is not seen for five minutes by an item that was read before`() throws {
    var world = try Self.world()
    let start = world.now
    try world.call(Self.put(1, 1))
    let first = try world.call(Self.get(1))
    #expect(first.source == .dynamoDB && first.output.units == CapacityUnits(halves: 1))
    #expect(world.now - start == .milliseconds(8), "the key schema was asked for first, then the item")
    try world.call(Self.put(1, 2))
    world.run(until: start + .seconds(299))
    let before = world.now
    let stale = try world.call(Self.get(1))
    #expect(stale.source == .itemCache && stale.output.item?["v"] == 1 && stale.output.units == .zero)
    #expect(world.now - before == .microseconds(400))
    #expect(try world.call(Self.get(1, strong: true)).output.item?["v"] == 2)
    #expect(try world.call(Self.get(1)).output.item?["v"] == 1, "a strong read is not kept")
    world.run(until: start + .seconds(301))
    let fresh = try world.call(Self.get(1))
    #expect(fresh.source == .dynamoDB && fresh.output.item?["v"] == 2)
    #expect(world.ledger.units(of: .readRequestUnits) == 1 + 2 + 1, "half, one and half a unit")
    #expect(
      world.trace.entries(of: DAX.Served.self).map(\.because.id).suffix(2) == ["dax.item-cache", "dax.item-cache"])
  }

  @Test func `that there is no item is kept too, until a write through the cluster`() throws {
    var world = try Self.world()
    #expect(try world.call(Self.get(1)).output.item == nil)
    try world.call(Self.put(1, 1))
    let negative = try world.call(Self.get(1))
    #expect(negative.source == .itemCache && negative.output.item == nil)
    #expect(world.trace.entries(of: DAX.Served.self).last?.because == .daxNegativeCache)
    try world.call(DAX.Through("cache", Self.put(1, 2)))
    #expect(try world.call(Self.get(1)).output.item?["v"] == 2)
  }

  @Test func `a query result outlives a write through the cluster that changes what it has`() throws {
    var world = try Self.world()
    try world.call(Self.put(1, 1))
    let query = DynamoDB.Query(
      tableName: "table", keyCondition: "k = :p", substitutions: Substitutions(values: [":p": "p"]))
    #expect(try world.call(DAX.Through("cache", query)).source == .dynamoDB)
    try world.call(DAX.Through("cache", Self.put(1, 9)))
    let kept = try world.call(DAX.Through("cache", query))
    #expect(kept.source == .queryCache && kept.output.items.first?["v"] == 1 && kept.output.units == .zero)
    #expect(try world.call(Self.get(1)).output.item?["v"] == 9, "the item cache is another one")
    let other = DynamoDB.Query(
      tableName: "table", keyCondition: "k = :p", substitutions: Substitutions(values: [":p": "p"]), limit: 10)
    #expect(try world.call(DAX.Through("cache", other)).output.items.first?["v"] == 9, "another request, another entry")
    var belief = world
    belief.believe(.daxWritesRefreshQueries)
    try belief.call(DAX.Through("cache", Self.put(1, 10)))
    #expect(try belief.call(DAX.Through("cache", query)).output.items.first?["v"] == 10)
  }

  @Test func `a failed write leaves the cache as it was, and an update and a delete change it`() throws {
    var world = try Self.world()
    try world.call(DAX.Through("cache", Self.put(1, 1)))
    var guarded = Self.put(1, 5)
    guarded.condition = "attribute_not_exists(k)"
    #expect(throws: ServiceError.self) { try world.call(DAX.Through("cache", guarded)) }
    #expect(try world.call(Self.get(1)).output.item?["v"] == 1)
    let update = DynamoDB.UpdateItem(
      tableName: "table", key: Self.key(1), update: "SET v = v + :one",
      substitutions: Substitutions(values: [":one": 1]))
    #expect(try world.call(DAX.Through("cache", update)).output.item == nil, "nothing was asked for")
    let read = try world.call(Self.get(1))
    #expect(read.source == .itemCache && read.output.item?["v"] == 2)
    try world.call(DAX.Through("cache", DynamoDB.DeleteItem(tableName: "table", key: Self.key(1))))
    #expect(try world.call(Self.get(1)).output.item == nil)
  }

  @Test func `a replica answers with the old item until the primary has told it`() throws {
    var world = try Self.world(nodes: 3)
    try world.call(DAX.Through("cache", Self.put(1, 1)))
    world.advance(by: .seconds(1))
    try world.call(DAX.Through("cache", Self.put(1, 2)))
    #expect(try world.call(Self.get(1, node: "cache-a")).output.item?["v"] == 2)
    #expect(try world.call(Self.get(1, node: "cache-b")).output.item?["v"] == 1)
    world.advance(by: .milliseconds(500))
    #expect(try world.call(Self.get(1, node: "cache-b")).output.item?["v"] == 2)
    #expect(world.trace.all(DAX.CacheReplicated.self).count == 4)
    // The primary goes; a replica takes over and still knows.
    try world.call(DAX.RebootNode("cache", node: "cache-a"))
    #expect(world[.usEast1].dax.clusters["cache"]?.nodes.map(\.id) == ["cache-b", "cache-c", "cache-a"])
    #expect(try world.call(Self.get(1, node: "cache-c")).source == .itemCache)
    #expect(try world.call(Self.get(1, node: "cache-a")).source == .dynamoDB)
  }

  @Test func `a transaction of three items of 500 bytes costs six write units, and through DAX six read units more`()
    throws
  {
    var world = try CapacityVectors.world()
    try world.call(DAX.CreateCluster("cache"))
    let write = DynamoDB.TransactWriteItems(
      (0..<3).map { .init("table", .put(CapacityVectors.item("i\($0)", bytes: 500))) })
    #expect(try world.call(DAX.Through("cache", write)).output.units == CapacityUnits(6))
    world.advance(by: .seconds(1))
    #expect(world.ledger.units(of: .readRequestUnits) == 12)
    let read = try world.call(DAX.Through("cache", DynamoDB.GetItem(tableName: "table", key: ["k": "i1"])))
    #expect(read.source == .itemCache)
  }

  @Test func `a cache without room forgets what was used longest ago`() throws {
    var world = try CapacityVectors.world(sorted: true)
    // An entry is the 8 bytes of its item and 100: four fit into 500.
    world.model(\.dax.model.cacheBytes, 500)
    try world.call(DAX.CreateCluster("cache"))
    for sort in 1...3 { try world.call(DAX.Through("cache", Self.put(sort, 1))) }
    #expect(try world.call(Self.get(1)).source == .itemCache)
    for sort in 4...5 { try world.call(DAX.Through("cache", Self.put(sort, 1))) }
    #expect(try world.call(Self.get(1)).source == .itemCache)
    #expect(try world.call(Self.get(2)).source == .dynamoDB)
  }

  @Test func `three small nodes cost 12 cents an hour, and tables are not made through a cluster`() throws {
    var world = try Self.world(nodes: 3)
    world.advance(by: .hours(10))
    let line = try #require(world.bill().lines.first { $0.service == "dax" })
    #expect(line.amount.decimal == "1.2" && line.quantity == "30")
    do throws(ServiceError) {
      try world.call(
        DAX.Through("cache", DynamoDB.CreateTable(tableName: "other", keys: KeySchema("k"), billing: .onDemand)))
      Issue.record("it was not refused")
    } catch { #expect(error.code == "ValidationException" && error.message.contains("dynamodb:CreateTable")) }
    do throws(ServiceError) {
      try world.call(DAX.CreateCluster("big", replicationFactor: 12))
      Issue.record("it was not refused")
    } catch { #expect(error.code == "NodeQuotaForClusterExceededFault") }
  }
}
