import Basics

/// What a run measured: counters by name, which a demo shows beside its trace, and metrics as CloudWatch keeps them.
public struct Metrics: Sendable, Equatable {
  private var counts: [String: Int] = [:]
  private var series: [Metric: SortedMap<Int, StatisticSet>] = [:]

  public init() {}

  public subscript(name: String) -> Int { counts[name] ?? 0 }
  public mutating func add(_ amount: Int = 1, to name: String) { counts[name, default: 0] += amount }
  public mutating func raise(_ name: String, to level: Int) { counts[name] = max(counts[name] ?? .min, level) }
  /// Sorted by name.
  public var all: [(name: String, count: Int)] { counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}

/// A measured quantity: a namespace, a name and the dimensions that tell it from others of that name.
public struct Metric: Hashable, Sendable, Comparable, CustomStringConvertible {
  public enum Unit: String, Sendable, Hashable {
    case none = "None", count = "Count", countPerSecond = "Count/Second", percent = "Percent", bytes = "Bytes"
    case milliseconds = "Milliseconds", seconds = "Seconds"
  }
  public struct Dimension: Hashable, Sendable {
    public let name: String, value: String
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }
  /// `AWS/DynamoDB`.
  public let namespace: String
  /// `ConsumedReadCapacityUnits`.
  public let name: String
  /// Sorted by name; at most 30.
  public let dimensions: [Dimension]
  /// The Region that keeps it.
  public let scope: String
  public let unit: Unit

  public init(
    _ namespace: String, _ name: String, _ dimensions: [String: String] = [:], in scope: String, unit: Unit = .count
  ) {
    precondition(dimensions.count <= 30, "a metric has at most 30 dimensions")
    (self.namespace, self.name, self.scope, self.unit) = (namespace, name, scope, unit)
    self.dimensions = dimensions.sorted { $0.key < $1.key }.map { Dimension($0.key, $0.value) }
  }

  /// `us-east-1 AWS/DynamoDB ConsumedReadCapacityUnits {TableName=Stock}`.
  public var description: String {
    let all = dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    return "\(scope) \(namespace) \(name)" + (all.isEmpty ? "" : " {\(all)}")
  }
  public static func < (left: Metric, right: Metric) -> Bool { left.description < right.description }
}

/// The values of one period, as they are kept: their distribution, from which every statistic follows.
public struct StatisticSet: Sendable, Hashable {
  public private(set) var count = 0
  public private(set) var sum = 0.0
  /// Distinct values, rising, with how often each came.
  private var values: [Value] = []
  private struct Value: Sendable, Hashable {
    let value: Double
    var count: Int
  }

  public init() {}

  public mutating func add(_ value: Double, times: Int = 1) {
    precondition(value.isFinite && times > 0, "a value is a number, and came at least once")
    count += times
    sum += value * Double(times)
    let place = values.firstIndex { $0.value >= value } ?? values.count
    if place < values.count, values[place].value == value {
      values[place].count += times
    } else {
      values.insert(Value(value: value, count: times), at: place)
    }
  }
  public mutating func merge(_ other: StatisticSet) { for one in other.values { add(one.value, times: one.count) } }

  /// Nil while there are no values.
  public subscript(statistic: Statistic) -> Double? {
    guard count > 0 else { return nil }
    switch statistic {
    case .sampleCount: return Double(count)
    case .sum: return sum
    case .average: return sum / Double(count)
    case .minimum: return values[0].value
    case .maximum: return values[values.count - 1].value
    case .percentile(let ratio):
      // The least value that so many of the values do not exceed.
      let rank = (count * ratio.numerator + ratio.denominator - 1) / ratio.denominator
      var seen = 0
      return values.first {
        seen += $0.count
        return seen >= max(1, rank)
      }?.value
    }
  }
}

public enum Statistic: Sendable, Hashable {
  case sampleCount, sum, average, minimum, maximum
  /// `p99` is `.percentile(Ratio(99, of: 100))`.
  case percentile(Ratio)
}

public struct Datapoint: Sendable, Hashable {
  /// Where its period begins.
  public let at: Instant
  public let value: Double
  public init(at: Instant, value: Double) { (self.at, self.value) = (at, value) }
}

// MARK: - CloudWatch's shape

extension Metrics {
  /// Standard resolution: what a minute brings is kept together.
  public static let resolution = Duration.minutes(1)

  public mutating func record(_ value: Double, times: Int = 1, of metric: Metric, at instant: Instant) {
    let minute = floorDivide(instant.seconds, 60)
    if series[metric]?.modify(minute, { $0.add(value, times: times) }) == nil {
      var set = StatisticSet()
      set.add(value, times: times)
      series[metric, default: SortedMap()][minute] = set
    }
  }

  /// Every metric that has values, sorted.
  public var metrics: [Metric] { series.keys.sorted() }

  /// One datapoint for each period that has values, by time; a period without values has none.
  ///
  /// - Parameters:
  ///   - window: Its lower bound is rounded down to a whole period.
  ///   - period: Whole minutes.
  ///   - now: Datapoints of a minute are kept 15 days, of five minutes 63 days, of an hour 455 days.
  /// Source: Amazon CloudWatch User Guide: Metrics retention, Statistics definitions.
  public func datapoints(
    _ statistic: Statistic, of metric: Metric, during window: Range<Instant>, period: Duration, now: Instant
  ) -> [Datapoint] {
    let minutes = Int(period.components.seconds / 60)
    precondition(minutes > 0 && period == .minutes(minutes), "a period is whole minutes")
    guard let kept = series[metric], !window.isEmpty else { return [] }
    let retention: Duration = minutes < 5 ? .days(15) : minutes < 60 ? .days(63) : .days(455)
    let oldest = floorDivide((now - retention).seconds, 60)
    let start = floorDivide(floorDivide(window.lowerBound.seconds, 60), minutes) * minutes
    let end = floorDivide((window.upperBound - .nanoseconds(1)).seconds, 60)
    var periods: [(start: Int, set: StatisticSet)] = []
    for (minute, set) in kept.elements(from: .including(max(start, oldest)), to: .including(max(start, end))) {
      let begin = floorDivide(minute, minutes) * minutes
      if periods.last?.start == begin {
        periods[periods.count - 1].set.merge(set)
      } else {
        periods.append((begin, set))
      }
    }
    return periods.compactMap { begin, set in
      set[statistic].map { Datapoint(at: Instant(seconds: begin * 60), value: $0) }
    }
  }
}
