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
    /// How long a token is remembered after its transaction.
    public static let tokenLifetime = Duration.minutes(10)
    public struct Action: Sendable, Hashable {
      public enum Kind: Sendable, Hashable {
        case put(Item), update(key: Item, String), delete(key: Item), check(key: Item)
      }
      public var tableName: TableName
      public var kind: Kind
      public var condition: String?
      public var substitutions: Substitutions
      /// The reason of a failed condition has the item on which it failed.
      public var returnsItemOnFailure: Bool
      public init(
        _ tableName: TableName, _ kind: Kind, condition: String? = nil, substitutions: Substitutions = Substitutions(),
        returnsItemOnFailure: Bool = false
      ) {
        (self.tableName, self.kind, self.condition, self.substitutions) = (tableName, kind, condition, substitutions)
        self.returnsItemOnFailure = returnsItemOnFailure
      }
    }
    public var actions: [Action]
    public var clientRequestToken: String?
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public init(
      _ actions: [Action], clientRequestToken: String? = nil, returnConsumedCapacity: ReturnConsumedCapacity = .none
    ) {
      (self.actions, self.clientRequestToken) = (actions, clientRequestToken)
      self.returnConsumedCapacity = returnConsumedCapacity
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Output> {
      guard (1...Self.actionsMax).contains(actions.count) else { throw .wrongActionCount(actions.count) }
      let parsed = try actions.enumerated().map { (index, action) throws(ServiceError) in
        try ParsedAction(action, number: index + 1, db)
      }
      try DynamoDB.checkDistinct(parsed)
      let ticket = Ticket(
        fingerprint: .actions(actions), token: clientRequestToken, wish: returnConsumedCapacity)
      if let output = try db.replay(ticket, parsed, &context) { return .now(output) }
      return try db.transact(parsed, ticket, &context)
    }

    public struct Output: Sendable, Hashable {
      public let units: CapacityUnits
      /// Nothing was written: the token was seen in the last ten minutes. The units are read units then.
      public let isReplay: Bool
      /// Nil unless asked for.
      public var consumed: [ConsumedCapacity]?
    }
  }

  /// Why one action of a transaction did not happen; `None` for those that would have.
  public struct CancellationReason: Sendable, Hashable {
    public let code: String
    public let message: String?
    /// As it is, when a condition failed on it and the request asked for it.
    public let item: Item?
    static let none = CancellationReason(code: "None", message: nil, item: nil)
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
}

extension OrderedDictionary<TableName, UnitsTaken> {
  func reported(_ wish: ReturnConsumedCapacity) -> [ConsumedCapacity]? {
    wish == .none ? nil : compactMap { $0.value.reported(wish, for: $0.key) }
  }
}

extension ServiceError {
  static func wrongActionCount(_ count: Int) -> ServiceError {
    .invalid(
      "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length "
        + (count < 1
          ? "greater than or equal to 1" : "less than or equal to \(DynamoDB.TransactWriteItems.actionsMax)"),
      .transactions)
  }

  static func cancelled(_ reasons: [DynamoDB.CancellationReason]) -> ServiceError {
    ServiceError(
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons "
        + "[\(reasons.map(\.code).joined(separator: ", "))]", rule: .transactions, detail: .cancellation(reasons))
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
  public static let transactionsConflict = Rule(
    "dynamodb.transaction.conflict",
    "While a transaction is under way, other writes of its items are refused and other transactions with them cancelled.",
    source: transactionGuide)
}
