/// Puts a current value in place of the notes' in a text.
enum CorrectionText {
  /// The words that may stand beside the notes' value in an answer that says nothing else.
  private static let wordsBesidesMax = 2

  /// The text with the statement's answer for the notes' value, and what was replaced; nil where it has none.
  static func replacing(_ statement: FactStatement, in text: String) -> (text: String, said: String)? {
    guard let answer = statement.answer, !statement.values.isEmpty else { return nil }
    let words = FactWords(text)
    guard let places = FactPattern.first(of: statement.values, in: words.terms), let first = places.min(),
      let last = places.max()
    else { return nil }
    let range = words.tokens[first].range.lowerBound..<words.tokens[last].range.upperBound
    let said = String(text[range])
    // A value that is a figure or a name stands for itself; other words only where they are the whole answer.
    guard statement.isValueFree else {
      let own = Set(FactWords(answer).terms.compactMap(FactFinding.word))
      let others = words.terms.indices.filter { !(first...last).contains($0) }
        .compactMap { FactFinding.word(words.terms[$0]) }
      guard others.count <= wordsBesidesMax, !others.contains(where: own.contains) else { return nil }
      return (RepairLine.capitalized(answer), said)
    }
    let before = fitting(String(text[..<range.lowerBound]), before: answer)
    let isFirst = before.allSatisfy { !$0.isLetter && !$0.isNumber }
    return (before + (isFirst ? RepairLine.capitalized(answer) : answer) + text[range.upperBound...], said)
  }

  /// `a` or `an` as the next word wants it.
  private static func fitting(_ text: String, before answer: String) -> String {
    for article in ["a ", "an "] {
      let lower = text.lowercased()
      guard lower == article || lower.hasSuffix(" " + article) else { continue }
      let isCapital = text.dropLast(article.count - 1).last?.isUppercase == true
      let other = Nouns.article(for: answer)
      return text.dropLast(article.count) + (isCapital ? RepairLine.capitalized(other) : other) + " "
    }
    return text
  }

  /// A cloze text with `put` done inside the hidden words, or everywhere when the value stands for itself; nil where
  /// nothing changes.
  static func cloze(_ text: String, isValueFree: Bool, _ put: (String) -> String) -> String? {
    guard let open = text.firstRange(of: "{{c1::"), let close = text[open.upperBound...].firstRange(of: "}}") else {
      return nil
    }
    let inside = String(text[open.upperBound..<close.lowerBound])
    let parts = inside.firstRange(of: "::").map {
      (String(inside[..<$0.lowerBound]), String(inside[$0.lowerBound...]))
    }
    let (hidden, hint) = parts ?? (inside, "")
    let before = String(text[..<open.lowerBound]), after = String(text[close.upperBound...])
    let changed =
      (isValueFree ? put(before) : before) + "{{c1::" + put(hidden) + hint + "}}"
      + (isValueFree ? put(after) : after)
    return changed == text ? nil : changed
  }
}
