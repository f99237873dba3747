import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Changes attributes of an item, and makes the item if there is none.
  public struct UpdateItem: Operation {
    public static let name = "dynamodb:UpdateItem"
    public enum ReturnValues: String, Sendable, Hashable {
      case none = "NONE", allOld = "ALL_OLD", allNew = "ALL_NEW", updatedOld = "UPDATED_OLD", updatedNew = "UPDATED_NEW"
    }
    public var tableName: TableName
    public var key: Item
    /// `SET a = :x, b = b + :one REMOVE c ADD d :y DELETE e :z`; without one, the item is only made sure of.
    public var update: String?
    public var condition: String?
    public var substitutions: Substitutions
    public var returnValues: ReturnValues
    /// The error of a failed condition has the item on which it failed.
    public var returnsItemOnFailure: Bool
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var returnsCollectionMetrics: Bool
    public var legacy: [LegacyParameter] = []

    public init(
      tableName: TableName, key: Item, update: String?, condition: String? = nil,
      substitutions: Substitutions = Substitutions(), returnValues: ReturnValues = .none,
      returnsItemOnFailure: Bool = false, returnConsumedCapacity: ReturnConsumedCapacity = .none,
      returnsCollectionMetrics: Bool = false
    ) {
      (self.tableName, self.key, self.update, self.condition) = (tableName, key, update, condition)
      (self.substitutions, self.returnValues) = (substitutions, returnValues)
      (self.returnsItemOnFailure, self.returnConsumedCapacity) = (returnsItemOnFailure, returnConsumedCapacity)
      self.returnsCollectionMetrics = returnsCollectionMetrics
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<WriteOutput> {
      let expressions: Substitutions.Expressions = ["UpdateExpression": update, "ConditionExpression": condition]
      try legacy.refuse(Self.name, expressions)
      try substitutions.check(for: expressions)
      let (update, readers) = try DynamoDB.parse(update: update, substitutions)
      let condition = try DynamoDB.parse(condition, substitutions, others: readers)
      let table = try db.active(tableName), key = try table.schema.key(exactly: self.key), old = table.items[key]
      try update.check(keys: table.schema)
      try db.checkUnlocked(key, in: tableName)
      try db.check(condition, old, key, in: tableName, returnsItem: returnsItemOnFailure, &context)
      let write = try db.prepare(update, at: key, in: tableName)
      try db.consume(write.units, at: key, in: tableName, &context)
      db.carryOut(write, as: "UpdateItem", because: .writeUnits, &context)
      return .now(
        WriteOutput(
          units: write.units.total, item: returnValues.item(update, old: old?.item, new: write.item),
          consumed: write.units.reported(returnConsumedCapacity, for: tableName),
          collection: returnsCollectionMetrics ? db.metrics(at: key, in: tableName) : nil))
    }
  }

  /// Reads an update; what was read of it has to be asked for idle names and values.
  static func parse(
    update: String?, _ substitutions: Substitutions
  ) throws(ServiceError) -> (Update, [ExpressionReader]) {
    guard let update else { return (Update(), []) }
    var reader = try ExpressionReader(update, kind: "UpdateExpression", substitutions)
    return (try reader.update(), [reader])
  }

  /// Computes what an update makes of the item that is there, or of none.
  func prepare(
    _ update: Update, at key: Key, in name: TableName, isTransactional: Bool = false
  ) throws(ServiceError) -> ItemWrite {
    let table = tables[name]!
    let item = try update.applied(to: table.items[key]?.item ?? table.schema.item(of: key))
    let size = try item.checkedUpdateSize()
    return try prepare(item, size: size, at: key, in: name, isUpdate: true, isTransactional: isTransactional)
  }
}

extension DynamoDB.UpdateItem.ReturnValues {
  /// What an update gives back; nil for nothing.
  func item(_ update: Update, old: Item?, new: Item?) -> Item? {
    func touched(_ item: Item?) -> Item? {
      guard let item, !update.paths.isEmpty else { return nil }
      let part = Projection(paths: update.paths).applied(to: item)
      return part.attributes.isEmpty ? nil : part
    }
    return switch self {
    case .none: nil
    case .allOld: old
    case .allNew: new
    case .updatedOld: touched(old)
    case .updatedNew: touched(new)
    }
  }
}
