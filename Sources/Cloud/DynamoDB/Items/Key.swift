import Basics
import Simulation

public typealias TableName = String

/// The attributes that name an item.
public struct KeySchema: Hashable, Sendable, Codable {
  public enum KeyType: String, Sendable, Codable { case string = "S", number = "N", binary = "B" }
  public struct Attribute: Hashable, Sendable, Codable {
    public let name: String
    public let type: KeyType
    public init(_ name: String, _ type: KeyType) { (self.name, self.type) = (name, type) }
  }
  public let partition: Attribute
  public let sort: Attribute?

  public init(_ partition: String, _ type: KeyType = .string) {
    (self.partition, self.sort) = (Attribute(partition, type), nil)
  }
  public init(_ partition: Attribute, _ sort: Attribute) { (self.partition, self.sort) = (partition, sort) }

  var attributes: [Attribute] { [partition] + (sort.map { [$0] } ?? []) }
  var names: [String] { attributes.map(\.name) }
}

/// The primary key of one item. Ordered as a scan reads: by a hash of the partition key, then by sort key.
public struct Key: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Of the partition key: where in the table's space of partitions it lies.
  public let hash: UInt64
  public let partition: AttributeValue
  public let sort: AttributeValue?

  public init(_ partition: AttributeValue, _ sort: AttributeValue? = nil) {
    (self.partition, self.sort) = (partition, sort)
    hash = partition.keyHash
  }
  public static func == (left: Key, right: Key) -> Bool {
    left.hash == right.hash && left.partition == right.partition && left.sort == right.sort
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(hash)
    hasher.combine(sort)
  }
  public static func < (left: Key, right: Key) -> Bool {
    if left.hash != right.hash { return left.hash < right.hash }
    if left.partition != right.partition { return left.partition.keyPrecedes(right.partition) }
    guard let leftSort = left.sort, let rightSort = right.sort else { return left.sort == nil && right.sort != nil }
    return leftSort.keyPrecedes(rightSort)
  }
  public var description: String { sort.map { "\(partition)/\($0)" } ?? "\(partition)" }

  static func scanOrder(_ left: Key, _ right: Key) -> Bool { left < right }
}

extension KeySchema {
  /// The key of a whole item.
  /// - Throws: `ValidationException` when a key attribute is missing, of another type, empty, or too long.
  func key(of item: Item) throws(ServiceError) -> Key {
    let partition = try value(of: self.partition, in: item, bytesMax: Self.partitionBytesMax)
    guard let sort else { return Key(partition) }
    return Key(partition, try value(of: sort, in: item, bytesMax: Self.sortBytesMax))
  }

  /// The key given as a request's `Key`: its attributes and no others.
  func key(exactly item: Item) throws(ServiceError) -> Key {
    guard item.attributes.count == names.count, attributes.allSatisfy({ item[$0.name]?.typeName == $0.type.rawValue })
    else { throw .invalid("The provided key element does not match the schema", .keysNameItems) }
    return try key(of: item)
  }

  func item(of key: Key) -> Item {
    var item = Item([partition.name: key.partition])
    if let sort { item[sort.name] = key.sort }
    return item
  }

  private func value(of attribute: Attribute, in item: Item, bytesMax: Int) throws(ServiceError) -> AttributeValue {
    guard let value = item[attribute.name] else {
      throw ServiceError(
        "ValidationException",
        "One or more parameter values were invalid: Missing the key \(attribute.name) in the item",
        rule: .keysNameItems)
    }
    guard value.typeName == attribute.type.rawValue else {
      throw ServiceError(
        "ValidationException",
        """
        One or more parameter values were invalid: Type mismatch for key \(attribute.name) expected: \
        \(attribute.type.rawValue) actual: \(value.typeName)
        """, rule: .keysNameItems)
    }
    let bytes = value.size
    guard bytes > 0 else { throw .emptyKey(attribute.name, value) }
    guard bytes <= bytesMax else { throw .longKey(bytesMax) }
    return value
  }

  static let partitionBytesMax = 2_048, sortBytesMax = 1_024
}

extension ServiceError {
  static func emptyKey(_ name: String, _ value: AttributeValue) -> ServiceError {
    .invalid(
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
        + (value.typeName == "B" ? "binary" : "string") + " value. Key: \(name)", .keysNameItems)
  }
  /// In the service's own words, the missing blank included.
  static func longKey(_ bytesMax: Int) -> ServiceError {
    .invalid(
      "One or more parameter values were invalid: "
        + (bytesMax == KeySchema.partitionBytesMax
          ? "Size of hashkey has exceeded the maximum size limit of\(bytesMax) bytes"
          : "Aggregated size of all range keys has exceeded the size limit of \(bytesMax) bytes"),
      .keysNameItems)
  }
}

extension AttributeValue {
  /// Numbers by value, strings and binaries by their bytes.
  func keyPrecedes(_ other: AttributeValue) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)): left < right
    case (.string(let left), .string(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    case (.binary(let left), .binary(let right)): left.lexicographicallyPrecedes(right)
    default: false
    }
  }

  var keyHash: UInt64 {
    switch self {
    case .string(let text): stableHash(text)
    case .number(let number): stableHash(number.description)
    case .binary(let bytes): stableHash(bytes: bytes)
    default: 0
    }
  }
}

extension Rule {
  public static let itemsAreFree = Rule(
    "dynamodb.items.shape",
    """
    A table declares its key only: each item has attributes of its own, of any types, and values of different types are \
    never equal.
    """, source: "DynamoDB Developer Guide: Core components of Amazon DynamoDB; Comparison operators")
  public static let keysNameItems = Rule(
    "dynamodb.keys",
    """
    Each item has its table's key attributes, of the declared type and not empty; a partition key has at most 2,048 \
    bytes, a sort key at most 1,024.
    """, source: "DynamoDB Developer Guide: Service, account, and table quotas")
}
