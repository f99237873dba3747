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
    for (_, value) in attributes {  // which of several offenders is named makes no difference to the message
      guard value.depth <= Self.depthMax else {
        throw ServiceError(
          "ValidationException", "Nesting Levels have exceeded supported limits: Nesting level limit is 32",
          rule: .itemLimits)
      }
      switch value {
      case .stringSet(let members) where members.isEmpty: throw Self.emptySet("An string set may not be empty")
      case .numberSet(let members) where members.isEmpty: throw Self.emptySet("An number set may not be empty")
      case .binarySet(let members) where members.isEmpty: throw Self.emptySet("Binary sets should not be empty")
      default: break
      }
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
