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

    public init(
      tableName: TableName, item: Item, condition: String? = nil, substitutions: Substitutions = Substitutions(),
      returnsOldItem: Bool = false
    ) {
      (self.tableName, self.item, self.condition) = (tableName, item, condition)
      (self.substitutions, self.returnsOldItem) = (substitutions, returnsOldItem)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<WriteOutput> {
      let table = try db.active(tableName)
      let key = try table.schema.key(of: item), size = try item.checkedSize()
      let old = table.items[key]
      try db.check(condition, substitutions, old, key, in: tableName, &context)
      let units = Capacity.write(old: old?.size ?? 0, new: size)
      try db.tables[tableName]!.consumeWrite(units, at: key.partition, &context)
      context.note(
        ItemWritten(operation: "PutItem", table: tableName, key: key, item: item, bytes: size, units: units),
        because: .writeUnits)
      db.commit(item, size: size, at: key, in: tableName, .request, &context)
      return .now(WriteOutput(units: units, item: returnsOldItem ? old?.item : nil))
    }
  }

  public struct WriteOutput: Sendable, Hashable {
    public let units: CapacityUnits
    /// The item as asked for by the request; nil when none was asked for or there is none.
    public let item: Item?
  }
}
