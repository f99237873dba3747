import Basics
import Simulation

public enum CapacityKind: String, Sendable, Hashable, CaseIterable, Codable { case read, write }

/// What a table or one of its global secondary indexes can serve: its mode, what it saved, and its partitions.
///
/// A request passes two gates: the partition of its key, and the pool as a whole.
public struct ThroughputPool: Sendable {
  public enum Resource: Sendable, Hashable { case table, index(String) }

  public let table: TableName
  public let resource: Resource
  public private(set) var billing: BillingMode
  public internal(set) var partitions: Partitions
  var onDemandIsUnlimited = false
  /// Seconds over its limit after which a partition is split.
  var hotSecondsUntilSplit = DynamoDB.Model.hotSecondsUntilSplitByDefault
  var reads: CapacityLane, writes: CapacityLane
  /// The most that was ever provisioned: what an on-demand table starts with.
  var highWater: Throughput
  /// The partitions that were split since somebody looked: streams follow them.
  var splits: [Partitions.Split] = []
  private var lastSecond: Int
  /// What the partitions were made for, on demand.
  private var provided = Throughput(read: OnDemandSupply.readsAtFirst, write: OnDemandSupply.writesAtFirst)

  public init(
    _ table: TableName, _ resource: Resource, _ billing: BillingMode, at now: Instant, partitions: Int? = nil
  ) {
    (self.table, self.resource, self.billing, lastSecond) = (table, resource, billing, now.seconds)
    let throughput = billing.throughput
    highWater = throughput
    switch billing {
    case .onDemand:
      reads = CapacityLane(.read, .onDemand(.init(warm: OnDemandSupply.readsAtFirst * 2, at: now)))
      writes = CapacityLane(.write, .onDemand(.init(warm: OnDemandSupply.writesAtFirst, at: now)))
      self.partitions = Partitions(count: partitions ?? OnDemandSupply.writesAtFirst / Partitions.writeUnitsMax)
    case .provisioned:
      reads = CapacityLane(.read, .provisioned(.init(unitsPerSecond: throughput.read * 2, at: now)))
      writes = CapacityLane(.write, .provisioned(.init(unitsPerSecond: throughput.write, at: now)))
      self.partitions = Partitions(
        count: partitions
          ?? Partitions.estimate(readUnits: throughput.read, writeUnits: throughput.write, gigabytes: 0))
    }
  }

  /// What can be served at once, in whole units a second.
  public mutating func warmThroughput(at now: Instant) -> Throughput {
    Throughput(read: reads.instant(at: now) / 2, write: writes.instant(at: now))
  }

  /// Goes on in another mode or with another throughput.
  mutating func change(to billing: BillingMode, at now: Instant) {
    let throughput = billing.throughput
    switch (self.billing, billing) {
    case (.provisioned, .provisioned):
      reads.rescale(to: throughput.read * 2, at: now)
      writes.rescale(to: throughput.write, at: now)
    case (.onDemand, .provisioned):
      reads.supply = .provisioned(.init(unitsPerSecond: throughput.read * 2, at: now))
      writes.supply = .provisioned(.init(unitsPerSecond: throughput.write, at: now))
    case (.provisioned, .onDemand):
      let start = Self.onDemandStart(highWater: highWater)
      reads.supply = .onDemand(.init(warm: start.read * 2, at: now))
      writes.supply = .onDemand(.init(warm: start.write, at: now))
      grow(to: Self.partitions(for: start))
    case (.onDemand, .onDemand): break
    }
    self.billing = billing
    highWater = Throughput(
      read: max(highWater.read, throughput.read), write: max(highWater.write, throughput.write))
    grow(gigabytes: 0, at: now)
  }

  /// What a table serves at once after its switch to on demand: the most that it ever had provisioned, or what a new
  /// table starts with.
  public static func onDemandStart(highWater: Throughput) -> Throughput {
    let start = Throughput(read: OnDemandSupply.readsAtFirst, write: OnDemandSupply.writesAtFirst)
    // The guide's examples keep a large table's pair as it was: 10,000 and 10,000 stay so, though new tables read 12,000.
    return highWater.write > start.write || highWater.read > start.read
      ? Throughput(read: highWater.read, write: max(highWater.write, start.write)) : start
  }

  mutating func warm(to throughput: Throughput, at now: Instant) {
    reads.warm(to: throughput.read * 2)
    writes.warm(to: throughput.write)
    grow(to: Self.partitions(for: throughput))
  }
  mutating func limit(to maximum: Throughput?) {
    reads.limit(to: maximum.map { $0.read * 2 })
    writes.limit(to: maximum?.write)
  }

  private static func partitions(for throughput: Throughput) -> Int {
    max(
      1, (throughput.read + Partitions.readUnitsMax - 1) / Partitions.readUnitsMax,
      (throughput.write + Partitions.writeUnitsMax - 1) / Partitions.writeUnitsMax)
  }
  private mutating func grow(to count: Int) { if count > partitions.count { splits += partitions.grow(to: count) } }

  /// Splits partitions for what the pool serves and holds by now.
  mutating func grow(gigabytes: Int, at now: Instant) {
    switch billing {
    case .onDemand:
      let warm = warmThroughput(at: now)
      if warm.read > provided.read || warm.write > provided.write {
        provided = Throughput(read: max(warm.read, provided.read), write: max(warm.write, provided.write))
        grow(to: Self.partitions(for: provided))
      }
      grow(to: Self.partitions(gigabytes))
    case .provisioned(let throughput):
      grow(
        to: Partitions.estimate(readUnits: throughput.read, writeUnits: throughput.write, gigabytes: gigabytes))
    }
  }
  private static func partitions(_ gigabytes: Int) -> Int {
    (gigabytes + Partitions.gigabytesMax - 1) / Partitions.gigabytesMax
  }
}

extension ThroughputPool {
  /// Why units were refused.
  public struct Throttle: Sendable, Hashable {
    public enum Limit: String, Sendable, Hashable {
      case provisioned = "ProvisionedThroughputExceeded", keyRange = "KeyRangeThroughputExceeded"
      case onDemandPeak = "AccountLimitExceeded", onDemandMaximum = "MaxOnDemandThroughputExceeded"
    }
    public let limit: Limit
    public let kind: CapacityKind
    /// The partition that was over its limit; nil when it was the whole.
    public let partition: Int?
  }

  /// Takes units for a request to one partition key (nil: spread over all), or says why not.
  mutating func take(
    _ units: CapacityUnits, _ kind: CapacityKind, at key: AttributeValue?, gigabytes: Int, _ context: inout Context
  ) -> Throttle? {
    if onDemandIsUnlimited || context.holds(.onDemandHasNoLimit), case .onDemand = billing { return nil }
    if context.now.seconds != lastSecond {
      lastSecond = context.now.seconds
      grow(gigabytes: gigabytes, at: context.now)
    }
    let amount = kind == .read ? units.halves : units.halves / 2
    let partition = key.map { partitions.partition(of: $0).id }
    let path: WritableKeyPath<Self, CapacityLane> = kind == .read ? \.reads : \.writes
    if let partition, !context.holds(.capacityIsUnlimitedPerKey) {
      let share = context.holds(.capacityIsDivided) ? self[keyPath: path].share(of: partitions.count) : nil
      if let share, self[keyPath: path].used(by: partition, at: context.now) + amount > share {
        return Throttle(limit: .provisioned, kind: kind, partition: partition)
      }
      if self[keyPath: path].used(by: partition, at: context.now) + amount > self[keyPath: path].ceiling {
        heat(path, partition, key!, &context)
        return Throttle(limit: .keyRange, kind: kind, partition: partition)
      }
    }
    if let limit = self[keyPath: path].take(amount, &context) {
      return Throttle(limit: limit, kind: kind, partition: nil)
    }
    if let partition { self[keyPath: path].book(amount, to: partition, at: context.now) }
    if self[keyPath: path].watch != nil { watch(path, kind, amount, &context) }
    return nil
  }

  /// Has the minute's sum looked at when it is over.
  private mutating func watch(
    _ lane: WritableKeyPath<Self, CapacityLane>, _ kind: CapacityKind, _ amount: Int, _ context: inout Context
  ) {
    guard self[keyPath: lane].watch!.add(amount, at: context.now) else { return }
    let minute = floorDivide(context.now.seconds, 60)
    context.schedule(
      DynamoDB.self, .evaluateScaling(ScalableDimension(table, kind, of: resource), minute: minute),
      at: Instant(seconds: (minute + 1) * 60))
  }

  /// Counts a second over the limit, and splits the partition when there were enough.
  private mutating func heat(
    _ lane: WritableKeyPath<Self, CapacityLane>, _ partition: Int, _ key: AttributeValue, _ context: inout Context
  ) {
    let seconds = self[keyPath: lane].heat(partition, at: context.now)
    guard seconds >= hotSecondsUntilSplit, let split = partitions.split(around: key) else { return }
    self[keyPath: lane].cool(partition)
    splits.append(split)
  }
}

/// The units of one kind; reads are counted in halves.
struct CapacityLane: Sendable {
  enum Supply: Sendable { case provisioned(BurstBucket), onDemand(OnDemandSupply) }
  var supply: Supply
  /// What one partition serves in a second.
  let ceiling: Int
  /// Counts each minute's units while auto scaling wants to know.
  var watch: ScalingWatch?
  private var seconds: [Int: Second] = [:]
  private var hot: [Int: Second] = [:]

  private struct Second: Sendable {
    var second: Int
    var units: Int
  }

  init(_ kind: CapacityKind, _ supply: Supply) {
    self.supply = supply
    ceiling = kind == .read ? Partitions.readUnitsMax * 2 : Partitions.writeUnitsMax
  }

  mutating func rescale(to rate: Int, at now: Instant) {
    guard case .provisioned(var bucket) = supply else { return }
    bucket.change(to: rate, at: now)
    supply = .provisioned(bucket)
  }
  mutating func warm(to units: Int) {
    guard case .onDemand(var demand) = supply else { return }
    demand.warm(to: units)
    supply = .onDemand(demand)
  }
  mutating func limit(to units: Int?) {
    guard case .onDemand(var demand) = supply else { return }
    demand.maximum = units
    supply = .onDemand(demand)
  }
  mutating func instant(at now: Instant) -> Int {
    switch supply {
    case .provisioned(let bucket): return bucket.rate
    case .onDemand(var demand):
      let units = demand.instant(at: now)
      supply = .onDemand(demand)
      return units
    }
  }

  mutating func take(_ units: Int, _ context: inout Context) -> ThroughputPool.Throttle.Limit? {
    switch supply {
    case .provisioned(var bucket):
      if context.holds(.unusedCapacityIsLost) { bucket.forget(at: context.now) }
      let isTaken = bucket.take(units, at: context.now)
      supply = .provisioned(bucket)
      return isTaken || (watch != nil && context.holds(.scalingIsImmediate)) ? nil : .provisioned
    case .onDemand(var demand):
      let refusal = demand.take(units, at: context.now)
      supply = .onDemand(demand)
      switch refusal {
      case nil: return nil
      case .overDoublePeak: return .onDemandPeak
      case .overMaximum: return .onDemandMaximum
      }
    }
  }

  func used(by partition: Int, at now: Instant) -> Int {
    guard let entry = seconds[partition], entry.second == now.seconds else { return 0 }
    return entry.units
  }
  mutating func book(_ units: Int, to partition: Int, at now: Instant) {
    let used = used(by: partition, at: now)
    seconds[partition] = Second(second: now.seconds, units: used + units)
  }
  /// An equal share of what is provisioned; nil on demand.
  func share(of partitions: Int) -> Int? {
    guard case .provisioned(let bucket) = supply else { return nil }
    return max(1, bucket.rate / partitions)
  }

  /// How many seconds the partition has been over its limit, this one included.
  mutating func heat(_ partition: Int, at now: Instant) -> Int {
    guard var entry = hot[partition] else {
      hot[partition] = Second(second: now.seconds, units: 1)
      return 1
    }
    if entry.second != now.seconds { entry = Second(second: now.seconds, units: entry.units + 1) }
    hot[partition] = entry
    return entry.units
  }
  mutating func cool(_ partition: Int) { hot[partition] = nil }
}
