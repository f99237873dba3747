import Simulation

/// What an expression is made of.
enum Token: Hashable {
  case word(String), placeholder(String), value(String), number(Int), symbol(String)
}

/// Reads an expression token by token, resolves its placeholders, and remembers which it used.
struct ExpressionReader {
  static let bytesMax = 4_096
  static let operatorsMax = 300
  static let depthMax = 64
  /// As in messages: `ConditionExpression`.
  let kind: String
  let substitutions: Substitutions
  private let source: [UInt8]
  private var tokens: [Token] = [], places: [Range<Int>] = []
  private(set) var position = 0
  private(set) var usedNames: Set<String> = [], usedValues: Set<String> = []
  private var operators = 0
  var depth = 0
  /// Where the last group in parentheses began and ended.
  var group: Range<Int>?

  init(_ text: String, kind: String, _ substitutions: Substitutions) throws(ServiceError) {
    (self.kind, self.substitutions, source) = (kind, substitutions, Array(text.utf8))
    guard source.contains(where: { !Self.isSpace($0) }) else { throw invalid("The expression can not be empty;") }
    guard source.count <= Self.bytesMax else {
      throw invalid("Expression size has exceeded the maximum allowed size; expression size: \(source.count)")
    }
    try tokenize()
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static let symbols = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", "[", "]", "+", "-"]

  private mutating func tokenize() throws(ServiceError) {
    var index = 0
    while index < source.count {
      let first = source[index]
      if Self.isSpace(first) {
        index += 1
        continue
      }
      var end = index + 1
      let token: Token
      if first == 0x23 || first == 0x3A || first.isNameStart {
        while end < source.count, source[end].isNameByte { end += 1 }
        let name = String(decoding: source[index..<end], as: UTF8.self)
        token = first == 0x23 ? .placeholder(name) : first == 0x3A ? .value(name) : .word(name)
      } else if (0x30...0x39).contains(first) {
        while end < source.count, (0x30...0x39).contains(source[end]) { end += 1 }
        guard let number = Int(String(decoding: source[index..<end], as: UTF8.self)) else {
          throw unexpected(index..<end, after: places.last)
        }
        token = .number(number)
      } else if let symbol = Self.symbols.first(where: { source[index...].starts(with: $0.utf8) }) {
        end = index + symbol.utf8.count
        token = .symbol(symbol)
      } else {
        while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
        throw unexpected(index..<end, after: places.last)
      }
      tokens.append(token)
      places.append(index..<end)
      index = end
    }
  }

  // MARK: Tokens

  var isAtEnd: Bool { position == tokens.count }
  var next: Token? { position < tokens.count ? tokens[position] : nil }
  var afterNext: Token? { position + 1 < tokens.count ? tokens[position + 1] : nil }
  mutating func advance() { position += 1 }

  func isNext(keyword: String) -> Bool {
    if case .word(let word)? = next { return word.uppercased() == keyword }
    return false
  }
  mutating func takes(keyword: String) -> Bool {
    guard isNext(keyword: keyword) else { return false }
    advance()
    return true
  }
  mutating func takes(_ symbol: String) -> Bool {
    guard next == .symbol(symbol) else { return false }
    advance()
    return true
  }
  mutating func expect(_ symbol: String) throws(ServiceError) {
    guard takes(symbol) else { throw unexpected }
  }
  mutating func expect(keyword: String) throws(ServiceError) {
    guard takes(keyword: keyword) else { throw unexpected }
  }

  /// Counts an operator or function.
  mutating func countOperator() throws(ServiceError) {
    operators += 1
    guard operators <= Self.operatorsMax else {
      throw invalid(
        "The expression has more operators than the maximum allowed number; maximum: \(Self.operatorsMax)")
    }
  }

  /// One level further down; `depth` goes back up with the caller.
  mutating func descend() throws(ServiceError) {
    depth += 1
    guard depth <= Self.depthMax else { throw invalid("The expression is nested deeper than \(Self.depthMax) levels") }
  }

  // MARK: Errors

  func invalid(_ reason: String) -> ServiceError { .invalid("Invalid \(kind): \(reason)", .expressions) }

  var unexpected: ServiceError {
    let previous = position > 0 && position <= places.count ? places[position - 1] : nil
    guard position < places.count else { return unexpected(source.count..<source.count, after: previous) }
    let following = position + 1 < places.count ? places[position + 1].upperBound : nil
    return unexpected(places[position], after: previous, upTo: following)
  }

  /// Shows the token and the text from the one before to the one after it.
  private func unexpected(_ place: Range<Int>, after previous: Range<Int>?, upTo end: Int? = nil) -> ServiceError {
    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }
    let token = place.isEmpty ? "<EOF>" : text(place)
    let near = text((previous?.lowerBound ?? place.lowerBound)..<(end ?? place.upperBound))
    return invalid("Syntax error; token: \"\(token)\", near: \"\(near)\"")
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
        guard steps.count < Item.depthMax else {
          throw invalid("The document path has too many nesting elements; nesting levels: \(steps.count + 1)")
        }
        return DocumentPath(attribute: attribute, steps: steps)
      }
    }
  }

  private mutating func pathName() throws(ServiceError) -> String {
    switch next {
    case .word(let name)?:
      guard !ReservedWords.contains(name) else {
        throw invalid("Attribute name is a reserved keyword; reserved keyword: \(name)")
      }
      advance()
      return name
    case .placeholder(let placeholder)?:
      guard let name = substitutions.names[placeholder] else {
        throw invalid(
          "An expression attribute name used in the document path is not defined; attribute name: \(placeholder)")
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
      throw invalid(
        "An expression attribute value used in expression is not defined; attribute value: \(placeholder)")
    }
    usedValues.insert(placeholder)
    advance()
    return value
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
