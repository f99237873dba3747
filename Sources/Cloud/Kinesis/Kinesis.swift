import Basics
import OrderedCollections
import Simulation

/// Amazon Kinesis Data Streams in one account and Region: streams of evenly divided shards.
public struct Kinesis: Service {
  public static let name = "kinesis"
  public static var home: WritableKeyPath<Stack, Kinesis> { \.kinesis }

  public internal(set) var streams: OrderedDictionary<String, DataStream> = [:]
  var iterators: [String: Iterator] = [:]
  var count = 0

  struct Iterator: Sendable {
    let stream: String, shard: Int
    /// The position of the next record in its shard.
    let next: Int
    let issued: Instant
  }

  public enum Timer: Sendable {}
  public init() {}
  public mutating func wake(_ timer: Timer, _ context: inout Context) {}
  public mutating func settle(_ context: inout Context) {
    for name in streams.keys { context.settle(&streams[name]!.gauge, .kinesisShards) }
  }

  func stream(_ name: String) throws(ServiceError) -> DataStream {
    guard let stream = streams[name] else {
      throw ServiceError(
        "ResourceNotFoundException", "Stream \(name) under account not found.", rule: .kinesisOrder)
    }
    return stream
  }
}

/// One stream.
public struct DataStream: Sendable {
  public static let retentionRange = Duration.hours(24) ... .hours(8_760)
  /// What one shard takes in a second.
  public static let recordsMax = 1_000, bytesMax = 1_048_576
  /// What one shard gives in a second to all classic consumers together.
  public static let readsMax = 5, readBytesMax = 2_097_152
  public static let iteratorLifetime = Duration.minutes(5)

  public let name: String
  public internal(set) var retention = Duration.hours(24)
  public internal(set) var shards: [Shard]
  var gauge: Gauge

  public struct Shard: Sendable {
    public let id: String
    /// Of the hash keys that go to it.
    public let hashKeys: ClosedRange<UInt128>
    public internal(set) var records = Log<Record>()
    var written = Second(), read = Second()
  }
  struct Second: Sendable {
    var second = Int.min
    var calls = 0, bytes = 0

    mutating func enter(_ now: Int) { if now != second { self = Second(second: now) } }
  }
  public struct Record: Sendable, Hashable {
    public let sequenceNumber: Int
    public let partitionKey: String
    public let data: String
    public let arrived: Instant
    public var size: Int { partitionKey.utf8.count + data.utf8.count }
  }

  /// Ranges of `count` equal shards, whose starts are rounded down.
  public static func hashKeyRanges(_ count: Int) -> [ClosedRange<UInt128>] {
    // floor(2^128 · i / n), without 2^128 itself: q · i + floor((r · i) / n) with 2^128 = q · n + r.
    let n = UInt128(count), q = UInt128.max / n, r = UInt128.max % n + 1
    func start(_ index: Int) -> UInt128 {
      let i = UInt128(index)
      return q * i + r * i / n
    }
    return (0..<count).map { start($0)...($0 + 1 < count ? start($0 + 1) - 1 : .max) }
  }
  /// The shard of a partition key, or of an explicit hash key.
  public func shardIndex(of partitionKey: String, explicitHashKey: UInt128? = nil) -> Int {
    let hash = explicitHashKey ?? MD5(partitionKey.utf8).number
    return shards.firstIndex { $0.hashKeys.contains(hash) } ?? 0
  }
}

extension Meter {
  /// Counted in shard-seconds.
  public static let kinesisShards = Meter(
    service: "kinesis", item: "shard-hours", unit: "shard-hour", unitsPerPriced: 3_600)
  /// 25 KB of one record each.
  public static let kinesisPuts = Meter(service: "kinesis", item: "put-payload-units", unit: "unit")
}

extension Rule {
  static let kinesisGuide = "Amazon Kinesis Data Streams Developer Guide"
  public static let kinesisOrder = Rule(
    "kinesis.order",
    """
    A record goes to the shard of the MD5 hash of its partition key and keeps its place there in order of arrival, for \
    24 hours or up to 365 days as set.
    """, source: "\(kinesisGuide): Terminology and concepts")
  public static let kinesisLimits = Rule(
    "kinesis.limits",
    """
    A shard takes 1 MB or 1,000 records a second and gives 2 MB in five reads a second to all of its classic consumers.
    """, source: "\(kinesisGuide): Quotas and limits")
}

extension Misconception {
  /// It is the default.
  public static let kinesisKeepsADay = Misconception(
    "kinesis-keeps-a-day", contradicts: .kinesisOrder, says: "Kinesis keeps a record for 24 hours, whatever is set.")
  public static let kinesisHasManyReaders = Misconception(
    "kinesis-has-many-readers", contradicts: .kinesisLimits,
    says: "Any number of classic consumers can read a shard of Kinesis at once.")
}
