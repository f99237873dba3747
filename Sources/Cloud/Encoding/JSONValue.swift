import Simulation

/// A JSON text as a value. Numbers keep their digits; members keep their order.
public indirect enum JSONValue: Sendable, Hashable {
  case null, boolean(Bool), number(String), string(String), array([JSONValue]), object([Member])

  public struct Member: Sendable, Hashable {
    public let name: String
    public let value: JSONValue
    public init(_ name: String, _ value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }
  public var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// Without spaces.
  public var serialized: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): text.quotedJSON
    case .array(let elements): "[" + elements.map(\.serialized).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\($0.name.quotedJSON):\($0.value.serialized)" }.joined(separator: ",") + "}"
    }
  }

  /// Deepest nesting that is read.
  public static let depthMax = 128

  /// Nil for what is not one JSON text.
  public init?(_ text: some StringProtocol) {
    var parser = Parser(bytes: Array(text.utf8))
    guard let value = parser.value(depth: 0), parser.isAtEnd() else { return nil }
    self = value
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
    mutating func take(_ character: Character) -> Bool {
      skip()
      guard at < bytes.count, bytes[at] == character.asciiValue else { return false }
      at += 1
      return true
    }
    mutating func word(_ word: String) -> Bool {
      guard bytes[at...].starts(with: word.utf8) else { return false }
      at += word.utf8.count
      return true
    }

    mutating func value(depth: Int) -> JSONValue? {
      skip()
      guard depth <= JSONValue.depthMax, at < bytes.count else { return nil }
      switch bytes[at] {
      case UInt8(ascii: "{"): return object(depth)
      case UInt8(ascii: "["): return array(depth)
      case UInt8(ascii: "\""): return string().map { .string($0) }
      case UInt8(ascii: "t"): return word("true") ? .boolean(true) : nil
      case UInt8(ascii: "f"): return word("false") ? .boolean(false) : nil
      case UInt8(ascii: "n"): return word("null") ? .null : nil
      default: return number()
      }
    }

    private mutating func object(_ depth: Int) -> JSONValue? {
      at += 1
      var members: [Member] = []
      if take("}") { return .object([]) }
      repeat {
        skip()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let name = string(), take(":"),
          let value = value(depth: depth + 1)
        else { return nil }
        members.append(Member(name, value))
      } while take(",")
      return take("}") ? .object(members) : nil
    }

    private mutating func array(_ depth: Int) -> JSONValue? {
      at += 1
      var elements: [JSONValue] = []
      if take("]") { return .array([]) }
      repeat {
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
      } while take(",")
      return take("]") ? .array(elements) : nil
    }

    private mutating func number() -> JSONValue? {
      let start = at
      while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
      let digits = String(decoding: bytes[start..<at], as: UTF8.self)
      return Double(digits) == nil || digits.hasPrefix("+") || digits.hasPrefix(".") ? nil : .number(digits)
    }

    private mutating func string() -> String? {
      at += 1
      var text: [UInt8] = []
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
        case 0..<0x20: return nil
        case UInt8(ascii: "\\"):
          guard let scalar = escaped() else { return nil }
          text += Array(String(Character(scalar)).utf8)
        default: text.append(byte)
        }
      }
      return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
      guard at < bytes.count else { return nil }
      let letter = bytes[at]
      at += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "b"): return "\u{8}"
      case UInt8(ascii: "f"): return "\u{C}"
      case UInt8(ascii: "u"):
        guard let high = hexadecimal() else { return nil }
        guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
          return nil
        }
        at += 2
        guard let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      default: return nil
      }
    }
    private mutating func hexadecimal() -> UInt32? {
      guard at + 4 <= bytes.count else { return nil }
      defer { at += 4 }
      return UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    }
  }
}
