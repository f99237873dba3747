import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// What a table has besides items, and whether a restored table has it too.
public enum TableSetting: String, Sendable, CaseIterable, Hashable {
  case keys, throughput, indexes, encryption
  case timeToLive, stream, tags, autoScaling, alarms, pointInTimeRecovery, policies, deletionProtection

  public var survivesRestore: Bool {
    switch self {
    case .keys, .throughput, .indexes, .encryption: true
    case .timeToLive, .stream, .tags, .autoScaling, .alarms, .pointInTimeRecovery, .policies, .deletionProtection: false
    }
  }
}

extension DynamoDB {
  /// Makes a new table from what a table was at a second of its window.
  public struct RestoreTableToPointInTime: Operation {
    public static let name = "dynamodb:RestoreTableToPointInTime"
    public var source: TableName
    public var target: TableName
    /// Nil: the latest restorable time.
    public var at: Instant?
    public var billing: BillingMode?
    public init(source: TableName, target: TableName, at: Instant?, billing: BillingMode? = nil) {
      (self.source, self.target, self.at, self.billing) = (source, target, at, billing)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      guard let table = db.tables[source] else { throw .recoveryTableNotFound(source) }
      guard let recovery = table.recovery else {
        throw ServiceError(
          "PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled for table '\(source)'",
          rule: .recoveryWindow)
      }
      let earliest = recovery.earliest(at: context.now)
      let latest = context.holds(.restoreReachesNow) ? context.now : recovery.latest(at: context.now)
      let moment = at ?? latest
      guard moment >= Instant(seconds: earliest.seconds), moment <= latest else {
        throw ServiceError(
          "InvalidRestoreTimeException",
          "The specified restore time \(moment.iso8601) is not between \(earliest.iso8601) and \(latest.iso8601)",
          rule: .recoveryWindow)
      }
      let past = recovery.moment(atEndOf: moment.seconds)
      let state = Restored(
        items: past?.items ?? table.items, bytes: past?.bytes ?? table.bytes, schema: table.schema,
        billing: billing ?? past?.billing ?? table.billing, indexes: table.indexes.values.map(\.definition))
      if context.holds(.restoreOverwritesTheTable) {
        db.overwrite(source, with: state, &context)
        return .now(db.describe(source, context))
      }
      return .now(
        try db.restore(state, from: source, as: target, at: moment, had: table.settings, settings: table, &context))
    }
  }

  /// Makes a new table from a backup.
  public struct RestoreTableFromBackup: Operation {
    public static let name = "dynamodb:RestoreTableFromBackup"
    public var backupARN: String
    public var target: TableName
    public var billing: BillingMode?
    public init(backupARN: String, target: TableName, billing: BillingMode? = nil) {
      (self.backupARN, self.target, self.billing) = (backupARN, target, billing)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      TableDescription
    > {
      guard let backup = db.backups[backupARN] else { throw .backupNotFound(backupARN) }
      return .now(try db.restore(backup, as: target, billing: billing, &context))
    }
  }

  mutating func restore(
    _ backup: Backup, as target: TableName, billing: BillingMode? = nil, _ context: inout Context
  ) throws(ServiceError) -> TableDescription {
    let state = Restored(
      items: backup.items, bytes: backup.bytes, schema: backup.schema, billing: billing ?? backup.billing,
      indexes: backup.indexes)
    return try restore(
      state, from: backup.table, as: target, at: backup.created, had: backup.settings, settings: nil, &context)
  }

  struct Restored {
    let items: Table.Items
    let bytes: Int
    let schema: KeySchema
    let billing: BillingMode
    let indexes: [SecondaryIndex]
  }

  private mutating func restore(
    _ state: Restored, from source: TableName, as target: TableName, at moment: Instant,
    had: [TableSetting], settings: Table?,
    _ context: inout Context
  ) throws(ServiceError) -> TableDescription {
    try Self.checkName(target)
    try Self.check(state.billing)
    guard tables[target] == nil else {
      throw ServiceError(
        "TableAlreadyExistsException", "Table already exists: \(target)", rule: .restoresMakeNewTables)
    }
    var table = newTable(target, state.schema, state.billing, context.now)
    table.addIndexes(state.indexes, context.now)
    fill(&table, with: state, &context)
    var carried = had.filter(\.survivesRestore)
    if context.holds(.settingsCarryOver), let settings {
      carried = had
      (table.timeToLive, table.tags) = (settings.timeToLive, settings.tags)
      if let stream = settings.stream { table.stream = Stream(view: stream.view, enabled: context.now) }
      if let recovery = settings.recovery { table.recovery = Recovery(days: recovery.days, enabled: context.now) }
    }
    tables[target] = table
    if table.timeToLive != nil {
      for key in table.items.keys {
        scheduleExpiry(of: table.items[key]!.item, at: key, in: target, &context)
      }
    }
    context.meter(.restoredBytes, Int128(state.bytes))
    context.note(
      RestoreStarted(
        source: source, target: target, moment: moment, items: state.items.count, bytes: state.bytes,
        carriedOver: carried, notCarriedOver: had.filter { !carried.contains($0) }), because: .settingsStayBehind,
      also: [.restoresMakeNewTables] + (settings == nil ? [] : [.recoveryWindow]))
    let gigabytes = Int64((state.bytes + 999_999_999) / 1_000_000_000)
    let time =
      context.draw(model.restoreTime, for: "dynamodb.restore")
      + .nanoseconds(model.restoreTimePerGigabyte.nanoseconds * gigabytes)
    context.schedule(
      DynamoDB.self, .restored(table: target, generation: table.generation, started: context.now), after: time)
    return describe(target, context)
  }

  private mutating func overwrite(_ name: TableName, with state: Restored, _ context: inout Context) {
    for key in tables[name]!.items.keys where state.items[key] == nil {
      tables[name]!.store(nil, at: key, &context)
    }
    for key in state.items.keys {
      tables[name]!.store(state.items[key], at: key, &context)
    }
    tables[name]!.rebuildIndexes()
    tables[name]!.updateGauges(&context)
    context.meter(.restoredBytes, Int128(state.bytes))
    context.note(RestoreFinished(table: name, items: state.items.count, took: .zero), because: .restoresMakeNewTables)
  }

  private func fill(_ table: inout Table, with state: Restored, _ context: inout Context) {
    for key in state.items.keys {
      let stored = state.items[key]!
      let version = Version(at: context.localNow, after: nil, region: context.region, count: 0)
      let lineage = Lineage(version, after: nil)
      table.store(.init(item: stored.item, size: stored.size, lineage: lineage), at: key, &context)
    }
    table.rebuildIndexes()
    table.updateGauges(&context)
  }

  mutating func finishRestore(_ name: TableName, _ generation: Int, _ started: Instant, _ context: inout Context) {
    guard tables[name]?.generation == generation else { return }
    tables[name]!.status = .active
    context.note(
      RestoreFinished(table: name, items: tables[name]!.itemCount, took: context.now - started),
      because: .restoresTakeTime)
  }

  public struct RestoreStarted: Fact {
    public let source: TableName, target: TableName
    /// What the new table will be like.
    public let moment: Instant
    public let items: Int, bytes: Int
    /// Settings of the source that the new table has, and that it lacks.
    public let carriedOver: [TableSetting], notCarriedOver: [TableSetting]
    public var details: [Detail] {
      [
        Detail("source", source), Detail("target", target), Detail("moment", moment), Detail("items", items),
        Detail("bytes", bytes), Detail("carried_over", .list(carriedOver.map(\.rawValue))),
        Detail("not_carried_over", .list(notCarriedOver.map(\.rawValue))),
      ]
    }
  }
  public struct RestoreFinished: Fact {
    public let table: TableName
    public let items: Int
    public let took: Duration
    public var details: [Detail] { [Detail("table", table), Detail("items", items), Detail("took", took)] }
  }
}

extension Table {
  /// The settings that this table has, in the order of `TableSetting`.
  public var settings: [TableSetting] {
    TableSetting.allCases.filter { setting in
      switch setting {
      case .keys, .throughput: true
      case .timeToLive: timeToLive?.isEnabled == true
      case .stream: stream != nil && stream!.disabled == nil
      case .tags: !tags.isEmpty
      case .pointInTimeRecovery: recovery != nil
      case .indexes: !indexes.isEmpty
      case .deletionProtection: isProtected
      case .autoScaling: pool.reads.watch != nil || pool.writes.watch != nil
      case .encryption, .alarms, .policies: false
      }
    }
  }
}

extension Rule {
  public static let restoresMakeNewTables = Rule(
    "dynamodb.restore.new-table", "A restore makes a new table and leaves the old one as it is.", source: recoveryGuide)
  public static let settingsStayBehind = Rule(
    "dynamodb.restore.settings",
    """
    A restored table has the keys, indexes, encryption and the throughput of the restored moment; auto scaling, IAM \
    policies, alarms, tags, streams, TTL and point-in-time recovery must be set again.
    """, source: recoveryGuide)
  public static let restoresTakeTime = Rule(
    "dynamodb.restore.time",
    "A restore takes minutes to hours and is paid for by the restored GB; how long is the model's.",
    source: recoveryGuide)
}

extension Misconception {
  public static let restoreOverwritesTheTable = Misconception(
    "restore-overwrites-the-table", contradicts: .restoresMakeNewTables,
    says: "A restore puts the table back to what it was.")
  public static let restoreReachesNow = Misconception(
    "restore-to-now", contradicts: .recoveryWindow, says: "Any second up to this one can be restored.")
  public static let settingsCarryOver = Misconception(
    "settings-carry-over", contradicts: .settingsStayBehind,
    says: "The restored table has the TTL, stream, tags and recovery of the old one.")
}
