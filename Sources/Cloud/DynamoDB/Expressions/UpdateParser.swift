import Simulation

extension ExpressionReader {
  /// A whole update, to the end of the text; each clause at most once.
  mutating func update() throws(ServiceError) -> Update {
    var update = Update(), clauses: Set<String> = []
    while !isAtEnd {
      guard case .word(let word)? = next else { throw unexpected }
      let clause = word.uppercased()
      guard ["SET", "REMOVE", "ADD", "DELETE"].contains(clause) else { throw unexpected }
      guard clauses.insert(clause).inserted else {
        throw invalid("The \"\(clause)\" section can only be used once in an update expression;")
      }
      advance()
      repeat {
        let path = try path()
        switch clause {
        case "SET":
          try expect("=")
          update.sets.append((path, try sum()))
        case "REMOVE": update.removes.append(path)
        case "ADD": update.adds.append((path, try setOperand(of: clause, also: "N")))
        default: update.deletes.append((path, try setOperand(of: clause, also: nil)))
        }
      } while takes(",")
    }
    try update.paths.checkApart(kind)
    return update
  }

  /// The value of ADD and DELETE: a set, or for ADD a number.
  private mutating func setOperand(of clause: String, also type: String?) throws(ServiceError) -> AttributeValue {
    let value = try value()
    guard ["SS", "NS", "BS"].contains(value.typeName) || value.typeName == type else {
      throw invalid(
        """
        Incorrect operand type for operator or function; operator: \(clause), operand type: \(value.longTypeName), \
        typeSet: ALLOWED_FOR_\(clause)_OPERAND
        """)
    }
    return value
  }

  private mutating func sum() throws(ServiceError) -> Update.Value {
    let left = try updateOperand()
    guard next == .symbol("+") || next == .symbol("-") else { return left }
    try countOperator()
    let isSum = next == .symbol("+")
    advance()
    let right = try updateOperand()
    for case .value(let value) in [left, right] where value.typeName != "N" {
      throw wrongOperand(isSum ? "+" : "-", value.typeName)
    }
    return isSum ? .sum(left, right) : .difference(left, right)
  }

  private mutating func updateOperand() throws(ServiceError) -> Update.Value {
    try descend()
    defer { depth -= 1 }
    if takes("(") {
      let inner = try sum()
      try expect(")")
      return inner
    }
    if case .value? = next { return .value(try value()) }
    guard case .word(let name)? = next, afterNext == .symbol("(") else { return .path(try path()) }
    guard name == "if_not_exists" || name == "list_append" else {
      let isKnown = Self.functions.contains(name)
      throw invalid(
        isKnown
          ? "The function is not allowed in an update expression; function: \(name)"
          : "Invalid function name; function: \(name)")
    }
    try countOperator()
    advance()
    advance()
    var arguments = [try updateOperand()]
    while takes(",") { arguments.append(try updateOperand()) }
    try expect(")")
    guard arguments.count == 2 else {
      throw invalid(
        """
        Incorrect number of operands for operator or function; operator or function: \(name), number of operands: \
        \(arguments.count)
        """)
    }
    if name == "if_not_exists" {
      guard case .path(let path) = arguments[0] else {
        throw invalid("Operator or function requires a document path; operator or function: \(name)")
      }
      return .ifNotExists(path, arguments[1])
    }
    for case .value(let value) in arguments where value.typeName != "L" { throw wrongOperand(name, value.typeName) }
    return .append(arguments[0], arguments[1])
  }
}

extension AttributeValue {
  /// The type's whole name, which some messages use.
  var longTypeName: String {
    switch self {
    case .string: "STRING"
    case .number: "NUMBER"
    case .binary: "BINARY"
    case .boolean: "BOOLEAN"
    case .null: "NULL"
    case .list: "LIST"
    case .map: "MAP"
    case .stringSet: "STRING_SET"
    case .numberSet: "NUMBER_SET"
    case .binarySet: "BINARY_SET"
    }
  }
}
