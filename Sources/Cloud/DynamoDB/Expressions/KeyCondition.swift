import Simulation

/// What a query asks of the keys: one partition, and perhaps a range of sort keys in it.
struct KeyCondition: Sendable {
  enum Side { case below, inside, above }

  let partition: AttributeValue
  private let hash: UInt64
  private let sort: Condition?

  fileprivate init(_ partition: AttributeValue, _ sort: Condition?) {
    (self.partition, self.sort, hash) = (partition, sort, partition.keyHash)
  }

  /// Where a key lies against what is asked for, in the order of keys.
  func side(of key: Key) -> Side {
    if key.hash != hash { return key.hash < hash ? .below : .above }
    if key.partition != partition { return key.partition.keyPrecedes(partition) ? .below : .above }
    guard let sort, let value = key.sort else { return .inside }
    return sort.side(of: value)
  }
}

extension Condition {
  /// Splits a key condition into the partition key's value and what it asks of the sort key.
  /// - Throws: `ValidationException` for anything but `partition = :value`, perhaps AND one condition on the sort key.
  func keyCondition(of schema: KeySchema) throws(ServiceError) -> KeyCondition {
    var partition: AttributeValue?, sort: Condition?
    for part in try conjuncts() {
      guard let path = part.keyPath else { throw .unsupportedKeyCondition }
      guard path.steps.isEmpty else {
        throw .invalid(
          "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes", .pages)
      }
      if path.attribute == schema.partition.name {
        guard partition == nil else { throw .severalKeyConditions }
        guard case .compare(_, .equal, _) = part, let value = part.keyValues.first else {
          throw .unsupportedKeyCondition
        }
        partition = value
      } else if path.attribute == schema.sort?.name {
        guard sort == nil else { throw .severalKeyConditions }
        sort = part
      } else {
        // Some other attribute stands where a key should.
        guard let missing = partition == nil ? schema.partition.name : schema.sort?.name else {
          throw .unsupportedKeyCondition
        }
        throw .invalid("Query condition missed key schema element: \(missing)", .pages)
      }
    }
    guard let partition else {
      throw .invalid("Query condition missed key schema element: \(schema.partition.name)", .pages)
    }
    try Self.check(partition, schema.partition)
    if let sort, let attribute = schema.sort {
      for value in sort.keyValues { try Self.check(value, attribute) }
    }
    return KeyCondition(partition, sort)
  }

  private static func check(_ value: AttributeValue, _ attribute: KeySchema.Attribute) throws(ServiceError) {
    guard value.typeName == attribute.type.rawValue else {
      throw .invalid(
        "One or more parameter values were invalid: Condition parameter type does not match schema type", .pages)
    }
    guard value.size > 0 else { throw .emptyKey(attribute.name, value) }
  }

  private func conjuncts() throws(ServiceError) -> [Condition] {
    switch self {
    case .and(let left, let right): return try left.conjuncts() + right.conjuncts()
    case .or: throw .wrongKeyOperator("OR")
    case .not: throw .wrongKeyOperator("NOT")
    case .oneOf: throw .wrongKeyOperator("IN")
    case .exists: throw .wrongKeyOperator("attribute_exists")
    case .notExists: throw .wrongKeyOperator("attribute_not_exists")
    case .hasType: throw .wrongKeyOperator("attribute_type")
    case .contains: throw .wrongKeyOperator("contains")
    case .compare(_, .unequal, _): throw .wrongKeyOperator("<>")
    case .compare(.size, _, _), .compare(_, _, .size): throw .wrongKeyOperator("size")
    case .compare, .between, .beginsWith: return [self]
    }
  }

  private var keyPath: DocumentPath? {
    switch self {
    case .compare(.path(let path), _, .value), .compare(.value, _, .path(let path)),
      .between(.path(let path), .value, .value), .beginsWith(.path(let path), .value):
      path
    default: nil
    }
  }

  private var keyValues: [AttributeValue] {
    switch self {
    case .compare(_, _, .value(let value)), .compare(.value(let value), _, _), .beginsWith(_, .value(let value)):
      [value]
    case .between(_, .value(let low), .value(let high)): [low, high]
    default: []
    }
  }

  /// Where a sort key lies against the range of those for which this holds.
  fileprivate func side(of value: AttributeValue) -> KeyCondition.Side {
    switch self {
    case .compare(.value(let bound), let comparison, let path):
      return Condition.compare(path, comparison.mirrored, .value(bound)).side(of: value)
    case .compare(_, let comparison, .value(let bound)):
      let isLess = value.keyPrecedes(bound), isMore = bound.keyPrecedes(value)
      switch comparison {
      case .equal: return isLess ? .below : isMore ? .above : .inside
      case .less: return isLess ? .inside : .above
      case .lessOrEqual: return isMore ? .above : .inside
      case .greater: return isMore ? .inside : .below
      case .greaterOrEqual: return isLess ? .below : .inside
      case .unequal: return .inside
      }
    case .between(_, .value(let low), .value(let high)):
      return value.keyPrecedes(low) ? .below : high.keyPrecedes(value) ? .above : .inside
    case .beginsWith(_, .value(let prefix)):
      if value.keyPrecedes(prefix) { return .below }
      return Condition.beginsWith(.value(value), .value(prefix)).holds(for: nil) ? .inside : .above
    default: return .inside
    }
  }
}

extension Condition.Comparison {
  /// The same with its sides exchanged.
  fileprivate var mirrored: Condition.Comparison {
    switch self {
    case .equal: .equal
    case .unequal: .unequal
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

extension ServiceError {
  fileprivate static var unsupportedKeyCondition: ServiceError {
    .invalid("Query key condition not supported", .pages)
  }
  fileprivate static var severalKeyConditions: ServiceError {
    .invalid(
      "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key", .pages)
  }
  fileprivate static func wrongKeyOperator(_ name: String) -> ServiceError {
    .invalid("Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: \(name)", .pages)
  }
}
