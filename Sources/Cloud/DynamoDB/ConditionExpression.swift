import OrderedCollections
import Simulation

/// A condition on one item: of writes, of filters, and (checked further) of key conditions.
indirect enum Condition: Sendable {
  enum Operand: Sendable {
    case path(DocumentPath), value(AttributeValue), size(DocumentPath)

    func value(in item: Item?) -> AttributeValue? {
      switch self {
      case .path(let path): path.value(in: item)
      case .value(let value): value
      case .size(let path): path.value(in: item).flatMap(\.sizeForExpressions).map { .number($0) }
      }
    }
  }
  enum Comparison: String, Sendable {
    case equal = "=", unequal = "<>", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  }

  case compare(Operand, Comparison, Operand)
  case between(Operand, Operand, Operand)
  case oneOf(Operand, [Operand])
  case exists(DocumentPath), notExists(DocumentPath)
  case hasType(DocumentPath, Operand)
  case beginsWith(Operand, Operand), contains(Operand, Operand)
  case and(Condition, Condition), or(Condition, Condition), not(Condition)

  func holds(for item: Item?) -> Bool {
    switch self {
    case .compare(let left, let comparison, let right):
      let left = left.value(in: item), right = right.value(in: item)
      switch comparison {
      case .equal: return left != nil && left == right
      case .unequal: return left != right
      case .less: return Self.isLess(left, right)
      case .lessOrEqual: return Self.isLess(left, right) || left != nil && left == right && left!.isOrdered
      case .greater: return Self.isLess(right, left)
      case .greaterOrEqual: return Self.isLess(right, left) || left != nil && left == right && left!.isOrdered
      }
    case .between(let operand, let low, let high):
      let value = operand.value(in: item)
      guard let value, value.isOrdered, let low = low.value(in: item), let high = high.value(in: item) else {
        return false
      }
      return value.typeName == low.typeName && value.typeName == high.typeName && !Self.isLess(value, low)
        && !Self.isLess(high, value)
    case .oneOf(let operand, let choices):
      guard let value = operand.value(in: item) else { return false }
      return choices.contains { $0.value(in: item) == value }
    case .exists(let path): return path.value(in: item) != nil
    case .notExists(let path): return path.value(in: item) == nil
    case .hasType(let path, let type):
      guard let value = path.value(in: item), case .string(let name)? = type.value(in: item) else { return false }
      return value.typeName == name
    case .beginsWith(let operand, let prefix):
      switch (operand.value(in: item), prefix.value(in: item)) {
      case (.string(let text)?, .string(let prefix)?): return text.utf8.starts(with: prefix.utf8)
      case (.binary(let bytes)?, .binary(let prefix)?): return bytes.starts(with: prefix)
      default: return false
      }
    case .contains(let operand, let part):
      guard let part = part.value(in: item) else { return false }
      switch (operand.value(in: item), part) {
      case (.string(let text)?, .string(let part)): return text.contains(part)
      case (.stringSet(let members)?, .string(let member)): return members.contains(member)
      case (.numberSet(let members)?, .number(let member)): return members.contains(member)
      case (.binarySet(let members)?, .binary(let member)): return members.contains(member)
      case (.list(let elements)?, let element): return elements.contains(element)
      default: return false
      }
    case .and(let left, let right): return left.holds(for: item) && right.holds(for: item)
    case .or(let left, let right): return left.holds(for: item) || right.holds(for: item)
    case .not(let inner): return !inner.holds(for: item)
    }
  }

  private static func isLess(_ left: AttributeValue?, _ right: AttributeValue?) -> Bool {
    guard let left, let right else { return false }
    return left.keyPrecedes(right)
  }
}

extension AttributeValue {
  /// Whether `<` means something for it.
  var isOrdered: Bool {
    switch self {
    case .string, .number, .binary: true
    case .boolean, .null, .list, .map, .stringSet, .numberSet, .binarySet: false
    }
  }
  /// What `size(…)` gives: bytes, or the number of members.
  var sizeForExpressions: Int? {
    switch self {
    case .string(let text): text.utf8.count
    case .binary(let bytes): bytes.count
    case .list(let elements): elements.count
    case .map(let members): members.count
    case .stringSet(let members): members.count
    case .numberSet(let members): members.count
    case .binarySet(let members): members.count
    case .number, .boolean, .null: nil
    }
  }
}

// MARK: - Parsing

extension ExpressionReader {
  /// A whole condition, to the end of the text.
  mutating func condition() throws(ServiceError) -> Condition {
    let condition = try disjunction()
    guard isAtEnd else { throw unexpected }
    return condition
  }

  private mutating func disjunction() throws(ServiceError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else {
      throw .invalid("Invalid \(kind): The expression is nested deeper than \(Self.depthMax) levels", .expressions)
    }
    var left = try conjunction()
    while takes(keyword: "OR") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ServiceError) -> Condition {
    var left = try negation()
    while takes(keyword: "AND") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(ServiceError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else {
      throw .invalid("Invalid \(kind): The expression is nested deeper than \(Self.depthMax) levels", .expressions)
    }
    if takes(keyword: "NOT") { return .not(try negation()) }
    if takes("(") {
      let inner = try disjunction()
      try expect(")")
      return inner
    }
    if case .word(let name)? = next, afterNext == .symbol("("), name != "size" { return try function(name) }
    return try comparison()
  }

  private mutating func function(_ name: String) throws(ServiceError) -> Condition {
    advance()
    try expect("(")
    let condition: Condition
    switch name {
    case "attribute_exists": condition = .exists(try path())
    case "attribute_not_exists": condition = .notExists(try path())
    case "attribute_type", "begins_with", "contains":
      let first = try operand()
      try expect(",")
      let second = try operand()
      if name == "attribute_type" {
        guard case .path(let path) = first else { throw unexpected }
        condition = .hasType(path, second)
      } else {
        condition = name == "begins_with" ? .beginsWith(first, second) : .contains(first, second)
      }
    default: throw .invalid("Invalid \(kind): Invalid function name; function: \(name)", .expressions)
    }
    try expect(")")
    return condition
  }

  private mutating func comparison() throws(ServiceError) -> Condition {
    let left = try operand()
    if takes(keyword: "BETWEEN") {
      let low = try operand()
      try expect(keyword: "AND")
      return .between(left, low, try operand())
    }
    if takes(keyword: "IN") {
      try expect("(")
      var choices = [try operand()]
      while takes(",") { choices.append(try operand()) }
      try expect(")")
      guard choices.count <= 100 else {
        throw .invalid(
          "Invalid \(kind): The IN operator is provided with too many operands; number of operands: \(choices.count)",
          .expressions)
      }
      return .oneOf(left, choices)
    }
    guard case .symbol(let symbol)? = next, let comparison = Condition.Comparison(rawValue: symbol) else {
      throw unexpected
    }
    advance()
    return .compare(left, comparison, try operand())
  }

  mutating func operand() throws(ServiceError) -> Condition.Operand {
    if case .value? = next { return .value(try value()) }
    if next == .word("size"), afterNext == .symbol("(") {
      advance()
      advance()
      let inner = try path()
      try expect(")")
      return .size(inner)
    }
    return .path(try path())
  }
}

// MARK: - Conditions of writes

extension DynamoDB {
  /// - Throws: `ConditionalCheckFailedException` after booking what the failed attempt costs.
  mutating func check(
    _ condition: String?, _ substitutions: Substitutions, _ old: Table.Stored?, _ key: Key, in table: TableName,
    others: [ExpressionReader] = [], _ context: inout Context
  ) throws(ServiceError) {
    guard let condition else { return try substitutions.checkUsed(by: others) }
    var reader = try ExpressionReader(condition, kind: "ConditionExpression", substitutions)
    let parsed = try reader.condition()
    try substitutions.checkUsed(by: others + [reader])
    guard !parsed.holds(for: old?.item) else { return }
    let units = Capacity.write(old: old?.size ?? 0, new: 0)
    try tables[table]!.consumeWrite(units, at: key.partition, &context)
    context.note(
      ConditionFailed(table: table, key: key, condition: condition, units: units), because: .failedConditionsCost)
    throw ServiceError(
      "ConditionalCheckFailedException", "The conditional request failed", rule: .failedConditionsCost)
  }

  /// A write was refused by its own condition, and paid for.
  public struct ConditionFailed: Fact {
    public let table: TableName
    public let key: Key
    public let condition: String
    public let units: CapacityUnits
    public var details: [Detail] {
      [
        Detail("table", table), Detail("key", key.description), Detail("condition", condition),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
}

extension Rule {
  public static let failedConditionsCost = Rule(
    "dynamodb.condition.cost",
    "A write whose condition fails changes nothing and still costs the write units of the item that is there.",
    source: "DynamoDB Developer Guide: Working with expressions (older text: of the new item)")
}
