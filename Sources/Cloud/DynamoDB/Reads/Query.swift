import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// What a query or scan returns of the items it finds.
  public enum Select: String, Sendable, Hashable {
    case allAttributes = "ALL_ATTRIBUTES", allProjectedAttributes = "ALL_PROJECTED_ATTRIBUTES"
    case count = "COUNT", specificAttributes = "SPECIFIC_ATTRIBUTES"
  }

  /// Reads the items of one partition key in the order of their sort keys, up to 1 MB a page.
  public struct Query: Operation, Hashable {
    public static let name = "dynamodb:Query"
    public var tableName: TableName
    /// Nil: the table itself.
    public var indexName: String?
    /// `id = :id AND sort BETWEEN :a AND :b`.
    public var keyCondition: String
    public var filter: String?
    public var projection: String?
    public var select: Select?
    public var substitutions: Substitutions
    public var limit: Int?
    public var startKey: Item?
    public var isForward: Bool
    public var consistency: ReadConsistency
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var legacy: [LegacyParameter] = []

    public init(
      tableName: TableName, indexName: String? = nil, keyCondition: String, filter: String? = nil,
      projection: String? = nil, select: Select? = nil, substitutions: Substitutions, limit: Int? = nil,
      startKey: Item? = nil, isForward: Bool = true, consistency: ReadConsistency = .eventual,
      returnConsumedCapacity: ReturnConsumedCapacity = .none
    ) {
      (self.tableName, self.indexName, self.keyCondition) = (tableName, indexName, keyCondition)
      (self.filter, self.projection, self.select) = (filter, projection, select)
      (self.substitutions, self.limit, self.startKey) = (substitutions, limit, startKey)
      (self.isForward, self.consistency) = (isForward, consistency)
      self.returnConsumedCapacity = returnConsumedCapacity
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Page> {
      let expressions: Substitutions.Expressions = [
        "KeyConditionExpression": keyCondition, "FilterExpression": filter, "ProjectionExpression": projection,
      ]
      try legacy.refuse(Self.name, expressions)
      try substitutions.check(for: expressions)
      var reader = try ExpressionReader(keyCondition, kind: "KeyConditionExpression", substitutions)
      let keys = try reader.condition()
      let wishes = try PageWishes(
        filter: filter, projection: projection, select: select, limit: limit, substitutions, others: [reader])
      let source = try db.source(tableName, index: indexName, consistency, "Query")
      let condition = try keys.keyCondition(of: source.schema)
      try wishes.check(against: source, isQuery: true)
      var start: Place?
      if let startKey {
        start = try source.place(of: startKey)
        guard condition.side(of: start!.key) == .inside else {
          throw .invalid(
            "The provided starting key is outside query boundaries based on provided conditions", .pages)
        }
      }
      let candidates = source.candidates(for: condition, isForward: isForward, after: start)
      return .now(
        try db.readPage(
          candidates, of: source, at: condition.partition, in: tableName, wishes, consistency, returnConsumedCapacity,
          "Query", &context))
    }
  }

  public struct Page: Sendable, Hashable {
    /// Empty when only a count was asked for.
    public let items: [Item]
    /// Items that passed the filter.
    public let count: Int
    /// Items read, before the filter.
    public let scanned: Int
    /// Where to go on; nil at the end.
    public let lastKey: Item?
    public let units: CapacityUnits
    /// Nil unless asked for.
    public let consumed: ConsumedCapacity?
  }
}
