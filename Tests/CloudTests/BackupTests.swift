import Basics
import Cloud
import OrderedCollections
import Simulation
import TestSupport
import Testing

@Suite struct BackupTests {
  private static let cold = AWSBackup.Lifecycle(moveToColdStorageAfterDays: 30, deleteAfterDays: 120)

  private func world() throws -> World {
    var world = try CapacityVectors.world(regions: [.usEast1, .euWest1])
    for index in 0..<5 {
      try world.call(DynamoDB.PutItem(tableName: "table", item: ["k": .string("k\(index)"), "v": .number(index)]))
    }
    return world
  }
  private func points(_ region: Region, _ world: inout World) throws -> [AWSBackup.RecoveryPoint] {
    try world.call(AWSBackup.ListRecoveryPointsByBackupVault(), in: region)
  }

  @Test func `a daily plan makes a recovery point at five each day and a copy in another Region`() throws {
    var world = try world()
    try world.call(
      AWSBackup.CreateBackupPlan(
        "daily",
        [
          .init(
            "nightly", schedule: .daily(hour: 5), lifecycle: .init(deleteAfterDays: 7),
            copies: [.init(to: .euWest1, lifecycle: Self.cold)])
        ]))
    try world.call(AWSBackup.CreateBackupSelection("daily", tables: ["table"]))
    world.run(until: vectorStart + .days(3))
    let local = try points(.usEast1, &world), copies = try points(.euWest1, &world)
    #expect(local.map(\.created) == (0..<3).map { vectorStart + .days($0) + .hours(5) })
    #expect(copies.map(\.created) == local.map { $0.created + .minutes(10) })
    #expect(copies.allSatisfy { $0.origin == .usEast1 && $0.itemCount == 5 })
    // A week later seven are left here and all are left there.
    world.run(until: vectorStart + .days(10))
    #expect(try points(.usEast1, &world).count == 7 && points(.euWest1, &world).count == 10)
    #expect(world.ledger.units(of: .readRequestUnits) == 0 && world.trace.rules.contains(.backupCopies))
    try world.call(AWSBackup.DeleteBackupPlan("daily"))
    world.drain()
    #expect(try points(.usEast1, &world).isEmpty)
  }

  @Test func `cold after 30 days needs 120 until the end, and 119 are refused`() throws {
    var world = try world()
    func start(_ lifecycle: AWSBackup.Lifecycle) -> String? {
      do throws(ServiceError) {
        try world.call(AWSBackup.StartBackupJob(tableName: "table", lifecycle: lifecycle))
        return nil
      } catch { return error.code }
    }
    #expect(
      start(.init(moveToColdStorageAfterDays: 30, deleteAfterDays: 119)) == "InvalidParameterValueException")
    #expect(start(Self.cold) == nil)
    world.advance(by: .days(31))
    #expect(try points(.usEast1, &world)[0].storage == .cold)
    world.advance(by: .days(90))
    #expect(try points(.usEast1, &world).isEmpty)
    let lines = world.settledLedger.lines.filter { $0.line.meter.service == "backup" }
    let bytes = Int128(world[.usEast1].dynamoDB.table("table")!.bytes)
    func byteSeconds(_ meter: Meter) -> Int128 { lines.filter { $0.line.meter == meter }.reduce(0) { $0 + $1.units } }
    #expect(byteSeconds(.warmBackupStorage) == bytes * 30 * 86_400)
    #expect(byteSeconds(.coldBackupStorage) == bytes * 90 * 86_400)
  }

  @Test func `who deletes a point ten days into cold storage pays for its ninety`() throws {
    var world = try world()
    try world.call(AWSBackup.StartBackupJob(tableName: "table", lifecycle: Self.cold))
    world.advance(by: .days(40))
    let point = try points(.usEast1, &world)[0]
    try world.call(AWSBackup.DeleteRecoveryPoint(point.arn))
    #expect(world.ledger.units(of: .coldBackupStorage) == Int128(point.bytes) * 90 * 86_400)
  }

  @Test func `recovery points and on-demand backups outlive their table, and a copy is restored in its Region`() throws
  {
    var world = try world()
    try world.call(AWSBackup.StartBackupJob(tableName: "table"))
    let own = try world.call(DynamoDB.CreateBackup(tableName: "table", backupName: "before"))
    world.advance(by: .seconds(1))
    try world.call(AWSBackup.StartCopyJob(try points(.usEast1, &world)[0].arn, .init(to: .euWest1)))
    world.advance(by: .minutes(15))
    let items = world[.usEast1].dynamoDB.table("table")!.allItems
    try world.call(DynamoDB.DeleteTable(tableName: "table"))
    world.advance(by: .days(50))
    try world.call(DynamoDB.RestoreTableFromBackup(backupARN: own.arn, target: "again"))
    try world.waitUntilActive("again")
    #expect(world[.usEast1].dynamoDB.table("again")!.allItems == items)
    try world.call(AWSBackup.StartRestoreJob(try points(.euWest1, &world)[0].arn, target: "abroad"), in: .euWest1)
    try world.waitUntilActive("abroad", in: .euWest1)
    #expect(world[.euWest1].dynamoDB.table("abroad")!.allItems == items)
    #expect(world.trace.rules.contains(.backupsOutliveTables))
  }

  @Test func `auto scaling is not carried over by a restore`() throws {
    var world = try ThroughputTests.provisioned(100)
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: "table", isEnabled: true))
    try world.call(
      DynamoDB.RegisterScalableTarget(ScalableDimension("table", .write), capacityMin: 1, capacityMax: 9_999))
    try world.call(DynamoDB.PutScalingPolicy(ScalableDimension("table", .write), ScalingPolicy(name: "track")))
    world.advance(by: .hours(1))
    try world.call(DynamoDB.RestoreTableToPointInTime(source: "table", target: "copy", at: nil))
    let started = try #require(world.trace.all(DynamoDB.RestoreStarted.self).first)
    #expect(started.notCarriedOver.contains(.autoScaling))
    #expect(world[.usEast1].dynamoDB.table("copy")!.settings == [.keys, .throughput])
  }
}
