import Basics
import Cloud
import Simulation

/// Requests for exports, and readers of streams.
enum TransferVectors {
  static let runners: [String: Runner] = ["s3-export-request": export, "stream-readers": readers]

  static func export(_ given: JSON) throws -> [String: JSON] {
    var world = try TransferTests.world(recovery: given["pitr"].isTrue)
    let enabled = world.now
    world.advance(by: .hours(48))
    let kind: Export.Kind =
      given["kind"].text == "full"
      ? .full(at: nil)
      : .incremental(from: enabled, to: enabled + .minutes(given["period_minutes"].int!), .newAndOld)
    let before = world.ledger.units(of: .readRequestUnits)
    do throws(ServiceError) {
      try world.call(
        DynamoDB.ExportTableToPointInTime(
          tableName: "table", bucket: "exports", kind: kind,
          format: TransferFormat(rawValue: given["format"].text ?? "DYNAMODB_JSON")!))
    } catch { return ["result": .string(error.code), "rcu": nil] }
    world.advance(by: .hours(1))
    return ["result": "ok", "rcu": JSON(Int(world.ledger.units(of: .readRequestUnits) - before))]
  }

  /// Recommended is what is not throttled.
  static func readers(_ given: JSON) throws -> [String: JSON] {
    var world =
      given["global_table"].isTrue
      ? try ReplicationVectors.globalTable(in: [.usEast1, .euWest1]) : try CapacityVectors.world()
    if !given["global_table"].isTrue {
      try world.call(DynamoDB.UpdateTable(tableName: "table", change: .stream(.keysOnly)))
    }
    let shard = try world.call(DynamoDB.DescribeStream(tableName: "table")).shards[0].id
    for _ in 0..<given["readers_per_shard"].int! {
      let iterator = try world.call(
        DynamoDB.GetShardIterator(tableName: "table", shardID: shard, kind: .trimHorizon))
      do throws(ServiceError) {
        try world.call(DynamoDB.GetRecords(shardIterator: iterator))
      } catch { return ["recommended": false] }
    }
    return ["recommended": true]
  }
}
