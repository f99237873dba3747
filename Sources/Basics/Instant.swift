/// A point in time: whole nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Reaches from the year 1678 to 2262. No module below the edge reads a clock: an `Instant` is always passed in.
public struct Instant: Hashable, Sendable, Codable {
  public let nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
  public init(seconds: Int) { self.init(nanoseconds: Int64(seconds) * 1_000_000_000) }
  public init(milliseconds: Int) { self.init(nanoseconds: Int64(milliseconds) * 1_000_000) }

  public static let epoch = Instant(nanoseconds: 0)
  public static let distantFuture = Instant(nanoseconds: .max)

  /// Whole seconds since the epoch, rounded down.
  public var seconds: Int { Int(floorDivide(nanoseconds, 1_000_000_000)) }
  /// Whole milliseconds since the epoch, rounded down.
  public var milliseconds: Int { Int(floorDivide(nanoseconds, 1_000_000)) }

  public init(from decoder: any Decoder) throws {
    nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(nanoseconds)
  }
}

extension Instant: Comparable {
  @inlinable public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Instant {
  /// Saturates at the ends of the range, so that "a hundred thousand years from now" stays comparable.
  public static func + (instant: Instant, duration: Duration) -> Instant {
    let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(duration.nanoseconds)
    return Instant(nanoseconds: overflow ? (duration.nanoseconds < 0 ? .min : .max) : sum)
  }
  public static func - (instant: Instant, duration: Duration) -> Instant {
    let nanoseconds = duration.nanoseconds
    let (difference, overflow) = instant.nanoseconds.subtractingReportingOverflow(nanoseconds)
    return Instant(nanoseconds: overflow ? (nanoseconds < 0 ? .max : .min) : difference)
  }
  public static func - (left: Instant, right: Instant) -> Duration {
    .nanoseconds(left.nanoseconds - right.nanoseconds)
  }
  public static func += (instant: inout Instant, duration: Duration) { instant = instant + duration }
}

extension Duration {
  /// Whole nanoseconds, rounded toward zero; saturates at ±292 years.
  public var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, overflowed) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflowed ? (seconds < 0 ? .min : .max) : sum
  }
  public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
  public var inMilliseconds: Double { inSeconds * 1_000 }

  public static func minutes(_ count: some BinaryInteger) -> Duration { .seconds(Int64(count) * 60) }
  public static func hours(_ count: some BinaryInteger) -> Duration { .seconds(Int64(count) * 3_600) }
  public static func days(_ count: some BinaryInteger) -> Duration { .seconds(Int64(count) * 86_400) }
}

/// Division that rounds toward negative infinity, so that days before 1970 are days too.
@inlinable public func floorDivide<Number: SignedInteger>(_ dividend: Number, _ divisor: Number) -> Number {
  let quotient = dividend / divisor
  return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient
}
