import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Reads the items of one partition key in the order of their sort keys, up to 1 MB a page.
  public struct Query: Operation {
    public static let name = "dynamodb:Query"
    public var tableName: TableName
    /// `id = :id AND sort BETWEEN :a AND :b`.
    public var keyCondition: String
    public var filter: String?
    public var substitutions: Substitutions
    public var limit: Int?
    public var startKey: Item?
    public var isForward: Bool
    public var consistency: ReadConsistency

    public init(
      tableName: TableName, keyCondition: String, filter: String? = nil, substitutions: Substitutions,
      limit: Int? = nil, startKey: Item? = nil, isForward: Bool = true, consistency: ReadConsistency = .eventual
    ) {
      (self.tableName, self.keyCondition, self.filter) = (tableName, keyCondition, filter)
      (self.substitutions, self.limit, self.startKey) = (substitutions, limit, startKey)
      (self.isForward, self.consistency) = (isForward, consistency)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Page> {
      let table = try db.active(tableName)
      var reader = try ExpressionReader(keyCondition, kind: "KeyConditionExpression", substitutions)
      let (partition, rest) = try reader.condition().keyCondition(of: table.schema)
      var keys: [Key]
      if table.schema.sort == nil {
        keys = table.items[Key(partition)] == nil ? [] : [Key(partition)]
      } else {
        keys = (table.partitions[partition] ?? []).sorted { $0.sort!.keyPrecedes($1.sort!) }
      }
      if let rest { keys = keys.filter { rest.holds(for: table.schema.item(of: $0)) } }
      if !isForward { keys.reverse() }
      if let startKey {
        let start = try table.schema.key(exactly: startKey)
        keys = Array(
          keys.drop { key in
            guard let sort = key.sort, let from = start.sort else { return true }
            return sort == from || (isForward ? sort.keyPrecedes(from) : from.keyPrecedes(sort))
          })
      }
      return .now(
        try db.readPage(
          keys, in: tableName, filter, substitutions, [reader], limit, consistency, "Query", &context))
    }
  }

  /// Reads a whole table, up to 1 MB a page.
  public struct Scan: Operation {
    public static let name = "dynamodb:Scan"
    public var tableName: TableName
    public var filter: String?
    public var substitutions: Substitutions
    public var limit: Int?
    public var startKey: Item?
    public var consistency: ReadConsistency

    public init(
      tableName: TableName, filter: String? = nil, substitutions: Substitutions = Substitutions(), limit: Int? = nil,
      startKey: Item? = nil, consistency: ReadConsistency = .eventual
    ) {
      (self.tableName, self.filter, self.substitutions) = (tableName, filter, substitutions)
      (self.limit, self.startKey, self.consistency) = (limit, startKey, consistency)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Page> {
      let table = try db.active(tableName)
      var keys = table.items.keys.sorted(by: Key.scanOrder)
      if let startKey {
        let start = try table.schema.key(exactly: startKey)
        keys = Array(keys.drop { !Key.scanOrder(start, $0) })
      }
      return .now(
        try db.readPage(keys, in: tableName, filter, substitutions, [], limit, consistency, "Scan", &context))
    }
  }

  public struct Page: Sendable, Hashable {
    public let items: [Item]
    /// Items read, before the filter.
    public let scanned: Int
    /// Where to go on; nil at the end.
    public let lastKey: Item?
    public let units: CapacityUnits
  }

  public static let pageBytesMax = 1_048_576

  private mutating func readPage(
    _ keys: [Key], in name: TableName, _ filter: String?, _ substitutions: Substitutions,
    _ readers: [ExpressionReader], _ limit: Int?, _ consistency: ReadConsistency, _ operation: String,
    _ context: inout Context
  ) throws(ServiceError) -> Page {
    guard consistency != .transactional else { throw .notSimulated("dynamodb:\(operation): transactional reads") }
    if let limit, limit < 1 {
      throw .invalid(
        "1 validation error detected: Value '\(limit)' at 'limit' failed to satisfy constraint: Member must have value "
          + "greater than or equal to 1", .pages)
    }
    var readers = readers, condition: Condition?
    if let filter {
      var reader = try ExpressionReader(filter, kind: "FilterExpression", substitutions)
      condition = try reader.condition()
      readers.append(reader)
    }
    try substitutions.checkUsed(by: readers)

    let table = tables[name]!
    var items: [Item] = [], scanned = 0, bytes = 0, expired = 0, last: Key?
    for key in keys {
      let stored = table.items[key]!
      // The item that would pass 1 MB is left for the next page; a page has at least one.
      if scanned > 0, bytes + stored.size > Self.pageBytesMax || scanned == limit {
        last = keys[scanned - 1]
        break
      }
      (scanned, bytes) = (scanned + 1, bytes + stored.size)
      let isExpired = table.isExpired(stored.item, at: context.now)
      if isExpired, context.holds(.expiredItemsAreHidden) { continue }
      guard condition?.holds(for: stored.item) ?? true else { continue }
      if isExpired { expired += 1 }
      items.append(stored.item)
    }
    let units = Capacity.read(bytes, consistency)
    try tables[name]!.consumeRead(units, &context)
    let fact = ItemsRead(
      operation: operation, table: name, scanned: scanned, returned: items.count, expired: expired, bytes: bytes,
      units: units)
    context.note(fact, because: expired > 0 ? .ttlDeletesLater : .pages)
    return Page(items: items, scanned: scanned, lastKey: last.map { table.schema.item(of: $0) }, units: units)
  }

  /// A query or scan read a page.
  public struct ItemsRead: Fact {
    public let operation: String
    public let table: TableName
    public let scanned: Int, returned: Int
    /// Of those returned, how many are past their TTL.
    public let expired: Int
    public let bytes: Int
    public let units: CapacityUnits
    public var details: [Detail] {
      [
        Detail("operation", operation), Detail("table", table), Detail("scanned", scanned),
        Detail("returned", returned), Detail("expired", expired), Detail("bytes", bytes),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
}

extension Condition {
  /// Splits a key condition into the partition key's value and what it asks of the sort key.
  fileprivate func keyCondition(of schema: KeySchema) throws(ServiceError) -> (AttributeValue, Condition?) {
    let parts: [Condition]
    if case .and(let left, let right) = self { parts = [left, right] } else { parts = [self] }
    var partition: AttributeValue?, sort: Condition?
    for part in parts {
      if partition == nil, case .compare(.path(let path), .equal, .value(let value)) = part,
        path == DocumentPath(attribute: schema.partition.name, steps: [])
      {
        partition = value
      } else if sort == nil, let path = part.sortPath, let name = schema.sort?.name,
        path == DocumentPath(attribute: name, steps: [])
      {
        sort = part
      } else {
        throw .invalid("Query key condition not supported", .pages)
      }
    }
    guard let partition else {
      throw .invalid("Query condition missed key schema element: \(schema.partition.name)", .pages)
    }
    guard partition.typeName == schema.partition.type.rawValue else {
      throw .invalid(
        "One or more parameter values were invalid: Condition parameter type does not match schema type", .pages)
    }
    return (partition, sort)
  }

  /// The path of a condition that a sort key may have.
  private var sortPath: DocumentPath? {
    switch self {
    case .compare(.path(let path), let comparison, .value): comparison == .unequal ? nil : path
    case .between(.path(let path), .value, .value): path
    case .beginsWith(.path(let path), .value): path
    default: nil
    }
  }
}

extension Rule {
  public static let pages = Rule(
    "dynamodb.query.pages",
    """
    A query or scan reads up to 1 MB or Limit items a page and pays for what it read, rounded once to 4 KB; a filter \
    lowers neither.
    """, source: "DynamoDB Developer Guide: Query operations; Scan operations")
}
