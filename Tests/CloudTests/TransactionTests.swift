import Basics
import Cloud
import OrderedCollections
import Simulation
import Testing

@Suite struct TransactionTests {
  private func refusal<O: Operation>(_ world: inout World, _ operation: O) -> ServiceError? {
    IndexTests.refusal(&world, operation)
  }

  @Test func `while a transaction is under way its items refuse writes, and reads see them as they were`() throws {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": 1]))
    world.model(\.dynamoDB.model.transactionTime, .fixed(.milliseconds(50)))
    let transaction = DynamoDB.TransactWriteItems(
      [.init("table", .put(["k": "a", "v": 2])), .init("table", .put(["k": "b"]))], clientRequestToken: "token")
    let request = world.submit(transaction, in: .usEast1)
    #expect(
      refusal(&world, DynamoDB.PutItem(tableName: "table", item: ["k": "a"]))?.description
        == "TransactionConflictException: Transaction is ongoing for the item")
    let conflict = refusal(
      &world, DynamoDB.TransactWriteItems([.init("table", .put(["k": "c"])), .init("table", .delete(key: ["k": "b"]))]))
    #expect(conflict?.code == "TransactionCanceledException")
    #expect(
      conflict?.message
        == "Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]")
    #expect(
      refusal(&world, DynamoDB.TransactGetItems(tableName: "table", keys: [["k": "a"]]))?.code
        == "TransactionCanceledException")
    #expect(refusal(&world, transaction)?.code == "TransactionInProgressException")
    #expect(try world.call(DynamoDB.GetItem(tableName: "table", key: ["k": "a"], consistency: .strong)).item?["v"] == 1)
    let batch = try world.call(
      DynamoDB.BatchWriteItem(tableName: "table", requests: [.put(["k": "a"]), .put(["k": "d"])]))
    #expect(batch.unprocessed == [.put(["k": "a"])])
    #expect(world.reply(to: request) == nil)
    world.advance(by: .milliseconds(50))
    #expect(world.reply(to: request) != nil)
    #expect(try world.call(DynamoDB.GetItem(tableName: "table", key: ["k": "a"])).item?["v"] == 2)
    #expect(try world.call(transaction).isReplay)
    #expect(refusal(&world, DynamoDB.PutItem(tableName: "table", item: ["k": "a"])) == nil)
  }

  @Test func `a cancelled transaction says why for each action, with the item that was asked for`() throws {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": "text"]))
    let before = world[.usEast1].dynamoDB.table("table")!.allItems
    let error = refusal(
      &world,
      DynamoDB.TransactWriteItems([
        .init("table", .put(["k": "new"])),
        .init(
          "table", .delete(key: ["k": "a"]), condition: "attribute_not_exists(k)", returnsItemOnFailure: true),
        .init(
          "table", .update(key: ["k": "b"], "SET v = v + :one"), substitutions: Substitutions(values: [":one": 1])),
      ]))
    guard case .cancellation(let reasons)? = error?.detail else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reasons.map(\.code) == ["None", "ConditionalCheckFailed", "ValidationError"])
    #expect(reasons[1].message == "The conditional request failed" && reasons[1].item == ["k": "a", "v": "text"])
    #expect(
      reasons[2].message == "The provided expression refers to an attribute that does not exist in the item")
    #expect(world[.usEast1].dynamoDB.table("table")!.allItems == before)
  }

  @Test func `a failed condition returns the item when asked`() throws {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": 1]))
    for asked in [true, false] {
      let put = DynamoDB.PutItem(
        tableName: "table", item: ["k": "a"], condition: "attribute_not_exists(k)", returnsItemOnFailure: asked)
      #expect(refusal(&world, put)?.detail == (asked ? .item(["k": "a", "v": 1]) : nil))
    }
  }

  @Test func `consumed capacity is told by table and index when asked`() throws {
    var world = try IndexTests.world()
    let put = DynamoDB.PutItem(
      tableName: "table", item: ["k": "a", "state": "new"], returnConsumedCapacity: .indexes)
    let consumed = try #require(try world.call(put).consumed)
    #expect(consumed.total == CapacityUnits(2) && consumed.table == CapacityUnits(1))
    #expect(consumed.globalIndexes == ["byStatus": CapacityUnits(1)] && consumed.localIndexes == nil)
    let transaction = DynamoDB.TransactWriteItems(
      [.init("table", .put(["k": "b", "state": "new"]))], returnConsumedCapacity: .total)
    // Double for the table, single for the index.
    #expect(try world.call(transaction).consumed?.map(\.total) == [CapacityUnits(3)])
  }
}
