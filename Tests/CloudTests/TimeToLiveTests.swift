import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct TimeToLiveTests {
  private func world(_ belief: Misconception? = nil, lag: Latency = .fixed(.hours(5))) throws -> World {
    var world = try CapacityVectors.world()
    world.model(\.dynamoDB.model.expiryLag, lag)
    if let belief { world.believe(belief) }
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: true))
    try world.call(
      DynamoDB.PutItem(tableName: "table", item: ["k": "a", "ttl": .number(vectorStart.seconds + 60)]))
    return world
  }
  private func read(_ world: inout World) throws -> Item? {
    try world.call(DynamoDB.GetItem(tableName: "table", key: ["k": "a"])).item
  }

  @Test func `an expired item is readable until its deletion, and the read says so`() throws {
    var world = try world()
    world.advance(by: .minutes(2))
    #expect(try read(&world) != nil)
    #expect(world.trace.all(DynamoDB.ItemRead.self).last!.isExpired)
    world.advance(by: .hours(5))
    #expect(try read(&world) == nil)
    #expect(world.trace.all(DynamoDB.ItemExpired.self).map(\.lag) == [.hours(5)])
  }

  @Test func `a deletion by TTL costs no write units`() throws {
    var world = try world()
    let before = world.ledger.units(of: .writeRequestUnits)
    world.drain()
    #expect(world.ledger.units(of: .writeRequestUnits) == before)
  }

  @Test func `believers see an item vanish, hide, or cost`() throws {
    var vanished = try world(.ttlIsImmediate), hidden = try world(.expiredItemsAreHidden)
    vanished.advance(by: .seconds(61))
    hidden.advance(by: .seconds(61))
    #expect(try read(&vanished) == nil && vanished[.usEast1].dynamoDB.table("table")!.itemCount == 0)
    #expect(try read(&hidden) == nil && hidden[.usEast1].dynamoDB.table("table")!.itemCount == 1)
    var costly = try world(.ttlCostsWriteCapacity)
    costly.drain()
    #expect(costly.ledger.units(of: .writeRequestUnits) == 2)
  }

  @Test func `the lag of each item is drawn from the window, and differs`() throws {
    var world = try world(lag: .uniform(.zero ... .hours(48)))
    for index in 0..<50 {
      try world.call(
        DynamoDB.PutItem(
          tableName: "table", item: ["k": .string("i\(index)"), "ttl": .number(vectorStart.seconds + 60)]))
    }
    world.drain()
    let lags = world.trace.all(DynamoDB.ItemExpired.self).map(\.lag)
    #expect(lags.count == 51 && Set(lags).count > 45)
    #expect(lags.allSatisfy { $0 >= .zero && $0 <= .hours(48) })
  }

  @Test func `turning TTL on finds the items that are there, and off stops their deletion`() throws {
    var world = try CapacityVectors.world()
    world.model(\.dynamoDB.model.expiryLag, .fixed(.hours(3)))
    for index in 0..<3 {
      try world.call(
        DynamoDB.PutItem(tableName: "table", item: ["k": .string("i\(index)"), "ttl": .number(vectorStart.seconds)]))
    }
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: true))
    var stopped = world
    stopped.advance(by: .hours(2))
    try stopped.call(DynamoDB.UpdateTimeToLive(tableName: "table", attribute: "ttl", isEnabled: false))
    world.drain()
    stopped.drain()
    #expect(world[.usEast1].dynamoDB.table("table")!.itemCount == 0)
    #expect(stopped[.usEast1].dynamoDB.table("table")!.itemCount == 3)
  }

  @Test func `milliseconds taken for seconds never expire`() throws {
    var world = try world()
    try world.call(
      DynamoDB.PutItem(tableName: "table", item: ["k": "b", "ttl": .number(vectorStart.milliseconds)]))
    world.drain()
    #expect(world[.usEast1].dynamoDB.table("table")!.itemCount == 1)
  }

  @Test func `a table of the same name does not inherit its predecessor's timers`() throws {
    var world = try world()
    try world.call(DynamoDB.DeleteTable(tableName: "table"))
    try world.call(DynamoDB.CreateTable(tableName: "table", keys: KeySchema("k"), billing: .onDemand))
    try world.call(
      DynamoDB.PutItem(tableName: "table", item: ["k": "a", "ttl": .number(vectorStart.seconds + 60)]))
    world.drain()
    #expect(world[.usEast1].dynamoDB.table("table")!.itemCount == 1)
  }
}
