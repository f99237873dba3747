import HashTreeCollections
import OrderedCollections
import Simulation

extension DynamoDB {
  /// What AWS Backup asks of DynamoDB: a full copy, which it keeps itself.
  struct TakeSnapshot: Operation {
    static let name = "dynamodb:StartAwsBackupJob"
    let tableName: TableName
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Backup> {
      guard let table = db.tables[tableName], table.status == .active else {
        throw .recoveryTableNotFound(tableName)
      }
      return .now(table.backup(as: "AWSBackup", .user, arn: "", expires: nil, at: context.now))
    }
  }

  /// Makes a new table from a copy that AWS Backup kept.
  struct RestoreSnapshot: Operation {
    static let name = "dynamodb:RestoreTableFromAwsBackup"
    let snapshot: Backup
    let target: TableName
    func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<TableDescription> {
      .now(try db.restore(snapshot, as: target, &context))
    }
  }
}
