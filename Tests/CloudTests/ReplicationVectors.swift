import Basics
import Cloud
import Foundation
import OrderedCollections
import Simulation

/// Global tables and streams, through worlds that run.
enum ReplicationVectors {
  static let runners: [String: Runner] = [
    "global-table-lww": lastWriterWins, "global-table-cost": globalTableCost, "stream-trim": streamTrim,
    "stream-view": streamView, "stream-events": streamEvents,
  ]

  // MARK: Global tables

  static func globalTable(in regions: [Region]) throws -> World {
    var world = try CapacityVectors.world(regions: [regions[0]] + regions.dropFirst())
    for region in regions where region != .usEast1 {
      try world.call(DynamoDB.UpdateTable(tableName: "table", change: .addReplica(region)))
    }
    return world
  }

  static func lastWriterWins(_ given: JSON) throws -> [String: JSON] {
    let regions = given["regions"].elements.map { Region($0.text!) }
    var world = try globalTable(in: regions)
    let start = world.now
    var lags: [String: Latency] = [:]
    for (pair, lag) in given["replication_lag_ms"].members where pair != "default" {
      lags[pair] = .fixed(lag.milliseconds)
    }
    world.model(\.dynamoDB.model.replicationLag, .fixed(given["replication_lag_ms"]["default"].milliseconds))
    world.model(\.dynamoDB.model.replicationLags, lags)
    func contents(_ region: Region) -> JSON {
      var items: [String: JSON] = [:]
      for item in world[region].dynamoDB.tables["table"]!.allItems {
        guard case .string(let key)? = item["k"] else { continue }
        var attributes: [String: JSON] = [:]
        for (name, value) in item.attributes where name != "k" { attributes[name] = Self.json(value) }
        items[key] = .object(attributes)
      }
      return .object(items)
    }
    var replicas: [String: JSON] = [:]
    let writes = given["writes"].elements.map { (at: $0["at_ms"].milliseconds, write: $0) }
    let probes = given["probe_at_ms"].elements.map { (at: $0.milliseconds, name: $0.description) }
    func probe(before limit: Duration?) {
      for probe in probes where replicas[probe.name] == nil && (limit.map { probe.at < $0 } ?? true) {
        world.run(until: start + probe.at)
        replicas[probe.name] = .object(
          Dictionary(uniqueKeysWithValues: regions.map { ($0.rawValue, contents($0)) }))
      }
    }
    for (at, write) in writes {
      probe(before: at)
      world.run(until: start + at)
      let region = Region(write["region"].text!), key = AttributeValue.string(write["key"].text!)
      if write["item"].isNull {
        try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": key]), in: region)
      } else {
        var item: Item = ["k": key]
        for (name, value) in write["item"].members { item[name] = try Self.attribute(value) }
        try world.call(DynamoDB.PutItem(tableName: "table", item: item), in: region)
      }
    }
    probe(before: nil)
    world.drain()
    let ends = regions.map(contents)
    return [
      "replicas_at": .object(replicas), "converged": ends.allSatisfy { $0 == ends[0] } ? ends[0] : "they differ",
      "errors_to_losers": JSON(world.trace.all(RequestRefused.self).count),
    ]
  }

  static func json(_ value: AttributeValue) -> JSON {
    switch value {
    case .number(let number): .number(Decimal(string: number.description)!)
    case .string(let text): .string(text)
    case .boolean(let boolean): JSON(boolean)
    case .list(let elements): .array(elements.map(json))
    case .map(let members): .object(members.mapValues(json))
    default: .null
    }
  }
  static func attribute(_ json: JSON) throws -> AttributeValue {
    switch json {
    case .number(let number): .number(try DecimalNumber("\(number)"))
    case .string(let text): .string(text)
    case .bool(let boolean): .boolean(boolean)
    case .null: .null
    case .array(let elements): .list(try elements.map(attribute))
    case .object(let members): .map(try members.mapValues(attribute))
    }
  }

  static func globalTableCost(_ given: JSON) throws -> [String: JSON] {
    let rates = given["writes_per_second_by_region"].elements.map { $0.int! }
    let regions = Array(
      [Region.usEast1, .euWest1, .apSoutheast2, .usWest2, .euCentral1, .apNortheast1][..<rates.count])
    var world = try globalTable(in: regions)
    for (region, rate) in zip(regions, rates) {
      for index in 0..<rate {
        let item = CapacityVectors.item("\(region)-\(index)", bytes: given["item_bytes"].int!)
        try world.call(DynamoDB.PutItem(tableName: "table", item: item), in: region)
      }
    }
    world.drain()
    let units = regions.map { Int(world.ledger.units(of: .replicatedWriteUnits, in: $0.rawValue)) }
    return [
      "write_units_per_region": Set(units).count == 1 ? JSON(units[0]) : .string("\(units)"),
      "write_units_total": JSON(units.reduce(0, +)),
    ]
  }

  // MARK: Streams

  static func streamTrim(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world(), ids: [Int: Int] = [:]
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .stream(.keysOnly)))
    for (index, record) in given["records"].elements.enumerated() {
      world.run(until: vectorStart + record["at_h"].hours)
      try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string("i\(index)")]))
      ids[index + 1] = record["seq"].int!
    }
    world.run(until: vectorStart + given["read_at_h"].hours)
    let kind: DynamoDB.GetShardIterator.Kind = given["iterator"].text == "LATEST" ? .latest : .trimHorizon
    let iterator = try world.call(DynamoDB.GetShardIterator(tableName: "table", kind: kind))
    let records = try world.call(DynamoDB.GetRecords(shardIterator: iterator)).records
    return ["returned": .array(records.map { JSON(ids[$0.sequenceNumber]!) })]
  }

  static func streamView(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world()
    try world.call(
      DynamoDB.UpdateTable(tableName: "table", change: .stream(Stream.View(rawValue: given["view"].text!)!)))
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": 1]))
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": 2]))
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "a"]))
    let records = world[.usEast1].dynamoDB.tables["table"]!.stream!.records
    let record = records.first { $0.event.rawValue == given["event"].text }!
    let parts = ["Keys"] + (record.newImage == nil ? [] : ["NewImage"]) + (record.oldImage == nil ? [] : ["OldImage"])
    return ["parts": .array(parts.map { .string($0) })]
  }

  static func streamEvents(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .stream(.newAndOldImages)))
    for operation in given["operations"].elements.map(\.elements) {
      let key = AttributeValue.string(operation[1].text!)
      if operation[0].text == "put" {
        try world.call(
          DynamoDB.PutItem(tableName: "table", item: ["k": key, "v": try Self.attribute(operation[2])]))
      } else {
        try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": key]))
      }
    }
    let events = world.trace.all(DynamoDB.StreamRecordAppended.self).map(\.record.event.rawValue)
    return ["event_names": .array(events.map { .string($0) })]
  }
}
