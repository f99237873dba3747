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
}

extension Misconception {
  public static let writesRoundLikeReads = Misconception(
    "writes-round-to-4-kb", contradicts: .writeUnits, says: "A write unit is for 4 KB, as a read unit is.")
  public static let onlyTheNewItemCounts = Misconception(
    "only-the-new-item-counts", contradicts: .writeUnits,
    says: "What a write costs depends on what is written, not on what was there.")
  public static let consistencyIsFree = Misconception(
    "consistency-is-free", contradicts: .readUnits,
    says: "A strongly consistent read costs what an eventually consistent one does.")
  public static let missingReadsAreFree = Misconception(
    "missing-reads-are-free", contradicts: .readUnits, says: "A read that finds nothing costs nothing.")
  public static let projectionsSaveUnits = Misconception(
    "projections-save-units", contradicts: .readUnits, says: "Whoever asks for few attributes pays for those only.")
  public static let unusedCapacityIsFree = Misconception(
    "unused-capacity-is-free", contradicts: .capacityModes,
    says: "Of provisioned capacity only what is used is paid for.")
}
