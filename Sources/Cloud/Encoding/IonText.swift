import Simulation

/// Items in Amazon Ion's text form, as DynamoDB writes it: decimals for numbers, blobs for binaries, and lists with a
/// `$dynamodb_SS` annotation for sets.
public enum IonText {
  /// One struct on one line, without the version marker.
  public static func write(_ members: [(name: String, value: AttributeValue)]) -> String {
    "{" + members.map { "\(symbol($0.name)):\(write($0.value))" }.joined(separator: ",") + "}"
  }
  public static func write(_ item: Item) -> String {
    write(item.attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private static func write(_ value: AttributeValue) -> String {
    switch value {
    case .string(let text): text.quotedJSON
    case .number(let number): decimal(number)
    case .binary(let bytes): "{{\(Base64.encode(bytes))}}"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null: "null"
    case .list(let elements): "[" + elements.map(write).joined(separator: ",") + "]"
    case .map(let members): write(Item(members))
    case .stringSet(let members): "$dynamodb_SS::[" + members.map(\.quotedJSON).joined(separator: ",") + "]"
    case .numberSet(let members): "$dynamodb_NS::[" + members.map(decimal).joined(separator: ",") + "]"
    case .binarySet(let members):
      "$dynamodb_BS::[" + members.map { "{{\(Base64.encode($0))}}" }.joined(separator: ",") + "]"
    }
  }
  /// `1.`, `1.5`, `1d20`: Ion's decimals, not its integers or floats.
  private static func decimal(_ number: DecimalNumber) -> String {
    let text = number.description.replacing("E", with: "d").replacing("d+", with: "d")
    return text.contains(".") || text.contains("d") ? text : text + "."
  }
  private static func symbol(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        || byte == 0x24
    }
    guard isPlain, let first = name.utf8.first, !(0x30...0x39).contains(first),
      !["null", "true", "false", "nan"].contains(name)
    else {
      let quoted = name.quotedJSON.dropFirst().dropLast().replacing("\\\"", with: "\"").replacing("'", with: "\\'")
      return "'\(quoted)'"
    }
    return name
  }

  /// The members of one top-level struct; nil for what is not one, or is beyond what DynamoDB writes.
  public static func read(_ line: some StringProtocol) -> [String: AttributeValue]? {
    var parser = Parser(bytes: Array(line.utf8))
    if parser.word("$ion_1_0") {}
    guard case .map(let members)? = parser.value(depth: 0), parser.isAtEnd() else { return nil }
    return members
  }

  private struct Parser {
    let bytes: [UInt8]
    var at = 0
    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip() { while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 } }
    mutating func isAtEnd() -> Bool {
      skip()
      return at == bytes.count
    }
    mutating func word(_ word: String) -> Bool {
      skip()
      guard bytes[at...].starts(with: word.utf8) else { return false }
      at += word.utf8.count
      return true
    }

    mutating func value(depth: Int) -> AttributeValue? {
      guard depth <= JSONValue.depthMax else { return nil }
      if word("$dynamodb_SS::") { return set { $0.text.map { .string($0) } } }
      if word("$dynamodb_NS::") { return set { $0.scalar() } }
      if word("$dynamodb_BS::") { return set { $0.blob() } }
      if word("{{") {
        at -= 2
        return blob()
      }
      if word("{") { return members(depth) }
      if word("[") { return elements(depth) }
      if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { return text.map { .string($0) } }
      return scalar()
    }

    private mutating func members(_ depth: Int) -> AttributeValue? {
      var members: [String: AttributeValue] = [:]
      if word("}") { return .map([:]) }
      repeat {
        skip()
        guard let name = name(), word(":"), let value = value(depth: depth + 1) else { return nil }
        members[name] = value
      } while word(",")
      return word("}") ? .map(members) : nil
    }
    private mutating func elements(_ depth: Int) -> AttributeValue? {
      var elements: [AttributeValue] = []
      if word("]") { return .list([]) }
      repeat {
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
      } while word(",")
      return word("]") ? .list(elements) : nil
    }
    private mutating func set(_ element: (inout Parser) -> AttributeValue?) -> AttributeValue? {
      guard word("[") else { return nil }
      var found: [AttributeValue] = []
      repeat {
        skip()
        guard let value = element(&self) else { return nil }
        found.append(value)
      } while word(",")
      guard word("]") else { return nil }
      var strings: [String] = [], numbers: [DecimalNumber] = [], binaries: [[UInt8]] = []
      for value in found {
        switch value {
        case .string(let text): strings.append(text)
        case .number(let number): numbers.append(number)
        case .binary(let bytes): binaries.append(bytes)
        default: return nil
        }
      }
      if strings.count == found.count { return .strings(strings) }
      if numbers.count == found.count { return .numbers(numbers) }
      return binaries.count == found.count ? .binaries(binaries) : nil
    }
    private mutating func blob() -> AttributeValue? {
      guard word("{{") else { return nil }
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: "}") { at += 1 }
      let text = String(decoding: bytes[start..<at].filter { $0 > 0x20 }, as: UTF8.self)
      guard word("}}"), let decoded = Base64.decode(text) else { return nil }
      return .binary(decoded)
    }

    /// The string in double quotes that begins here.
    private var text: String? {
      mutating get { quoted(UInt8(ascii: "\"")) }
    }
    private mutating func name() -> String? {
      guard at < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: "'") { return quoted(UInt8(ascii: "'")) }
      if bytes[at] == UInt8(ascii: "\"") { return text }
      let start = at
      while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
      return at == start ? nil : String(decoding: bytes[start..<at], as: UTF8.self)
    }
    private func isWordByte(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        || byte == 0x24
    }
    private mutating func quoted(_ quote: UInt8) -> String? {
      guard at < bytes.count, bytes[at] == quote else { return nil }
      var end = at + 1
      while end < bytes.count, bytes[end] != quote { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
      guard end < bytes.count else { return nil }
      let inner = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
      at = end + 1
      let escaped = quote == UInt8(ascii: "'") ? inner.replacing("\\'", with: "'").replacing("\"", with: "\\\"") : inner
      return JSONValue("\"\(escaped)\"")?.text
    }
    private mutating func scalar() -> AttributeValue? {
      skip()
      let start = at
      while at < bytes.count, isWordByte(bytes[at]) || "+-.".utf8.contains(bytes[at]) { at += 1 }
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      switch word {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      case "null": return .null
      default:
        var digits = word.replacing("d", with: "E").replacing("D", with: "E").replacing("_", with: "")
        if digits.hasSuffix(".") { digits.removeLast() }
        digits = digits.replacing(".E", with: "E")
        return (try? DecimalNumber(digits)).map { .number($0) }
      }
    }
  }
}
