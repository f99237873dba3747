import Basics
import OrderedCollections
import Simulation

/// AWS Backup in one account and Region: vaults, plans that fill them, and recovery points with a lifecycle.
public struct AWSBackup: Service {
  public static let name = "backup"
  public static var home: WritableKeyPath<Stack, AWSBackup> { \.backup }

  /// Names of vaults, in the order in which they were made.
  public internal(set) var vaults: OrderedSet<String> = ["Default"]
  public internal(set) var plans: OrderedDictionary<String, Plan> = [:]
  public internal(set) var recoveryPoints: OrderedDictionary<String, RecoveryPoint> = [:]
  public var model = Model()
  var pending: [RequestID: Job] = [:]
  var count = 0

  /// What AWS does not promise. The defaults are ours.
  public struct Model: Sendable, Hashable {
    /// From a backup to its copy in another Region.
    public var copyTime = Latency.fixed(.minutes(10))
    public init() {}
  }

  /// What a recovery point goes through: days after it was made. Nil: never.
  public struct Lifecycle: Sendable, Hashable {
    /// What is moved to cold storage stays there for this many days at least.
    public static let coldDaysMin = 90
    public let moveToColdStorageAfterDays: Int?
    public let deleteAfterDays: Int?
    public init(moveToColdStorageAfterDays: Int? = nil, deleteAfterDays: Int? = nil) {
      (self.moveToColdStorageAfterDays, self.deleteAfterDays) = (moveToColdStorageAfterDays, deleteAfterDays)
    }

    func check() throws(ServiceError) {
      guard (moveToColdStorageAfterDays ?? 1) >= 1, (deleteAfterDays ?? 1) >= 1 else {
        throw .badBackupParameter("Lifecycle days must be at least 1", .backupLifecycle)
      }
      if let cold = moveToColdStorageAfterDays, let end = deleteAfterDays, end < cold + Self.coldDaysMin {
        throw .badBackupParameter(
          "DeleteAfterDays cannot be less than \(Self.coldDaysMin) days apart from MoveToColdStorageAfterDays",
          .backupLifecycle)
      }
    }
  }

  public enum StorageClass: String, Sendable, Hashable { case warm = "WARM", cold = "COLD" }

  /// A full copy of a table, apart from it.
  public struct RecoveryPoint: Sendable {
    public let arn: String
    public let vault: String
    public let table: TableName
    /// The Region whose table it is of.
    public let origin: Region
    public let created: Instant
    public let lifecycle: Lifecycle
    public internal(set) var storage = StorageClass.warm
    public internal(set) var moved: Instant?
    public var bytes: Int { snapshot.bytes }
    public var itemCount: Int { snapshot.itemCount }
    let snapshot: Backup
    var warmGauge: Gauge, coldGauge: Gauge
  }

  enum Job: Sendable {
    case backup(vault: String, lifecycle: Lifecycle, copies: [CopyAction])
    case restore
  }

  public enum Timer: Sendable {
    case run(plan: String, rule: Int)
    case moveToCold(arn: String)
    case delete(arn: String)
  }

  public init() {}

  public mutating func wake(_ timer: Timer, _ context: inout Context) {
    switch timer {
    case .run(let plan, let rule): runRule(rule, of: plan, &context)
    case .moveToCold(let arn): moveToCold(arn, &context)
    case .delete(let arn): expire(arn, &context)
    }
  }

  public mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    guard case .backup(let vault, let lifecycle, let copies)? = pending.removeValue(forKey: request) else { return }
    switch reply {
    case .success(let output):
      guard let snapshot = output as? Backup else { return }
      let arn = keep(snapshot, from: context.region, in: vault, lifecycle, &context)
      for copy in copies where !context.holds(.backupsStayInTheirRegion) { send(arn, copy, &context) }
    case .failure(let error):
      context.note(JobFailed(message: error.description), because: .backupPlans)
    }
  }

  public mutating func settle(_ context: inout Context) {
    for arn in recoveryPoints.keys {
      context.settle(&recoveryPoints[arn]!.warmGauge, .warmBackupStorage)
      context.settle(&recoveryPoints[arn]!.coldGauge, .coldBackupStorage)
    }
  }

  public struct JobFailed: Fact {
    public static var event: String { "BackupJobFailed" }
    public let message: String
    public var details: [Detail] { [Detail("message", message)] }
  }
}

extension ServiceError {
  static func badBackupParameter(_ message: String, _ rule: Rule) -> ServiceError {
    ServiceError("InvalidParameterValueException", message, rule: rule)
  }
  static func noBackup(_ what: String) -> ServiceError {
    ServiceError("ResourceNotFoundException", "\(what) was not found", rule: .backupPlans)
  }
}

extension Meter {
  /// Counted in byte-seconds, as is the next.
  public static let warmBackupStorage = Meter(
    service: "backup", item: "dynamodb-warm-storage", unit: "GB-month", unitsPerPriced: 1_000_000_000)
  public static let coldBackupStorage = Meter(
    service: "backup", item: "dynamodb-cold-storage", unit: "GB-month", unitsPerPriced: 1_000_000_000)
}

extension Rule {
  static let backupGuide = "AWS Backup Developer Guide"
  public static let backupPlans = Rule(
    "backup.plans", "A plan makes recovery points of the tables that it selects, at the times of its rules.",
    source: "\(backupGuide): Managing backups using backup plans")
  public static let backupLifecycle = Rule(
    "backup.lifecycle",
    """
    A recovery point moves to cold storage and is deleted so many days after it was made; it stays in cold storage for \
    at least 90 days, and who deletes it earlier pays for them.
    """, source: "\(backupGuide): Backup lifecycle")
  public static let backupCopies = Rule(
    "backup.copies",
    """
    AWS Backup can copy a recovery point into a vault of another Region, with a lifecycle of its own; DynamoDB's own \
    on-demand backups stay in their Region.
    """, source: "\(backupGuide): Creating backup copies across AWS Regions")
  public static let backupsOutliveTables = Rule(
    "backup.outlive", "A recovery point outlives its table and is restored to a new one.",
    source: "\(backupGuide): Restoring a DynamoDB table")
}

extension Misconception {
  public static let backupsStayInTheirRegion = Misconception(
    "backups-stay-in-their-region", contradicts: .backupCopies,
    says: "No backup of a table can be in another Region.")
  public static let coldStorageIsByTheDay = Misconception(
    "cold-storage-is-by-the-day", contradicts: .backupLifecycle,
    says: "Cold storage is paid for until the recovery point is deleted, and not a day longer.")
}
