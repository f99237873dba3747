import Basics
import Cloud
import Simulation
import TestSupport
import Testing

/// What tables of facts say about the mechanisms is what the mechanisms do.
@Suite struct MechanismFactsTests {
  @Test func `the limits of capacity, caches and backups that are shown are those that act`() {
    let acting: [(String, String, Int)] = [
      ("dynamodb", "partition-reads", Partitions.readUnitsMax),
      ("dynamodb", "partition-writes", Partitions.writeUnitsMax),
      ("dynamodb", "partition-size", Partitions.gigabytesMax), ("dynamodb", "account-units", DynamoDB.accountUnitsMax),
      ("dynamodb", "on-demand-writes-at-first", OnDemandSupply.writesAtFirst),
      ("dynamodb", "on-demand-reads-at-first", OnDemandSupply.readsAtFirst),
      ("dynamodb", "on-demand-window", Int(OnDemandSupply.window.components.seconds) / 60),
      ("dynamodb", "scaling-out-minutes", ScalingPolicy.minutesOut),
      ("dynamodb", "scaling-in-minutes", ScalingPolicy.minutesIn),
      ("dax", "nodes-max", DAX.Cluster.nodesRange.upperBound),
      ("dax", "ttl", Int(DAX.CreateCluster("c").itemTTL.components.seconds)),
      ("backup", "cold-days-min", AWSBackup.Lifecycle.coldDaysMin),
    ]
    for (service, name, value) in acting { #expect(Limit.named(name, of: service)?.value == value, "\(name)") }
  }

  @Test func `every meter of the mechanisms has a price in its unit`() {
    let meters: [Meter] =
      [
        .changeCaptureUnits, .kinesisShards, .kinesisPuts, .s3Storage, .s3Puts, .s3Gets, .logsIngested,
        .warmBackupStorage, .coldBackupStorage,
      ] + DAX.NodeType.all.map(\.meter) + ElastiCache.NodeType.all.map(\.meter)
    for meter in meters {
      #expect(PriceBook.standard.tiers(of: meter).first?.unit == meter.unit, "\(meter.service) \(meter.item)")
    }
  }

  @Test func `what of the mechanisms is not simulated is listed as refused`() {
    for name in [
      "dax:BatchGetItem", "dax:BatchWriteItem", "elasticache:CreateReplicationGroup", "kinesis:SplitShard",
      "application-autoscaling:PutScheduledAction", "dynamodb:CreateGlobalTable",
    ] { #expect(OperationCatalogue.entry(name)?.isSimulated == false, "\(name)") }
    for name in ["dynamodb:ExportTableToPointInTime", "dax:GetItem", "backup:CreateBackupPlan", "s3:PutObject"] {
      #expect(OperationCatalogue.entry(name)?.isSimulated == true, "\(name)")
    }
  }
}
