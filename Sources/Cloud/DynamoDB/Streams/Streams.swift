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
  /// Of all shards, in the order of their sequence numbers.
  public internal(set) var records = Log<StreamRecord>()
  /// In the order in which they were opened.
  public internal(set) var shards: [StreamShard] = []

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
    guard let stream = tables[name]!.stream, stream.disabled == nil,
      old != new || context.holds(.unchangedWritesAreRecorded)
    else { return }
    var isTimeToLive = false
    if case .timeToLive = origin { isTimeToLive = true }
    let showsAll = stream.view == .newAndOldImages || context.holds(.recordsShowEverything)
    let showsNew = stream.view == .newImage || showsAll, showsOld = stream.view == .oldImage || showsAll
    let record = StreamRecord(
      sequenceNumber: stream.records.count + 1, event: old == nil ? .insert : new == nil ? .remove : .modify,
      at: context.now, key: key, keys: tables[name]!.schema.item(of: key), newImage: showsNew ? new : nil,
      oldImage: showsOld ? old : nil, userIdentity: isTimeToLive ? .timeToLive : nil)
    tables[name]!.stream!.append(
      record, tables[name]!.pool.partitions, isOneLine: context.holds(.streamsAreOneLine))
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

extension Stream {
  /// The time by which records are trimmed: now. For those who believe that records wait for readers, the first moment.
  func trimTime(_ context: Context) -> Instant { context.holds(.recordsAwaitReaders) ? enabled : context.now }

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
  public static let streamViews = Rule(
    "dynamodb.stream.view",
    """
    A record shows what the view of its stream says: the keys only, the item as it became, the item as it was, or both; \
    a deleted item has not become anything. The view of a stream stays as it is.
    """, source: "DynamoDB Developer Guide: Change data capture for DynamoDB Streams")
  public static let ttlIsMarkedInStreams = Rule(
    "dynamodb.ttl.stream",
    "A deletion by TTL is a REMOVE whose userIdentity is the service dynamodb.amazonaws.com, where it happened only.",
    source: ttlGuide)
}

extension Misconception {
  public static let unchangedWritesAreRecorded = Misconception(
    "unchanged-writes-are-recorded", contradicts: .streamsFollowItems,
    says: "Every write makes a stream record, also one that changes nothing.")
  public static let recordsShowEverything = Misconception(
    "records-show-everything", contradicts: .streamViews,
    says: "A stream record always shows the item before and after the change.")
  public static let recordsAwaitReaders = Misconception(
    "records-await-readers", contradicts: .streamsAreTrimmed,
    says: "A record stays in the stream until its consumers have read it.")
}
