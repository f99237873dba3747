import Basics
import OrderedCollections
import Simulation

extension Kinesis {
  public struct CreateStream: Operation {
    public static let name = "kinesis:CreateStream"
    public var streamName: String
    public var shardCount: Int
    public init(_ streamName: String, shardCount: Int = 1) {
      (self.streamName, self.shardCount) = (streamName, shardCount)
    }
    public func perform(on kinesis: inout Kinesis, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard kinesis.streams[streamName] == nil else {
        throw ServiceError(
          "ResourceInUseException", "Stream \(streamName) under account already exists.", rule: .kinesisOrder)
      }
      guard (1...500).contains(shardCount) else {
        throw ServiceError("LimitExceededException", "A stream has 1 to 500 shards", rule: .kinesisLimits)
      }
      let shards = DataStream.hashKeyRanges(shardCount).enumerated().map { index, range in
        let number = String(index)
        let id = "shardId-" + String(repeating: "0", count: 12 - number.count) + number
        return DataStream.Shard(id: id, hashKeys: range)
      }
      kinesis.streams[streamName] = DataStream(
        name: streamName, shards: shards, gauge: Gauge(shardCount, since: context.now))
      context.note(DataStreamCreated(stream: streamName, shards: shardCount), because: .kinesisOrder)
      return .now(())
    }
  }

  /// Sets for how long records are kept; what is older is dropped at once.
  public struct SetStreamRetentionPeriod: Operation {
    public static let name = "kinesis:IncreaseStreamRetentionPeriod"
    public var streamName: String
    public var retention: Duration
    public init(_ streamName: String, _ retention: Duration) {
      (self.streamName, self.retention) = (streamName, retention)
    }
    public func perform(on kinesis: inout Kinesis, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      _ = try kinesis.stream(streamName)
      guard DataStream.retentionRange.contains(retention) else {
        throw ServiceError(
          "InvalidArgumentException", "Retention period must be between 24 and 8760 hours", rule: .kinesisOrder)
      }
      kinesis.streams[streamName]!.retention = retention
      context.note(RetentionChanged(stream: streamName, retention: retention), because: .kinesisOrder)
      return .now(())
    }
  }

  public struct PutRecord: Operation {
    public static let name = "kinesis:PutRecord"
    public var streamName: String, partitionKey: String, data: String
    public var explicitHashKey: UInt128?
    public init(_ streamName: String, partitionKey: String, data: String, explicitHashKey: UInt128? = nil) {
      (self.streamName, self.partitionKey, self.data) = (streamName, partitionKey, data)
      self.explicitHashKey = explicitHashKey
    }
    /// Answers with the shard.
    public func perform(on kinesis: inout Kinesis, _ context: inout Context) throws(ServiceError) -> Reply<String> {
      let stream = try kinesis.stream(streamName)
      let index = stream.shardIndex(of: partitionKey, explicitHashKey: explicitHashKey)
      kinesis.count += 1
      let record = DataStream.Record(
        sequenceNumber: kinesis.count, partitionKey: partitionKey, data: data, arrived: context.now)
      var second = stream.shards[index].written
      second.enter(context.now.seconds)
      guard second.calls < DataStream.recordsMax, second.bytes + record.size <= DataStream.bytesMax else {
        throw .rateExceeded(stream.shards[index].id, streamName)
      }
      (second.calls, second.bytes) = (second.calls + 1, second.bytes + record.size)
      kinesis.streams[streamName]!.shards[index].written = second
      kinesis.streams[streamName]!.shards[index].records.append(record)
      context.meter(.kinesisPuts, Int128((record.size + 25_599) / 25_600))
      context.note(
        RecordPut(
          stream: streamName, shard: stream.shards[index].id, partitionKey: partitionKey,
          sequenceNumber: record.sequenceNumber), because: .kinesisOrder)
      return .now(stream.shards[index].id)
    }
  }

  public struct GetShardIterator: Operation {
    public static let name = "kinesis:GetShardIterator"
    public enum Kind: Sendable, Hashable {
      case trimHorizon, latest, atTimestamp(Instant), at(sequenceNumber: Int), after(sequenceNumber: Int)
    }
    public var streamName: String, shardID: String
    public var kind: Kind
    public init(_ streamName: String, shardID: String, kind: Kind) {
      (self.streamName, self.shardID, self.kind) = (streamName, shardID, kind)
    }
    public func perform(on kinesis: inout Kinesis, _ context: inout Context) throws(ServiceError) -> Reply<String> {
      let stream = try kinesis.stream(streamName)
      guard let index = stream.shards.firstIndex(where: { $0.id == shardID }) else {
        throw ServiceError(
          "ResourceNotFoundException", "Shard \(shardID) in stream \(streamName) does not exist", rule: .kinesisOrder)
      }
      let records = stream.shards[index].records
      let next: Int
      switch kind {
      case .trimHorizon: next = 0
      case .latest: next = records.count
      case .atTimestamp(let instant): next = records.partitionPoint { $0.arrived >= instant }
      case .at(let number): next = records.partitionPoint { $0.sequenceNumber >= number }
      case .after(let number): next = records.partitionPoint { $0.sequenceNumber > number }
      }
      return .now(kinesis.issue(Iterator(stream: streamName, shard: index, next: next, issued: context.now)))
    }
  }

  public struct GetRecords: Operation {
    public static let name = "kinesis:GetRecords"
    public static let recordsMax = 10_000
    public var shardIterator: String
    public var limit: Int
    public init(shardIterator: String, limit: Int = Self.recordsMax) {
      (self.shardIterator, self.limit) = (shardIterator, limit)
    }
    public func perform(on kinesis: inout Kinesis, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard let iterator = kinesis.iterators[shardIterator] else {
        throw ServiceError("InvalidArgumentException", "Invalid ShardIterator.", rule: .kinesisOrder)
      }
      guard context.now < iterator.issued + DataStream.iteratorLifetime else {
        throw ServiceError(
          "ExpiredIteratorException", "Iterator expired. The iterator was created more than 5 minutes ago.",
          rule: .kinesisOrder)
      }
      let stream = try kinesis.stream(iterator.stream), shard = stream.shards[iterator.shard]
      var second = shard.read
      second.enter(context.now.seconds)
      let isWithin = second.calls < DataStream.readsMax && second.bytes <= DataStream.readBytesMax
      guard isWithin || context.holds(.kinesisHasManyReaders) else {
        throw .rateExceeded(shard.id, stream.name)
      }
      let retention = context.holds(.kinesisKeepsADay) ? .hours(24) : stream.retention
      let horizon = shard.records.partitionPoint { context.now < $0.arrived + retention }
      let start = max(iterator.next, horizon)
      let records = Array(shard.records[start..<min(shard.records.count, start + max(1, min(limit, Self.recordsMax)))])
      second.calls += 1
      second.bytes += records.reduce(0) { $0 + $1.size }
      kinesis.streams[stream.name]!.shards[iterator.shard].read = second
      let next = kinesis.issue(
        Iterator(
          stream: iterator.stream, shard: iterator.shard, next: start + records.count, issued: context.now))
      context.note(
        RecordsRead(
          stream: iterator.stream, shard: shard.id, records: records.count, from: records.first?.sequenceNumber),
        because: .kinesisOrder, also: [.kinesisLimits])
      return .now(Output(records: records, nextShardIterator: next))
    }
    public struct Output: Sendable {
      public let records: [DataStream.Record]
      public let nextShardIterator: String
    }
  }

  mutating func issue(_ iterator: Iterator) -> String {
    count += 1
    let name = "\(iterator.stream)/\(count)"
    iterators[name] = iterator
    return name
  }

  public struct DataStreamCreated: Fact {
    public let stream: String
    public let shards: Int
    public var details: [Detail] { [Detail("stream", stream), Detail("shards", shards)] }
  }
  public struct RetentionChanged: Fact {
    public let stream: String
    public let retention: Duration
    public var details: [Detail] { [Detail("stream", stream), Detail("retention", retention)] }
  }
  public struct RecordsRead: Fact {
    public let stream: String, shard: String
    public let records: Int
    /// The sequence number of the first; nil when there was none.
    public let from: Int?
    public var details: [Detail] {
      [
        Detail("stream", stream), Detail("shard", shard), Detail("records", records),
        Detail("from", from.map(String.init) ?? "none"),
      ]
    }
  }
  public struct RecordPut: Fact {
    public let stream: String, shard: String, partitionKey: String
    public let sequenceNumber: Int
    public var details: [Detail] {
      [
        Detail("stream", stream), Detail("shard", shard), Detail("key", partitionKey),
        Detail("sequence", sequenceNumber),
      ]
    }
  }
}

extension ServiceError {
  static func rateExceeded(_ shard: String, _ stream: String) -> ServiceError {
    ServiceError(
      "ProvisionedThroughputExceededException", "Rate exceeded for shard \(shard) in stream \(stream) under account.",
      rule: .kinesisLimits)
  }
}
