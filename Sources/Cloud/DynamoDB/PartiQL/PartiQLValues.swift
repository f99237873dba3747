import Simulation

extension PartiQLReader {
  // MARK: Literals

  /// A literal or a parameter: `'text'`, `1.5`, `true`, `null`, `[…]`, `{'name': …}`, `<<…>>`, `?`.
  mutating func value() throws(ServiceError) -> AttributeValue {
    try descend()
    defer { depth -= 1 }
    switch next {
    case .parameter?: return parameter()
    case .text(let text)?:
      advance()
      return .string(text)
    case .number(let text)?:
      advance()
      return .number(try DecimalNumber(text))
    case .symbol("-")?:
      advance()
      guard case .number(let text)? = next else { throw unexpected }
      advance()
      return .number(try DecimalNumber("-" + text))
    case .symbol("[")?:
      advance()
      var elements: [AttributeValue] = []
      while !takes(symbol: "]") {
        elements.append(try value())
        guard takes(symbol: ",") || next == .symbol("]") else { throw unexpected }
      }
      return .list(elements)
    case .symbol("{")?: return .map(try members())
    case .symbol("<<")?: return try set()
    case .word?:
      if takes("TRUE") { return .boolean(true) }
      if takes("FALSE") { return .boolean(false) }
      if takes("NULL") { return .null }
      throw unexpected
    default: throw unexpected
    }
  }

  private mutating func members() throws(ServiceError) -> [String: AttributeValue] {
    advance()
    var members: [String: AttributeValue] = [:]
    while !takes(symbol: "}") {
      guard case .text(let name)? = next else { throw unexpected }
      advance()
      try expect(symbol: ":")
      members[name] = try value()
      guard takes(symbol: ",") || next == .symbol("}") else { throw unexpected }
    }
    return members
  }

  private mutating func set() throws(ServiceError) -> AttributeValue {
    advance()
    var strings: [String] = [], numbers: [DecimalNumber] = [], binaries: [[UInt8]] = []
    while !takes(symbol: ">>") {
      switch try value() {
      case .string(let member): strings.append(member)
      case .number(let member): numbers.append(member)
      case .binary(let member): binaries.append(member)
      default: throw unexpected
      }
      guard takes(symbol: ",") || next == .symbol(">>") else { throw unexpected }
    }
    switch (strings.isEmpty, numbers.isEmpty, binaries.isEmpty) {
    case (false, true, true): return .strings(strings)
    case (true, false, true): return .numbers(numbers)
    case (true, true, false): return .binaries(binaries)
    default: throw .malformed("a set has members of one type and is not empty")
    }
  }

  // MARK: Paths

  /// `a.b[0]."c d"`. Names need no `#` here, and none is reserved when in double quotes.
  mutating func path() throws(ServiceError) -> DocumentPath {
    let attribute = try pathName()
    var steps: [DocumentPath.Step] = []
    while true {
      if takes(symbol: ".") {
        steps.append(.member(try pathName()))
      } else if next == .symbol("["), case .number(let digits)? = afterNext, let index = Int(digits) {
        advance()
        advance()
        try expect(symbol: "]")
        steps.append(.element(index))
      } else {
        return DocumentPath(attribute: attribute, steps: steps)
      }
    }
  }

  private static let keywords: Set<String> = [
    "SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "BETWEEN", "IS", "SET", "REMOVE", "ORDER", "BY", "RETURNING",
    "INSERT", "INTO", "VALUE", "UPDATE", "DELETE", "ASC", "DESC", "MISSING", "NULL", "TRUE", "FALSE",
  ]

  private mutating func pathName() throws(ServiceError) -> String {
    switch next {
    case .quoted(let name)?:
      advance()
      return name
    case .word(let name)? where !Self.keywords.contains(name.uppercased()):
      advance()
      return name
    default: throw unexpected
    }
  }

  // MARK: Assignments

  /// The right side of a SET: a value, a path, a sum, or a change of a set or list.
  mutating func assign(to path: DocumentPath, _ update: inout Update) throws(ServiceError) {
    if case .word(let name)? = next, afterNext == .symbol("("), ["set_add", "set_delete"].contains(name.lowercased()) {
      advance()
      try expect(symbol: "(")
      guard try self.path() == path else {
        throw .invalid("\(name) changes the attribute that it is assigned to", .partiQL)
      }
      try expect(symbol: ",")
      let members = try value()
      guard
        ["SS", "NS", "BS"].contains(members.typeName) || (members.typeName == "N" && name.lowercased() == "set_add")
      else { throw .invalid("\(name) takes a set", .partiQL) }
      try expect(symbol: ")")
      if name.lowercased() == "set_add" {
        update.adds.append((path, members))
      } else {
        update.deletes.append((path, members))
      }
      return
    }
    var result = try term()
    while next == .symbol("+") || next == .symbol("-") {
      let isSum = next == .symbol("+")
      advance()
      result = isSum ? .sum(result, try term()) : .difference(result, try term())
    }
    if case .symbol(let symbol)? = next, ["||", "*", "/", "%"].contains(symbol) {
      throw .notSimulated("dynamodb:ExecuteStatement: the operator \(symbol)")
    }
    update.sets.append((path, result))
  }

  private mutating func term() throws(ServiceError) -> Update.Value {
    try descend()
    defer { depth -= 1 }
    if case .word(let name)? = next, afterNext == .symbol("(") {
      let function = name.lowercased()
      guard function == "list_append" || function == "if_not_exists" else {
        throw .notSimulated("dynamodb:ExecuteStatement: the function \(name)")
      }
      advance()
      advance()
      let first = try term()
      try expect(symbol: ",")
      let second = try term()
      try expect(symbol: ")")
      guard function == "if_not_exists" else { return .append(first, second) }
      guard case .path(let path) = first else { throw unexpected }
      return .ifNotExists(path, second)
    }
    return startsPath ? .path(try path()) : .value(try value())
  }

  private var startsPath: Bool {
    switch next {
    case .quoted?: true
    case .word(let word)?: !Self.keywords.contains(word.uppercased())
    default: false
    }
  }

  // MARK: Conditions

  mutating func disjunction() throws(ServiceError) -> Condition {
    try descend()
    defer { depth -= 1 }
    var left = try conjunction()
    while takes("OR") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ServiceError) -> Condition {
    var left = try negation()
    while takes("AND") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(ServiceError) -> Condition {
    try descend()
    defer { depth -= 1 }
    if takes("NOT") { return .not(try negation()) }
    if takes(symbol: "(") {
      let inner = try disjunction()
      try expect(symbol: ")")
      return inner
    }
    return try predicate()
  }

  private mutating func predicate() throws(ServiceError) -> Condition {
    if case .word(let name)? = next, afterNext == .symbol("("), name.lowercased() != "size" {
      return try function(name)
    }
    let left = try operand()
    if takes("BETWEEN") {
      let low = try operand()
      try expect("AND")
      return .between(left, low, try operand())
    }
    if takes("IN") { return .oneOf(left, try choices()) }
    if takes("IS") { return try state(of: left) }
    guard case .symbol(let symbol)? = next,
      let comparison = Condition.Comparison(rawValue: symbol == "!=" ? "<>" : symbol)
    else {
      if isNext("LIKE") { throw .invalid("Unsupported operator: LIKE", .partiQL) }
      throw unexpected
    }
    advance()
    if isNext("SELECT") || (next == .symbol("(") && afterNext == .word("SELECT")) {
      throw .notSimulated("dynamodb:ExecuteStatement: a SELECT within a statement")
    }
    return .compare(left, comparison, try operand())
  }

  /// `IS [NOT] MISSING`, `IS [NOT] NULL`.
  private mutating func state(of operand: Condition.Operand) throws(ServiceError) -> Condition {
    guard case .path(let path) = operand else { throw unexpected }
    let isNegated = takes("NOT")
    if takes("MISSING") { return isNegated ? .exists(path) : .notExists(path) }
    try expect("NULL")
    let isNull = Condition.hasType(operand, "NULL")
    return isNegated ? .not(isNull) : isNull
  }

  private mutating func choices() throws(ServiceError) -> [Condition.Operand] {
    let isList = takes(symbol: "[")
    if !isList { try expect(symbol: "(") }
    let end = isList ? "]" : ")"
    var choices: [Condition.Operand] = []
    while !takes(symbol: end) {
      choices.append(try operand())
      guard takes(symbol: ",") || next == .symbol(end) else { throw unexpected }
    }
    guard choices.count <= ExpressionReader.choicesMax else {
      throw .invalid("The IN operator is provided with too many operands: \(choices.count)", .partiQL)
    }
    return choices
  }

  private mutating func function(_ name: String) throws(ServiceError) -> Condition {
    advance()
    advance()
    switch name.lowercased() {
    case "begins_with", "contains":
      let first = try operand()
      try expect(symbol: ",")
      let second = try operand()
      try expect(symbol: ")")
      return name.lowercased() == "contains" ? .contains(first, second) : .beginsWith(first, second)
    case "attribute_type":
      let first = try operand()
      try expect(symbol: ",")
      guard case .string(let type) = try value(), AttributeValue.typeNames.contains(type) else { throw unexpected }
      try expect(symbol: ")")
      return .hasType(first, type)
    case "attribute_exists", "attribute_not_exists":
      let path = try path()
      try expect(symbol: ")")
      return name.lowercased() == "attribute_exists" ? .exists(path) : .notExists(path)
    default: throw .notSimulated("dynamodb:ExecuteStatement: the function \(name)")
    }
  }

  private mutating func operand() throws(ServiceError) -> Condition.Operand {
    if case .word(let name)? = next, afterNext == .symbol("(") {
      guard name.lowercased() == "size" else { throw .notSimulated("dynamodb:ExecuteStatement: the function \(name)") }
      advance()
      advance()
      let inner = try operand()
      try expect(symbol: ")")
      return .size(inner)
    }
    return startsPath ? .path(try path()) : .value(try value())
  }
}
