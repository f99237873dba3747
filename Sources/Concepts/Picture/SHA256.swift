/// The digest by which a page's security policy names its only script and its only style sheet.
///
/// Source: FIPS 180-4.
enum SHA256 {
  /// As a policy writes it: `sha256-` and the digest in Base64.
  static func policySource(of text: String) -> String { "sha256-" + base64(digest(Array(text.utf8))) }

  static func digest(_ message: [UInt8]) -> [UInt8] {
    var bytes = message
    bytes.append(0x80)
    while bytes.count % 64 != 56 { bytes.append(0) }
    let bits = UInt64(message.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    var hash: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    var words = [UInt32](repeating: 0, count: 64)
    for block in stride(from: 0, to: bytes.count, by: 64) {
      for index in 0..<16 {
        words[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[block + 4 * index + $1]) }
      }
      for index in 16..<64 {
        let two = words[index - 2], fifteen = words[index - 15]
        words[index] =
          words[index - 16] &+ (turned(fifteen, 7) ^ turned(fifteen, 18) ^ fifteen >> 3)
          &+ words[index - 7] &+ (turned(two, 17) ^ turned(two, 19) ^ two >> 10)
      }
      var state = hash
      for index in 0..<64 {
        let (a, e) = (state[0], state[4])
        let choice = e & state[5] ^ ~e & state[6], majority = a & state[1] ^ a & state[2] ^ state[1] & state[2]
        let first =
          state[7] &+ (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) &+ choice &+ constants[index] &+ words[index]
        let second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) &+ majority
        state = [first &+ second, a, state[1], state[2], state[3] &+ first, e, state[5], state[6]]
      }
      for index in 0..<8 { hash[index] = hash[index] &+ state[index] }
    }
    return hash.flatMap { word in stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) } }
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
      for place in 0..<4 { text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=") }
    }
    return text
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var constants: [UInt32] = [], candidate: UInt64 = 2
    while constants.count < 64 {
      if (2..<candidate).allSatisfy({ $0 * $0 > candidate || candidate % $0 != 0 }) {
        constants.append(cubeRootFraction(of: candidate))
      }
      candidate += 1
    }
    return constants
  }()

  /// By bisection of x³ ≤ n·2⁹⁶, in whole numbers.
  private static func cubeRootFraction(of number: UInt64) -> UInt32 {
    var low: UInt64 = 0, high: UInt64 = 1 << 36
    while high - low > 1 {
      let middle = (low + high) / 2
      let cube = UInt128(middle) * UInt128(middle) * UInt128(middle)
      if cube <= UInt128(number) << 96 { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }
}
