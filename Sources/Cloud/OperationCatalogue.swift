/// Every operation that the emulation knows by name, and what it makes of it.
public enum OperationCatalogue {
  public struct Entry: Sendable, Hashable {
    /// As IAM writes it: `dynamodb:PutItem`.
    public let name: String
    /// What of it is left out and refused; empty when nothing that matters is.
    public let missing: [String]
    /// False for an operation that is known and refused.
    public let isSimulated: Bool
  }

  /// Sorted by name.
  public static let all: [Entry] = (simulated + refused).sorted { $0.name < $1.name }

  public static func entry(_ name: String) -> Entry? { all.first { $0.name == name } }

  private static func entry<O: Operation>(_ operation: O.Type, missing: [String] = []) -> Entry {
    Entry(name: O.name, missing: missing, isSimulated: true)
  }

  private static let legacy = ["parameters from before expressions"]

  private static let partiQL = ["aggregates, nested SELECT, INSERT … SELECT, the operators || * / %"]

  private static let simulated: [Entry] = [
    entry(DynamoDB.CreateTable.self, missing: ["indexes with several partition or sort attributes"]),
    entry(DynamoDB.UpdateTable.self, missing: ["ReplicaUpdates.Delete"]),
    entry(DynamoDB.DeleteTable.self, missing: ["a replica of a global table"]),
    entry(DynamoDB.DescribeTable.self), entry(DynamoDB.ListTables.self), entry(DynamoDB.DescribeLimits.self),
    entry(DynamoDB.TagResource.self), entry(DynamoDB.UntagResource.self), entry(DynamoDB.ListTagsOfResource.self),
    entry(DynamoDB.PutItem.self, missing: legacy), entry(DynamoDB.GetItem.self, missing: legacy),
    entry(DynamoDB.UpdateItem.self, missing: legacy), entry(DynamoDB.DeleteItem.self, missing: legacy),
    entry(DynamoDB.Query.self, missing: legacy), entry(DynamoDB.Scan.self, missing: legacy),
    entry(DynamoDB.BatchGetItem.self, missing: legacy), entry(DynamoDB.BatchWriteItem.self),
    entry(DynamoDB.TransactWriteItems.self), entry(DynamoDB.TransactGetItems.self),
    entry(DynamoDB.ExecuteStatement.self, missing: partiQL), entry(DynamoDB.BatchExecuteStatement.self, missing: partiQL),
    entry(DynamoDB.ExecuteTransaction.self, missing: partiQL),
    entry(DynamoDB.UpdateTimeToLive.self), entry(DynamoDB.DescribeTimeToLive.self),
    entry(DynamoDB.GetShardIterator.self), entry(DynamoDB.GetRecords.self),
    entry(DynamoDB.UpdateContinuousBackups.self), entry(DynamoDB.DescribeContinuousBackups.self),
    entry(DynamoDB.RestoreTableToPointInTime.self), entry(DynamoDB.RestoreTableFromBackup.self),
    entry(DynamoDB.CreateBackup.self), entry(DynamoDB.DeleteBackup.self), entry(DynamoDB.ListBackups.self),
    entry(DynamoDB.RegisterScalableTarget.self, missing: ["indexes", "SuspendedState"]),
    entry(DynamoDB.DeregisterScalableTarget.self), entry(DynamoDB.PutScalingPolicy.self, missing: ["custom metrics"]),
    entry(DynamoDB.DescribeScalingActivities.self),
    entry(Lambda.CreateFunction.self, missing: ["Layers", "VpcConfig", "SnapStart", "Publish"]),
    entry(Lambda.UpdateFunctionConfiguration.self, missing: ["everything but memory and timeout"]),
    entry(Lambda.Invoke.self, missing: ["Qualifier", "InvocationType DryRun"]),
    entry(Lambda.PutFunctionConcurrency.self),
    entry(Lambda.PutFunctionEventInvokeConfig.self, missing: ["destinations"]),
  ]

  private static let refused: [Entry] = [
    "application-autoscaling:PutScheduledAction",
    "dynamodb:CreateGlobalTable", "dynamodb:ExportTableToPointInTime", "dynamodb:ImportTable",
"lambda:CreateEventSourceMapping", "lambda:CreateFunctionUrlConfig",
    "lambda:InvokeWithResponseStream", "lambda:PublishVersion", "lambda:PutProvisionedConcurrencyConfig",
  ].map { Entry(name: $0, missing: ["all of it"], isSimulated: false) }
}
