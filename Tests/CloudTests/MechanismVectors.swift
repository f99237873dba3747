import Basics
import Cloud
import Foundation
import OrderedCollections
import Simulation

/// TTL and recovery, through worlds that run.
enum MechanismVectors {
  static let runners: [String: Runner] = [
    "ttl-eligibility": ttlEligibility, "ttl-timeline": ttlTimeline, "ttl-configuration": ttlConfiguration,
    "ttl-global-table": ttlGlobalTable, "pitr-window": recoveryWindow, "pitr-restore": restore,
    "pitr-reenable": reenable, "pitr-throughput": restoredThroughput, "deleted-table-backup": deletedTable,
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
    var world = try ReplicationVectors.globalTable(in: regions)
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
}
