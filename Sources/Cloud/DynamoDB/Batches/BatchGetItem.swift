import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Reads up to 100 items of one or more tables, each rounded on its own.
  public struct BatchGetItem: Operation {
    public static let name = "dynamodb:BatchGetItem"
    public static let keysMax = 100
    public static let bytesMax = 16 * 1_048_576
    /// What is wanted of one table.
    public struct TableRequest: Sendable, Hashable {
      public var tableName: TableName
      public var keys: [Item]
      public var consistency: ReadConsistency
      public var projection: String?
      public var substitutions: Substitutions
      public init(
        tableName: TableName, keys: [Item], consistency: ReadConsistency = .eventual, projection: String? = nil,
        substitutions: Substitutions = Substitutions()
      ) {
        (self.tableName, self.keys, self.consistency) = (tableName, keys, consistency)
        (self.projection, self.substitutions) = (projection, substitutions)
      }
    }
    /// One for each table.
    public var requests: [TableRequest]
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var legacy: [LegacyParameter] = []

    public init(_ requests: [TableRequest], returnConsumedCapacity: ReturnConsumedCapacity = .none) {
      (self.requests, self.returnConsumedCapacity) = (requests, returnConsumedCapacity)
    }
    public init(tableName: TableName, keys: [Item], consistency: ReadConsistency = .eventual) {
      self.init([TableRequest(tableName: tableName, keys: keys, consistency: consistency)])
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      try legacy.refuse(Self.name, [:])
      guard (1...Self.keysMax).contains(requests.reduce(0) { $0 + $1.keys.count }),
        !requests.contains(where: \.keys.isEmpty)
      else { throw .invalid("Too many items requested for the BatchGetItem call", .batchesAreSums) }
      let projections = try checked(db)
      var output = Output(), bytes = 0, consumed: [ConsumedCapacity] = [], refusal: ServiceError?
      for (request, projection) in zip(requests, projections) {
        let name = request.tableName, table = db.tables[name]!
        try table.checkStrongRead(request.consistency, context)
        var units = CapacityUnits.zero, left: [Item] = [], found: [Item] = [], read = 0
        for attributes in request.keys {
          let key = try table.schema.key(exactly: attributes), stored = table.items[key]
          let cost = Capacity.read(stored?.size ?? 0, request.consistency)
          // What does not fit into the reply or the throughput is left to the caller.
          guard bytes + (stored?.size ?? 0) <= Self.bytesMax else {
            left.append(attributes)
            continue
          }
          do throws(ServiceError) {
            try db.tables[name]!.consumeRead(cost, at: key.partition, &context)
          } catch {
            refusal = error
            left.append(attributes)
            continue
          }
          units = units + cost
          bytes += stored?.size ?? 0
          read += stored?.size ?? 0
          if let item = stored?.item, !table.isHidden(item, context) { found.append(item) }
        }
        output.responses[name] = found.map { projection?.applied(to: $0) ?? $0 }
        output.units = output.units + units
        if !left.isEmpty {
          var rest = request
          rest.keys = left
          output.unprocessed.append(rest)
        }
        consumed += [UnitsTaken(table: units).reported(returnConsumedCapacity, for: name)].compactMap { $0 }
        guard left.count < request.keys.count else { continue }
        let fact = ItemsRead(
          operation: "BatchGetItem", table: name, index: nil, scanned: request.keys.count - left.count,
          returned: found.count, expired: found.count { table.isExpired($0, at: context.now) }, bytes: read,
          units: units)
        context.note(fact, because: .batchesAreSums)
      }
      // A batch of which nothing could be read is refused as a whole.
      if output.units == .zero, let refusal { throw refusal }
      output.consumed = consumed.isEmpty ? nil : consumed
      return .now(output)
    }

    /// - Returns: What each table's request projects.
    private func checked(_ db: DynamoDB) throws(ServiceError) -> [Projection?] {
      guard Set(requests.map(\.tableName)).count == requests.count else {
        throw .invalid("Each table can be named only once in a BatchGetItem call", .batchesAreSums)
      }
      var projections: [Projection?] = []
      for request in requests {
        projections.append(try DynamoDB.parse(projection: request.projection, request.substitutions))
        guard request.consistency != .transactional else {
          throw .notSimulated("dynamodb:BatchGetItem: transactional reads")
        }
        let schema = try db.active(request.tableName).schema
        var keys: Set<Key> = []
        for attributes in request.keys {
          guard keys.insert(try schema.key(exactly: attributes)).inserted else {
            throw .invalid("Provided list of item keys contains duplicates", .batchesAreSums)
          }
        }
      }
      return projections
    }

    public struct Output: Sendable, Hashable {
      /// In the order of the requests, and within a table of its keys; missing items are left out.
      public internal(set) var responses: OrderedDictionary<TableName, [Item]> = [:]
      /// What to ask for again.
      public internal(set) var unprocessed: [TableRequest] = []
      public internal(set) var units = CapacityUnits.zero
      /// Nil unless asked for.
      public internal(set) var consumed: [ConsumedCapacity]?

      /// The items of all tables.
      public var items: [Item] { responses.values.flatMap { $0 } }
      public var unprocessedKeys: [Item] { unprocessed.flatMap(\.keys) }
    }
  }
}

extension Rule {
  public static let batchesAreSums = Rule(
    "dynamodb.batch", "A batch costs the sum of its items, each rounded on its own, and is not atomic.",
    source: "DynamoDB Developer Guide: DynamoDB read and write operations")
}
