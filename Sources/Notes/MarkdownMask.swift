/// The bytes of a piece of Markdown in which what is code, mathematics or escaped is blotted out, byte for byte, so that
/// marks are sought only where they mean something.
struct MarkdownMask {
  let original: [UInt8]
  let masked: [UInt8]

  static let blot = UInt8(ascii: "_")

  init(_ text: String) {
    original = Array(text.utf8)
    guard original.contains(where: { $0 == 0x60 || $0 == 0x24 || $0 == 0x5C }) else {
      masked = original
      return
    }
    var bytes = original
    for span in MathSpans.code(in: original) { for index in span { bytes[index] = Self.blot } }
    for span in MathSpans.math(in: bytes) { for index in span.range { bytes[index] = Self.blot } }
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == 0x5C, Self.isPunctuation(bytes[index + 1]) {
        (bytes[index], bytes[index + 1]) = (Self.blot, Self.blot)
        index += 1
      }
      index += 1
    }
    masked = bytes
  }

  /// With nothing blotted out.
  init(unmasked text: String) {
    original = Array(text.utf8)
    masked = original
  }

  func text(_ range: Range<Int>) -> String { String(decoding: original[range], as: UTF8.self) }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
