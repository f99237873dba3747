import Basics
import Cloud
import Simulation

extension Demo {
  /// Nothing but the key is declared: what becomes of items whose program has changed.
  public static let dynamoDBSchema = Demo(
    name: "dynamodb-schema",
    title: "DynamoDB without a schema: old items, new program",
    situation: """
      The table Customers has the string `id` as its key. Version 1 of a program has written {old} items with a `name` \
      and a `zip` code, the zip code as a number. Version 2 writes {new} items with a `name`, a `plan`, and the zip code as a \
      string. Nobody changes the table or the old items. Then {workers} workers want to bring one old item into the new \
      form: each has read it, and writes on the condition that it has no `plan` yet.
      """,
    concepts: ["attribute", "item", "primary-key", "dynamodb"],
    parameters: [Shapes.old, Shapes.new, Shapes.workers],
    script: Shapes.play,
    predictions: [
      Prediction(
        "accepted", "How many of the {new} items of version 2 does the table accept?",
        .number(unit: "items", tolerance: .exact), about: ["attribute"],
        misconceptions: [.attributesAreDeclared], answer: { .number(Quantity(Shapes.accepted($0))) }),
      Prediction(
        "plans", "How many items have a `plan` before the workers start?", .number(unit: "items", tolerance: .exact),
        about: ["attribute"], misconceptions: [.newAttributesReachOldItems],
        answer: { .number(Quantity(Shapes.returned($0, Shapes.planScene))) }),
      Prediction(
        "types",
        "All customers live at one zip code. How many items does a scan with `zip = :zip` return, if :zip is the number?",
        .number(unit: "items", tolerance: .exact), about: ["attribute"], misconceptions: [.typesAreConverted],
        answer: { .number(Quantity(Shapes.returned($0, Shapes.zipScene))) }),
      Prediction(
        "key", "Does the table accept an item whose `id` is a number?", .boolean, about: ["primary-key"],
        misconceptions: [.keysHaveAnyType], answer: { .boolean(!Shapes.isRefused($0)) }),
      Prediction(
        "upgrades", "How many of the {workers} workers' writes succeed?",
        .number(unit: "writes", tolerance: .exact), about: ["attribute"],
        misconceptions: [.conditionsSeeWhatWasRead], answer: { .number(Quantity(Shapes.upgrades($0))) }),
    ],
    outcomes: Shapes.outcomes, timeline: Shapes.timeline,
    tryNext: [
      Suggestion("Many workers: one of them writes", "--workers", "10"),
      Suggestion("Mostly new items", "--old", "2", "--new", "8"),
    ])
}

extension Misconception {
  static let attributesAreDeclared = Misconception(
    "attributes-are-declared", contradicts: .itemsAreFree,
    says: "A new attribute has to be added to the table before an item can have it.")
  static let newAttributesReachOldItems = Misconception(
    "new-attributes-reach-old-items", contradicts: .itemsAreFree,
    says: "Once items have a new attribute, the old ones have it too, with a default.")
  static let typesAreConverted = Misconception(
    "types-are-converted", contradicts: .itemsAreFree, says: "The number 80331 and the string 80331 are equal.")
  static let keysHaveAnyType = Misconception(
    "keys-have-any-type", contradicts: .keysNameItems,
    says: "As nothing has a schema, a key may be a number here and a string there.")
  static let conditionsSeeWhatWasRead = Misconception(
    "conditions-see-what-was-read", contradicts: .failedConditionsCost,
    says: "A condition is checked against the item as its writer has read it.")
}

private enum Shapes {
  static let old = Parameter.integer(
    "old", 4, in: 2...20, unit: "", ladder: [[4, 3], [6, 2], [9, 20]], "Items of version 1.")
  static let new = Parameter.integer(
    "new", 3, in: 2...20, unit: "", ladder: [[3, 2], [5, 7], [11]], "Items of version 2.")
  static let workers = Parameter.integer(
    "workers", 3, in: 2...10, unit: "", ladder: [[3, 2], [4], [8]], "Workers that bring the same item up to date.")

  static let table = "Customers"
  static let newScene = "Version 2 writes its items."
  static let planScene = "Look for items that have a plan."
  static let zipScene = "Look for the zip code 80331, given as a number."
  static let keyScene = "Write an item whose id is a number."
  static let workScene = "The workers bring the first old item into the new form."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    let old = arguments.integer(old), new = arguments.integer(new), context = stage.world.context
    stage.scene("Make the table: only its key is declared. Version 1 writes its items.")
    try stage.world.call(DynamoDB.CreateTable(tableName: table, keys: KeySchema("id"), billing: .onDemand))
    try stage.world.waitUntilActive(table)
    for number in 1...old {
      try put(["id": id(number), "name": "Customer of version 1", "zip": .number(80_331)], &stage)
    }
    stage.scene(newScene)
    for number in (old + 1)...(old + new) where !context.holds(.attributesAreDeclared) {
      // To those who believe so both are the same.
      let zip: AttributeValue = context.holds(.typesAreConverted) ? .number(80_331) : "80331"
      try put(["id": id(number), "name": "Customer of version 2", "plan": "free", "zip": zip], &stage)
    }
    if context.holds(.newAttributesReachOldItems) {
      for number in 1...old {
        try put(["id": id(number), "name": "Customer of version 1", "plan": "free", "zip": .number(80_331)], &stage)
      }
    }
    stage.scene(planScene)
    try scan("attribute_exists(#wanted)", ["#wanted": "plan"], [:], &stage)
    stage.scene(zipScene)
    try scan("#wanted = :zip", ["#wanted": "zip"], [":zip": .number(80_331)], &stage)

    stage.scene(keyScene)
    let key: AttributeValue = context.holds(.keysHaveAnyType) ? "7" : .number(7)
    _ = stage.attempt(DynamoDB.PutItem(tableName: table, item: ["id": key, "name": "Customer of neither"]))
    stage.world.advance(by: .seconds(1))

    stage.scene(workScene)
    for _ in 1...arguments.integer(workers) {
      let sees = context.holds(.conditionsSeeWhatWasRead)
      _ = stage.attempt(
        DynamoDB.UpdateItem(
          tableName: table, key: ["id": id(1)], update: "SET #plan = :plan, #zip = :zip",
          condition: sees ? nil : "attribute_not_exists(#plan)",
          substitutions: Substitutions(
            names: ["#plan": "plan", "#zip": "zip"], values: [":plan": "free", ":zip": "80331"])))
      stage.world.advance(by: .seconds(1))
    }
  }

  private static func id(_ number: Int) -> AttributeValue { .string("customer-\(number)") }
  private static func put(_ item: Item, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: item))
    stage.world.advance(by: .seconds(1))
  }
  private static func scan(
    _ filter: String, _ names: [String: String], _ values: [String: AttributeValue], _ stage: inout Stage
  ) throws(ServiceError) {
    try stage.world.call(
      DynamoDB.Scan(
        tableName: table, filter: filter, substitutions: Substitutions(names: names, values: values)))
    stage.world.advance(by: .seconds(1))
  }
}

// MARK: - What came of it

extension Shapes {
  private static func written(_ run: DemoRun, _ scene: String) -> [DynamoDB.ItemWritten] {
    run.entries(of: scene).compactMap { $0.fact as? DynamoDB.ItemWritten }
  }
  static func accepted(_ run: DemoRun) -> Int {
    let old = run.arguments.integer(old)
    let added = (old + 1)...(old + run.arguments.integer(new))
    let keys = added.map { Key(id($0)) }
    return written(run, newScene).count { keys.contains($0.key) }
  }
  static func returned(_ run: DemoRun, _ scene: String) -> Int {
    run.entries(of: scene).lazy.compactMap { ($0.fact as? DynamoDB.ItemsRead)?.returned }.first ?? 0
  }
  static func isRefused(_ run: DemoRun) -> Bool { written(run, keyScene).isEmpty }
  static func upgrades(_ run: DemoRun) -> Int { written(run, workScene).count }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("accepted of version 2", counted(accepted(run), "item")),
      Outcome("with a plan", counted(returned(run, planScene), "item")),
      Outcome("found by the zip code as a number", counted(returned(run, zipScene), "item")),
      Outcome("an id that is a number", isRefused(run) ? "refused" : "accepted"),
      Outcome("workers that wrote", String(upgrades(run))),
      Outcome("items in the end", String(run.table(table)?.itemCount ?? 0)),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let marks = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let write as DynamoDB.ItemWritten: (.write, "\(write.operation) \(write.key)")
      case let page as DynamoDB.ItemsRead: (.read, "\(page.returned) of \(counted(page.scanned, "item")) found")
      case let failed as DynamoDB.ConditionFailed: (.problem, "a worker's write of \(failed.key) fails")
      case let refused as RequestRefused where refused.error.code == "ValidationException":
        (.problem, "the item with a number as its id is refused")
      default: nil
      }
    }
    return Timeline(from: run.start, to: run.world.now, [.init(table, marks: marks)])
  }
}
