/// A seeded source of chance: xoshiro256**, seeded through splitmix64.
///
/// The same seed gives the same numbers on every machine and with every release of Swift, because the draws below do
/// not go through the standard library's algorithms. Source: Blackman and Vigna, "Scrambled linear pseudorandom number
/// generators", 2021.
public struct Random: RandomNumberGenerator, Hashable, Sendable, Codable {
  private var a: UInt64, b: UInt64, c: UInt64, d: UInt64

  public init(seed: UInt64) {
    var state = seed
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    (a, b, c, d) = (next(), next(), next(), next())
  }

  public mutating func next() -> UInt64 {
    let result = rotate(b &* 5, 7) &* 9, shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 45)
    return result
  }

  /// An independent source named `label`; drawing from it does not advance this one.
  public func stream(_ label: some StringProtocol) -> Random {
    Random(seed: a ^ rotate(b, 13) ^ rotate(c, 29) ^ rotate(d, 47) ^ stableHash(label))
  }

  /// A whole number of `range`, each equally likely.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let span = UInt64(bitPattern: Int64(range.upperBound) &- Int64(range.lowerBound)) &+ 1
    guard span != 0 else { return Int(Int64(bitPattern: next())) }
    let limit = UInt64.max - (UInt64.max % span + 1) % span
    var drawn = next()
    while drawn > limit { drawn = next() }
    return Int(Int64(range.lowerBound) &+ Int64(bitPattern: drawn % span))
  }

  /// A duration of `range` in whole nanoseconds, each equally likely.
  public mutating func duration(in range: ClosedRange<Duration>) -> Duration {
    .nanoseconds(integer(in: Int(range.lowerBound.nanoseconds)...Int(range.upperBound.nanoseconds)))
  }

  /// A number in 0..<1 with 53 random bits. For scheduling only; simulations draw whole numbers.
  public mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Fisher and Yates.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, through: 1, by: -1) {
      elements.swapAt(last, integer(in: 0...last))
    }
  }

  private func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
}

/// A probability as a fraction of whole numbers, so that chance never depends on floating point.
public struct Ratio: Hashable, Sendable, Codable {
  public let numerator: Int, denominator: Int

  /// - Precondition: `0 <= numerator <= denominator`, `denominator > 0`.
  public init(_ numerator: Int, of denominator: Int) {
    precondition(denominator > 0 && (0...denominator).contains(numerator), "a ratio is between 0 and 1")
    (self.numerator, self.denominator) = (numerator, denominator)
  }
  public static let never = Ratio(0, of: 1)
  public static let always = Ratio(1, of: 1)

  public func happens(_ random: inout Random) -> Bool {
    numerator > 0 && (numerator == denominator || random.integer(in: 1...denominator) <= numerator)
  }
}
