import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct TableModelTests {
  @Test func `a table agrees with a dictionary under any script`() {
    forEachSeed(100) { random in
      var world = try CapacityVectors.world(sorted: true), model: [Int: Int] = [:]
      for _ in 0..<60 {
        let sort = random.integer(in: -10...10), value = random.integer(in: 0...99)
        let key: Item = ["k": "p", "s": .number(sort)]
        switch random.integer(in: 0...4) {
        case 0...1:
          try world.call(
            DynamoDB.PutItem(tableName: "table", item: ["k": "p", "s": .number(sort), "v": .number(value)]))
          model[sort] = value
        case 2:
          try world.call(DynamoDB.DeleteItem(tableName: "table", key: key))
          model[sort] = nil
        case 3:
          let put = DynamoDB.PutItem(
            tableName: "table", item: ["k": "p", "s": .number(sort), "v": .number(value)],
            condition: "attribute_not_exists(k)")
          let isNew = (try? world.call(put)) != nil
          guard isNew == (model[sort] == nil) else { throw Broken("a create-only put at \(sort) said \(isNew)") }
          if isNew { model[sort] = value }
        default:
          let item = try world.call(DynamoDB.GetItem(tableName: "table", key: key, consistency: .strong)).item
          guard item?["v"] == model[sort].map({ .number($0) }) else { throw Broken("\(sort) reads \(item as Any)") }
        }
      }
      let low = random.integer(in: -10...0), high = random.integer(in: 0...10),
        isForward = random.integer(in: 0...1) == 0
      var found: [AttributeValue?] = [], startKey: Item?
      repeat {
        let page = try world.call(
          DynamoDB.Query(
            tableName: "table", keyCondition: "k = :k AND s BETWEEN :a AND :b",
            substitutions: Substitutions(values: [":k": "p", ":a": .number(low), ":b": .number(high)]), limit: 3,
            startKey: startKey, isForward: isForward))
        found += page.items.map { $0["s"] }
        startKey = page.lastKey
      } while startKey != nil
      let range = model.keys.filter { (low...high).contains($0) }.sorted()
      guard found == (isForward ? range : range.reversed()).map({ .number($0) }) else {
        throw Broken("\(low)...\(high): \(found)")
      }
      let table = world[.usEast1].dynamoDB.table("table")!
      guard table.itemCount == model.count, table.bytes == table.allItems.reduce(0, { $0 + $1.size }) else {
        throw Broken("the counts are off")
      }
    }
  }

  @Test func `a scan sees each item once, whatever the page`() throws {
    var world = try CapacityVectors.world()
    for index in 0..<50 { try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string("i\(index)")])) }
    var seen: [AttributeValue] = [], startKey: Item?, pages = 0
    repeat {
      let page = try world.call(DynamoDB.Scan(tableName: "table", limit: 7, startKey: startKey))
      seen += page.items.compactMap { $0["k"] }
      (startKey, pages) = (page.lastKey, pages + 1)
    } while startKey != nil
    #expect(Set(seen).count == 50 && seen.count == 50 && pages == 8)
  }

  @Test func `a provisioned table refuses what its seconds do not bring, and bills by the hour`() throws {
    var world = try CapacityVectors.world(billing: .provisioned(Throughput(read: 1, write: 2)))
    func put() -> String? {
      do throws(ServiceError) {
        try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a"]))
        return nil
      } catch { return error.code }
    }
    #expect([put(), put(), put()] == [nil, nil, "ProvisionedThroughputExceededException"])
    world.advance(by: .seconds(2))
    #expect([put(), put(), put(), put(), put()].last == "ProvisionedThroughputExceededException")
    world.advance(by: .hours(10) - .seconds(2))
    let lines = world.bill(freeTier: false).lines.filter { $0.item == "write-capacity" }
    #expect(lines.map(\.amount.decimal) == ["0.013"] && lines.map(\.quantity) == ["20"])
    #expect(world.ledger.units(of: .writeRequestUnits) == 0)
  }

  @Test func `the limits that are shown are those that act`() {
    let acting: [(String, String, Int)] = [
      ("dynamodb", "item-size", Item.sizeMax), ("dynamodb", "nesting-depth", Item.depthMax),
      ("dynamodb", "number-digits", DecimalNumber.digitsMax), ("dynamodb", "page-size", DynamoDB.pageBytesMax),
      ("dynamodb", "stream-retention", Int(Stream.retention.components.seconds) / 3_600),
      ("dynamodb", "recovery-days-max", Recovery.daysRange.upperBound),
      ("dynamodb", "burst", BurstBucket.savedSecondsMax),
      ("lambda", "memory-min", Function.memoryRange.lowerBound),
      ("lambda", "memory-max", Function.memoryRange.upperBound),
      ("lambda", "timeout-max", Int(Function.timeoutRange.upperBound.components.seconds)),
      ("lambda", "timeout-min", Int(Function.timeoutRange.lowerBound.components.seconds)),
      ("lambda", "ephemeral-storage-min", Function.ephemeralRange.lowerBound),
      ("lambda", "ephemeral-storage-max", Function.ephemeralRange.upperBound),
      ("lambda", "environment-variables", Function.variablesBytesMax),
      ("lambda", "payload-sync", Lambda.Invoke.payloadMax(.requestResponse)),
      ("lambda", "payload-async", Lambda.Invoke.payloadMax(.event)),
      ("lambda", "concurrent-executions", Lambda().accountConcurrency),
      ("lambda", "unreserved-min", Lambda.unreservedMin),
    ]
    for (service, name, value) in acting { #expect(Limit.named(name, of: service)?.value == value, "\(name)") }
  }

  @Test func `every meter has a price, and every misconception a rule and a name of its own`() {
    for meter: Meter in [
      .requests, .duration(.x86), .duration(.arm), .ephemeralStorage, .writeRequestUnits, .readRequestUnits,
      .replicatedWriteUnits, .writeCapacity, .readCapacity, .tableStorage, .recoveryStorage, .backupStorage,
      .restoredBytes, .exportedBytes, .importedBytes, .streamReads,
    ] {
      #expect(PriceBook.standard.tiers(of: meter).first?.unit == meter.unit, "\(meter.item)")
    }
    #expect(Set(Misconception.all.map(\.id)).count == Misconception.all.count)
    #expect(Set(OperationCatalogue.all.map(\.name)).count == OperationCatalogue.all.count)
  }

  @Test func `a bill's tiers meet without a gap`() {
    var ledger = Ledger()
    ledger.add(7_000_000_000 * 1_024_000, of: .duration(.x86), in: "us-east-1", at: vectorStart)
    let bill = Bill(ledger, freeTier: false)
    #expect(bill.lines.map(\.quantity) == ["6000000000", "1000000000"])
    #expect(bill.total.decimal == "115000.2")
  }
}
