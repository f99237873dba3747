import Basics
import Cloud
import Simulation
import Testing

@Suite struct TableTests {
  @Test func `a table goes through its states over time`() throws {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.deletionTime, .fixed(.seconds(5)))
    let create = DynamoDB.CreateTable(
      tableName: "table", keys: KeySchema("k"), billing: .onDemand, tags: ["team": "a"], isProtected: true)
    #expect(try world.call(create).status == .creating)
    #expect(
      IndexTests.refusal(&world, DynamoDB.GetItem(tableName: "table", key: ["k": "a"]))?.description
        == "ResourceNotFoundException: Requested resource not found")
    #expect(
      IndexTests.refusal(&world, create)?.description == "ResourceInUseException: Table already exists: table")
    try world.waitUntilActive("table")
    #expect(
      IndexTests.refusal(&world, DynamoDB.DeleteTable(tableName: "table"))?.message
        == "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
    )
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .deletionProtection(false)))
    try world.call(DynamoDB.DeleteTable(tableName: "table"))
    #expect(try world.call(DynamoDB.DescribeTable(tableName: "table")).status == .deleting)
    #expect(
      IndexTests.refusal(&world, DynamoDB.DeleteTable(tableName: "table"))?.message
        == "Attempt to change a resource which is still in use: Table is being deleted: table")
    world.advance(by: .seconds(5))
    #expect(IndexTests.refusal(&world, DynamoDB.DescribeTable(tableName: "table"))?.code == "ResourceNotFoundException")
    #expect(try world.call(DynamoDB.ListTables()).names.isEmpty)
  }

  @Test func `tags are merged, listed and taken off`() throws {
    var world = try CapacityVectors.world()
    let arn = try world.call(DynamoDB.DescribeTable(tableName: "table")).arn
    #expect(arn == "arn:aws:dynamodb:us-east-1:123456789012:table/table")
    try world.call(DynamoDB.TagResource(resourceARN: arn, tags: ["b": "1", "a": "2"]))
    try world.call(DynamoDB.TagResource(resourceARN: arn, tags: ["b": "3"]))
    #expect(
      try world.call(DynamoDB.ListTagsOfResource(resourceARN: arn)).map { "\($0.key)=\($0.value)" } == ["a=2", "b=3"])
    try world.call(DynamoDB.UntagResource(resourceARN: arn, keys: ["a"]))
    #expect(try world.call(DynamoDB.ListTagsOfResource(resourceARN: arn)).map(\.key) == ["b"])
    let many = Dictionary(uniqueKeysWithValues: (0..<50).map { ("t\($0)", "") })
    #expect(
      IndexTests.refusal(&world, DynamoDB.TagResource(resourceARN: arn, tags: many))?.code == "ValidationException")
  }

  @Test func `the infrequent access class stores for less and serves for more, and changes twice in 30 days`() throws {
    func cost(_ tableClass: TableClass, _ item: String) throws -> String? {
      var world = World(seed: 1, start: Instant(CivilDate(year: 2026, month: 11, day: 1)))
      world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
      try world.call(
        DynamoDB.CreateTable(
          tableName: "table", keys: KeySchema("k"), billing: .onDemand, tableClass: tableClass))
      for _ in 0..<1_000 { try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a"])) }
      world.advance(by: .days(1))
      return world.bill(freeTier: false).lines.first { $0.item == item }?.amount.decimal
    }
    #expect(try cost(.standard, "write-request-units") == "0.000625")
    #expect(try cost(.infrequentAccess, "ia-write-request-units") == "0.00078")
    #expect(try cost(.infrequentAccess, "write-request-units") == nil)
    var world = try CapacityVectors.world()
    func change(_ tableClass: TableClass) throws {
      try world.call(DynamoDB.UpdateTable(tableName: "table", change: .tableClass(tableClass)))
      try world.waitUntilActive("table")
    }
    try change(.infrequentAccess)
    try change(.standard)
    #expect(throws: ServiceError.self) { try change(.infrequentAccess) }
    world.advance(by: .days(30))
    try change(.infrequentAccess)
  }

  @Test func `tables are listed by name, a page at a time`() throws {
    var world = World(seed: 1, start: vectorStart)
    for name in ["ccc", "aaa", "bbb"] {
      try world.call(DynamoDB.CreateTable(tableName: name, keys: KeySchema("k"), billing: .onDemand))
    }
    let first = try world.call(DynamoDB.ListTables(limit: 2))
    #expect(first.names == ["aaa", "bbb"] && first.lastEvaluated == "bbb")
    let second = try world.call(DynamoDB.ListTables(startAfter: "bbb", limit: 2))
    #expect(second.names == ["ccc"] && second.lastEvaluated == nil)
  }
}
