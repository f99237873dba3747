import Basics

/// What goes wrong in a run, as data. The first rule that fits a request wins.
///
///     var plan = FaultPlan()
///     plan.add(.init("dynamodb:PutItem", during: noon..<later, chance: Ratio(1, of: 100), .throttle))
///     plan.partition("us-east-1", "eu-west-1", during: noon..<later)
///     plan.loseZone("us-east-1a", during: noon..<later)
///     plan.skewClock(of: "eu-west-1", by: .seconds(2))
///     world.inject(plan)
public struct FaultPlan: Sendable, Hashable {
  public enum Effect: Sendable, Hashable {
    /// The request is answered with this error and changes nothing.
    case error(code: String, message: String, status: Int)
    /// The request is answered as one too many is.
    case throttle
    /// Requests beyond so many in a second are answered as one too many is; the rest pass.
    case throttleAbove(perSecond: Int)
    /// The request is handled this much later.
    case delay(Duration)
    /// The request is handled later, by a time that is drawn.
    case slow(Latency)
    /// The request is handled at once, and once more after this time; nobody waits for the second answer.
    case duplicate(after: Latency)
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

    func fits(_ name: String) -> Bool {
      operation.hasSuffix("*") ? name.hasPrefix(operation.dropLast()) : operation == name
    }
  }
  /// Two Regions that cannot reach one another; messages between them wait for its end.
  public struct Partition: Sendable, Hashable {
    public let one: String, other: String
    public let window: Range<Instant>
  }
  /// An Availability Zone that is gone for a while.
  public struct ZoneLoss: Sendable, Hashable {
    /// `us-east-1a`.
    public let zone: String
    public let window: Range<Instant>
  }
  public private(set) var faults: [Fault] = []
  public private(set) var partitions: [Partition] = []
  public private(set) var zoneLosses: [ZoneLoss] = []
  private var skews: [String: Duration] = [:]

  public init() {}

  public var isEmpty: Bool { faults.isEmpty && partitions.isEmpty && zoneLosses.isEmpty && skews.isEmpty }

  public mutating func add(_ fault: Fault) { faults.append(fault) }
  public mutating func partition(_ one: String, _ other: String, during window: Range<Instant>) {
    partitions.append(Partition(one: one, other: other, window: window))
  }
  public mutating func loseZone(_ zone: String, during window: Range<Instant>) {
    zoneLosses.append(ZoneLoss(zone: zone, window: window))
  }
  public mutating func skewClock(of scope: String, by skew: Duration) { skews[scope] = skew }

  /// Adds all of another plan, whose rules come after those that are here.
  public mutating func add(_ other: FaultPlan) {
    faults += other.faults
    partitions += other.partitions
    zoneLosses += other.zoneLosses
    skews.merge(other.skews) { _, new in new }
  }

  /// How far a place's clock is ahead of the true time.
  public func skew(of scope: String) -> Duration { skews.isEmpty ? .zero : skews[scope] ?? .zero }

  /// The rule that strikes, if one does.
  public func strike(on operation: String, in scope: String, at now: Instant, _ random: inout Random) -> Fault? {
    faults.first { fault in
      fault.window.contains(now) && (fault.scope ?? scope) == scope && fault.fits(operation)
        && fault.chance.happens(&random)
    }
  }

  /// When a zone is back, if it is gone now.
  public func end(ofLossOf zone: String, at now: Instant) -> Instant? {
    Self.end(zoneLosses.lazy.filter { $0.zone == zone }.map(\.window), at: now)
  }

  /// When two places can reach one another again, if they cannot now.
  public func heal(between one: String, and other: String, at now: Instant) -> Instant? {
    guard !partitions.isEmpty else { return nil }
    let between = partitions.lazy.filter {
      ($0.one == one && $0.other == other) || ($0.one == other && $0.other == one)
    }
    return Self.end(between.map(\.window), at: now)
  }

  /// The first moment from `now` on that no window covers, unless that is now. Windows may overlap and touch.
  private static func end(_ windows: some Sequence<Range<Instant>>, at now: Instant) -> Instant? {
    let windows = Array(windows)
    var until = now
    while let longest = windows.filter({ $0.contains(until) }).map(\.upperBound).max() { until = longest }
    return until > now ? until : nil
  }
}

// MARK: - As text

extension FaultPlan {
  /// One line a fault, with times counted from `start`.
  public func text(from start: Instant) -> String {
    func span(_ window: Range<Instant>) -> String {
      "+\((window.lowerBound - start).secondsText) to +\((window.upperBound - start).secondsText) s"
    }
    var lines = faults.map { fault in
      let odds = fault.chance == .always ? "" : ", \(fault.chance.numerator) in \(fault.chance.denominator)"
      return
        "\(fault.operation)\(fault.scope.map { " in \($0)" } ?? "") \(fault.effect.text)\(odds), \(span(fault.window))"
    }
    lines += partitions.map { "\($0.one) and \($0.other) apart, \(span($0.window))" }
    lines += zoneLosses.map { "\($0.zone) lost, \(span($0.window))" }
    lines += skews.sorted { $0.key < $1.key }.map { "the clock of \($0.key) is \($0.value.secondsText) s ahead" }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension FaultPlan.Effect {
  /// `fails with InternalServerError`.
  public var text: String {
    switch self {
    case .error(let code, _, _): "fails with \(code)"
    case .throttle: "is throttled"
    case .throttleAbove(let count): "is throttled above \(count) a second"
    case .delay(let delay): "is \(delay.secondsText) s late"
    case .slow: "is late"
    case .duplicate: "arrives twice"
    case .drop: "is lost"
    }
  }
}
