import Basics
import OrderedCollections
import Simulation

struct ShardIterator: Sendable {
  let table: TableName, generation: Int, enabled: Instant
  /// Nil reads all shards, in the order of the sequence numbers.
  let shard: String?
  /// The sequence number of the next record to read.
  let next: Int
  let issued: Instant
  /// The chain of iterators: one reader.
  let reader: Int
}

/// Who read a shard in one second.
struct ShardReaders: Sendable {
  var second: Int
  var readers: Set<Int>
}

extension DynamoDB {
  /// Where to read a stream from.
  public struct GetShardIterator: Operation {
    public static let name = "dynamodb:GetShardIterator"
    public enum Kind: Sendable, Hashable {
      case trimHorizon, latest, at(sequenceNumber: Int), after(sequenceNumber: Int)
    }
    public var tableName: TableName
    /// As `DescribeStream` names it. Nil follows all shards at once, as the client library of streams does for its user.
    public var shardID: String?
    public var kind: Kind
    public init(tableName: TableName, shardID: String? = nil, kind: Kind) {
      (self.tableName, self.shardID, self.kind) = (tableName, shardID, kind)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<String> {
      let stream = try db.stream(of: tableName, context), table = db.tables[tableName]!
      var shard: StreamShard?
      if let shardID {
        guard let found = stream.listedShards(at: stream.trimTime(context)).first(where: { $0.id == shardID }) else {
          throw ServiceError(
            "ResourceNotFoundException", "Requested resource not found: Shard does not exist", rule: .streamShards)
        }
        shard = found
      }
      let end = stream.records.count + 1, horizon = stream.horizon(at: stream.trimTime(context))
      let next: Int
      switch kind {
      case .trimHorizon: next = horizon
      case .latest: next = end
      case .at(let number): next = number
      case .after(let number): next = number + 1
      }
      guard next >= horizon else { throw .trimmed }
      if let shard, case .at(let number) = kind, shard.endingSequenceNumber.map({ number > $0 }) ?? false {
        throw .invalid(
          "Invalid SequenceNumber: \(number) is not in shard \(shard.id)", .streamShards)
      }
      db.generation += 1
      return .now(
        db.issue(
          ShardIterator(
            table: tableName, generation: table.generation, enabled: stream.enabled, shard: shardID, next: next,
            issued: context.now, reader: db.generation)))
    }
  }

  /// Up to 1,000 records and 1 MB from an iterator on.
  public struct GetRecords: Operation {
    public static let name = "dynamodb:GetRecords"
    public static let recordsMax = 1_000, bytesMax = 1_048_576
    /// How long an iterator is good for.
    public static let iteratorLifetime = Duration.minutes(15)
    /// Readers of a shard at a time, and of one of a global table.
    public static let readersMax = 2, readersMaxOfGlobalTable = 1
    public var shardIterator: String
    public var limit: Int
    public init(shardIterator: String, limit: Int = 1_000) { (self.shardIterator, self.limit) = (shardIterator, limit) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...Self.recordsMax).contains(limit) else {
        throw .invalid("Limit must be between 1 and 1000", .streamsAreTrimmed)
      }
      guard let iterator = db.iterators[shardIterator] else {
        throw .invalid("Invalid ShardIterator", .streamsAreTrimmed)
      }
      guard context.now < iterator.issued + Self.iteratorLifetime else {
        throw ServiceError(
          "ExpiredIteratorException", "Iterator expired. The iterator was created more than 15 minutes ago.",
          rule: .streamsAreTrimmed)
      }
      guard let table = db.tables[iterator.table], table.generation == iterator.generation,
        table.stream?.enabled == iterator.enabled
      else { throw .noStream(iterator.table) }
      let stream = try db.stream(of: iterator.table, context)
      try db.admit(iterator, isGlobal: !table.replicas.isEmpty, &context)
      let shard = iterator.shard.flatMap { id in stream.shards.first { $0.id == id } }
      let horizon = stream.horizon(at: stream.trimTime(context))
      // What was trimmed of another shard is no loss to this one.
      guard iterator.next >= horizon || !(stream.read(shard, from: iterator.next, limit: 1).isTrimmed(before: horizon))
      else { throw .trimmed }
      let records = stream.read(shard, from: max(iterator.next, horizon), limit: limit)
      context.meter(.streamReads, 1)
      let last = records.last?.sequenceNumber ?? iterator.next - 1
      context.note(
        StreamRead(
          table: iterator.table, shard: iterator.shard, records: records.count, from: records.first?.sequenceNumber),
        because: .streamsFollowItems,
        also: (iterator.shard == nil ? [] : [.streamShards]) + [.streamViews, .streamsAreTrimmed])
      let isAtEnd = iterator.shard != nil && (shard?.endingSequenceNumber).map { last >= $0 } ?? false
      guard !isAtEnd else { return .now(Output(records: records, nextShardIterator: nil)) }
      let next = ShardIterator(
        table: iterator.table, generation: iterator.generation, enabled: iterator.enabled, shard: iterator.shard,
        next: last + 1, issued: context.now, reader: iterator.reader)
      return .now(Output(records: records, nextShardIterator: db.issue(next)))
    }

    public struct Output: Sendable {
      public let records: [StreamRecord]
      /// Nil at the end of a closed shard: its children come next.
      public let nextShardIterator: String?
    }
  }

  /// A stream that can be read, its shards brought up to now.
  mutating func stream(of name: TableName, _ context: Context) throws(ServiceError) -> Stream {
    guard let table = tables[name] else { throw .tableNotFound(name) }
    guard let stream = table.stream, stream.isReadable(at: context.now) else { throw .noStream(name) }
    tables[name]!.stream!.refresh(table.pool.partitions, at: context.now)
    return tables[name]!.stream!
  }

  private mutating func admit(
    _ iterator: ShardIterator, isGlobal: Bool, _ context: inout Context
  ) throws(ServiceError) {
    guard !context.holds(.streamsHaveManyReaders) else { return }
    let place = "\(iterator.table)/\(iterator.shard ?? "*")", second = context.now.seconds
    var seen = shardReaders[place] ?? ShardReaders(second: second, readers: [])
    if seen.second != second { seen = ShardReaders(second: second, readers: []) }
    seen.readers.insert(iterator.reader)
    let limit = isGlobal ? GetRecords.readersMaxOfGlobalTable : GetRecords.readersMax
    guard seen.readers.count <= limit else {
      throw ServiceError(
        "LimitExceededException",
        "Too many readers of one shard: at most \(limit) processes can read from it at the same time",
        rule: .streamReaders)
    }
    shardReaders[place] = seen
  }

  mutating func issue(_ iterator: ShardIterator) -> String {
    generation += 1
    let name = "\(iterator.table)/\(generation)"
    iterators[name] = iterator
    return name
  }

  /// Records were read from a stream.
  public struct StreamRead: Fact {
    public let table: TableName
    /// Nil: all of them.
    public let shard: String?
    public let records: Int
    /// The sequence number of the first; nil when there was none.
    public let from: Int?
    public var details: [Detail] {
      [
        Detail("table", table), Detail("shard", shard ?? "all"), Detail("records", records),
        Detail("from", from.map(String.init) ?? "none"),
      ]
    }
  }
}

extension [StreamRecord] {
  fileprivate func isTrimmed(before horizon: Int) -> Bool { first.map { $0.sequenceNumber < horizon } ?? false }
}
