import Basics
import OrderedCollections
import Simulation

extension DynamoDB {
  public static var exploration: (any Exploration)? { DynamoDBExploration() }
}

/// Random writes and reads of a global table and of a table with a stream and recovery.
///
/// What must hold: the ledger equals the units of the trace, a stream's records of one key are a chain, TTL deletes
/// nothing early, replicas converge once partitions heal, and a restore equals the table at that second.
public struct DynamoDBExploration: Exploration {
  public init() {}

  static let global: TableName = "Stock", local: TableName = "Orders"

  public var name: String { DynamoDB.name }
  public var regions: [Region] { [.usEast1, .euWest1, .apSoutheast2] }
  public var operations: [String] {
    [DynamoDB.PutItem.name, DynamoDB.UpdateItem.name, DynamoDB.DeleteItem.name, "dynamodb:*"]
  }
  public var messages: [String] { ["dynamodb:replication"] }
  /// Past the longest lag of TTL, which is the last thing to happen.
  public var rest: Duration { .days(3) }

  /// A request to one of the two tables.
  public struct Step: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
      /// The value, and the expiry in seconds from now.
      case put(Int, expiry: Int?)
      case increment, delete, read
    }
    public let region: Region
    public let table: TableName
    public let key: String
    public let kind: Kind

    public var description: String {
      let what =
        switch kind {
        case .put(let value, let expiry): "put \(value)" + (expiry.map { ", expiring in \($0) s," } ?? "") + " as"
        case .increment: "add 1 to"
        case .delete: "delete"
        case .read: "read"
        }
      return "\(what) \(key) of \(table) in \(region)"
    }
  }

  public struct Monitor: Sendable {
    /// Entries of the trace that were read.
    var read = 0
    /// Units that the trace tells of, by meter and Region.
    var units: [Meter: [String: Int128]] = [:]
    /// What the local table held, by the second whose last state it was.
    var contents: [(second: Int, items: [Item])] = []
    /// The records of the stream that were read, and the last image of each key.
    var records = 0
    var images: [Key: Item] = [:]
  }

  public func begin(seed: UInt64) throws(ServiceError) -> (world: World, monitor: Monitor) {
    var world = World(seed: seed, start: Instant(seconds: 1_795_510_800), regions: regions)
    world.model(\.dynamoDB.model.creationTime, .fixed(.zero))
    world.model(\.dynamoDB.model.replicationLag, .uniform(.milliseconds(100) ... .seconds(3)))
    try world.call(DynamoDB.CreateTable(tableName: Self.global, keys: KeySchema("id"), billing: .onDemand))
    for region in regions.dropFirst() {
      try world.call(DynamoDB.UpdateTable(tableName: Self.global, change: .addReplica(region)))
    }
    try world.call(
      DynamoDB.CreateTable(
        tableName: Self.local, keys: KeySchema("id"), billing: .onDemand, stream: .newAndOldImages))
    world.advance(by: .seconds(10))
    for table in [Self.global, Self.local] {
      try world.call(DynamoDB.UpdateTimeToLive(tableName: table, attribute: "ttl", isEnabled: true))
    }
    try world.call(DynamoDB.UpdateContinuousBackups(tableName: Self.local, isEnabled: true))
    world.advance(by: .seconds(10))
    return (world, Monitor())
  }

  public func step(_ random: inout Random) -> Step {
    let isLocal = random.integer(in: 0...2) == 0
    let kind: Step.Kind =
      switch random.integer(in: 0...9) {
      case 0..<4: .put(random.integer(in: 0...99), expiry: nil)
      case 4: .put(random.integer(in: 0...99), expiry: random.integer(in: -10...1_000))
      case 5..<7: .increment
      case 7..<9: .delete
      default: .read
      }
    let region = isLocal ? Region.usEast1 : regions[random.integer(in: 0...regions.count - 1)]
    return Step(
      region: region, table: isLocal ? Self.local : Self.global, key: "k\(random.integer(in: 0...3))", kind: kind)
  }

  public func perform(_ step: Step, on world: inout World, _ monitor: inout Monitor) {
    let key: Item = ["id": .string(step.key)]
    switch step.kind {
    case .put(let value, let expiry):
      var item = key
      item["n"] = .number(DecimalNumber(value))
      if let expiry { item["ttl"] = .number(DecimalNumber(world.now.seconds + expiry)) }
      world.submit(DynamoDB.PutItem(tableName: step.table, item: item), in: step.region)
    case .increment:
      world.submit(
        DynamoDB.UpdateItem(
          tableName: step.table, key: key, update: "ADD n :one", substitutions: Substitutions(values: [":one": 1])),
        in: step.region)
    case .delete: world.submit(DynamoDB.DeleteItem(tableName: step.table, key: key), in: step.region)
    case .read: world.submit(DynamoDB.GetItem(tableName: step.table, key: key), in: step.region)
    }
  }

  public func observe(_ world: World, _ monitor: inout Monitor) throws(Breach) {
    try readTrace(world, &monitor)
    try readStream(world, &monitor)
    let items = world[.usEast1].dynamoDB.table(Self.local)!.allItems
    if monitor.contents.last?.items != items { monitor.contents.append((world.now.seconds, items)) }
  }

  // MARK: What must hold after each event

  private func readTrace(_ world: World, _ monitor: inout Monitor) throws(Breach) {
    for entry in world.trace.entries[monitor.read...] {
      switch entry.fact {
      case let fact as DynamoDB.ItemWritten:
        let meter: Meter = fact.table == Self.global ? .replicatedWriteUnits : .writeRequestUnits
        monitor.units[meter, default: [:]][entry.scope, default: 0] += Int128(fact.units.halves / 2)
      case let fact as DynamoDB.ReplicatedWrite:
        monitor.units[.replicatedWriteUnits, default: [:]][entry.scope, default: 0] += Int128(fact.units.halves / 2)
      case let fact as DynamoDB.ItemRead:
        monitor.units[.readRequestUnits, default: [:]][entry.scope, default: 0] += Int128(fact.units.halves)
      case let fact as DynamoDB.ItemExpired where fact.lag < .zero:
        throw Breach("TTL deletes nothing early", "\(fact.text)")
      default: break
      }
    }
    monitor.read = world.trace.entries.count
    for meter in [Meter.writeRequestUnits, .replicatedWriteUnits, .readRequestUnits] {
      for region in regions {
        let booked = world.ledger.units(of: meter, in: region.rawValue)
        let told = monitor.units[meter]?[region.rawValue] ?? 0
        if booked != told {
          throw Breach(
            "the ledger equals the metered work",
            "\(meter.item) in \(region): \(booked) booked, the trace tells of \(told)")
        }
      }
    }
  }

  private func readStream(_ world: World, _ monitor: inout Monitor) throws(Breach) {
    let records = world[.usEast1].dynamoDB.table(Self.local)!.stream!.records
    for record in records.dropFirst(monitor.records) {
      guard record.oldImage == monitor.images[record.key] else {
        throw Breach(
          "a stream keeps the order of each key",
          "record \(record.sequenceNumber) of \(record.key) follows \(monitor.images[record.key]?.description ?? "none")"
            + " and says \(record.oldImage?.description ?? "none")")
      }
      monitor.images[record.key] = record.newImage
    }
    monitor.records = records.count
  }

  // MARK: What must hold at rest

  public func conclude(_ world: inout World, _ monitor: inout Monitor) throws(Breach) {
    let replicas = regions.map { (region: $0, items: world[$0].dynamoDB.table(Self.global)!.allItems) }
    for replica in replicas.dropFirst() where replica.items != replicas[0].items {
      throw Breach(
        "replicas converge once they can reach one another",
        "\(replicas[0].region) has \(replicas[0].items), \(replica.region) has \(replica.items)")
    }
    let images = monitor.images.values.map(\.description).sorted()
    let items = world[.usEast1].dynamoDB.table(Self.local)!.allItems.map(\.description).sorted()
    guard images == items else {
      throw Breach("a stream leads to the table", "the stream ends with \(images), the table has \(items)")
    }
    try checkRestores(&world, monitor)
  }

  /// Restores a few seconds, among them those in which something changed, and compares.
  private func checkRestores(_ world: inout World, _ monitor: Monitor) throws(Breach) {
    let first = monitor.contents[0].second
    let seconds = monitor.contents.suffix(4).map(\.second) + monitor.contents.prefix(2).map { $0.second + 1 }
    for (number, second) in Set(seconds).sorted().enumerated() where second > first {
      let expected = monitor.contents.last { $0.second <= second }!.items, target = "Restored\(number)"
      do throws(ServiceError) {
        try world.call(
          DynamoDB.RestoreTableToPointInTime(source: Self.local, target: target, at: Instant(seconds: second)))
      } catch {
        throw Breach("any second of the window can be restored", "\(Instant(seconds: second).iso8601): \(error)")
      }
      let restored = world[.usEast1].dynamoDB.table(target)!.allItems
      guard restored == expected else {
        throw Breach(
          "a restore equals the table at that second",
          "\(Instant(seconds: second).iso8601): restored \(restored), it was \(expected)")
      }
    }
  }
}
