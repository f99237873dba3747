/// How far an interval may be moved, so that cards learnt together part ways: nothing below 2.5 days, then a day and
/// 15 % of the days up to 7, 10 % up to 20 and 5 % beyond. Source: the table of Anki and py-fsrs.
public enum Fuzz {
  private static let bands: [(from: Double, to: Double, share: Double)] = [
    (2.5, 7, 0.15), (7, 20, 0.1), (20, .infinity, 0.05),
  ]

  /// The least and the most whole days that `interval` days may become, before any minimum or maximum.
  public static func bounds(
    of interval: Double, rounding: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> ClosedRange<Int> {
    guard interval >= 2.5 else {
      let days = Int(interval.rounded(rounding))
      return days...days
    }
    let delta = bands.reduce(1.0) { sum, band in
      sum + band.share * max(min(interval, band.to) - band.from, 0)
    }
    return Int((interval - delta).rounded(rounding))...Int((interval + delta).rounded(rounding))
  }

  /// The whole days for `interval`, between `minimum` and `maximum`.
  /// - Parameter position: Where in the range of the fuzz to land, in 0..<1; nil rounds and does not fuzz.
  static func days(for interval: Double, minimum: Int, maximum: Int, position: Double?) -> Int {
    let least = min(minimum, maximum)
    guard let position else { return min(max(Int(interval.rounded()), least), maximum) }
    let held = min(max(interval, Double(least)), Double(maximum))
    let range = bounds(of: held)
    let low = min(max(range.lowerBound, least), maximum)
    var high = min(max(range.upperBound, least), maximum)
    if high == low, high > 2, high < maximum { high = low + 1 }
    return low + Int(position * Double(high - low + 1))
  }
}
