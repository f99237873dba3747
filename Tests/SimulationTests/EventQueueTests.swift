import Basics
import Simulation
import TestSupport
import Testing

@Suite struct EventQueueTests {
  @Test func `the queue agrees with a sorted list under any script`() {
    forEachSeed(200) { random in
      var queue = EventQueue<Int>(), model: [(due: Int, event: Int)] = [], tickets: [Int: EventQueue<Int>.Ticket] = [:]
      for event in 0..<300 {
        switch random.integer(in: 0...9) {
        case 0...5:
          let due = random.integer(in: 0...40)
          tickets[event] = queue.schedule(event, at: Instant(seconds: due))
          model.append((due, event))
        case 6...7:
          // Equal times fire in the order of scheduling: the first minimum is the one.
          let expected = model.indices.min { model[$0].due < model[$1].due }.map { model.remove(at: $0) }
          let got = queue.next()
          guard got?.event == expected?.event, got?.due.seconds == expected?.due else {
            throw Broken("expected \(String(describing: expected)), got \(String(describing: got))")
          }
        default:
          let victim = random.integer(in: 0...event)
          let index = model.firstIndex { $0.event == victim }
          let cancelled = tickets[victim].map { queue.cancel($0) } ?? false
          guard cancelled == (index != nil) else { throw Broken("cancelling \(victim) said \(cancelled)") }
          if let index { model.remove(at: index) }
        }
        guard queue.count == model.count else { throw Broken("\(queue.count) events wait, not \(model.count)") }
        guard queue.nextDue()?.seconds == model.map(\.due).min() else { throw Broken("another event is next") }
      }
    }
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
