import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Makes an empty table; it is ACTIVE after `model.creationTime`.
  public struct CreateTable: Operation {
    public static let name = "dynamodb:CreateTable"
    public var tableName: TableName
    public var keys: KeySchema
    public var billing: BillingMode
    /// Local ones can be made here only.
    public var indexes: [SecondaryIndex]
    public var stream: Stream.View?
    public var tags: [String: String]
    public var tableClass: TableClass
    public var isProtected: Bool

    /// - Parameter billing: The API, without a `BillingMode`, assumes provisioned and then needs a throughput; here
    ///   it is always said.
    public init(
      tableName: TableName, keys: KeySchema, billing: BillingMode, indexes: [SecondaryIndex] = [],
      stream: Stream.View? = nil, tags: [String: String] = [:], tableClass: TableClass = .standard,
      isProtected: Bool = false
    ) {
      (self.tableName, self.keys, self.billing, self.stream) = (tableName, keys, billing, stream)
      (self.indexes, self.tags, self.tableClass, self.isProtected) = (indexes, tags, tableClass, isProtected)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      try DynamoDB.checkName(tableName)
      try DynamoDB.check(billing)
      guard keys.partition.name != keys.sort?.name else {
        throw .invalid(
          "Invalid KeySchema: Some index key attribute have no definition or are used twice", .tablesAreCreated)
      }
      try SecondaryIndex.check(indexes, of: keys, billing)
      try TableTags.check(tags)
      guard db.tables[tableName] == nil else {
        throw ServiceError(
          "ResourceInUseException", "Table already exists: \(tableName)", rule: .tablesAreCreated)
      }
      var table = db.newTable(tableName, keys, billing, context.now)
      table.addIndexes(indexes, context.now)
      if let stream { table.stream = Stream(view: stream, enabled: context.now) }
      (table.tags, table.tableClass, table.isProtected) = (tags, tableClass, isProtected)
      db.tables[tableName] = table
      context.note(TableCreated(table: tableName, billing: billing), because: .tablesAreCreated)
      let time = context.draw(db.model.creationTime, for: "dynamodb.creation")
      if time == .zero {
        db.tables[tableName]!.status = .active
      } else {
        context.schedule(DynamoDB.self, .activate(table: tableName, generation: table.generation), after: time)
      }
      return .now(db.describe(tableName, context))
    }
  }

  public struct TableCreated: Fact {
    public let table: TableName
    public let billing: BillingMode
    public var details: [Detail] { [Detail("table", table), Detail("billing", billing.text)] }
  }
  public struct TableActive: Fact {
    public let table: TableName
    public var details: [Detail] { [Detail("table", table)] }
  }

  mutating func newTable(_ name: TableName, _ keys: KeySchema, _ billing: BillingMode, _ now: Instant) -> Table {
    generation += 1
    var table = Table(name: name, schema: keys, billing: billing, generation: generation, now: now)
    table.pool = ThroughputPool(name, .table, billing, at: now, partitions: model.partitions)
    table.pool.onDemandIsUnlimited = model.onDemandIsUnlimited
    table.pool.hotSecondsUntilSplit = model.hotSecondsUntilSplit
    return table
  }

  mutating func activate(_ name: TableName, _ generation: Int, _ context: inout Context) {
    guard tables[name]?.generation == generation, tables[name]!.status != .deleting else { return }
    tables[name]!.status = .active
    context.note(TableActive(table: name), because: .tablesAreCreated)
  }

  /// 3 to 255 of letters, digits, underscore, hyphen and point.
  static func checkName(_ name: TableName) throws(ServiceError) {
    let isAllowed = name.utf8.allSatisfy { $0.isNameByte || $0 == 0x2D || $0 == 0x2E }
    guard isAllowed, (3...255).contains(name.utf8.count) else {
      throw .invalid(
        "Invalid table/index name. Table/index names must be between 3 and 255 characters long, and may contain only "
          + "the characters a-z, A-Z, 0-9, '_', '-', and '.'", .tablesAreCreated)
    }
  }

  static func check(_ billing: BillingMode) throws(ServiceError) {
    guard case .provisioned(let throughput) = billing else { return }
    guard throughput.read >= 1, throughput.write >= 1 else {
      throw .invalid(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified and at least 1 when BillingMode is PROVISIONED",
        .tablesAreCreated)
    }
    guard throughput.read <= DescribeLimits.tableMax.read, throughput.write <= DescribeLimits.tableMax.write else {
      throw ServiceError(
        "LimitExceededException",
        "Provisioned throughput of a table is at most 40000 read and 40000 write units by default",
        rule: .tablesAreCreated)
    }
  }
}

extension Rule {
  public static let tablesAreCreated = Rule(
    "dynamodb.tables",
    "A table has a unique name in its account and Region; it can be used once it is ACTIVE, some seconds after.",
    source: "DynamoDB API Reference: CreateTable")
}
