import Basics
import Simulation

/// On-demand units of one kind: up to double the previous peak at once, and a floor that a table starts with.
///
/// A peak is a second's sum. It counts as a previous one when it is 30 minutes old; until then a second may take no more
/// than twice the peak before it.
public struct OnDemandSupply: Sendable, Hashable {
  /// What a new table serves at once, each second.
  public static let writesAtFirst = 4_000, readsAtFirst = 12_000
  public static let window = Duration.minutes(30)

  public enum Refusal: Sendable, Hashable { case overDoublePeak, overMaximum }

  /// Served whatever came before: what the table started with, or was warmed to.
  public private(set) var warm: Int
  /// The most that its owner allows in a second; nil is no limit.
  public var maximum: Int?
  private var second: Int, current = 0
  private var previousPeak: Int
  /// Higher and higher peaks of the last 30 minutes, with their seconds.
  private var recent: [Peak] = []

  private struct Peak: Sendable, Hashable {
    let second: Int
    var units: Int
  }

  public init(warm: Int, previousPeak: Int = 0, maximum: Int? = nil, at now: Instant) {
    (self.warm, self.previousPeak, self.maximum, second) = (warm, previousPeak, maximum, now.seconds)
  }

  public mutating func warm(to units: Int) { warm = max(warm, units) }

  /// What a second can serve now.
  public mutating func instant(at now: Instant) -> Int {
    refill(at: now)
    return max(warm, 2 * previousPeak)
  }

  /// Takes `units`, or says why not.
  public mutating func take(_ units: Int, at now: Instant) -> Refusal? {
    refill(at: now)
    if let maximum, current + units > maximum { return .overMaximum }
    guard current + units <= max(warm, 2 * previousPeak) else { return .overDoublePeak }
    current += units
    note(current, at: second)
    return nil
  }

  private mutating func note(_ units: Int, at second: Int) {
    guard units > max(previousPeak, recent.last?.units ?? 0) else { return }
    if recent.last?.second == second {
      recent[recent.count - 1].units = units
    } else {
      recent.append(Peak(second: second, units: units))
    }
  }

  private mutating func refill(at now: Instant) {
    guard now.seconds > second else { return }
    (second, current) = (now.seconds, 0)
    let old = now.seconds - Int(Self.window.components.seconds)
    while let first = recent.first, first.second <= old {
      previousPeak = max(previousPeak, first.units)
      recent.removeFirst()
    }
  }
}

extension Rule {
  public static let onDemandPeak = Rule(
    "dynamodb.capacity.on-demand-peak",
    """
    An on-demand table serves at once up to double its previous peak, and a new one 4,000 write and 12,000 read units a \
    second; more than double within 30 minutes may be throttled. (When a peak becomes the previous one: model, after \
    30 minutes.)
    """, source: "DynamoDB Developer Guide: DynamoDB on-demand capacity mode")
  public static let onDemandMaximum = Rule(
    "dynamodb.capacity.on-demand-maximum",
    "An on-demand table with a maximum throughput refuses what would pass it, to bound the bill.",
    source: "DynamoDB Developer Guide: DynamoDB maximum throughput for on-demand tables")
  public static let warmThroughput = Rule(
    "dynamodb.capacity.warm",
    """
    Warm throughput is what a table or index can serve at once; it grows with use, can be read, and can be raised ahead \
    of a peak, never lowered.
    """, source: "DynamoDB Developer Guide: Understanding DynamoDB warm throughput")
}

extension Misconception {
  public static let onDemandHasNoLimit = Misconception(
    "on-demand-has-no-limit", contradicts: .onDemandPeak,
    says: "An on-demand table takes any jump in traffic at once.")
}
