import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct ExpressionTests {
  private static let item: Item = [
    "k": "a", "n": 5, "s": "hello", "flag": true, "tags": .strings(["red", "blue"]),
    "parts": .list([1, "two"]), "doc": .map(["core": .map(["deep": 7])]),
  ]

  private func holds(_ condition: String, _ values: [String: AttributeValue] = [:]) throws -> Bool {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: Self.item))
    let scan = DynamoDB.Scan(tableName: "table", filter: condition, substitutions: Substitutions(values: values))
    return try !world.call(scan).items.isEmpty
  }

  @Test func `conditions compare, combine and look inside`() throws {
    #expect(try holds("n = :five", [":five": 5]))
    #expect(try holds("n > :a AND n < :b", [":a": 4, ":b": 6]))
    #expect(try holds("n BETWEEN :a AND :b AND NOT s = :s", [":a": 5, ":b": 5, ":s": "bye"]))
    #expect(try holds("n IN (:a, :b)", [":a": 1, ":b": 5]))
    #expect(try holds("attribute_exists(doc.core.deep) AND attribute_not_exists(absent)"))
    #expect(try holds("doc.core.deep = :seven OR parts[1] = :two", [":seven": 8, ":two": "two"]))
    #expect(
      try holds("begins_with(s, :p) AND contains(tags, :t) AND size(s) = :n", [":p": "he", ":t": "red", ":n": 5]))
    #expect(try holds("attribute_type(parts, :l)", [":l": "L"]))
    #expect(try !holds("n < :s", [":s": "text"]), "types are not compared across")
    #expect(try !holds("absent = :x OR absent < :x", [":x": 1]))
    #expect(try holds("absent <> :x", [":x": 1]))
  }

  @Test func `what cannot be read is refused with a validation error`() {
    for (condition, values) in [
      ("n =", [:]), ("n = :missing", [:]), ("(n = :v", [":v": 1]), ("magic(n)", [:]), ("n = :v", [":v": 1, ":w": 2]),
      ("", [:]), ("n ? :v", [":v": 1]), ("#n = :v", [":v": 1]),
      (String(repeating: "(", count: 500) + "n = :v" + String(repeating: ")", count: 500), [":v": 1]),
      (String(repeating: "x", count: 5_000), [:]),
    ] as [(String, [String: AttributeValue])] {
      do {
        _ = try holds(condition, values)
        Issue.record("accepted: \(condition.prefix(40))")
      } catch let error as ServiceError {
        #expect(error.code == "ValidationException", "\(condition.prefix(40))")
      } catch { Issue.record("\(error)") }
    }
  }

  private func updated(_ update: String, _ values: [String: AttributeValue] = [:]) throws -> Item {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: Self.item))
    return try world.call(
      DynamoDB.UpdateItem(
        tableName: "table", key: ["k": "a"], update: update, substitutions: Substitutions(values: values),
        returnValues: .allNew)
    ).item!
  }

  @Test func `updates see the item as it was`() throws {
    let item = try updated(
      "SET n = n + :one, m = n - :one REMOVE s ADD tags :more", [":one": 1, ":more": .strings(["green"])])
    #expect(item["n"] == 6 && item["m"] == 4 && item["s"] == nil)
    #expect(item["tags"] == .strings(["blue", "green", "red"]))
    #expect(try updated("SET z = if_not_exists(z, :v)", [":v": 1])["z"] == 1)
    #expect(try updated("SET n = if_not_exists(n, :v)", [":v": 1])["n"] == 5)
    #expect(try updated("SET parts = list_append(parts, :l)", [":l": .list([3])])["parts"] == .list([1, "two", 3]))
    #expect(try updated("SET doc.core.deep = :v", [":v": 9])["doc"] == .map(["core": .map(["deep": 9])]))
    #expect(try updated("REMOVE parts[0]")["parts"] == .list(["two"]))
    #expect(try updated("DELETE tags :t", [":t": .strings(["red", "blue"])])["tags"] == nil)
    #expect(try updated("ADD hits :v", [":v": 2])["hits"] == 2)
  }

  @Test func `updates of keys, of overlapping places, or of missing parents are refused`() {
    for (update, values) in [
      ("SET k = :v", [":v": "b"]), ("SET n = :v, n = :v", [":v": 1]), ("SET absent.core = :v", [":v": 1]),
      ("SET a = b", [:]), ("SET n = :v SET s = :v", [":v": 1]), ("ADD s :v", [":v": 1]), ("SET n = s + :v", [":v": 1]),
    ] as [(String, [String: AttributeValue])] {
      #expect(throws: ServiceError.self, "\(update)") { try updated(update, values) }
    }
  }

  @Test func `a counter is exact where binary fractions are not`() throws {
    var world = try CapacityVectors.world()
    for _ in 0..<10 {
      try world.call(
        DynamoDB.UpdateItem(
          tableName: "table", key: ["k": "a"], update: "ADD n :tenth",
          substitutions: Substitutions(values: [":tenth": .number(DecimalNumber("0.1"))])))
    }
    #expect(world[.usEast1].dynamoDB.table("table")!.allItems == [["k": "a", "n": 1]])
  }

  @Test func `numbers are read, ordered and written exactly`() throws {
    let texts = ["-1E+125", "-12.5", "-0.001", "0", "1E-130", "0.1", "0.12", "1", "1.5", "10", "9.9E+125"]
    let numbers = try texts.map { try DecimalNumber($0) }
    #expect(numbers == numbers.sorted())
    #expect(try DecimalNumber("00100.500").description == "100.5")
    #expect(try DecimalNumber("1e3") == DecimalNumber(1_000))
    #expect(try DecimalNumber("-0") == .zero)
    #expect(try DecimalNumber("12345678901234567890123456789012345678").digits == 38)
    for refused in ["", "-", ".", "1e", "abc", "1E+126", "1E-131", "123456789012345678901234567890123456789"] {
      #expect(throws: ServiceError.self, "\(refused)") { try DecimalNumber(refused) }
    }
  }

  @Test func `integers survive the round trip through a number`() {
    forEachSeed(300) { random in
      let integer = random.integer(in: Int.min...Int.max) >> random.integer(in: 0...62)
      let number = try DecimalNumber(String(integer))
      guard number == DecimalNumber(integer), number.integer == integer, number.description == String(integer) else {
        throw Broken("\(integer) became \(number)")
      }
    }
  }
}
