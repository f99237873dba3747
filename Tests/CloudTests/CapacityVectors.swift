import Basics
import Cloud
import Foundation
import Simulation

/// Item sizes and what reads and writes consume, through requests to a table.
enum CapacityVectors {
  static let runners: [String: Runner] = [
    "item-size": itemSize, "item-limit": itemLimit, "rcu-get": get, "wcu-write": write, "rcu-batch-get": batchGet,
    "wcu-batch-write": batchWrite, "rcu-query": query, "rcu-scan": scan, "transaction-capacity": transaction,
    "transaction-limits": transactionLimits, "transaction-idempotency": idempotency,
    "gsi-write-amplification": indexWrites, "rcu-lsi-fetch": localFetch, "failed-condition-cost": failedCondition,
    "provisioned-throughput": throughput,
    "capacity-planning": planning, "burst-capacity": burst,
  ]

  static func world(
    sorted: Bool = false, billing: BillingMode = .onDemand, start: Instant = vectorStart,
    regions: [Region] = [.usEast1],
    onDemandIsUnlimited: Bool = true
  ) throws -> World {
    var world = World(seed: 1, start: start, regions: regions)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.onDemandIsUnlimited, onDemandIsUnlimited)
    let keys = sorted ? KeySchema(.init("k", .string), .init("s", .number)) : KeySchema("k")
    try world.call(DynamoDB.CreateTable(tableName: "table", keys: keys, billing: billing))
    return world
  }

  /// An item of exactly this many bytes; its key is `name` and at least the key's bytes are needed.
  static func item(_ name: String, bytes: Int) -> Item {
    let rest = max(0, bytes - 1 - name.utf8.count)
    if rest == 0 { return ["k": .string(name)] }
    return ["k": .string(name), "f": .string(String(repeating: "x", count: rest - 1))]
  }
  /// The same in a table with a sort key of one digit pair.
  static func item(_ number: Int, bytes: Int) -> Item {
    var item: Item = ["k": "p", "s": .number(number)]
    let rest = bytes - item.size
    if rest > 0 { item["f"] = .string(String(repeating: "x", count: rest - 1)) }
    return item
  }
  static func consistency(_ given: JSON) -> ReadConsistency { ReadConsistency(rawValue: given["consistency"].text!)! }

  static func value(_ json: JSON) throws -> AttributeValue {
    let (type, value) = json.members[0]
    switch type {
    case "S": return .string(value.text!)
    case "N": return .number(try DecimalNumber(value.text!))
    case "B": return .binary(Array(Data(base64Encoded: value.text!)!))
    case "BOOL": return .boolean(value.isTrue)
    case "NULL": return .null
    case "L": return .list(try value.elements.map(Self.value))
    case "M":
      return .map(try Dictionary(uniqueKeysWithValues: value.members.map { ($0.key, try Self.value($0.value)) }))
    case "SS": return .strings(value.elements.map { $0.text! })
    case "NS": return .numbers(try value.elements.map { try DecimalNumber($0.text!) })
    default: return .binaries(value.elements.map { Array(Data(base64Encoded: $0.text!)!) })
    }
  }
  static func item(_ json: JSON) throws -> Item {
    Item(try Dictionary(uniqueKeysWithValues: json.members.map { ($0.key, try value($0.value)) }))
  }

  static func itemSize(_ given: JSON) throws -> [String: JSON] {
    // The key is an attribute that no example has; its bytes come off again.
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try world.call(DynamoDB.CreateTable(tableName: "table", keys: KeySchema("__key"), billing: .onDemand))
    var stored = try item(given["item"])
    stored["__key"] = "k"
    try world.call(DynamoDB.PutItem(tableName: "table", item: stored))
    return ["bytes": JSON(try world.call(DynamoDB.DescribeTable(tableName: "table")).sizeBytes - 6)]
  }

  static func itemLimit(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    do throws(ServiceError) {
      try world.call(DynamoDB.PutItem(tableName: "table", item: item("a", bytes: given["item_bytes"].int!)))
    } catch { return ["accepted": false, "error": .string(error.code)] }
    return ["accepted": true, "error": nil]
  }

  static func get(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    if given["exists"].isTrue {
      try world.call(DynamoDB.PutItem(tableName: "table", item: item("a", bytes: given["item_bytes"].int!)))
    }
    let consistency = consistency(given), key: Item = ["k": "a"]
    let units =
      consistency == .transactional
      ? try world.call(DynamoDB.TransactGetItems(tableName: "table", keys: [key])).units
      : try world.call(DynamoDB.GetItem(tableName: "table", key: key, consistency: consistency)).units
    return ["rcu": .string("\(units)")]
  }

  static func write(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    if let old = given["old_bytes"].int {
      try world.call(DynamoDB.PutItem(tableName: "table", item: item("a", bytes: old)))
    }
    let new = given["new_bytes"].int.map { item("a", bytes: $0) }, key: Item = ["k": "a"]
    let filler = Substitutions(values: new?["f"].map { [":f": $0] } ?? [:])
    let isTransactional = given["transactional"].isTrue, units: CapacityUnits
    let update = filler.values.isEmpty ? "REMOVE f" : "SET f = :f"
    switch (given["operation"].text!, isTransactional) {
    case ("PutItem", false): units = try world.call(DynamoDB.PutItem(tableName: "table", item: new!)).units
    case ("PutItem", true):
      units = try world.call(DynamoDB.TransactWriteItems([.init("table", .put(new!))])).units
    case ("UpdateItem", false):
      units = try world.call(
        DynamoDB.UpdateItem(tableName: "table", key: key, update: update, substitutions: filler)
      ).units
    case ("UpdateItem", true):
      units = try world.call(
        DynamoDB.TransactWriteItems([.init("table", .update(key: key, update), substitutions: filler)])
      ).units
    case (_, false): units = try world.call(DynamoDB.DeleteItem(tableName: "table", key: key)).units
    case (_, true): units = try world.call(DynamoDB.TransactWriteItems([.init("table", .delete(key: key))])).units
    }
    return ["wcu": .string("\(units)")]
  }

  static func batchGet(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    let sizes = given["item_bytes"].elements.map { $0.int! }
    for (index, bytes) in sizes.enumerated() {
      try world.call(DynamoDB.PutItem(tableName: "table", item: item("i\(index)", bytes: bytes)))
    }
    let keys = sizes.indices.map { Item(["k": .string("i\($0)")]) }
    let output = try world.call(
      DynamoDB.BatchGetItem(tableName: "table", keys: keys, consistency: consistency(given)))
    return ["rcu": .string("\(output.units)")]
  }

  static func batchWrite(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    let requests = given["item_bytes"].elements.enumerated().map { index, bytes in
      DynamoDB.BatchWriteItem.Request.put(item("i\(index)", bytes: bytes.int!))
    }
    return [
      "wcu": .string("\(try world.call(DynamoDB.BatchWriteItem(tableName: "table", requests: requests)).units)")
    ]
  }

  static func query(_ given: JSON) throws -> [String: JSON] {
    var world = try world(sorted: true)
    let bytes = given["bytes_each"].int!, count = given["matching_items"].int!
    for index in 0..<count {
      try world.call(DynamoDB.PutItem(tableName: "table", item: item(index, bytes: bytes)))
    }
    // A filter that keeps one item changes nothing in the cost.
    var units = CapacityUnits.zero, startKey: Item?
    repeat {
      let page = try world.call(
        DynamoDB.Query(
          tableName: "table", keyCondition: "k = :p", filter: count > 0 ? "f = :nothing" : nil,
          substitutions: Substitutions(values: count > 0 ? [":p": "p", ":nothing": "none"] : [":p": "p"]),
          startKey: startKey, consistency: consistency(given)))
      units = units + page.units
      startKey = page.lastKey
    } while startKey != nil
    return ["rcu": .string("\(units)")]
  }

  static func scan(_ given: JSON) throws -> [String: JSON] {
    var world = try world(sorted: true), left = given["table_bytes"].int!, index = 0
    // Items of which sixteen fill a page exactly.
    while left > 0 {
      let bytes = min(left, 65_536)
      try world.call(DynamoDB.PutItem(tableName: "table", item: item(index, bytes: bytes)))
      (left, index) = (left - bytes, index + 1)
    }
    var units = CapacityUnits.zero, pages = 0, startKey: Item?
    repeat {
      let page = try world.call(
        DynamoDB.Scan(tableName: "table", startKey: startKey, consistency: consistency(given)))
      (units, pages, startKey) = (units + page.units, pages + 1, page.lastKey)
    } while startKey != nil
    return ["rcu": .string("\(units)"), "pages": JSON(pages)]
  }

  static func transaction(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    let sizes = given["item_bytes"].elements.map { $0.int! }, rate = given["transactions_per_second"].int!
    var units = CapacityUnits.zero
    if given["kind"].text == "TransactGetItems" {
      for (index, bytes) in sizes.enumerated() {
        try world.call(DynamoDB.PutItem(tableName: "table", item: item("i\(index)", bytes: bytes)))
      }
      let keys = sizes.indices.map { Item(["k": .string("i\($0)")]) }
      for _ in 0..<rate {
        units = units + (try world.call(DynamoDB.TransactGetItems(tableName: "table", keys: keys)).units)
      }
      return ["rcu_per_second": .string("\(units)")]
    }
    for _ in 0..<rate {
      let actions = sizes.enumerated().map { index, bytes in
        DynamoDB.TransactWriteItems.Action("table", .put(item("i\(index)", bytes: bytes)))
      }
      units = units + (try world.call(DynamoDB.TransactWriteItems(actions)).units)
    }
    return ["wcu_per_second": .string("\(units)")]
  }

  static func transactionLimits(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    let count = given["items"].int!, bytes = given["total_mb"].int! * 1_048_576 / count
    // What is over the item limit makes the items more, not the transaction smaller.
    let actions = (0..<count).map { index in
      DynamoDB.TransactWriteItems.Action(
        "table", .put(item(given["same_item_twice"].isTrue ? "same" : "i\(index)", bytes: min(bytes, 409_600))))
    }
    let extra = max(0, given["total_mb"].int! * 1_048_576 - count * 409_600)
    let more = stride(from: 0, to: extra, by: 409_600).map { offset in
      DynamoDB.TransactWriteItems.Action("table", .put(item("x\(offset)", bytes: min(409_600, extra - offset))))
    }
    do throws(ServiceError) {
      try world.call(DynamoDB.TransactWriteItems(actions + more))
    } catch { return ["accepted": false, "error": .string(error.code)] }
    return ["accepted": true, "error": nil]
  }

  static func idempotency(_ given: JSON) throws -> [String: JSON] {
    var world = try world(), results: [JSON] = []
    for call in given["calls"].elements {
      world.run(until: vectorStart + call["at_s"].seconds)
      do throws(ServiceError) {
        let output = try world.call(
          DynamoDB.TransactWriteItems(
            [.init("table", .put(["k": "a", "v": .string(call["request"].text!)]))],
            clientRequestToken: call["token"].text))
        results.append(output.isReplay ? "idempotent-replay" : "applied")
      } catch { results.append(.string(error.code)) }
    }
    return ["results": .array(results)]
  }

  static func indexWrites(_ given: JSON) throws -> [String: JSON] {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    let projected = given["projected"].elements.map { $0.text! }, key = given["index_key"].text!
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: KeySchema("id"), billing: .onDemand,
        indexes: [.global("index", KeySchema(key), .include(projected))]))
    func item(_ json: JSON) -> Item {
      Item(json.members.reduce(into: [:]) { $0[$1.key] = $1.value.text.map { .string($0) } ?? .number($1.value.int!) })
    }
    if !given["old"].isNull { try world.call(DynamoDB.PutItem(tableName: "table", item: item(given["old"]))) }
    let output =
      given["new"].isNull
      ? try world.call(
        DynamoDB.DeleteItem(
          tableName: "table", key: ["id": item(given["old"])["id"]!], returnConsumedCapacity: .indexes))
      : try world.call(
        DynamoDB.PutItem(tableName: "table", item: item(given["new"]), returnConsumedCapacity: .indexes))
    return ["index_writes": JSON((output.consumed?.globalIndexes?["index"]?.halves ?? 0) / 2)]
  }

  static func localFetch(_ given: JSON) throws -> [String: JSON] {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: KeySchema(.init("k", .string), .init("s", .number)), billing: .onDemand,
        indexes: [.local("index", KeySchema(.init("k", .string), .init("t", .number)), .include(["small"]))]))
    for number in 1...given["matching"].int! {
      var item: Item = ["k": "p", "s": .number(number), "t": .number(number)]
      item["small"] = .string(String(repeating: "x", count: given["index_entry_bytes"].int! - item.size - 5))
      item["large"] = .string(String(repeating: "x", count: given["table_item_bytes"].int! - item.size - 5))
      try world.call(DynamoDB.PutItem(tableName: "table", item: item))
    }
    let page = try world.call(
      DynamoDB.Query(
        tableName: "table", indexName: "index", keyCondition: "k = :p",
        select: given["fetch_from_table"].isTrue ? .allAttributes : .allProjectedAttributes,
        substitutions: Substitutions(values: [":p": "p"]), consistency: consistency(given)))
    return ["rcu": .string("\(page.units)")]
  }

  static func failedCondition(_ given: JSON) throws -> [String: JSON] {
    var world = try world()
    if let bytes = given["existing_bytes"].int {
      try world.call(DynamoDB.PutItem(tableName: "table", item: item("a", bytes: bytes)))
    }
    let before = world.ledger.units(of: .writeRequestUnits), text = given["condition"].text!
    let hasValue = text.contains(":v")
    do throws(ServiceError) {
      try world.call(
        DynamoDB.PutItem(
          tableName: "table", item: item("a", bytes: given["new_bytes"].int!),
          condition: hasValue ? "version = :v" : text.replacingOccurrences(of: "pk", with: "k"),
          substitutions: Substitutions(values: hasValue ? [":v": 1] : [:])))
    } catch {
      let units = world.ledger.units(of: .writeRequestUnits) - before
      return ["error": .string(error.code), "wcu": JSON(Int(units))]
    }
    return ["error": nil]
  }

  /// What a second of a provisioned table serves of items that fill their units.
  static func throughput(_ given: JSON) throws -> [String: JSON] {
    let read = given["rcu"].int!, write = given["wcu"].int!
    func served(_ kilobytes: Int, _ request: (inout World) throws -> Void) throws -> JSON {
      var world = try world(billing: .provisioned(Throughput(read: read, write: write)))
      // The item is put in an earlier second, and what that second saved is used up with it.
      var count = 0
      while (try? request(&world)) != nil { count += 1 }
      return JSON(count * kilobytes)
    }
    func reading(_ consistency: ReadConsistency) throws -> JSON {
      try served(4) { world in
        if consistency == .transactional {
          try world.call(DynamoDB.TransactGetItems(tableName: "table", keys: [["k": "a"]]))
        } else {
          try world.call(DynamoDB.GetItem(tableName: "table", key: ["k": "a"], consistency: consistency))
        }
      }
    }
    return [
      "strong_kb_per_s": try reading(.strong), "eventual_kb_per_s": try reading(.eventual),
      "transactional_read_kb_per_s": try reading(.transactional),
      "write_kb_per_s": try served(1) {
        try $0.call(DynamoDB.PutItem(tableName: "table", item: item("a", bytes: 1_024)))
      },
      "transactional_write_kb_per_s": try served(1) {
        try $0.call(DynamoDB.TransactWriteItems([.init("table", .put(item("a", bytes: 1_024)))]))
      },
    ]
  }

  static func planning(_ given: JSON) throws -> [String: JSON] {
    func units(_ total: CapacityUnits) -> Int { (total.halves + 1) / 2 }
    var world = try world(), reads = CapacityUnits.zero, writes = CapacityUnits.zero
    for index in 0..<given["writes_per_s"].int! {
      let item = item("w\(index)", bytes: given["write_item_bytes"].int!)
      writes = writes + (try world.call(DynamoDB.PutItem(tableName: "table", item: item)).units)
    }
    try world.call(DynamoDB.PutItem(tableName: "table", item: item("r", bytes: given["read_item_bytes"].int!)))
    for _ in 0..<given["reads_per_s"].int! {
      let get = DynamoDB.GetItem(tableName: "table", key: ["k": "r"], consistency: consistency(given))
      reads = reads + (try world.call(get).units)
    }
    return ["rcu": JSON(units(reads)), "wcu": JSON(units(writes))]
  }

  static func burst(_ given: JSON) throws -> [String: JSON] {
    let rate = given["provisioned_units"].int!, saved = given["saved_at_start"].int!
    var second = 0, served = 0, throttled = 0, first: Int?
    var bucket = BurstBucket(unitsPerSecond: rate, at: .epoch, saved: saved)
    for phase in given["demand"].elements {
      for _ in 0..<phase["seconds"].int! {
        let now = Instant(seconds: second)
        for _ in 0..<phase["units_per_s"].int! {
          if bucket.take(1, at: now) {
            served += 1
          } else {
            throttled += 1
            first = first ?? second
          }
        }
        second += 1
      }
    }
    let end = bucket.savedUnits(at: Instant(seconds: second))
    return [
      "served": JSON(served), "throttled": JSON(throttled), "first_throttled_second": first.map { JSON($0) } ?? .null,
      "saved_at_end": JSON(end),
    ]
  }
}
