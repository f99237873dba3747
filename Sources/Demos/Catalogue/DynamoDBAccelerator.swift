import Basics
import Cloud
import Simulation

extension Demo {
  /// A cache in front of a table: what it answers, and what it does not see.
  public static let dynamoDBAccelerator = Demo(
    name: "dynamodb-dax",
    title: "DAX: fast, and sometimes a few minutes old",
    situation: """
      A shop keeps products in a table and reads them through a DAX cluster of one node that keeps items and query \
      results for {ttl}. A lamp for 100 USD is read {reads} times, once a second, and all lamps are queried. Then the \
      shop sets the lamp's price to 120 through DAX. Later a script that does not know of DAX sets it to 90 in the \
      table itself and adds a new lamp, for which somebody had asked before. {wait} after the script the shop reads \
      again.
      """,
    concepts: ["dax", "eventually-consistent-read", "strongly-consistent-read", "rcu"],
    parameters: [Accelerator.ttl, Accelerator.reads, Accelerator.wait],
    script: Accelerator.play,
    predictions: [
      Prediction(
        "units", "How many read units do the {reads} reads of the lamp cost in all?",
        .number(unit: "read units", tolerance: .exact), about: ["dax", "rcu"], misconceptions: [.daxIsConsistent],
        answer: { .number(Accelerator.units($0, Accelerator.readScene)) }),
      Prediction(
        "query", "The query is repeated right after the price was set through DAX. Which price does it return?",
        .number(unit: "USD", tolerance: .exact), about: ["dax"], misconceptions: [.daxWritesRefreshQueries],
        answer: { .number(Accelerator.queriedPrice($0)) }),
      Prediction(
        "past", "Which price does GetItem through DAX return {wait} after the script?",
        .number(unit: "USD", tolerance: .exact), about: ["dax", "eventually-consistent-read"],
        misconceptions: [.daxIsConsistent], answer: { .number(Accelerator.price($0, Accelerator.pastScene)) }),
      Prediction(
        "strong", "How many read units does a strongly consistent read through DAX cost at that moment?",
        .number(unit: "read units", tolerance: .exact), about: ["dax", "strongly-consistent-read"],
        misconceptions: [.daxCachesStrongReads],
        answer: { .number(Accelerator.units($0, Accelerator.strongScene)) }),
      Prediction(
        "negative", "Does GetItem through DAX find the new lamp {wait} after the script?", .boolean, about: ["dax"],
        misconceptions: [.daxForgetsMisses],
        answer: { .boolean(Accelerator.answer($0, Accelerator.newScene)?.item != nil) }),
    ],
    outcomes: Accelerator.outcomes, timeline: Accelerator.timeline,
    tryNext: [
      Suggestion("Wait until the cache has forgotten", "--wait", "6m"),
      Suggestion("A cache that keeps things for ten seconds", "--ttl", "10s"),
      Suggestion("More reads, for the same read units", "--reads", "50"),
    ])
}

private enum Accelerator {
  static let ttl = Parameter.duration(
    "ttl", .minutes(5), in: .seconds(1) ... .hours(1), step: .seconds(1),
    ladder: [[.minutes(5)], [.minutes(1), .minutes(10)], [.seconds(10), .hours(1)]],
    "How long the cluster keeps items and query results.")
  static let reads = Parameter.integer(
    "reads", 6, in: 2...50, ladder: [[6], [10, 4], [25]], "Reads of the lamp, one a second.")
  static let wait = Parameter.duration(
    "wait", .minutes(2), in: .seconds(1) ... .hours(2), step: .seconds(1),
    ladder: [[.minutes(2)], [.seconds(30), .minutes(6)], [.minutes(4), .minutes(15)]],
    "From what the script does to the reads after it.")

  static let table = "Products", cluster = "shop"
  static let readScene = "Read the lamp through DAX, once a second."
  static let writeScene = "Set its price to 120 through DAX, and read and query again."
  static let scriptScene = "A script sets the price to 90 in the table itself, and adds the new lamp."
  static let pastScene = "Some time later: read the lamp through DAX, eventually consistent."
  static let strongScene = "Read it through DAX, strongly consistent."
  static let newScene = "Read the new lamp through DAX."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    let ttl = arguments.duration(ttl)
    stage.scene("Make the table with one lamp, and a cluster.")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema(.init("kind", .string), .init("name", .string)), billing: .onDemand))
    try stage.world.waitUntilActive(table)
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: lamp("desk", price: 100)))
    try stage.world.call(DAX.CreateCluster(cluster, itemTTL: ttl, queryTTL: ttl))

    stage.scene(readScene)
    for _ in 0..<arguments.integer(reads) {
      try get("desk", &stage)
      stage.world.advance(by: .seconds(1))
    }
    stage.scene("Query all lamps through DAX.")
    try query(&stage)
    stage.world.advance(by: .seconds(1))

    stage.scene(writeScene)
    try stage.world.call(DAX.Through(cluster, DynamoDB.PutItem(tableName: table, item: lamp("desk", price: 120))))
    try get("desk", &stage)
    try query(&stage)
    stage.world.advance(by: .seconds(1))

    stage.scene("Ask for a lamp that is not there yet.")
    try get("floor", &stage)
    stage.world.advance(by: .seconds(1))

    stage.scene(scriptScene)
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: lamp("desk", price: 90)))
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: lamp("floor", price: 60)))
    stage.world.advance(by: arguments.duration(wait))

    stage.scene(pastScene)
    try get("desk", &stage)
    stage.scene(newScene)
    try get("floor", &stage)
    stage.scene(strongScene)
    try get("desk", consistency: .strong, &stage)
  }

  private static func lamp(_ name: String, price: Int) -> Item {
    ["kind": "lamp", "name": .string(name), "price": .number(price)]
  }
  private static func get(
    _ name: String, consistency: ReadConsistency = .eventual, _ stage: inout Stage
  ) throws(ServiceError) {
    try stage.world.call(
      DAX.Through(
        cluster,
        DynamoDB.GetItem(
          tableName: table, key: ["kind": "lamp", "name": .string(name)], consistency: consistency)))
  }
  private static func query(_ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(
      DAX.Through(
        cluster,
        DynamoDB.Query(
          tableName: table, keyCondition: "kind = :kind",
          substitutions: Substitutions(values: [":kind": "lamp"]))))
  }
}

// MARK: - What came of it

extension Accelerator {
  /// Read units that a part of the story cost.
  static func units(_ run: DemoRun, _ scene: String) -> Quantity {
    Quantity(run.usage(of: .readRequestUnits, in: scene), over: 2)
  }
  private static func answers(_ run: DemoRun, _ scene: String) -> [DAX.Served] {
    run.entries(of: scene).compactMap { $0.fact as? DAX.Served }
  }
  /// What a scene's last answer was, and where it came from.
  static func answer(_ run: DemoRun, _ scene: String) -> (source: DAX.Source, item: Item?)? {
    answers(run, scene).last.map { ($0.source, $0.items.first) }
  }
  private static func price(of item: Item?) -> Quantity {
    guard case .number(let price)? = item?["price"] else { return .zero }
    return Quantity(price.description) ?? .zero
  }
  static func price(_ run: DemoRun, _ scene: String) -> Quantity { price(of: answer(run, scene)?.item) }
  /// By the query after the price was set through the cluster: the last answer of that scene.
  static func queriedPrice(_ run: DemoRun) -> Quantity { price(run, writeScene) }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let written = answers(run, writeScene).first { $0.source != .writeThrough }
    func told(_ scene: String) -> String {
      guard let (source, item) = answer(run, scene) else { return "not asked" }
      return (item == nil ? "nothing" : price(of: item).text(in: "USD")) + ", from " + place(source)
    }
    return [
      Outcome("the first reads cost", units(run, readScene).text(in: "read units")),
      Outcome("GetItem after the write through DAX", price(of: written?.items.first).text(in: "USD")),
      Outcome("the query after it", told(writeScene)),
      Outcome("GetItem after the script", told(pastScene)),
      Outcome("the new lamp", told(newScene)),
      Outcome("strongly consistent", told(strongScene)),
    ]
  }
  private static func place(_ source: DAX.Source) -> String {
    switch source {
    case .itemCache: "the item cache"
    case .queryCache: "the query cache"
    case .dynamoDB, .mixed, .writeThrough: "DynamoDB"
    }
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let through = run.marks(run.trace.entries) { entry in
      guard let served = entry.fact as? DAX.Served else { return nil }
      if served.source == .writeThrough { return (.write, "\(served.what) is written through DAX") }
      let found = served.items.first { $0["name"] == "desk" } ?? served.items.first
      let what = found == nil ? "nothing" : price(of: found).text(in: "USD")
      return (.read, "\(served.what): \(what), from \(place(served.source))")
    }
    let direct = run.marks(run.entries(of: scriptScene)) { entry in
      guard let write = entry.fact as? DynamoDB.ItemWritten else { return nil }
      return (.write, "\(write.key) is written past DAX")
    }
    return Timeline(
      from: run.start, to: run.world.now, [.init("through DAX", marks: through), .init("the script", marks: direct)])
  }
}
