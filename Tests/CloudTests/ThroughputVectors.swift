import Basics
import Cloud
import Simulation

/// Partitions, on-demand peaks and auto scaling.
enum ThroughputVectors {
  static let runners: [String: Runner] = [
    "adaptive-capacity": adaptive, "partition-estimate": estimate, "on-demand-peak": peak, "on-demand-switch": switched,
    "auto-scaling": scaling,
  ]

  static func adaptive(_ given: JSON) throws -> [String: JSON] {
    var world = try ThroughputTests.provisioned(given["table_wcu"].int!, partitions: given["partitions"].int!)
    let keys = ThroughputTests.keys(world)
    for (index, demand) in given["demand_wcu_per_partition"].elements.enumerated() {
      for _ in 0..<demand.int! { _ = ThroughputTests.put(keys[index + 1]!, &world) }
    }
    let throttles = world.trace.all(DynamoDB.RequestThrottled.self)
    let total = given["demand_wcu_per_partition"].elements.reduce(0) { $0 + $1.int! }
    let limit = throttles.isEmpty ? "none" : throttles.contains { $0.partition != nil } ? "partition" : "table"
    let note =
      switch limit {
      case "none": total == 300 ? "all served by adaptive capacity" : "all served"
      case "table": "throttled: table total \(total) > \(given["table_wcu"].int!)"
      default: "throttled: partition over 1,000 WCU/s"
      }
    return ["limited_by": .string(limit), "all_served": JSON(throttles.isEmpty), "note": .string(note)]
  }

  static func estimate(_ given: JSON) throws -> [String: JSON] {
    [
      "partitions": JSON(
        Partitions.estimate(
          readUnits: given["rcu"].int!, writeUnits: given["wcu"].int!, gigabytes: given["size_gb"].int!))
    ]
  }

  static func peak(_ given: JSON) throws -> [String: JSON] {
    var supply = OnDemandSupply(
      warm: OnDemandSupply.readsAtFirst, previousPeak: given["previous_peak_read_units"].int!, at: .epoch)
    let now = Instant.epoch + .minutes(given["within_minutes"].int!)
    let capacity = supply.instant(at: now)
    return [
      "instant_capacity": JSON(capacity),
      "served_without_throttle": JSON(supply.take(given["demand_read_units"].int!, at: now) == nil),
    ]
  }

  static func switched(_ given: JSON) throws -> [String: JSON] {
    func billing(_ prefix: String) -> BillingMode {
      .provisioned(Throughput(read: given["\(prefix)_rcu"].int!, write: given["\(prefix)_wcu"].int!))
    }
    var world = try CapacityVectors.world(billing: billing("highest_ever"), onDemandIsUnlimited: false)
    if billing("current") != billing("highest_ever") {
      try world.call(DynamoDB.UpdateTable(tableName: "table", change: .billing(billing("current"))))
    }
    try world.call(DynamoDB.UpdateTable(tableName: "table", change: .billing(.onDemand)))
    var pool = world[.usEast1].dynamoDB.table("table")!.pool
    let warm = pool.warmThroughput(at: world.now)
    return ["write_units": JSON(warm.write), "read_units": JSON(warm.read)]
  }

  static func scaling(_ given: JSON) throws -> [String: JSON] {
    let provisioned = given["provisioned"].int!
    var world = try ThroughputTests.provisioned(provisioned)
    world.model(\.dynamoDB.model.scalingTime, .fixed(.zero))
    let dimension = ScalableDimension("table", .write)
    try world.call(
      DynamoDB.RegisterScalableTarget(dimension, capacityMin: given["min"].int!, capacityMax: given["max"].int!))
    try world.call(
      DynamoDB.PutScalingPolicy(
        dimension, ScalingPolicy(name: "track", targetPercent: given["target_percent"].int!)))
    // A minute's units come as 60 writes of one item each; a burst bucket of five minutes lets them pass.
    let minutes = given["consumed_per_minute"].elements.map { $0.int! }
    world.run(until: vectorStart + .minutes(5))
    let start = world.now
    for (index, rate) in minutes.enumerated() {
      for second in 0..<60 {
        world.run(until: start + .minutes(index) + .seconds(second))
        let item = CapacityVectors.item("a", bytes: rate * 1_024)
        try world.call(DynamoDB.PutItem(tableName: "table", item: item))
      }
    }
    world.run(until: start + .minutes(minutes.count))
    let activities = try world.call(DynamoDB.DescribeScalingActivities(dimension)).reversed()
    let changes = activities.map { activity -> JSON in
      [
        "minute": JSON(Int((activity.at - start).components.seconds) / 60), "from": JSON(activity.from),
        "to": JSON(activity.to),
      ]
    }
    return ["changes": .array(changes), "final": JSON(activities.last?.to ?? provisioned)]
  }
}
