import Basics
import OrderedCollections
import Simulation

/// One kind of capacity of a table or index, which auto scaling may change.
public struct ScalableDimension: Hashable, Sendable, CustomStringConvertible {
  public let table: TableName
  public let resource: ThroughputPool.Resource
  public let kind: CapacityKind
  public init(_ table: TableName, _ kind: CapacityKind, of resource: ThroughputPool.Resource = .table) {
    (self.table, self.resource, self.kind) = (table, resource, kind)
  }
  /// As Application Auto Scaling writes them: `table/Orders` and `dynamodb:table:WriteCapacityUnits`.
  public var resourceID: String {
    switch resource {
    case .table: "table/\(table)"
    case .index(let name): "table/\(table)/index/\(name)"
    }
  }
  public var description: String {
    "dynamodb:\(resource == .table ? "table" : "index"):\(kind == .read ? "Read" : "Write")CapacityUnits"
  }
}

/// What auto scaling may make of a dimension, and its policy.
public struct ScalableTarget: Sendable, Hashable {
  public internal(set) var capacityMin: Int, capacityMax: Int
  public internal(set) var policy: ScalingPolicy?
  /// Minutes in a row over and under the policy's thresholds.
  var minutesHigh = 0, minutesLow = 0
  var lastMinute: Int?
  var isHigh = false, isLow = false
  /// A new capacity on its way.
  var pending: Int?
  var lastOut: Instant?, lastIn: Instant?
}

/// Target tracking: keeps consumed over provisioned capacity near a percentage.
public struct ScalingPolicy: Sendable, Hashable {
  public static let percentRange = 20...90
  /// Minutes over the target before capacity is added; minutes under it before capacity is taken away.
  public static let minutesOut = 2, minutesIn = 15
  /// Percentage points under the target at which the lower alarm stands.
  public static let slack = 20

  public let name: String
  public let targetPercent: Int
  public let scaleOutCooldown: Duration, scaleInCooldown: Duration
  public let disableScaleIn: Bool

  public init(
    name: String, targetPercent: Int = 70, scaleOutCooldown: Duration = .zero, scaleInCooldown: Duration = .zero,
    disableScaleIn: Bool = false
  ) {
    (self.name, self.targetPercent) = (name, targetPercent)
    (self.scaleOutCooldown, self.scaleInCooldown) = (scaleOutCooldown, scaleInCooldown)
    self.disableScaleIn = disableScaleIn
  }

  /// The capacity at which `consumed` units of a second would be at the target.
  /// - Parameter sum: Units of a whole minute.
  func capacity(forMinute sum: Int) -> Int { (sum * 100 + 60 * targetPercent - 1) / (60 * targetPercent) }
}

/// The sum of one minute's units.
struct ScalingWatch: Sendable {
  private var minute: Int?
  private var units = 0

  /// True for the first units of a minute.
  mutating func add(_ amount: Int, at now: Instant) -> Bool {
    let current = floorDivide(now.seconds, 60)
    guard current != minute else {
      units += amount
      return false
    }
    (minute, units) = (current, amount)
    return true
  }
  /// The sum of a minute, unless a later one has begun.
  func sum(of minute: Int) -> Int? { minute == self.minute ? units : nil }
}

/// A change of capacity that auto scaling made, or tried to make.
public struct ScalingActivity: Sendable, Hashable {
  public enum Status: String, Sendable { case successful = "Successful", failed = "Failed" }
  public let at: Instant
  public let dimension: ScalableDimension
  public let from: Int, to: Int
  public let status: Status
  /// Why it failed; empty when it did not.
  public let message: String
}

// MARK: - Operations

extension DynamoDB {
  /// Tells auto scaling of a table's or index's capacity, and between what it may set it.
  public struct RegisterScalableTarget: Operation {
    public static let name = "application-autoscaling:RegisterScalableTarget"
    public var dimension: ScalableDimension
    public var capacityMin: Int, capacityMax: Int
    public init(_ dimension: ScalableDimension, capacityMin: Int, capacityMax: Int) {
      (self.dimension, self.capacityMin, self.capacityMax) = (dimension, capacityMin, capacityMax)
    }

    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard db.throughput(of: dimension) != nil else {
        throw .invalid(
          "DynamoDB table/index does not exist or is not provisioned: \(dimension.resourceID)", .targetTracking)
      }
      guard capacityMin >= 1, capacityMin <= capacityMax else {
        throw .invalid("Maximum capacity cannot be less than minimum capacity", .targetTracking)
      }
      if db.scalableTargets[dimension] == nil {
        db.scalableTargets[dimension] = ScalableTarget(capacityMin: capacityMin, capacityMax: capacityMax)
      } else {
        db.scalableTargets[dimension]!.capacityMin = capacityMin
        db.scalableTargets[dimension]!.capacityMax = capacityMax
      }
      context.note(
        ScalableTargetRegistered(dimension: dimension, capacityMin: capacityMin, capacityMax: capacityMax),
        because: .targetTracking)
      db.keepInRange(dimension, &context)
      return .now(())
    }
  }

  public struct DeregisterScalableTarget: Operation {
    public static let name = "application-autoscaling:DeregisterScalableTarget"
    public var dimension: ScalableDimension
    public init(_ dimension: ScalableDimension) { self.dimension = dimension }
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard db.scalableTargets.removeValue(forKey: dimension) != nil else { throw .noScalableTarget(dimension) }
      db.watch(dimension, false)
      return .now(())
    }
  }

  /// Has a target's utilization kept near a percentage.
  public struct PutScalingPolicy: Operation {
    public static let name = "application-autoscaling:PutScalingPolicy"
    public var dimension: ScalableDimension
    public var policy: ScalingPolicy
    public init(_ dimension: ScalableDimension, _ policy: ScalingPolicy) {
      (self.dimension, self.policy) = (dimension, policy)
    }

    /// Answers with the names of the alarms that the policy made.
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<[String]> {
      guard db.scalableTargets[dimension] != nil else { throw .noScalableTarget(dimension) }
      guard ScalingPolicy.percentRange.contains(policy.targetPercent) else {
        throw .invalid("Target value must be between 20.0 and 90.0 for DynamoDB utilization", .targetTracking)
      }
      db.scalableTargets[dimension]!.policy = policy
      db.watch(dimension, true)
      let alarms = ["AlarmHigh", "AlarmLow"].map { "TargetTracking-\(dimension.resourceID)-\($0)" }
      context.note(ScalingPolicySet(dimension: dimension, policy: policy, alarms: alarms), because: .targetTracking)
      return .now(alarms)
    }
  }

  public struct DescribeScalingActivities: Operation {
    public static let name = "application-autoscaling:DescribeScalingActivities"
    public var dimension: ScalableDimension?
    public init(_ dimension: ScalableDimension? = nil) { self.dimension = dimension }
    /// The newest first.
    public func perform(on db: inout DynamoDB, _ context: inout Context) throws(ServiceError) -> Reply<
      [ScalingActivity]
    > {
      .now(db.scalingActivities.filter { dimension == nil || $0.dimension == dimension }.reversed())
    }
  }

  public struct ScalableTargetRegistered: Fact {
    public let dimension: ScalableDimension
    public let capacityMin: Int, capacityMax: Int
    public var details: [Detail] {
      [
        Detail("resource", dimension.resourceID), Detail("dimension", dimension.description),
        Detail("min", capacityMin), Detail("max", capacityMax),
      ]
    }
  }
  public struct ScalingPolicySet: Fact {
    public let dimension: ScalableDimension
    public let policy: ScalingPolicy
    public let alarms: [String]
    public var details: [Detail] {
      [
        Detail("resource", dimension.resourceID), Detail("dimension", dimension.description),
        Detail("target", "\(policy.targetPercent) %"), Detail("alarms", .list(alarms)),
      ]
    }
  }
}

extension ServiceError {
  static func noScalableTarget(_ dimension: ScalableDimension) -> ServiceError {
    ServiceError(
      "ObjectNotFoundException",
      "No scalable target registered for service namespace: dynamodb, resource ID: \(dimension.resourceID), scalable "
        + "dimension: \(dimension)", rule: .targetTracking)
  }
}
