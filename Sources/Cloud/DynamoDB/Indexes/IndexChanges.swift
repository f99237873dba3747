import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Adds a global index to a table that is there; it can be read once it was filled from the table's items.
  mutating func createIndex(
    _ index: SecondaryIndex, on name: TableName, _ context: inout Context
  ) throws(ServiceError) {
    let table = tables[name]!
    guard index.kind == .global else {
      throw .invalid(
        "One or more parameter values were invalid: Local secondary indexes can only be created with their table",
        .indexLimits)
    }
    guard table.indexes[index.name] == nil else {
      throw .invalid(
        "Attempting to create an index which already exists: \(index.name)", .indexLimits)
    }
    try SecondaryIndex.check(table.indexes.values.map(\.definition) + [index], of: table.schema, table.billing)
    tables[name]!.indexes[index.name] = TableIndex(index, of: table, status: .creating, now: context.now)
    tables[name]!.status = .updating
    context.note(
      IndexCreating(table: name, index: index.name, items: table.itemCount), because: .indexesAreBackfilled)
    let gigabytes = Int64(table.bytes / 1_000_000_000)
    let time =
      context.draw(model.indexCreationTime, for: "dynamodb.index.creation")
      + .nanoseconds(model.indexCreationTimePerGigabyte.nanoseconds * gigabytes)
    context.schedule(
      DynamoDB.self, .indexReady(table: name, generation: table.generation, index: index.name), after: time)
  }

  /// Fills an index from the items as they are now, which is what following every write since would have made of it.
  mutating func finishIndex(_ index: String, of name: TableName, _ generation: Int, _ context: inout Context) {
    guard tables[name]?.generation == generation, tables[name]!.indexes[index]?.status == .creating,
      tables[name]!.status != .deleting
    else { return }
    let units = tables[name]!.rebuildIndex(index)
    if case .onDemand = tables[name]!.billing {
      context.meter(tables[name]!.meter(.writeRequestUnits), Int128(units.halves / 2))
    }
    tables[name]!.indexes[index]!.status = .active
    tables[name]!.indexes[index]!.settled = context.now
    tables[name]!.status = .active
    tables[name]!.updateGauges(&context)
    context.note(
      IndexActive(
        table: name, index: index, entries: tables[name]!.indexes[index]!.itemCount, units: units),
      because: .indexesAreBackfilled)
  }

  mutating func deleteIndex(_ index: String, of name: TableName, _ context: inout Context) throws(ServiceError) {
    let table = tables[name]!
    guard let found = table.indexes[index], found.isGlobal else {
      throw ServiceError("ResourceNotFoundException", "Requested resource not found", rule: .indexLimits)
    }
    tables[name]!.indexes[index]!.status = .deleting
    tables[name]!.status = .updating
    let time = context.draw(model.updateTime, for: "dynamodb.update")
    context.schedule(DynamoDB.self, .indexGone(table: name, generation: table.generation, index: index), after: time)
  }

  mutating func dropIndex(_ index: String, of name: TableName, _ generation: Int, _ context: inout Context) {
    guard tables[name]?.generation == generation, tables[name]!.indexes[index]?.status == .deleting,
      tables[name]!.status != .deleting
    else { return }
    tables[name]!.indexes[index]!.settle(&context, tables[name]!)
    tables[name]!.indexes[index] = nil
    tables[name]!.status = .active
    tables[name]!.updateGauges(&context)
    context.note(IndexDeleted(table: name, index: index), because: .indexLimits)
  }

  mutating func change(
    _ index: String, of name: TableName, to throughput: Throughput, _ context: inout Context
  ) throws(ServiceError) {
    let table = tables[name]!
    guard let found = table.indexes[index], found.isGlobal else {
      throw ServiceError("ResourceNotFoundException", "Requested resource not found", rule: .indexLimits)
    }
    guard case .provisioned = table.billing else {
      throw .invalid(
        "One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: \(index) "
          + "when BillingMode is PAY_PER_REQUEST", .indexLimits)
    }
    try DynamoDB.check(.provisioned(throughput))
    tables[name]!.indexes[index]!.change(to: throughput, table, &context)
    beginUpdate(of: name, .activate(table: name, generation: table.generation), &context)
  }

  public struct IndexCreating: Fact {
    public let table: TableName
    public let index: String
    /// Of the table, to be looked at.
    public let items: Int
    public var details: [Detail] { [Detail("table", table), Detail("index", index), Detail("items", items)] }
  }
  public struct IndexActive: Fact {
    public let table: TableName
    public let index: String
    public let entries: Int
    /// What filling it took.
    public let units: CapacityUnits
    public var details: [Detail] {
      [
        Detail("table", table), Detail("index", index), Detail("entries", entries),
        Detail("units", .decimal("\(units)")),
      ]
    }
  }
  public struct IndexDeleted: Fact {
    public let table: TableName
    public let index: String
    public var details: [Detail] { [Detail("table", table), Detail("index", index)] }
  }
}

extension Rule {
  public static let indexesAreBackfilled = Rule(
    "dynamodb.index.backfill",
    """
    A global secondary index can be added to a table with items: it is filled in the background and cannot be read until \
    then; items whose values do not fit its key are left out. How long it takes is a quantity of the model.
    """, source: "DynamoDB Developer Guide: Managing global secondary indexes")
}
