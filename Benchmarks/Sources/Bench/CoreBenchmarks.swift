import Basics
import Cloud
import Simulation

/// The core as a whole: traced events, snapshots, and the sorted map that tables are kept in.
func coreBenchmarks() -> [Pair] {
  [tracedEvents()] + [10_000, 100_000, 1_000_000].flatMap { [snapshot(items: $0), sortedMap(items: $0)] }
}

/// A service of timers alone, so that what is measured is the core: each event notes a fact with its rule and cause,
/// books a unit, and schedules the next.
private struct Probe: Service {
  static let name = "probe"
  static var home: WritableKeyPath<Stack, Probe> { \.probe }
  static let rule = Rule("probe.ticks", "A timer that fires sets the next.", source: "this benchmark")
  static let meter = Meter(service: "probe", item: "ticks", unit: "tick")

  struct Tick: Sendable { let number: Int, gap: Duration }
  struct Ticked: Fact {
    let number: Int
    var details: [Detail] { [Detail("number", number)] }
  }
  struct Start: Operation {
    static let name = "probe:Start"
    let timers: Int, ticks: Int
    func perform(on probe: inout Probe, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      for timer in 0..<timers {
        let tick = Tick(number: ticks, gap: .nanoseconds(1_000 + timer * 7))
        context.schedule(Probe.self, tick, after: .nanoseconds(timer))
      }
      return .now(())
    }
  }
  func wake(_ tick: Tick, _ context: inout Context) {
    context.note(Ticked(number: tick.number), because: Self.rule)
    context.meter(Self.meter, 1)
    if tick.number > 1 {
      context.schedule(Probe.self, Tick(number: tick.number - 1, gap: tick.gap), after: tick.gap)
    }
  }
}
extension Stack {
  fileprivate var probe: Probe {
    get { Probe() }
    set {}
  }
}

func tracedEvents() -> Pair {
  let timers = 100, ticks = 3_000
  return Pair(
    name: "traced events", peer: "the queue alone", units: timers * ticks, unit: "event",
    ours: {
      var world = World(seed: 1, start: Instant(seconds: 1_795_510_800))
      try world.call(Probe.Start(timers: timers, ticks: ticks))
      world.drain()
      precondition(world.trace.entries.count == timers * ticks && world.ledger.units(of: Probe.meter) == 300_000)
    },
    theirs: {
      var queue = EventQueue<(Int, Int)>()
      for timer in 0..<timers { queue.schedule((ticks, timer), at: Instant(nanoseconds: Int64(timer))) }
      while let (event, due) = queue.next() {
        if event.0 > 1 { queue.schedule((event.0 - 1, event.1), at: due + .nanoseconds(1_000 + event.1 * 7)) }
      }
    })
}

/// A copy of a world with a table of so many items, and the first write to it; against a copy of as many pairs in a
/// dictionary and a write to that.
private func snapshot(items: Int) -> Pair {
  var world = World(seed: 1, start: Instant(seconds: 1_795_510_800))
  world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
  _ = try? world.call(DynamoDB.CreateTable(tableName: "table", keys: KeySchema("id"), billing: .onDemand))
  var dictionary: [String: Int] = [:]
  for i in 0..<items {
    // A hundred a second, which on-demand capacity lets through.
    if i % 100 == 0 { world.advance(by: .seconds(1)) }
    _ = try? world.call(DynamoDB.PutItem(tableName: "table", item: ["id": .string("item-\(i)"), "v": .number(1)]))
    dictionary["item-\(i)"] = i
  }
  precondition(world[.usEast1].dynamoDB.table("table")!.itemCount == items)
  let (base, plain, copies) = (world, dictionary, 10)
  return Pair(
    name: "snapshot, \(items) items", peer: "Swift dictionary", units: copies, unit: "copy",
    ours: {
      for i in 0..<copies {
        var copy = base
        try copy.call(DynamoDB.PutItem(tableName: "table", item: ["id": .string("new-\(i)"), "v": .number(1)]))
      }
    },
    theirs: {
      for i in 0..<copies {
        var copy = plain
        copy["new-\(i)"] = i
        precondition(copy.count == items + 1)
      }
    })
}

/// So many puts in random order, and a walk over all; against a dictionary that is sorted at the end.
private func sortedMap(items: Int) -> Pair {
  var random = Random(seed: 1)
  let keys = (0..<items).map { _ in random.integer(in: 0...(1 << 40)) }
  return Pair(
    name: "sorted map, \(items) items", peer: "dictionary and sort", units: items, unit: "item",
    ours: {
      var map = SortedMap<Int, Int>(), sum = 0
      for key in keys { map[key] = key }
      for (key, _) in map { sum &+= key }
      precondition(sum != 0)
    },
    theirs: {
      var map: [Int: Int] = [:], sum = 0
      for key in keys { map[key] = key }
      for key in map.keys.sorted() { sum &+= key }
      precondition(sum != 0)
    })
}
