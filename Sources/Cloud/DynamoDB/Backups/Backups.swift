import Basics
import HashTreeCollections
import OrderedCollections
import Simulation

/// A full copy of a table, kept apart from it.
public struct Backup: Sendable {
  public enum Kind: String, Sendable, Hashable { case user = "USER", system = "SYSTEM" }
  public let arn: String
  public let name: String
  public let table: TableName
  public let kind: Kind
  public let created: Instant
  /// System backups are kept 35 days; others until they are deleted.
  public let expires: Instant?
  public let bytes: Int
  public var itemCount: Int { items.count }
  let schema: KeySchema
  let billing: BillingMode
  let indexes: [SecondaryIndex]
  /// What its table had; not all of it comes back.
  let settings: [TableSetting]
  let items: Table.Items
  var storage: Gauge
}

extension DynamoDB {
  /// Copies a table at once, without using its capacity.
  public struct CreateBackup: Operation {
    public static let name = "dynamodb:CreateBackup"
    public var tableName: TableName
    public var backupName: String
    public init(tableName: TableName, backupName: String) {
      (self.tableName, self.backupName) = (tableName, backupName)
    }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Backup> {
      guard let table = db.tables[tableName], table.status == .active else {
        throw .recoveryTableNotFound(tableName)
      }
      return .now(db.keep(table, as: backupName, .user, expires: nil, &context))
    }
  }

  public struct DeleteBackup: Operation {
    public static let name = "dynamodb:DeleteBackup"
    public var backupARN: String
    public init(backupARN: String) { self.backupARN = backupARN }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard db.backups[backupARN] != nil else { throw .backupNotFound(backupARN) }
      db.dropBackup(backupARN, &context)
      return .now(())
    }
  }

  /// The backups of a table, or all, oldest first.
  public struct ListBackups: Operation {
    public static let name = "dynamodb:ListBackups"
    public var tableName: TableName?
    public init(tableName: TableName? = nil) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<[Backup]> {
      .now(db.backups.values.filter { tableName == nil || $0.table == tableName })
    }
  }

  mutating func keepSystemBackup(of name: TableName, _ context: inout Context) {
    let expires = context.now + .days(35)
    let backup = keep(tables[name]!, as: "\(name)$DeletedTableBackup", .system, expires: expires, &context)
    context.schedule(DynamoDB.self, .dropBackup(arn: backup.arn), at: expires)
  }

  private mutating func keep(
    _ table: Table, as name: String, _ kind: Backup.Kind, expires: Instant?, _ context: inout Context
  ) -> Backup {
    generation += 1
    let arn =
      "arn:aws:dynamodb:\(context.region):\(context.scope.account):table/\(table.name)/backup/"
      + "\(context.now.milliseconds)-\(String(generation, radix: 16))"
    let backup = table.backup(as: name, kind, arn: arn, expires: expires, at: context.now)
    backups[arn] = backup
    context.note(
      BackupCreated(table: table.name, name: name, kind: kind, items: backup.itemCount, bytes: backup.bytes),
      because: kind == .user ? .backupsAreFull : .deletedTablesAreKept)
    return backup
  }

  mutating func dropBackup(_ arn: String, _ context: inout Context) {
    guard backups[arn] != nil else { return }
    context.settle(&backups[arn]!.storage, .backupStorage)
    backups[arn] = nil
  }

  public struct BackupCreated: Fact {
    public let table: TableName
    public let name: String
    public let kind: Backup.Kind
    public let items: Int, bytes: Int
    public var details: [Detail] {
      [
        Detail("table", table), Detail("backup", name), Detail("type", kind.rawValue), Detail("items", items),
        Detail("bytes", bytes),
      ]
    }
  }
}

extension Table {
  func backup(as name: String, _ kind: Backup.Kind, arn: String, expires: Instant?, at now: Instant) -> Backup {
    Backup(
      arn: arn, name: name, table: self.name, kind: kind, created: now, expires: expires, bytes: bytes, schema: schema,
      billing: billing, indexes: indexes.values.map(\.definition), settings: settings, items: items,
      storage: Gauge(kind == .user ? bytes : 0, since: now))
  }
}

extension ServiceError {
  static func backupNotFound(_ arn: String) -> ServiceError {
    ServiceError("BackupNotFoundException", "Backup not found: \(arn)", rule: .backupsAreFull)
  }
}

extension Rule {
  public static let backupsAreFull = Rule(
    "dynamodb.backup.full",
    "An on-demand backup is a full copy, made without using the table's capacity and kept until it is deleted.",
    source: "DynamoDB Developer Guide: On-demand backup for DynamoDB")
  public static let deletedTablesAreKept = Rule(
    "dynamodb.pitr.deleted-table",
    "Deleting a table that has point-in-time recovery leaves a system backup, free for 35 days.",
    source: recoveryGuide)
}

extension Misconception {
  public static let backupsDieWithTheTable = Misconception(
    "backups-die-with-the-table", contradicts: .backupsAreFull,
    says: "The on-demand backups of a table are deleted with it.")
  public static let nothingIsKeptOfDeletedTables = Misconception(
    "nothing-is-kept-of-deleted-tables", contradicts: .deletedTablesAreKept,
    says: "Point-in-time recovery ends with its table and leaves nothing.")
}
