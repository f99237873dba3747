import Simulation

extension DynamoDB {
  private static let legacy = ["parameters from before expressions"]
  private static let partiQL = ["aggregates, nested SELECT, INSERT … SELECT, the operators || * / %"]

  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateTable.self, missing: ["indexes with several partition or sort attributes"]),
    .simulated(UpdateTable.self, missing: ["deleting a strongly consistent global table"]),
    .simulated(DeleteTable.self, missing: ["a replica of a global table"]),
    .simulated(DescribeTable.self), .simulated(ListTables.self), .simulated(DescribeLimits.self),
    .simulated(TagResource.self), .simulated(UntagResource.self), .simulated(ListTagsOfResource.self),
    .simulated(PutItem.self, missing: legacy), .simulated(GetItem.self, missing: legacy),
    .simulated(UpdateItem.self, missing: legacy), .simulated(DeleteItem.self, missing: legacy),
    .simulated(Query.self, missing: legacy), .simulated(Scan.self, missing: legacy),
    .simulated(BatchGetItem.self, missing: legacy), .simulated(BatchWriteItem.self),
    .simulated(TransactWriteItems.self), .simulated(TransactGetItems.self),
    .simulated(ExecuteStatement.self, missing: partiQL), .simulated(BatchExecuteStatement.self, missing: partiQL),
    .simulated(ExecuteTransaction.self, missing: partiQL),
    .simulated(UpdateTimeToLive.self), .simulated(DescribeTimeToLive.self),
    .simulated(DescribeStream.self, missing: ["ExclusiveStartShardId", "ShardFilter"]), .simulated(ListStreams.self),
    .simulated(EnableKinesisStreamingDestination.self, missing: ["the millisecond precision"]),
    .simulated(DisableKinesisStreamingDestination.self), .simulated(DescribeKinesisStreamingDestination.self),
    .simulated(
      ExportTableToPointInTime.self,
      missing: ["a bucket of another Region or account", "S3SseAlgorithm", "ClientToken"]),
    .simulated(DescribeExport.self), .simulated(ListExports.self),
    .simulated(
      ImportTable.self, missing: ["secondary indexes", "real compression: the codec is a mark", "ClientToken"]),
    .simulated(DescribeImport.self), .simulated(ListImports.self),
    .simulated(GetShardIterator.self), .simulated(GetRecords.self),
    .simulated(UpdateContinuousBackups.self), .simulated(DescribeContinuousBackups.self),
    .simulated(RestoreTableToPointInTime.self), .simulated(RestoreTableFromBackup.self),
    .simulated(CreateBackup.self), .simulated(DeleteBackup.self), .simulated(ListBackups.self),
    .simulated(RegisterScalableTarget.self, missing: ["indexes", "SuspendedState"]),
    .simulated(DeregisterScalableTarget.self), .simulated(PutScalingPolicy.self, missing: ["custom metrics"]),
    .simulated(DescribeScalingActivities.self),
    .refused("application-autoscaling:PutScheduledAction", "capacity follows its target only, not a timetable"),
    .refused("dynamodb:CreateGlobalTable", "the global tables of 2017; UpdateTable adds replicas to today's"),
  ]

  public static let misconceptions: [Misconception] = [
    .ttlIsImmediate, .expiredItemsAreHidden, .ttlCostsWriteCapacity,
    .globalIndexesAreImmediate,
    .replicationIsSynchronous, .attributesAreMerged, .firstWriterWins,
    .unusedCapacityIsLost, .capacityIsDivided, .capacityIsUnlimitedPerKey, .onDemandHasNoLimit, .scalingIsImmediate,
    .streamsHaveManyReaders, .streamsAreOneLine, .unchangedWritesAreRecorded, .recordsShowEverything,
    .recordsAwaitReaders, .kinesisIsExactlyOnce,
    .exportsReadTheTable, .exportsNeedNothing, .exportsAreOfNow, .exportsListEachWrite,
    .importsWriteItems, .importsFillTables, .importsStopAtErrors, .csvKnowsNumbers,
    .writesRoundLikeReads, .onlyTheNewItemCounts, .namesAreFree, .consistencyIsFree, .missingReadsAreFree,
    .projectionsSaveUnits, .queriesRoundEachItem, .transactionsCostNoMore, .unusedCapacityIsFree,
    .classesChangeAtWill, .backupsDieWithTheTable, .nothingIsKeptOfDeletedTables,
    .restoreOverwritesTheTable, .restoreReachesNow, .settingsCarryOver,
  ]
}
