import Basics
import OrderedCollections
import Simulation

/// When a table's capacity was lowered and its mode was switched: both are limited.
struct ThroughputHistory: Sendable {
  /// Decreases at any time of a UTC day; after them, one an hour.
  static let decreasesFree = 4
  static let decreaseInterval = Duration.hours(1)
  /// Switches to on demand in 24 hours.
  static let switchesMax = 4
  static let switchWindow = Duration.hours(24)

  private(set) var decreases: [Instant] = []
  private(set) var switches: [Instant] = []

  func decreasesToday(at now: Instant) -> [Instant] { decreases.filter { $0.utcDate == now.utcDate } }
  func recentSwitches(at now: Instant) -> [Instant] { switches.filter { now < $0 + Self.switchWindow } }

  func mayDecrease(at now: Instant) -> Bool {
    let today = decreasesToday(at: now)
    return today.count < Self.decreasesFree || now >= today.last! + Self.decreaseInterval
  }
  mutating func noteDecrease(at now: Instant) { decreases = decreasesToday(at: now) + [now] }
  mutating func noteSwitch(at now: Instant) { switches = recentSwitches(at: now) + [now] }
}

extension DynamoDB {
  /// Units of one kind that the provisioned tables of an account may have in a Region.
  public static let accountUnitsMax = 80_000

  /// Changes mode or throughput within the limits for it; a global table changes everywhere.
  mutating func changeBilling(
    of name: TableName, to billing: BillingMode, _ context: inout Context
  ) throws(ServiceError) {
    try Self.check(billing)
    let table = tables[name]!
    switch (table.billing, billing) {
    case (.provisioned(let old), .provisioned(let new)):
      guard old != new else { throw .throughputUnchanged(old) }
      if new.read < old.read || new.write < old.write {
        guard table.throughputHistory.mayDecrease(at: context.now) else {
          throw .tooManyDecreases(table.throughputHistory.decreasesToday(at: context.now))
        }
        tables[name]!.throughputHistory.noteDecrease(at: context.now)
      }
    case (.provisioned, .onDemand):
      let recent = table.throughputHistory.recentSwitches(at: context.now)
      guard recent.count < ThroughputHistory.switchesMax else { throw .tooManySwitches(recent) }
      tables[name]!.throughputHistory.noteSwitch(at: context.now)
    case (.onDemand, .provisioned), (.onDemand, .onDemand): break
    }
    try checkAccount(adding: billing.throughput, inPlaceOf: name)
    set(billing, of: name, &context)
    for region in table.replicas {
      guard let target = context.scope(in: region) else { continue }
      context.tell(ApplyBilling(tableName: name, billing: billing), to: target)
    }
  }

  /// Mode and throughput are the same in every Region of a global table.
  struct ApplyBilling: Operation {
    static let name = "dynamodb:replication"
    let tableName: TableName
    let billing: BillingMode
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      if db.tables[tableName] != nil { db.set(billing, of: tableName, &context) }
      return .now(())
    }
  }

  private mutating func set(_ billing: BillingMode, of name: TableName, _ context: inout Context) {
    tables[name]!.change(billing, &context)
    context.note(BillingChanged(table: name, billing: billing), because: .capacityModes)
    tables[name]!.noteSplits(&context)
  }

  func checkAccount(adding throughput: Throughput, inPlaceOf name: TableName?) throws(ServiceError) {
    let others = tables.values.filter { $0.name != name }.map(\.billing.throughput)
    let read = others.reduce(throughput.read) { $0 + $1.read }
    let write = others.reduce(throughput.write) { $0 + $1.write }
    guard max(read, write) <= Self.accountUnitsMax else {
      throw ServiceError(
        "LimitExceededException",
        "Subscriber limit exceeded: The provisioned throughput of all tables of an account in a Region is at most "
          + "\(Self.accountUnitsMax) read and \(Self.accountUnitsMax) write units by default",
        rule: .capacityChangesAreLimited)
    }
  }

  mutating func warm(_ name: TableName, to throughput: Throughput, _ context: inout Context) throws(ServiceError) {
    let now = tables[name]!.pool.warmThroughput(at: context.now)
    guard throughput.read >= now.read, throughput.write >= now.write else {
      throw .invalid(
        """
        One or more parameter values were invalid: Requested ReadUnitsPerSecond or WriteUnitsPerSecond for \
        WarmThroughput is lower than the current value. Current: \(now.read) and \(now.write).
        """, .warmThroughput)
    }
    guard case .onDemand = tables[name]!.billing else {
      throw .notSimulated("dynamodb:UpdateTable: WarmThroughput of a provisioned table")
    }
    tables[name]!.pool.warm(to: throughput, at: context.now)
    context.note(ThroughputWarmed(table: name, throughput: throughput), because: .warmThroughput)
    tables[name]!.noteSplits(&context)
  }

  mutating func limit(_ name: TableName, to maximum: Throughput?, _ context: inout Context) throws(ServiceError) {
    guard case .onDemand = tables[name]!.billing else {
      throw .invalid(
        "One or more parameter values were invalid: OnDemandThroughput can only be specified when BillingMode is "
          + "PAY_PER_REQUEST", .onDemandMaximum)
    }
    guard maximum.map({ $0.read >= 1 && $0.write >= 1 }) ?? true else {
      throw .invalid("MaxReadRequestUnits and MaxWriteRequestUnits must be at least 1", .onDemandMaximum)
    }
    tables[name]!.pool.limit(to: maximum)
    context.note(MaximumChanged(table: name, maximum: maximum), because: .onDemandMaximum)
  }

  public struct ThroughputWarmed: Fact {
    public let table: TableName
    public let throughput: Throughput
    public var details: [Detail] {
      [Detail("table", table), Detail("reads", throughput.read), Detail("writes", throughput.write)]
    }
  }
  public struct MaximumChanged: Fact {
    public let table: TableName
    public let maximum: Throughput?
    public var details: [Detail] {
      [Detail("table", table), Detail("maximum", maximum.map { "\($0.read) RRU, \($0.write) WRU" } ?? "none")]
    }
  }
}

extension ServiceError {
  static func throughputUnchanged(_ throughput: Throughput) -> ServiceError {
    .invalid(
      """
      The provisioned throughput for the table will not change. The requested value equals the current value. Current \
      ReadCapacityUnits provisioned for the table: \(throughput.read). Requested ReadCapacityUnits: \
      \(throughput.read). Current WriteCapacityUnits provisioned for the table: \(throughput.write). Requested \
      WriteCapacityUnits: \(throughput.write). Refer to the Amazon DynamoDB Developer Guide for current limits and how \
      to request higher limits.
      """, .capacityChangesAreLimited)
  }

  static func tooManyDecreases(_ today: [Instant]) -> ServiceError {
    ServiceError(
      "LimitExceededException",
      """
      Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first \
      \(ThroughputHistory.decreasesFree) decreases, each subsequent decrease in the same UTC day can be performed at \
      most once every 3600 seconds. Number of decreases today: \(today.count). Last decrease at \
      \(today.last!.iso8601). Next decrease can be made at \
      \((today.last! + ThroughputHistory.decreaseInterval).iso8601)
      """, rule: .capacityChangesAreLimited)
  }

  static func tooManySwitches(_ recent: [Instant]) -> ServiceError {
    ServiceError(
      "LimitExceededException",
      """
      Subscriber limit exceeded: Update to PayPerRequest mode are limited to \(ThroughputHistory.switchesMax) times in 1 \
      day(s). Last update at \(recent.last!.iso8601). Next update can be made at \
      \((recent.first! + ThroughputHistory.switchWindow).iso8601)
      """, rule: .capacityModeSwitches)
  }
}

extension Rule {
  public static let capacityChangesAreLimited = Rule(
    "dynamodb.capacity.changes",
    """
    Provisioned capacity can be raised at any time, and lowered four times in a UTC day and once more in each hour \
    without a decrease; a table has at most 40,000 units of a kind and an account 80,000 in a Region by default.
    """, source: "DynamoDB Developer Guide: Service, account, and table quotas")
  public static let capacityModeSwitches = Rule(
    "dynamodb.capacity.switches",
    """
    A table can be switched to on demand four times in 24 hours, and back at any time; it then serves at once the most \
    that it ever had provisioned, and at least 4,000 write and 12,000 read units.
    """, source: "DynamoDB Developer Guide: Considerations when switching capacity modes")
}
