import Simulation

/// An item: attributes by name. At most 409,600 bytes.
public struct Item: Hashable, Sendable, Codable {
  public var attributes: [String: AttributeValue]

  public init(_ attributes: [String: AttributeValue] = [:]) { self.attributes = attributes }

  public subscript(name: String) -> AttributeValue? {
    get { attributes[name] }
    set { attributes[name] = newValue }
  }

  public static let sizeMax = 409_600
  public static let depthMax = 32

  /// Bytes as DynamoDB counts them for the limit and for capacity.
  public var size: Int { attributes.reduce(0) { $0 + $1.key.utf8.count + $1.value.size } }

  /// - Throws: `ValidationException` for an item that is too big or nested too deep, or has an empty set.
  func checkedSize() throws(ServiceError) -> Int {
    // Of several offenders the first by name is reported, so that one item has one error.
    let offender = attributes.filter { $0.value.depth > Self.depthMax || $0.value.isEmptySet }
      .min { $0.key < $1.key }?.value
    switch offender {
    case nil: break
    case .stringSet?: throw Self.emptySet("An string set may not be empty")
    case .numberSet?: throw Self.emptySet("An number set may not be empty")
    case .binarySet?: throw Self.emptySet("Binary sets should not be empty")
    default:
      throw ServiceError(
        "ValidationException", "Nesting Levels have exceeded supported limits: Nesting level limit is 32",
        rule: .itemLimits)
    }
    let size = size
    guard size <= Self.sizeMax else {
      throw ServiceError(
        "ValidationException", "Item size has exceeded the maximum allowed size", rule: .itemLimits)
    }
    return size
  }

  private static func emptySet(_ reason: String) -> ServiceError {
    ServiceError(
      "ValidationException", "One or more parameter values were invalid: \(reason)", rule: .itemLimits)
  }
}

extension AttributeValue {
  fileprivate var isEmptySet: Bool {
    switch self {
    case .stringSet(let members): members.isEmpty
    case .numberSet(let members): members.isEmpty
    case .binarySet(let members): members.isEmpty
    case .string, .number, .binary, .boolean, .null, .list, .map: false
    }
  }
}

extension Item: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, AttributeValue)...) {
    attributes = Dictionary(elements) { _, last in last }
  }
}

extension Item: CustomStringConvertible {
  public var description: String { Self.text(of: attributes) }

  /// Sorted by name, so that one item has one text.
  static func text(of attributes: [String: AttributeValue]) -> String {
    "{" + attributes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }
}

extension Rule {
  public static let itemLimits = Rule(
    "dynamodb.item.limits",
    "An item has at most 400 KB (409,600 bytes), names included, and at most 32 levels of nesting.",
    source: "DynamoDB Developer Guide: Service, account, and table quotas")
}
