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

  var names: [String] { [partition.name] + (sort.map { [$0.name] } ?? []) }
}

/// The primary key of one item.
public struct Key: Hashable, Sendable, CustomStringConvertible {
  public let partition: AttributeValue
  public let sort: AttributeValue?

  public init(_ partition: AttributeValue, _ sort: AttributeValue? = nil) {
    (self.partition, self.sort) = (partition, sort)
  }
  public var description: String { sort.map { "\(partition)/\($0)" } ?? "\(partition)" }

  /// The order of a scan: by a hash of the partition key, then by sort key.
  static func scanOrder(_ left: Key, _ right: Key) -> Bool {
    let (leftHash, rightHash) = (left.partition.keyHash, right.partition.keyHash)
    if leftHash != rightHash { return leftHash < rightHash }
    if left.partition != right.partition { return left.partition.keyPrecedes(right.partition) }
    guard let leftSort = left.sort, let rightSort = right.sort else { return false }
    return leftSort.keyPrecedes(rightSort)
  }
}

extension KeySchema {
  /// The key of a whole item.
  /// - Throws: `ValidationException` when a key attribute is missing, of another type, empty, or too long.
  func key(of item: Item) throws(ServiceError) -> Key {
    let partition = try value(of: self.partition, in: item, bytesMax: 2_048)
    guard let sort else { return Key(partition) }
    return Key(partition, try value(of: sort, in: item, bytesMax: 1_024))
  }

  /// The key given as a request's `Key`: its attributes and no others.
  func key(exactly item: Item) throws(ServiceError) -> Key {
    guard item.attributes.count == names.count, names.allSatisfy({ item[$0] != nil }) else {
      throw ServiceError(
        "ValidationException", "The provided key element does not match the schema", rule: .keysNameItems)
    }
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
    guard bytes > 0 else {
      throw ServiceError(
        "ValidationException",
        """
        One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
        string value. Key: \(attribute.name)
        """, rule: .keysNameItems)
    }
    guard bytes <= bytesMax else {
      let which = bytesMax == 2_048 ? "hashkey" : "rangekey"
      throw ServiceError(
        "ValidationException",
        """
        One or more parameter values were invalid: Size of \(which) has exceeded the maximum size limit of \
        \(bytesMax) bytes
        """, rule: .keysNameItems)
    }
    return value
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
  public static let keysNameItems = Rule(
    "dynamodb.keys",
    """
    Each item has its table's key attributes, of the declared type and not empty; a partition key has at most 2,048 \
    bytes, a sort key at most 1,024.
    """, source: "DynamoDB Developer Guide: Service, account, and table quotas")
}
