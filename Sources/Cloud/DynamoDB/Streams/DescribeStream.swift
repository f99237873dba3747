import Basics
import OrderedCollections
import Simulation

extension DynamoDB {
  /// The shards of a table's stream, oldest first, with their lineage.
  public struct DescribeStream: Operation {
    public static let name = "dynamodb:DescribeStream"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      StreamDescription
    > {
      let stream = try db.stream(of: tableName, context)
      return .now(
        StreamDescription(
          arn: stream.arn(of: tableName, context.scope), view: stream.view, isEnabled: stream.disabled == nil,
          shards: stream.listedShards(at: stream.trimTime(context))))
    }
  }

  /// Streams that can be read, of one table or of all.
  public struct ListStreams: Operation {
    public static let name = "dynamodb:ListStreams"
    public var tableName: TableName?
    public init(tableName: TableName? = nil) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<[String]> {
      .now(
        db.tables.values.compactMap { table in
          guard tableName == nil || table.name == tableName, let stream = table.stream,
            stream.isReadable(at: context.now)
          else { return nil }
          return stream.arn(of: table.name, context.scope)
        })
    }
  }
}

public struct StreamDescription: Sendable {
  /// With the moment of enabling as its label: a stream that is switched off and on is another one.
  public let arn: String
  public let view: Stream.View
  public let isEnabled: Bool
  public let shards: [StreamShard]
}

extension Stream {
  func arn(of table: TableName, _ scope: Scope) -> String {
    "arn:aws:dynamodb:\(scope.region):\(scope.account):table/\(table)/stream/\(enabled.iso8601)"
  }
}
