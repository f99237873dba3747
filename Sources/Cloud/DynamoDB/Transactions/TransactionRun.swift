import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// An item that a transaction holds until it is done.
struct LockedItem: Hashable, Sendable {
  let table: TableName
  let key: Key
}

/// One action of a transaction, parsed; `key` is nil when the item's key does not fit the table.
struct ParsedAction {
  enum Kind { case put(Item), update(Update), delete, check }
  let table: TableName
  let kind: Kind
  let key: Key?
  let keyFault: ServiceError?
  let condition: WriteCondition?
  let returnsItemOnFailure: Bool

  init(_ kind: Kind, at key: Key, in table: TableName, condition: WriteCondition?) {
    (self.table, self.kind, self.key, self.condition) = (table, kind, key, condition)
    (keyFault, returnsItemOnFailure) = (nil, false)
  }

  /// - Throws: `ValidationException` for what is wrong whatever is in the table, `ResourceNotFoundException`.
  init(_ action: DynamoDB.TransactWriteItems.Action, number: Int, _ db: DynamoDB) throws(ServiceError) {
    (table, returnsItemOnFailure) = (action.tableName, action.returnsItemOnFailure)
    var text: String?
    if case .update(_, let update) = action.kind { text = update }
    if case .check = action.kind, action.condition == nil {
      throw .invalid(
        "1 validation error detected: Value null at 'transactItems.\(number).member.conditionCheck.conditionExpression' "
          + "failed to satisfy constraint: Member must not be null", .transactions)
    }
    try action.substitutions.check(for: ["ConditionExpression": action.condition, "UpdateExpression": text])
    let (update, readers) = try DynamoDB.parse(update: text, action.substitutions)
    condition = try DynamoDB.parse(action.condition, action.substitutions, others: readers)
    let schema = try db.active(action.tableName).schema
    switch action.kind {
    case .put(let item):
      _ = try item.checkedSize()
      kind = .put(item)
    case .update:
      try update.check(keys: schema)
      kind = .update(update)
    case .delete: kind = .delete
    case .check: kind = .check
    }
    do throws(ServiceError) {
      switch action.kind {
      case .put(let item): key = try schema.key(of: item)
      case .update(let attributes, _), .delete(let attributes), .check(let attributes):
        key = try schema.key(exactly: attributes)
      }
      keyFault = nil
    } catch { (key, keyFault) = (nil, error) }
  }
}

extension DynamoDB {
  /// What a transaction brings besides its actions.
  struct Ticket: Sendable {
    let fingerprint: TransactionFingerprint
    let token: String?
    let wish: ReturnConsumedCapacity
  }

  /// What a token stands for: the same token with anything else is an error.
  enum TransactionFingerprint: Sendable, Hashable {
    case actions([TransactWriteItems.Action]), statements([Statement])
  }

  struct RememberedTransaction: Sendable {
    let fingerprint: TransactionFingerprint
    let until: Instant
    let isDone: Bool
  }

  /// A transaction between its checks and its writes.
  struct OngoingTransaction: Sendable {
    let request: RequestID
    let ticket: Ticket
    let locks: [LockedItem]
    let writes: [Pending]
    let output: TransactWriteItems.Output
    struct Pending: Sendable {
      let table: TableName
      let key: Key
      let item: Item?
      let size: Int
    }
  }

  /// The answer for a token that was seen: the transaction is not done again, its items are only read. Nil for a new one.
  mutating func replay(
    _ ticket: Ticket, _ actions: [ParsedAction], _ context: inout Context
  ) throws(ServiceError) -> TransactWriteItems.Output? {
    guard let token = ticket.token else { return nil }
    guard (1...36).contains(token.utf8.count) else {
      throw .invalid(
        "1 validation error detected: Value '\(token)' at 'clientRequestToken' failed to satisfy constraint: Member must "
          + "have length \(token.isEmpty ? "greater than or equal to 1" : "less than or equal to 36")",
        .transactionTokens)
    }
    guard let earlier = tokens[token], context.now < earlier.until else { return nil }
    guard earlier.fingerprint == ticket.fingerprint else {
      throw ServiceError(
        "IdempotentParameterMismatchException",
        "Request parameters don't match for an already seen ClientRequestToken", rule: .transactionTokens)
    }
    guard earlier.isDone else {
      throw ServiceError(
        "TransactionInProgressException", "The transaction with the given request token is already in progress.",
        rule: .transactionTokens)
    }
    var taken: OrderedDictionary<TableName, UnitsTaken> = [:], total = CapacityUnits.zero
    for action in actions {
      let cost = Capacity.read(action.key.flatMap { tables[action.table]!.items[$0]?.size } ?? 0, .transactional)
      try tables[action.table]!.consumeRead(cost, at: action.key?.partition, &context)
      taken[action.table, default: UnitsTaken()].table = taken[action.table, default: UnitsTaken()].table + cost
      total = total + cost
    }
    context.note(TransactionRepeated(token: token), because: .transactionTokens)
    return TransactWriteItems.Output(units: total, isReplay: true, consumed: taken.reported(ticket.wish))
  }

  /// - Throws: `ValidationException` when one item is in a transaction twice.
  static func checkDistinct(_ actions: [ParsedAction]) throws(ServiceError) {
    var places: Set<LockedItem> = []
    for action in actions {
      guard let key = action.key else { continue }
      guard places.insert(LockedItem(table: action.table, key: key)).inserted else {
        throw .invalid("Transaction request cannot include multiple operations on one item", .transactions)
      }
    }
  }

  /// Checks all actions, pays for them, and writes all or nothing.
  mutating func transact(
    _ actions: [ParsedAction], _ ticket: Ticket, _ context: inout Context
  ) throws(ServiceError) -> Reply<TransactWriteItems.Output> {
    for action in actions { try tables[action.table]?.refuseIfStrong("A transaction") }
    var reasons: [CancellationReason] = [], writes: [ItemWrite?] = []
    for action in actions {
      do throws(ServiceError) {
        writes.append(try prepare(action))
        reasons.append(.none)
      } catch {
        writes.append(nil)
        reasons.append(try error.cancellationReason)
      }
    }
    let bytes = writes.reduce(0) { $0 + max($1?.size ?? 0, $1?.old?.size ?? 0) }
    guard bytes <= TransactWriteItems.bytesMax else {
      throw .invalid("Collection size of items in transaction exceeded the limit of 4 MB", .transactions)
    }
    var taken: OrderedDictionary<TableName, UnitsTaken> = [:]
    for (index, action) in actions.enumerated() {
      guard let key = action.key else { continue }
      // What was cancelled before it could be computed costs what is there.
      let old = tables[action.table]!.items[key]?.size ?? 0
      let failed = UnitsTaken(table: Capacity.write(old: old, new: 0, isTransactional: true))
      let units = writes[index]?.units ?? failed
      do throws(ServiceError) {
        try consume(units, at: key, in: action.table, &context)
        taken[action.table, default: UnitsTaken()] = taken[action.table, default: UnitsTaken()] + units
      } catch {
        reasons[index] = try error.cancellationReason
      }
    }
    let units = taken.values.reduce(CapacityUnits.zero) { $0 + $1.total }
    guard reasons.allSatisfy({ $0 == .none }) else {
      context.note(TransactionCancelled(reasons: reasons.map(\.code), units: units), because: .transactions)
      throw .cancelled(reasons)
    }
    let output = TransactWriteItems.Output(units: units, isReplay: false, consumed: taken.reported(ticket.wish))
    let ongoing = OngoingTransaction(
      request: context.request, ticket: ticket, locks: actions.map { LockedItem(table: $0.table, key: $0.key!) },
      writes: zip(actions, writes).compactMap { action, write in
        if case .check = action.kind { return nil }
        return write!.hasEffect
          ? .init(table: write!.table, key: write!.key, item: write!.item, size: write!.size) : nil
      }, output: output)
    let time = context.draw(model.transactionTime, for: "dynamodb.transaction")
    guard time > .zero else {
      finish(ongoing, &context)
      return .now(output)
    }
    if let token = ticket.token {
      tokens[token] = RememberedTransaction(fingerprint: ticket.fingerprint, until: .distantFuture, isDone: false)
    }
    generation += 1
    for lock in ongoing.locks { locks[lock] = generation }
    transactions[generation] = ongoing
    context.schedule(DynamoDB.self, .commitTransaction(generation), after: time)
    return .later
  }

  /// One action, computed; a `ValidationException` here becomes a reason to cancel.
  private func prepare(_ action: ParsedAction) throws(ServiceError) -> ItemWrite {
    guard let key = action.key else { throw action.keyFault! }
    let name = action.table, old = tables[name]!.items[key]
    if locks[LockedItem(table: name, key: key)] != nil { throw .transactionConflict }
    if let condition = action.condition, !condition.condition.holds(for: old?.item) {
      throw ServiceError(
        "ConditionalCheckFailedException", "The conditional request failed", rule: .failedConditionsCost,
        detail: action.returnsItemOnFailure ? old.map { .item($0.item) } : nil)
    }
    switch action.kind {
    case .put(let item): return try prepare(item, size: item.size, at: key, in: name, isTransactional: true)
    case .update(let update): return try prepare(update, at: key, in: name, isTransactional: true)
    case .delete: return try prepare(nil, size: 0, at: key, in: name, isTransactional: true)
    case .check:
      return try prepare(old?.item, size: old?.size ?? 0, at: key, in: name, isTransactional: true)
    }
  }

  mutating func commitTransaction(_ id: Int, _ context: inout Context) {
    guard let ongoing = transactions.removeValue(forKey: id) else { return }
    for lock in ongoing.locks { locks[lock] = nil }
    finish(ongoing, &context)
    switch ongoing.ticket.fingerprint {
    case .actions: context.reply(.success(ongoing.output), to: ongoing.request)
    case .statements: context.reply(.success(ExecuteTransaction.Output(ongoing.output)), to: ongoing.request)
    }
  }

  private mutating func finish(_ ongoing: OngoingTransaction, _ context: inout Context) {
    context.note(
      TransactionCommitted(actions: ongoing.locks.count, units: ongoing.output.units), because: .transactions)
    // A table that was deleted meanwhile takes its items with it.
    for write in ongoing.writes where tables[write.table] != nil {
      commit(write.item, size: write.size, at: write.key, in: write.table, .request, &context)
    }
    if let token = ongoing.ticket.token {
      tokens[token] = RememberedTransaction(
        fingerprint: ongoing.ticket.fingerprint, until: context.now + TransactWriteItems.tokenLifetime, isDone: true)
    }
  }

  /// - Throws: `TransactionConflictException` for a write of an item that a transaction holds.
  func checkUnlocked(_ key: Key, in table: TableName) throws(ServiceError) {
    if !locks.isEmpty, locks[LockedItem(table: table, key: key)] != nil { throw .transactionConflict }
  }
}

extension ServiceError {
  static var transactionConflict: ServiceError {
    ServiceError(
      "TransactionConflictException", "Transaction is ongoing for the item", rule: .transactionsConflict)
  }

  /// An error of one action as the reason for which its transaction is cancelled.
  /// - Throws: The error itself, when it is none of an action.
  fileprivate var cancellationReason: DynamoDB.CancellationReason {
    get throws(ServiceError) {
      let name: String
      switch code {
      case "ConditionalCheckFailedException": name = "ConditionalCheckFailed"
      case "TransactionConflictException": name = "TransactionConflict"
      case "ProvisionedThroughputExceededException": name = "ProvisionedThroughputExceeded"
      case "ThrottlingException", "RequestLimitExceeded": name = "ThrottlingError"
      case "ItemCollectionSizeLimitExceededException": name = "ItemCollectionSizeLimitExceeded"
      case "ValidationException": name = "ValidationError"
      default: throw self
      }
      var item: Item?
      if case .item(let failed)? = detail { item = failed }
      return DynamoDB.CancellationReason(
        code: name, message: name == "TransactionConflict" ? "Transaction is ongoing for the item" : message, item: item
      )
    }
  }
}
