import Simulation

/// What a PartiQL statement is made of.
enum PartiQLToken: Hashable {
  /// As written; keywords are words too.
  case word(String)
  /// `"a name in double quotes"`.
  case quoted(String)
  /// `'text'`.
  case text(String)
  case number(String)
  case symbol(String)
  case parameter
}

/// Cuts a statement into tokens and hands them out.
struct PartiQLReader {
  static let statementBytesMax = 8_192
  private var tokens: [PartiQLToken] = [], places: [Int] = []
  private(set) var position = 0
  private var parameters: ArraySlice<AttributeValue>
  var depth = 0

  init(_ statement: String, _ parameters: [AttributeValue]) throws(ServiceError) {
    self.parameters = parameters[...]
    guard (1...Self.statementBytesMax).contains(statement.utf8.count) else {
      throw .invalid(
        "1 validation error detected: Value at 'statement' failed to satisfy constraint: Member must have length "
          + (statement.isEmpty ? "greater than or equal to 1" : "less than or equal to \(Self.statementBytesMax)"),
        .partiQL)
    }
    for parameter in parameters {
      if let fault = parameter.fault { throw .invalid(fault, .partiQL) }
    }
    try tokenize(Array(statement.utf8))
    let wanted = tokens.count { $0 == .parameter }
    guard wanted == parameters.count else {
      throw .invalid("Number of parameters in request and statement don't match.", .partiQL)
    }
  }

  private static let symbols = ["<<", ">>", "<>", "!=", "<=", ">=", "||"] + "=<>()[]{},.:*+-/%".map(String.init)

  private mutating func tokenize(_ source: [UInt8]) throws(ServiceError) {
    var index = 0
    while index < source.count {
      let first = source[index]
      var end = index + 1
      switch first {
      case 0x20, 0x09...0x0D: break
      case 0x22, 0x27:
        var bytes: [UInt8] = []
        while true {
          guard end < source.count else { throw .malformed("unterminated string at \(index + 1)") }
          // A quote is doubled inside its own quotes.
          if source[end] == first {
            guard end + 1 < source.count, source[end + 1] == first else { break }
            end += 1
          }
          bytes.append(source[end])
          end += 1
        }
        end += 1
        let text = String(decoding: bytes, as: UTF8.self)
        append(first == 0x22 ? .quoted(text) : .text(text), index)
      case 0x3F: append(.parameter, index)
      case 0x30...0x39:
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        while end < source.count, isDigit(source[end]) || source[end] == 0x2E { end += 1 }
        if end < source.count, source[end] | 0x20 == 0x65 {
          end += 1
          if end < source.count, source[end] == 0x2B || source[end] == 0x2D { end += 1 }
          while end < source.count, isDigit(source[end]) { end += 1 }
        }
        append(.number(String(decoding: source[index..<end], as: UTF8.self)), index)
      case _ where first.isNameStart:
        while end < source.count, source[end].isNameByte || source[end] == 0x24 { end += 1 }
        append(.word(String(decoding: source[index..<end], as: UTF8.self)), index)
      default:
        guard let symbol = Self.symbols.first(where: { source[index...].starts(with: $0.utf8) }) else {
          throw .malformed("unexpected character at \(index + 1)")
        }
        end = index + symbol.utf8.count
        append(.symbol(symbol), index)
      }
      index = end
    }
  }

  private mutating func append(_ token: PartiQLToken, _ place: Int) {
    tokens.append(token)
    places.append(place + 1)
  }

  var next: PartiQLToken? { position < tokens.count ? tokens[position] : nil }
  var afterNext: PartiQLToken? { position + 1 < tokens.count ? tokens[position + 1] : nil }
  var isAtEnd: Bool { next == nil }
  mutating func advance() { position += 1 }

  func isNext(_ keywords: String...) -> Bool {
    guard case .word(let word)? = next else { return false }
    return keywords.contains(word.uppercased())
  }
  mutating func takes(_ keyword: String) -> Bool {
    guard isNext(keyword) else { return false }
    advance()
    return true
  }
  mutating func takes(symbol: String) -> Bool {
    guard next == .symbol(symbol) else { return false }
    advance()
    return true
  }
  mutating func expect(_ keyword: String) throws(ServiceError) {
    guard takes(keyword) else { throw unexpected }
  }
  mutating func expect(symbol: String) throws(ServiceError) {
    guard takes(symbol: symbol) else { throw unexpected }
  }
  /// The value of the next `?`.
  mutating func parameter() -> AttributeValue {
    advance()
    return parameters.removeFirst()
  }

  mutating func descend() throws(ServiceError) {
    depth += 1
    guard depth <= ExpressionReader.depthMax else {
      throw .malformed("nested deeper than \(ExpressionReader.depthMax) levels")
    }
  }

  var unexpected: ServiceError {
    .malformed(isAtEnd ? "unexpected end of statement" : "unexpected term at \(places[position])")
  }
}

extension ServiceError {
  static func malformed(_ reason: String) -> ServiceError {
    .invalid("Statement wasn't well formed, can't be processed: \(reason)", .partiQL)
  }
}

extension Rule {
  public static let partiQL = Rule(
    "dynamodb.partiql",
    """
    PartiQL statements select, insert, update and delete items with the same checks and costs as the operations; a \
    SELECT without the partition key reads the whole table.
    """, source: "DynamoDB Developer Guide: PartiQL, a SQL-compatible query language for DynamoDB")
}
