import Basics
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Reads a whole table or index, or one of many segments of it, up to 1 MB a page.
  public struct Scan: Operation, Hashable {
    public static let name = "dynamodb:Scan"
    public static let segmentsMax = 1_000_000
    public var tableName: TableName
    /// Nil: the table itself.
    public var indexName: String?
    public var filter: String?
    public var projection: String?
    public var select: Select?
    public var substitutions: Substitutions
    public var limit: Int?
    public var startKey: Item?
    /// Which of `totalSegments` parts to read; several workers read one each.
    public var segment: Int?, totalSegments: Int?
    public var consistency: ReadConsistency
    public var returnConsumedCapacity: ReturnConsumedCapacity
    public var legacy: [LegacyParameter] = []

    public init(
      tableName: TableName, indexName: String? = nil, filter: String? = nil, projection: String? = nil,
      select: Select? = nil, substitutions: Substitutions = Substitutions(), limit: Int? = nil, startKey: Item? = nil,
      segment: Int? = nil, totalSegments: Int? = nil, consistency: ReadConsistency = .eventual,
      returnConsumedCapacity: ReturnConsumedCapacity = .none
    ) {
      (self.tableName, self.indexName, self.filter) = (tableName, indexName, filter)
      (self.projection, self.select, self.substitutions) = (projection, select, substitutions)
      (self.limit, self.startKey, self.consistency) = (limit, startKey, consistency)
      (self.segment, self.totalSegments) = (segment, totalSegments)
      self.returnConsumedCapacity = returnConsumedCapacity
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Page> {
      let expressions: Substitutions.Expressions = ["FilterExpression": filter, "ProjectionExpression": projection]
      try legacy.refuse(Self.name, expressions)
      let (segment, total) = try checkedSegment()
      try substitutions.check(for: expressions)
      let wishes = try PageWishes(
        filter: filter, projection: projection, select: select, limit: limit, substitutions, others: [])
      let source = try db.source(tableName, index: indexName, consistency, "Scan")
      try wishes.check(against: source, isQuery: false)
      var start: Place?
      if let startKey {
        start = try source.place(of: startKey)
        guard total == 1 || ReadSource.segment(of: start!.key, of: total) == segment else {
          throw .invalid(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey "
              + "with correct Segment. TotalSegments: \(total) Segment: \(segment)", .pages)
        }
      }
      let candidates = source.candidates(inSegment: segment, of: total, after: start)
      return .now(
        try db.readPage(
          candidates, of: source, at: nil, in: tableName, wishes, consistency, returnConsumedCapacity, "Scan", &context)
      )
    }

    private func checkedSegment() throws(ServiceError) -> (segment: Int, total: Int) {
      switch (segment, totalSegments) {
      case (nil, nil): return (0, 1)
      case (_?, nil):
        throw .invalid(
          "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
          .pages)
      case (nil, _?):
        throw .invalid(
          "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
          .pages)
      case (let segment?, let total?):
        guard (1...Self.segmentsMax).contains(total) else {
          throw .invalid(
            """
            1 validation error detected: Value '\(total)' at 'totalSegments' failed to satisfy constraint: Member must \
            have value \(total < 1 ? "greater than or equal to 1" : "less than or equal to \(Self.segmentsMax)")
            """, .pages)
        }
        guard segment >= 0 else {
          throw .invalid(
            "1 validation error detected: Value '\(segment)' at 'segment' failed to satisfy constraint: Member must have "
              + "value greater than or equal to 0", .pages)
        }
        guard segment < total else {
          throw .invalid(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: \(segment) is "
              + "not less than TotalSegments: \(total)", .pages)
        }
        return (segment, total)
      }
    }
  }
}
