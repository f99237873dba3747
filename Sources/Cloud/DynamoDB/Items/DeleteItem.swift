import OrderedCollections
import Simulation

extension DynamoDB {
  /// Deletes one item; deleting what is not there succeeds.
  public struct DeleteItem: Operation {
    public static let name = "dynamodb:DeleteItem"
    public var tableName: TableName
    public var key: Item
    public var condition: String?
    public var substitutions: Substitutions
    public var returnsOldItem: Bool
    /// The error of a failed condition has the item on which it failed.
    public var returnsItemOnFailure: Bool
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var returnsCollectionMetrics: Bool
    public var legacy: [LegacyParameter] = []

    public init(
      tableName: TableName, key: Item, condition: String? = nil, substitutions: Substitutions = Substitutions(),
      returnsOldItem: Bool = false, returnsItemOnFailure: Bool = false,
      returnConsumedCapacity: ReturnConsumedCapacity = .none, returnsCollectionMetrics: Bool = false
    ) {
      (self.tableName, self.key, self.condition) = (tableName, key, condition)
      (self.substitutions, self.returnsOldItem) = (substitutions, returnsOldItem)
      (self.returnsItemOnFailure, self.returnConsumedCapacity) = (returnsItemOnFailure, returnConsumedCapacity)
      self.returnsCollectionMetrics = returnsCollectionMetrics
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<WriteOutput> {
      let expressions: Substitutions.Expressions = ["ConditionExpression": condition]
      try legacy.refuse(Self.name, expressions)
      try substitutions.check(for: expressions)
      let condition = try DynamoDB.parse(condition, substitutions)
      let key = try db.active(tableName).schema.key(exactly: key)
      try db.checkUnlocked(key, in: tableName)
      let write = try db.prepare(nil, size: 0, at: key, in: tableName)
      try db.check(condition, write.old, key, in: tableName, returnsItem: returnsItemOnFailure, &context)
      try db.consume(write.units, at: key, in: tableName, &context)
      db.carryOut(write, as: "DeleteItem", because: .writeUnits, &context)
      return .now(
        WriteOutput(
          units: write.units.total, item: returnsOldItem ? write.old?.item : nil,
          consumed: write.units.reported(returnConsumedCapacity, for: tableName),
          collection: returnsCollectionMetrics ? db.metrics(at: key, in: tableName) : nil))
    }
  }
}
