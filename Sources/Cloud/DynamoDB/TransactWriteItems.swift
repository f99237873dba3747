import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Up to 100 writes of different items, all or none, at double the write units.
  public struct TransactWriteItems: Operation {
    public static let name = "dynamodb:TransactWriteItems"
    public static let actionsMax = 100
    public static let bytesMax = 4 * 1_048_576
    /// How long a token is remembered.
    public static let tokenLifetime = Duration.minutes(10)
    public struct Action: Sendable, Hashable {
      public enum Kind: Sendable, Hashable {
        case put(Item), update(key: Item, String), delete(key: Item), check(key: Item)
      }
      public var tableName: TableName
      public var kind: Kind
      public var condition: String?
      public var substitutions: Substitutions
      public init(
        _ tableName: TableName, _ kind: Kind, condition: String? = nil, substitutions: Substitutions = Substitutions()
      ) {
        (self.tableName, self.kind, self.condition, self.substitutions) = (tableName, kind, condition, substitutions)
      }
    }
    public var actions: [Action]
    public var clientRequestToken: String?
    public init(_ actions: [Action], clientRequestToken: String? = nil) {
      (self.actions, self.clientRequestToken) = (actions, clientRequestToken)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...Self.actionsMax).contains(actions.count) else {
        throw .invalid(
          """
          1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length \
          less than or equal to \(Self.actionsMax)
          """, .transactions)
      }
      var writes: [Write] = []
      for action in actions { writes.append(try prepare(action, db)) }
      try check(writes)
      if let token = clientRequestToken, let earlier = db.tokens[token], context.now < earlier.until {
        guard earlier.actions == actions else {
          throw ServiceError(
            "IdempotentParameterMismatchException",
            "Request parameters don't match for an already seen ClientRequestToken", rule: .transactionTokens)
        }
        context.note(TransactionRepeated(token: token), because: .transactionTokens)
        return .now(Output(units: .zero, isReplay: true))
      }

      var units = CapacityUnits.zero
      for write in writes {
        let cost = Capacity.write(old: write.old?.size ?? 0, new: write.size, isTransactional: true)
        try db.tables[write.table]!.consumeWrite(cost, at: write.key.partition, &context)
        units = units + cost
      }
      guard writes.allSatisfy(\.holds) else {
        let reasons = writes.map { $0.holds ? "None" : "ConditionalCheckFailed" }
        context.note(TransactionCancelled(reasons: reasons, units: units), because: .transactions)
        throw ServiceError(
          "TransactionCanceledException",
          "Transaction cancelled, please refer cancellation reasons for specific reasons [\(reasons.joined(separator: ", "))]",
          rule: .transactions)
      }
      context.note(TransactionCommitted(actions: actions.count, units: units), because: .transactions)
      for write in writes where write.changes && (write.item != nil || write.old != nil) {
        db.commit(write.item, size: write.size, at: write.key, in: write.table, .request, &context)
      }
      if let token = clientRequestToken {
        db.tokens[token] = .init(actions: actions, until: context.now + Self.tokenLifetime)
      }
      return .now(Output(units: units, isReplay: false))
    }

    public struct Output: Sendable, Hashable {
      public let units: CapacityUnits
      /// Nothing was written: the token was seen in the last ten minutes.
      public let isReplay: Bool
    }

    struct Write {
      let table: TableName
      let key: Key
      let old: Table.Stored?
      let item: Item?
      let size: Int
      let holds: Bool
      /// False for a check.
      let changes: Bool
    }

    private func prepare(_ action: Action, _ db: DynamoDB) throws(ServiceError) -> Write {
      let table = try db.active(action.tableName), schema = table.schema
      let key: Key
      switch action.kind {
      case .put(let item): key = try schema.key(of: item)
      case .update(let attributes, _), .delete(let attributes), .check(let attributes):
        key = try schema.key(exactly: attributes)
      }
      let old = table.items[key]
      var readers: [ExpressionReader] = [], item: Item?, holds = true
      if let condition = action.condition {
        var reader = try ExpressionReader(condition, kind: "ConditionExpression", action.substitutions)
        holds = try reader.condition().holds(for: old?.item)
        readers.append(reader)
      }
      switch action.kind {
      case .put(let new): item = new
      case .update(_, let update):
        var reader = try ExpressionReader(update, kind: "UpdateExpression", action.substitutions)
        let parsed = try reader.update()
        try parsed.check(keys: schema)
        readers.append(reader)
        if holds { item = try parsed.applied(to: old?.item ?? schema.item(of: key)) }
      case .delete: break
      case .check: item = old?.item
      }
      try action.substitutions.checkUsed(by: readers)
      var changes = true
      if case .check = action.kind { changes = false }
      return Write(
        table: action.tableName, key: key, old: old, item: item, size: try item?.checkedSize() ?? 0, holds: holds,
        changes: changes)
    }

    private func check(_ writes: [Write]) throws(ServiceError) {
      struct Place: Hashable { let table: TableName, key: Key }
      guard Set(writes.map { Place(table: $0.table, key: $0.key) }).count == writes.count else {
        throw .invalid("Transaction request cannot include multiple operations on one item", .transactions)
      }
      guard writes.reduce(0, { $0 + max($1.size, $1.old?.size ?? 0) }) <= Self.bytesMax else {
        throw .invalid("Collection size of items in transaction exceeded the limit of 4 MB", .transactions)
      }
    }
  }

  struct RememberedTransaction: Sendable {
    let actions: [TransactWriteItems.Action]
    let until: Instant
  }

  public struct TransactionCommitted: Fact {
    public let actions: Int
    public let units: CapacityUnits
    public var details: [Detail] { [Detail("actions", actions), Detail("units", .decimal("\(units)"))] }
  }
  public struct TransactionCancelled: Fact {
    public let reasons: [String]
    public let units: CapacityUnits
    public var details: [Detail] { [Detail("reasons", .list(reasons)), Detail("units", .decimal("\(units)"))] }
  }
  public struct TransactionRepeated: Fact {
    public let token: String
    public var details: [Detail] { [Detail("token", token)] }
  }

  /// Up to 100 items read as of one moment, at double the units of a strong read.
  public struct TransactGetItems: Operation {
    public static let name = "dynamodb:TransactGetItems"
    public var tableName: TableName
    public var keys: [Item]
    public init(tableName: TableName, keys: [Item]) { (self.tableName, self.keys) = (tableName, keys) }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      let table = try db.active(tableName)
      guard (1...TransactWriteItems.actionsMax).contains(keys.count) else {
        throw .invalid(
          """
          1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length \
          less than or equal to \(TransactWriteItems.actionsMax)
          """, .transactions)
      }
      var items: [Item?] = [], bytes = 0, units = CapacityUnits.zero
      for attributes in keys {
        let stored = table.items[try table.schema.key(exactly: attributes)]
        bytes += stored?.size ?? 0
        units = units + Capacity.read(stored?.size ?? 0, .transactional)
        items.append(stored?.item)
      }
      guard bytes <= TransactWriteItems.bytesMax else {
        throw .invalid("Collection size of items in transaction exceeded the limit of 4 MB", .transactions)
      }
      try db.tables[tableName]!.consumeRead(units, &context)
      let found = items.compactMap { $0 }
      let fact = ItemsRead(
        operation: "TransactGetItems", table: tableName, scanned: keys.count, returned: found.count,
        expired: found.count { table.isExpired($0, at: context.now) }, bytes: bytes, units: units)
      context.note(fact, because: .transactions)
      return .now(Output(items: items, units: units))
    }

    public struct Output: Sendable, Hashable {
      /// In the order of the keys; nil where there is none.
      public let items: [Item?]
      public let units: CapacityUnits
    }
  }
}

extension Rule {
  static let transactionGuide = "DynamoDB Developer Guide: DynamoDB transactions"
  public static let transactions = Rule(
    "dynamodb.transaction",
    """
    A transaction writes or reads up to 100 different items of up to 4 MB, all or none, at double the units; a \
    cancelled one costs as well.
    """, source: transactionGuide)
  public static let transactionTokens = Rule(
    "dynamodb.transaction.token",
    "The same token within ten minutes does not write again; with other parameters it is an error.",
    source: transactionGuide)
}
