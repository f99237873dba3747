import Simulation

/// What an update does to an item.
struct Update: Sendable {
  indirect enum Value: Sendable {
    case operand(Condition.Operand)
    case ifNotExists(DocumentPath, Value)
    case append(Value, Value)
    case sum(Value, Value), difference(Value, Value)
  }
  var sets: [(DocumentPath, Value)] = []
  var removes: [DocumentPath] = []
  var adds: [(DocumentPath, AttributeValue)] = [], deletes: [(DocumentPath, AttributeValue)] = []

  private var paths: [DocumentPath] { sets.map(\.0) + removes + adds.map(\.0) + deletes.map(\.0) }

  /// - Throws: `ValidationException` for a change of a key, and for two changes of one place.
  func check(keys: KeySchema) throws(ServiceError) {
    for path in paths where keys.names.contains(path.attribute) {
      throw .invalid(
        """
        One or more parameter values were invalid: Cannot update attribute \(path.attribute). This attribute is part of \
        the key
        """, .updates)
    }
    for (index, path) in paths.enumerated() {
      for other in paths.dropFirst(index + 1) where path.overlaps(other) {
        throw .invalid(
          "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these "
            + "paths; path one: [\(path.attribute)], path two: [\(other.attribute)]", .updates)
      }
    }
  }

  /// All right sides see the item as it was.
  func applied(to old: Item) throws(ServiceError) -> Item {
    var item = old
    for (path, value) in sets { try item.set(value.evaluated(on: old), at: path) }
    // From the last element on, so that removing one does not move another that is removed too.
    for path in removes.sorted(by: { $0.lastIndex > $1.lastIndex }) { item.remove(at: path) }
    for (path, value) in adds { try item.set(Self.added(value, to: path.value(in: old)), at: path) }
    for (path, value) in deletes {
      guard let before = path.value(in: old) else { continue }
      if let left = try Self.deleted(value, from: before) {
        try item.set(left, at: path)
      } else {
        item.remove(at: path)
      }
    }
    return item
  }

  private static func added(_ value: AttributeValue, to old: AttributeValue?) throws(ServiceError) -> AttributeValue {
    switch (old, value) {
    case (nil, .number), (nil, .stringSet), (nil, .numberSet), (nil, .binarySet): return value
    case (.number(let left)?, .number(let right)): return .number(try left.adding(right))
    case (.stringSet(let left)?, .stringSet(let right)): return .strings(left + right)
    case (.numberSet(let left)?, .numberSet(let right)): return .numbers(left + right)
    case (.binarySet(let left)?, .binarySet(let right)): return .binaries(left + right)
    default: throw .wrongOperand("ADD", value.typeName)
    }
  }

  private static func deleted(_ value: AttributeValue, from old: AttributeValue) throws(ServiceError) -> AttributeValue?
  {
    switch (old, value) {
    case (.stringSet(let left), .stringSet(let right)):
      let rest = left.filter { !right.contains($0) }
      return rest.isEmpty ? nil : .stringSet(rest)
    case (.numberSet(let left), .numberSet(let right)):
      let rest = left.filter { !right.contains($0) }
      return rest.isEmpty ? nil : .numberSet(rest)
    case (.binarySet(let left), .binarySet(let right)):
      let rest = left.filter { !right.contains($0) }
      return rest.isEmpty ? nil : .binarySet(rest)
    default: throw .wrongOperand("DELETE", value.typeName)
    }
  }
}

extension Update.Value {
  func evaluated(on item: Item) throws(ServiceError) -> AttributeValue {
    switch self {
    case .operand(let operand):
      guard let value = operand.value(in: item) else {
        throw .invalid("The provided expression refers to an attribute that does not exist in the item", .updates)
      }
      return value
    case .ifNotExists(let path, let otherwise):
      if let value = path.value(in: item) { return value }
      return try otherwise.evaluated(on: item)
    case .append(let first, let second):
      guard case .list(let left) = try first.evaluated(on: item), case .list(let right) = try second.evaluated(on: item)
      else { throw .wrongOperand("list_append", "another type") }
      return .list(left + right)
    case .sum(let left, let right): return .number(try number(left, item).adding(number(right, item)))
    case .difference(let left, let right): return .number(try number(left, item).adding(number(right, item).negated))
    }
  }

  private func number(_ value: Update.Value, _ item: Item) throws(ServiceError) -> DecimalNumber {
    let value = try value.evaluated(on: item)
    guard case .number(let number) = value else {
      throw .invalid("An operand in the update expression has an incorrect data type", .updates)
    }
    return number
  }
}

extension DocumentPath {
  fileprivate func overlaps(_ other: DocumentPath) -> Bool {
    attribute == other.attribute && zip(steps, other.steps).allSatisfy { $0 == $1 }
  }
  fileprivate var lastIndex: Int {
    if case .element(let index)? = steps.last { return index }
    return -1
  }
}

// MARK: - Changing a place within an item

extension Item {
  fileprivate mutating func set(_ value: AttributeValue, at path: DocumentPath) throws(ServiceError) {
    guard !path.steps.isEmpty else {
      self[path.attribute] = value
      return
    }
    guard let old = self[path.attribute], let new = old.setting(value, at: path.steps[...]) else {
      throw .invalid("The document path provided in the update expression is invalid for update", .updates)
    }
    self[path.attribute] = new
  }
  fileprivate mutating func remove(at path: DocumentPath) {
    guard !path.steps.isEmpty else {
      self[path.attribute] = nil
      return
    }
    if let old = self[path.attribute], let new = old.setting(nil, at: path.steps[...]) { self[path.attribute] = new }
  }
}

extension AttributeValue {
  /// With `value` (or, with nil, nothing) at a place inside; nil when the place's parent is not there.
  fileprivate func setting(_ value: AttributeValue?, at steps: ArraySlice<DocumentPath.Step>) -> AttributeValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, self) {
    case (.member(let name), .map(var members)):
      if rest.isEmpty {
        members[name] = value
      } else {
        guard let new = members[name]?.setting(value, at: rest) else { return nil }
        members[name] = new
      }
      return .map(members)
    case (.element(let index), .list(var elements)):
      if rest.isEmpty {
        if let value {
          if elements.indices.contains(index) { elements[index] = value } else { elements.append(value) }
        } else if elements.indices.contains(index) {
          elements.remove(at: index)
        }
      } else {
        guard elements.indices.contains(index), let new = elements[index].setting(value, at: rest) else { return nil }
        elements[index] = new
      }
      return .list(elements)
    default: return nil
    }
  }
}

// MARK: - Parsing

extension ExpressionReader {
  /// A whole update, to the end of the text; each clause at most once.
  mutating func update() throws(ServiceError) -> Update {
    var update = Update(), clauses: Set<String> = []
    while !isAtEnd {
      guard case .word(let word)? = next else { throw unexpected }
      let clause = word.uppercased()
      guard ["SET", "REMOVE", "ADD", "DELETE"].contains(clause) else { throw unexpected }
      guard clauses.insert(clause).inserted else {
        throw .invalid(
          "Invalid UpdateExpression: The \"\(clause)\" section can only be used once in an update expression;",
          .updates)
      }
      advance()
      repeat {
        let path = try path()
        switch clause {
        case "SET":
          try expect("=")
          update.sets.append((path, try sum()))
        case "REMOVE": update.removes.append(path)
        case "ADD": update.adds.append((path, try value()))
        default: update.deletes.append((path, try value()))
        }
      } while takes(",")
    }
    return update
  }

  private mutating func sum() throws(ServiceError) -> Update.Value {
    let left = try updateOperand()
    if takes("+") { return .sum(left, try updateOperand()) }
    if takes("-") { return .difference(left, try updateOperand()) }
    return left
  }

  private mutating func updateOperand() throws(ServiceError) -> Update.Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { throw unexpected }
    if case .word(let name)? = next, afterNext == .symbol("(") {
      guard name == "if_not_exists" || name == "list_append" else {
        throw .invalid("Invalid UpdateExpression: Invalid function name; function: \(name)", .updates)
      }
      advance()
      advance()
      let value: Update.Value
      if name == "if_not_exists" {
        let path = try path()
        try expect(",")
        value = .ifNotExists(path, try updateOperand())
      } else {
        let first = try updateOperand()
        try expect(",")
        value = .append(first, try updateOperand())
      }
      try expect(")")
      return value
    }
    return .operand(try operand())
  }
}

extension ServiceError {
  fileprivate static func wrongOperand(_ function: String, _ type: String) -> ServiceError {
    .invalid(
      """
      Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: \(function), \
      operand type: \(type)
      """, .updates)
  }
}

extension Rule {
  public static let updates = Rule(
    "dynamodb.update",
    "SET, REMOVE, ADD and DELETE each appear once; right sides see the item before the update; keys cannot change.",
    source: "DynamoDB Developer Guide: Update expressions")
}
