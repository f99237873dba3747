import Basics
import OrderedCollections
import Simulation

extension DynamoDB {
  /// What is provisioned of a dimension; nil when there is no such thing, or it is on demand.
  func throughput(of dimension: ScalableDimension) -> Int? {
    guard dimension.resource == .table, case .provisioned(let throughput)? = tables[dimension.table]?.billing else {
      return nil
    }
    return dimension.kind == .read ? throughput.read : throughput.write
  }

  mutating func watch(_ dimension: ScalableDimension, _ isWatched: Bool) {
    guard tables[dimension.table] != nil else { return }
    let watch = isWatched ? ScalingWatch() : nil
    switch dimension.kind {
    case .read: tables[dimension.table]!.pool.reads.watch = watch
    case .write: tables[dimension.table]!.pool.writes.watch = watch
    }
  }

  /// A minute with traffic is over: looks at both alarms.
  mutating func evaluateScaling(_ dimension: ScalableDimension, _ minute: Int, _ context: inout Context) {
    guard let capacity = throughput(of: dimension), var target = scalableTargets[dimension],
      let policy = target.policy, let table = tables[dimension.table]
    else { return }
    let lane = dimension.kind == .read ? table.pool.reads : table.pool.writes
    guard let counted = lane.watch?.sum(of: minute) else { return }
    // Reads are counted in halves; a half too much is a whole too much.
    let sum = dimension.kind == .read ? (counted + 1) / 2 : counted
    let full = capacity * 60
    // A minute without traffic has no data: it ends both runs and starts none.
    if target.lastMinute != minute - 1 { (target.minutesHigh, target.minutesLow) = (0, 0) }
    target.lastMinute = minute
    target.minutesHigh = sum * 100 > policy.targetPercent * full ? target.minutesHigh + 1 : 0
    target.minutesLow = sum * 100 < (policy.targetPercent - ScalingPolicy.slack) * full ? target.minutesLow + 1 : 0
    let isHigh = target.minutesHigh >= ScalingPolicy.minutesOut, isLow = target.minutesLow >= ScalingPolicy.minutesIn
    let utilization = sum * 100 / full
    for (isHighAlarm, was, now) in [(true, target.isHigh, isHigh), (false, target.isLow, isLow)] where was != now {
      context.note(
        ScalingAlarm(
          dimension: dimension, alarm: isHighAlarm ? "AlarmHigh" : "AlarmLow", state: now ? "ALARM" : "OK",
          utilizationPercent: utilization), because: .scalingAlarms)
    }
    (target.isHigh, target.isLow) = (isHigh, isLow)
    scalableTargets[dimension] = target
    guard target.pending == nil, isHigh || isLow else { return }
    if isHigh, let last = target.lastOut, context.now < last + policy.scaleOutCooldown { return }
    if isLow {
      if policy.disableScaleIn { return }
      if let last = target.lastIn, context.now < last + policy.scaleInCooldown { return }
    }
    let wanted = min(max(policy.capacity(forMinute: sum), target.capacityMin), target.capacityMax)
    guard isHigh ? wanted > capacity : wanted < capacity else { return }
    scale(dimension, to: wanted, &context)
  }

  /// A capacity outside of its range is brought into it at once.
  mutating func keepInRange(_ dimension: ScalableDimension, _ context: inout Context) {
    guard let capacity = throughput(of: dimension), let target = scalableTargets[dimension] else { return }
    let wanted = min(max(capacity, target.capacityMin), target.capacityMax)
    if wanted != capacity { scale(dimension, to: wanted, &context) }
  }

  private mutating func scale(_ dimension: ScalableDimension, to capacity: Int, _ context: inout Context) {
    scalableTargets[dimension]!.pending = capacity
    let time = context.draw(model.scalingTime, for: "dynamodb.scaling")
    if time == .zero {
      applyScaling(dimension, &context)
    } else {
      context.schedule(DynamoDB.self, .applyScaling(dimension), after: time)
    }
  }

  mutating func applyScaling(_ dimension: ScalableDimension, _ context: inout Context) {
    guard let wanted = scalableTargets[dimension]?.pending else { return }
    scalableTargets[dimension]!.pending = nil
    guard let capacity = throughput(of: dimension), case .provisioned(let old)? = tables[dimension.table]?.billing
    else { return }
    let new =
      dimension.kind == .read
      ? Throughput(read: wanted, write: old.write) : Throughput(read: old.read, write: wanted)
    var message = ""
    do throws(ServiceError) {
      try changeBilling(of: dimension.table, to: .provisioned(new), &context)
    } catch { message = error.message }
    let activity = ScalingActivity(
      at: context.now, dimension: dimension, from: capacity, to: wanted,
      status: message.isEmpty ? .successful : .failed,
      message: message)
    scalingActivities.append(activity)
    context.note(
      ScalingActivityEnded(activity: activity), because: message.isEmpty ? .targetTracking : .capacityChangesAreLimited)
    // The alarms count anew from a change.
    scalableTargets[dimension]!.minutesHigh = 0
    scalableTargets[dimension]!.minutesLow = 0
    if wanted > capacity {
      scalableTargets[dimension]!.lastOut = context.now
    } else {
      scalableTargets[dimension]!.lastIn = context.now
    }
  }

  /// An alarm of a policy went off, or was over.
  public struct ScalingAlarm: Fact {
    public let dimension: ScalableDimension
    public let alarm: String, state: String
    /// Consumed over provisioned, in the minute that decided, rounded down.
    public let utilizationPercent: Int
    public var details: [Detail] {
      [
        Detail("resource", dimension.resourceID), Detail("alarm", alarm), Detail("state", state),
        Detail("utilization", "\(utilizationPercent) %"),
      ]
    }
  }
  /// Auto scaling changed a capacity, or could not.
  public struct ScalingActivityEnded: Fact {
    public let activity: ScalingActivity
    public var details: [Detail] {
      [
        Detail("resource", activity.dimension.resourceID), Detail("dimension", activity.dimension.description),
        Detail("from", activity.from), Detail("to", activity.to), Detail("status", activity.status.rawValue),
      ]
    }
  }
}

extension Rule {
  static let scalingGuide = "DynamoDB Developer Guide: Managing throughput capacity automatically with auto scaling"
  public static let targetTracking = Rule(
    "dynamodb.scaling.target",
    """
    Auto scaling sets the capacity to consumed / target, within its minimum and maximum; the change takes minutes, and \
    until then requests beyond the old capacity are throttled. (The formula and the time: model.)
    """, source: scalingGuide)
  public static let scalingAlarms = Rule(
    "dynamodb.scaling.alarms",
    """
    Capacity is added after two minutes in a row above the target and taken away after fifteen minutes in a row more \
    than 20 points below it; minutes without any traffic have no data and take nothing away.
    """, source: "AWS re:Post Knowledge Center: How does DynamoDB auto scaling work?")
}

extension Misconception {
  public static let scalingIsImmediate = Misconception(
    "scaling-is-immediate", contradicts: .scalingAlarms,
    says: "Auto scaling follows the load at once, so nothing is throttled.")
}
