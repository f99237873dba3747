import Cloud
import Simulation

/// Runs programs in the emulation.
enum DataProgramRun {
  static func world() throws -> World {
    var world = World(seed: 1, start: vectorStart)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.indexLag, .fixed(.zero))
    world.model(\.dynamoDB.model.onDemandIsUnlimited, true)
    try world.call(
      DynamoDB.CreateTable(
        tableName: "table", keys: DataPrograms.keys, billing: .onDemand, indexes: DataPrograms.indexes))
    return world
  }

  static func run(_ step: DataStep, in world: inout World) -> (outcome: DataOutcome, message: String?) {
    do throws(ServiceError) {
      return (try perform(step, in: &world), nil)
    } catch {
      var outcome = DataOutcome(error: error.code)
      if case .cancellation(let reasons)? = error.detail { outcome.reasons = reasons.map(\.code) }
      return (outcome, error.message)
    }
  }

  private static func perform(_ step: DataStep, in world: inout World) throws(ServiceError) -> DataOutcome {
    var text = ExpressionText()
    func outcome(_ output: DynamoDB.WriteOutput) -> DataOutcome {
      DataOutcome(items: [output.item].compactMap { $0 }, halves: output.units.halves)
    }
    switch step {
    case .put(let item, let condition, let returnsOld):
      let condition = condition.map { text.condition($0) }
      return outcome(
        try world.call(
          DynamoDB.PutItem(
            tableName: "table", item: item, condition: condition, substitutions: text.substitutions,
            returnsOldItem: returnsOld)))
    case .update(let key, let actions, let condition, let returns):
      let update = text.update(actions), condition = condition.map { text.condition($0) }
      return outcome(
        try world.call(
          DynamoDB.UpdateItem(
            tableName: "table", key: key, update: update, condition: condition, substitutions: text.substitutions,
            returnValues: returns)))
    case .delete(let key, let condition, let returnsOld):
      let condition = condition.map { text.condition($0) }
      return outcome(
        try world.call(
          DynamoDB.DeleteItem(
            tableName: "table", key: key, condition: condition, substitutions: text.substitutions,
            returnsOldItem: returnsOld)))
    case .get(let key):
      let output = try world.call(DynamoDB.GetItem(tableName: "table", key: key))
      return DataOutcome(items: [output.item].compactMap { $0 }, halves: output.units.halves)
    case .query(let index, let partition, let range, let filter, let isForward, let limit):
      let keys = text.keyCondition(DataPrograms.sortName(index), partition, range)
      let filter = filter.map { text.condition($0) }
      let page = try world.call(
        DynamoDB.Query(
          tableName: "table", indexName: index, keyCondition: keys, filter: filter, substitutions: text.substitutions,
          limit: limit, isForward: isForward))
      return DataOutcome(items: page.items, count: page.count, halves: page.units.halves)
    case .scan(let index, let filter):
      let filter = filter.map { text.condition($0) }
      let page = try world.call(
        DynamoDB.Scan(tableName: "table", indexName: index, filter: filter, substitutions: text.substitutions))
      return DataOutcome(items: page.items, count: page.count, halves: page.units.halves)
    case .batchWrite(let requests):
      let output = try world.call(DynamoDB.BatchWriteItem(tableName: "table", requests: requests))
      return DataOutcome(halves: output.units.halves)
    case .batchGet(let keys):
      let output = try world.call(DynamoDB.BatchGetItem(tableName: "table", keys: keys))
      return DataOutcome(items: output.items, halves: output.units.halves)
    case .transact(let actions):
      let output = try world.call(DynamoDB.TransactWriteItems(actions.map(action)))
      return DataOutcome(halves: output.units.halves)
    case .transactGet(let keys):
      let output = try world.call(DynamoDB.TransactGetItems(tableName: "table", keys: keys))
      return DataOutcome(items: output.items.compactMap { $0 }, halves: output.units.halves)
    }
  }

  static func action(
    _ action: (kind: DataStep.TransactKind, condition: DataCondition?)
  ) -> DynamoDB.TransactWriteItems.Action {
    var text = ExpressionText()
    let kind: DynamoDB.TransactWriteItems.Action.Kind
    switch action.kind {
    case .put(let item): kind = .put(item)
    case .update(let key, let changes): kind = .update(key: key, text.update(changes))
    case .delete(let key): kind = .delete(key: key)
    case .check(let key): kind = .check(key: key)
    }
    let condition = action.condition.map { text.condition($0) }
    return .init("table", kind, condition: condition, substitutions: text.substitutions)
  }
}
