import Basics
import Simulation

/// Provisioned units of one kind: what a second brings, and up to 300 seconds' worth saved.
public struct BurstBucket: Sendable, Hashable {
  public static let savedSecondsMax = 300
  private(set) var rate: Int
  private var second: Int
  /// What is left of the current second's units, and what was saved before it.
  private var current: Int, saved: Int

  /// - Parameter saved: Units that earlier seconds left; none for a new table.
  public init(unitsPerSecond rate: Int, at now: Instant, saved: Int = 0) {
    (self.rate, self.second, self.current) = (rate, now.seconds, rate)
    self.saved = min(saved, rate * Self.savedSecondsMax)
  }

  public mutating func change(to rate: Int, at now: Instant) {
    refill(at: now)
    (self.rate, current, saved) = (rate, min(current, rate), min(saved, rate * Self.savedSecondsMax))
  }

  /// Takes `units` if that many are there.
  public mutating func take(_ units: Int, at now: Instant) -> Bool {
    refill(at: now)
    guard units <= current + saved else { return false }
    let fresh = min(units, current)
    current -= fresh
    saved -= units - fresh
    return true
  }

  public mutating func available(at now: Instant) -> Int {
    refill(at: now)
    return current + saved
  }
  /// Units saved from earlier seconds.
  public mutating func savedUnits(at now: Instant) -> Int {
    refill(at: now)
    return saved
  }

  /// Drops what earlier seconds left.
  mutating func forget(at now: Instant) {
    refill(at: now)
    saved = 0
  }

  private mutating func refill(at now: Instant) {
    let passed = now.seconds - second
    guard passed > 0 else { return }
    let idle = min(passed - 1, Self.savedSecondsMax) * rate
    saved = min(saved + current + idle, rate * Self.savedSecondsMax)
    (second, current) = (now.seconds, rate)
  }
}

extension Rule {
  public static let burstCapacity = Rule(
    "dynamodb.capacity.burst",
    "Provisioned units that a second leaves unused stay available for up to 300 seconds; beyond them requests fail.",
    source: "DynamoDB Developer Guide: Burst and adaptive capacity")
}

extension Misconception {
  public static let unusedCapacityIsLost = Misconception(
    "unused-capacity-is-lost", contradicts: .burstCapacity,
    says: "What a second does not use of a table's provisioned capacity is gone.")
}
