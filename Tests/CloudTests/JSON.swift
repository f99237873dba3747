import Foundation

/// A JSON value whose numbers keep their digits.
indirect enum JSON: Decodable, Equatable, CustomStringConvertible {
  case null, bool(Bool), number(Decimal), string(String), array([JSON]), object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Decimal.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON {
    if case .object(let members) = self { return members[key] ?? .null }
    return .null
  }
  var members: [(key: String, value: JSON)] {
    if case .object(let members) = self { return members.sorted { $0.key < $1.key } }
    return []
  }
  var elements: [JSON] {
    if case .array(let elements) = self { return elements }
    return []
  }
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }
  var decimal: Decimal? {
    if case .number(let number) = self { return number }
    return nil
  }
  var int: Int? { decimal.map { NSDecimalNumber(decimal: $0).intValue } }
  var isTrue: Bool { self == .bool(true) }
  var isNull: Bool { self == .null }

  /// Money and fractions are decimal strings; what has more digits than expected is rounded half up to as many.
  func matches(_ actual: JSON) -> Bool {
    switch (self, actual) {
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
    case (.object(let left), .object(let right)):
      return Set(left.keys) == Set(right.keys) && left.allSatisfy { $0.value.matches(right[$0.key]!) }
    case (.string(let text), _), (.number, .string(let text)):
      if self == actual { return true }
      guard let wanted = asDecimal, var got = actual.asDecimal, !text.contains(where: \.isLetter) else { return false }
      let places = self.text.map { $0.contains(".") ? $0.count - $0.firstIndex(of: ".")!.utf16Offset(in: $0) - 1 : 0 }
      var rounded = Decimal()
      NSDecimalRound(&rounded, &got, places ?? 12, .plain)
      return wanted == rounded
    default: return self == actual
    }
  }
  private var asDecimal: Decimal? { decimal ?? text.flatMap { Decimal(string: $0) } }

  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): "\(number)"
    case .string(let text): "\"\(text)\""
    case .array(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .object: "{" + members.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(Decimal(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Dictionary(elements) { $1 }) }
  init(nilLiteral: ()) { self = .null }
  init(_ value: Int) { self = .number(Decimal(value)) }
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  init(_ value: Bool) { self = .bool(value) }
}
