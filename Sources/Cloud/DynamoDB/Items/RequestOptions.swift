import HashTreeCollections
import OrderedCollections
import Simulation

/// Whether a reply says what the request consumed, and in what detail.
public enum ReturnConsumedCapacity: String, Sendable, Hashable {
  case none = "NONE", total = "TOTAL", indexes = "INDEXES"
}

/// What a request consumed of one table and its indexes.
public struct ConsumedCapacity: Sendable, Hashable {
  public let tableName: TableName
  public let total: CapacityUnits
  /// The parts of the total; nil unless `INDEXES` was asked for.
  public let table: CapacityUnits?
  public let localIndexes: [String: CapacityUnits]?, globalIndexes: [String: CapacityUnits]?
}

/// Units by what they were taken from.
struct UnitsTaken: Sendable {
  var table = CapacityUnits.zero
  var local: [String: CapacityUnits] = [:], global: [String: CapacityUnits] = [:]

  var total: CapacityUnits { table + (local.values.reduce(.zero, +)) + (global.values.reduce(.zero, +)) }
  /// Local indexes live on their table's units.
  var fromTable: CapacityUnits { table + local.values.reduce(.zero, +) }

  static func + (left: UnitsTaken, right: UnitsTaken) -> UnitsTaken {
    UnitsTaken(
      table: left.table + right.table, local: left.local.merging(right.local, uniquingKeysWith: +),
      global: left.global.merging(right.global, uniquingKeysWith: +))
  }

  /// As the request wants to be told.
  func reported(_ wish: ReturnConsumedCapacity, for name: TableName) -> ConsumedCapacity? {
    switch wish {
    case .none: nil
    case .total:
      ConsumedCapacity(tableName: name, total: total, table: nil, localIndexes: nil, globalIndexes: nil)
    case .indexes:
      ConsumedCapacity(
        tableName: name, total: total, table: table, localIndexes: local.isEmpty ? nil : local,
        globalIndexes: global.isEmpty ? nil : global)
    }
  }
}

/// The size of the item collection that a write went to, of a table with local secondary indexes.
public struct ItemCollectionMetrics: Sendable, Hashable {
  public let key: AttributeValue
  /// Between these two, in GB: the service estimates no closer.
  public let sizeEstimateRangeGB: ClosedRange<Int>
}

/// Parameters from before expressions. The service still takes them; here they are refused by name.
public enum LegacyParameter: String, Sendable, Hashable, CaseIterable {
  case attributesToGet = "AttributesToGet", attributeUpdates = "AttributeUpdates", expected = "Expected"
  case conditionalOperator = "ConditionalOperator", keyConditions = "KeyConditions", queryFilter = "QueryFilter"
  case scanFilter = "ScanFilter"
}

extension [LegacyParameter] {
  /// - Throws: `ValidationException`, as the service does, when expressions are there as well; otherwise `NotSimulated`.
  func refuse(_ operation: String, _ expressions: Substitutions.Expressions) throws(ServiceError) {
    guard !isEmpty else { return }
    let names = map(\.rawValue).joined(separator: ", ")
    let present = expressions.filter { $0.value != nil }.map(\.key)
    guard present.isEmpty else {
      throw .invalid(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
          + "{\(names)} Expression parameters: {\(present.joined(separator: ", "))}", .expressions)
    }
    throw .notSimulated("\(operation): \(names) (write an expression instead)")
  }
}
