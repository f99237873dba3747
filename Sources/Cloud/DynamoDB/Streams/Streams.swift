import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// A table's change stream: one record for each change of an item, kept 24 hours.
public struct Stream: Sendable {
  public enum View: String, Sendable, Hashable, Codable {
    case keysOnly = "KEYS_ONLY", newImage = "NEW_IMAGE", oldImage = "OLD_IMAGE"
    case newAndOldImages = "NEW_AND_OLD_IMAGES"
  }
  public static let retention = Duration.hours(24)

  public let view: View
  /// When it was enabled, which is also its label.
  public let enabled: Instant
  /// Its records stay readable for 24 hours after.
  public internal(set) var disabled: Instant?
  public internal(set) var records = Log<StreamRecord>()

  init(view: View, enabled: Instant) { (self.view, self.enabled) = (view, enabled) }

  /// The records not older than the retention.
  public func untrimmed(at now: Instant) -> Slice<Log<StreamRecord>> {
    let first = records.partitionPoint { now < $0.at + Self.retention }
    return records[first...]
  }
}

public struct StreamRecord: Sendable, Hashable {
  public enum Event: String, Sendable { case insert = "INSERT", modify = "MODIFY", remove = "REMOVE" }
  /// Who made the change when no caller did.
  public struct UserIdentity: Sendable, Hashable {
    public let type: String, principalID: String
    public static let timeToLive = UserIdentity(type: "Service", principalID: "dynamodb.amazonaws.com")
  }
  public let sequenceNumber: Int
  public let event: Event
  public let at: Instant
  public let key: Key
  public let keys: Item
  public let newImage: Item?, oldImage: Item?
  public let userIdentity: UserIdentity?
}

extension DynamoDB {
  /// A write that changes nothing makes no record.
  mutating func appendToStream(
    of name: TableName, key: Key, old: Item?, new: Item?, _ origin: WriteOrigin, _ context: inout Context
  ) {
    guard let stream = tables[name]!.stream, stream.disabled == nil, old != new else { return }
    var isTimeToLive = false
    if case .timeToLive = origin { isTimeToLive = true }
    let showsNew = stream.view == .newImage || stream.view == .newAndOldImages
    let showsOld = stream.view == .oldImage || stream.view == .newAndOldImages
    let record = StreamRecord(
      sequenceNumber: stream.records.count + 1, event: old == nil ? .insert : new == nil ? .remove : .modify,
      at: context.now, key: key, keys: tables[name]!.schema.item(of: key), newImage: showsNew ? new : nil,
      oldImage: showsOld ? old : nil, userIdentity: isTimeToLive ? .timeToLive : nil)
    tables[name]!.stream!.records.append(record)
    context.note(
      StreamRecordAppended(table: name, record: record),
      because: isTimeToLive ? .ttlIsMarkedInStreams : .streamsFollowItems)
  }

  public struct StreamRecordAppended: Fact {
    public let table: TableName
    public let record: StreamRecord
    public var details: [Detail] {
      [
        Detail("table", table), Detail("eventName", record.event.rawValue), Detail("key", record.key.description),
        Detail("sequence", record.sequenceNumber),
        Detail("identity", record.userIdentity.map { "\($0.type) \($0.principalID)" } ?? "none"),
      ]
    }
  }
}

// MARK: - Reading

struct ShardIterator: Sendable {
  let table: TableName, generation: Int, enabled: Instant
  /// The sequence number of the next record to read.
  let next: Int
  let issued: Instant
}

extension DynamoDB {
  /// Where to read a stream from. Every stream has one shard here.
  public struct GetShardIterator: Operation {
    public static let name = "dynamodb:GetShardIterator"
    public enum Kind: Sendable, Hashable {
      case trimHorizon, latest, at(sequenceNumber: Int), after(sequenceNumber: Int)
    }
    public var tableName: TableName
    public var kind: Kind
    public init(tableName: TableName, kind: Kind) { (self.tableName, self.kind) = (tableName, kind) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<String> {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      guard let stream = table.stream, stream.isReadable(at: context.now) else { throw .noStream(tableName) }
      let end = stream.records.count + 1, horizon = stream.untrimmed(at: context.now).first?.sequenceNumber ?? end
      let next: Int
      switch kind {
      case .trimHorizon: next = horizon
      case .latest: next = end
      case .at(let number): next = number
      case .after(let number): next = number + 1
      }
      guard next >= horizon else { throw .trimmed }
      return .now(
        db.issue(
          ShardIterator(
            table: tableName, generation: table.generation, enabled: stream.enabled, next: next, issued: context.now)))
    }
  }

  /// Up to 1,000 records from an iterator on.
  public struct GetRecords: Operation {
    public static let name = "dynamodb:GetRecords"
    public var shardIterator: String
    public var limit: Int
    public init(shardIterator: String, limit: Int = 1_000) { (self.shardIterator, self.limit) = (shardIterator, limit) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...1_000).contains(limit) else {
        throw .invalid("Limit must be between 1 and 1000", .streamsAreTrimmed)
      }
      guard let iterator = db.iterators[shardIterator] else {
        throw .invalid("Invalid ShardIterator", .streamsAreTrimmed)
      }
      guard context.now < iterator.issued + .minutes(15) else {
        throw ServiceError(
          "ExpiredIteratorException", "Iterator expired. The iterator was created more than 15 minutes ago.",
          rule: .streamsAreTrimmed)
      }
      guard let table = db.tables[iterator.table], table.generation == iterator.generation,
        let stream = table.stream, stream.enabled == iterator.enabled
      else { throw .noStream(iterator.table) }
      let kept = stream.untrimmed(at: context.now)
      let horizon = kept.first?.sequenceNumber ?? stream.records.count + 1
      guard iterator.next >= horizon else { throw .trimmed }
      let records = Array(kept.dropFirst(iterator.next - horizon).prefix(limit))
      context.meter(.streamReads, 1)
      let next = ShardIterator(
        table: iterator.table, generation: iterator.generation, enabled: iterator.enabled,
        next: iterator.next + records.count, issued: context.now)
      return .now(Output(records: records, nextShardIterator: db.issue(next)))
    }

    public struct Output: Sendable {
      public let records: [StreamRecord]
      public let nextShardIterator: String
    }
  }

  mutating func issue(_ iterator: ShardIterator) -> String {
    generation += 1
    let name = "\(iterator.table)/\(generation)"
    iterators[name] = iterator
    return name
  }
}

extension Stream {
  func isReadable(at now: Instant) -> Bool { disabled.map { now < $0 + Self.retention } ?? true }
}

extension ServiceError {
  static func noStream(_ table: TableName) -> ServiceError {
    ServiceError(
      "ResourceNotFoundException", "Requested resource not found: Stream of table \(table) not found",
      rule: .streamsFollowItems)
  }
  static var trimmed: ServiceError {
    ServiceError(
      "TrimmedDataAccessException",
      "The operation attempted to read past the oldest stream record in a shard.", rule: .streamsAreTrimmed)
  }
}

extension Meter {
  public static let streamReads = Meter(service: "dynamodb", item: "stream-read-request-units", unit: "request")
}

extension Rule {
  public static let streamsFollowItems = Rule(
    "dynamodb.stream.order",
    "Each change of an item appears once in the stream, in order for that item; a write that changes nothing does not.",
    source: "DynamoDB Developer Guide: Change data capture for DynamoDB Streams")
  public static let streamsAreTrimmed = Rule(
    "dynamodb.stream.trim", "Stream records are kept for 24 hours; an iterator lives for 15 minutes.",
    source: "DynamoDB Developer Guide: Change data capture for DynamoDB Streams")
  public static let ttlIsMarkedInStreams = Rule(
    "dynamodb.ttl.stream",
    "A deletion by TTL is a REMOVE whose userIdentity is the service dynamodb.amazonaws.com, where it happened only.",
    source: ttlGuide)
}
