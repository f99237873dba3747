import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Changes attributes of an item, and makes the item if there is none.
  public struct UpdateItem: Operation {
    public static let name = "dynamodb:UpdateItem"
    public enum ReturnValues: String, Sendable, Hashable { case none = "NONE", allOld = "ALL_OLD", allNew = "ALL_NEW" }
    public var tableName: TableName
    public var key: Item
    /// `SET a = :x, b = b + :one REMOVE c ADD d :y DELETE e :z`.
    public var update: String
    public var condition: String?
    public var substitutions: Substitutions
    public var returnValues: ReturnValues

    public init(
      tableName: TableName, key: Item, update: String, condition: String? = nil,
      substitutions: Substitutions = Substitutions(), returnValues: ReturnValues = .none
    ) {
      (self.tableName, self.key, self.update, self.condition) = (tableName, key, update, condition)
      (self.substitutions, self.returnValues) = (substitutions, returnValues)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<WriteOutput> {
      let table = try db.active(tableName), key = try table.schema.key(exactly: self.key), old = table.items[key]
      var reader = try ExpressionReader(update, kind: "UpdateExpression", substitutions)
      let parsed = try reader.update()
      try parsed.check(keys: table.schema)
      try db.check(condition, substitutions, old, key, in: tableName, others: [reader], &context)
      let item = try parsed.applied(to: old?.item ?? table.schema.item(of: key)), size = try item.checkedUpdateSize()
      let units = Capacity.write(old: old?.size ?? 0, new: size)
      try db.tables[tableName]!.consumeWrite(units, at: key.partition, &context)
      context.note(
        ItemWritten(operation: "UpdateItem", table: tableName, key: key, item: item, bytes: size, units: units),
        because: .writeUnits)
      db.commit(item, size: size, at: key, in: tableName, .request, &context)
      let returned: Item?
      switch returnValues {
      case .none: returned = nil
      case .allOld: returned = old?.item
      case .allNew: returned = item
      }
      return .now(WriteOutput(units: units, item: returned))
    }
  }
}

extension Item {
  fileprivate func checkedUpdateSize() throws(ServiceError) -> Int {
    do {
      return try checkedSize()
    } catch  where error.message.hasPrefix("Item size has exceeded") {
      throw .invalid("Item size to update has exceeded the maximum allowed size", .itemLimits)
    }
  }
}
