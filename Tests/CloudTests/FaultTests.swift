import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct FaultTests {
  private static let put = DynamoDB.PutItem(tableName: "Stock", item: ["id": "a"])
  private static let day = vectorStart..<(vectorStart + .days(1))

  private static func world(regions: [Region] = [.usEast1]) throws -> World {
    var world = World(seed: 1, start: vectorStart, regions: regions)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    for region in regions.dropFirst() {
      try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .addReplica(region)))
    }
    world.advance(by: .seconds(5))
    return world
  }
  private func code(_ world: inout World) -> String? {
    do throws(ServiceError) {
      try world.call(Self.put)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a failing call is answered with its error, changes nothing, and says why`() throws {
    var world = try Self.world()
    world.inject(
      .init("dynamodb:Put*", during: Self.day, .error(code: "InternalServerError", message: "m", status: 500)))
    #expect(code(&world) == "InternalServerError")
    #expect(world[.usEast1].dynamoDB.table("Stock")!.itemCount == 0)
    #expect(world.trace.entries.last?.because == .servicesFail)
  }

  @Test func `throttling lets so many through each second`() throws {
    var world = try Self.world()
    world.inject(.init("dynamodb:PutItem", during: Self.day, .throttleAbove(perSecond: 2)))
    #expect((0..<4).map { _ in code(&world) } == [nil, nil, "ThrottlingException", "ThrottlingException"])
    world.advance(by: .seconds(1))
    #expect(code(&world) == nil)
  }

  @Test func `a slow call takes the time that is drawn, and works`() throws {
    var world = try Self.world()
    let before = world.now
    world.inject(.init("dynamodb:PutItem", during: Self.day, .slow(.uniform(.seconds(2) ... .seconds(3)))))
    #expect(code(&world) == nil)
    #expect((.seconds(2) ... .seconds(3)).contains(world.now - before))
    #expect(world.trace.all(RequestStruck.self).count == 1)
  }

  @Test func `a request that comes twice is performed twice and answered once`() throws {
    var world = try Self.world()
    world.inject(.init("dynamodb:PutItem", during: Self.day, .duplicate(after: .fixed(.seconds(1)))))
    #expect(code(&world) == nil)
    world.advance(by: .seconds(2))
    #expect(world.trace.all(DynamoDB.ItemWritten.self).count == 2)
    // The second one follows from the fault.
    let second = try #require(world.trace.entries(of: DynamoDB.ItemWritten.self).last)
    #expect(world.trace.causes(of: second.id).map(\.because).contains(.requestsCanComeTwice))
  }

  @Test func `messages among services can be late or come twice, and are never lost`() throws {
    for effect in [FaultPlan.Effect.drop, .slow(.fixed(.seconds(20))), .duplicate(after: .fixed(.seconds(4)))] {
      var world = try Self.world(regions: [.usEast1, .euWest1])
      world.inject(.init("dynamodb:replication", during: Self.day, effect))
      try world.call(Self.put)
      world.advance(by: .minutes(1))
      #expect(world[.euWest1].dynamoDB.table("Stock")!.itemCount == 1)
    }
  }

  @Test func `a Region works with two of its zones gone, and not with three`() throws {
    var world = try Self.world()
    let zones = Region.usEast1.zones
    #expect(zones.map(\.description) == ["us-east-1a", "us-east-1b", "us-east-1c"])
    for zone in zones.prefix(2) { world.lose(zone, until: world.now + .minutes(5)) }
    #expect(code(&world) == nil && world.context.zonesUp == [zones[2]])
    world.lose(zones[2], until: world.now + .minutes(1))
    let lost = world.submit(Self.put, in: .usEast1)
    world.advance(by: .minutes(2))
    #expect(world.reply(to: lost) == nil)
    #expect(world.trace.entries(of: RequestStruck.self).last?.because == .zonesFailApart)
    #expect(code(&world) == nil)
  }

  @Test func `a plan is a value: it prints, and two worlds given it break alike`() throws {
    var plan = FaultPlan()
    plan.add(.init("dynamodb:PutItem", in: "us-east-1", during: Self.day, chance: Ratio(1, of: 2), .throttle))
    plan.partition("us-east-1", "eu-west-1", during: vectorStart..<(vectorStart + .seconds(90)))
    plan.loseZone("us-east-1a", during: vectorStart..<(vectorStart + .seconds(1)))
    plan.skewClock(of: "eu-west-1", by: .milliseconds(-1_500))
    #expect(
      plan.text(from: vectorStart) == """
        dynamodb:PutItem in us-east-1 is throttled, 1 in 2, +0 to +86400 s
        us-east-1 and eu-west-1 apart, +0 to +90 s
        us-east-1a lost, +0 to +1 s
        the clock of eu-west-1 is -1.5 s ahead

        """)
    func codes() throws -> [String?] {
      var world = try Self.world()
      world.inject(plan)
      return (0..<20).map { _ in code(&world) }
    }
    let first = try codes()
    #expect(try codes() == first && first.contains("ThrottlingException") && first.contains(nil))
  }

  @Test func `a call from another Region takes the way there and back, and waits for a partition`() throws {
    var world = try Self.world(regions: [.usEast1, .euWest1])
    let there = Duration.milliseconds(33) ... .milliseconds(40)
    var before = world.now
    try world.call(Self.put, in: .usEast1, from: .euWest1)
    let took = world.now - before
    #expect(took >= there.lowerBound + there.lowerBound && took <= there.upperBound + there.upperBound)
    #expect(world.trace.all(RequestSent.self).count == 1)
    before = world.now
    try world.call(Self.put, in: .usEast1, from: .usEast1)
    #expect(world.now == before)
    world.partition(.usEast1, .euWest1, until: before + .seconds(30))
    try world.call(Self.put, in: .usEast1, from: .euWest1)
    #expect(world.now - before >= .seconds(30) + there.lowerBound)
    var far = Network()
    far[.usEast1, .euWest1] = .fixed(.seconds(1))
    world.set(far)
    before = world.now
    try world.call(Self.put, in: .usEast1, from: .euWest1)
    #expect(world.now - before == .seconds(2))
  }
}
