import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct AutoScalingTests {
  private static let dimension = ScalableDimension("table", .write)

  private func world(
    max: Int = 1_000, _ policy: ScalingPolicy = ScalingPolicy(name: "track"), belief: Misconception? = nil
  ) throws -> World {
    var world = try ThroughputTests.provisioned(100)
    if let belief { world.believe(belief) }
    try world.call(DynamoDB.RegisterScalableTarget(Self.dimension, capacityMin: 20, capacityMax: max))
    try world.call(DynamoDB.PutScalingPolicy(Self.dimension, policy))
    return world
  }
  /// Asks for `rate` units in each second of so many minutes; answers how many requests were refused.
  private func drive(_ world: inout World, rate: Int, minutes: Int) throws -> Int {
    var refused = 0
    let start = world.now
    for second in 0..<(minutes * 60) {
      world.run(until: start + .seconds(second))
      for part in [rate / 2, rate - rate / 2] where part > 0 {
        do throws(ServiceError) {
          try world.call(
            DynamoDB.PutItem(tableName: "table", item: CapacityVectors.item("a\(part)", bytes: part * 1_024)))
        } catch { refused += 1 }
      }
    }
    world.run(until: start + .minutes(minutes))
    return refused
  }
  private func capacity(_ world: World) -> Int {
    guard case .provisioned(let throughput)? = world[.usEast1].dynamoDB.table("table")?.billing else { return 0 }
    return throughput.write
  }

  @Test func `150 wanted of 100 units are caught up with in steps of what got through, 143 and then 206`() throws {
    var world = try world()
    // Each second has 100 units for two requests of 75: what it saves lets every third second serve both.
    #expect(try drive(&world, rate: 150, minutes: 3) == 180 * 2 - 180 * 100 / 75)
    #expect(capacity(world) == 143, "100 / 0.7, rounded up: what was throttled was not consumed")
    _ = try drive(&world, rate: 150, minutes: 3)
    #expect(capacity(world) == 206, "the 143 and what was saved, over 0.7")
    let alarms = world.trace.entries(of: DynamoDB.ScalingAlarm.self)
    #expect(alarms.first?.because == .scalingAlarms && alarms.first?.at == vectorStart + .minutes(2))
    let activities = try world.call(DynamoDB.DescribeScalingActivities())
    #expect(activities.map(\.at) == [6, 3].map { vectorStart + .minutes($0) } && activities[0].status == .successful)
    var belief = try self.world(belief: .scalingIsImmediate)
    #expect(try drive(&belief, rate: 150, minutes: 3) == 0)
  }

  @Test func `a quiet table keeps its capacity, a slow one loses it after fifteen minutes`() throws {
    var world = try world()
    world.advance(by: .hours(5))
    #expect(capacity(world) == 100 && world.trace.all(DynamoDB.ScalingAlarm.self).isEmpty)
    _ = try drive(&world, rate: 10, minutes: 17)
    #expect(capacity(world) == 20, "10 / 0.7 is 15, under the minimum")
    let alarm = try #require(world.trace.all(DynamoDB.ScalingAlarm.self).first)
    #expect(alarm.alarm == "AlarmLow" && alarm.utilizationPercent == 10)
  }

  @Test func `a maximum of 120 stops auto scaling, and one that forbids scaling in keeps what is there`() throws {
    var world = try world(max: 120)
    #expect(try drive(&world, rate: 150, minutes: 6) > 0)
    #expect(capacity(world) == 120)
    var kept = try self.world(ScalingPolicy(name: "up", disableScaleIn: true))
    _ = try drive(&kept, rate: 10, minutes: 20)
    #expect(capacity(kept) == 100)
  }

  @Test func `a second step out waits for the cooldown of ten minutes`() throws {
    var world = try world(ScalingPolicy(name: "slow", scaleOutCooldown: .minutes(10)))
    _ = try drive(&world, rate: 90, minutes: 4)
    #expect(capacity(world) == 129)
    _ = try drive(&world, rate: 120, minutes: 8)
    #expect(capacity(world) == 129)
    _ = try drive(&world, rate: 120, minutes: 4)
    #expect(capacity(world) == 172)
  }

  @Test func `a fifth decrease of a day fails, and the activity says why`() throws {
    var world = try world()
    for write in [99, 98, 97, 96] {
      try world.call(
        DynamoDB.UpdateTable(tableName: "table", change: .billing(.provisioned(Throughput(read: 100, write: write)))))
    }
    _ = try drive(&world, rate: 10, minutes: 17)
    let activity = try #require(try world.call(DynamoDB.DescribeScalingActivities()).first)
    #expect(activity.status == .failed && activity.message.hasPrefix("Subscriber limit exceeded"))
    #expect(capacity(world) == 96)
  }

  @Test func `targets of on-demand tables, unknown ones, and percentages beyond 20 to 90 are refused`() throws {
    var world = try CapacityVectors.world()
    func code(_ body: (inout World) throws -> Void) -> String? {
      do { try body(&world) } catch { return (error as? ServiceError)?.code }
      return nil
    }
    #expect(
      code { try $0.call(DynamoDB.RegisterScalableTarget(Self.dimension, capacityMin: 1, capacityMax: 2)) }
        == "ValidationException")
    #expect(
      code { try $0.call(DynamoDB.PutScalingPolicy(Self.dimension, .init(name: "p"))) } == "ObjectNotFoundException")
    var scaled = try self.world()
    #expect(throws: ServiceError.self) {
      try scaled.call(DynamoDB.PutScalingPolicy(Self.dimension, .init(name: "p", targetPercent: 95)))
    }
  }
}
