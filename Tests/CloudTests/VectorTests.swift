import Basics
import Cloud
import Foundation
import TestSupport
import Testing

struct Vector: Decodable {
  let id: String, service: String, concept: String, confidence: String
  let given: JSON, expect: JSON
}

/// Runs one concept: from what is given to what came out, by the names of `expect`.
typealias Runner = @Sendable (JSON) throws -> [String: JSON]

@Suite struct VectorTests {
  static let runners: [String: Runner] = LambdaVectors.runners.merging(CapacityVectors.runners) { $1 }
    .merging(MechanismVectors.runners) { $1 }.merging(BillVectors.runners) { $1 }
    .merging(ReplicationVectors.runners) { $1 }
    .merging(ThroughputVectors.runners) { $1 }.merging(DAXVectors.runners) { $1 }
    .merging(TransferVectors.runners) { $1 }.merging(KinesisVectors.runners) { $1 }

  /// Parts of an expectation that belong to services which are not there.
  static let setAside: [String: Set<String>] = ["transaction-capacity": ["extra_rcu_through_dax"]]

  @Test func `the worked examples of AWS come out`() throws {
    struct File: Decodable { let vectors: [Vector] }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Vectors")
    var passed: [String: Int] = [:], total: [String: Int] = [:], notRun: [String: Int] = [:]
    for file in vectorFiles(prefix: "aws", in: folder) {
      for vector in try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).vectors {
        guard let runner = Self.runners[vector.concept] else {
          notRun[vector.concept, default: 0] += 1
          continue
        }
        total[vector.concept, default: 0] += 1
        do {
          let actual = try runner(vector.given), aside = Self.setAside[vector.concept] ?? []
          let wrong = vector.expect.members.filter { key, expected in
            !aside.contains(key) && !expected.matches(actual[key] ?? .string("(no such result)"))
          }
          if wrong.isEmpty { passed[vector.concept, default: 0] += 1 }
          for (key, expected) in wrong {
            Issue.record("\(vector.id): \(key) is \(expected), came out as \(actual[key] ?? "(no such result)")")
          }
        } catch {
          Issue.record("\(vector.id): \(error)")
        }
      }
    }
    #expect(total.count == Self.runners.count, "every runner has examples")
    let counts = total.keys.sorted().map { "\($0) \(passed[$0] ?? 0)/\(total[$0]!)" }
    print(
      "aws vectors: \(counts.joined(separator: ", ")); not run yet: "
        + notRun.keys.sorted().joined(separator: ", "))
  }
}

/// Given numbers and times, in the types of the emulation.
extension JSON {
  /// A duration given in milliseconds, possibly with a fraction.
  var milliseconds: Duration {
    var scaled = (decimal ?? 0) * 1_000_000, rounded = Decimal()
    NSDecimalRound(&rounded, &scaled, 0, .plain)
    return .nanoseconds(NSDecimalNumber(decimal: rounded).int64Value)
  }
  var seconds: Duration { .nanoseconds((decimal.map { JSON.number($0 * 1_000) } ?? 0).milliseconds.nanoseconds) }
  var hours: Duration { .nanoseconds((decimal.map { JSON.number($0 * 3_600) } ?? 0).seconds.nanoseconds) }
  var instant: Instant? { text.flatMap { Instant(iso8601: $0) } }
}

let vectorStart = Instant(iso8601: "2026-11-02T00:00:00Z")!
