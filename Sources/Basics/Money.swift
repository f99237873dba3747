/// An amount in US dollars, in whole units of 10⁻¹² dollar. No floating point touches money.
public struct Money: Hashable, Sendable, Comparable, AdditiveArithmetic {
  public let picodollars: Int128

  public init(picodollars: Int128) { self.picodollars = picodollars }
  public static let zero = Money(picodollars: 0)

  /// Reads a decimal such as `0.0000166667`; at most twelve digits after the point.
  public init?(_ decimal: some StringProtocol) {
    var digits = Substring(decimal), isNegative = false
    if digits.first == "-" {
      isNegative = true
      digits.removeFirst()
    }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !digits.isEmpty, digits != ".", whole.utf8.allSatisfy(isDigit), whole.count <= 18
    else { return nil }
    let fraction = parts.count > 1 ? parts[1] : ""
    guard fraction.count <= 12, fraction.utf8.allSatisfy(isDigit) else { return nil }
    var value = Int128(whole.isEmpty ? "0" : whole)! * 1_000_000_000_000
    if !fraction.isEmpty {
      value += Int128(fraction + String(repeating: "0", count: 12 - fraction.count))!
    }
    self.init(picodollars: isNegative ? -value : value)
  }

  public static func + (left: Money, right: Money) -> Money { Money(picodollars: left.picodollars + right.picodollars) }
  public static func - (left: Money, right: Money) -> Money { Money(picodollars: left.picodollars - right.picodollars) }
  public static func < (left: Money, right: Money) -> Bool { left.picodollars < right.picodollars }
  public static func * (price: Money, count: some BinaryInteger) -> Money {
    Money(picodollars: price.picodollars * Int128(count))
  }

  /// This price times `numerator / denominator`, rounded half away from zero to 10⁻¹² dollar.
  public func scaled(by numerator: Int128, over denominator: Int128) -> Money {
    precondition(denominator > 0, "the denominator is above zero")
    let product = picodollars * numerator
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: denominator)
    let away: Int128 = remainder.magnitude * 2 >= denominator.magnitude ? (product < 0 ? -1 : 1) : 0
    return Money(picodollars: quotient + away)
  }

  /// Rounded half away from zero to `places` decimals (0...12).
  public func rounded(toPlaces places: Int) -> Money {
    precondition((0...12).contains(places), "money has at most twelve decimals")
    var unit: Int128 = 1
    for _ in places..<12 { unit *= 10 }
    return Money(picodollars: Money(picodollars: picodollars).scaled(by: 1, over: unit).picodollars * unit)
  }

  /// The exact decimal without trailing zeros: `18.737`, `0.4`, `0`.
  public var decimal: String { text(minimumPlaces: 0) }

  /// With at least `minimumPlaces` decimals: `0.40`.
  public func text(minimumPlaces: Int) -> String {
    let magnitude = picodollars.magnitude
    var fraction = String(magnitude % 1_000_000_000_000)
    fraction = String(repeating: "0", count: 12 - fraction.count) + fraction
    while fraction.hasSuffix("0"), fraction.count > minimumPlaces { fraction.removeLast() }
    let sign = picodollars < 0 ? "-" : ""
    return sign + String(magnitude / 1_000_000_000_000) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

extension Money: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let money = Money(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an amount of money")
    }
    self = money
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(decimal)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
