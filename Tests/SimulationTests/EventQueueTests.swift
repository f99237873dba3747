import Basics
import Simulation
import TestSupport
import Testing

@Suite struct EventQueueTests {
  /// The same script to the queue and to a list that is searched for its first minimum.
  private func compare(_ random: inout Random, spread: Int, steps: Int, starting: Int = 0) throws {
    var queue = EventQueue<Int>(), model: [(due: Int, event: Int)] = [], tickets: [EventQueue<Int>.Ticket] = []
    var now = random.integer(in: -1_000...1_000)
    func add(_ due: Int, _ queue: inout EventQueue<Int>) {
      model.append((due, tickets.count))
      tickets.append(queue.schedule(tickets.count, at: Instant(nanoseconds: Int64(due))))
    }
    for _ in 0..<starting { add(now + random.integer(in: 0...spread), &queue) }
    for step in 0..<steps {
      switch random.integer(in: 0...9) {
      case 0...3: add(now + random.integer(in: 0...spread), &queue)
      case 4: for _ in 0..<random.integer(in: 0...30) { add(now + spread / 2, &queue) }
      case 5...7:
        let limit = now + random.integer(in: 0...spread)
        // Equal times fire in the order of scheduling: the first minimum is the one.
        let first = model.indices.min { model[$0].due < model[$1].due }.flatMap { model[$0].due <= limit ? $0 : nil }
        let expected = first.map { model.remove(at: $0) }
        let got = queue.next(until: Instant(nanoseconds: Int64(limit)))
        guard got?.event == expected?.event, got.map({ Int($0.due.nanoseconds) }) == expected?.due else {
          throw Broken("step \(step): expected \(String(describing: expected)), got \(String(describing: got))")
        }
        now = expected?.due ?? limit
      default:
        guard !tickets.isEmpty else { continue }
        let victim = random.integer(in: 0...tickets.count - 1)
        let index = model.firstIndex { $0.event == victim }
        guard queue.cancel(tickets[victim]) == (index != nil) else { throw Broken("cancelling \(victim) is off") }
        if let index { model.remove(at: index) }
      }
      guard queue.count == model.count else { throw Broken("\(queue.count) events wait, not \(model.count)") }
      if random.integer(in: 0...3) == 0 {
        guard queue.nextDue().map({ Int($0.nanoseconds) }) == model.map(\.due).min() else {
          throw Broken("step \(step): another event is next")
        }
      }
    }
    let rest = model.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
    guard queue.pending.map(\.event) == rest.map(\.element.event) else { throw Broken("something else waits") }
    for entry in rest {
      guard queue.next()?.event == entry.element.event else { throw Broken("the end is in another order") }
    }
    guard queue.next() == nil, queue.nextDue() == nil, queue.isEmpty else { throw Broken("something is left") }
  }

  @Test func `the queue agrees with a searched list under any script`() {
    forEachSeed(300) { random in
      // From many events at one time to times that are years apart.
      let spread = [1, 40, 3_000, 1_000_000, 1 << 40, 1 << 58][random.integer(in: 0...5)]
      try compare(&random, spread: spread, steps: 200)
    }
  }

  @Test func `the queue agrees with a searched list when thousands wait`() {
    forEachSeed(4) { random in
      try compare(&random, spread: [50, 100_000, 1 << 34][random.integer(in: 0...2)], steps: 400, starting: 3_000)
    }
  }

  @Test func `a copy of a queue fires the same events, whatever happens to the other`() {
    forEachSeed(50) { random in
      var queue = EventQueue<Int>()
      for event in 0..<2_000 { queue.schedule(event, at: Instant(nanoseconds: Int64(random.integer(in: 0...5_000)))) }
      for _ in 0..<random.integer(in: 0...1_500) { _ = queue.next() }
      var copy = queue
      let expected = queue.pending.map(\.event)
      while let (event, due) = queue.next() {
        if random.integer(in: 0...3) == 0 {
          queue.schedule(-event, at: due + .nanoseconds(random.integer(in: 1...900)))
        }
        if queue.count > 4_000 { break }
      }
      var fired: [Int] = []
      while let next = copy.next() { fired.append(next.event) }
      guard fired == expected else { throw Broken("the copy fired \(fired.count) other events") }
    }
  }

  @Test func `many events of one instant, and those they add to it, fire in order`() {
    var queue = EventQueue<Int>(), fired: [Int] = []
    for event in 0..<3_000 { queue.schedule(event, at: Instant(seconds: 5)) }
    while let (event, due) = queue.next() {
      fired.append(event)
      if event < 3_000 { queue.schedule(event + 3_000, at: due) }
    }
    #expect(fired == Array(0..<6_000))
  }

  @Test func `events of one time fire in the order of scheduling`() {
    var queue = EventQueue<Int>()
    for event in 0..<100 { queue.schedule(event, at: .epoch) }
    var fired: [Int] = []
    while let next = queue.next() { fired.append(next.event) }
    #expect(fired == Array(0..<100))
  }

  @Test func `a ticket of an event that fired does not cancel the next tenant of its place`() {
    var queue = EventQueue<Int>()
    let old = queue.schedule(1, at: .epoch)
    _ = queue.next()
    queue.schedule(2, at: .epoch)
    let isCancelled = queue.cancel(old)
    let next = queue.next()?.event
    #expect(!isCancelled && next == 2)
  }
}
