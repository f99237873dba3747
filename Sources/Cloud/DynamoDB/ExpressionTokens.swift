import Simulation

/// Stands for names and values in expressions: `#name` and `:value`.
public struct Substitutions: Sendable, Hashable {
  public var names: [String: String]
  public var values: [String: AttributeValue]
  public init(names: [String: String] = [:], values: [String: AttributeValue] = [:]) {
    (self.names, self.values) = (names, values)
  }
}

/// Where in an item: an attribute, and then members and elements within it.
struct DocumentPath: Hashable, Sendable {
  enum Step: Hashable, Sendable { case member(String), element(Int) }
  let attribute: String
  let steps: [Step]

  func value(in item: Item?) -> AttributeValue? {
    var value = item?[attribute]
    for step in steps {
      switch (step, value) {
      case (.member(let name), .map(let members)): value = members[name]
      case (.element(let index), .list(let elements)): value = elements.indices.contains(index) ? elements[index] : nil
      default: return nil
      }
    }
    return value
  }
}

/// What an expression is made of.
enum Token: Hashable {
  case word(String), placeholder(String), value(String), number(Int), symbol(String)

  var text: String {
    switch self {
    case .word(let text), .placeholder(let text), .value(let text), .symbol(let text): text
    case .number(let number): String(number)
    }
  }
}

/// Reads an expression token by token, resolves its placeholders, and remembers which it used.
struct ExpressionReader {
  static let bytesMax = 4_096
  static let depthMax = 64
  let kind: String
  let substitutions: Substitutions
  private var tokens: ArraySlice<Token>
  private(set) var usedNames: Set<String> = [], usedValues: Set<String> = []
  var depth = 0

  /// - Parameter kind: As in messages: `ConditionExpression`.
  init(_ text: String, kind: String, _ substitutions: Substitutions) throws(ServiceError) {
    (self.kind, self.substitutions, tokens) = (kind, substitutions, [])
    guard text.utf8.count <= Self.bytesMax else {
      throw .invalid(
        "Invalid \(kind): Expression size has exceeded the maximum allowed size; expression size: \(text.utf8.count)",
        .expressions)
    }
    guard text.utf8.contains(where: { $0 != 0x20 }) else {
      throw .invalid("Invalid \(kind): The expression can not be empty;", .expressions)
    }
    tokens = try tokenize(text)[...]
  }

  private func tokenize(_ text: String) throws(ServiceError) -> [Token] {
    var rest = Substring(text), result: [Token] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "#" || first == ":" || first.isLetter || first == "_" {
        rest.removeFirst()
        let name = String(first) + rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(name.count - 1)
        result.append(first == "#" ? .placeholder(name) : first == ":" ? .value(name) : .word(name))
      } else if first.isASCII, first.isNumber, let number = Int(rest.prefix { $0.isNumber }) {
        rest = rest.drop { $0.isNumber }
        result.append(.number(number))
      } else if let symbol = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", "[", "]", "+", "-"].first(where: {
        rest.hasPrefix($0)
      }) {
        rest = rest.dropFirst(symbol.count)
        result.append(.symbol(symbol))
      } else {
        throw .invalid("Invalid \(kind): Syntax error; token: \"\(first)\"", .expressions)
      }
    }
    return result
  }

  // MARK: Tokens

  var isAtEnd: Bool { tokens.isEmpty }
  var next: Token? { tokens.first }
  var afterNext: Token? { tokens.dropFirst().first }
  mutating func advance() { tokens = tokens.dropFirst() }

  func isNext(keyword: String) -> Bool {
    if case .word(let word)? = tokens.first { return word.uppercased() == keyword }
    return false
  }
  mutating func takes(keyword: String) -> Bool {
    guard isNext(keyword: keyword) else { return false }
    advance()
    return true
  }
  mutating func takes(_ symbol: String) -> Bool {
    guard tokens.first == .symbol(symbol) else { return false }
    advance()
    return true
  }
  mutating func expect(_ symbol: String) throws(ServiceError) {
    guard takes(symbol) else { throw unexpected }
  }
  mutating func expect(keyword: String) throws(ServiceError) {
    guard takes(keyword: keyword) else { throw unexpected }
  }
  var unexpected: ServiceError {
    .invalid("Invalid \(kind): Syntax error; token: \"\(tokens.first?.text ?? "<EOF>")\"", .expressions)
  }

  // MARK: Paths and values

  mutating func path() throws(ServiceError) -> DocumentPath {
    let attribute = try pathName()
    var steps: [DocumentPath.Step] = []
    while true {
      if takes(".") {
        steps.append(.member(try pathName()))
      } else if takes("[") {
        guard case .number(let index)? = next else { throw unexpected }
        advance()
        try expect("]")
        steps.append(.element(index))
      } else {
        return DocumentPath(attribute: attribute, steps: steps)
      }
    }
  }

  private mutating func pathName() throws(ServiceError) -> String {
    switch next {
    case .word(let name)?:
      advance()
      return name
    case .placeholder(let placeholder)?:
      guard let name = substitutions.names[placeholder] else {
        throw .invalid(
          "Invalid \(kind): An expression attribute name used in the document path is not defined; attribute name: "
            + placeholder, .expressions)
      }
      usedNames.insert(placeholder)
      advance()
      return name
    default: throw unexpected
    }
  }

  mutating func value() throws(ServiceError) -> AttributeValue {
    guard case .value(let placeholder)? = next else { throw unexpected }
    guard let value = substitutions.values[placeholder] else {
      throw .invalid(
        "Invalid \(kind): An expression attribute value used in expression is not defined; attribute value: "
          + placeholder, .expressions)
    }
    usedValues.insert(placeholder)
    advance()
    return value
  }
}

extension Substitutions {
  /// - Throws: `ValidationException` for a name or value that no expression uses.
  func checkUsed(by readers: [ExpressionReader]) throws(ServiceError) {
    let idleNames = Set(names.keys).subtracting(readers.flatMap(\.usedNames)).sorted()
    guard idleNames.isEmpty else {
      throw .invalid(
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {\(idleNames.joined(separator: ", "))}",
        .expressions)
    }
    let idleValues = Set(values.keys).subtracting(readers.flatMap(\.usedValues)).sorted()
    guard idleValues.isEmpty else {
      throw .invalid(
        """
        Value provided in ExpressionAttributeValues unused in expressions: keys: {\(idleValues.joined(separator: ", "))}
        """, .expressions)
    }
  }
}

extension Rule {
  public static let expressions = Rule(
    "dynamodb.expressions",
    """
    Expressions compare with = <> < <= > >= BETWEEN IN, combine with AND OR NOT, and know attribute_exists, \
    attribute_not_exists, attribute_type, begins_with, contains and size.
    """, source: "DynamoDB Developer Guide: Expressions")
}
