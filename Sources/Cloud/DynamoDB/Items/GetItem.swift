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
    /// `id, tags[0], address.city`.
    public var projection: String?
    public var substitutions: Substitutions
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var legacy: [LegacyParameter] = []

    public init(
      tableName: TableName, key: Item, consistency: ReadConsistency = .eventual, projection: String? = nil,
      substitutions: Substitutions = Substitutions(), returnConsumedCapacity: ReturnConsumedCapacity = .none
    ) {
      (self.tableName, self.key, self.consistency) = (tableName, key, consistency)
      (self.projection, self.substitutions) = (projection, substitutions)
      self.returnConsumedCapacity = returnConsumedCapacity
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      try legacy.refuse(Self.name, ["ProjectionExpression": self.projection])
      let projection = try DynamoDB.parse(projection: projection, substitutions)
      let table = try db.active(tableName)
      let key = try table.schema.key(exactly: key)
      guard consistency != .transactional else { throw .notSimulated("dynamodb:GetItem: transactional reads") }
      let stored = table.items[key].flatMap { table.isHidden($0.item, context) ? nil : $0 }
      let units = units(of: stored, projection, context)
      try table.checkStrongRead(consistency, context)
      try table.checkStrongRead(consistency, context)
      try db.tables[tableName]!.consumeRead(units, at: key.partition, &context)
      let isExpired = stored.map { table.isExpired($0.item, at: context.now) } ?? false
      context.note(
        ItemRead(
          table: tableName, key: key, item: stored?.item, isExpired: isExpired, consistency: consistency, units: units),
        because: isExpired ? .ttlDeletesLater : .readUnits)
      return .now(
        Output(
          item: stored.map { projection?.applied(to: $0.item) ?? $0.item }, units: units,
          consumed: UnitsTaken(table: units).reported(returnConsumedCapacity, for: tableName)))
    }

    private func units(of stored: Table.Stored?, _ projection: Projection?, _ context: Context) -> CapacityUnits {
      if stored == nil, context.holds(.missingReadsAreFree) { return .zero }
      var bytes = stored?.size ?? 0
      if let stored, let projection, context.holds(.projectionsSaveUnits) {
        bytes = projection.applied(to: stored.item).size
      }
      return Capacity.read(bytes, context.holds(.consistencyIsFree) ? .eventual : consistency)
    }

    public struct Output: Sendable, Hashable {
      public let item: Item?
      public let units: CapacityUnits
      /// Nil unless asked for.
      public var consumed: ConsumedCapacity?
    }
  }

  /// Reads a projection and checks that every name is used.
  static func parse(projection: String?, _ substitutions: Substitutions) throws(ServiceError) -> Projection? {
    try substitutions.check(for: ["ProjectionExpression": projection])
    guard let projection else { return nil }
    var reader = try ExpressionReader(projection, kind: "ProjectionExpression", substitutions)
    let parsed = try reader.projection()
    try substitutions.checkUsed(by: [reader])
    return parsed
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
