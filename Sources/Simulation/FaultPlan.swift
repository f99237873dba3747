import Basics

/// What goes wrong in a run, as data. The first rule that fits a request wins.
public struct FaultPlan: Sendable, Hashable {
  public enum Effect: Sendable, Hashable {
    /// The request is answered with this error and changes nothing.
    case error(code: String, message: String, status: Int)
    /// The request is handled this much later.
    case delay(Duration)
    /// The request never arrives and is never answered.
    case drop
  }
  public struct Fault: Sendable, Hashable {
    /// The operation's name, or its beginning up to a `*`: `dynamodb:*`.
    public let operation: String
    /// A Region; nil is everywhere.
    public let scope: String?
    /// From its lower bound up to, not including, its upper.
    public let window: Range<Instant>
    public let chance: Ratio
    public let effect: Effect

    public init(
      _ operation: String, in scope: String? = nil, during window: Range<Instant>, chance: Ratio = .always,
      _ effect: Effect
    ) {
      (self.operation, self.scope, self.window) = (operation, scope, window)
      (self.chance, self.effect) = (chance, effect)
    }
  }
  /// Two Regions that cannot reach one another; messages between them wait for its end.
  public struct Partition: Sendable, Hashable {
    public let one: String, other: String
    public let window: Range<Instant>
  }
  public private(set) var faults: [Fault] = []
  public private(set) var partitions: [Partition] = []
  private var skews: [String: Duration] = [:]

  public init() {}

  public mutating func add(_ fault: Fault) { faults.append(fault) }
  public mutating func partition(_ one: String, _ other: String, during window: Range<Instant>) {
    partitions.append(Partition(one: one, other: other, window: window))
  }
  public mutating func skewClock(of scope: String, by skew: Duration) { skews[scope] = skew }

  /// How far a place's clock is ahead of the true time.
  public func skew(of scope: String) -> Duration { skews.isEmpty ? .zero : skews[scope] ?? .zero }

  public func effect(on operation: String, in scope: String, at now: Instant, _ random: inout Random) -> Effect? {
    for fault in faults where fault.window.contains(now) && (fault.scope ?? scope) == scope {
      let fits =
        fault.operation.hasSuffix("*")
        ? operation.hasPrefix(fault.operation.dropLast()) : operation == fault.operation
      if fits, fault.chance.happens(&random) { return fault.effect }
    }
    return nil
  }

  /// When two places can reach one another again, if they cannot now.
  public func heal(between one: String, and other: String, at now: Instant) -> Instant? {
    var until = now
    // Overlapping and touching partitions: go on until none covers the moment reached.
    while let longest = partitions.filter({
      $0.window.contains(until) && (($0.one == one && $0.other == other) || ($0.one == other && $0.other == one))
    }).map(\.window.upperBound).max() { until = longest }
    return until > now ? until : nil
  }
}
