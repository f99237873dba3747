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
    var distinct: [String] = []
    for member in members.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !(distinct.last?.utf8.elementsEqual(member.utf8) ?? false) { distinct.append(member) }
    return .stringSet(distinct)
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

extension AttributeValue {
  /// Byte for byte: two strings that look the same and are encoded differently are different values, in keys too.
  public static func == (left: AttributeValue, right: AttributeValue) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): left == right
    case (.binary(let left), .binary(let right)): left == right
    case (.boolean(let left), .boolean(let right)): left == right
    case (.null, .null): true
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    case (.stringSet(let left), .stringSet(let right)):
      left.elementsEqual(right) { $0.utf8.elementsEqual($1.utf8) }
    case (.numberSet(let left), .numberSet(let right)): left == right
    case (.binarySet(let left), .binarySet(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(typeName)
    switch self {
    case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .number(let number): hasher.combine(number)
    case .binary(let bytes): hasher.combine(bytes)
    case .boolean(let boolean): hasher.combine(boolean)
    case .null: break
    case .list(let elements): hasher.combine(elements)
    case .map(let members): hasher.combine(members)
    case .stringSet(let members): hasher.combine(members)
    case .numberSet(let members): hasher.combine(members)
    case .binarySet(let members): hasher.combine(members)
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

extension AttributeValue {
  /// Why no item may have this value, as the service says it; nil when it may.
  var fault: String? {
    let invalid = "One or more parameter values were invalid: "
    // The service's own two blanks.
    switch self {
    case .string, .number, .binary, .boolean, .null: return nil
    case .stringSet(let members):
      if members.isEmpty { return invalid + "An string set  may not be empty" }
      return Self.repeated(members.map { AttributeValue.string($0) })
    case .numberSet(let members):
      if members.isEmpty { return invalid + "An number set  may not be empty" }
      return Self.repeated(members.map { AttributeValue.number($0) })
    case .binarySet(let members):
      if members.isEmpty { return invalid + "Binary sets should not be empty" }
      return Self.repeated(members.map { AttributeValue.binary($0) })
    case .list(let elements):
      if depth > Item.depthMax { return Self.tooDeep }
      return elements.lazy.compactMap(\.fault).first
    case .map(let members):
      if depth > Item.depthMax { return Self.tooDeep }
      return members.sorted { $0.key < $1.key }.lazy.compactMap(\.value.fault).first
    }
  }

  private static let tooDeep = "Nesting Levels have exceeded supported limits: Nesting level limit is 32"

  private static func repeated(_ members: [AttributeValue]) -> String? {
    guard Set(members).count < members.count else { return nil }
    let texts = members.map { member in
      if case .string(let text) = member { text } else { member.description }
    }
    return "One or more parameter values were invalid: Input collection [\(texts.joined(separator: ", "))] contains "
      + "duplicates."
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

extension Misconception {
  public static let namesAreFree = Misconception(
    "names-are-free", contradicts: .itemSize, says: "Only values count; the names of attributes take no room.")
}
