import Simulation

extension ExpressionReader {
  static let choicesMax = 100

  /// A whole condition, to the end of the text.
  mutating func condition() throws(ServiceError) -> Condition {
    let condition = try disjunction()
    guard isAtEnd else { throw unexpected }
    return condition
  }

  private mutating func disjunction() throws(ServiceError) -> Condition {
    try descend()
    defer { depth -= 1 }
    var left = try conjunction()
    while takes(keyword: "OR") {
      try countOperator()
      left = .or(left, try conjunction())
    }
    return left
  }

  private mutating func conjunction() throws(ServiceError) -> Condition {
    var left = try negation()
    while takes(keyword: "AND") {
      try countOperator()
      left = .and(left, try negation())
    }
    return left
  }

  private mutating func negation() throws(ServiceError) -> Condition {
    try descend()
    defer { depth -= 1 }
    if takes(keyword: "NOT") {
      try countOperator()
      return .not(try negation())
    }
    let start = position
    if takes("(") {
      let inner = try disjunction()
      try expect(")")
      // `((a = b))` says nothing that `(a = b)` does not.
      if group == (start + 1)..<(position - 1) { throw invalid("The expression has redundant parentheses;") }
      group = start..<position
      return inner
    }
    return try predicate()
  }

  /// A function that is true or false, or a comparison.
  private mutating func predicate() throws(ServiceError) -> Condition {
    guard case .word(let name)? = next, afterNext == .symbol("(") else { return try comparison() }
    switch name {
    case "size": return try comparison()
    case "attribute_exists", "attribute_not_exists":
      guard case .path(let path) = try arguments(of: name, count: 1)[0] else { throw needsPath(name) }
      try refuseComparison(of: name)
      return name == "attribute_exists" ? .exists(path) : .notExists(path)
    case "attribute_type":
      let arguments = try arguments(of: name, count: 2)
      guard case .value(let type) = arguments[1] else { throw needsType("M") }
      guard case .string(let letters) = type else { throw needsType(type.typeName) }
      guard AttributeValue.typeNames.contains(letters) else {
        throw invalid(
          "Invalid attribute type name found; type: \(letters), valid types: "
            + "{\(AttributeValue.typeNames.joined(separator: ","))}")
      }
      try refuseComparison(of: name)
      return .hasType(arguments[0], letters)
    case "begins_with":
      let arguments = try arguments(of: name, count: 2)
      for case .value(let value) in arguments where !["S", "B"].contains(value.typeName) {
        throw wrongOperand(name, value.typeName)
      }
      try checkDistinct(arguments, name)
      try refuseComparison(of: name)
      return .beginsWith(arguments[0], arguments[1])
    case "contains":
      let arguments = try arguments(of: name, count: 2)
      try checkDistinct(arguments, name)
      try refuseComparison(of: name)
      return .contains(arguments[0], arguments[1])
    case "if_not_exists", "list_append":
      throw invalid("The function is not allowed in a condition expression; function: \(name)")
    default: throw invalid("Invalid function name; function: \(name)")
    }
  }

  /// Such a function is a condition of its own, not something to compare.
  private func refuseComparison(of name: String) throws(ServiceError) {
    if case .symbol(let symbol)? = next, Condition.Comparison(rawValue: symbol) != nil {
      throw invalid("The function is not allowed to be used this way in an expression; function: \(name)")
    }
  }

  private mutating func arguments(of name: String, count: Int) throws(ServiceError) -> [Condition.Operand] {
    try countOperator()
    advance()
    try expect("(")
    guard next != .symbol(")") else { throw wrongCount(name, 0) }
    var arguments = [try operand()]
    while takes(",") { arguments.append(try operand()) }
    try expect(")")
    guard arguments.count == count else { throw wrongCount(name, arguments.count) }
    return arguments
  }

  private mutating func comparison() throws(ServiceError) -> Condition {
    let isSize = isNext(keyword: "SIZE") && afterNext == .symbol("(")
    let left = try operand()
    if takes(keyword: "BETWEEN") {
      try countOperator()
      let low = try operand()
      try expect(keyword: "AND")
      let high = try operand()
      try checkOrdered([left, low, high], "BETWEEN")
      try checkDistinct([left, low, high], "BETWEEN")
      try checkBounds(low, high)
      return .between(left, low, high)
    }
    if takes(keyword: "IN") {
      try countOperator()
      try expect("(")
      var choices = [try operand()]
      while takes(",") { choices.append(try operand()) }
      try expect(")")
      guard choices.count <= Self.choicesMax else {
        throw invalid(
          "The IN operator is provided with too many operands; number of operands: \(choices.count)")
      }
      try checkDistinct([left] + choices, "IN")
      return .oneOf(left, choices)
    }
    guard case .symbol(let symbol)? = next, let comparison = Condition.Comparison(rawValue: symbol) else {
      if isSize, isAtEnd || isNext(keyword: "AND") || isNext(keyword: "OR") || next == .symbol(")") {
        throw invalid("The function is not allowed to be used this way in an expression; function: size")
      }
      throw unexpected
    }
    try countOperator()
    advance()
    let right = try operand()
    if comparison != .equal, comparison != .unequal { try checkOrdered([left, right], symbol) }
    try checkDistinct([left, right], symbol)
    return .compare(left, comparison, right)
  }

  /// A path, a value, or the size of one.
  mutating func operand() throws(ServiceError) -> Condition.Operand {
    if case .value? = next { return .value(try value()) }
    guard case .word(let name)? = next, afterNext == .symbol("(") else { return .path(try path()) }
    guard name == "size" else {
      let isKnown = Self.functions.contains(name)
      throw invalid(
        isKnown
          ? "The function is not allowed to be used this way in an expression; function: \(name)"
          : "Invalid function name; function: \(name)")
    }
    let argument = try arguments(of: name, count: 1)[0]
    if case .value(let value) = argument, value.sizeForExpressions == nil { throw wrongOperand(name, value.typeName) }
    return .size(argument)
  }

  static let functions: Set<String> = [
    "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size", "if_not_exists",
    "list_append",
  ]

  // MARK: Checks

  private func checkOrdered(_ operands: [Condition.Operand], _ symbol: String) throws(ServiceError) {
    for case .value(let value) in operands where !value.isOrdered { throw wrongOperand(symbol, value.typeName) }
  }

  private func checkDistinct(_ operands: [Condition.Operand], _ symbol: String) throws(ServiceError) {
    guard case .path(let first) = operands[0] else { return }
    for case .path(let other) in operands.dropFirst() where other == first {
      throw invalid(
        "The first operand must be distinct from the remaining operands for this operator or function; operator: "
          + "\(symbol), first operand: \(first)")
    }
  }

  private func checkBounds(_ low: Condition.Operand, _ high: Condition.Operand) throws(ServiceError) {
    guard case .value(let low) = low, case .value(let high) = high else { return }
    let bounds =
      "lower bound operand: AttributeValue: {\(low.typed)}, upper bound operand: AttributeValue: {\(high.typed)}"
    guard low.typeName == high.typeName else {
      throw invalid("The BETWEEN operator requires same data type for lower and upper bounds; \(bounds)")
    }
    guard !high.keyPrecedes(low) else {
      throw invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; \(bounds)")
    }
  }

  func wrongOperand(_ function: String, _ type: String) -> ServiceError {
    invalid(
      "Incorrect operand type for operator or function; operator or function: \(function), operand type: \(type)")
  }
  private func wrongCount(_ function: String, _ count: Int) -> ServiceError {
    invalid(
      """
      Incorrect number of operands for operator or function; operator or function: \(function), number of operands: \
      \(count)
      """)
  }
  private func needsPath(_ function: String) -> ServiceError {
    invalid("Operator or function requires a document path; operator or function: \(function)")
  }
  private func needsType(_ type: String) -> ServiceError { wrongOperand("attribute_type", type) }
}

extension AttributeValue {
  /// The letters of all types, in the order in which the service lists them.
  static let typeNames = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"]

  /// As messages write a plain value: `N:5`.
  fileprivate var typed: String {
    switch self {
    case .string(let text): "S:\(text)"
    default: "\(typeName):\(self)"
    }
  }
}
