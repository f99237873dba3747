import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// One table in one Region.
public struct Table: Sendable {
  public enum Status: String, Sendable {
    case creating = "CREATING", active = "ACTIVE", updating = "UPDATING", deleting = "DELETING"
  }
  /// In the order of a scan. Copies share what they have in common, so that a snapshot costs nothing.
  public typealias Items = SortedMap<Key, Stored>
  /// An item as it is kept.
  public struct Stored: Sendable {
    public let item: Item
    public let size: Int
    let lineage: Lineage
    /// The hidden time of the last write, which decides conflicts of a global table.
    public var version: Version { lineage.version }
  }

  public let name: TableName
  public let schema: KeySchema
  public let created: Instant
  /// Tells a table from an earlier one of the same name.
  let generation: Int
  public internal(set) var status = Status.creating
  public internal(set) var billing: BillingMode
  public internal(set) var items = Items()
  /// Bytes of all items, without the overhead that storage is billed with.
  public internal(set) var bytes = 0
  public internal(set) var timeToLive: TimeToLive?
  public internal(set) var stream: Stream?
  public internal(set) var recovery: Recovery?
  public internal(set) var replicas: [Region] = []
  public internal(set) var tags: [String: String] = [:]
  /// By name, local ones first.
  public internal(set) var indexes: OrderedDictionary<String, TableIndex> = [:]
  public internal(set) var tableClass = TableClass.standard
  public internal(set) var isProtected = false
  /// When each change of the table class was made, oldest first.
  var classChanges: [Instant] = []

  /// Bytes by partition key, index entries included; only in a table with local indexes.
  var collections: TreeDictionary<AttributeValue, Int> = [:]
  var tombstones: TreeDictionary<Key, Lineage> = [:]
  /// What it can serve each second.
  public internal(set) var pool: ThroughputPool
  var storage: Gauge, writeCapacity: Gauge, readCapacity: Gauge, recoveryStorage: Gauge
  var writeCount = 0
  var throughputHistory = ThroughputHistory()
  /// Set when its writes are in all Regions before they are acknowledged.
  public internal(set) var strong: StrongReplication?
  var foreignWrites: [Key: ForeignWrite] = [:]
  public internal(set) var kinesis: KinesisDestination?

  init(name: TableName, schema: KeySchema, billing: BillingMode, generation: Int, now: Instant) {
    (self.name, self.schema, self.billing, self.created) = (name, schema, billing, now)
    self.generation = generation
    let throughput = billing.throughput
    pool = ThroughputPool(name, .table, billing, at: now)
    storage = Gauge(0, since: now)
    writeCapacity = Gauge(throughput.write, since: now)
    readCapacity = Gauge(throughput.read, since: now)
    recoveryStorage = Gauge(0, since: now)
  }

  public var itemCount: Int { items.count }
  /// Bytes that storage is billed for, those of the indexes included.
  public var billedBytes: Int {
    let overhead = replicas.isEmpty ? 100 : 148
    return indexes.values.reduce(bytes + items.count * overhead) { $0 + $1.bytes + $1.itemCount * overhead }
  }

  /// The items, in the order of a scan.
  public var allItems: [Item] { items.map(\.value.item) }
  public func item(_ key: Key) -> Item? { items[key]?.item }

  /// Puts, replaces or (with nil) removes an item, and keeps the counts and the history right.
  mutating func store(_ stored: Stored?, at key: Key, _ context: inout Context) {
    rememberSecond(context.now)
    let old = items[key]
    bytes += (stored?.size ?? 0) - (old?.size ?? 0)
    if let stored {
      items[key] = stored
      tombstones[key] = nil
    } else {
      items[key] = nil
    }
    updateGauges(&context)
  }

  mutating func updateGauges(_ context: inout Context) {
    context.set(&storage, to: billedBytes, meter(.tableStorage))
    if recovery != nil { context.set(&recoveryStorage, to: billedBytes, .recoveryStorage) }
  }

  mutating func change(_ billing: BillingMode, _ context: inout Context) {
    rememberSecond(context.now)
    self.billing = billing
    let throughput = billing.throughput
    context.set(&writeCapacity, to: throughput.write, meter(.writeCapacity))
    context.set(&readCapacity, to: throughput.read, meter(.readCapacity))
    pool.change(to: billing, at: context.now)
    for name in indexes.keys { indexes[name]!.follow(billing, self, &context) }
  }

  mutating func settle(_ context: inout Context) {
    context.settle(&storage, meter(.tableStorage))
    if !context.holds(.unusedCapacityIsFree) {
      context.settle(&writeCapacity, meter(.writeCapacity))
      context.settle(&readCapacity, meter(.readCapacity))
    }
    context.settle(&recoveryStorage, .recoveryStorage)
    for name in indexes.keys { indexes[name]!.settle(&context, self) }
  }
}

extension BillingMode {
  /// Nothing is provisioned on demand.
  var throughput: Throughput {
    switch self {
    case .onDemand: Throughput(read: 0, write: 0)
    case .provisioned(let throughput): throughput
    }
  }
}

extension Meter {
  /// Counted in byte-seconds; a billed GB is 10⁹ bytes, and a month is priced by its own length.
  public static let tableStorage = Meter(
    service: "dynamodb", item: "table-storage", unit: "GB-month", unitsPerPriced: 1_000_000_000)
  public static let recoveryStorage = Meter(
    service: "dynamodb", item: "point-in-time-recovery", unit: "GB-month", unitsPerPriced: 1_000_000_000)
  public static let backupStorage = Meter(
    service: "dynamodb", item: "on-demand-backup", unit: "GB-month", unitsPerPriced: 1_000_000_000)
  /// Counted in bytes, as are those that follow. (Exports and imports are priced; the operations are refused.)
  public static let exportedBytes = Meter(
    service: "dynamodb", item: "exported-data", unit: "GB", unitsPerPriced: 1_000_000_000)
  public static let importedBytes = Meter(
    service: "dynamodb", item: "imported-data", unit: "GB", unitsPerPriced: 1_000_000_000)
  public static let restoredBytes = Meter(
    service: "dynamodb", item: "restored-data", unit: "GB", unitsPerPriced: 1_000_000_000)
}

extension Rule {
  public static let storageOverhead = Rule(
    "dynamodb.storage.overhead",
    "Billed storage counts 100 bytes more for each item, 148 in a global table; capacity and the item limit do not.",
    source: "DynamoDB Developer Guide: DynamoDB item sizes and formats")
}
