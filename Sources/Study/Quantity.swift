/// A number with its unit, as people write it: `400 KB`, `400kb`, `15 minutes`, `99.9%`, `$5`.
struct Quantity: Hashable, Sendable {
  enum Dimension: Hashable, Sendable { case count, bytes, seconds, percent, dollars }

  let number: Double
  let dimension: Dimension
  /// What `number` counts, in the dimension's base: seconds, or 1 elsewhere.
  let factor: Double
  /// For bytes: 0 for B, 1 for KB, 2 for MB …
  let power: Int

  init(_ number: Double, unit: String? = nil) {
    self.number = number
    let known = unit.flatMap { Quantity.units[$0] }
    (dimension, factor, power) = (known?.dimension ?? .count, known?.factor ?? 1, known?.power ?? 0)
  }

  /// Equal amounts in whatever units; bytes count in thousands or in 1,024s, as long as both do.
  func equals(_ other: Quantity) -> Bool {
    guard dimension == other.dimension else { return false }
    guard dimension == .bytes else { return near(number * factor, other.number * other.factor) }
    return [1_000.0, 1_024].contains { base in near(scaled(base), other.scaled(base)) }
  }

  /// Whether the amounts differ by at most `tolerance` of `other`; a missing unit is taken to be the other's.
  func isWithin(_ tolerance: Double, of other: Quantity) -> Bool {
    if dimension == .count || other.dimension == .count {
      return abs(number - other.number) <= abs(other.number) * tolerance + 1e-12
    }
    guard dimension == other.dimension else { return false }
    let own = dimension == .bytes ? scaled(1_000) : number * factor
    let target = dimension == .bytes ? other.scaled(1_000) : other.number * other.factor
    return abs(own - target) <= abs(target) * tolerance + 1e-12
  }

  private func scaled(_ base: Double) -> Double { (0..<power).reduce(number) { value, _ in value * base } }
  private func near(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
  }

  static func isUnit(_ word: String) -> Bool { units[word] != nil }
  static func number(named word: String) -> Double? { numbers[word] }

  private static let units: [String: (dimension: Dimension, factor: Double, power: Int)] = {
    var units: [String: (dimension: Dimension, factor: Double, power: Int)] = [:]
    let byteNames: [[String]] = [
      ["b", "byte", "bytes"], ["kb", "kib", "kilobyte", "kilobytes", "kibibyte", "kibibytes"],
      ["mb", "mib", "megabyte", "megabytes", "mebibyte", "mebibytes"],
      ["gb", "gib", "gigabyte", "gigabytes", "gibibyte", "gibibytes"],
      ["tb", "tib", "terabyte", "terabytes", "tebibyte", "tebibytes"], ["pb", "pib", "petabyte", "petabytes"],
    ]
    for (power, names) in byteNames.enumerated() { for name in names { units[name] = (.bytes, 1, power) } }
    let times: [(Double, [String])] = [
      (1e-9, ["ns", "nanosecond", "nanoseconds"]), (1e-6, ["us", "µs", "μs", "microsecond", "microseconds"]),
      (1e-3, ["ms", "msec", "millisecond", "milliseconds"]), (1, ["s", "sec", "secs", "second", "seconds"]),
      (60, ["m", "min", "mins", "minute", "minutes"]), (3_600, ["h", "hr", "hrs", "hour", "hours"]),
      (86_400, ["d", "day", "days"]), (604_800, ["week", "weeks"]),
      (2_592_000, ["month", "months"]), (31_536_000, ["y", "yr", "year", "years"]),
    ]
    for (factor, names) in times { for name in names { units[name] = (.seconds, factor, 0) } }
    for name in ["percent", "pct"] { units[name] = (.percent, 1, 0) }
    for name in ["usd", "dollar", "dollars"] { units[name] = (.dollars, 1, 0) }
    return units
  }()

  private static let numbers: [String: Double] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
  ]
}
