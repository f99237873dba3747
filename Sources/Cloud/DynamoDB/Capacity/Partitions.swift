import Basics
import Simulation

/// The partitions of a table or index: ranges of the hash of the partition key.
public struct Partitions: Sendable, Hashable {
  public struct Partition: Sendable, Hashable {
    /// Given once; a split makes two new ones.
    public let id: Int
    /// The partition that was split.
    public let parent: Int?
    /// The lowest hash that it holds.
    let start: UInt64
  }
  public static let readUnitsMax = 3_000, writeUnitsMax = 1_000
  public static let gigabytesMax = 10

  /// In the order of their ranges.
  public private(set) var all: [Partition]
  private var lastID: Int

  public init(count: Int) {
    precondition(count >= 1, "a table has a partition")
    let width = UInt64.max / UInt64(count)
    all = (0..<count).map { Partition(id: $0 + 1, parent: nil, start: $0 == 0 ? 0 : width * UInt64($0) + 1) }
    lastID = count
  }

  public var count: Int { all.count }

  /// How many partitions a throughput and a size need.
  public static func estimate(readUnits: Int, writeUnits: Int, gigabytes: Int) -> Int {
    // reads / 3,000 + writes / 1,000, rounded up together.
    let byThroughput = (readUnits + writeUnits * 3 + readUnitsMax - 1) / readUnitsMax
    return max(1, byThroughput, (gigabytes + gigabytesMax - 1) / gigabytesMax)
  }

  public func partition(of key: AttributeValue) -> Partition {
    all.count == 1 ? all[0] : all[index(of: key.keyHash)]
  }

  private func index(of hash: UInt64) -> Int {
    var low = 0, high = all.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if all[middle].start <= hash { low = middle } else { high = middle }
    }
    return low
  }

  /// A partition that became two.
  public struct Split: Sendable, Hashable {
    public let parent: Int
    public let children: [Int]
  }

  /// Splits until there are `count`, the widest first.
  mutating func grow(to count: Int) -> [Split] {
    var splits: [Split] = []
    while all.count < count {
      let widest = all.indices.max { width(at: $0) < width(at: $1) }!
      guard width(at: widest) > 1 else { break }
      splits.append(split(at: widest, from: all[widest].start + width(at: widest) / 2 + 1))
    }
    return splits
  }

  /// Splits the partition of a hot key so that the key comes closer to being alone; nil when it is alone already.
  mutating func split(around key: AttributeValue) -> Split? {
    let hash = key.keyHash, place = index(of: hash)
    if all[place].start < hash { return split(at: place, from: hash) }
    guard width(at: place) > 0 else { return nil }
    return split(at: place, from: hash + 1)
  }

  /// Hashes of the range but its first.
  private func width(at index: Int) -> UInt64 {
    (index + 1 < all.count ? all[index + 1].start - 1 : .max) - all[index].start
  }

  private mutating func split(at index: Int, from boundary: UInt64) -> Split {
    let old = all[index]
    precondition(boundary > old.start, "both halves have a hash")
    all[index] = Partition(id: lastID + 1, parent: old.id, start: old.start)
    all.insert(Partition(id: lastID + 2, parent: old.id, start: boundary), at: index + 1)
    lastID += 2
    return Split(parent: old.id, children: [lastID - 1, lastID])
  }
}

extension Rule {
  public static let partitionLimits = Rule(
    "dynamodb.partition.limits",
    """
    One partition serves at most 3,000 read and 1,000 write units a second, whatever its table has: a key that is asked \
    for more often is hot, and its requests are throttled.
    """, source: "DynamoDB Developer Guide: Best practices for designing and using partition keys effectively")
  public static let adaptiveCapacity = Rule(
    "dynamodb.capacity.adaptive",
    """
    A table's units are not divided among its partitions: a busy one at once uses what the others leave, up to the \
    limit of a partition.
    """, source: "DynamoDB Developer Guide: Burst and adaptive capacity")
  public static let partitionsSplit = Rule(
    "dynamodb.partition.split",
    """
    A partition is split when its table grows in size or throughput, and when it stays hot, so that busy keys come to \
    be alone. (After how long: model. A partition key value is never divided here: model.)
    """, source: "DynamoDB Developer Guide: Burst and adaptive capacity")
}

extension Misconception {
  public static let capacityIsDivided = Misconception(
    "capacity-is-divided", contradicts: .adaptiveCapacity,
    says: "Each partition has an equal share of the table's capacity and no more.")
  public static let capacityIsUnlimitedPerKey = Misconception(
    "any-key-takes-all", contradicts: .partitionLimits,
    says: "One key can use all of the capacity that its table has.")
}
