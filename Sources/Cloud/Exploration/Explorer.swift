import Basics
import Simulation

/// Runs random programs of a service and reports the first that breaks something, shrunk.
///
///     let explorer = Explorer(DynamoDBExploration())
///     for seed in 0..<1_000 { if let finding = explorer.explore(seed: seed) { print(finding.text) } }
public struct Explorer<Subject: Exploration>: Sendable {
  let subject: Subject

  public init(_ subject: Subject) { self.subject = subject }

  public struct Finding: Sendable {
    public let service: String
    public let seed: UInt64
    public let breach: Breach
    /// The moves that are left after shrinking, and how many there were.
    public let program: [String]
    public let length: Int

    /// For a person to read, and to run again.
    public var text: String {
      """
      \(service), seed \(seed): \(breach)
      \(program.count) of \(length) moves are enough:
      \(program.map { "  " + $0 }.joined(separator: "\n"))
      Run it again: rehearse explore \(service) --seed \(seed) --programs 1

      """
    }
  }

  /// The program of one seed; nil when everything holds.
  public func explore(seed: UInt64) -> Finding? {
    var random = Random(seed: seed).stream("program")
    let program = subject.program(&random)
    guard let breach = failure(of: program, seed: seed) else { return nil }
    let (least, last) = shrink(program, breach, seed: seed)
    return Finding(
      service: subject.name, seed: seed, breach: last, program: least.map(\.description), length: program.count)
  }

  // MARK: One program

  /// What a program breaks, if anything.
  func failure(of program: [Move<Subject.Step>], seed: UInt64) -> Breach? {
    do throws(Breach) {
      let first = try run(program, seed: seed), second = try run(program, seed: seed)
      let (text, again) = (first.fingerprint, second.fingerprint)
      guard text == again else {
        let parting = first.trace.divergence(from: second.trace)?.text ?? "the ledgers differ"
        throw Breach("one seed gives one run", parting)
      }
      try checkHistory(first, seed)
      return nil
    } catch {
      return error
    }
  }

  private func run(_ program: [Move<Subject.Step>], seed: UInt64) throws(Breach) -> World {
    var world: World, monitor: Subject.Monitor
    do throws(ServiceError) {
      (world, monitor) = try subject.begin(seed: seed)
    } catch {
      throw Breach("the world can be made", error.description)
    }
    world.keepHistory(every: 64)
    try subject.observe(world, &monitor)
    var quiet = world.now
    for move in program {
      if let end = move.end(from: world.now) { quiet = max(quiet, end) }
      switch move {
      case .act(let step): subject.perform(step, on: &world, &monitor)
      case .wait(let duration): try settle(&world, &monitor, until: world.now + duration)
      case .fault(let operation, let scope, let span, let chance, let effect):
        let window = world.now..<(world.now + span)
        world.inject(.init(operation, in: scope?.rawValue, during: window, chance: chance, effect))
      case .partition(let one, let other, let span): world.partition(one, other, until: world.now + span)
      case .lose(let zone, let span): world.lose(zone, until: world.now + span)
      case .skew(let region, let skew): world.skewClock(region, by: skew)
      }
      try subject.observe(world, &monitor)
    }
    try settle(&world, &monitor, until: max(quiet, world.now) + subject.rest)
    try subject.conclude(&world, &monitor)
    try checkTrace(world)
    return world
  }

  /// Moves the clock event by event.
  private func settle(
    _ world: inout World, _ monitor: inout Subject.Monitor, until limit: Instant
  ) throws(Breach) {
    var last = world.now
    while world.step(until: limit) {
      guard world.now >= last else { throw Breach("time runs forward", "\(world.now.iso8601) after \(last.iso8601)") }
      last = world.now
      try subject.observe(world, &monitor)
    }
    world.run(until: limit)
    if let failure = world.failure { throw Breach("the run goes on", failure.description) }
    if let due = world.nextDue, due <= limit {
      throw Breach("settling leaves nothing due", "\(due.iso8601) at \(limit.iso8601)")
    }
  }

  private func checkTrace(_ world: World) throws(Breach) {
    var last = world.context.start
    for entry in world.trace.entries {
      if let cause = entry.cause, cause >= entry.id {
        throw Breach("causes come first", "entry \(entry.id) is caused by \(cause)")
      }
      guard entry.at >= last else { throw Breach("the trace is in order of time", "entry \(entry.id) is earlier") }
      last = entry.at
    }
  }

  /// A rewound world is where it was, and goes the same way again up to the next thing that came from outside.
  private func checkHistory(_ world: World, _ seed: UInt64) throws(Breach) {
    var random = Random(seed: seed).stream("history")
    guard let first = world.history?.kept.first?[0].eventCount, first < world.eventCount else { return }
    for _ in 0..<3 {
      let event = random.integer(in: first...world.eventCount - 1)
      guard var then = world.rewound(toEvent: event), then.eventCount == event else {
        throw Breach("any event can be reached again", "event \(event) cannot")
      }
      let next = world.history!.kept.first { $0[0].eventCount > event }?[0] ?? world
      while then.eventCount < next.eventCount, then.step() {}
      guard then.trace.isPrefix(of: next.trace), next.trace.isPrefix(of: world.trace) else {
        throw Breach("a rewound world goes the same way", then.trace.divergence(from: world.trace)?.text ?? "")
      }
    }
  }
}

extension World {
  /// Everything that a run left behind, as one number: equal runs have equal ones.
  public var fingerprint: UInt64 {
    let usage = ledger.lines.map { "\($0.line.meter.item) \($0.line.scope) \($0.line.month) \($0.units)\n" }.joined()
    let counters = metrics.all.map { "\($0.name) \($0.count)\n" }.joined()
    return stableHash(trace.text(from: context.start) + usage + counters)
  }
}
