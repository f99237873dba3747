import Basics
import Foundation
import Testing

/// Runs `body` under `count` seeds; a failure names the seed, and `REHEARSE_SEED=n` runs that one alone.
public func forEachSeed(
  _ count: Int, sourceLocation: SourceLocation = #_sourceLocation, _ body: (inout Random) throws -> Void
) {
  let chosen = ProcessInfo.processInfo.environment["REHEARSE_SEED"].flatMap(UInt64.init)
  for seed in chosen.map({ [$0] }) ?? Array(0..<UInt64(count)) {
    var random = Random(seed: seed)
    do {
      try body(&random)
    } catch {
      Issue.record("REHEARSE_SEED=\(seed): \(error)", sourceLocation: sourceLocation)
      return
    }
  }
}

/// The failure of a property: what was expected to hold and did not.
public struct Broken: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
