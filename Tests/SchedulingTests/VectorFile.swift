import Foundation
import Testing
import TestSupport

/// Counts of what was compared, by concept, and the comparison itself: at most a few failures a concept are written
/// out, all are counted.
struct Tally {
  private var passed: [String: Int] = [:], failed: [String: Int] = [:]

  mutating func check(_ concept: String, _ id: String, expected: String, actual: String, _ isSame: Bool) {
    guard !isSame else {
      passed[concept, default: 0] += 1
      return
    }
    failed[concept, default: 0] += 1
    if failed[concept]! <= 5 {
      Issue.record("\(concept) \(id): expected \(expected), got \(actual)")
    }
  }

  func passes(_ concept: String) -> Int { passed[concept, default: 0] }

  /// One line for people: how many of each concept passed.
  func summarize(_ file: String) {
    let concepts = Set(passed.keys).union(failed.keys).sorted()
    let counts = concepts.map { "\($0) \(passes($0))/\(passes($0) + failed[$0, default: 0])" }
    print("\(file): " + counts.joined(separator: ", "))
  }
}

func isClose(_ left: Double, _ right: Double, relative: Double) -> Bool {
  abs(left - right) <= relative * max(abs(left), abs(right), 1e-9)
}

let vectorsFolder = repositoryRoot.appendingPathComponent("Tests/SchedulingTests/Vectors")
