import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Changes one thing of a table.
  public struct UpdateTable: Operation {
    public static let name = "dynamodb:UpdateTable"
    public enum Change: Sendable, Hashable {
      case billing(BillingMode)
      /// What the table shall serve at once; only ever raised.
      case warmThroughput(Throughput)
      /// The most that an on-demand table serves in a second; nil is no limit.
      case onDemandMaximum(Throughput?)
      /// Nil turns the stream off.
      case stream(Stream.View?)
      case addReplica(Region)
      case removeReplica(Region)
    }
    public var tableName: TableName
    public var change: Change
    public init(tableName: TableName, change: Change) { (self.tableName, self.change) = (tableName, change) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      guard table.status == .active else {
        throw ServiceError(
          "ResourceInUseException",
          "Attempt to change a resource which is still in use: Table is being created: \(tableName)",
          rule: .tablesAreCreated)
      }
      switch change {
      case .billing(let billing): try db.changeBilling(of: tableName, to: billing, &context)
      case .warmThroughput(let throughput): try db.warm(tableName, to: throughput, &context)
      case .onDemandMaximum(let throughput): try db.limit(tableName, to: throughput, &context)
      case .stream(let view?):
        guard table.stream == nil || table.stream!.disabled != nil else {
          throw .invalid("Table already has an enabled stream: TableName: \(tableName)", .streamsFollowItems)
        }
        db.tables[tableName]!.stream = Stream(view: view, enabled: context.now)
      case .stream(nil):
        guard let stream = table.stream, stream.disabled == nil else {
          throw .invalid("Table does not have a stream to disable: TableName: \(tableName)", .streamsFollowItems)
        }
        guard table.replicas.isEmpty else {
          throw .invalid("The stream of a global table cannot be disabled", .streamsFollowItems)
        }
        db.tables[tableName]!.stream!.disabled = context.now
      case .addReplica(let region): try db.addReplica(region, to: tableName, &context)
      case .removeReplica: throw .notSimulated("dynamodb:UpdateTable: ReplicaUpdates.Delete")
      }
      return .now(db.tables[tableName]!.description)
    }
  }

  public struct BillingChanged: Fact {
    public let table: TableName
    public let billing: BillingMode
    public var details: [Detail] { [Detail("table", table), Detail("billing", billing.text)] }
  }

  public struct DescribeTable: Operation {
    public static let name = "dynamodb:DescribeTable"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      return .now(table.description)
    }
  }

  /// Deletes a table and its items; with point-in-time recovery on, a system backup stays for 35 days.
  public struct DeleteTable: Operation {
    public static let name = "dynamodb:DeleteTable"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      guard table.status == .active else {
        throw ServiceError(
          "ResourceInUseException",
          "Attempt to change a resource which is still in use: Table is being created: \(tableName)",
          rule: .tablesAreCreated)
      }
      guard table.replicas.isEmpty else { throw .notSimulated("dynamodb:DeleteTable: a replica of a global table") }
      db.tables[tableName]!.settle(&context)
      context.note(TableDeleted(table: tableName, items: table.itemCount), because: .tablesAreCreated)
      if table.recovery != nil { db.keepSystemBackup(of: tableName, &context) }
      db.tables[tableName] = nil
      return .now(())
    }
  }

  public struct TableDeleted: Fact {
    public let table: TableName
    public let items: Int
    public var details: [Detail] { [Detail("table", table), Detail("items", items)] }
  }
}

extension Rule {
  public static let capacityModes = Rule(
    "dynamodb.capacity.modes", "A table is paid for by the request, or by the hour for a provisioned throughput.",
    source: "DynamoDB Developer Guide: DynamoDB throughput capacity")
}
