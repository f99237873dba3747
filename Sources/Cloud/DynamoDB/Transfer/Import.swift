import Basics
import OrderedCollections
import Simulation

/// Objects of a bucket on their way into a new table.
public struct Import: Sendable {
  public enum Format: Sendable, Hashable {
    /// Without a header list the first row of each file names the attributes.
    case csv(delimiter: Character = ",", headers: [String]? = nil)
    case dynamoDBJSON, ion
  }
  public enum Status: String, Sendable { case inProgress = "IN_PROGRESS", completed = "COMPLETED", failed = "FAILED" }
  /// Errors after which no more are logged.
  public static let loggedErrorsMax = 10_000
  public static let logGroup = "/aws-dynamodb/imports"

  public let arn: String
  public let table: TableName
  public let bucket: String, prefix: String
  public let format: Format
  public let codec: S3.Codec
  public let started: Instant
  public internal(set) var ended: Instant?
  public internal(set) var status = Status.inProgress
  public internal(set) var failureCode: String?
  /// Rows read, items put, rows that could not be, and bytes before compression.
  public internal(set) var processedItemCount = 0, importedItemCount = 0, errorCount = 0, processedBytes = 0
  /// Keys of objects still to be read.
  var waiting: [String] = []
  var loggedErrors = 0
  let generation: Int

  public var logStream: String { String(arn.split(separator: "/").last ?? "import") }
}

extension DynamoDB {
  /// Makes a table and fills it from the objects of a bucket whose keys have a prefix.
  public struct ImportTable: Operation {
    public static let name = "dynamodb:ImportTable"
    public var tableName: TableName
    public var keys: KeySchema
    public var billing: BillingMode
    public var bucket: String, prefix: String
    public var format: Import.Format
    public var codec: S3.Codec
    public init(
      tableName: TableName, keys: KeySchema, billing: BillingMode = .onDemand, bucket: String, prefix: String = "",
      format: Import.Format, codec: S3.Codec = .none
    ) {
      (self.tableName, self.keys, self.billing, self.bucket) = (tableName, keys, billing, bucket)
      (self.prefix, self.format, self.codec) = (prefix, format, codec)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Import> {
      try DynamoDB.checkName(tableName)
      try DynamoDB.check(billing)
      let existing = db.tables[tableName]
      guard existing == nil || context.holds(.importsFillTables) else {
        throw ServiceError(
          "ResourceInUseException", "Table already exists: \(tableName)", rule: .importsMakeNewTables)
      }
      let table = existing ?? db.newTable(tableName, keys, billing, context.now)
      db.tables[tableName] = table
      let arn =
        "arn:aws:dynamodb:\(context.region):\(context.scope.account):table/\(tableName)/import/"
        + "\(context.now.milliseconds)-\(String(db.generation, radix: 16))"
      let job = Import(
        arn: arn, table: tableName, bucket: bucket, prefix: prefix, format: format, codec: codec, started: context.now,
        generation: table.generation)
      db.imports[arn] = job
      context.note(ImportStarted(job: job), because: .importsMakeNewTables)
      db.tell(CloudWatchLogs.CreateLogGroup(Import.logGroup), &context)
      db.tell(CloudWatchLogs.CreateLogStream(Import.logGroup, job.logStream), &context)
      db.listObjects(of: arn, after: nil, &context)
      return .now(job)
    }
  }

  public struct DescribeImport: Operation {
    public static let name = "dynamodb:DescribeImport"
    public var arn: String
    public init(arn: String) { self.arn = arn }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Import> {
      guard let job = db.imports[arn] else {
        throw ServiceError("ImportNotFoundException", "Import not found: \(arn)", rule: .importsMakeNewTables)
      }
      return .now(job)
    }
  }

  public struct ListImports: Operation {
    public static let name = "dynamodb:ListImports"
    public init() {}
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<[Import]> {
      .now(Array(db.imports.values))
    }
  }

  // MARK: One object after the other

  private func tell(_ operation: some Operation, _ context: inout Context) {
    context.tell(operation, to: context.scope)
  }

  private mutating func listObjects(of arn: String, after key: String?, _ context: inout Context) {
    let job = imports[arn]!
    let list = S3.ListObjectsV2(job.bucket, prefix: job.prefix, startAfter: key)
    transfers[context.send(list, to: context.scope, from: DynamoDB.self)] = .list(arn: arn)
  }

  mutating func objectsListed(_ arn: String, _ reply: AnyReply, _ context: inout Context) {
    guard imports[arn] != nil else { return }
    switch reply {
    case .failure(let error): endImport(arn, failure: "S3\(error.code)", &context)
    case .success(let output):
      guard let page = output as? S3.ListObjectsV2.Output else { return }
      imports[arn]!.waiting += page.objects.map(\.key)
      if page.isTruncated {
        listObjects(of: arn, after: page.objects.last?.key, &context)
      } else {
        readObject(of: arn, &context)
      }
    }
  }

  private mutating func readObject(of arn: String, _ context: inout Context) {
    guard let key = imports[arn]!.waiting.first else {
      let time = context.draw(model.importTime, for: "dynamodb.import")
      return _ = context.schedule(DynamoDB.self, .finishImport(arn: arn), after: time)
    }
    let get = S3.GetObject(imports[arn]!.bucket, key)
    transfers[context.send(get, to: context.scope, from: DynamoDB.self)] = .read(arn: arn)
  }

  mutating func objectRead(_ arn: String, _ reply: AnyReply, _ context: inout Context) {
    guard imports[arn] != nil else { return }
    let key = imports[arn]!.waiting.removeFirst()
    switch reply {
    case .failure(let error): logErrors([(key, error.message)], of: arn, &context)
    case .success(let output):
      guard let object = output as? S3.Object else { return }
      take(object, into: arn, &context)
    }
    readObject(of: arn, &context)
  }

  private mutating func take(_ object: S3.Object, into arn: String, _ context: inout Context) {
    let job = imports[arn]!, name = job.table
    guard tables[name]?.generation == job.generation else { return }
    imports[arn]!.processedBytes += object.size
    guard object.codec == job.codec else {
      return logErrors(
        [(object.key, "The file is not \(job.codec.rawValue): it is \(object.codec.rawValue)")], of: arn, &context)
    }
    let schema = tables[name]!.schema
    var problems: [(String, String)] = []
    for row in job.format.rows(of: object.text, schema) {
      imports[arn]!.processedItemCount += 1
      do throws(ServiceError) {
        var item = try row.get()
        if context.holds(.csvKnowsNumbers), case .csv = job.format { item.readNumbers(except: schema) }
        let key = try schema.key(of: item), size = try item.checkedSize()
        // No capacity is asked for, no stream is written, and no timer of TTL is set: the table is new.
        tables[name]!.writeCount += 1
        let version = Version(
          at: context.localNow, after: nil, region: context.region, count: tables[name]!.writeCount)
        if context.holds(.importsWriteItems) {
          context.meter(.writeRequestUnits, Int128(Capacity.write(old: 0, new: size).halves / 2))
        }
        if tables[name]!.items[key] == nil { imports[arn]!.importedItemCount += 1 }
        tables[name]!.store(.init(item: item, size: size, lineage: Lineage(version, after: nil)), at: key, &context)
      } catch {
        problems.append((object.key, error.message))
      }
    }
    logErrors(problems, of: arn, &context)
    if !problems.isEmpty, context.holds(.importsStopAtErrors) {
      endImport(arn, failure: "ItemValidationError", &context)
    }
  }

  private mutating func logErrors(_ problems: [(String, String)], of arn: String, _ context: inout Context) {
    guard !problems.isEmpty else { return }
    imports[arn]!.errorCount += problems.count
    let logged = problems.prefix(max(0, Import.loggedErrorsMax - imports[arn]!.loggedErrors))
    imports[arn]!.loggedErrors += logged.count
    guard !logged.isEmpty else { return }
    let events = logged.map { file, message in
      CloudWatchLogs.Event(
        at: context.now,
        message: JSONValue.object([
          .init("importArn", .string(arn)), .init("s3Key", .string(file)), .init("errorMessage", .string(message)),
        ]).serialized)
    }
    tell(CloudWatchLogs.PutLogEvents(Import.logGroup, imports[arn]!.logStream, events), &context)
    context.note(ImportErrors(table: imports[arn]!.table, errors: problems.count), because: .importErrorsAreLogged)
  }

  mutating func endImport(_ arn: String, failure: String?, _ context: inout Context) {
    guard let job = imports[arn], job.status == .inProgress else { return }
    imports[arn]!.status = failure == nil ? .completed : .failed
    (imports[arn]!.failureCode, imports[arn]!.ended) = (failure, context.now)
    if tables[job.table]?.generation == job.generation {
      if failure == nil { tables[job.table]!.status = .active } else { tables[job.table] = nil }
    }
    if failure == nil { context.meter(.importedBytes, Int128(job.processedBytes)) }
    var also: [Rule] = []
    if case .csv = job.format { also = [.csvIsText] }
    context.note(ImportEnded(job: imports[arn]!), because: .importsUseNoCapacity, also: also)
  }

  public struct ImportStarted: Fact {
    public let job: Import
    public var details: [Detail] {
      [Detail("table", job.table), Detail("bucket", job.bucket), Detail("prefix", job.prefix)]
    }
  }
  public struct ImportErrors: Fact {
    public let table: TableName
    public let errors: Int
    public var details: [Detail] { [Detail("table", table), Detail("errors", errors)] }
  }
  public struct ImportEnded: Fact {
    public let job: Import
    public var details: [Detail] {
      [
        Detail("table", job.table), Detail("status", job.status.rawValue), Detail("processed", job.processedItemCount),
        Detail("imported", job.importedItemCount), Detail("errors", job.errorCount),
        Detail("bytes", job.processedBytes), Detail("write units", 0),
      ]
    }
  }
}

extension Rule {
  static let importGuide = "DynamoDB Developer Guide: DynamoDB data import from Amazon S3"
  public static let importsMakeNewTables = Rule(
    "dynamodb.import.new-table", "An import makes a new table; it cannot read into one that exists.",
    source: importGuide)
  public static let importsUseNoCapacity = Rule(
    "dynamodb.import.capacity",
    """
    An import consumes no write capacity; it is paid for by the GB read, before compression. Of rows with one key one \
    survives. (Here the last; how long it takes: model.)
    """, source: importGuide)
  public static let csvIsText = Rule(
    "dynamodb.import.csv",
    "Of a CSV file the key attributes get the types of the table's keys; all other attributes become strings.",
    source: "DynamoDB Developer Guide: Amazon S3 import formats for DynamoDB")
  public static let importErrorsAreLogged = Rule(
    "dynamodb.import.errors",
    """
    Rows that are no items are skipped and logged to CloudWatch Logs in /aws-dynamodb/imports, up to 10,000 of them; the \
    import goes on.
    """, source: importGuide)
}

extension Misconception {
  public static let importsWriteItems = Misconception(
    "imports-use-write-capacity", contradicts: .importsUseNoCapacity,
    says: "An import uses write capacity, as putting its items would.")
  public static let importsFillTables = Misconception(
    "imports-fill-tables", contradicts: .importsMakeNewTables, says: "An import can add to a table that there is.")
  public static let importsStopAtErrors = Misconception(
    "imports-stop-at-errors", contradicts: .importErrorsAreLogged,
    says: "An import that meets a row that is no item fails, and its table is gone.")
  public static let csvKnowsNumbers = Misconception(
    "csv-knows-numbers", contradicts: .csvIsText, says: "What looks like a number in a CSV file becomes a number.")
}
