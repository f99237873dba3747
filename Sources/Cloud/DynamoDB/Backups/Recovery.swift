import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// Point-in-time recovery of one table: what it was at each second of the window.
///
/// Nothing is copied: before the first write of a new second the table's items, which share their structure with those
/// that follow, are put into a log.
public struct Recovery: Sendable {
  struct Moment: Sendable {
    /// The second in which this state ended.
    let until: Int
    let items: Table.Items
    let billing: BillingMode
    let bytes: Int
  }
  public static let daysRange = 1...35
  /// The newest minutes cannot be restored yet.
  public static let delay = Duration.minutes(5)

  public internal(set) var days: Int
  /// Nothing before this can be restored, whatever the window.
  var floor: Instant
  var moments = Log<Moment>()

  init(days: Int, enabled: Instant) { (self.days, floor) = (days, enabled) }

  public func earliest(at now: Instant) -> Instant { max(floor, now - .days(days)) }
  public func latest(at now: Instant) -> Instant { now - Self.delay }

  /// The state at the end of `second`; nil when it is the present one.
  func moment(atEndOf second: Int) -> Moment? {
    let index = moments.partitionPoint { $0.until > second }
    return index < moments.count ? moments[index] : nil
  }
}

extension Table {
  /// Before a change: keeps the state with which an earlier second ended.
  mutating func rememberSecond(_ now: Instant) {
    guard let recovery, recovery.moments.last.map({ $0.until < now.seconds }) ?? (now.seconds > recovery.floor.seconds)
    else { return }
    self.recovery!.moments.append(.init(until: now.seconds, items: items, billing: billing, bytes: bytes))
  }
}

// MARK: - Settings

extension DynamoDB {
  /// Turns point-in-time recovery on or off, or changes its window.
  public struct UpdateContinuousBackups: Operation {
    public static let name = "dynamodb:UpdateContinuousBackups"
    public var tableName: TableName
    public var isEnabled: Bool
    /// Days of the window, 1...35; 35 unless said.
    public var recoveryPeriodInDays: Int?

    public init(tableName: TableName, isEnabled: Bool, recoveryPeriodInDays: Int? = nil) {
      (self.tableName, self.isEnabled) = (tableName, isEnabled)
      self.recoveryPeriodInDays = recoveryPeriodInDays
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      ContinuousBackups
    > {
      guard let table = db.tables[tableName] else { throw .recoveryTableNotFound(tableName) }
      if let days = recoveryPeriodInDays, !Recovery.daysRange.contains(days) || !isEnabled {
        throw .invalid(
          "RecoveryPeriodInDays must be between 1 and 35 and is only allowed with recovery enabled", .recoveryWindow)
      }
      if isEnabled {
        if table.recovery == nil {
          db.tables[tableName]!.recovery = Recovery(days: recoveryPeriodInDays ?? 35, enabled: context.now)
        } else if let days = recoveryPeriodInDays {
          // A longer window grows from now on; what an earlier, shorter one dropped is gone.
          db.tables[tableName]!.recovery!.floor = table.recovery!.earliest(at: context.now)
          db.tables[tableName]!.recovery!.days = days
        }
      } else {
        db.tables[tableName]!.recovery = nil
      }
      let level = isEnabled ? table.billedBytes : 0
      context.set(&db.tables[tableName]!.recoveryStorage, to: level, .recoveryStorage)
      let days = db.tables[tableName]!.recovery?.days
      context.note(RecoveryChanged(table: tableName, days: days), because: .recoveryWindow)
      return .now(ContinuousBackups(db.tables[tableName]!, at: context.now))
    }
  }

  public struct DescribeContinuousBackups: Operation {
    public static let name = "dynamodb:DescribeContinuousBackups"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      ContinuousBackups
    > {
      guard let table = db.tables[tableName] else { throw .recoveryTableNotFound(tableName) }
      return .now(ContinuousBackups(table, at: context.now))
    }
  }

  /// The restorable window; nil while recovery is off.
  public struct ContinuousBackups: Sendable, Hashable {
    public let recoveryPeriodInDays: Int?
    public let earliestRestorable: Instant?, latestRestorable: Instant?
    init(_ table: Table, at now: Instant) {
      recoveryPeriodInDays = table.recovery?.days
      earliestRestorable = table.recovery?.earliest(at: now)
      latestRestorable = table.recovery?.latest(at: now)
    }
  }

  public struct RecoveryChanged: Fact {
    public let table: TableName
    public let days: Int?
    public var details: [Detail] {
      [Detail("table", table), Detail("window", days.map { "\($0) days" } ?? "off")]
    }
  }
}

extension ServiceError {
  static func recoveryTableNotFound(_ table: TableName) -> ServiceError {
    ServiceError("TableNotFoundException", "Table not found: \(table)", rule: .recoveryWindow)
  }
}

extension Rule {
  static let recoveryGuide = "DynamoDB Developer Guide: Point-in-time backups for DynamoDB"
  public static let recoveryWindow = Rule(
    "dynamodb.pitr.window",
    """
    Any second can be restored from the moment recovery was enabled, but not longer ago than the window of 1 to 35 \
    days, up to five minutes before now; switching it off and on starts anew.
    """, source: recoveryGuide)
}
