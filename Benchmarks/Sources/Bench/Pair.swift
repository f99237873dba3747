import Foundation

/// Two ways of doing the same work, timed in turn in one process, so that a busy machine slows both.
struct Pair {
  let name: String, peer: String
  /// The work of one timing, for the per-unit figure.
  let units: Int, unit: String
  let ours: () -> Void
  let theirs: () -> Void

  /// Seven rounds; prints the median time of each and the median, least and greatest ratio of ours to the peer's.
  func run(rounds: Int = 7) {
    ours()
    theirs()
    var mine: [Double] = [], other: [Double] = []
    for round in 0..<rounds {
      // The order alternates, so that neither always runs on the other's warm caches.
      if round.isMultiple(of: 2) {
        mine.append(time(ours))
        other.append(time(theirs))
      } else {
        other.append(time(theirs))
        mine.append(time(ours))
      }
    }
    let ratios = zip(mine, other).map { $0 / $1 }.sorted()
    func perUnit(_ times: [Double]) -> String {
      String(format: "%9.1f ns/%@", times.sorted()[rounds / 2] / Double(units) * 1e9, unit)
    }
    print(
      name.padding(toLength: 30, withPad: " ", startingAt: 0), perUnit(mine),
      "  \(peer):".padding(toLength: 24, withPad: " ", startingAt: 0), perUnit(other),
      String(format: "   ratio %.2f (%.2f–%.2f)", ratios[rounds / 2], ratios[0], ratios[rounds - 1]))
  }

  private func time(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let elapsed = clock.measure(work).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }
}
