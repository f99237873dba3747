/// Turns of sentences that are written in many ways.
enum LineManner {
  /// `strong acids dissociate, e.g. HCl and HNO3`: the examples at the end become a parenthesis.
  static func exemplified(_ text: String) -> String {
    let text =
      text.firstRange(of: " in order to ").map { text[..<$0.lowerBound] + " to " + text[$0.upperBound...] } ?? text
    for mark in [", e.g. ", ", eg ", ", eg. ", " e.g. ", ", for example ", ", for instance ", ", i.e. "] {
      guard let range = text.firstRange(of: mark), !text[..<range.lowerBound].contains("("), !text.contains(": ") else {
        continue
      }
      let sign = mark.contains("i.e.") ? "i.e. " : "e.g. "
      return text[..<range.lowerBound] + " (" + sign + text[range.upperBound...] + ")"
    }
    return text
  }

  /// Without the full stop of a sentence.
  static func withoutStop(_ text: String) -> String {
    guard text.hasSuffix("."), !text.hasSuffix(".."), !text.hasSuffix("etc."), !text.hasSuffix("e.g.") else {
      return text
    }
    return String(text.dropLast())
  }

  /// Whether a mark that may end a sentence stands before a space.
  static func hasInnerStop(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var before: UInt8 = 0
      for byte in bytes {
        if byte == 0x20 || byte == 0x0A, before == UInt8(ascii: ".") || before == 0x21 || before == 0x3F { return true }
        before = byte
      }
      return false
    }
  }
}
