import Foundation

/// Two ways of doing the same work, timed in turn in one process, so that a busy machine slows both.
struct Pair {
  let name: String, peer: String
  /// The work of one timing, for the per-unit figure.
  let units: Int, unit: String
  /// Makes the ground of one timing, such as an empty folder; outside the timing.
  let prepare: () -> String
  /// The seconds that the work took, without what it had to prepare.
  let ours: (String) throws -> Double
  let theirs: (String) throws -> Double
  let rounds: Int

  /// Medians, in nanoseconds for a unit, and their ratio.
  struct Figures {
    let ours: Double, theirs: Double, ratio: Double
  }

  init(
    name: String, peer: String, units: Int, unit: String, rounds: Int = 7, prepare: @escaping () -> String,
    ours: @escaping (String) throws -> Double, theirs: @escaping (String) throws -> Double
  ) {
    (self.name, self.peer, self.units, self.unit, self.rounds) = (name, peer, units, unit, rounds)
    (self.prepare, self.ours, self.theirs) = (prepare, ours, theirs)
  }

  init(
    name: String, peer: String, units: Int, unit: String, rounds: Int = 7, ours: @escaping () throws -> Void,
    theirs: @escaping () throws -> Void
  ) {
    self.init(
      name: name, peer: peer, units: units, unit: unit, rounds: rounds, prepare: { "" },
      ours: { _ in try seconds(ours) },
      theirs: { _ in try seconds(theirs) })
  }

  /// Prints the median time of each and the median, least and greatest ratio of ours to the peer's.
  func run() throws -> Figures {
    _ = try time(ours)
    _ = try time(theirs)
    var mine: [Double] = [], other: [Double] = []
    for round in 0..<rounds {
      // The order alternates, so that neither always runs on the other's warm caches.
      if round.isMultiple(of: 2) {
        mine.append(try time(ours))
        other.append(try time(theirs))
      } else {
        other.append(try time(theirs))
        mine.append(try time(ours))
      }
    }
    let ratios = zip(mine, other).map { $0 / $1 }.sorted()
    let figures = Figures(
      ours: mine.sorted()[rounds / 2] / Double(units) * 1e9, theirs: other.sorted()[rounds / 2] / Double(units) * 1e9,
      ratio: ratios[rounds / 2])
    func perUnit(_ time: Double) -> String { String(format: "%9.1f ns/%@", time, unit) }
    print(
      name.padding(toLength: 30, withPad: " ", startingAt: 0), perUnit(figures.ours),
      "  \(peer):".padding(toLength: 24, withPad: " ", startingAt: 0), perUnit(figures.theirs),
      String(format: "   ratio %.2f (%.2f–%.2f)", figures.ratio, ratios[0], ratios[rounds - 1]))
    return figures
  }

  private func time(_ work: (String) throws -> Double) throws -> Double { try work(prepare()) }
}

/// How long `work` takes.
func seconds(_ work: () throws -> Void) throws -> Double {
  let elapsed = try ContinuousClock().measure(work).components
  return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
}
