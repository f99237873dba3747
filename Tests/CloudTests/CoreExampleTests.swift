import Basics
import Cloud
import Foundation
import Simulation
import TestSupport
import Testing

/// The examples of docs/core.md, as they stand there.
@Suite struct CoreExampleTests {
  private let start = vectorStart

  private func world() throws -> World {
    var world = World(seed: 1, start: start, regions: [.usEast1, .euWest1])
    try world.call(DynamoDB.CreateTable(tableName: "Sessions", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Sessions")
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "Sessions", attribute: "ttl", isEnabled: true))
    return world
  }

  /// A session that expires in a minute, and two days.
  private func script(_ world: inout World) throws {
    let expiry = world.now.seconds + 60
    try world.call(DynamoDB.PutItem(tableName: "Sessions", item: ["id": "a", "ttl": .number(expiry)]))
    world.advance(by: .hours(49))
  }

  @Test func `a world`() throws {
    var world = World(seed: 1, start: start, regions: [.usEast1, .euWest1])
    try world.call(DynamoDB.CreateTable(tableName: "Sessions", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Sessions")
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "Sessions", attribute: "ttl", isEnabled: true))
    let expiry = world.now.seconds + 60
    try world.call(DynamoDB.PutItem(tableName: "Sessions", item: ["id": "a", "ttl": .number(expiry)]))
    world.advance(by: .hours(48))
    let deletion = world.trace.entries(of: DynamoDB.ItemExpired.self)[0]
    #expect(deletion.at > start + .seconds(60) && deletion.because == .ttlDeletesLater)
  }

  @Test func `moving the clock`() throws {
    var world = try world()
    let expiry = world.now.seconds + 60
    try world.call(DynamoDB.PutItem(tableName: "Sessions", item: ["id": "a", "ttl": .number(expiry)]))
    let kept = Invariant("the session stays") { world in
      world[.usEast1].dynamoDB.table("Sessions")!.itemCount == 1 ? nil : "it is gone"
    }
    do throws(Halt) {
      try world.settle(until: world.now + .hours(48), checking: [kept])
    } catch {
      print(error)  // the instant, the event, the place, and what broke
    }
    #expect(world.failure?.reason == "the session stays: it is gone")
    world.resume()
    #expect(world.failure == nil)
  }

  @Test func `what if`() throws {
    var world = try world()
    var belief = world
    belief.believe(.ttlIsImmediate)
    try script(&world)
    try script(&belief)
    print(world.comparison(with: belief).text)  // where the two part, and both bills
    #expect(world.comparison(with: belief).divergence?.mine?.event == "ItemExpired")
  }

  @Test func `and back again`() throws {
    var world = try world()
    world.keepHistory()
    try script(&world)
    let entry = world.trace.entries(of: DynamoDB.ItemExpired.self)[0]
    var then = world.rewound(toEntry: entry.id)!
    let before = world.rewound(to: entry.at - .seconds(1))!
    #expect(then.now == entry.at && then[.usEast1].dynamoDB.table("Sessions")!.itemCount == 0)
    #expect(before[.usEast1].dynamoDB.table("Sessions")!.itemCount == 1)
    then.drain()
    #expect(then.fingerprint == world.fingerprint)
  }

  @Test func `what goes wrong`() throws {
    var world = try world()
    let hour = world.now..<(world.now + .hours(1))
    var plan = FaultPlan()
    plan.add(.init("dynamodb:PutItem", during: hour, chance: Ratio(1, of: 10), .throttle))
    plan.add(.init("dynamodb:*", in: "eu-west-1", during: hour, .slow(.uniform(.seconds(1) ... .seconds(3)))))
    plan.partition("us-east-1", "eu-west-1", during: hour)
    plan.loseZone("us-east-1a", during: hour)
    plan.skewClock(of: "eu-west-1", by: .seconds(5))
    world.inject(plan)
    #expect(world.context.faults == plan)
  }

  @Test func `who may, and from where`() throws {
    var world = try world()
    world.attach(
      Policy([.allow("dynamodb:Get*", on: "arn:aws:dynamodb:*:*:table/Sessions")]), to: .user("mateo"))
    try world.call(DynamoDB.GetItem(tableName: "Sessions", key: ["id": "a"]), by: .user("mateo"), from: .euWest1)
    #expect(world.trace.all(RequestSent.self).count == 1)
  }

  @Test func metrics() {
    var metrics = Metrics()
    let latency = Metric("Shop", "Latency", ["Page": "cart"], in: "us-east-1", unit: .milliseconds)
    metrics.record(12, of: latency, at: start)
    metrics.record(80, of: latency, at: start + .seconds(40))
    let worst = metrics.datapoints(
      .percentile(Ratio(99, of: 100)), of: latency, during: start..<(start + .minutes(5)), period: .minutes(1),
      now: start + .minutes(5))
    #expect(worst == [Datapoint(at: start, value: 80)])
  }

  @Test func `state that is copied cheaply`() {
    var items = SortedMap(sorted: (0..<10_000).map { (key: $0, value: "v") })
    let snapshot = items
    items[4_711] = nil
    items[20_000] = "new"
    let changed = items.changes(since: snapshot, ==).map(\.key)
    let page = items.elements(from: .excluding(4_709), to: .unbounded).prefix(3).map(\.key)
    #expect(changed == [4_711, 20_000] && page == [4_710, 4_712, 4_713] && snapshot.count == 10_000)
  }

  @Test func `each example of the page is one that runs here`() throws {
    func lines(_ text: some StringProtocol) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let page = try String(contentsOf: repositoryRoot.appendingPathComponent("docs/core.md"), encoding: .utf8)
    // Lines that only check the example may stand between its own.
    let source = lines(try String(contentsOfFile: #filePath, encoding: .utf8)).filter { !$0.hasPrefix("#expect") }
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().map {
      lines($0.components(separatedBy: "```")[0])
    }
    #expect(blocks.count >= 8)
    for block in blocks {
      let isRun = source.indices.contains { source[$0...].starts(with: block) }
      #expect(isRun, "no test runs\n\(block.joined(separator: "\n"))")
    }
  }
}
