import Basics
import Foundation
import Peers
import Simulation

/// How many events wait: 1×, 100× and 10,000×, and a step of 10× between the last two.
let pendingCounts = [100, 10_000, 100_000, 1_000_000]

/// The event queue against `std::priority_queue`, under the hold model: take the first event, schedule one later. Both
/// carry 16 bytes of payload; ours also gives out a ticket by which each event could be cancelled.
func queueBenchmarks() -> [Pair] {
  var random = Random(seed: 1)
  let gaps = (0..<4_096).map { _ in UInt64(random.integer(in: 1...1_000_000)) }
  var pairs = pendingCounts.map { pending in
    let operations = max(500_000, pending)
    return Pair(
      name: "event queue, \(pending) pending", peer: "std::priority_queue", units: operations, unit: "event",
      ours: { precondition(holdModel(pending, operations, gaps) > 0) },
      theirs: { precondition(peer_queue(pending, operations, gaps, gaps.count) > 0) })
  }
  pairs.append(
    Pair(
      name: "event queue, 9 in 10 cancelled", peer: "std::priority_queue", units: 500_000, unit: "event",
      ours: {
        var queue = EventQueue<(UInt64, UInt64)>(), fired = 0
        for i in 0..<500_000 {
          let ticket = queue.schedule((0, UInt64(i)), at: Instant(nanoseconds: Int64(gaps[i % gaps.count])))
          if i % 10 > 0 { queue.cancel(ticket) }
        }
        while queue.next() != nil { fired += 1 }
        precondition(fired == 50_000)
      },
      // It cannot cancel, so it takes them all out: what one does with it instead.
      theirs: { precondition(peer_fill_and_drain(500_000, gaps, gaps.count) > 0) }))
  return pairs
}

private func holdModel(_ pending: Int, _ operations: Int, _ gaps: [UInt64]) -> UInt64 {
  var queue = EventQueue<(UInt64, UInt64)>(), sum: UInt64 = 0
  for i in 0..<pending {
    queue.schedule((UInt64(i), UInt64(i)), at: Instant(nanoseconds: Int64(gaps[i % gaps.count])))
  }
  for i in 0..<operations {
    let (event, due) = queue.next()!
    sum &+= UInt64(due.nanoseconds)
    queue.schedule((event.0, UInt64(i)), at: due + .nanoseconds(Int64(gaps[i % gaps.count])))
  }
  return sum
}

/// What an event costs when more wait, against the fewest: the C++ heap grows with the logarithm and with the cache.
func printGrowth(_ times: [Pair.Figures]) {
  let rows = zip(pendingCounts, times).map { pending, time in
    String(
      format: "%d× pending: ours %.2f×, C++ %.2f×", pending / pendingCounts[0], time.ours / times[0].ours,
      time.theirs / times[0].theirs)
  }
  print("growth of an event's time   " + rows.joined(separator: ";  "))
}

/// The same work in simpy: so many processes, each of which waits and waits again. Run by the Python of
/// `Benchmarks/.venv` (or `REHEARSE_PYTHON`), which has to have `requirements.txt`; says so when it has not.
func simpyComparison() {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
  let named = ProcessInfo.processInfo.environment["REHEARSE_PYTHON"]
  let candidates = [named, folder.appendingPathComponent(".venv/bin/python3").path].compactMap(\.self)
  guard let python = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
    print("simpy: not measured. python3 -m venv .venv && .venv/bin/pip install -r requirements.txt, in Benchmarks.")
    return
  }
  var random = Random(seed: 1)
  let gaps = (0..<4_096).map { _ in UInt64(random.integer(in: 1...1_000_000)) }
  for pending in [100, 10_000, 100_000] {
    let operations = 200_000
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [folder.appendingPathComponent("simpy_hold.py").path, "\(pending)", "\(operations)"]
    process.standardOutput = pipe
    do { try process.run() } catch { return print("simpy: \(python) could not be started: \(error)") }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0, let theirs = Double(output.trimmingCharacters(in: .whitespacesAndNewlines))
    else { return print("simpy: not measured; is requirements.txt installed in \(python)?") }
    let ours = (try? seconds { precondition(holdModel(pending, operations, gaps) > 0) }) ?? 0
    print(
      "event queue, \(pending) pending".padding(toLength: 30, withPad: " ", startingAt: 0),
      String(
        format: "%9.1f ns/event    simpy:                %9.1f ns/event    ratio %.3f",
        ours / Double(operations) * 1e9, theirs / Double(operations) * 1e9, ours / theirs))
  }
}
