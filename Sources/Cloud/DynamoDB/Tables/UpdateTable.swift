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
      /// `MultiRegionConsistency` STRONG: two more replicas, or one and a witness.
      case strongReplicas([Region], witness: Region?)
      case createIndex(SecondaryIndex)
      case deleteIndex(String)
      case indexThroughput(String, Throughput)
      case tableClass(TableClass)
      case deletionProtection(Bool)
    }
    public var tableName: TableName
    public var change: Change
    public init(tableName: TableName, change: Change) { (self.tableName, self.change) = (tableName, change) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      guard table.status == .active else { throw .tableInUse(table) }
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
      case .strongReplicas(let regions, let witness):
        try db.makeStrong(tableName, replicas: regions, witness: witness, &context)
      case .removeReplica(let region): try db.removeReplica(region, from: tableName, &context)
      case .createIndex(let index): try db.createIndex(index, on: tableName, &context)
      case .deleteIndex(let name): try db.deleteIndex(name, of: tableName, &context)
      case .indexThroughput(let name, let throughput): try db.change(name, of: tableName, to: throughput, &context)
      case .tableClass(let tableClass): try db.change(tableName, to: tableClass, &context)
      case .deletionProtection(let isProtected): db.tables[tableName]!.isProtected = isProtected
      }
      return .now(db.describe(tableName, context))
    }
  }

  public struct BillingChanged: Fact {
    public let table: TableName
    public let billing: BillingMode
    public var details: [Detail] { [Detail("table", table), Detail("billing", billing.text)] }
  }
}

extension Rule {
  public static let capacityModes = Rule(
    "dynamodb.capacity.modes", "A table is paid for by the request, or by the hour for a provisioned throughput.",
    source: "DynamoDB Developer Guide: DynamoDB throughput capacity")
}
