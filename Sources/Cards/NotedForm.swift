import Basics
import Notes

/// A line in a shorthand that says what it means by its form: a date and what happened, an equation, arrows, a question.
enum NotedForm: Hashable, Sendable {
  /// `44 BC: assassination of Julius Caesar`.
  case date(String, event: String)
  /// `cardiac output = heart rate x stroke volume`.
  case equation(left: String, right: String)
  /// `smoking -> atherosclerosis -> MI`.
  case arrows([String])
  /// `What is a unilateral contract?` with its answer on the same line, if it stands there.
  case question(String, answer: String?)

  init?(_ text: String) {
    // Each of them needs a mark that few lines have.
    let bytes = ByteSet(text), isOther = bytes.isBeyondASCII
    let hasDigit = bytes.hasDigit || isOther
    guard bytes.has("?") || bytes.has(">") || bytes.has("=") || hasDigit else { return nil }
    if let form = (bytes.has("?") ? Self.question(text) : nil)
      ?? (bytes.has(">") || isOther ? Self.arrows(text) : nil) ?? (hasDigit ? Self.date(text) : nil)
      ?? (bytes.has("=") ? Self.equation(text) : nil)
    {
      self = form
    } else {
      return nil
    }
  }

  // MARK: - Questions

  static func question(_ text: String) -> NotedForm? {
    guard text.utf8.contains(UInt8(ascii: "?")) else { return nil }
    var text = text
    for opening in ["Question: ", "question: ", "Q) "] where text.hasPrefix(opening) {
      text = Asking.capitalized(String(text.dropFirst(opening.count)))
    }
    guard let mark = text.firstRange(of: "?"), let word = text.split(separator: " ").first?.lowercased(),
      asking.contains(word)
    else { return nil }
    let asked = Answers.trimmed(text[..<mark.lowerBound]) + "?"
    guard asked.split(separator: " ").count >= 4 else { return nil }
    var told = Answers.trimmed(text[mark.upperBound...])
    for opening in ["Answer: ", "answer: ", "A: ", "-> ", "→ ", "=> ", "– ", "- "] where told.hasPrefix(opening) {
      told = Answers.trimmed(told.dropFirst(opening.count))
    }
    guard told.isEmpty || !told.contains("?") else { return nil }
    return .question(asked, answer: told.isEmpty ? nil : told)
  }

  private static let asking: Set<String> = [
    "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "can", "may", "must", "does", "do", "did",
    "is",
    "are", "was", "were", "name", "explain",
  ]

  // MARK: - Arrows

  private static func arrows(_ text: String) -> NotedForm? {
    guard !text.contains("`"), !text.contains("$") else { return nil }
    var parts = [text]
    for mark in [" -> ", " → ", " => ", " ⇒ ", " --> ", " ⟶ "] {
      parts = parts.flatMap { pieces(of: $0, at: mark) }
    }
    parts = parts.map { Answers.trimmed($0) }
    guard parts.count >= 2, parts.count <= 9, parts.allSatisfy({ !$0.isEmpty && $0.split(separator: " ").count <= 10 }),
      !parts[0].contains(": ")
    else { return nil }
    return .arrows(parts)
  }

  private static func pieces(of text: String, at mark: String) -> [String] {
    var pieces: [String] = [], rest = text[...]
    while let range = rest.firstRange(of: mark) {
      pieces.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return pieces + [String(rest)]
  }

  // MARK: - Dates

  private static func date(_ text: String) -> NotedForm? {
    for mark in [": ", " – ", " — ", " - "] {
      guard let range = text.firstRange(of: mark) else { continue }
      let key = Answers.trimmed(text[..<range.lowerBound]), event = Answers.trimmed(text[range.upperBound...])
      guard isDate(key), event.split(separator: " ").count >= 2, event.first?.isLetter == true else { return nil }
      return .date(key, event: event)
    }
    return nil
  }

  /// `753 BC`, `264-146 BC`, `February 1848`, `14 July 1789`, `1914–1918`, `around 1450`.
  static func isDate(_ text: String) -> Bool {
    let words = text.split(separator: " ").map(String.init)
    guard words.count <= 4, !words.isEmpty, words.contains(where: { $0.contains(where: \.isNumber) }) else {
      return false
    }
    var hasYear = false
    for word in words {
      let lower = word.lowercased()
      if Quantity.months.contains(lower)
        || ["bc", "bce", "ad", "ce", "c.", "ca.", "around", "about", "early", "late", "mid"].contains(lower)
      {
        hasYear = hasYear || ["bc", "bce", "ad", "ce"].contains(lower)
        continue
      }
      let digits = word.split { "-–/".contains($0) }
      guard !digits.isEmpty,
        digits.allSatisfy({ part in part.drop { $0.isNumber }.isEmpty || isDecade(part) || isDay(part) })
      else { return false }
      if digits.contains(where: { isYear($0) || isDecade($0) }) { hasYear = true }
    }
    return hasYear
  }
  static func isYear(_ word: some StringProtocol) -> Bool {
    word.count == 4 && word.allSatisfy(\.isNumber) && (word.first == "1" || word.first == "2")
  }
  private static func isDecade(_ word: Substring) -> Bool { word.hasSuffix("s") && isYear(word.dropLast()) }
  private static func isDay(_ word: Substring) -> Bool {
    ["st", "nd", "rd", "th"].contains { word.hasSuffix($0) } && word.dropLast(2).allSatisfy(\.isNumber)
  }

  // MARK: - Equations

  private static func equation(_ text: String) -> NotedForm? {
    guard !text.contains("=="), !text.hasPrefix("="), !text.contains("`"), let range = text.firstRange(of: " = ") else {
      return nil
    }
    return equation(text, at: range)
  }

  /// The equations of `key: a = b, c = d`.
  static func equations(_ text: String) -> (key: String, forms: [NotedForm])? {
    guard text.utf8.contains(UInt8(ascii: "=")) else { return nil }
    // `HTN = hypertension = BP > 140/90`
    let chain = pieces(of: text, at: " = ").map { Answers.trimmed($0) }
    if chain.count == 3, !text.contains(": "), !text.contains("`"),
      chain.allSatisfy({ !$0.isEmpty && $0.split(separator: " ").count <= 6 })
    {
      return ("", [.equation(left: chain[0], right: chain[1]), .equation(left: chain[1], right: chain[2])])
    }
    guard let colon = text.firstRange(of: ": "), text[colon.upperBound...].contains("=") else { return nil }
    let key = Answers.trimmed(text[..<colon.lowerBound]),
      parts = Answers.split(String(text[colon.upperBound...]), at: ",")
    guard parts.count >= 2, key.split(separator: " ").count <= 4 else { return nil }
    let forms = parts.compactMap { part in part.firstRange(of: " = ").flatMap { equation(part, at: $0) } }
    return forms.count == parts.count ? (key, forms) : nil
  }

  private static func equation(_ text: String, at range: Range<String.Index>) -> NotedForm? {
    let left = Answers.trimmed(text[..<range.lowerBound]), right = Answers.trimmed(text[range.upperBound...])
    guard !left.isEmpty, !right.isEmpty, left.split(separator: " ").count <= 5, right.split(separator: " ").count <= 14,
      !left.contains(": "), !left.contains("$"), !left.contains(","), right.firstRange(of: " = ") == nil
    else { return nil }
    return .equation(left: left, right: right)
  }
}

/// A line in shorthand with where it stands.
struct NotedLine: Sendable {
  let block: Block
  let place: ClosedRange<Int>
  let form: NotedForm
  /// The label or lead-in above it, if any.
  let lead: Line?
  /// The key before several equations: `ECG: P wave = …, T wave = …`.
  var key: String?
}
