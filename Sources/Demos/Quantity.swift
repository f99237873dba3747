import Basics

/// An exact number: what an answer, a tolerance or an outcome is counted in. Whole units of 10⁻¹².
public struct Quantity: Hashable, Sendable, Comparable {
  /// Money has the same grain, so its decimals are read and written by it.
  let amount: Money

  public init(_ money: Money) { amount = money }
  public init(_ integer: some BinaryInteger) { amount = Money(picodollars: Int128(integer) * 1_000_000_000_000) }
  /// `numerator / denominator`, rounded half away from zero to twelve decimals.
  public init(_ numerator: Int128, over denominator: Int128) {
    amount = Money(picodollars: 1_000_000_000_000).scaled(by: numerator, over: denominator)
  }
  /// Reads `18.7334`, with or without `$` and thousands separators.
  public init?(_ text: some StringProtocol) {
    let digits = String(text.filter { $0 != "," && $0 != "_" && $0 != "$" && $0 != " " })
    guard let money = Money(digits) else { return nil }
    amount = money
  }

  public static let zero = Quantity(0)
  public static func < (left: Quantity, right: Quantity) -> Bool { left.amount < right.amount }
  public static func - (left: Quantity, right: Quantity) -> Quantity { Quantity(left.amount - right.amount) }
  public static func + (left: Quantity, right: Quantity) -> Quantity { Quantity(left.amount + right.amount) }

  public var magnitude: Quantity { amount < .zero ? Quantity(.zero - amount) : self }
  /// This many hundredths of it.
  public func percent(_ hundredths: Int) -> Quantity { Quantity(amount.scaled(by: Int128(hundredths), over: 100)) }

  /// The exact decimal without trailing zeros.
  public var decimal: String { amount.decimal }
  /// Near enough for pictures; never for money.
  public var approximate: Double { Double(amount.picodollars) / 1e12 }

  /// As a person reads it: `18.73 USD`, `1,500,000 GB-s`. Money has two decimals, or as many as show its first three
  /// digits when there is less than a cent.
  public func text(in unit: String) -> String {
    guard unit == "USD" else {
      // `1 item`, but `1 ms`: abbreviations have no plural.
      let isOne = amount == Quantity(1).amount && unit.count > 3 && unit.hasSuffix("s") && unit != "GB-s"
      let places = amount.picodollars.magnitude >= 1_000_000_000_000 ? 3 : 6
      return amount.rounded(toPlaces: places).decimal.groupedDigits
        + (unit.isEmpty ? "" : " \(isOne ? String(unit.dropLast()) : unit)")
    }
    var places = 2
    if amount != .zero, amount.picodollars.magnitude < 10_000_000_000 {
      var limit: Int128.Magnitude = 10_000_000_000
      while places < 12, amount.picodollars.magnitude * 100 < limit * 10 {
        places += 1
        limit /= 10
      }
      places = min(12, places + 2)
    }
    return amount.rounded(toPlaces: places).text(minimumPlaces: 2).groupedDigits + " USD"
  }
}

extension Quantity: Encodable {
  /// A JSON number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let integer = Int(decimal) { try container.encode(integer) } else { try container.encode(approximate) }
  }
}

extension String {
  /// A decimal with a comma before each third digit of its whole part, from five digits on.
  var groupedDigits: String {
    let sign = hasPrefix("-") ? "-" : ""
    let parts = dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count > 4 else { return self }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return sign + grouped + (parts.count > 1 ? "." + parts[1] : "")
  }
}

extension Duration {
  /// As a person says it, in at most two units: `250 ms`, `1 min 30 s`, `2 d 6 h`.
  public var spoken: String {
    let all = nanoseconds, sign = all < 0 ? "−" : ""
    let units: [(name: String, size: UInt64)] = [
      ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
      ("ms", 1_000_000), ("µs", 1_000), ("ns", 1),
    ]
    guard let first = units.firstIndex(where: { all.magnitude >= $0.size }) else { return "0 s" }
    let (whole, rest) = all.magnitude.quotientAndRemainder(dividingBy: units[first].size)
    var text = "\(sign)\(whole) \(units[first].name)"
    if first + 1 < units.count, rest / units[first + 1].size > 0 {
      text += " \(rest / units[first + 1].size) \(units[first + 1].name)"
    }
    return text
  }

  /// As on a command line, exactly: `1h30m`, `250ms`, `0s`.
  public var compact: String {
    var rest = nanoseconds.magnitude, text = ""
    for (name, size) in [
      ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
      ("ms", 1_000_000),
    ]
      as [(String, UInt64)] where rest >= size
    {
      text += "\(rest / size)\(name)"
      rest %= size
    }
    return text.isEmpty ? "0s" : text
  }

  /// Reads `90s`, `45 min`, `1h30m`, `250ms`, `2d`; a bare number counts seconds.
  public init?(spoken text: some StringProtocol) {
    var rest = Substring(text.lowercased().filter { $0 != " " })
    guard !rest.isEmpty else { return nil }
    var total = Duration.zero, isFirst = true
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int64(digits), count <= 1_000_000_000 else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !$0.isNumber }
      rest = rest.dropFirst(unit.count)
      switch unit {
      case "ms": total += .milliseconds(count)
      case "s", "sec", "second", "seconds": total += .seconds(count)
      case "m", "min", "minute", "minutes": total += .minutes(count)
      case "h", "hour", "hours": total += .hours(count)
      case "d", "day", "days": total += .days(count)
      case "" where isFirst && rest.isEmpty: total += .seconds(count)
      default: return nil
      }
      isFirst = false
    }
    self = total
  }
}
