import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct IndexTests {
  static let orders: [SecondaryIndex] = [.global("byStatus", KeySchema("state"), .include(["total"]))]

  static func world(
    _ indexes: [SecondaryIndex] = orders, sorted: Bool = false, billing: BillingMode = .onDemand
  ) throws -> World {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    let keys = sorted ? KeySchema(.init("k", .string), .init("s", .number)) : KeySchema("k")
    try world.call(DynamoDB.CreateTable(tableName: "table", keys: keys, billing: billing, indexes: indexes))
    return world
  }
  static func found(_ world: inout World, _ state: AttributeValue = "new") throws -> [Item] {
    try world.call(
      DynamoDB.Query(
        tableName: "table", indexName: "byStatus", keyCondition: "#s = :s",
        substitutions: Substitutions(names: ["#s": "state"], values: [":s": state]))
    ).items
  }
  static func refusal<O: Operation>(_ world: inout World, _ operation: O) -> ServiceError? {
    do throws(ServiceError) {
      try world.call(operation)
      return nil
    } catch { return error }
  }

  @Test func `a global index shows a write only after its lag, and one that believes otherwise at once`() throws {
    var world = try Self.world()
    world.model(\.dynamoDB.model.indexLag, .fixed(.milliseconds(300)))
    var belief = world
    belief.believe(.globalIndexesAreImmediate)
    for isTrue in [true, false] {
      var run = isTrue ? world : belief
      try run.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "state": "new", "total": 5, "note": "x"]))
      #expect(try Self.found(&run).isEmpty == isTrue)
      run.advance(by: .milliseconds(300))
      #expect(try Self.found(&run) == [["k": "a", "state": "new", "total": 5]], "what is projected and no more")
      let updates = run.trace.entries(of: DynamoDB.IndexUpdated.self)
      #expect(updates.map(\.because) == (isTrue ? [.globalIndexesLag] : []))
    }
  }

  @Test func `changes arrive in the order in which they were made, whatever their lags`() {
    forEachSeed(50) { random in
      var world = try Self.world()
      world.model(\.dynamoDB.model.indexLag, .uniform(.milliseconds(1) ... .seconds(2)))
      for count in 0..<20 {
        let put = DynamoDB.PutItem(tableName: "table", item: ["k": "a", "state": "new", "total": .number(count)])
        try world.call(put)
        world.advance(by: .milliseconds(random.integer(in: 0...300)))
      }
      world.drain()
      guard try Self.found(&world) == [["k": "a", "state": "new", "total": 19]] else {
        throw Broken("an earlier write overtook the last")
      }
    }
  }

  @Test func `an index without units throttles its table's writes, and nothing is taken or written`() throws {
    var world = try Self.world(
      [.global("byStatus", KeySchema("state"), throughput: Throughput(read: 1, write: 1))],
      billing: .provisioned(Throughput(read: 10, write: 10)))
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "state": "new"]))
    let refused = Self.refusal(&world, DynamoDB.PutItem(tableName: "table", item: ["k": "b", "state": "new"]))
    #expect(refused?.code == "ProvisionedThroughputExceededException" && refused?.rule == .indexesPushBack)
    #expect(refused?.message.contains("one or more global secondary indexes") == true)
    #expect(world[.usEast1].dynamoDB.table("table")!.itemCount == 1)
    // Nine of the table's ten units are left: the refused write took none, and one outside of the index needs no more.
    for number in 0..<9 {
      try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string("c\(number)")]))
    }
    #expect(Self.refusal(&world, DynamoDB.PutItem(tableName: "table", item: ["k": "d"]))?.rule == .burstCapacity)
  }

  @Test func `an index that is added later is filled from the table and cannot be read until then`() throws {
    var world = try Self.world([])
    for number in 0..<30 {
      try world.call(
        DynamoDB.PutItem(
          tableName: "table", item: ["k": .string("i\(number)"), "state": number % 3 == 0 ? 7 : "new"]))
    }
    let before = world.ledger.units(of: .writeRequestUnits)
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .createIndex(Self.orders[0])))
    let during = try world.call(DynamoDB.DescribeTable(tableName: "table"))
    #expect(during.status == .updating && during.indexes[0].status == .creating && during.indexes[0].isBackfilling)
    #expect(
      Self.refusal(&world, DynamoDB.Scan(tableName: "table", indexName: "byStatus"))?.message
        == "Cannot read from backfilling global secondary index: byStatus")
    #expect(
      Self.refusal(&world, DynamoDB.UpdateTable(tableName: "table", change: .deleteIndex("byStatus")))?.code
        == "ResourceInUseException")
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "i1"]))
    try world.waitUntilActive("table")
    #expect(try Self.found(&world).count == 19, "20 have a text for a key, and one was deleted meanwhile")
    #expect(world.ledger.units(of: .writeRequestUnits) - before == 1 + 19)
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .deleteIndex("byStatus")))
    try world.waitUntilActive("table")
    #expect(try world.call(DynamoDB.DescribeTable(tableName: "table")).indexes.isEmpty)
  }

  @Test func `a collection has at most 10 GB with a local index, and each partition key has its own`() throws {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.onDemandIsUnlimited, true)
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: KeySchema(.init("k", .string), .init("s", .number)), billing: .onDemand,
        indexes: [.local("byDate", KeySchema(.init("k", .string), .init("date", .number)), .keysOnly)]))
    let filler = AttributeValue.string(String(repeating: "x", count: 409_000))
    var refused: ServiceError?, count = 0
    while refused == nil, count < 26_300 {
      count += 1
      refused = Self.refusal(
        &world, DynamoDB.PutItem(tableName: "table", item: ["k": "p", "s": .number(count), "f": filler]))
    }
    #expect(refused?.code == "ItemCollectionSizeLimitExceededException" && refused?.rule == .collectionsAreLimited)
    #expect(world[.usEast1].dynamoDB.table("table")!.bytes <= DynamoDB.collectionBytesMax)
    let output = try world.call(
      DynamoDB.DeleteItem(tableName: "table", key: ["k": "p", "s": 1], returnsCollectionMetrics: true))
    #expect(output.collection?.key == "p" && output.collection?.sizeEstimateRangeGB == 9...10)
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "q", "s": 1, "f": filler]))
  }

  @Test func `what an index cannot give is refused in the service's words`() throws {
    var world = try Self.world()
    func query(_ change: (inout DynamoDB.Query) -> Void) -> String? {
      var query = DynamoDB.Query(
        tableName: "table", indexName: "byStatus", keyCondition: "#s = :s",
        substitutions: Substitutions(names: ["#s": "state"], values: [":s": "new"]))
      change(&query)
      return Self.refusal(&world, query)?.message
    }
    #expect(
      query { $0.consistency = .strong } == "Consistent reads are not supported on global secondary indexes")
    #expect(query { $0.indexName = "none" } == "The table does not have the specified index: none")
    #expect(
      query { $0.select = .allAttributes }
        == "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary "
        + "index byStatus because its projection type is not ALL")
    #expect(
      query { $0.projection = "note" }
        == "One or more parameter values were invalid: Global secondary index byStatus does not project [note]")
    #expect(
      Self.refusal(&world, DynamoDB.PutItem(tableName: "table", item: ["k": "a", "state": 5]))?.message
        == "One or more parameter values were invalid: Type mismatch for Index Key state Expected: S Actual: N "
        + "IndexName: byStatus")
    let many = (1...21).map { SecondaryIndex.global("index\($0)", KeySchema("state")) }
    #expect(
      Self.refusal(
        &world, DynamoDB.CreateTable(tableName: "other", keys: KeySchema("k"), billing: .onDemand, indexes: many))?.code
        == "LimitExceededException")
  }

  @Test func `segments of a parallel scan are disjoint and together the whole table`() {
    forEachSeed(40) { random in
      var world = try Self.world(sorted: true)
      let count = random.integer(in: 0...60), total = random.integer(in: 1...7)
      for number in 0..<count {
        try world.call(
          DynamoDB.PutItem(tableName: "table", item: ["k": .string("p\(number % 13)"), "s": .number(number)]))
      }
      var seen: [AttributeValue] = []
      for segment in 0..<total {
        var startKey: Item?
        repeat {
          let page = try world.call(
            DynamoDB.Scan(
              tableName: "table", limit: 4, startKey: startKey, segment: segment, totalSegments: total))
          seen += page.items.compactMap { $0["s"] }
          startKey = page.lastKey
        } while startKey != nil
      }
      guard seen.count == count, Set(seen).count == count else { throw Broken("\(seen.count) of \(count) in \(total)") }
    }
  }
}
