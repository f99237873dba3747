import Basics
import Cloud
import Simulation

extension Demo {
  /// What an item weighs, and what reading and writing it costs.
  public static let dynamoDBUnits = Demo(
    name: "dynamodb-units",
    title: "DynamoDB units: what an item weighs and costs",
    situation: """
      A table keeps what weather stations send: {items} items of one station. Each item has its key and {attributes} \
      more attributes, whose names have {name} and whose values are texts of {value}. The first item is written, read \
      in several ways, and in the end replaced by a tiny one.
      """,
    concepts: ["item-size", "wcu", "rcu", "strongly-consistent-read", "eventually-consistent-read", "item"],
    parameters: [Units.items, Units.attributes, Units.name, Units.value],
    script: Units.play,
    predictions: [
      Prediction(
        "size", "How many bytes does DynamoDB count for one of the items?",
        .number(unit: "bytes", tolerance: .percent(2)), about: ["item-size"], misconceptions: [.namesAreFree],
        answer: { .number(Quantity(Units.firstWrite($0)?.bytes ?? 0)) }),
      Prediction(
        "write", "How many write units does writing the first item cost?",
        .number(unit: "write units", tolerance: .exact), about: ["wcu", "item-size"],
        misconceptions: [.namesAreFree, .writesRoundLikeReads],
        answer: { .number(Units.quantity(Units.firstWrite($0)?.units)) }),
      Prediction(
        "strong", "How many read units does a strongly consistent read of it cost?",
        .number(unit: "read units", tolerance: .exact), about: ["rcu", "strongly-consistent-read"],
        misconceptions: [.consistencyIsFree], answer: { .number(Units.read($0, Units.strongScene)) }),
      Prediction(
        "projection", "And an eventually consistent read that asks for one attribute only?",
        .number(unit: "read units", tolerance: .exact), about: ["rcu", "eventually-consistent-read"],
        misconceptions: [.projectionsSaveUnits], answer: { .number(Units.read($0, Units.partScene)) }),
      Prediction(
        "query", "How many read units does an eventually consistent query of all {items} items cost?",
        .number(unit: "read units", tolerance: .exact), about: ["rcu", "eventually-consistent-read"],
        misconceptions: [.queriesRoundEachItem], answer: { .number(Units.page($0, Units.queryScene)) }),
      Prediction(
        "transaction", "How many read units does a transaction that reads the first item cost?",
        .number(unit: "read units", tolerance: .exact), about: ["rcu"], misconceptions: [.transactionsCostNoMore],
        answer: { .number(Units.page($0, Units.transactionScene)) }),
      Prediction(
        "missing", "And a strongly consistent read of an item that is not there?",
        .number(unit: "read units", tolerance: .exact), about: ["rcu"], misconceptions: [.missingReadsAreFree],
        answer: { .number(Units.read($0, Units.missingScene)) }),
      Prediction(
        "replace", "How many write units does it cost to replace the first item by one of a few bytes?",
        .number(unit: "write units", tolerance: .exact), about: ["wcu"],
        misconceptions: [.onlyTheNewItemCounts], answer: { .number(Units.quantity(Units.lastWrite($0)?.units)) }),
    ],
    outcomes: Units.outcomes, timeline: Units.timeline,
    tryNext: [
      Suggestion("Short names: the same values for fewer units", "--name", "3"),
      Suggestion("Less than 4 KB: reads cost half as much", "--value", "280"),
      Suggestion("Many small items in one query", "--attributes", "2", "--items", "20"),
    ])
}

private enum Units {
  static let items = Parameter.integer(
    "items", 5, in: 2...20, ladder: [[5, 3], [8, 2], [12, 20]], "Items of the station, all alike.")
  static let attributes = Parameter.integer(
    "attributes", 12, in: 2...30, ladder: [[12, 10], [5, 20], [30]], "Attributes of an item besides its key.")
  static let name = Parameter.integer(
    "name", 40, in: 3...60, unit: "characters", ladder: [[40], [20, 60], [3, 10]], "Length of each attribute's name.")
  static let value = Parameter.integer(
    "value", 330, in: 1...1_000, unit: "characters", ladder: [[330, 250], [100, 400], [33, 700]],
    "Length of each attribute's value.")

  static let table = "Weather"
  static let writeScene = "Write the items, one by one."
  static let eventualScene = "Read the first item, eventually consistent."
  static let strongScene = "Read it again, strongly consistent."
  static let partScene = "Read one attribute of it, eventually consistent."
  static let queryScene = "Query all items of the station, eventually consistent."
  static let transactionScene = "Read the first item in a transaction."
  static let missingScene = "Read an item that is not there, strongly consistent."
  static let replaceScene = "Replace the first item by a tiny one."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table.")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema(.init("station", .string), .init("day", .string)), billing: .onDemand))
    try stage.world.waitUntilActive(table)

    stage.scene(writeScene)
    for day in 1...arguments.integer(items) {
      try stage.world.call(DynamoDB.PutItem(tableName: table, item: item(day, arguments)))
      stage.world.advance(by: .seconds(1))
    }
    let first = key(1)
    try read(eventualScene, first, .eventual, &stage)
    try read(strongScene, first, .strong, &stage)
    try read(partScene, first, .eventual, projection: attribute(1, arguments), &stage)

    stage.scene(queryScene)
    try stage.world.call(
      DynamoDB.Query(
        tableName: table, keyCondition: "station = :station",
        substitutions: Substitutions(values: [":station": "north"])))
    stage.world.advance(by: .seconds(1))
    stage.scene(transactionScene)
    try stage.world.call(DynamoDB.TransactGetItems(tableName: table, keys: [first]))
    stage.world.advance(by: .seconds(1))
    try read(missingScene, key(99), .strong, &stage)
    stage.scene(replaceScene)
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: first))
  }

  private static func read(
    _ scene: String, _ key: Item, _ consistency: ReadConsistency, projection: String? = nil, _ stage: inout Stage
  ) throws(ServiceError) {
    stage.scene(scene)
    try stage.world.call(
      DynamoDB.GetItem(tableName: table, key: key, consistency: consistency, projection: projection))
    stage.world.advance(by: .seconds(1))
  }

  private static func key(_ day: Int) -> Item {
    ["station": "north", "day": .string("day-\(day < 10 ? "0" : "")\(day)")]
  }
  /// As long as asked for, and each different: `m01`, `m02_mean_of_the_day…`.
  private static func attribute(_ number: Int, _ arguments: Arguments) -> String {
    let head = "m\(number < 10 ? "0" : "")\(number)",
      tail = "_mean_of_the_last_hour_as_measured_by_the_sensor_on_the_roof"
    return head + tail.prefix(arguments.integer(name) - head.count)
  }
  private static func item(_ day: Int, _ arguments: Arguments) -> Item {
    var item = key(day)
    for number in 1...arguments.integer(attributes) {
      item[attribute(number, arguments)] = .string(String(repeating: "x", count: arguments.integer(value)))
    }
    return item
  }

  // MARK: What came of it

  static func quantity(_ units: CapacityUnits?) -> Quantity { Quantity(Int128(units?.halves ?? 0), over: 2) }
  static func firstWrite(_ run: DemoRun) -> DynamoDB.ItemWritten? { run.trace.all(DynamoDB.ItemWritten.self).first }
  static func lastWrite(_ run: DemoRun) -> DynamoDB.ItemWritten? { run.trace.all(DynamoDB.ItemWritten.self).last }
  static func read(_ run: DemoRun, _ scene: String) -> Quantity {
    quantity(run.entries(of: scene).lazy.compactMap { $0.fact as? DynamoDB.ItemRead }.first?.units)
  }
  static func page(_ run: DemoRun, _ scene: String) -> Quantity {
    quantity(run.entries(of: scene).lazy.compactMap { $0.fact as? DynamoDB.ItemsRead }.first?.units)
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let size = firstWrite(run)?.bytes ?? 0
    return [
      Outcome("an item", Quantity(size).text(in: "bytes")),
      Outcome("writing it", quantity(firstWrite(run)?.units).text(in: "write units")),
      Outcome("reading it, eventually consistent", read(run, eventualScene).text(in: "read units")),
      Outcome("strongly consistent", read(run, strongScene).text(in: "read units")),
      Outcome("one attribute of it", read(run, partScene).text(in: "read units")),
      Outcome("querying all", page(run, queryScene).text(in: "read units")),
      Outcome("in a transaction", page(run, transactionScene).text(in: "read units")),
      Outcome("one that is missing", read(run, missingScene).text(in: "read units")),
      Outcome("replacing it by a tiny one", quantity(lastWrite(run)?.units).text(in: "write units")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let marks = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let write as DynamoDB.ItemWritten:
        (.write, "\(write.key): \(quantity(write.units).text(in: "write units"))")
      case let read as DynamoDB.ItemRead:
        (.read, "GetItem, \(read.consistency.rawValue): \(quantity(read.units).text(in: "read units"))")
      case let page as DynamoDB.ItemsRead:
        (.read, "\(page.operation): \(quantity(page.units).text(in: "read units"))")
      default: nil
      }
    }
    return Timeline(from: run.start, to: run.world.now, [.init(table, marks: marks)])
  }
}
