import Basics
import OrderedCollections
import Simulation

extension AWSBackup {
  /// Backs a table up now.
  public struct StartBackupJob: Operation {
    public static let name = "backup:StartBackupJob"
    public var tableName: TableName
    public var vault: String
    public var lifecycle: Lifecycle
    public init(tableName: TableName, vault: String = "Default", lifecycle: Lifecycle = Lifecycle()) {
      (self.tableName, self.vault, self.lifecycle) = (tableName, vault, lifecycle)
    }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard backup.vaults.contains(vault) else { throw .noBackup("Backup vault \(vault)") }
      try lifecycle.check()
      backup.start(tableName, vault: vault, lifecycle, [], &context)
      return .now(())
    }
  }

  /// Copies a recovery point into a vault of another Region.
  public struct StartCopyJob: Operation {
    public static let name = "backup:StartCopyJob"
    public var recoveryPointARN: String
    public var action: CopyAction
    public init(_ recoveryPointARN: String, _ action: CopyAction) {
      (self.recoveryPointARN, self.action) = (recoveryPointARN, action)
    }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let point = backup.recoveryPoints[recoveryPointARN] else { throw .noBackup("Recovery point") }
      try action.lifecycle.check()
      guard point.storage == .warm else {
        throw .badBackupParameter("A recovery point in cold storage cannot be copied", .backupCopies)
      }
      guard context.scope(in: action.region) != nil else {
        throw .badBackupParameter("\(action.region) is not one of this run's Regions", .backupCopies)
      }
      backup.send(recoveryPointARN, action, &context)
      return .now(())
    }
  }

  /// Makes a new table from a recovery point of this Region.
  public struct StartRestoreJob: Operation {
    public static let name = "backup:StartRestoreJob"
    public var recoveryPointARN: String
    public var target: TableName
    public init(_ recoveryPointARN: String, target: TableName) {
      (self.recoveryPointARN, self.target) = (recoveryPointARN, target)
    }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let point = backup.recoveryPoints[recoveryPointARN] else { throw .noBackup("Recovery point") }
      let restore = DynamoDB.RestoreSnapshot(snapshot: point.snapshot, target: target)
      context.note(
        RestoreJobStarted(recoveryPoint: point.arn, table: point.table, target: target), because: .backupsOutliveTables)
      context.tell(restore, to: context.scope)
      return .now(())
    }
  }

  public struct DeleteRecoveryPoint: Operation {
    public static let name = "backup:DeleteRecoveryPoint"
    public var recoveryPointARN: String
    public init(_ recoveryPointARN: String) { self.recoveryPointARN = recoveryPointARN }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard backup.recoveryPoints[recoveryPointARN] != nil else { throw .noBackup("Recovery point") }
      backup.expire(recoveryPointARN, &context)
      return .now(())
    }
  }

  /// The recovery points of a vault, oldest first.
  public struct ListRecoveryPointsByBackupVault: Operation {
    public static let name = "backup:ListRecoveryPointsByBackupVault"
    public var vault: String
    public init(_ vault: String = "Default") { self.vault = vault }
    public func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<
      [RecoveryPoint]
    > {
      guard backup.vaults.contains(vault) else { throw .noBackup("Backup vault \(vault)") }
      return .now(backup.recoveryPoints.values.filter { $0.vault == vault })
    }
  }

  /// A copy on its way from another Region. Not a request that a caller can make.
  struct ReceiveCopy: Operation {
    static let name = "backup:copy"
    let snapshot: Backup
    let origin: Region
    let action: CopyAction
    func perform(on backup: inout AWSBackup, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard backup.vaults.contains(action.vault) else { throw .noBackup("Backup vault \(action.vault)") }
      _ = backup.keep(snapshot, from: origin, in: action.vault, action.lifecycle, &context)
      return .now(())
    }
  }

  // MARK: Keeping

  mutating func keep(
    _ snapshot: Backup, from origin: Region, in vault: String, _ lifecycle: Lifecycle, _ context: inout Context
  ) -> String {
    count += 1
    let arn = "arn:aws:backup:\(context.region):\(context.scope.account):recovery-point:\(vault)-\(count)"
    recoveryPoints[arn] = RecoveryPoint(
      arn: arn, vault: vault, table: snapshot.table, origin: origin, created: context.now, lifecycle: lifecycle,
      snapshot: snapshot, warmGauge: Gauge(snapshot.bytes, since: context.now), coldGauge: Gauge(0, since: context.now))
    context.note(
      RecoveryPointCreated(
        recoveryPoint: arn, table: snapshot.table, origin: origin, items: snapshot.itemCount, bytes: snapshot.bytes),
      because: origin == context.region ? .backupPlans : .backupCopies)
    if let days = lifecycle.moveToColdStorageAfterDays {
      context.schedule(AWSBackup.self, .moveToCold(arn: arn), after: .days(days))
    }
    if let days = lifecycle.deleteAfterDays { context.schedule(AWSBackup.self, .delete(arn: arn), after: .days(days)) }
    return arn
  }

  func send(_ arn: String, _ action: CopyAction, _ context: inout Context) {
    guard let point = recoveryPoints[arn], let target = context.scope(in: action.region) else { return }
    context.tell(
      ReceiveCopy(snapshot: point.snapshot, origin: context.region, action: action), to: target,
      after: context.draw(model.copyTime, for: "backup.copy"))
  }

  mutating func moveToCold(_ arn: String, _ context: inout Context) {
    guard let point = recoveryPoints[arn], point.storage == .warm else { return }
    recoveryPoints[arn]!.storage = .cold
    recoveryPoints[arn]!.moved = context.now
    context.set(&recoveryPoints[arn]!.warmGauge, to: 0, .warmBackupStorage)
    context.set(&recoveryPoints[arn]!.coldGauge, to: point.bytes, .coldBackupStorage)
    context.note(
      RecoveryPointMoved(recoveryPoint: arn, age: context.now - point.created), because: .backupLifecycle)
  }

  /// Deletes a recovery point; what is missing of its ninety days in cold storage is paid for.
  mutating func expire(_ arn: String, _ context: inout Context) {
    guard let point = recoveryPoints[arn] else { return }
    context.settle(&recoveryPoints[arn]!.warmGauge, .warmBackupStorage)
    context.settle(&recoveryPoints[arn]!.coldGauge, .coldBackupStorage)
    if let moved = point.moved, !context.holds(.coldStorageIsByTheDay) {
      let left = (moved + .days(Lifecycle.coldDaysMin)).seconds - context.now.seconds
      if left > 0 { context.meter(.coldBackupStorage, Int128(point.bytes) * Int128(left)) }
    }
    recoveryPoints[arn] = nil
    context.note(
      RecoveryPointDeleted(recoveryPoint: arn, age: context.now - point.created), because: .backupLifecycle)
  }

  public struct RecoveryPointCreated: Fact {
    public let recoveryPoint: String
    public let table: TableName
    public let origin: Region
    public let items: Int, bytes: Int
    public var details: [Detail] {
      [
        Detail("point", recoveryPoint), Detail("table", table), Detail("from", origin.rawValue),
        Detail("items", items), Detail("bytes", bytes),
      ]
    }
  }
  public struct RecoveryPointMoved: Fact {
    public let recoveryPoint: String
    public let age: Duration
    public var details: [Detail] { [Detail("point", recoveryPoint), Detail("age", age)] }
  }
  public struct RecoveryPointDeleted: Fact {
    public let recoveryPoint: String
    public let age: Duration
    public var details: [Detail] { [Detail("point", recoveryPoint), Detail("age", age)] }
  }
  public struct RestoreJobStarted: Fact {
    public let recoveryPoint: String
    public let table: TableName, target: TableName
    public var details: [Detail] {
      [Detail("point", recoveryPoint), Detail("table", table), Detail("target", target)]
    }
  }
}
