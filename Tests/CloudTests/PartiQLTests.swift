import Cloud
import Simulation
import Testing

@Suite struct PartiQLTests {
  private func world() throws -> World {
    var world = try CapacityVectors.world(sorted: true)
    for number in 1...5 {
      try world.call(
        DynamoDB.ExecuteStatement(
          "INSERT INTO \"table\" VALUE {'k': 'p', 's': ?, 'name': 'n\(number)', 'labels': <<'x', 'y'>>, 'l': [1, {'a': 2}]}",
          [.number(number)]))
    }
    return world
  }
  private func run(_ world: inout World, _ text: String, _ parameters: [AttributeValue] = []) throws -> [Item] {
    try world.call(DynamoDB.ExecuteStatement(text, parameters)).items
  }
  private func refusal(_ world: inout World, _ text: String, _ parameters: [AttributeValue] = []) -> ServiceError? {
    IndexTests.refusal(&world, DynamoDB.ExecuteStatement(text, parameters))
  }

  @Test func `a SELECT with the partition key is a query, without it a scan`() throws {
    var world = try world()
    #expect(
      try run(&world, "SELECT s FROM \"table\" WHERE k = 'p' AND s BETWEEN 2 AND 4 ORDER BY s DESC")
        == [["s": 4], ["s": 3], ["s": 2]])
    #expect(
      try run(&world, "SELECT l[1].a FROM \"table\" WHERE k = ? AND s = 1", ["p"]) == [["l": .list([.map(["a": 2])])]])
    #expect(
      try run(&world, "select * from \"table\" where contains(labels, 'x') and name in ['n1', 'n5']").map { $0["s"] }
        == [1, 5])
    #expect(try run(&world, "SELECT * FROM \"table\" WHERE size(l) = 2 AND other IS MISSING").count == 5)
    #expect(world.trace.all(DynamoDB.ItemsRead.self).map(\.scanned) == [3, 1, 5, 5])
  }

  @Test func `a page of a SELECT goes on with its token, and with no other statement`() throws {
    var world = try world()
    var token: DynamoDB.StatementToken?, seen: [AttributeValue?] = [], text = "SELECT * FROM \"table\""
    repeat {
      let page = try world.call(DynamoDB.ExecuteStatement(text, limit: 2, nextToken: token))
      seen += page.items.map { $0["s"] }
      token = page.nextToken
    } while token != nil
    #expect(seen == [1, 2, 3, 4, 5])
    token = try world.call(DynamoDB.ExecuteStatement(text, limit: 2)).nextToken
    text += " WHERE s > 1"
    #expect(
      IndexTests.refusal(&world, DynamoDB.ExecuteStatement(text, limit: 2, nextToken: token))?.message
        == "NextToken does not match request")
  }

  @Test func `writes name one item by its whole key and return what they are asked for`() throws {
    var world = try world()
    #expect(
      try run(
        &world,
        "UPDATE \"table\" SET score = 5 SET labels = set_add(labels, <<'z'>>) REMOVE name WHERE k = 'p' AND s = 1 RETURNING ALL NEW *"
      ).first?["labels"] == .strings(["x", "y", "z"]))
    #expect(
      try run(
        &world, "UPDATE \"table\" SET score = score + 1 WHERE k='p' AND s=1 AND score = 5 RETURNING MODIFIED NEW *")
        == [["score": 6]])
    #expect(try run(&world, "DELETE FROM \"table\" WHERE k='p' AND s=1 RETURNING ALL OLD *").first?["score"] == 6)
    #expect(try run(&world, "DELETE FROM \"table\" WHERE k='p' AND s=1").isEmpty, "deleting nothing succeeds")
    #expect(
      refusal(&world, "UPDATE \"table\" SET v = 1 WHERE k='p' AND s=1")?.code == "ConditionalCheckFailedException")
    #expect(
      refusal(&world, "UPDATE \"table\" SET v = 1 WHERE k='p'")?.message
        == "Where clause does not contain a mandatory equality on all key attributes")
    #expect(
      refusal(&world, "INSERT INTO \"table\" VALUE {'k': 'p', 's': 2}")?.description
        == "DuplicateItemException: Duplicate primary key exists in table")
  }

  @Test func `batches answer statement by statement, transactions all or none`() throws {
    var world = try world()
    let batch = try world.call(
      DynamoDB.BatchExecuteStatement([
        .init("INSERT INTO \"table\" VALUE {'k': 'q', 's': 1}"),
        .init("INSERT INTO \"table\" VALUE {'k': 'p', 's': 1}"),
      ]))
    #expect(batch.responses.map(\.error?.code) == [nil, "DuplicateItem"])
    let reads = try world.call(
      DynamoDB.BatchExecuteStatement([
        .init("SELECT name FROM \"table\" WHERE k = 'p' AND s = 2"), .init("SELECT * FROM \"table\" WHERE k = 'p'"),
      ]))
    #expect(reads.responses[0].item == ["name": "n2"] && reads.responses[1].error?.code == "ValidationError")
    let cancelled = IndexTests.refusal(
      &world,
      DynamoDB.ExecuteTransaction([
        .init("EXISTS(SELECT * FROM \"table\" WHERE k = 'p' AND s = 9)"),
        .init("DELETE FROM \"table\" WHERE k='p' AND s=1"),
      ]))
    #expect(cancelled?.code == "TransactionCanceledException")
    let written = try world.call(
      DynamoDB.ExecuteTransaction([
        .init("EXISTS(SELECT * FROM \"table\" WHERE k = 'p' AND s = 2 AND name = 'n2')"),
        .init("DELETE FROM \"table\" WHERE k='p' AND s=1"),
      ]))
    #expect(written.units == CapacityUnits(4))
    let found = try world.call(
      DynamoDB.ExecuteTransaction([
        .init("SELECT * FROM \"table\" WHERE k='p' AND s=1"), .init("SELECT name FROM \"table\" WHERE k='p' AND s=3"),
      ]))
    #expect(found.items == [nil, ["name": "n3"]] && found.units == CapacityUnits(4))
  }

  @Test func `what is not a statement is refused, what is left out by name`() throws {
    var world = try world()
    for text in [
      "", "SELECT", "SELECT * FROM", "SELECT * FROM \"table\" WHERE", "hello", "SELECT * FROM \"table\" WHERE k = 'p",
      "DELETE FROM \"table\"",
      "SELECT * FROM \"table\" LIMIT 5", "SELECT * FROM \"table\" WHERE k = ?", "UPDATE \"table\" WHERE k = 'p'",
      String(repeating: "(", count: 500),
    ] { #expect(refusal(&world, text)?.code == "ValidationException", "\(text)") }
    for text in [
      "SELECT COUNT(*) FROM \"table\"", "CREATE TABLE x", "INSERT INTO \"table\" SELECT * FROM x",
      "SELECT DISTINCT k FROM \"table\"", "UPDATE \"table\" SET a = b * 2 WHERE k = 'p' AND s = 1",
    ] { #expect(refusal(&world, text)?.isNotSimulated == true, "\(text)") }
  }
}
