import HashTreeCollections
import OrderedCollections
import Simulation

/// What a query or scan wants of the items that it reads, parsed and checked.
struct PageWishes {
  let filter: Condition?
  let projection: Projection?
  let select: DynamoDB.Select
  private let wasSelected: Bool
  let limit: Int?
  private let filterAttributes: Set<String>

  init(
    filter: String?, projection: String?, select: DynamoDB.Select?, limit: Int?, _ substitutions: Substitutions,
    others: [ExpressionReader]
  ) throws(ServiceError) {
    if let limit, limit < 1 {
      throw .invalid(
        "1 validation error detected: Value '\(limit)' at 'limit' failed to satisfy constraint: Member must have value "
          + "greater than or equal to 1", .pages)
    }
    var readers = others, condition: Condition?, parts: Projection?
    if let filter {
      var reader = try ExpressionReader(filter, kind: "FilterExpression", substitutions)
      condition = try reader.condition()
      readers.append(reader)
    }
    if let projection {
      var reader = try ExpressionReader(projection, kind: "ProjectionExpression", substitutions)
      parts = try reader.projection()
      readers.append(reader)
    }
    try substitutions.checkUsed(by: readers)
    switch (select, parts) {
    case (.specificAttributes?, nil):
      throw .invalid(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES", .pages)
    case (.allAttributes?, .some), (.allProjectedAttributes?, .some):
      throw .invalid(
        "Cannot specify the ProjectionExpression when choosing to get \(select!.rawValue)", .pages)
    case (.count?, .some):
      throw .invalid("Cannot specify the ProjectionExpression when choosing to get only the Count", .pages)
    default: break
    }
    (self.filter, self.projection, self.limit, wasSelected) = (condition, parts, limit, select != nil)
    self.select = select ?? (parts == nil ? .allProjectedAttributes : .specificAttributes)
    filterAttributes = condition?.attributes ?? []
  }

  /// The wishes of a statement, which says them in its own words.
  init(filter: Condition?, projection: Projection?, limit: Int?) {
    (self.filter, self.projection, self.limit, wasSelected, filterAttributes) = (filter, projection, limit, false, [])
    select = projection == nil ? .allProjectedAttributes : .specificAttributes
  }

  /// - Throws: `ValidationException` for what the table or index cannot give.
  func check(against source: ReadSource, isQuery: Bool) throws(ServiceError) {
    if isQuery, let key = source.schema.names.first(where: filterAttributes.contains) {
      throw .invalid(
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: \(key)", .pages)
    }
    guard let index = source.index else {
      guard !wasSelected || select != .allProjectedAttributes else {
        throw .invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName", .pages)
      }
      return
    }
    guard index.isGlobal, let projected = index.definition.attributes(of: source.table.schema) else { return }
    if wasSelected, select == .allAttributes {
      throw .invalid(
        """
        One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index \
        \(index.name) because its projection type is not ALL
        """, .indexReads)
    }
    let missing = (projection?.attributes ?? []).filter { !projected.contains($0) }.sorted()
    guard missing.isEmpty else {
      throw .invalid(
        """
        One or more parameter values were invalid: Global secondary index \(index.name) does not project \
        [\(missing.joined(separator: ", "))]
        """, .indexReads)
    }
  }

  /// Whether a local index has to fetch each item from its table: for attributes that it does not have.
  func fetches(from source: ReadSource) -> Bool {
    guard let index = source.index, !index.isGlobal,
      let projected = index.definition.attributes(of: source.table.schema)
    else { return false }
    switch select {
    case .allAttributes: return true
    case .specificAttributes: return !projection!.attributes.allSatisfy(projected.contains)
    case .count, .allProjectedAttributes: return false
    }
  }

  /// An item that passed, as it is returned; nil when only a count is wanted.
  func part(of item: Item) -> Item? { select == .count ? nil : projection?.applied(to: item) ?? item }
}

extension Condition {
  /// The attributes that it looks at.
  fileprivate var attributes: Set<String> {
    switch self {
    case .compare(let left, _, let right): left.attributes.union(right.attributes)
    case .between(let value, let low, let high): value.attributes.union(low.attributes).union(high.attributes)
    case .oneOf(let value, let choices): choices.reduce(value.attributes) { $0.union($1.attributes) }
    case .exists(let path), .notExists(let path): [path.attribute]
    case .hasType(let operand, _): operand.attributes
    case .beginsWith(let left, let right), .contains(let left, let right): left.attributes.union(right.attributes)
    case .and(let left, let right), .or(let left, let right): left.attributes.union(right.attributes)
    case .not(let inner): inner.attributes
    }
  }
}

extension Condition.Operand {
  fileprivate var attributes: Set<String> {
    switch self {
    case .path(let path): [path.attribute]
    case .value: []
    case .size(let operand): operand.attributes
    }
  }
}
