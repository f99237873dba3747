import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Reads one item by its key.
  public struct GetItem: Operation {
    public static let name = "dynamodb:GetItem"
    public var tableName: TableName
    public var key: Item
    public var consistency: ReadConsistency

    public init(tableName: TableName, key: Item, consistency: ReadConsistency = .eventual) {
      (self.tableName, self.key, self.consistency) = (tableName, key, consistency)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      let table = try db.active(tableName)
      let key = try table.schema.key(exactly: key)
      guard consistency != .transactional else { throw .notSimulated("dynamodb:GetItem: transactional reads") }
      let stored = table.items[key].flatMap { table.isHidden($0.item, context) ? nil : $0 }
      let units = Capacity.read(stored?.size ?? 0, consistency)
      try db.tables[tableName]!.consumeRead(units, at: key.partition, &context)
      let isExpired = stored.map { table.isExpired($0.item, at: context.now) } ?? false
      context.note(
        ItemRead(
          table: tableName, key: key, item: stored?.item, isExpired: isExpired, consistency: consistency, units: units),
        because: isExpired ? .ttlDeletesLater : .readUnits)
      return .now(Output(item: stored?.item, units: units))
    }

    public struct Output: Sendable, Hashable {
      public let item: Item?
      public let units: CapacityUnits
    }
  }

  public struct ItemRead: Fact {
    public let table: TableName
    public let key: Key
    public let item: Item?
    /// Past its TTL and not deleted yet.
    public let isExpired: Bool
    public let consistency: ReadConsistency
    public let units: CapacityUnits

    public var details: [Detail] {
      [
        Detail("table", table), Detail("key", key.description), Detail("item", item?.short ?? "none"),
        Detail("expired", isExpired), Detail("consistency", consistency.rawValue),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
}
