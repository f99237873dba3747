import Simulation

/// A value of an attribute, in DynamoDB's ten types.
public indirect enum AttributeValue: Hashable, Sendable, Codable {
  case string(String)
  case number(DecimalNumber)
  case binary([UInt8])
  case boolean(Bool)
  case null
  case list([AttributeValue])
  case map([String: AttributeValue])
  /// Sets are kept sorted and without doubles; make them with the functions below.
  case stringSet([String])
  case numberSet([DecimalNumber])
  case binarySet([[UInt8]])

  public static func number(_ integer: Int) -> AttributeValue { .number(DecimalNumber(integer)) }
  public static func strings(_ members: some Sequence<String>) -> AttributeValue {
    .stringSet(Set(members).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
  public static func numbers(_ members: some Sequence<DecimalNumber>) -> AttributeValue {
    .numberSet(Set(members).sorted())
  }
  public static func binaries(_ members: some Sequence<[UInt8]>) -> AttributeValue {
    .binarySet(Set(members).sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// The type's letters in the API: `S`, `N`, `BOOL`, ….
  public var typeName: String {
    switch self {
    case .string: "S"
    case .number: "N"
    case .binary: "B"
    case .boolean: "BOOL"
    case .null: "NULL"
    case .list: "L"
    case .map: "M"
    case .stringSet: "SS"
    case .numberSet: "NS"
    case .binarySet: "BS"
    }
  }
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension AttributeValue {
  /// Bytes as DynamoDB counts them.
  public var size: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .number(let number): Self.size(of: number)
    case .binary(let bytes): bytes.count
    case .boolean, .null: 1
    case .list(let elements): 3 + elements.reduce(0) { $0 + $1.size + 1 }
    case .map(let members): 3 + members.reduce(0) { $0 + $1.key.utf8.count + $1.value.size + 1 }
    case .stringSet(let members): members.reduce(0) { $0 + $1.utf8.count }
    case .numberSet(let members): members.reduce(0) { $0 + Self.size(of: $1) }
    case .binarySet(let members): members.reduce(0) { $0 + $1.count }
    }
  }

  private static func size(of number: DecimalNumber) -> Int {
    (number.digits + 1) / 2 + 1 + (number.isNegative ? 1 : 0)
  }

  /// How deep lists and maps are nested; 0 for a plain value.
  var depth: Int {
    switch self {
    case .list(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .map(let members): 1 + (members.values.map(\.depth).max() ?? 0)
    case .string, .number, .binary, .boolean, .null, .stringSet, .numberSet, .binarySet: 0
    }
  }
}

extension AttributeValue: CustomStringConvertible {
  /// Short, for people: `"user1"`, `5`, `[1 "a"]`, `{color: "red"}`.
  public var description: String {
    switch self {
    case .string(let text): text.quotedJSON
    case .number(let number): number.description
    case .binary(let bytes): "<\(bytes.count) bytes>"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null: "null"
    case .list(let elements): "[" + elements.map(\.description).joined(separator: " ") + "]"
    case .map(let members): Item.text(of: members)
    case .stringSet(let members): "{" + members.map(\.quotedJSON).joined(separator: " ") + "}"
    case .numberSet(let members): "{" + members.map(\.description).joined(separator: " ") + "}"
    case .binarySet(let members): "{" + members.map { "<\($0.count) bytes>" }.joined(separator: " ") + "}"
    }
  }
}

extension Rule {
  public static let itemSize = Rule(
    "dynamodb.item.size",
    """
    An item's size is the sum of its attributes: the UTF-8 bytes of the name and of the value. A number takes about one \
    byte for two digits and one more; a list or map three bytes and one for each element.
    """, source: "DynamoDB Developer Guide: DynamoDB item sizes and formats")
}
