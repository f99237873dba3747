import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Creates an item or replaces one as a whole.
  public struct PutItem: Operation {
    public static let name = "dynamodb:PutItem"
    public var tableName: TableName
    public var item: Item
    /// A condition expression, such as `attribute_not_exists(id)`.
    public var condition: String?
    public var substitutions: Substitutions
    public var returnsOldItem: Bool
    /// The error of a failed condition has the item on which it failed.
    public var returnsItemOnFailure: Bool
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var returnsCollectionMetrics: Bool
    public var legacy: [LegacyParameter] = []

    public init(
      tableName: TableName, item: Item, condition: String? = nil, substitutions: Substitutions = Substitutions(),
      returnsOldItem: Bool = false, returnsItemOnFailure: Bool = false,
      returnConsumedCapacity: ReturnConsumedCapacity = .none, returnsCollectionMetrics: Bool = false
    ) {
      (self.tableName, self.item, self.condition) = (tableName, item, condition)
      (self.substitutions, self.returnsOldItem) = (substitutions, returnsOldItem)
      (self.returnsItemOnFailure, self.returnConsumedCapacity) = (returnsItemOnFailure, returnConsumedCapacity)
      self.returnsCollectionMetrics = returnsCollectionMetrics
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<WriteOutput> {
      let expressions: Substitutions.Expressions = ["ConditionExpression": condition]
      try legacy.refuse(Self.name, expressions)
      try substitutions.check(for: expressions)
      let condition = try DynamoDB.parse(condition, substitutions)
      let table = try db.active(tableName)
      let key = try table.schema.key(of: item), whole = try item.checkedSize()
      let size = context.holds(.namesAreFree) ? whole - item.nameBytes : whole
      try db.checkUnlocked(key, in: tableName)
      let write = try db.prepare(item, size: size, at: key, in: tableName).believed(context)
      try db.check(condition, write.old, key, in: tableName, returnsItem: returnsItemOnFailure, &context)
      try db.consume(write.units, at: key, in: tableName, &context)
      db.carryOut(write, as: "PutItem", because: .writeUnits, &context)
      return .now(
        WriteOutput(
          units: write.units.total, item: returnsOldItem ? write.old?.item : nil,
          consumed: write.units.reported(returnConsumedCapacity, for: tableName),
          collection: returnsCollectionMetrics ? db.metrics(at: key, in: tableName) : nil))
    }
  }

  public struct WriteOutput: Sendable, Hashable {
    public let units: CapacityUnits
    /// The item as asked for by the request; nil when none was asked for or there is none.
    public let item: Item?
    /// Nil unless asked for.
    public var consumed: ConsumedCapacity?
    /// Nil unless asked for, and of tables without a local secondary index.
    public var collection: ItemCollectionMetrics?
  }
}
