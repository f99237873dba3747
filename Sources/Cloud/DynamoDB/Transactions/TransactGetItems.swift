import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Up to 100 items read as of one moment, at double the units of a strong read.
  public struct TransactGetItems: Operation {
    public static let name = "dynamodb:TransactGetItems"
    public struct Get: Sendable, Hashable {
      public var tableName: TableName
      public var key: Item
      public var projection: String?
      public var substitutions: Substitutions
      public init(
        _ tableName: TableName, key: Item, projection: String? = nil, substitutions: Substitutions = Substitutions()
      ) {
        (self.tableName, self.key, self.projection, self.substitutions) = (tableName, key, projection, substitutions)
      }
    }
    public var gets: [Get]
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public init(_ gets: [Get], returnConsumedCapacity: ReturnConsumedCapacity = .none) {
      (self.gets, self.returnConsumedCapacity) = (gets, returnConsumedCapacity)
    }
    public init(tableName: TableName, keys: [Item]) { self.init(keys.map { Get(tableName, key: $0) }) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...TransactWriteItems.actionsMax).contains(gets.count) else { throw .wrongActionCount(gets.count) }
      var reads: [(stored: Table.Stored?, projection: Projection?)] = [], places: Set<LockedItem> = []
      var reasons: [CancellationReason] = []
      for get in gets {
        let projection = try DynamoDB.parse(projection: get.projection, get.substitutions)
        let table = try db.active(get.tableName), key = try table.schema.key(exactly: get.key)
        try table.refuseIfStrong("TransactGetItems")
        let place = LockedItem(table: get.tableName, key: key)
        guard places.insert(place).inserted else {
          throw .invalid("Transaction request cannot include multiple operations on one item", .transactions)
        }
        let isLocked = db.locks[place] != nil
        reasons.append(
          isLocked
            ? CancellationReason(
              code: "TransactionConflict", message: "Transaction is ongoing for the item", item: nil) : .none)
        reads.append((table.items[key], projection))
      }
      guard reads.reduce(0, { $0 + ($1.stored?.size ?? 0) }) <= TransactWriteItems.bytesMax else {
        throw .invalid("Collection size of items in transaction exceeded the limit of 4 MB", .transactions)
      }
      var taken: OrderedDictionary<TableName, UnitsTaken> = [:], facts: OrderedDictionary<TableName, (Int, Int)> = [:]
      for (get, read) in zip(gets, reads) {
        let isCheap = context.holds(.transactionsCostNoMore)
        let units = Capacity.read(read.stored?.size ?? 0, isCheap ? .strong : .transactional)
        taken[get.tableName, default: UnitsTaken()].table = taken[get.tableName, default: UnitsTaken()].table + units
        let (count, bytes) = facts[get.tableName] ?? (0, 0)
        facts[get.tableName] = (count + 1, bytes + (read.stored?.size ?? 0))
      }
      for (name, units) in taken { try db.tables[name]!.consumeRead(units.table, &context) }
      guard reasons.allSatisfy({ $0 == .none }) else {
        let units = taken.values.reduce(CapacityUnits.zero) { $0 + $1.total }
        context.note(TransactionCancelled(reasons: reasons.map(\.code), units: units), because: .transactionsConflict)
        throw .cancelled(reasons)
      }
      for (name, (count, bytes)) in facts {
        let table = db.tables[name]!
        let found = zip(gets, reads).compactMap { $0.tableName == name ? $1.stored?.item : nil }
        let fact = ItemsRead(
          operation: "TransactGetItems", table: name, index: nil, scanned: count, returned: found.count,
          expired: found.count { table.isExpired($0, at: context.now) }, bytes: bytes, units: taken[name]!.table)
        context.note(fact, because: .transactions)
      }
      let items = reads.map { read in read.stored.map { read.projection?.applied(to: $0.item) ?? $0.item } }
      return .now(
        Output(
          items: items, units: taken.values.reduce(.zero) { $0 + $1.total },
          consumed: taken.reported(returnConsumedCapacity)))
    }

    public struct Output: Sendable, Hashable {
      /// In the order of the keys; nil where there is none.
      public let items: [Item?]
      public let units: CapacityUnits
      /// Nil unless asked for.
      public var consumed: [ConsumedCapacity]?
    }
  }
}

extension Misconception {
  public static let transactionsCostNoMore = Misconception(
    "transactions-cost-no-more", contradicts: .transactions,
    says: "A read in a transaction costs what a strongly consistent one does.")
}
