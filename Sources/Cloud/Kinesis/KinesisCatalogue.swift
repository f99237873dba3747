import Simulation

extension Kinesis {
  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateStream.self, missing: ["on-demand mode"]), .simulated(PutRecord.self),
    .simulated(GetShardIterator.self), .simulated(GetRecords.self),
    .simulated(SetStreamRetentionPeriod.self, missing: ["the price of longer retention"]),
    .refused("kinesis:SplitShard", "shards are as many as the stream was made with"),
    .refused("kinesis:MergeShards", "shards are as many as the stream was made with"),
    .refused("kinesis:PutRecords", "records are put one by one"),
    .refused("kinesis:SubscribeToShard", "enhanced fan-out is not modelled"),
  ]

  public static let misconceptions: [Misconception] = [.kinesisKeepsADay, .kinesisHasManyReaders]
}
