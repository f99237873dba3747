import Basics
import Cloud
import OrderedCollections
import Simulation

extension Demo {
  /// A file of S3 becomes a table: which one, which rows, and what that uses.
  public static let dynamoDBImport = Demo(
    name: "dynamodb-import",
    title: "Import from S3: a file becomes a new table",
    situation: """
      A CSV file in S3 has a header with id, price and text, and {rows} good rows of about {size} each. Besides, {double} \
      rows repeat an id that was there before, with another price, and {bad} rows have too few fields. The shop has a \
      table Products already, and asks to import the file into it; then it imports the file as the table Catalogue. Each \
      row stands for {scale} on the bill.
      """,
    concepts: ["s3-import"],
    parameters: [Importing.rows, Importing.size, Importing.double, Importing.bad, Importing.scale],
    script: Importing.play,
    predictions: [
      Prediction(
        "existing", "Can the file be imported into Products, which is there already?", .boolean, about: ["s3-import"],
        misconceptions: [.importsFillTables],
        answer: { .boolean($0.entries(of: Importing.first).contains { $0.fact is DynamoDB.ImportStarted }) }),
      Prediction(
        "items", "How many items does Catalogue have in the end?", .number(unit: "items", tolerance: .exact),
        about: ["s3-import"], misconceptions: [.importsStopAtErrors],
        answer: { .number(Quantity($0.table(Importing.table)?.itemCount ?? 0)) }),
      Prediction(
        "type", "Of which type is the price of a product in Catalogue?", .choice, about: ["s3-import"],
        misconceptions: [.csvKnowsNumbers], options: { _ in [Importing.text, Importing.number] },
        answer: Importing.priceType),
      Prediction(
        "units", "How many write units does the import of Catalogue use?",
        .number(unit: "write units", tolerance: .percent(5)), about: ["s3-import"],
        misconceptions: [.importsWriteItems],
        answer: Importing.writeUnits),
      Prediction(
        "price", "What does the import of Catalogue cost?", .number(unit: "USD", tolerance: .percent(5)),
        about: ["s3-import"], answer: { .number(Quantity(Importing.cost($0))) }),
    ],
    outcomes: Importing.outcomes, timeline: Importing.timeline,
    tryNext: [
      Suggestion("A file without a fault", "--bad", "0", "--double", "0"),
      Suggestion("One good row among faults", "--rows", "1", "--double", "0", "--bad", "20"),
      Suggestion("Small rows: the price is by the size of the file", "--size", "1"),
    ])
}

private enum Importing {
  static let rows = Parameter.integer(
    "rows", 12, in: 1...40, ladder: [[12, 10], [8, 20], [15]], "Rows that become items.")
  static let size = Parameter.integer(
    "size", 50, in: 1...300, unit: "KB", ladder: [[50], [20, 100], [10]], "Of each good row.")
  static let double = Parameter.integer(
    "double", 2, in: 0...10, ladder: [[2], [1, 3], [4]],
    "Rows that repeat the id of the first row, the second and so on.")
  static let bad = Parameter.integer(
    "bad", 3, in: 0...20, ladder: [[3], [1, 2], [5]], "Rows with too few fields.")
  static let scale = Parameter.integer(
    "scale", 100_000, in: 1...10_000_000, ladder: [[100_000], [50_000, 200_000]],
    "How many rows each simulated one stands for on the bill.")

  static let table: TableName = "Catalogue", existing: TableName = "Products"
  static let bucket = "product-files", file = "products/all.csv"
  static let first = "Import the file into the table that is there."
  static let second = "Import the file as a new table."
  static let text = "a string", number = "a number", nothing = "not there"

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.dynamoDB.model.partitions, 1)
    stage.scene("A table is there, and a file is put into a bucket.")
    try stage.world.call(DynamoDB.CreateTable(tableName: existing, keys: KeySchema("id"), billing: .onDemand))
    try stage.world.waitUntilActive(existing)
    try stage.world.call(S3.CreateBucket(bucket))
    try stage.world.call(S3.PutObject(bucket, file, content(arguments)))
    stage.scene(first)
    _ = stage.attempt(request(existing))
    stage.world.advance(by: .minutes(10))
    stage.scene(second)
    try stage.world.call(request(table))
    stage.world.advance(by: .minutes(10))
    stage.projected = stage.world.settledLedger.repeated(
      arguments.integer(scale), except: [.s3Puts, .s3Gets, .logsIngested])
    stage.scene("Read one product, not on the bill.")
    _ = stage.attempt(DynamoDB.GetItem(tableName: table, key: ["id": "p-1"]))
  }

  private static func request(_ table: TableName) -> DynamoDB.ImportTable {
    DynamoDB.ImportTable(
      tableName: table, keys: KeySchema("id"), bucket: bucket, prefix: "products/", format: .csv())
  }

  private static func content(_ arguments: Arguments) -> String {
    let text = String(repeating: "x", count: arguments.integer(size) * 1_024 - 16), rows = arguments.integer(rows)
    var lines = ["id,price,text"]
    lines += (1...rows).map { "p-\($0),\($0)99,\(text)" }
    // Of a file with fewer rows than repeats the same ids come again.
    lines += (0..<arguments.integer(double)).map { "p-\($0 % rows + 1),5\($0),\(text)" }
    lines += (0..<arguments.integer(bad)).map { "q-\($0 + 1),199" }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: What came of it

  private static func job(_ run: DemoRun) -> Import? {
    run.entries(of: second).lazy.compactMap { ($0.fact as? DynamoDB.ImportEnded)?.job }.first
  }

  @Sendable static func priceType(_ run: DemoRun) -> Answer {
    switch run.table(table)?.item(Key("p-1"))?["price"] {
    case .string: .choice(text)
    case .number: .choice(number)
    default: .choice(nothing)
    }
  }

  /// Of all that the rows stand for.
  @Sendable static func writeUnits(_ run: DemoRun) -> Answer {
    let units = run.usage(of: .writeRequestUnits, in: second) * Int128(run.arguments.integer(scale))
    return .number(Quantity(units))
  }

  static func cost(_ run: DemoRun) -> Money {
    run.bill.lines.filter { $0.item == Meter.importedBytes.item }.reduce(.zero) { $0 + $1.amount }
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let refused = run.trace.all(RequestRefused.self).first
    return [
      Outcome("import into \(existing)", refused.map { "refused: \($0.error.code)" } ?? "made"),
      Outcome("rows read", String(job(run)?.processedItemCount ?? 0)),
      Outcome("rows that are no items, in the log", String(job(run)?.errorCount ?? 0)),
      Outcome("items in \(table)", String(run.table(table)?.itemCount ?? 0)),
      Outcome("the price of a product is", priceType(run).text()),
      Outcome("write units of the import", writeUnits(run).text()),
      Outcome("price of the import", Quantity(cost(run)).text(in: "USD")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    func lane(_ name: TableName, _ scene: String) -> Timeline.Lane {
      Timeline.Lane(
        name.description,
        marks: run.marks(run.entries(of: scene)) { entry in
          switch entry.fact {
          case is DynamoDB.ImportStarted: (.system, "the import begins; the table cannot be used yet")
          case let problems as DynamoDB.ImportErrors:
            (.problem, "\(counted(problems.errors, "row")) skipped and logged")
          case let ended as DynamoDB.ImportEnded:
            (.system, "\(ended.job.status.rawValue), \(counted(ended.job.importedItemCount, "item"))")
          case let refusal as RequestRefused: (.problem, "refused: \(refusal.error.code)")
          default: nil
          }
        })
    }
    return Timeline(from: run.start, to: run.world.now, [lane(existing, first), lane(table, second)])
  }
}
