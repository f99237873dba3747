import HashTreeCollections
import OrderedCollections
import Simulation

/// A secondary index as a request defines it: another key for the items of a table.
public struct SecondaryIndex: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable { case global, local }
  /// Which attributes an index has besides its own key and the table's.
  public enum Projection: Sendable, Hashable {
    case all, keysOnly, include([String])
    /// As in the API: `ALL`, `KEYS_ONLY`, `INCLUDE`.
    public var name: String {
      switch self {
      case .all: "ALL"
      case .keysOnly: "KEYS_ONLY"
      case .include: "INCLUDE"
      }
    }
  }
  public static let globalMax = 20, localMax = 5
  /// Over all indexes of a table.
  public static let includedAttributesMax = 100

  public let name: String
  public let kind: Kind
  public let keys: KeySchema
  public let projection: Projection
  /// A global index of a provisioned table has units of its own; a local one uses its table's.
  public let throughput: Throughput?

  /// An index over the whole table, with any key.
  public static func global(
    _ name: String, _ keys: KeySchema, _ projection: Projection = .all, throughput: Throughput? = nil
  ) -> SecondaryIndex {
    SecondaryIndex(name: name, kind: .global, keys: keys, projection: projection, throughput: throughput)
  }
  /// An index within each partition, with the table's partition key and another sort key.
  public static func local(_ name: String, _ keys: KeySchema, _ projection: Projection = .all) -> SecondaryIndex {
    SecondaryIndex(name: name, kind: .local, keys: keys, projection: projection, throughput: nil)
  }
}

extension SecondaryIndex {
  /// What the index has of an item of a table; nil for an item without the index's key, or with one of another type.
  func entry(for item: Item, of table: KeySchema) -> Item? {
    guard keys.attributes.allSatisfy({ item[$0.name]?.typeName == $0.type.rawValue }) else { return nil }
    guard let wanted = attributes(of: table) else { return item }
    return Item(item.attributes.filter { wanted.contains($0.key) })
  }

  /// Nil for all.
  func attributes(of table: KeySchema) -> Set<String>? {
    switch projection {
    case .all: nil
    case .keysOnly: Set(keys.names + table.names)
    case .include(let names): Set(keys.names + table.names + names)
    }
  }

  /// - Throws: `ValidationException` when the item's value for the index's key is of another type, empty or too long.
  func check(_ item: Item, isUpdate: Bool) throws(ServiceError) {
    for attribute in keys.attributes {
      guard let value = item[attribute.name] else { continue }
      guard value.typeName == attribute.type.rawValue else {
        throw .invalid(
          isUpdate
            ? "The update expression attempted to update the secondary index key to unsupported type"
            : """
            One or more parameter values were invalid: Type mismatch for Index Key \(attribute.name) Expected: \
            \(attribute.type.rawValue) Actual: \(value.typeName) IndexName: \(name)
            """, .indexesAreSparse)
      }
      guard value.size > 0 else {
        throw .invalid(
          """
          One or more parameter values are not valid. A value specified for a secondary index key is not supported. The \
          AttributeValue for a key attribute cannot contain an empty \(value.typeName == "B" ? "binary" : "string") \
          value. IndexName: \(name), IndexKey: \(attribute.name)
          """, .indexesAreSparse)
      }
      let bytesMax = attribute == keys.partition ? KeySchema.partitionBytesMax : KeySchema.sortBytesMax
      guard value.size <= bytesMax else { throw .longKey(bytesMax) }
    }
  }
}

// MARK: - Definitions

extension SecondaryIndex {
  /// - Throws: `ValidationException` for indexes that a table with these keys cannot have.
  static func check(_ indexes: [SecondaryIndex], of table: KeySchema, _ billing: BillingMode) throws(ServiceError) {
    var names: Set<String> = []
    for index in indexes {
      try DynamoDB.checkName(index.name)
      guard names.insert(index.name).inserted else {
        throw .invalid(
          "One or more parameter values were invalid: Duplicate index name: \(index.name)", .indexLimits)
      }
      try index.check(of: table, billing)
    }
    let types = (table.attributes + indexes.flatMap(\.keys.attributes))
    for attribute in types where types.contains(where: { $0.name == attribute.name && $0.type != attribute.type }) {
      throw .invalid(
        "Duplicate AttributeName in AttributeDefinitions. AttributeName: \(attribute.name)", .indexLimits)
    }
    guard indexes.count(where: { $0.kind == .local }) <= localMax else {
      throw .invalid(
        "One or more parameter values were invalid: Number of LocalSecondaryIndexes exceeds per-table limit of 5",
        .indexLimits)
    }
    guard indexes.count(where: { $0.kind == .global }) <= globalMax else {
      throw ServiceError(
        "LimitExceededException",
        "One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table limit of 20",
        rule: .indexLimits)
    }
    let included = indexes.reduce(0) { sum, index in
      if case .include(let names) = index.projection { sum + names.count } else { sum }
    }
    guard included <= includedAttributesMax else {
      throw .invalid(
        "One or more parameter values were invalid: Number of NonKeyAttributes over all indexes exceeds the limit of 100",
        .indexLimits)
    }
  }

  private func check(of table: KeySchema, _ billing: BillingMode) throws(ServiceError) {
    guard keys.partition.name != keys.sort?.name else {
      throw .invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name", .indexLimits)
    }
    if case .include(let names) = projection, names.isEmpty {
      throw .invalid(
        "One or more parameter values were invalid: NonKeyAttributes must be specified if ProjectionType is INCLUDE",
        .indexLimits)
    }
    switch kind {
    case .local:
      guard table.sort != nil else {
        throw .invalid(
          "One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when "
            + "specifying a LocalSecondaryIndex", .indexLimits)
      }
      guard keys.partition == table.partition else {
        throw .invalid(
          "One or more parameter values were invalid: Index KeySchema does not have the same leading hash key as table "
            + "KeySchema for index: \(name). index hash key: \(keys.partition.name), table hash key: "
            + table.partition.name, .indexLimits)
      }
      guard keys.sort != nil else {
        throw .invalid(
          "One or more parameter values were invalid: Index KeySchema does not have a range key for index: \(name)",
          .indexLimits)
      }
    case .global:
      switch (billing, throughput) {
      case (.provisioned, nil):
        throw .invalid(
          "One or more parameter values were invalid: ProvisionedThroughput must be specified for index: \(name)",
          .indexLimits)
      case (.onDemand, .some):
        throw .invalid(
          "One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: \(name) "
            + "when BillingMode is PAY_PER_REQUEST", .indexLimits)
      case (_, let throughput?): try DynamoDB.check(.provisioned(throughput))
      case (.onDemand, nil): break
      }
    }
  }
}

extension Rule {
  static let indexGuide = "DynamoDB Developer Guide: Improving data access with secondary indexes"
  public static let indexLimits = Rule(
    "dynamodb.index.limits",
    """
    A table has up to 20 global secondary indexes, made with it or later, and up to 5 local ones, made with it only.
    """, source: "DynamoDB Developer Guide: Service, account, and table quotas")
  public static let indexesAreSparse = Rule(
    "dynamodb.index.sparse",
    "An item is in an index only if it has the index's key attributes; they have the declared type and are not empty.",
    source: indexGuide)
}
