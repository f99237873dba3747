import Simulation

/// A DynamoDB number: exact, up to 38 significant digits.
///
/// Canonical: no trailing zero in `mantissa`, zero has exponent 0, so equal numbers are equal values.
public struct DecimalNumber: Hashable, Sendable, Codable {
  let isNegative: Bool
  /// At most 38 digits.
  let mantissa: UInt128
  /// The power of ten that the mantissa is multiplied by.
  let exponent: Int

  public static let digitsMax = 38
  public static let zero = DecimalNumber(0)

  public init(_ integer: Int) {
    self.init(isNegative: integer < 0, mantissa: UInt128(integer.magnitude), exponent: 0)
  }

  /// Reads `-12.5`, `1E-3`, `007`.
  /// - Throws: `ValidationException` when it is no number, has more than 38 digits, or is out of range.
  public init(_ text: some StringProtocol) throws(ServiceError) {
    let malformed = ServiceError(
      "ValidationException", "The parameter cannot be converted to a numeric value: \(text)", rule: .numbersAreExact)
    var bytes = Substring(text).utf8[...], isNegative = false
    if let sign = bytes.first, sign == 0x2D || sign == 0x2B {
      isNegative = sign == 0x2D
      bytes.removeFirst()
    }
    var mantissa: UInt128 = 0, digits = 0, exponent = 0, seenPoint = false, seenDigit = false, trailingZeros = 0
    while let byte = bytes.first, byte != 0x65, byte != 0x45 {
      bytes.removeFirst()
      if byte == 0x2E, !seenPoint {
        seenPoint = true
        continue
      }
      guard (0x30...0x39).contains(byte) else { throw malformed }
      seenDigit = true
      if seenPoint { exponent -= 1 }
      if byte == 0x30 {
        trailingZeros += 1
        continue
      }
      // Zeros before the first digit are skipped; zeros between digits are made up for here.
      let added = mantissa == 0 ? 1 : trailingZeros + 1
      digits += added
      guard digits <= Self.digitsMax else { throw Self.tooManyDigits }
      for _ in 0..<added { mantissa *= 10 }
      mantissa += UInt128(byte - 0x30)
      trailingZeros = 0
    }
    guard seenDigit else { throw malformed }
    exponent += trailingZeros
    if !bytes.isEmpty {
      bytes.removeFirst()
      guard let power = Int(String(Substring(bytes))), (-10_000...10_000).contains(power) else { throw malformed }
      exponent += power
    }
    self.init(isNegative: isNegative, mantissa: mantissa, exponent: exponent)
    try checkRange()
  }

  init(isNegative: Bool, mantissa: UInt128, exponent: Int) {
    var mantissa = mantissa, exponent = exponent
    while mantissa != 0, mantissa % 10 == 0 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    self.isNegative = isNegative && mantissa != 0
    self.mantissa = mantissa
    self.exponent = mantissa == 0 ? 0 : exponent
  }

  /// Significant digits, without zeros before the first and after the last; 0 for zero.
  public var digits: Int { mantissa == 0 ? 0 : String(mantissa).utf8.count }

  /// Magnitudes are 1E-130 … 9.99…E+125.
  private func checkRange() throws(ServiceError) {
    guard mantissa != 0 else { return }
    let power = exponent + digits - 1
    if power > 125 {
      throw ServiceError(
        "ValidationException",
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
        rule: .numbersAreExact)
    }
    if power < -130 {
      throw ServiceError(
        "ValidationException",
        "Number underflow. Attempting to store a number with magnitude smaller than supported range",
        rule: .numbersAreExact)
    }
  }

  private static var tooManyDigits: ServiceError {
    ServiceError(
      "ValidationException", "Attempting to store more than 38 significant digits in a Number",
      rule: .numbersAreExact)
  }
}

extension DecimalNumber: Comparable {
  public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    let smaller = left.isNegative ? right : left, larger = left.isNegative ? left : right
    return smaller.magnitudeIsLess(than: larger)
  }

  private func magnitudeIsLess(than other: DecimalNumber) -> Bool {
    guard mantissa != 0, other.mantissa != 0 else { return mantissa == 0 && other.mantissa != 0 }
    let power = exponent + digits, otherPower = other.exponent + other.digits
    guard power == otherPower else { return power < otherPower }
    // Equal power: bring both to 38 digits, which fit.
    func scaled(_ number: DecimalNumber) -> UInt128 {
      (0..<(Self.digitsMax - number.digits)).reduce(number.mantissa) { scaled, _ in scaled * 10 }
    }
    return scaled(self) < scaled(other)
  }
}

extension DecimalNumber {
  /// Exact sum.
  /// - Throws: `ValidationException` when it has more than 38 digits.
  func adding(_ other: DecimalNumber) throws(ServiceError) -> DecimalNumber {
    guard mantissa != 0 else { return other }
    guard other.mantissa != 0 else { return self }
    let least = min(exponent, other.exponent)
    guard let left = shifted(to: least), let right = other.shifted(to: least) else { throw Self.tooManyDigits }
    let sum: DecimalNumber
    if isNegative == other.isNegative {
      let (total, isOverflow) = left.addingReportingOverflow(right)
      guard !isOverflow else { throw Self.tooManyDigits }
      sum = DecimalNumber(isNegative: isNegative, mantissa: total, exponent: least)
    } else if left >= right {
      sum = DecimalNumber(isNegative: isNegative, mantissa: left - right, exponent: least)
    } else {
      sum = DecimalNumber(isNegative: other.isNegative, mantissa: right - left, exponent: least)
    }
    guard sum.digits <= Self.digitsMax else { throw Self.tooManyDigits }
    try sum.checkRange()
    return sum
  }

  var negated: DecimalNumber { DecimalNumber(isNegative: !isNegative, mantissa: mantissa, exponent: exponent) }

  /// The mantissa at a lower power of ten; nil when it does not fit. (10³⁹ − 1 has 38 digits though 10³⁹ has 39.)
  private func shifted(to power: Int) -> UInt128? {
    guard digits + exponent - power <= Self.digitsMax + 1 else { return nil }
    var shifted = mantissa
    for _ in 0..<(exponent - power) {
      let (next, isOverflow) = shifted.multipliedReportingOverflow(by: 10)
      if isOverflow { return nil }
      shifted = next
    }
    return shifted
  }

  /// The whole number, if it is one that fits.
  public var integer: Int? {
    guard exponent >= 0, exponent + digits <= 19, let shifted = shifted(to: 0) else { return nil }
    return isNegative ? (shifted <= UInt128(Int.max) + 1 ? Int(-Int128(shifted)) : nil) : Int(exactly: shifted)
  }

  /// The whole part; nil when it does not fit.
  public var integerPart: Int? {
    guard exponent < 0 else { return integer }
    var whole = mantissa
    for _ in 0..<(-exponent) where whole != 0 { whole /= 10 }
    return Int(exactly: whole).map { isNegative ? -$0 : $0 }
  }
}

extension DecimalNumber: CustomStringConvertible, ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }

  /// Plain decimal, as DynamoDB gives numbers back.
  public var description: String {
    let digits = String(mantissa), sign = isNegative ? "-" : ""
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let whole = digits.count + exponent
    return whole > 0
      ? sign + digits.prefix(whole) + "." + digits.dropFirst(whole)
      : sign + "0." + String(repeating: "0", count: -whole) + digits
  }
}

extension Rule {
  public static let numbersAreExact = Rule(
    "dynamodb.numbers",
    "Numbers are exact decimals of up to 38 significant digits, from 1E-130 to 9.9…E+125 and the same below zero.",
    source: "DynamoDB Developer Guide: Supported data types and naming rules")
}
