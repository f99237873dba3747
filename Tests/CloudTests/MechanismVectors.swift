import Basics
import Cloud
import Foundation
import OrderedCollections
import Simulation

/// TTL, streams, recovery and global tables, through worlds that run.
enum MechanismVectors {
  static let runners: [String: Runner] = [
    "ttl-eligibility": ttlEligibility, "ttl-timeline": ttlTimeline, "ttl-configuration": ttlConfiguration,
    "ttl-global-table": ttlGlobalTable, "pitr-window": recoveryWindow, "pitr-restore": restore,
    "pitr-reenable": reenable, "pitr-throughput": restoredThroughput, "deleted-table-backup": deletedTable,
    "global-table-lww": lastWriterWins, "global-table-cost": globalTableCost, "stream-trim": streamTrim,
    "stream-view": streamView, "stream-events": streamEvents,
  ]

  // MARK: TTL

  static func ttlEligibility(_ given: JSON) throws -> [String: JSON] {
    let now = given["now"].instant!
    var world = try CapacityVectors.world(start: now), item = try CapacityVectors.item(given["item"])
    item["k"] = "a"
    world.model(\.dynamoDB.model.expiryLag, .fixed(.zero))
    try world.call(
      DynamoDB.UpdateTimeToLive(tableName: "table", attribute: given["ttl_attribute"].text!, isEnabled: true))
    try world.call(DynamoDB.PutItem(tableName: "table", item: item))
    let setting = world[.usEast1].dynamoDB.tables["table"]!.timeToLive!.eligibility(of: item, at: now)
    world.run(until: now)
    // What is said of the item must be what happens to it.
    let isGone = world[.usEast1].dynamoDB.tables["table"]!.itemCount == 0
    switch setting {
    case .eligible: return ["result": isGone ? "eligible" : "eligible, and still there"]
    case .notYet: return ["result": isGone ? "not yet, and gone" : "not-yet"]
    case .ignored(let reason):
      let texts: [TimeToLive.Eligibility.Reason: String] = [
        .noAttribute: "attribute missing", .notANumber: "not a Number",
        .olderThanFiveYears: "more than 5 years past",
      ]
      return ["result": .string(isGone ? "ignored, and gone" : "ignored: \(texts[reason]!)")]
    }
  }

  static func ttlTimeline(_ given: JSON) throws -> [String: JSON] {
    let start = given["start"].instant!
    var world = try CapacityVectors.world(start: start)
    world.model(\.dynamoDB.model.expiryLag, .fixed(given["sweeper_delay_s"].seconds))
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .stream(.newAndOldImages)))
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: true))
    func number(_ offset: JSON) -> AttributeValue { .number(start.seconds + offset.int!) }
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "ttl": number(given["ttl_at_s"])]))
    var reads: [JSON] = [], update = given["update_at_s"].int
    func updateIfDue(by second: Int) throws {
      guard let due = update, due <= second else { return }
      update = nil
      world.run(until: start + .seconds(due))
      let new = given["new_ttl_at_s"]
      try world.call(
        DynamoDB.UpdateItem(
          tableName: "table", key: ["k": "a"], update: new.isNull ? "REMOVE #ttl" : "SET #ttl = :ttl",
          substitutions: Substitutions(names: ["#ttl": "ttl"], values: new.isNull ? [:] : [":ttl": number(new)])))
    }
    for at in given["reads_at_s"].elements {
      try updateIfDue(by: at.int!)
      world.run(until: start + at.seconds)
      let item = try world.call(DynamoDB.GetItem(tableName: "table", key: ["k": "a"])).item
      let page = try world.call(
        DynamoDB.Query(
          tableName: "table", keyCondition: "k = :k", filter: "attribute_not_exists(#ttl) OR #ttl > :now",
          substitutions: Substitutions(names: ["#ttl": "ttl"], values: [":k": "a", ":now": number(at)])))
      reads.append([
        "at_s": at, "get_returns_item": JSON(item != nil), "filtered_query_returns_item": JSON(!page.items.isEmpty),
      ])
    }
    try updateIfDue(by: .max)
    world.drain()
    let expiry = world.trace.entries(of: DynamoDB.ItemExpired.self).first
    let record = world[.usEast1].dynamoDB.tables["table"]!.stream!.records.last { $0.event == .remove }
    return [
      "reads": .array(reads), "deleted_at_s": expiry.map { JSON(Int(($0.at - start).components.seconds)) } ?? .null,
      "wcu_for_delete": JSON((expiry?.fact as? DynamoDB.ItemExpired)?.units.halves ?? 0),
      "stream_record": record.map { record in
        [
          "eventName": .string(record.event.rawValue),
          "userIdentity": [
            "type": JSON(record.userIdentity?.type), "principalId": JSON(record.userIdentity?.principalID),
          ],
        ]
      } ?? .null,
    ]
  }

  static func ttlConfiguration(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world(), results: [JSON] = []
    for call in given["calls"].elements {
      world.run(until: vectorStart + call["at_s"].seconds)
      do throws(ServiceError) {
        let isEnabled = call["call"].text == "enable ttl"
        try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: isEnabled))
        results.append("ok")
      } catch { results.append(.string(error.code)) }
    }
    return ["results": .array(results)]
  }

  static func ttlGlobalTable(_ given: JSON) throws -> [String: JSON] {
    let regions = given["replicas"].elements.map { Region($0.text!) }, home = Region(given["deleted_by_ttl_in"].text!)
    var world = try globalTable(in: regions)
    world.model(\.dynamoDB.model.expiryLag, .fixed(.seconds(60)))
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: true), in: home)
    var item = CapacityVectors.item("a", bytes: given["item_kb"].int! * 1_024 - 14)
    item["ttl"] = .number(world.now.seconds + 10)
    try world.call(DynamoDB.PutItem(tableName: "table", item: item), in: home)
    world.advance(by: .seconds(30))
    let before = world.ledger
    world.advance(by: .seconds(100))
    var units: [String: JSON] = [:], marked: [String: JSON] = [:]
    for region in regions {
      let used =
        world.ledger.units(of: .replicatedWriteUnits, in: region.rawValue)
        - before.units(of: .replicatedWriteUnits, in: region.rawValue)
      units[region.rawValue] = JSON(Int(used))
      let record = world[region].dynamoDB.tables["table"]!.stream!.records.last { $0.event == .remove }
      marked[region.rawValue] = JSON(record?.userIdentity == .timeToLive)
    }
    return ["write_units": .object(units), "marked_as_ttl_in_stream": .object(marked)]
  }

  // MARK: Recovery

  static func recoveryWindow(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world(start: given["enabled_at"].instant!)
    try world.call(
      DynamoDB.UpdateContinuousBackups(
        tableName: "table", isEnabled: true, recoveryPeriodInDays: given["recovery_period_days"].int!))
    world.run(until: given["now"].instant!)
    let window = try world.call(DynamoDB.DescribeContinuousBackups(tableName: "table"))
    var result: [String: JSON] = [
      "earliest": JSON(window.earliestRestorable?.iso8601), "latest": JSON(window.latestRestorable?.iso8601),
      "accepted": true, "error": nil,
    ]
    do throws(ServiceError) {
      try world.call(
        DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: given["restore_to"].instant))
    } catch { (result["accepted"], result["error"]) = (false, .string(error.code)) }
    return result
  }

  static func restore(_ given: JSON) throws -> [String: JSON] {
    let settings: [(String, TableSetting)] = [
      ("ttl", .timeToLive), ("stream", .stream), ("tags", .tags), ("auto_scaling", .autoScaling), ("alarms", .alarms),
      ("pitr", .pointInTimeRecovery), ("gsi", .indexes), ("encryption", .encryption),
    ]
    let had = settings.filter { given["source_settings"][$0.0].isTrue }
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: KeySchema("k"), billing: .onDemand, stream: .newAndOldImages, tags: ["a": "b"]))
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: true))
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
    for write in given["writes"].elements {
      world.run(until: vectorStart + write["at_s"].seconds)
      let key = AttributeValue.string(write["key"].text!)
      if let value = write["value"].int {
        try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": key, "v": .number(value)]))
      } else {
        try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": key]))
      }
    }
    world.advance(by: .hours(1))
    try world.call(
      DynamoDB.RestoreTableToPointInTime(
        source: "table", target: "copy", at: vectorStart + given["restore_to_s"].seconds))
    try world.waitUntilActive("copy")
    let copy = world[.usEast1].dynamoDB.tables["copy"]!
    let restored = world.trace.all(DynamoDB.RestoreStarted.self)[0]
    let fromTrace = Set(restored.notCarriedOver).isSubset(of: TableSetting.allCases.filter { !$0.survivesRestore })
    let isBare = copy.settings == [.keys, .throughput]
    return [
      "new_table_items": items(of: copy), "new_table": JSON(world[.usEast1].dynamoDB.tables["table"] != nil),
      "carried_over": .array(had.filter { $0.1.survivesRestore }.map { .string($0.0) }),
      "not_carried_over": fromTrace && isBare
        ? .array(had.filter { !$0.1.survivesRestore }.map { .string($0.0) }) : "something was carried over",
    ]
  }

  static func reenable(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world()
    for event in given["events"].elements {
      // As `enable@0` or `restore_to@150 now@100000`.
      let parts = event.text!.split(separator: " ").map { $0.split(separator: "@") }
      let second = Int(parts.last![1])!
      world.run(until: vectorStart + .seconds(second))
      if parts.count == 1 {
        let isEnabled = parts[0][0] == "enable"
        try world.call(
          DynamoDB.UpdateContinuousBackups(
            tableName: "table", isEnabled: isEnabled,
            recoveryPeriodInDays: isEnabled ? given["recovery_period_days"].int : nil))
        continue
      }
      let earliest = try world.call(DynamoDB.DescribeContinuousBackups(tableName: "table")).earliestRestorable
      let restore = DynamoDB.RestoreTableToPointInTime(
        source: "table", target: "copy", at: vectorStart + .seconds(Int(parts[0][1])!))
      let isAccepted = (try? world.call(restore)) != nil
      return [
        "accepted": JSON(isAccepted), "earliest_s": earliest.map { JSON(($0 - vectorStart).secondsText) } ?? .null,
      ]
    }
    return [:]
  }

  static func restoredThroughput(_ given: JSON) throws -> [String: JSON] {
    func throughput(_ json: JSON) -> BillingMode {
      .provisioned(Throughput(read: json["rcu"].int!, write: json["wcu"].int!))
    }
    var world = try CapacityVectors.world(billing: throughput(given["three_weeks_ago"]))
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
    world.advance(by: .hours(1))
    let moment = world.now
    world.advance(by: .days(1))
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .billing(throughput(given["now_provisioned"]))))
    world.advance(by: .days(20))
    let table = try world.call(DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: moment))
    guard case .provisioned(let restored) = table.billing else { return [:] }
    return ["restored_provisioned": ["rcu": JSON(restored.read), "wcu": JSON(restored.write)]]
  }

  static func deletedTable(_ given: JSON) throws -> [String: JSON] {
    let deleted = given["deleted_at"].instant!, name = given["table"].text!
    var world = World(seed: 1, start: deleted - .days(3))
    try world.call(DynamoDB.CreateTable(tableName: name, keys: KeySchema("k"), billing: .onDemand))
    try world.waitUntilActive(name)
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: name, isEnabled: given["pitr_enabled"].isTrue))
    try world.call(DynamoDB.PutItem(tableName: name, item: ["k": "a"]))
    world.run(until: deleted)
    try world.call(DynamoDB.DeleteTable(tableName: name))
    guard let backup = try world.call(DynamoDB.ListBackups(tableName: name)).first else {
      return ["backup_name": nil, "backup_type": nil, "expires_at": nil, "cost_usd": nil]
    }
    world.advance(by: .days(34))
    let cost = world.bill().lines.filter { $0.item == "on-demand-backup" }.reduce(Money.zero) { $0 + $1.amount }
    let isKept = try world.call(DynamoDB.ListBackups(tableName: name)).count == 1
    world.advance(by: .days(2))
    let isDropped = try world.call(DynamoDB.ListBackups(tableName: name)).isEmpty
    return [
      "backup_name": .string(backup.name), "backup_type": .string(backup.kind.rawValue),
      "expires_at": isKept && isDropped ? JSON(backup.expires?.iso8601) : "at another time",
      "cost_usd": .string(cost.decimal),
    ]
  }

  static func items(of table: Table) -> JSON {
    var items: [String: JSON] = [:]
    for item in table.allItems {
      if case .string(let key)? = item["k"], case .number(let value)? = item["v"] { items[key] = JSON(value.integer!) }
    }
    return .object(items)
  }

  // MARK: Global tables

  static func globalTable(in regions: [Region]) throws -> World {
    var world = try CapacityVectors.world(regions: [regions[0]] + regions.dropFirst())
    for region in regions where region != .usEast1 {
      try world.call(DynamoDB.UpdateTable(tableName: "table", change: .addReplica(region)))
      world.run(until: world.now)
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
