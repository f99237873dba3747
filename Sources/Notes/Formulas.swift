/// The formulas of a piece of Markdown, each replaced by one character that means nothing else, and put back afterwards.
struct Formulas {
  enum Part { case text(String), formula(String, isDisplay: Bool) }

  /// Without formulas.
  let text: String
  private var spans: [(whole: String, source: String, isDisplay: Bool)] = []

  /// The first of the characters that stand for formulas, in a plane for private use.
  private static let first: UInt32 = 0xF0000
  private static let countMax = 0xFFFD

  /// Nil where there is no formula.
  init?(_ markdown: String) {
    guard markdown.utf8.contains(0x24) || markdown.contains("\\(") || markdown.contains("\\["),
      !markdown.unicodeScalars.contains(where: { $0.value >= Self.first })
    else { return nil }
    let original = Array(markdown.utf8)
    var masked = original
    for span in MathSpans.code(in: original) { for index in span { masked[index] = MarkdownMask.blot } }
    let found = MathSpans.math(in: masked)
    guard !found.isEmpty, found.count < Self.countMax else { return nil }
    func string(_ range: Range<Int>) -> String { String(decoding: original[range], as: UTF8.self) }
    var text = "", from = 0
    for span in found {
      text += string(from..<span.range.lowerBound)
      text.unicodeScalars.append(Unicode.Scalar(Self.first + UInt32(spans.count))!)
      let source = string(span.source).split { $0 == "\n" }.map { $0.trimmedSpaces }.joined(separator: " ")
      spans.append((string(span.range), source.trimmedSpaces, span.isDisplay))
      from = span.range.upperBound
    }
    self.text = text + string(from..<original.count)
  }

  private func index(of scalar: Unicode.Scalar) -> Int? {
    guard scalar.value >= Self.first, scalar.value < Self.first + UInt32(spans.count) else { return nil }
    return Int(scalar.value - Self.first)
  }

  func parts(of text: String) -> [Part] {
    var parts: [Part] = [], words = String.UnicodeScalarView()
    func flush() {
      if !words.isEmpty { parts.append(.text(String(words))) }
      words = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if let index = index(of: scalar) {
        flush()
        parts.append(.formula(spans[index].source, isDisplay: spans[index].isDisplay))
      } else {
        words.append(scalar)
      }
    }
    flush()
    return parts
  }

  /// The text as it was, for code and addresses.
  func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { index(of: $0) != nil }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if let index = index(of: scalar) { result += spans[index].whole } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
