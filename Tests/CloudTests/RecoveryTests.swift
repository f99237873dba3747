import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct RecoveryTests {
  @Test func `any second of the window can be restored, exactly`() {
    forEachSeed(60) { random in
      var world = try CapacityVectors.world(), model: [String: Int] = [:], states: [Int: [String: Int]] = [:]
      try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
      for second in 0..<40 {
        world.run(until: vectorStart + .seconds(second))
        for _ in 0..<random.integer(in: 0...3) {
          let key = "k\(random.integer(in: 0...4))"
          if random.integer(in: 0...2) == 0 {
            model[key] = nil
            try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": .string(key)]))
          } else {
            model[key] = random.integer(in: 0...100)
            try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string(key), "v": .number(model[key]!)]))
          }
        }
        states[second] = model
      }
      world.run(until: vectorStart + .minutes(10))
      let second = random.integer(in: 0...39)
      try world.call(
        DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: vectorStart + .seconds(second)))
      try world.waitUntilActive("copy")
      var restored: [String: Int] = [:]
      for item in world[.usEast1].dynamoDB.table("copy")!.allItems {
        if case .string(let key)? = item["k"], case .number(let value)? = item["v"] { restored[key] = value.integer! }
      }
      guard restored == states[second] else {
        throw Broken("second \(second): \(restored), not \(states[second]!)")
      }
      let source = world[.usEast1].dynamoDB.table("table")!
      guard source.itemCount == model.count else { throw Broken("the restore changed its source") }
    }
  }

  private func world(_ belief: Misconception? = nil) throws -> World {
    var world = try CapacityVectors.world()
    if let belief { world.believe(belief) }
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: true))
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a"]))
    world.advance(by: .hours(1))
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "a"]))
    world.advance(by: .hours(1))
    return world
  }

  @Test func `errors of a restore have the names of the API`() throws {
    var world = try world()
    func code(_ source: String, _ target: String, at: Instant?) -> String? {
      do throws(ServiceError) {
        try world.call(DynamoDB.RestoreTableToPointInTime(source: source, target: target, at: at))
        return nil
      } catch { return error.code }
    }
    #expect(code("none", "copy", at: nil) == "TableNotFoundException")
    #expect(code("table", "table", at: nil) == "TableAlreadyExistsException")
    #expect(code("table", "copy", at: vectorStart - .seconds(1)) == "InvalidRestoreTimeException")
    #expect(code("table", "copy", at: world.now - .minutes(4)) == "InvalidRestoreTimeException")
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: false))
    #expect(code("table", "copy", at: nil) == "PointInTimeRecoveryUnavailableException")
  }

  @Test func `a shorter window drops older seconds at once, and a longer one does not bring them back`() throws {
    var world = try world()
    world.advance(by: .days(20))
    try world.call(
      DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true, recoveryPeriodInDays: 2))
    try world.call(
      DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true, recoveryPeriodInDays: 35))
    let earliest = try world.call(DynamoDB.DescribeContinuousBackups(tableName: "table")).earliestRestorable
    #expect(earliest == world.now - .days(2))
  }

  @Test func `a restore takes time and is paid for, and the copy has no TTL`() throws {
    var world = try world()
    try world.call(
      DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: vectorStart + .minutes(30)))
    #expect(throws: ServiceError.self) { try world.call(DynamoDB.GetItem(tableName: "copy", key: ["k": "a"])) }
    try world.waitUntilActive("copy")
    #expect(world.trace.all(DynamoDB.RestoreFinished.self).map(\.took) == [.minutes(20) + .seconds(30)])
    #expect(try world.call(DynamoDB.GetItem(tableName: "copy", key: ["k": "a"])).item == ["k": "a"])
    #expect(try world.call(DynamoDB.DescribeTimeToLive(tableName: "copy")) == nil)
    #expect(world.ledger.units(of: .restoredBytes) == 2)
    #expect(world.trace.all(DynamoDB.RestoreStarted.self)[0].notCarriedOver == [.timeToLive, .pointInTimeRecovery])
  }

  @Test func `believers see the table overwritten, its settings kept, or the last minutes restored`() throws {
    var overwritten = try world(.restoreOverwritesTheTable)
    try overwritten.call(
      DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: vectorStart + .minutes(30)))
    #expect(overwritten[.usEast1].dynamoDB.table("table")!.itemCount == 1)
    #expect(overwritten[.usEast1].dynamoDB.table("copy") == nil)
    var carried = try world(.settingsCarryOver)
    try carried.call(DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: nil))
    #expect(carried[.usEast1].dynamoDB.table("copy")!.timeToLive?.isEnabled == true)
    var reaching = try world(.restoreReachesNow)
    try reaching.call(DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: reaching.now))
  }

  @Test func `a table books the bytes that it holds, a backup those that it keeps`() throws {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: CapacityVectors.item("a", bytes: 900)))
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
    let backup = try world.call(DynamoDB.CreateBackup(tableName: "table", backupName: "b"))
    world.advance(by: .hours(1))
    try world.call(DynamoDB.DeleteItem(tableName: "table", key: ["k": "a"]))
    world.advance(by: .hours(1))
    try world.call(DynamoDB.DeleteBackup(backupARN: backup.arn))
    world.advance(by: .hours(1))
    let ledger = world.settledLedger
    #expect(ledger.units(of: .tableStorage) == 1_000 * 3_600)
    #expect(ledger.units(of: .recoveryStorage) == 1_000 * 3_600)
    #expect(ledger.units(of: .backupStorage) == 900 * 7_200)
  }

  @Test func `a backup outlives its table and makes a new one`() throws {
    var world = try CapacityVectors.world()
    try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": "a", "v": 1]))
    let backup = try world.call(DynamoDB.CreateBackup(tableName: "table", backupName: "before"))
    try world.call(DynamoDB.DeleteTable(tableName: "table"))
    try world.call(DynamoDB.RestoreTableFromBackup(backupARN: backup.arn, target: "table"))
    try world.waitUntilActive("table")
    #expect(world[.usEast1].dynamoDB.table("table")!.allItems == [["k": "a", "v": 1]])
  }
}
