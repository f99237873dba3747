import Basics
import OrderedCollections
import Simulation

extension AWSBackup {
  public enum Schedule: Sendable, Hashable {
    case hourly
    /// At this hour and minute, UTC.
    case daily(hour: Int, minute: Int = 0)
    /// Every so many days from the first hour on.
    case every(days: Int, hour: Int)

    func next(after now: Instant) -> Instant {
      switch self {
      case .hourly: return Instant(seconds: (floorDivide(now.seconds, 3_600) + 1) * 3_600)
      case .daily(let hour, let minute):
        let today = Instant(now.utcDate, hour: hour, minute: minute)
        return today > now ? today : today + .days(1)
      case .every(let days, let hour):
        let today = Instant(now.utcDate, hour: hour)
        return today > now ? today : today + .days(days)
      }
    }
    var isValid: Bool {
      switch self {
      case .hourly: true
      case .daily(let hour, let minute): (0...23).contains(hour) && (0...59).contains(minute)
      case .every(let days, let hour): days >= 1 && (0...23).contains(hour)
      }
    }
  }

  /// A copy in another Region.
  public struct CopyAction: Sendable, Hashable {
    public let region: Region
    public let vault: String
    public let lifecycle: Lifecycle
    public init(to region: Region, vault: String = "Default", lifecycle: Lifecycle = Lifecycle()) {
      (self.region, self.vault, self.lifecycle) = (region, vault, lifecycle)
    }
  }

  public struct PlanRule: Sendable, Hashable {
    public let name: String
    public let vault: String
    public let schedule: Schedule
    public let lifecycle: Lifecycle
    public let copies: [CopyAction]
    public init(
      _ name: String, vault: String = "Default", schedule: Schedule, lifecycle: Lifecycle = Lifecycle(),
      copies: [CopyAction] = []
    ) {
      (self.name, self.vault, self.schedule) = (name, vault, schedule)
      (self.lifecycle, self.copies) = (lifecycle, copies)
    }
  }

  public struct Plan: Sendable, Hashable {
    public let name: String
    public let rules: [PlanRule]
    public internal(set) var tables: [TableName] = []
  }

  public struct CreateBackupVault: Operation {
    public static let name = "backup:CreateBackupVault"
    public var vault: String
    public init(_ vault: String) { self.vault = vault }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard backup.vaults.append(vault).inserted else {
        throw ServiceError(
          "AlreadyExistsException", "Backup vault with the same name already exists", rule: .backupPlans)
      }
      return .now(())
    }
  }

  public struct CreateBackupPlan: Operation {
    public static let name = "backup:CreateBackupPlan"
    public var planName: String
    public var rules: [PlanRule]
    public init(_ planName: String, _ rules: [PlanRule]) { (self.planName, self.rules) = (planName, rules) }

    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard backup.plans[planName] == nil else {
        throw ServiceError("AlreadyExistsException", "Backup plan already exists", rule: .backupPlans)
      }
      guard !rules.isEmpty, rules.allSatisfy(\.schedule.isValid) else {
        throw .badBackupParameter("A plan has rules with valid schedules", .backupPlans)
      }
      for rule in rules {
        guard backup.vaults.contains(rule.vault) else { throw .noBackup("Backup vault \(rule.vault)") }
        try rule.lifecycle.check()
        for copy in rule.copies {
          try copy.lifecycle.check()
          guard context.scope(in: copy.region) != nil else {
            throw .badBackupParameter("\(copy.region) is not one of this run's Regions", .backupCopies)
          }
        }
      }
      backup.plans[planName] = Plan(name: planName, rules: rules)
      for (index, rule) in rules.enumerated() {
        context.schedule(
          AWSBackup.self, .run(plan: planName, rule: index), at: rule.schedule.next(after: context.now))
      }
      context.note(PlanCreated(plan: planName, rules: rules.count), because: .backupPlans)
      return .now(())
    }
  }

  /// Adds tables to what a plan backs up.
  public struct CreateBackupSelection: Operation {
    public static let name = "backup:CreateBackupSelection"
    public var planName: String
    public var tables: [TableName]
    public init(_ planName: String, tables: [TableName]) { (self.planName, self.tables) = (planName, tables) }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let plan = backup.plans[planName] else { throw .noBackup("Backup plan \(planName)") }
      backup.plans[planName]!.tables += tables.filter { !plan.tables.contains($0) }
      return .now(())
    }
  }

  /// Ends a plan; what it made is kept.
  public struct DeleteBackupPlan: Operation {
    public static let name = "backup:DeleteBackupPlan"
    public var planName: String
    public init(_ planName: String) { self.planName = planName }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard backup.plans.removeValue(forKey: planName) != nil else { throw .noBackup("Backup plan \(planName)") }
      return .now(())
    }
  }

  mutating func runRule(_ index: Int, of name: String, _ context: inout Context) {
    guard let plan = plans[name], plan.rules.indices.contains(index) else { return }
    let rule = plan.rules[index]
    for table in plan.tables { start(table, vault: rule.vault, rule.lifecycle, rule.copies, &context) }
    context.schedule(AWSBackup.self, .run(plan: name, rule: index), at: rule.schedule.next(after: context.now))
  }

  func snapshot(_ table: TableName, _ context: inout Context) -> RequestID {
    context.send(DynamoDB.TakeSnapshot(tableName: table), to: context.scope, from: AWSBackup.self)
  }
  mutating func start(
    _ table: TableName, vault: String, _ lifecycle: Lifecycle, _ copies: [CopyAction], _ context: inout Context
  ) {
    pending[snapshot(table, &context)] = .backup(vault: vault, lifecycle: lifecycle, copies: copies)
  }

  public struct PlanCreated: Fact {
    public let plan: String
    public let rules: Int
    public var details: [Detail] { [Detail("plan", plan), Detail("rules", rules)] }
  }
}
