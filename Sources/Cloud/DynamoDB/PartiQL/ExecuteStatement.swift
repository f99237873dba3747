import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// A PartiQL statement and the values of its `?`, in order.
  public struct Statement: Sendable, Hashable {
    public var text: String
    public var parameters: [AttributeValue]
    public init(_ text: String, _ parameters: [AttributeValue] = []) {
      (self.text, self.parameters) = (text, parameters)
    }
  }

  /// Performs one PartiQL statement; a SELECT gives up to 1 MB a page.
  public struct ExecuteStatement: Operation {
    public static let name = "dynamodb:ExecuteStatement"
    public var statement: Statement
    public var consistency: ReadConsistency
    public var limit: Int?
    /// Where a page before ended.
    public var nextToken: StatementToken?
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public init(
      _ text: String, _ parameters: [AttributeValue] = [], consistency: ReadConsistency = .eventual,
      limit: Int? = nil, nextToken: StatementToken? = nil, returnConsumedCapacity: ReturnConsumedCapacity = .none
    ) {
      statement = Statement(text, parameters)
      (self.consistency, self.limit, self.nextToken) = (consistency, limit, nextToken)
      self.returnConsumedCapacity = returnConsumedCapacity
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      let parsed = try PartiQLStatement(statement.text, statement.parameters)
      guard case .select(let select) = parsed else {
        let write = try db.execute(parsed, statement, &context)
        return .now(
          Output(
            items: [write.returned].compactMap { $0 }, nextToken: nil, units: write.units.total,
            consumed: write.units.reported(returnConsumedCapacity, for: write.table)))
      }
      if let nextToken, nextToken.statement != statement {
        throw .invalid("NextToken does not match request", .partiQL)
      }
      let page = try db.read(select, consistency, limit, nextToken?.startKey, returnConsumedCapacity, &context)
      return .now(
        Output(
          items: page.items, nextToken: page.lastKey.map { StatementToken(statement: statement, startKey: $0) },
          units: page.units, consumed: page.consumed))
    }

    public struct Output: Sendable, Hashable {
      /// What a SELECT found, or what a write was asked to return.
      public let items: [Item]
      /// Nil at the end.
      public let nextToken: StatementToken?
      public let units: CapacityUnits
      /// Nil unless asked for.
      public let consumed: ConsumedCapacity?
    }
  }

  /// Where a page of a SELECT ended. Good for the same statement only.
  public struct StatementToken: Sendable, Hashable {
    let statement: Statement
    let startKey: Item
  }
}

// MARK: - Reading

extension DynamoDB {
  mutating func read(
    _ select: PartiQLStatement.Select, _ consistency: ReadConsistency, _ limit: Int?, _ startKey: Item?,
    _ wish: ReturnConsumedCapacity, _ context: inout Context
  ) throws(ServiceError) -> Page {
    if let limit, limit < 1 {
      throw .invalid(
        "1 validation error detected: Value '\(limit)' at 'limit' failed to satisfy constraint: Member must have value "
          + "greater than or equal to 1", .partiQL)
    }
    let source = try source(select.table, index: select.index, consistency, "ExecuteStatement")
    let (keys, filter) = try select.condition?.split(for: source.schema) ?? (nil, nil)
    if let order = select.order {
      guard keys != nil else {
        throw .invalid("Must have WHERE clause in the statement when using ORDER BY clause.", .partiQL)
      }
      guard source.schema.names.contains(order.attribute) else {
        throw .invalid(
          "Variable reference \(order.attribute) in ORDER BY clause must be part of the primary key", .partiQL)
      }
    }
    let wishes = PageWishes(filter: filter, projection: select.projection, limit: limit)
    try wishes.check(against: source, isQuery: keys != nil)
    let start = try startKey.map { key throws(ServiceError) in try source.place(of: key) }
    guard let keys else {
      let candidates = source.candidates(inSegment: 0, of: 1, after: start)
      return try readPage(
        candidates, of: source, at: nil, in: select.table, wishes, consistency, wish, "ExecuteStatement", &context)
    }
    let candidates = source.candidates(for: keys, isForward: select.order?.isForward ?? true, after: start)
    return try readPage(
      candidates, of: source, at: keys.partition, in: select.table, wishes, consistency, wish, "ExecuteStatement",
      &context)
  }

  /// The one item that a SELECT names by its whole key.
  func item(of select: PartiQLStatement.Select, _ message: String) throws(ServiceError) -> (Key, Table.Stored?) {
    guard select.index == nil, select.order == nil else { throw .invalid(message, .partiQL) }
    let table = try active(select.table)
    guard let condition = select.condition else { throw .invalid(message, .partiQL) }
    let (key, rest) = try condition.wholeKey(of: table.schema, orSay: message)
    guard rest == nil else { throw .invalid(message, .partiQL) }
    return (key, table.items[key])
  }
}

// MARK: - Writing

extension DynamoDB {
  struct StatementWrite {
    let table: TableName
    let units: UnitsTaken
    let returned: Item?
  }

  /// A write as an action: what it does, to which item, and on what condition.
  func action(_ parsed: PartiQLStatement, _ statement: Statement) throws(ServiceError) -> ParsedAction {
    func condition(_ parts: [Condition]) -> WriteCondition? {
      guard let first = parts.first else { return nil }
      return WriteCondition(text: statement.text, condition: parts.dropFirst().reduce(first) { .and($0, $1) })
    }
    switch parsed {
    case .insert(let name, let item):
      let schema = try active(name).schema
      let key = try schema.key(of: item)
      _ = try item.checkedSize()
      let isNew = Condition.notExists(DocumentPath(attribute: schema.partition.name))
      return ParsedAction(.put(item), at: key, in: name, condition: condition([isNew]))
    case .update(let change):
      let schema = try active(change.table).schema
      try change.update.check(keys: schema)
      let (key, rest) = try change.condition.wholeKey(of: schema)
      let isThere = Condition.exists(DocumentPath(attribute: schema.partition.name))
      return ParsedAction(
        .update(change.update), at: key, in: change.table, condition: condition([isThere] + (rest.map { [$0] } ?? [])))
    case .delete(let removal):
      let schema = try active(removal.table).schema
      let (key, rest) = try removal.condition.wholeKey(of: schema)
      // A missing item is deleted with success whatever the rest says.
      let isMissing = Condition.notExists(DocumentPath(attribute: schema.partition.name))
      return ParsedAction(
        .delete, at: key, in: removal.table, condition: condition(rest.map { [.or(isMissing, $0)] } ?? []))
    case .exists(let select):
      let schema = try active(select.table).schema
      let (key, rest) = try (select.condition ?? .exists(DocumentPath(attribute: ""))).wholeKey(of: schema)
      let isThere = Condition.exists(DocumentPath(attribute: schema.partition.name))
      return ParsedAction(
        .check, at: key, in: select.table, condition: condition([isThere] + (rest.map { [$0] } ?? [])))
    case .select: preconditionFailure("a SELECT is no write")
    }
  }

  /// Performs an INSERT, UPDATE or DELETE.
  mutating func execute(
    _ parsed: PartiQLStatement, _ statement: Statement, _ context: inout Context
  ) throws(ServiceError) -> StatementWrite {
    if case .exists = parsed {
      throw .invalid("EXISTS can only be used in a transaction with other statements", .partiQL)
    }
    let action = try action(parsed, statement), key = action.key!, name = action.table
    try checkUnlocked(key, in: name)
    let old = tables[name]!.items[key]
    do throws(ServiceError) {
      try check(action.condition, old, key, in: name, returnsItem: false, &context)
    } catch  where error.code == "ConditionalCheckFailedException" {
      guard case .insert = parsed else { throw error }
      throw ServiceError("DuplicateItemException", "Duplicate primary key exists in table", rule: .partiQL)
    }
    let write: ItemWrite
    switch action.kind {
    case .put(let item): write = try prepare(item, size: item.size, at: key, in: name)
    case .update(let update): write = try prepare(update, at: key, in: name)
    case .delete, .check: write = try prepare(nil, size: 0, at: key, in: name)
    }
    try consume(write.units, at: key, in: name, &context)
    carryOut(write, as: "ExecuteStatement", because: .writeUnits, &context)
    return StatementWrite(table: name, units: write.units, returned: returned(by: parsed, write))
  }

  private func returned(by parsed: PartiQLStatement, _ write: ItemWrite) -> Item? {
    switch parsed {
    case .update(let change): change.returning.item(change.update, old: write.old?.item, new: write.item)
    case .delete(let removal): removal.returnsOldItem ? write.old?.item : nil
    case .insert, .select, .exists: nil
    }
  }
}

// MARK: - Conditions of statements

extension Condition {
  private var parts: [Condition] {
    if case .and(let left, let right) = self { return left.parts + right.parts }
    return [self]
  }

  /// The value that a part demands of an attribute: `attribute = value`.
  private func demanded(of attribute: String) -> AttributeValue? {
    switch self {
    case .compare(.path(let path), .equal, .value(let value)), .compare(.value(let value), .equal, .path(let path)):
      path == DocumentPath(attribute: attribute) ? value : nil
    default: nil
    }
  }

  private static func joined(_ parts: [Condition]) -> Condition? {
    parts.first.map { parts.dropFirst().reduce($0) { .and($0, $1) } }
  }

  /// The whole key that it demands, and what it demands besides.
  fileprivate func wholeKey(
    of schema: KeySchema,
    orSay message: String = "Where clause does not contain a mandatory equality on all key attributes"
  ) throws(ServiceError) -> (Key, Condition?) {
    var rest = parts, key = Item()
    for name in schema.names {
      guard let index = rest.firstIndex(where: { $0.demanded(of: name) != nil }) else {
        throw .invalid(message, .partiQL)
      }
      key[name] = rest.remove(at: index).demanded(of: name)
    }
    return (try schema.key(exactly: key), Self.joined(rest))
  }

  /// What can be asked of the keys, and what has to be filtered; without an equality on the partition key, all of it.
  fileprivate func split(for schema: KeySchema) throws(ServiceError) -> (KeyCondition?, Condition?) {
    var rest = parts
    guard let index = rest.firstIndex(where: { $0.demanded(of: schema.partition.name) != nil }) else {
      return (nil, self)
    }
    var keys = rest.remove(at: index)
    if let sort = schema.sort, let index = rest.firstIndex(where: { $0.isKeyCondition(on: sort) }) {
      keys = .and(keys, rest.remove(at: index))
    }
    return (try keys.keyCondition(of: schema), Self.joined(rest))
  }

  private func isKeyCondition(on attribute: KeySchema.Attribute) -> Bool {
    let wanted = DocumentPath(attribute: attribute.name)
    switch self {
    case .compare(.path(let path), let comparison, .value(let value)),
      .compare(.value(let value), let comparison, .path(let path)):
      return path == wanted && comparison != .unequal && value.typeName == attribute.type.rawValue
    case .between(.path(let path), .value(let low), .value(let high)):
      return path == wanted && [low, high].allSatisfy { $0.typeName == attribute.type.rawValue }
    case .beginsWith(.path(let path), .value(let prefix)):
      return path == wanted && prefix.typeName == attribute.type.rawValue
    default: return false
    }
  }
}
