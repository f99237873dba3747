import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct HistoryTests {
  /// A run with chance and things from outside; what the world was before each event, as seen while it ran.
  private func run(_ seed: UInt64, every: Int) throws -> (world: World, seen: [Int: (entries: Int, print: UInt64)]) {
    var random = Random(seed: seed)
    var world = World(seed: seed, start: vectorStart, regions: [.usEast1, .euWest1])
    world.keepHistory(every: every)
    world.model(\.dynamoDB.model.replicationLag, .uniform(.milliseconds(100) ... .seconds(3)))
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Stock")
    try world.call(DynamoDB.UpdateTable(tableName: "Stock", change: .addReplica(.euWest1)))
    world.advance(by: .minutes(1))
    var seen: [Int: (Int, UInt64)] = [:]
    for _ in 0..<30 {
      let key: Item = ["id": .string("k\(random.integer(in: 0...2))")], region: Region = .usEast1
      switch random.integer(in: 0...5) {
      case 0: world.partition(.usEast1, .euWest1, until: world.now + .seconds(5))
      case 1: world.submit(DynamoDB.DeleteItem(tableName: "Stock", key: key), in: region)
      default:
        world.submit(
          DynamoDB.PutItem(tableName: "Stock", item: key), in: random.integer(in: 0...1) == 0 ? .euWest1 : region)
      }
      if random.integer(in: 0...2) > 0 {
        let until = world.now + random.duration(in: .zero ... .seconds(4))
        while let due = world.nextDue, due <= until {
          seen[world.eventCount] = (world.trace.entries.count, world.fingerprint)
          world.step()
        }
        world.run(until: until)
      }
    }
    return (world, seen)
  }

  @Test func `a world can be rewound to any earlier event, and was what it is then`() {
    forEachSeed(12) { random in
      let (world, seen) = try run(random.next(), every: random.integer(in: 1...40))
      for (event, was) in seen.sorted(by: { $0.key < $1.key }) {
        guard let then = world.rewound(toEvent: event) else { throw Broken("event \(event) is out of reach") }
        guard then.eventCount == event, then.trace.entries.count == was.entries, then.fingerprint == was.print else {
          throw Broken("event \(event) of \(world.eventCount) is another: \(then.trace.entries.count) entries")
        }
      }
    }
  }

  @Test func `a world rewound to an instant has what happened until then, and nothing after`() {
    forEachSeed(10) { random in
      let (world, _) = try run(random.next(), every: 7)
      let first = vectorStart + .minutes(1)
      for _ in 0..<10 {
        let instant = first + random.duration(in: .zero...(world.now - first))
        guard let then = world.rewound(to: instant), then.now == instant else {
          throw Broken("\(instant) is out of reach")
        }
        let until = world.trace.entries.filter { $0.at < instant }.count
        guard then.trace.entries.count >= until, then.trace.isPrefix(of: world.trace),
          then.trace.entries.last.map({ $0.at <= instant }) ?? true
        else { throw Broken("\(then.trace.entries.count) entries at \(instant.iso8601), \(until) before it") }
      }
    }
  }

  @Test func `a world rewound to an entry ends with it or with what its event wrote too`() {
    forEachSeed(10) { random in
      let (world, _) = try run(random.next(), every: 5)
      for id in world.trace.entries.indices where id.isMultiple(of: 7) {
        guard let then = world.rewound(toEntry: id) else { throw Broken("entry \(id) is out of reach") }
        guard then.trace.entries.count > id, then.trace.isPrefix(of: world.trace),
          then.trace.entries.last!.at == world.trace.entries[id].at
        else { throw Broken("entry \(id): \(then.trace.entries.count) entries") }
      }
    }
  }

  @Test func `what never happened or was not kept is out of reach`() throws {
    var world = World(seed: 1, start: vectorStart)
    #expect(world.rewound(toEvent: 0) == nil)
    world.keepHistory()
    try world.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Stock")
    #expect(world.rewound(toEvent: 2) == nil && world.rewound(to: vectorStart + .days(1)) == nil)
    #expect(world.rewound(toEvent: 0)?.eventCount == 0)
    // What a fork does from there is its own.
    var fork = try #require(world.rewound(toEvent: 0))
    fork.drain()
    #expect(fork.fingerprint == world.fingerprint && fork.rewound(toEvent: 0)?.eventCount == 0)
  }

  @Test func `two runs side by side show where they part and what each cost`() throws {
    var truth = World(seed: 1, start: vectorStart, regions: [.usEast1, .euWest1])
    truth.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    try truth.call(DynamoDB.CreateTable(tableName: "Stock", keys: KeySchema("id"), billing: .onDemand))
    try truth.call(DynamoDB.UpdateTable(tableName: "Stock", change: .addReplica(.euWest1)))
    truth.advance(by: .seconds(1))
    var fork = truth
    #expect(truth.comparison(with: fork).isSame)
    #expect(truth.comparison(with: fork).text.hasPrefix("The runs are the same, entry by entry."))
    fork.partition(.usEast1, .euWest1, until: fork.now + .hours(1))
    func script(_ world: inout World) throws {
      try world.call(DynamoDB.PutItem(tableName: "Stock", item: ["id": "a", "n": 1]))
      world.advance(by: .minutes(10))
    }
    try script(&truth)
    try script(&fork)
    expectGolden(truth.comparison(with: fork).text, "comparison.txt")
  }
}
