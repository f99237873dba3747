import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Puts and deletes up to 25 items of one or more tables, each on its own: not atomic, and without conditions.
  public struct BatchWriteItem: Operation {
    public static let name = "dynamodb:BatchWriteItem"
    public static let requestsMax = 25
    public enum Request: Sendable, Hashable { case put(Item), delete(key: Item) }
    public var requests: OrderedDictionary<TableName, [Request]>
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var returnsCollectionMetrics: Bool

    public init(
      _ requests: OrderedDictionary<TableName, [Request]>, returnConsumedCapacity: ReturnConsumedCapacity = .none,
      returnsCollectionMetrics: Bool = false
    ) {
      (self.requests, self.returnConsumedCapacity) = (requests, returnConsumedCapacity)
      self.returnsCollectionMetrics = returnsCollectionMetrics
    }
    public init(tableName: TableName, requests: [Request]) { self.init([tableName: requests]) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...Self.requestsMax).contains(requests.values.reduce(0) { $0 + $1.count }) else {
        throw .invalid("Too many items requested for the BatchWriteItem call", .batchesAreSums)
      }
      let prepared = try prepared(db)
      var output = Output(), consumed: [ConsumedCapacity] = [], refusal: ServiceError?
      for (name, writes) in prepared {
        var taken = UnitsTaken(), metrics: [ItemCollectionMetrics] = []
        for write in writes {
          do throws(ServiceError) {
            try db.checkUnlocked(write.key, in: name)
            let write = try db.prepare(write.item, size: write.size, at: write.key, in: name)
            try db.consume(write.units, at: write.key, in: name, &context)
            db.carryOut(write, as: "BatchWriteItem", because: .batchesAreSums, &context)
            taken = taken + write.units
            if returnsCollectionMetrics, let metric = db.metrics(at: write.key, in: name) { metrics.append(metric) }
          } catch {
            guard error.isTransient else { throw error }
            refusal = error
            output.unprocessedItems[name, default: []].append(write.request)
          }
        }
        output.units = output.units + taken.total
        if !metrics.isEmpty { output.collections[name] = metrics }
        consumed += [taken.reported(returnConsumedCapacity, for: name)].compactMap { $0 }
      }
      // A batch of which nothing could be written is refused as a whole.
      if output.units == .zero, let refusal { throw refusal }
      output.consumed = consumed.isEmpty ? nil : consumed
      return .now(output)
    }

    private struct Prepared {
      let request: Request
      let key: Key
      let item: Item?
      let size: Int
    }

    /// What is wrong with one request is wrong with the batch; nothing is written then.
    private func prepared(_ db: DynamoDB) throws(ServiceError) -> OrderedDictionary<TableName, [Prepared]> {
      var prepared: OrderedDictionary<TableName, [Prepared]> = [:]
      for (name, requests) in requests {
        let schema = try db.active(name).schema
        var keys: Set<Key> = [], writes: [Prepared] = []
        for request in requests {
          let write: Prepared
          switch request {
          case .put(let item):
            let key = try schema.key(of: item), size = try item.checkedSize()
            _ = try db.prepare(item, size: size, at: key, in: name)
            write = Prepared(request: request, key: key, item: item, size: size)
          case .delete(let key):
            write = Prepared(request: request, key: try schema.key(exactly: key), item: nil, size: 0)
          }
          guard keys.insert(write.key).inserted else {
            throw .invalid("Provided list of item keys contains duplicates", .batchesAreSums)
          }
          writes.append(write)
        }
        prepared[name] = writes
      }
      return prepared
    }

    public struct Output: Sendable, Hashable {
      /// What to send again.
      public internal(set) var unprocessedItems: OrderedDictionary<TableName, [Request]> = [:]
      public internal(set) var units = CapacityUnits.zero
      /// Nil unless asked for.
      public internal(set) var consumed: [ConsumedCapacity]?
      public internal(set) var collections: OrderedDictionary<TableName, [ItemCollectionMetrics]> = [:]

      public var unprocessed: [Request] { unprocessedItems.values.flatMap { $0 } }
    }
  }
}

extension ServiceError {
  /// Whether the same request may succeed a little later: the caller is told to send it again.
  var isTransient: Bool {
    [
      "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded",
      "TransactionConflictException",
    ].contains(code)
  }
}
