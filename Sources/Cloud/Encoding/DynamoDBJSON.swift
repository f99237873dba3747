import Simulation

/// Items in DynamoDB's JSON: `{"id":{"S":"a"},"n":{"N":"1"}}`.
extension Item {
  public var dynamoDBJSON: JSONValue {
    .object(attributes.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.dynamoDBJSON) })
  }

  /// Nil for what is not an item in DynamoDB's JSON.
  public init?(dynamoDBJSON json: JSONValue) {
    guard case .object(let members) = json else { return nil }
    var attributes: [String: AttributeValue] = [:]
    for member in members {
      guard let value = AttributeValue(dynamoDBJSON: member.value) else { return nil }
      attributes[member.name] = value
    }
    self.init(attributes)
  }
}

extension AttributeValue {
  var dynamoDBJSON: JSONValue {
    let value: JSONValue =
      switch self {
      case .string(let text): .string(text)
      case .number(let number): .string(number.description)
      case .binary(let bytes): .string(Base64.encode(bytes))
      case .boolean(let boolean): .boolean(boolean)
      case .null: .boolean(true)
      case .list(let elements): .array(elements.map(\.dynamoDBJSON))
      case .map(let members): Item(members).dynamoDBJSON
      case .stringSet(let members): .array(members.map { .string($0) })
      case .numberSet(let members): .array(members.map { .string($0.description) })
      case .binarySet(let members): .array(members.map { .string(Base64.encode($0)) })
      }
    return .object([.init(typeName, value)])
  }

  init?(dynamoDBJSON json: JSONValue) {
    guard case .object(let members) = json, members.count == 1 else { return nil }
    func texts(_ value: JSONValue) -> [String]? {
      guard case .array(let elements) = value, !elements.isEmpty else { return nil }
      let texts = elements.compactMap(\.text)
      return texts.count == elements.count ? texts : nil
    }
    switch (members[0].name, members[0].value) {
    case ("S", .string(let text)): self = .string(text)
    case ("N", .string(let text)):
      guard let number = try? DecimalNumber(text) else { return nil }
      self = .number(number)
    case ("B", .string(let text)):
      guard let bytes = Base64.decode(text) else { return nil }
      self = .binary(bytes)
    case ("BOOL", .boolean(let boolean)): self = .boolean(boolean)
    case ("NULL", .boolean(true)): self = .null
    case ("L", .array(let elements)):
      let values = elements.compactMap { AttributeValue(dynamoDBJSON: $0) }
      guard values.count == elements.count else { return nil }
      self = .list(values)
    case ("M", let map):
      guard let item = Item(dynamoDBJSON: map) else { return nil }
      self = .map(item.attributes)
    case ("SS", let value):
      guard let members = texts(value) else { return nil }
      self = .strings(members)
    case ("NS", let value):
      guard let members = texts(value) else { return nil }
      let numbers = members.compactMap { try? DecimalNumber($0) }
      guard numbers.count == members.count else { return nil }
      self = .numbers(numbers)
    case ("BS", let value):
      guard let members = texts(value) else { return nil }
      let binaries = members.compactMap { Base64.decode($0) }
      guard binaries.count == members.count else { return nil }
      self = .binaries(binaries)
    default: return nil
    }
  }
}
