import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  public struct DescribeTable: Operation {
    public static let name = "dynamodb:DescribeTable"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      guard db.tables[tableName] != nil else { throw .tableNotFound(tableName) }
      return .now(db.describe(tableName, context))
    }
  }

  /// The names of the tables, sorted, up to 100 at a time.
  public struct ListTables: Operation {
    public static let name = "dynamodb:ListTables"
    public static let limitMax = 100
    public var startAfter: TableName?
    public var limit: Int
    public init(startAfter: TableName? = nil, limit: Int = 100) { (self.startAfter, self.limit) = (startAfter, limit) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...Self.limitMax).contains(limit) else {
        throw .invalid(
          """
          1 validation error detected: Value '\(limit)' at 'limit' failed to satisfy constraint: Member must have value \
          \(limit < 1 ? "greater than or equal to 1" : "less than or equal to 100")
          """, .tablesAreCreated)
      }
      let names = db.tables.keys.filter { name in startAfter.map { $0 < name } ?? true }.sorted()
      return .now(
        Output(names: Array(names.prefix(limit)), lastEvaluated: names.count > limit ? names[limit - 1] : nil))
    }

    public struct Output: Sendable, Hashable {
      public let names: [TableName]
      /// Where to go on; nil at the end.
      public let lastEvaluated: TableName?
    }
  }

  /// The units that an account and each of its tables may be given in a Region, before anyone asks for more.
  public struct DescribeLimits: Operation {
    public static let name = "dynamodb:DescribeLimits"
    public static let accountMax = Throughput(read: 80_000, write: 80_000)
    public static let tableMax = Throughput(read: 40_000, write: 40_000)
    public init() {}
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      .now(Output(account: Self.accountMax, table: Self.tableMax))
    }
    public struct Output: Sendable, Hashable { public let account: Throughput, table: Throughput }
  }

  func describe(_ name: TableName, _ context: Context) -> TableDescription {
    let table = tables[name]!
    return TableDescription(
      name: name, arn: context.tableARN(name), status: table.status, keys: table.schema, billing: table.billing,
      indexes: table.indexes.values.map { IndexDescription($0, arn: "\(context.tableARN(name))/index/\($0.name)") },
      itemCount: table.itemCount, sizeBytes: table.bytes, created: table.created,
      stream: table.stream.flatMap { $0.disabled == nil ? $0.view : nil }, replicas: table.replicas,
      tableClass: table.tableClass, isProtected: table.isProtected)
  }
}

public struct TableDescription: Sendable, Hashable {
  public let name: TableName
  public let arn: String
  public let status: Table.Status
  public let keys: KeySchema
  public let billing: BillingMode
  /// Local ones first.
  public let indexes: [IndexDescription]
  /// Exact; the service brings its own counts up to date about every six hours.
  public let itemCount: Int, sizeBytes: Int
  public let created: Instant
  public let stream: Stream.View?
  public let replicas: [Region]
  public let tableClass: TableClass
  public let isProtected: Bool
}

public struct IndexDescription: Sendable, Hashable {
  public let definition: SecondaryIndex
  public let arn: String
  public let status: TableIndex.Status
  /// Being filled from the items that the table has.
  public let isBackfilling: Bool
  public let itemCount: Int, sizeBytes: Int

  init(_ index: TableIndex, arn: String) {
    (definition, self.arn, status) = (index.definition, arn, index.status)
    (isBackfilling, itemCount, sizeBytes) = (index.status == .creating, index.itemCount, index.bytes)
  }
}

extension Context {
  func tableARN(_ name: TableName) -> String { "arn:aws:dynamodb:\(region):\(scope.account):table/\(name)" }
}

extension BillingMode {
  var text: String {
    switch self {
    case .onDemand: "on demand"
    case .provisioned(let throughput): "provisioned \(throughput.read) RCU, \(throughput.write) WCU"
    }
  }
}
