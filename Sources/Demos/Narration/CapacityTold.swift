import Basics
import Cloud

extension DynamoDB.RequestThrottled: Told {
  var sentence: String {
    let place = partition.map { "partition \($0) of the \(resource.name)" } ?? "the \(resource.name) as a whole"
    let asker = key.map { " for \($0)" } ?? ""
    return "\(counted(units, unit: "unit"))\(asker) are more than \(place) can serve now: \(reason)."
  }
}

extension DynamoDB.PartitionSplit: Told {
  var sentence: String { "Partition \(parent) of \(table) is split into \(listed(children.map(String.init), "and"))." }
}

extension DynamoDB.ThroughputWarmed: Told {
  var sentence: String {
    "\(table) is warmed: it can serve \(throughput.read) reads and \(throughput.write) writes a second at once."
  }
}

extension DynamoDB.MaximumChanged: Told {
  var sentence: String {
    maximum.map { "\(table) will serve at most \($0.read) read and \($0.write) write units a second." }
      ?? "\(table) has no maximum throughput any more."
  }
}

extension DynamoDB.ScalableTargetRegistered: Told {
  var sentence: String {
    "Auto scaling may set \(dimension.kind.rawValue) capacity of \(dimension.resourceID) between \(capacityMin) and "
      + "\(capacityMax)."
  }
}

extension DynamoDB.ScalingPolicySet: Told {
  var sentence: String {
    "Auto scaling keeps the \(dimension.kind.rawValue) capacity of \(dimension.resourceID) at a utilization of "
      + "\(policy.targetPercent) %, by two alarms."
  }
}

extension DynamoDB.ScalingAlarm: Told {
  var sentence: String {
    "\(alarm) of \(dimension.resourceID) goes to \(state): the last minute used \(utilizationPercent) % of the "
      + "\(dimension.kind.rawValue) capacity."
  }
}

extension DynamoDB.ScalingActivityEnded: Told {
  var sentence: String {
    let what = "the \(activity.dimension.kind.rawValue) capacity of \(activity.dimension.resourceID)"
    return activity.status == .successful
      ? "Auto scaling sets \(what) from \(activity.from) to \(activity.to) units."
      : "Auto scaling cannot set \(what) to \(activity.to) units: \(activity.message)"
  }
}

extension ThroughputPool.Resource {
  var name: String {
    switch self {
    case .table: "table"
    case .index(let name): "index \(name)"
    }
  }
}
