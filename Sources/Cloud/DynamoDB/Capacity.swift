import Basics
import Simulation

public enum ReadConsistency: String, Sendable, Hashable, Codable {
  case eventual, strong, transactional

  /// Half units for each 4 KB read.
  var halves: Int {
    switch self {
    case .eventual: 1
    case .strong: 2
    case .transactional: 4
    }
  }
}

/// Capacity units, counted in halves because an eventually consistent read costs half a unit.
public struct CapacityUnits: Hashable, Sendable, Comparable, AdditiveArithmetic, CustomStringConvertible {
  public let halves: Int
  public init(halves: Int) { self.halves = halves }
  public init(_ units: Int) { halves = 2 * units }

  public static let zero = CapacityUnits(0)
  public static func + (left: CapacityUnits, right: CapacityUnits) -> CapacityUnits {
    CapacityUnits(halves: left.halves + right.halves)
  }
  public static func - (left: CapacityUnits, right: CapacityUnits) -> CapacityUnits {
    CapacityUnits(halves: left.halves - right.halves)
  }
  public static func < (left: CapacityUnits, right: CapacityUnits) -> Bool { left.halves < right.halves }
  /// `2`, `0.5`.
  public var description: String { "\(halves / 2)" + (halves % 2 == 0 ? "" : ".5") }
}

public enum Capacity {
  /// Write units of one item: its size, or that of what it replaces if larger, in whole KB.
  /// - Parameters: sizes in bytes; 0 where there is no item.
  public static func write(old: Int, new: Int, isTransactional: Bool = false) -> CapacityUnits {
    CapacityUnits(max(1, (max(old, new) + 1_023) / 1_024) * (isTransactional ? 2 : 1))
  }

  /// Read units of `bytes` read together: whole 4 KB, then the factor of the consistency.
  public static func read(_ bytes: Int, _ consistency: ReadConsistency) -> CapacityUnits {
    CapacityUnits(halves: max(1, (bytes + 4_095) / 4_096) * consistency.halves)
  }
}

/// Units of capacity that a table was given, each second.
public struct Throughput: Hashable, Sendable, Codable {
  public let read: Int, write: Int
  public init(read: Int, write: Int) { (self.read, self.write) = (read, write) }
}

public enum BillingMode: Hashable, Sendable, Codable {
  case onDemand
  case provisioned(Throughput)
}

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

  private mutating func refill(at now: Instant) {
    let passed = now.seconds - second
    guard passed > 0 else { return }
    let idle = min(passed - 1, Self.savedSecondsMax) * rate
    saved = min(saved + current + idle, rate * Self.savedSecondsMax)
    (second, current) = (now.seconds, rate)
  }
}

extension Table {
  /// Books what a write consumed, or refuses it.
  mutating func consumeWrite(_ units: CapacityUnits, _ context: inout Context) throws(ServiceError) {
    switch billing {
    case .onDemand:
      context.meter(replicas.isEmpty ? .writeRequestUnits : .replicatedWriteUnits, Int128(units.halves / 2))
    case .provisioned:
      guard writeBucket.take(units.halves / 2, at: context.now) else { throw throttled(&context) }
    }
  }

  mutating func consumeRead(_ units: CapacityUnits, _ context: inout Context) throws(ServiceError) {
    switch billing {
    case .onDemand: context.meter(.readRequestUnits, Int128(units.halves))
    case .provisioned:
      guard readBucket.take(units.halves, at: context.now) else { throw throttled(&context) }
    }
  }

  private func throttled(_ context: inout Context) -> ServiceError {
    context.count("dynamodb.throttled")
    return ServiceError(
      "ProvisionedThroughputExceededException",
      """
      The level of configured provisioned throughput for the table was exceeded. Consider increasing your \
      provisioning level with the UpdateTable API.
      """, rule: .burstCapacity)
  }
}

extension Meter {
  public static let writeRequestUnits = Meter(service: "dynamodb", item: "write-request-units", unit: "WRU")
  /// Counted in halves.
  public static let readRequestUnits = Meter(
    service: "dynamodb", item: "read-request-units", unit: "RRU", unitsPerPriced: 2)
  public static let replicatedWriteUnits = Meter(
    service: "dynamodb", item: "replicated-write-request-units", unit: "rWRU")
  /// Counted in unit-seconds.
  public static let writeCapacity = Meter(
    service: "dynamodb", item: "write-capacity", unit: "WCU-hour", unitsPerPriced: 3_600)
  public static let readCapacity = Meter(
    service: "dynamodb", item: "read-capacity", unit: "RCU-hour", unitsPerPriced: 3_600)
}

extension Rule {
  public static let writeUnits = Rule(
    "dynamodb.capacity.write",
    "A write costs one unit for each started KB of the item as it was or as it becomes, whichever is larger.",
    source: "DynamoDB Developer Guide: DynamoDB read and write operations")
  public static let readUnits = Rule(
    "dynamodb.capacity.read",
    """
    A read costs one unit for each started 4 KB when strongly consistent, half when eventually consistent, double in \
    a transaction; a missing item costs as the smallest does.
    """, source: "DynamoDB Developer Guide: DynamoDB read and write operations")
  public static let burstCapacity = Rule(
    "dynamodb.capacity.burst",
    "Provisioned units that a second leaves unused stay available for up to 300 seconds; beyond them requests fail.",
    source: "DynamoDB Developer Guide: Burst and adaptive capacity")
}
