import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct SettlingTests {
  /// Three items that expire ten seconds apart, and nothing else.
  private static func world() throws -> World {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.expiryLag, .fixed(.zero))
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "Stock", attribute: "ttl", isEnabled: true))
    for index in 1...3 {
      let item: Item = ["id": .string("i\(index)"), "ttl": .number(vectorStart.seconds + 10 * index)]
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: item))
    }
    return world
  }

  @Test func `moving the clock fires everything at its own instant, in order, and leaves nothing due`() throws {
    var world = try Self.world()
    world.advance(by: .seconds(25))
    let expired = world.trace.entries(of: DynamoDB.ItemExpired.self)
    #expect(expired.map(\.at) == [vectorStart + .seconds(10), vectorStart + .seconds(20)])
    #expect(world.now == vectorStart + .seconds(25) && world.nextDue == vectorStart + .seconds(30))
    #expect(world.eventCount == 2)
  }

  @Test func `an invariant that breaks stops the run at that instant and keeps the rest queued`() throws {
    var world = try Self.world()
    let two = Invariant("two items stay") { world in
      let count = world[.usEast1].dynamoDB.table("Stock")!.itemCount
      return count < 2 ? "\(count) are left" : nil
    }
    #expect(throws: Halt.self) { try world.settle(until: vectorStart + .minutes(1), checking: [two]) }
    let halt = try #require(world.failure)
    #expect(halt.at == vectorStart + .seconds(20) && world.now == halt.at)
    #expect(halt.reason == "two items stay: 1 are left" && halt.event == 2)
    #expect(world.nextDue == vectorStart + .seconds(30))
    // Stopped means stopped, until it is told to go on.
    world.advance(by: .minutes(1))
    #expect(world.now == halt.at)
    world.resume()
    world.advance(by: .minutes(1))
    #expect(world[.usEast1].dynamoDB.table("Stock")!.itemCount == 0 && world.now == halt.at + .minutes(1))
  }

  @Test func `settling without a failure is running`() throws {
    var settled = try Self.world(), run = settled
    try settled.settle(until: vectorStart + .minutes(1))
    run.run(until: vectorStart + .minutes(1))
    #expect(settled.fingerprint == run.fingerprint && settled.now == run.now)
  }
}
