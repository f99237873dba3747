import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Sends a write to the other Regions of the table.
  mutating func replicate(
    _ item: Item?, size: Int, at key: Key, in name: TableName, _ lineage: Lineage, _ context: inout Context
  ) {
    for region in tables[name]!.replicas {
      guard let target = context.scope(in: region) else { continue }
      let write = ApplyReplicatedWrite(
        tableName: name, key: key, item: item, size: size, lineage: lineage, sent: context.now)
      let lag = tables[name]!.strong == nil ? replicationLag(to: region, &context) : .zero
      context.tell(write, to: target, after: lag)
    }
  }

  func replicationLag(to region: Region, _ context: inout Context) -> Duration {
    if context.holds(.replicationIsSynchronous) { return .zero }
    let latency = model.replicationLags["\(context.region)>\(region)"] ?? model.replicationLag
    return context.draw(latency, for: "dynamodb.replication")
  }

  /// What one Region tells another. Not a request that a caller can make.
  struct ApplyReplicatedWrite: Operation {
    static let name = "dynamodb:replication"
    let tableName: TableName
    let key: Key
    let item: Item?
    let size: Int
    let lineage: Lineage
    let sent: Instant

    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let table = db.tables[tableName] else { return .now(()) }
      let old = table.items[key], version = lineage.version
      let local = old?.lineage ?? table.tombstones[key]
      let units = Capacity.write(old: old?.size ?? 0, new: size)
      // A replica's own settings keep up with it: replicated writes are booked and never refused.
      if case .onDemand = table.billing { context.meter(.replicatedWriteUnits, Int128(units.halves / 2)) }
      let isConflict = local.map { !lineage.includes($0.version) && !$0.includes(version) } ?? false
      let wins: Bool
      if isConflict, context.holds(.firstWriterWins) {
        wins = version < local!.version
      } else {
        wins = local.map { $0.version < version } ?? true
      }
      context.count(isConflict ? "dynamodb.conflicts" : "dynamodb.replicated")
      let outcome = ReplicatedWrite(
        table: tableName, key: key, from: version.region, written: version.at, lag: context.now - sent,
        units: units, item: item, isConflict: isConflict, discarded: isConflict ? (wins ? old?.item : item) : nil,
        isApplied: wins)
      if table.strong != nil {
        let time = context.draw(db.model.strongWriteTime, for: "dynamodb.strong")
        db.tables[tableName]!.foreignWrites[key] = .init(until: context.now + time, region: version.region)
        context.note(outcome, because: .strongReplication, also: [.replicatedWritesCost])
      } else {
        context.note(
          outcome, because: isConflict ? .lastWriterWins : .replicationIsAsynchronous,
          also: [.replicatedWritesCost] + (isConflict ? [.replicationIsAsynchronous] : []))
      }

      if isConflict, context.holds(.attributesAreMerged), let mine = old?.item, let theirs = item {
        let (earlier, later) = wins ? (mine, theirs) : (theirs, mine)
        let merged = Item(earlier.attributes.merging(later.attributes) { _, later in later })
        db.commit(merged, size: merged.size, at: key, in: tableName, .replica(united(local, wins)), &context)
      } else if wins {
        db.commit(item, size: size, at: key, in: tableName, .replica(united(local, wins)), &context)
      } else if let local {
        db.tables[tableName]!.learn(united(local, wins), at: key)
      }
      return .now(())
    }

    /// The winner, which from now on has seen the loser.
    private func united(_ local: Lineage?, _ wins: Bool) -> Lineage {
      guard let local else { return lineage }
      var winner = wins ? lineage : local
      winner.absorb(wins ? local : lineage)
      return winner
    }
  }

  /// A write arrived from another Region.
  public struct ReplicatedWrite: Fact {
    public let table: TableName
    public let key: Key
    public let from: Region
    /// The hidden time stamp, by the writing Region's clock.
    public let written: Instant
    public let lag: Duration
    public let units: CapacityUnits
    public let item: Item?
    /// The writer had not seen what this Region has.
    public let isConflict: Bool
    /// What a conflict threw away.
    public let discarded: Item?
    /// Whether the arriving write won.
    public let isApplied: Bool

    public var details: [Detail] {
      [
        Detail("table", table), Detail("key", key.description), Detail("from", from.rawValue),
        Detail("written", written), Detail("lag", lag), Detail("units", .decimal("\(units)")),
        Detail("item", item?.short ?? "none"), Detail("conflict", isConflict), Detail("applied", isApplied),
        Detail("discarded", discarded?.short ?? "none"),
      ]
    }
  }
}

// MARK: - Replicas

extension DynamoDB {
  mutating func addReplica(_ region: Region, to name: TableName, _ context: inout Context) throws(ServiceError) {
    let table = tables[name]!
    try table.refuseIfStrong("Adding a replica")
    guard region != context.region, !table.replicas.contains(region) else {
      throw .invalid(
        "Failed to create a the new replica of table with name: '\(name)' because one or more replicas already existed "
          + "as tables.", .replicationIsAsynchronous)
    }
    guard let target = context.scope(in: region) else {
      throw .invalid("Replica region \(region) is not one of this run's Regions", .replicationIsAsynchronous)
    }
    let places = [context.region, region] + table.replicas
    for one in places {
      for other in places where context.faults.heal(between: one.rawValue, and: other.rawValue, at: context.now) != nil
      {
        throw .notSimulated("dynamodb:UpdateTable: adding a replica while Regions are partitioned")
      }
    }
    if table.stream?.disabled != nil || table.stream == nil {
      tables[name]!.stream = Stream(view: .newAndOldImages, enabled: context.now)
    } else if table.stream!.view != .newAndOldImages {
      throw .invalid("The stream of a global table must have the view NEW_AND_OLD_IMAGES", .replicationIsAsynchronous)
    }
    let others = table.replicas
    tables[name]!.replicas.append(region)
    tables[name]!.updateGauges(&context)
    context.note(
      ReplicaAdded(table: name, replica: region, items: table.itemCount, bytes: table.bytes),
      because: .replicasAreFilled)
    context.tell(
      CreateReplica(source: tables[name]!, replicas: [context.region] + others, ttl: table.timeToLive), to: target)
    for other in others {
      guard let scope = context.scope(in: other) else { continue }
      context.tell(JoinReplica(copied: table, replica: region), to: scope)
    }
  }

  /// Makes the new replica, with the items that are there.
  struct CreateReplica: Operation {
    static let name = "dynamodb:replication"
    let source: Table
    let replicas: [Region]
    let ttl: TimeToLive?

    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let name = source.name
      guard db.tables[name] == nil else {
        context.note(ReplicaRefused(table: name), because: .replicasAreFilled)
        return .now(())
      }
      var table = db.newTable(name, source.schema, source.billing, context.now)
      table.stream = Stream(view: .newAndOldImages, enabled: context.now)
      (table.replicas, table.timeToLive, table.tombstones) = (replicas, ttl, source.tombstones)
      table.addIndexes(source.indexes.values.map(\.definition), context.now)
      for (key, stored) in source.items { table.store(stored, at: key, &context) }
      table.rebuildIndexes()
      context.meter(.restoredBytes, Int128(source.bytes))
      db.tables[name] = table
      context.note(TableCreated(table: name, billing: table.billing), because: .replicasAreFilled)
      context.schedule(
        DynamoDB.self, .activate(table: name, generation: table.generation),
        after: context.draw(db.model.creationTime, for: "dynamodb.creation"))
      return .now(())
    }
  }

  /// Tells an older replica of a new one, and has it send what it wrote and the copy lacks.
  struct JoinReplica: Operation {
    static let name = "dynamodb:replication"
    let copied: Table
    let replica: Region

    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      let name = copied.name
      guard let table = db.tables[name], !table.replicas.contains(replica), let target = context.scope(in: replica)
      else { return .now(()) }
      db.tables[name]!.replicas.append(replica)
      for key in (Array(table.items.keys) + table.tombstones.keys).sorted(by: Key.scanOrder) {
        let stored = table.items[key], lineage = (stored?.lineage ?? table.tombstones[key])!
        let known = copied.items[key]?.lineage ?? copied.tombstones[key]
        guard lineage.version.region == context.region, known?.includes(lineage.version) != true else { continue }
        let write = ApplyReplicatedWrite(
          tableName: name, key: key, item: stored?.item, size: stored?.size ?? 0, lineage: lineage, sent: context.now)
        context.tell(write, to: target, after: db.replicationLag(to: replica, &context))
      }
      return .now(())
    }
  }

  public struct ReplicaAdded: Fact {
    public let table: TableName
    public let replica: Region
    public let items: Int, bytes: Int
    public var details: [Detail] {
      [Detail("table", table), Detail("replica", replica.rawValue), Detail("items", items), Detail("bytes", bytes)]
    }
  }
  public struct ReplicaRefused: Fact {
    public let table: TableName
    public var details: [Detail] { [Detail("table", table)] }
  }
}

extension Rule {
  static let globalTables = "DynamoDB Developer Guide: Global tables, multi-Region eventual consistency"
  public static let replicationIsAsynchronous = Rule(
    "dynamodb.global.async",
    """
    Each replica accepts writes and sends each item's change to the others in the background, usually within a second; \
    nobody promises how long it takes.
    """, source: globalTables)
  public static let lastWriterWins = Rule(
    "dynamodb.global.last-writer",
    """
    Of conflicting writes the one with the later hidden time stamp stays in every Region, as a whole item; attributes \
    are not merged and the loser gets no error. (Equal stamps: model, the larger Region name wins.)
    """, source: globalTables)
  public static let replicatedWritesCost = Rule(
    "dynamodb.global.cost", "A write to a global table costs its write units in every Region.", source: globalTables)
  public static let replicasAreFilled = Rule(
    "dynamodb.global.add-replica",
    "A replica can be added to a table with items; they are copied, and the copied bytes are paid for as a restore is.",
    source: "DynamoDB pricing: Global tables")
}

extension Misconception {
  public static let replicationIsSynchronous = Misconception(
    "replication-is-synchronous", contradicts: .replicationIsAsynchronous,
    says: "A write is in every Region before it is acknowledged.")
  public static let attributesAreMerged = Misconception(
    "attributes-are-merged", contradicts: .lastWriterWins,
    says: "When two Regions write one item, the attributes of both are kept.")
  public static let firstWriterWins = Misconception(
    "first-writer-wins", contradicts: .lastWriterWins, says: "The earlier of two conflicting writes stays.")
}
