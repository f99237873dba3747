import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// Deletes a table, its items and indexes; it is gone after `model.deletionTime`. With point-in-time recovery on, a
  /// system backup stays for 35 days.
  public struct DeleteTable: Operation {
    public static let name = "dynamodb:DeleteTable"
    public var tableName: TableName
    public init(tableName: TableName) { self.tableName = tableName }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let table = db.tables[tableName] else { throw .tableNotFound(tableName) }
      guard table.status == .active else { throw .tableInUse(table) }
      guard !table.isProtected else {
        throw .invalid(
          "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
          .deletionProtection)
      }
      guard table.replicas.isEmpty else { throw .notSimulated("dynamodb:DeleteTable: a replica of a global table") }
      db.tables[tableName]!.settle(&context)
      context.note(TableDeleted(table: tableName, items: table.itemCount), because: .tablesAreCreated)
      if table.recovery != nil, !context.holds(.nothingIsKeptOfDeletedTables) {
        db.keepSystemBackup(of: tableName, &context)
      }
      if context.holds(.backupsDieWithTheTable) {
        let own = db.backups.values.filter { $0.table == tableName && $0.kind == .user }
        for backup in own { db.dropBackup(backup.arn, &context) }
      }
      let time = context.draw(db.model.deletionTime, for: "dynamodb.deletion")
      db.tables[tableName]!.status = .deleting
      if time == .zero {
        db.tables[tableName] = nil
      } else {
        context.schedule(DynamoDB.self, .dropTable(table: tableName, generation: table.generation), after: time)
      }
      return .now(())
    }
  }

  mutating func dropTable(_ name: TableName, _ generation: Int, _ context: inout Context) {
    guard tables[name]?.generation == generation else { return }
    tables[name]!.settle(&context)
    tables[name] = nil
  }

  public struct TableDeleted: Fact {
    public let table: TableName
    public let items: Int
    public var details: [Detail] { [Detail("table", table), Detail("items", items)] }
  }
}

extension ServiceError {
  static func tableInUse(_ table: Table) -> ServiceError {
    let what =
      switch table.status {
      case .creating: "created"
      case .deleting: "deleted"
      case .active, .updating: "updated"
      }
    return ServiceError(
      "ResourceInUseException",
      "Attempt to change a resource which is still in use: Table is being \(what): \(table.name)",
      rule: .tablesAreCreated)
  }
}

extension Rule {
  public static let deletionProtection = Rule(
    "dynamodb.tables.protection", "A table with deletion protection cannot be deleted until it is switched off.",
    source: "DynamoDB Developer Guide: Using deletion protection to protect your table")
}
