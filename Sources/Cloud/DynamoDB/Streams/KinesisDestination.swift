import Basics
import OrderedCollections
import Simulation

/// Where a table's changes go besides its own stream.
public struct KinesisDestination: Sendable, Hashable {
  public let stream: String
  public internal(set) var isEnabled = true
}

extension DynamoDB {
  /// Sends each change of a table's items to a Kinesis data stream of the Region.
  public struct EnableKinesisStreamingDestination: Operation {
    public static let name = "dynamodb:EnableKinesisStreamingDestination"
    public var tableName: TableName
    public var stream: String
    public init(tableName: TableName, stream: String) { (self.tableName, self.stream) = (tableName, stream) }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let table = try db.active(tableName)
      guard table.kinesis?.isEnabled != true else {
        throw .invalid(
          "Table is not in a valid state to enable Kinesis Streaming Destination: one is enabled", .kinesisDestination)
      }
      db.tables[tableName]!.kinesis = KinesisDestination(stream: stream)
      context.note(DestinationChanged(table: tableName, stream: stream, isEnabled: true), because: .kinesisDestination)
      return .now(())
    }
  }

  public struct DisableKinesisStreamingDestination: Operation {
    public static let name = "dynamodb:DisableKinesisStreamingDestination"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let table = try db.active(tableName)
      guard let destination = table.kinesis, destination.isEnabled else {
        throw .invalid(
          "Table is not in a valid state to disable Kinesis Streaming Destination: none is enabled", .kinesisDestination
        )
      }
      db.tables[tableName]!.kinesis!.isEnabled = false
      context.note(
        DestinationChanged(table: tableName, stream: destination.stream, isEnabled: false), because: .kinesisDestination
      )
      return .now(())
    }
  }

  public struct DescribeKinesisStreamingDestination: Operation {
    public static let name = "dynamodb:DescribeKinesisStreamingDestination"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      KinesisDestination?
    > { .now(try db.active(tableName).kinesis) }
  }

  /// Sends a change on its way, perhaps twice; each copy arrives when it arrives.
  mutating func sendToKinesis(
    of name: TableName, key: Key, old: Item?, new: Item?, _ origin: WriteOrigin, _ context: inout Context
  ) {
    guard let destination = tables[name]!.kinesis, destination.isEnabled, old != new else { return }
    changeCount += 1
    let event: StreamRecord.Event = old == nil ? .insert : new == nil ? .remove : .modify
    var isTimeToLive = false
    if case .timeToLive = origin { isTimeToLive = true }
    var change: [JSONValue.Member] = [
      .init("ApproximateCreationDateTime", .number(String(context.now.nanoseconds / 1_000))),
      .init("ApproximateCreationDateTimePrecision", .string("MICROSECOND")),
      .init("Keys", tables[name]!.schema.item(of: key).dynamoDBJSON),
    ]
    if let new { change.append(.init("NewImage", new.dynamoDBJSON)) }
    if let old { change.append(.init("OldImage", old.dynamoDBJSON)) }
    var members: [JSONValue.Member] = [
      .init("awsRegion", .string(context.region.rawValue)),
      .init("eventID", .string("\(context.region)-\(changeCount)")),
      .init("eventName", .string(event.rawValue)), .init("tableName", .string(name)),
      .init("dynamodb", .object(change)),
    ]
    if isTimeToLive {
      members.append(
        .init(
          "userIdentity",
          .object([
            .init("type", .string(StreamRecord.UserIdentity.timeToLive.type)),
            .init("principalId", .string(StreamRecord.UserIdentity.timeToLive.principalID)),
          ])))
    }
    context.meter(.changeCaptureUnits, Int128((max(old?.size ?? 0, new?.size ?? 0) + 1_023) / 1_024))
    let put = Kinesis.PutRecord(
      destination.stream, partitionKey: key.partition.description, data: JSONValue.object(members).serialized)
    let chance = model.kinesisDuplicates
    let isExact = context.holds(.kinesisIsExactlyOnce)
    let isDoubled = !isExact && context.withRandom(for: "dynamodb.kinesis.duplicates") { chance.happens(&$0) }
    for _ in 0..<(isDoubled ? 2 : 1) {
      context.tell(
        put, to: context.scope,
        after: isExact ? .milliseconds(200) : context.draw(model.kinesisLag, for: "dynamodb.kinesis.lag"))
    }
  }

  public struct DestinationChanged: Fact {
    public let table: TableName
    public let stream: String
    public let isEnabled: Bool
    public var details: [Detail] {
      [Detail("table", table), Detail("stream", stream), Detail("enabled", isEnabled)]
    }
  }
}

extension Meter {
  /// For each started KB of the larger image.
  public static let changeCaptureUnits = Meter(service: "dynamodb", item: "change-data-capture-units", unit: "unit")
}

extension Rule {
  public static let kinesisDestination = Rule(
    "dynamodb.kinesis",
    """
    With Kinesis Data Streams as the destination a change may come twice and out of order, even of one item; its creation \
    time tells the order. In return records are kept up to a year and more consumers read them. (How late and how often \
    twice: model.)
    """, source: "DynamoDB Developer Guide: Using Kinesis Data Streams to capture changes to DynamoDB")
}

extension Misconception {
  public static let kinesisIsExactlyOnce = Misconception(
    "kinesis-destination-is-exact", contradicts: .kinesisDestination,
    says: "Kinesis has each change of an item once and in order, as the table's own stream does.")
}
