import Basics
import Cloud
import Simulation

extension Demo {
  /// Cheaper to keep, dearer to use.
  public static let dynamoDBTableClasses = Demo(
    name: "dynamodb-table-classes",
    title: "DynamoDB table classes: Standard or Standard-IA",
    situation: """
      A table on demand holds {storage} all month. In the month it gets {writes} million writes and {reads} million \
      eventually consistent reads, of items of 1 KB. One table of each class is simulated for an hour with one item of 400 KB, one \
      write and one read; the rest of a month of 30 days is booked by that. The free tier is used up. Aside, a table is \
      changed to Standard-IA, a day later back, and {pause} after that to Standard-IA again.
      """,
    concepts: ["table-class", "on-demand-mode", "dynamodb"],
    parameters: [Classes.storage, Classes.writes, Classes.reads, Classes.pause],
    start: Instant(CivilDate(year: 2026, month: 11, day: 1)), script: Classes.play,
    predictions: [
      Prediction(
        "standard", "What does the month cost in the class Standard?", .number(unit: "USD", tolerance: .percent(3)),
        about: ["table-class", "on-demand-mode"], answer: { .number(Quantity(Classes.cost($0, .standard))) }),
      Prediction(
        "infrequent", "And in the class Standard-IA?", .number(unit: "USD", tolerance: .percent(3)),
        about: ["table-class"], misconceptions: [.onlyStorageDiffers],
        answer: { .number(Quantity(Classes.cost($0, .infrequentAccess))) }),
      Prediction(
        "cheaper", "Which class is cheaper for this table?", .choice, about: ["table-class"],
        misconceptions: [.onlyStorageDiffers], options: { _ in [Classes.standard, Classes.infrequent] },
        answer: { run in
          let isStandard = Classes.cost(run, .standard) <= Classes.cost(run, .infrequentAccess)
          return .choice(isStandard ? Classes.standard : Classes.infrequent)
        }),
      Prediction(
        "break-even", "With these requests, how much storage makes both classes cost the same?",
        .number(unit: "GB", tolerance: .percent(5)), about: ["table-class"], misconceptions: [.onlyStorageDiffers],
        answer: { .number(Classes.breakEven($0)) }),
      Prediction(
        "third", "Is the third change of class accepted?", .boolean, about: ["table-class"],
        misconceptions: [.classesChangeAtWill], answer: { .boolean(Classes.changes($0) == 3) }),
    ],
    outcomes: Classes.outcomes, timeline: Classes.timeline,
    tryNext: [
      Suggestion("An archive: much storage, few requests", "--storage", "1000", "--writes", "1", "--reads", "2"),
      Suggestion("Near the break-even", "--storage", "120"),
      Suggestion("Wait a month with the third change", "--pause", "30d"),
    ])
}

extension Misconception {
  static let onlyStorageDiffers = Misconception(
    "only-storage-differs", contradicts: .tableClasses,
    says: "Standard-IA has cheaper storage, and requests cost the same in both classes.")
}

private enum Classes {
  static let storage = Parameter.integer(
    "storage", 50, in: 1...20_000, unit: "GB", ladder: [[50, 100], [20, 500], [75, 2_000]], "What the table holds.")
  static let writes = Parameter.integer(
    "writes", 100, in: 0...10_000, ladder: [[100], [10, 50], [250]], "Million writes in the month.")
  static let reads = Parameter.integer(
    "reads", 200, in: 0...10_000, ladder: [[200, 100], [20, 400], [1_000]], "Million reads in the month.")
  static let pause = Parameter.duration(
    "pause", .days(10), in: .days(1) ... .days(40), step: .days(1),
    ladder: [[.days(10)], [.days(5), .days(30)], [.days(28), .days(29)]],
    "From the second change of class to the third.")

  static let standard = "Standard", infrequent = "Standard-IA"
  static let tables: [(name: TableName, tableClass: TableClass)] = [
    ("Orders-standard", .standard), ("Orders-infrequent", .infrequentAccess),
  ]
  static let other = "Archive"
  static let changeScene = "Aside, not on the bill: change the class of another table three times."
  /// A billed GB has so many items of 400,000 bytes, of which 100 are billed besides the item.
  static let itemsPerGigabyte = 2_500, billedBytes = 400_000
  static let hoursOfMonth = 720

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.hasFreeTier = false
    if stage.world.context.holds(.onlyStorageDiffers) {
      for meter in [Meter.writeRequestUnits, .readRequestUnits] {
        let price = PriceBook.standard.tiers(of: meter)[0].amount
        stage.prices = stage.prices.repriced("ia-\(meter.item)", of: "dynamodb", to: price)
      }
    }
    stage.world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    stage.scene("Make a table of each class, with one large item.")
    for (name, tableClass) in tables {
      try stage.world.call(
        DynamoDB.CreateTable(
          tableName: name, keys: KeySchema("id"), billing: .onDemand, tableClass: tableClass))
      try stage.world.call(DynamoDB.PutItem(tableName: name, item: large))
    }
    var month = Ledger(), before = stage.world.settledLedger
    func book(_ times: Int) {
      let after = stage.world.settledLedger
      month.repeatUsage(from: before, to: after, times: times)
      before = after
    }
    stage.scene("Keep them for an hour.")
    stage.world.advance(by: .hours(1))
    book(hoursOfMonth * itemsPerGigabyte * arguments.integer(storage))
    stage.scene("Write an item of 1 KB to each.")
    for (name, _) in tables { try stage.world.call(DynamoDB.PutItem(tableName: name, item: small)) }
    book(1_000_000 * arguments.integer(writes))
    stage.scene("Read it from each.")
    for (name, _) in tables { try stage.world.call(DynamoDB.GetItem(tableName: name, key: ["id": "small"])) }
    book(1_000_000 * arguments.integer(reads))
    stage.projected = month

    stage.scene(changeScene)
    try stage.world.call(DynamoDB.CreateTable(tableName: other, keys: KeySchema("id"), billing: .onDemand))
    change(to: .infrequentAccess, &stage)
    stage.world.advance(by: .days(1))
    change(to: .standard, &stage)
    stage.world.advance(by: arguments.duration(pause))
    change(to: .infrequentAccess, &stage)
  }

  private static func change(to tableClass: TableClass, _ stage: inout Stage) {
    _ = stage.attempt(DynamoDB.UpdateTable(tableName: other, change: .tableClass(tableClass)))
  }

  private static var large: Item {
    var item: Item = ["id": "large", "body": ""]
    item["body"] = .string(String(repeating: "x", count: billedBytes - 100 - item.size))
    return item
  }
  private static var small: Item {
    var item: Item = ["id": "small", "body": ""]
    item["body"] = .string(String(repeating: "x", count: 1_024 - item.size))
    return item
  }

  // MARK: What came of it

  private static func lines(_ run: DemoRun, _ tableClass: TableClass) -> [Bill.Line] {
    run.bill.lines.filter { $0.item.hasPrefix("ia-") == (tableClass == .infrequentAccess) }
  }
  static func cost(_ run: DemoRun, _ tableClass: TableClass) -> Money {
    lines(run, tableClass).reduce(.zero) { $0 + $1.amount }
  }
  private static func requests(_ run: DemoRun, _ tableClass: TableClass) -> Money {
    lines(run, tableClass).reduce(.zero) { $0 + ($1.item.hasSuffix("storage") ? .zero : $1.amount) }
  }
  private static func storagePrice(_ run: DemoRun, _ tableClass: TableClass) -> Money {
    lines(run, tableClass).first { $0.item.hasSuffix("storage") }?.price ?? .zero
  }
  /// GB at which what is saved on storage is what requests cost more.
  static func breakEven(_ run: DemoRun) -> Quantity {
    let more = requests(run, .infrequentAccess) - requests(run, .standard)
    let saved = storagePrice(run, .standard) - storagePrice(run, .infrequentAccess)
    guard saved > .zero else { return .zero }
    return Quantity((more.picodollars * 10 + saved.picodollars / 2) / saved.picodollars, over: 10)
  }
  static func changes(_ run: DemoRun) -> Int { run.trace.all(DynamoDB.TableClassChanged.self).count }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome(standard, Quantity(cost(run, .standard)).text(in: "USD")),
      Outcome(infrequent, Quantity(cost(run, .infrequentAccess)).text(in: "USD")),
      Outcome("both cost the same at", breakEven(run).text(in: "GB")),
      Outcome("changes of class accepted", "\(changes(run)) of 3"),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let aside = run.scenes.last?.at ?? run.start
    let marks = run.marks(run.entries(of: changeScene)) { entry in
      switch entry.fact {
      case let change as DynamoDB.TableClassChanged:
        (.system, "the class is \(change.tableClass == .standard ? standard : infrequent) now")
      case is RequestRefused: (.problem, "the change is refused")
      default: nil
      }
    }
    return Timeline(from: aside, to: run.world.now, [.init(other, marks: marks)])
  }
}
