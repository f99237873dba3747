import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// What a table costs to keep against what it costs to use.
public enum TableClass: String, Sendable, Hashable, Codable {
  case standard = "STANDARD"
  /// Cheaper to store, dearer to read and write.
  case infrequentAccess = "STANDARD_INFREQUENT_ACCESS"

  /// How often the class of a table can change in 30 days.
  public static let changesMax = 2
  public static let changesWindow = Duration.days(30)
}

extension DynamoDB {
  mutating func change(
    _ name: TableName, to tableClass: TableClass, _ context: inout Context
  ) throws(ServiceError) {
    let table = tables[name]!
    guard table.tableClass != tableClass else { return }
    let recent = table.classChanges.filter { context.now < $0 + TableClass.changesWindow }
    guard recent.count < TableClass.changesMax || context.holds(.classesChangeAtWill) else {
      throw ServiceError(
        "LimitExceededException",
        "Subscriber limit exceeded: the class of a table can change at most twice in 30 days: \(name)",
        rule: .tableClasses)
    }
    // What has passed is booked at the old class's prices.
    tables[name]!.settle(&context)
    tables[name]!.tableClass = tableClass
    tables[name]!.classChanges = recent + [context.now]
    context.note(TableClassChanged(table: name, tableClass: tableClass), because: .tableClasses)
    beginUpdate(of: name, .activate(table: name, generation: table.generation), &context)
  }

  /// The table is UPDATING until the timer makes it ACTIVE again; it serves requests all the while.
  mutating func beginUpdate(of name: TableName, _ timer: Timer, _ context: inout Context) {
    let time = context.draw(model.updateTime, for: "dynamodb.update")
    guard time > .zero else { return }
    tables[name]!.status = .updating
    context.schedule(DynamoDB.self, timer, after: time)
  }

  public struct TableClassChanged: Fact {
    public let table: TableName
    public let tableClass: TableClass
    public var details: [Detail] { [Detail("table", table), Detail("class", tableClass.rawValue)] }
  }
}

extension Table {
  /// The meter that a table of this class is paid for by.
  func meter(_ meter: Meter) -> Meter {
    tableClass == .standard
      ? meter
      : Meter(
        service: meter.service, item: "ia-\(meter.item)", unit: meter.unit, unitsPerPriced: meter.unitsPerPriced)
  }
}

extension Rule {
  public static let tableClasses = Rule(
    "dynamodb.tables.class",
    """
    The Standard-Infrequent Access class stores for less than half the price and serves for a quarter more; it pays when \
    storage is more than half of what throughput costs. The class can change twice in 30 days.
    """, source: "DynamoDB Developer Guide: DynamoDB table classes")
}

extension Misconception {
  public static let classesChangeAtWill = Misconception(
    "table-classes-change-at-will", contradicts: .tableClasses, says: "The class of a table can be changed at any time."
  )
}
