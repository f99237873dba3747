import Basics
import Cloud
import Foundation
import OrderedCollections
import Simulation

/// Shards, routing, limits and retention of data streams.
enum KinesisVectors {
  static let runners: [String: Runner] = [
    "kinesis-routing": routing, "kinesis-shard-ranges": ranges, "kinesis-explicit-hash-key": explicit,
    "kinesis-retention": retention, "kinesis-read-limit": readLimit,
  ]

  private static func world(_ shards: Int) throws -> World {
    var world = World(seed: 1, start: vectorStart)
    try world.call(Kinesis.CreateStream("stream", shardCount: shards))
    return world
  }

  static func routing(_ given: JSON) throws -> [String: JSON] {
    var world = try world(given["shards"].int!)
    let key = given["partition_key"].text!, digest = MD5(key.utf8)
    let shard = try world.call(Kinesis.PutRecord("stream", partitionKey: key, data: "x"))
    let index = world[.usEast1].kinesis.streams["stream"]!.shards.firstIndex { $0.id == shard }!
    return [
      "md5_hex": .string(digest.hexadecimal), "hash_key": .string("\(digest.number)"), "shard_index": JSON(index),
      "shard_id": .string(shard),
    ]
  }

  static func ranges(_ given: JSON) throws -> [String: JSON] {
    [
      "ranges": .array(
        DataStream.hashKeyRanges(given["shards"].int!).map {
          [.string("\($0.lowerBound)"), .string("\($0.upperBound)")]
        })
    ]
  }

  static func explicit(_ given: JSON) throws -> [String: JSON] {
    var world = try world(given["shards"].int!)
    let shard = try world.call(
      Kinesis.PutRecord(
        "stream", partitionKey: given["partition_key"].text!, data: "x",
        explicitHashKey: UInt128(given["explicit_hash_key"].text!)))
    return [
      "shard_index": JSON(world[.usEast1].kinesis.streams["stream"]!.shards.firstIndex { $0.id == shard }!)
    ]
  }

  static func retention(_ given: JSON) throws -> [String: JSON] {
    var world = try world(1)
    try world.call(Kinesis.SetStreamRetentionPeriod("stream", .hours(given["retention_h"].int!)))
    let ages = given["record_ages_h"].elements.map(\.hours), oldest = ages.max()!
    for (index, age) in ages.enumerated().sorted(by: { $0.element > $1.element }) {
      world.run(until: vectorStart + (oldest - age))
      try world.call(Kinesis.PutRecord("stream", partitionKey: "k", data: "\(index)"))
    }
    world.run(until: vectorStart + oldest)
    let iterator = try world.call(
      Kinesis.GetShardIterator("stream", shardID: "shardId-000000000000", kind: .trimHorizon))
    let found = Set(try world.call(Kinesis.GetRecords(shardIterator: iterator)).records.map(\.data))
    return ["readable": .array(ages.indices.map { JSON(found.contains("\($0)")) })]
  }

  static func readLimit(_ given: JSON) throws -> [String: JSON] {
    var world = try world(1), isThrottled = false
    for _ in 0..<given["get_records_calls_per_s_per_shard"].int! {
      let iterator = try world.call(
        Kinesis.GetShardIterator("stream", shardID: "shardId-000000000000", kind: .latest))
      if (try? world.call(Kinesis.GetRecords(shardIterator: iterator))) == nil { isThrottled = true }
    }
    return ["throttled": JSON(isThrottled)]
  }
}
