import OrderedCollections
import Simulation

/// A condition of a write, parsed.
struct WriteCondition {
  let text: String
  let condition: Condition
}

extension DynamoDB {
  /// Reads a write's condition and checks that every name and value is used.
  static func parse(
    _ condition: String?, _ substitutions: Substitutions, others: [ExpressionReader] = []
  ) throws(ServiceError) -> WriteCondition? {
    guard let condition else {
      try substitutions.checkUsed(by: others)
      return nil
    }
    var reader = try ExpressionReader(condition, kind: "ConditionExpression", substitutions)
    let parsed = try reader.condition()
    try substitutions.checkUsed(by: others + [reader])
    return WriteCondition(text: condition, condition: parsed)
  }

  /// - Throws: `ConditionalCheckFailedException` after booking what the failed attempt costs.
  mutating func check(
    _ condition: WriteCondition?, _ old: Table.Stored?, _ key: Key, in table: TableName, returnsItem: Bool,
    _ context: inout Context
  ) throws(ServiceError) {
    guard let condition, !condition.condition.holds(for: old?.item) else { return }
    let units = Capacity.write(old: old?.size ?? 0, new: 0)
    try consume(UnitsTaken(table: units), at: key, in: table, &context)
    context.note(
      ConditionFailed(table: table, key: key, condition: condition.text, units: units), because: .failedConditionsCost)
    throw ServiceError(
      "ConditionalCheckFailedException", "The conditional request failed", rule: .failedConditionsCost,
      detail: returnsItem ? old.map { .item($0.item) } : nil)
  }

  /// A write was refused by its own condition, and paid for.
  public struct ConditionFailed: Fact {
    public let table: TableName
    public let key: Key
    public let condition: String
    public let units: CapacityUnits
    public var details: [Detail] {
      [
        Detail("table", table), Detail("key", key.description), Detail("condition", condition),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
}

extension Rule {
  public static let failedConditionsCost = Rule(
    "dynamodb.condition.cost",
    "A write whose condition fails changes nothing and still costs the write units of the item that is there.",
    source: "DynamoDB Developer Guide: Working with expressions (older text: of the new item)")
}
