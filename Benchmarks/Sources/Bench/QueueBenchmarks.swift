import Basics
import Peers
import Simulation

/// The event queue against `std::priority_queue`, under the hold model: take the first event, schedule one later.
func queueBenchmarks() -> [Pair] {
  var random = Random(seed: 1)
  let gaps = (0..<4_096).map { _ in UInt64(random.integer(in: 1...1_000_000)) }
  let operations = 500_000
  return [100, 10_000, 100_000].map { pending in
    Pair(
      name: "event queue, \(pending) pending", peer: "std::priority_queue", units: operations, unit: "event",
      ours: {
        var queue = EventQueue<(UInt64, UInt64)>(), sum: UInt64 = 0
        for i in 0..<pending {
          _ = queue.schedule((UInt64(i), UInt64(i)), at: Instant(nanoseconds: Int64(gaps[i % gaps.count])))
        }
        for i in 0..<operations {
          let (event, due) = queue.next()!
          sum &+= UInt64(due.nanoseconds)
          _ = queue.schedule(
            (event.0, UInt64(i)), at: Instant(nanoseconds: due.nanoseconds + Int64(gaps[i % gaps.count])))
        }
        precondition(sum > 0)
      },
      theirs: { precondition(peer_queue(pending, operations, gaps, gaps.count) > 0) })
  }
}
