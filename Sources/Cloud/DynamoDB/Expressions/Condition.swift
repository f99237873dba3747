import Simulation

/// A condition on one item: of writes, of filters, and (checked further) of key conditions.
indirect enum Condition: Sendable {
  enum Operand: Sendable {
    case path(DocumentPath), value(AttributeValue)
    indirect case size(Operand)

    func value(in item: Item?) -> AttributeValue? {
      switch self {
      case .path(let path): path.value(in: item)
      case .value(let value): value
      case .size(let operand): operand.value(in: item).flatMap(\.sizeForExpressions).map { .number($0) }
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
  case hasType(Operand, String)
  case beginsWith(Operand, Operand), contains(Operand, Operand)
  case and(Condition, Condition), or(Condition, Condition), not(Condition)

  func holds(for item: Item?) -> Bool {
    switch self {
    case .compare(let left, let comparison, let right):
      return Self.compare(left.value(in: item), comparison, right.value(in: item))
    case .between(let operand, let low, let high):
      guard let value = operand.value(in: item), let low = low.value(in: item), let high = high.value(in: item) else {
        return false
      }
      return Self.compare(value, .greaterOrEqual, low) && Self.compare(value, .lessOrEqual, high)
    case .oneOf(let operand, let choices):
      guard let value = operand.value(in: item) else { return false }
      return choices.contains { $0.value(in: item) == value }
    case .exists(let path): return path.value(in: item) != nil
    case .notExists(let path): return path.value(in: item) == nil
    case .hasType(let operand, let type): return operand.value(in: item)?.typeName == type
    case .beginsWith(let operand, let prefix):
      switch (operand.value(in: item), prefix.value(in: item)) {
      case (.string(let text)?, .string(let prefix)?): return text.utf8.starts(with: prefix.utf8)
      case (.binary(let bytes)?, .binary(let prefix)?): return bytes.starts(with: prefix)
      default: return false
      }
    case .contains(let operand, let part):
      guard let whole = operand.value(in: item), let part = part.value(in: item) else { return false }
      return whole.contains(part)
    case .and(let left, let right): return left.holds(for: item) && right.holds(for: item)
    case .or(let left, let right): return left.holds(for: item) || right.holds(for: item)
    case .not(let inner): return !inner.holds(for: item)
    }
  }

  /// Values of different types are unequal and in no order; so is a value that is missing.
  private static func compare(_ left: AttributeValue?, _ comparison: Comparison, _ right: AttributeValue?) -> Bool {
    switch comparison {
    case .equal: return left != nil && left == right
    case .unequal: return left != right
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    guard let left, let right, left.isOrdered, left.typeName == right.typeName else { return false }
    return switch comparison {
    case .less: left.keyPrecedes(right)
    case .lessOrEqual: !right.keyPrecedes(left)
    case .greater: right.keyPrecedes(left)
    case .greaterOrEqual: !left.keyPrecedes(right)
    case .equal, .unequal: false
    }
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

  /// A part of a string or binary, a member of a set, an element of a list.
  fileprivate func contains(_ part: AttributeValue) -> Bool {
    switch (self, part) {
    case (.string(let text), .string(let part)): Array(text.utf8).hasPart(Array(part.utf8))
    case (.binary(let bytes), .binary(let part)): bytes.hasPart(part)
    case (.stringSet(let members), .string(let member)): members.contains { $0.utf8.elementsEqual(member.utf8) }
    case (.numberSet(let members), .number(let member)): members.contains(member)
    case (.binarySet(let members), .binary(let member)): members.contains(member)
    case (.list(let elements), let element): elements.contains(element)
    default: false
    }
  }
}

extension [UInt8] {
  /// Byte for byte: strings are not compared as people see them.
  fileprivate func hasPart(_ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard part.count <= count else { return false }
    return (0...(count - part.count)).contains { self[$0] == first && self[$0...].starts(with: part) }
  }
}
