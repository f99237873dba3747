import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Reads up to 100 items of one table, each rounded on its own.
  public struct BatchGetItem: Operation {
    public static let name = "dynamodb:BatchGetItem"
    public static let keysMax = 100
    public static let bytesMax = 16 * 1_048_576
    public var tableName: TableName
    public var keys: [Item]
    public var consistency: ReadConsistency
    public init(tableName: TableName, keys: [Item], consistency: ReadConsistency = .eventual) {
      (self.tableName, self.keys, self.consistency) = (tableName, keys, consistency)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      let table = try db.active(tableName)
      guard (1...Self.keysMax).contains(keys.count) else {
        throw .invalid("Too many items requested for the BatchGetItem call", .batchesAreSums)
      }
      var wanted: [Key] = []
      for key in keys { wanted.append(try table.schema.key(exactly: key)) }
      guard Set(wanted).count == wanted.count else {
        throw .invalid("Provided list of item keys contains duplicates", .batchesAreSums)
      }
      var items: [Item] = [], bytes = 0, units = CapacityUnits.zero, unprocessed: [Item] = []
      for (key, request) in zip(wanted, keys) {
        let stored = table.items[key]
        let cost = Capacity.read(stored?.size ?? 0, consistency)
        // What does not fit into the reply or the throughput is left to the caller.
        guard bytes + (stored?.size ?? 0) <= Self.bytesMax else {
          unprocessed.append(request)
          continue
        }
        do throws(ServiceError) {
          try db.tables[tableName]!.consumeRead(cost, at: key.partition, &context)
        } catch {
          if units == .zero { throw error }
          unprocessed.append(request)
          continue
        }
        units = units + cost
        bytes += stored?.size ?? 0
        if let item = stored?.item, !table.isHidden(item, context) { items.append(item) }
      }
      let fact = ItemsRead(
        operation: "BatchGetItem", table: tableName, scanned: keys.count - unprocessed.count, returned: items.count,
        expired: items.count { table.isExpired($0, at: context.now) }, bytes: bytes, units: units)
      context.note(fact, because: .batchesAreSums)
      return .now(Output(items: items, unprocessedKeys: unprocessed, units: units))
    }

    public struct Output: Sendable, Hashable {
      public let items: [Item], unprocessedKeys: [Item]
      public let units: CapacityUnits
    }
  }

  /// Puts and deletes up to 25 items of one table, each on its own: not atomic.
  public struct BatchWriteItem: Operation {
    public static let name = "dynamodb:BatchWriteItem"
    public static let requestsMax = 25
    public enum Request: Sendable, Hashable { case put(Item), delete(key: Item) }
    public var tableName: TableName
    public var requests: [Request]
    public init(tableName: TableName, requests: [Request]) { (self.tableName, self.requests) = (tableName, requests) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      let table = try db.active(tableName)
      guard (1...Self.requestsMax).contains(requests.count) else {
        throw .invalid("Too many items requested for the BatchWriteItem call", .batchesAreSums)
      }
      var keys: [Key] = []
      for request in requests {
        switch request {
        case .put(let item):
          keys.append(try table.schema.key(of: item))
          _ = try item.checkedSize()
        case .delete(let key): keys.append(try table.schema.key(exactly: key))
        }
      }
      guard Set(keys).count == keys.count else {
        throw .invalid("Provided list of item keys contains duplicates", .batchesAreSums)
      }
      var units = CapacityUnits.zero, unprocessed: [Request] = []
      for (key, request) in zip(keys, requests) {
        var item: Item?
        if case .put(let new) = request { item = new }
        let size = item?.size ?? 0, old = db.tables[tableName]!.items[key]
        let cost = Capacity.write(old: old?.size ?? 0, new: size)
        do throws(ServiceError) {
          try db.tables[tableName]!.consumeWrite(cost, at: key.partition, &context)
        } catch {
          if units == .zero { throw error }
          unprocessed.append(request)
          continue
        }
        units = units + cost
        let fact = ItemWritten(
          operation: "BatchWriteItem", table: tableName, key: key, item: item, bytes: size, units: cost)
        context.note(fact, because: .batchesAreSums)
        if item != nil || old != nil { db.commit(item, size: size, at: key, in: tableName, .request, &context) }
      }
      return .now(Output(unprocessed: unprocessed, units: units))
    }

    public struct Output: Sendable, Hashable {
      public let unprocessed: [Request]
      public let units: CapacityUnits
    }
  }
}

extension Rule {
  public static let batchesAreSums = Rule(
    "dynamodb.batch", "A batch costs the sum of its items, each rounded on its own, and is not atomic.",
    source: "DynamoDB Developer Guide: DynamoDB read and write operations")
}
