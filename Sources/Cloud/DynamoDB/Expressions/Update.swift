import Simulation

/// What an update does to an item.
struct Update: Sendable {
  indirect enum Value: Sendable {
    case path(DocumentPath), value(AttributeValue)
    case ifNotExists(DocumentPath, Value)
    case append(Value, Value)
    case sum(Value, Value), difference(Value, Value)
  }
  var sets: [(DocumentPath, Value)] = []
  var removes: [DocumentPath] = []
  var adds: [(DocumentPath, AttributeValue)] = [], deletes: [(DocumentPath, AttributeValue)] = []

  /// All places that change.
  var paths: [DocumentPath] { sets.map(\.0) + removes + adds.map(\.0) + deletes.map(\.0) }

  /// - Throws: `ValidationException` for a change of a key.
  func check(keys: KeySchema) throws(ServiceError) {
    for path in paths where keys.names.contains(path.attribute) {
      throw .invalid(
        """
        One or more parameter values were invalid: Cannot update attribute \(path.attribute). This attribute is part of \
        the key
        """, .updates)
    }
  }

  /// All right sides see the item as it was.
  func applied(to old: Item) throws(ServiceError) -> Item {
    var item = old
    // From the first element on: those past the end of a list are appended in the order of their indexes.
    for (path, value) in sets.sorted(by: { $0.0.lastIndex < $1.0.lastIndex }) {
      try item.set(value.evaluated(on: old), at: path)
    }
    for (path, value) in adds { try item.set(Self.added(value, to: path.value(in: old)), at: path) }
    for (path, value) in deletes {
      guard let before = path.value(in: old) else { continue }
      if let left = try Self.deleted(value, from: before) {
        try item.set(left, at: path)
      } else {
        try item.remove(at: path)
      }
    }
    // From the last element on, so that removing one does not move another that is removed too.
    for path in removes.sorted(by: { $0.lastIndex > $1.lastIndex }) { try item.remove(at: path) }
    return item
  }

  private static func added(_ value: AttributeValue, to old: AttributeValue?) throws(ServiceError) -> AttributeValue {
    switch (old, value) {
    case (nil, _): value
    case (.number(let left)?, .number(let right)): .number(try left.adding(right))
    case (.stringSet(let left)?, .stringSet(let right)): .strings(left + right)
    case (.numberSet(let left)?, .numberSet(let right)): .numbers(left + right)
    case (.binarySet(let left)?, .binarySet(let right)): .binaries(left + right)
    default: throw .wrongOperandType
    }
  }

  private static func deleted(_ value: AttributeValue, from old: AttributeValue) throws(ServiceError) -> AttributeValue?
  {
    switch (old, value) {
    case (.stringSet(let left), .stringSet(let right)):
      let rest = left.filter { member in !right.contains { $0.utf8.elementsEqual(member.utf8) } }
      return rest.isEmpty ? nil : .stringSet(rest)
    case (.numberSet(let left), .numberSet(let right)):
      let rest = left.filter { !right.contains($0) }
      return rest.isEmpty ? nil : .numberSet(rest)
    case (.binarySet(let left), .binarySet(let right)):
      let rest = left.filter { !right.contains($0) }
      return rest.isEmpty ? nil : .binarySet(rest)
    default: throw .wrongOperandType
    }
  }
}

extension Update.Value {
  func evaluated(on item: Item) throws(ServiceError) -> AttributeValue {
    switch self {
    case .value(let value): return value
    case .path(let path):
      guard let value = path.value(in: item) else {
        throw .invalid("The provided expression refers to an attribute that does not exist in the item", .updates)
      }
      return value
    case .ifNotExists(let path, let otherwise):
      if let value = path.value(in: item) { return value }
      return try otherwise.evaluated(on: item)
    case .append(let first, let second):
      guard case .list(let left) = try first.evaluated(on: item), case .list(let right) = try second.evaluated(on: item)
      else { throw .wrongOperandType }
      return .list(left + right)
    case .sum(let left, let right): return .number(try number(left, item).adding(number(right, item)))
    case .difference(let left, let right): return .number(try number(left, item).adding(number(right, item).negated))
    }
  }

  private func number(_ value: Update.Value, _ item: Item) throws(ServiceError) -> DecimalNumber {
    guard case .number(let number) = try value.evaluated(on: item) else { throw .wrongOperandType }
    return number
  }
}

extension DocumentPath {
  fileprivate var lastIndex: Int {
    if case .element(let index)? = steps.last { return index }
    return -1
  }
}

extension ServiceError {
  fileprivate static var wrongOperandType: ServiceError {
    .invalid("An operand in the update expression has an incorrect data type", .updates)
  }
}

extension Rule {
  public static let updates = Rule(
    "dynamodb.update",
    "SET, REMOVE, ADD and DELETE each appear once; right sides see the item before the update; keys cannot change.",
    source: "DynamoDB Developer Guide: Update expressions")
}
