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

  /// Bytes of the names of its attributes.
  var nameBytes: Int { attributes.reduce(0) { $0 + $1.key.utf8.count } }

  /// - Throws: `ValidationException` for an item that is too big or nested too deep, or has an empty set.
  func checkedSize() throws(ServiceError) -> Int {
    // Of several offenders the first by name is reported, so that one item has one error.
    for offender in attributes.filter({ $0.value.fault != nil }).sorted(by: { $0.key < $1.key }).prefix(1) {
      throw .invalid(offender.value.fault!, .itemLimits)
    }
    let size = size
    guard size <= Self.sizeMax else { throw .invalid("Item size has exceeded the maximum allowed size", .itemLimits) }
    return size
  }

  /// The same for what an update makes of an item, in the words that updates have for it.
  func checkedUpdateSize() throws(ServiceError) -> Int {
    let size = size
    guard size <= Self.sizeMax else {
      throw .invalid("Item size to update has exceeded the maximum allowed size", .itemLimits)
    }
    return try checkedSize()
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
