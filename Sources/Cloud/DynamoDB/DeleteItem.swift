import HashTreeCollections
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

    public init(
      tableName: TableName, key: Item, condition: String? = nil, substitutions: Substitutions = Substitutions(),
      returnsOldItem: Bool = false
    ) {
      (self.tableName, self.key, self.condition) = (tableName, key, condition)
      (self.substitutions, self.returnsOldItem) = (substitutions, returnsOldItem)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<WriteOutput> {
      let table = try db.active(tableName), key = try table.schema.key(exactly: key), old = table.items[key]
      try db.check(condition, substitutions, old, key, in: tableName, &context)
      let units = Capacity.write(old: old?.size ?? 0, new: 0)
      try db.tables[tableName]!.consumeWrite(units, at: key.partition, &context)
      context.note(
        ItemWritten(operation: "DeleteItem", table: tableName, key: key, item: nil, bytes: 0, units: units),
        because: .writeUnits)
      if old != nil { db.commit(nil, size: 0, at: key, in: tableName, .request, &context) }
      return .now(WriteOutput(units: units, item: returnsOldItem ? old?.item : nil))
    }
  }
}
