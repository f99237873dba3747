/// How wide a text will be at most, without asking a font.
///
/// The widths are those of DejaVu Sans and Verdana, the widest of the sans-serif fonts that the pictures name, so that
/// a label fits its box with Helvetica, Segoe or Roboto as well.
enum LabelWidth {
  /// Letters that a label has at most; the rest is in its tooltip.
  static let lettersMax = 42

  /// The width of `text` in whole units, rounded up.
  /// - Parameter fontSize: Units from baseline to baseline.
  static func of(_ text: String, fontSize: Int, isBold: Bool) -> Int {
    let thousandths = text.unicodeScalars.reduce(0) { $0 + thousandthsOfEm($1) }
    return (thousandths * fontSize * (isBold ? 112 : 100) + 99_999) / 100_000
  }

  /// `text` in one line of at most `lettersMax` letters.
  static func label(_ text: String) -> String {
    let line = Markup.visible(text)
    guard line.count > lettersMax else { return line.isEmpty ? "?" : line }
    var short = String(line.prefix(lettersMax - 1))
    while short.last == " " { short.removeLast() }
    return short + "…"
  }

  private static func thousandthsOfEm(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "I", "'", ".", ",", ":", ";", "|", "!": 340
    case " ", "f", "t", "r", "(", ")", "[", "]", "-", "/", "\\": 410
    case "m", "w", "M", "W", "@", "%", "…", "—": 1_000
    case "a"..."z": 630
    case "0"..."9": 640
    case "A"..."Z": 740
    default:
      if scalar.properties.canonicalCombiningClass != .notReordered { 0 } else { scalar.value < 0x0590 ? 720 : 1_100 }
    }
  }
}
