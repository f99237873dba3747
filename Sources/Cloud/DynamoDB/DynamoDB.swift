import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// Amazon DynamoDB in one account and Region.
public struct DynamoDB: Service {
  public static let name = "dynamodb"
  public static var home: WritableKeyPath<Stack, DynamoDB> { \.dynamoDB }

  public internal(set) var tables: OrderedDictionary<TableName, Table> = [:]
  public internal(set) var backups: OrderedDictionary<String, Backup> = [:]
  public var model = Model()
  var generation = 0
  var iterators: [String: ShardIterator] = [:]
  var shardReaders: [String: ShardReaders] = [:]
  var tokens: [String: RememberedTransaction] = [:]
  /// What auto scaling watches, in the order of registration.
  public internal(set) var scalableTargets: OrderedDictionary<ScalableDimension, ScalableTarget> = [:]
  public internal(set) var exports: OrderedDictionary<String, Export> = [:]
  public internal(set) var imports: OrderedDictionary<String, Import> = [:]
  var changeCount = 0
  /// Requests to other services under way.
  var transfers: [RequestID: Transfer] = [:]
  public internal(set) var scalingActivities: [ScalingActivity] = []
  /// Transactions under way, and which of them holds an item.
  var transactions: [Int: OngoingTransaction] = [:]
  var locks: [LockedItem: Int] = [:]

  /// What AWS does not promise: quantities that a run chooses. The defaults are ours.
  public struct Model: Sendable, Hashable {
    /// From an item's expiry to its deletion. AWS: "within a few days"; the older text said 48 hours.
    public var expiryLag = Latency.uniform(.zero ... .hours(48))
    /// From a write to its arrival in another Region. AWS: usually within a second.
    public var replicationLag = Latency.fixed(.seconds(1))
    /// Exceptions to `replicationLag` by `from>to`.
    public var replicationLags: [String: Latency] = [:]
    /// From CreateTable to ACTIVE.
    public var creationTime = Latency.fixed(.seconds(5))
    /// From a restore to ACTIVE: at least the first, and the second for each GB.
    public var restoreTime = Latency.fixed(.minutes(20))
    public var restoreTimePerGigabyte = Duration.seconds(30)
    /// Partitions of a new table; nil: as many as its throughput needs.
    public var partitions: Int?
    /// On-demand tables made from now on serve any load: for runs about other things, in which many requests share an
    /// instant.
    public var onDemandIsUnlimited = false
    /// Seconds over its limit after which a partition is split. AWS: minutes.
    public var hotSecondsUntilSplit = Self.hotSecondsUntilSplitByDefault
    static let hotSecondsUntilSplitByDefault = 300
    /// From the request to the files, and from the last object to ACTIVE. AWS: minutes to hours.
    public var exportTime = Latency.fixed(.minutes(5)), importTime = Latency.fixed(.minutes(5))
    /// From a change to its arrival in a Kinesis data stream, and how often it is sent twice.
    public var kinesisLag = Latency.uniform(.milliseconds(200) ... .seconds(2))
    public var kinesisDuplicates = Ratio(1, of: 1_000)
    /// How long a write of a strongly consistent global table is being acknowledged: a round trip between Regions.
    public var strongWriteTime = Latency.fixed(.milliseconds(100))
    /// From an alarm of auto scaling to the new capacity. AWS: minutes.
    public var scalingTime = Latency.fixed(.minutes(1))

    /// From DeleteTable until the name is free.
    public var deletionTime = Latency.fixed(.zero)
    /// How long a table is UPDATING after a change of its class, its capacity or its indexes.
    public var updateTime = Latency.fixed(.seconds(5))
    /// From a write to its arrival in a global secondary index. AWS: within a fraction of a second.
    public var indexLag = Latency.fixed(.milliseconds(20))
    /// From the creation of an index on a table that is there until it is filled: at least the first, and the second
    /// for each whole GB.
    public var indexCreationTime = Latency.fixed(.minutes(5))
    public var indexCreationTimePerGigabyte = Duration.seconds(60)
    /// From a transaction's checks to its writes.
    public var transactionTime = Latency.fixed(.zero)

    public init() {}
  }

  public enum Timer: Sendable {
    case activate(table: TableName, generation: Int)
    case expire(table: TableName, generation: Int, key: Key, expiry: Int)
    case restored(table: TableName, generation: Int, started: Instant)
    case dropBackup(arn: String)
    case writeExport(arn: String)
    case finishImport(arn: String)
    case evaluateScaling(ScalableDimension, minute: Int)
    case applyScaling(ScalableDimension)
    case dropTable(table: TableName, generation: Int)
    case propagate(table: TableName, generation: Int, write: IndexWrite, made: Instant)
    case indexReady(table: TableName, generation: Int, index: String)
    case indexGone(table: TableName, generation: Int, index: String)
    case commitTransaction(Int)
  }

  public init() {}

  public mutating func wake(_ timer: Timer, _ context: inout Context) {
    switch timer {
    case .activate(let table, let generation): activate(table, generation, &context)
    case .expire(let table, let generation, let key, let expiry): expire(key, expiry, in: table, generation, &context)
    case .restored(let table, let generation, let started): finishRestore(table, generation, started, &context)
    case .dropBackup(let arn): dropBackup(arn, &context)
    case .writeExport(let arn): writeExport(arn, &context)
    case .finishImport(let arn): endImport(arn, failure: nil, &context)
    case .evaluateScaling(let dimension, let minute): evaluateScaling(dimension, minute, &context)
    case .applyScaling(let dimension): applyScaling(dimension, &context)
    case .dropTable(let table, let generation): dropTable(table, generation, &context)
    case .propagate(let table, let generation, let write, let made):
      propagate(write, madeAt: made, to: table, generation, &context)
    case .indexReady(let table, let generation, let index): finishIndex(index, of: table, generation, &context)
    case .indexGone(let table, let generation, let index): dropIndex(index, of: table, generation, &context)
    case .commitTransaction(let id): commitTransaction(id, &context)
    }
  }

  public mutating func settle(_ context: inout Context) {
    for name in tables.keys { tables[name]!.settle(&context) }
    for arn in backups.keys { context.settle(&backups[arn]!.storage, .backupStorage) }
  }

  public func table(_ name: TableName) -> Table? { tables[name] }

  /// A table that requests may use.
  func active(_ name: TableName) throws(ServiceError) -> Table {
    guard let table = tables[name], table.status != .creating, table.status != .deleting else {
      throw .tableNotUsable(name)
    }
    return table
  }
}

extension World {
  /// Runs until the table is ACTIVE; a replica on its way may take a minute to appear.
  /// - Throws: `ResourceNotFoundException` when there is no such table.
  public mutating func waitUntilActive(_ table: TableName, in region: Region = .usEast1) throws(ServiceError) {
    let limit = now + .minutes(1)
    while self[region].dynamoDB.tables[table]?.status != .active {
      let isMissing = self[region].dynamoDB.tables[table] == nil
      guard let due = context.queue.nextDue(), !isMissing || due <= limit else { throw .tableNotFound(table) }
      step()
    }
  }
}

extension ServiceError {
  static func tableNotFound(_ table: TableName) -> ServiceError {
    ServiceError(
      "ResourceNotFoundException", "Requested resource not found: Table: \(table) not found", rule: .tablesAreCreated)
  }
  /// Of item operations, on a missing table or one that is still being created.
  static func tableNotUsable(_ table: TableName) -> ServiceError {
    ServiceError("ResourceNotFoundException", "Requested resource not found", rule: .tablesAreCreated)
  }
  static func invalid(_ message: String, _ rule: Rule) -> ServiceError {
    ServiceError("ValidationException", message, rule: rule)
  }
}
