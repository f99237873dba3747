import Basics
import Notes

/// What holds today where a card was made from a line that does not say so.
public struct Correction: Hashable, Sendable, Codable {
  /// `FactStatement.id`.
  public let statement: String
  public let verdict: FactStatement.Verdict
  /// What holds today.
  public let truth: String
  /// The date or month since when, or `always`.
  public let since: String
  public let source: String
  /// The day on which the source was read.
  public let asOf: String
  /// The card as the notes have it, where the current answer took the place of theirs.
  public var noted: Noted?

  public struct Noted: Hashable, Sendable, Codable {
    public let question: RichText, answer: RichText
    public let accept: [String]
    public let form: Card.Form
  }

  public init(_ statement: FactStatement, noted: Noted? = nil) {
    (self.statement, verdict, truth) = (statement.id, statement.verdict, statement.truth)
    (since, source, asOf) = (statement.since, statement.source, statement.asOf)
    self.noted = noted
  }

  /// What to show beneath the answer, line by line, without Markdown.
  public var lines: [String] {
    var lines: [String] = []
    if let noted {
      let said = noted.answer.plain.split(separator: "\n").joined(separator: " ")
      lines.append("Your note says: \(said) (\(verdict.words))")
    }
    let when = since == "always" ? "" : " (since \(since))"
    lines.append("\(noted == nil ? verdict.lead : "Today"): \(truth)\(when)")
    lines.append("Source: \(source), read \(asOf)")
    return lines
  }
}

extension FactStatement.Verdict {
  /// As said of what the notes have.
  public var words: String {
    switch self {
    case .outdated: "outdated"
    case .wrong: "wrong"
    case .nuance: "not the whole truth"
    case .renamed: "renamed"
    }
  }
  /// What the truth begins with.
  var lead: String {
    switch self {
    case .outdated: "Outdated, today"
    case .wrong: "Wrong, in truth"
    case .nuance: "More exactly"
    case .renamed: "Renamed"
    }
  }
  /// The gravest first.
  var rank: Int {
    switch self {
    case .wrong: 0
    case .outdated: 1
    case .renamed: 2
    case .nuance: 3
    }
  }
}

extension Card {
  /// The answer with what holds today beneath it, as every format shows it.
  public var answerSide: RichText { Corrections.answerSide(of: self) }
}

/// Puts what holds today on cards that were made from lines that do not say so.
public enum Corrections {
  /// Which of the two a deck asks for.
  public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
    /// What holds today, where one value can take the place of another; else as the notes have it, with a correction.
    case current
    /// What the notes say, with a correction.
    case notes
  }

  /// The cards with their corrections, in the same order. A card keeps its id and its fingerprint whatever the mode;
  /// earlier corrections are taken back first, so that the mode can be changed at any time.
  public static func apply(to cards: [Card], findings: [FactFinding], mode: Mode) -> [Card] {
    var byFile: [String: [FactFinding]] = [:]
    for finding in findings { byFile[finding.span.file, default: []].append(finding) }
    for file in byFile.keys { byFile[file]?.sort { $0.span.lineStart < $1.span.lineStart } }
    let plain = cards.map(withoutCorrection)
    let words = plain.map { FactWords($0.question.plain + " . " + $0.answer.plain).terms }
    let meant = plain.indices.map { index in
      plain[index].sources.first.map { source in overlapping(source, byFile[source.file] ?? []) } ?? []
    }
    // A line may say several things: where some of its cards speak of the one at fault, only those are corrected.
    var told: Set<FactFinding> = []
    for index in plain.indices {
      for finding in meant[index] where share(of: finding, in: words[index]) >= 0.5 { told.insert(finding) }
    }
    return plain.indices.map { index in
      let fitting = meant[index].filter { !told.contains($0) || share(of: $0, in: words[index]) >= 0.5 }
      guard
        let best = fitting.min(by: { order($0, plain[index], words[index]) < order($1, plain[index], words[index]) })
      else { return plain[index] }
      return corrected(plain[index], by: best.statement, mode: mode)
    }
  }

  /// The card as the notes have it.
  public static func withoutCorrection(_ card: Card) -> Card {
    guard let correction = card.correction else { return card }
    var card = card
    if let noted = correction.noted {
      (card.question, card.answer, card.accept, card.form) = (noted.question, noted.answer, noted.accept, noted.form)
    }
    card.correction = nil
    return card
  }

  /// The answer with the lines of its correction beneath.
  public static func answerSide(of card: Card) -> RichText {
    guard let correction = card.correction else { return card.answer }
    let lines = correction.lines.map(escaped)
    return RichText(markdown: ([card.answer.markdown] + lines).joined(separator: "\n\n"))
  }

  /// Text as Markdown that shows it as it is.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\`*_[]<".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  // MARK: - Choosing

  private static func overlapping(_ source: SourceSpan, _ findings: [FactFinding]) -> [FactFinding] {
    findings.filter { $0.span.lineStart <= source.lineEnd && $0.span.lineEnd >= source.lineStart }
  }

  /// The share of the words that gave the line away that the card has.
  private static func share(of finding: FactFinding, in terms: [FactWords.Term]) -> Double {
    guard !finding.evidence.isEmpty else { return 1 }
    let words = Set(terms.compactMap(FactFinding.word))
    return Double(finding.evidence.count(where: words.contains)) / Double(finding.evidence.count)
  }

  /// The lower, the better the finding fits the card.
  private static func order(_ finding: FactFinding, _ card: Card, _ terms: [FactWords.Term]) -> (Int, Int, Int, String)
  {
    let isReplaceable = replacing(finding.statement, in: card.answer.markdown) != nil
    let share = Int(share(of: finding, in: terms) * 100)
    return (isReplaceable ? 0 : 1, finding.statement.verdict.rank, -share, finding.statement.id)
  }

  // MARK: - Replacing

  /// The words that may stand beside the notes' value in an answer that says nothing else.
  private static let wordsBesidesMax = 2

  private static func corrected(_ card: Card, by statement: FactStatement, mode: Mode) -> Card {
    var corrected = card
    corrected.correction = Correction(statement)
    guard mode == .current else { return corrected }
    func put(_ text: String) -> String { replacing(statement, in: text) ?? text }
    switch card.form {
    case .cloze(let text):
      let cloze = putInCloze(statement, text)
      guard cloze != text, let gap = Cloze(cloze) else { return corrected }
      corrected.form = .cloze(text: cloze)
      (corrected.question, corrected.answer) = (RichText(markdown: gap.question), RichText(markdown: gap.answer))
    case .list(let items): corrected.form = .list(items: items.map(put))
    case .sequence(let steps): corrected.form = .sequence(steps: steps.map(put))
    case .basic, .compare, .prediction: break
    }
    if case .cloze = card.form {
    } else {
      corrected.answer = RichText(markdown: put(card.answer.markdown))
      if statement.isValueFree { corrected.question = RichText(markdown: put(card.question.markdown)) }
    }
    guard corrected.answer != card.answer || corrected.question != card.question else { return corrected }
    // A question that says what it asks for is no question; the card then stays as it was.
    if Quality.leaks(question: corrected.question.plain, answer: corrected.answer.plain),
      !Quality.leaks(question: card.question.plain, answer: card.answer.plain)
    {
      var kept = card
      kept.correction = Correction(statement)
      return kept
    }
    corrected.accept = card.accept.map(put).filter { $0 != corrected.answer.markdown }
    corrected.correction?.noted = Correction.Noted(
      question: card.question, answer: card.answer, accept: card.accept, form: card.form)
    return corrected
  }

  /// `text` with the current value in place of the notes'; nil where it has none.
  static func replacing(_ statement: FactStatement, in text: String) -> String? {
    guard let answer = statement.answer, !statement.values.isEmpty else { return nil }
    let words = FactWords(text)
    guard let places = FactPattern.first(of: statement.values, in: words.terms), let first = places.min(),
      let last = places.max()
    else { return nil }
    // A value that is a figure or a name stands for itself; other words only where they are the whole answer.
    guard statement.isValueFree else {
      return words.tokens.count - places.count <= wordsBesidesMax ? RepairLine.capitalized(answer) : nil
    }
    let range = words.tokens[first].range.lowerBound..<words.tokens[last].range.upperBound
    let isFirst = text[..<range.lowerBound].allSatisfy { !$0.isLetter && !$0.isNumber }
    let shown = isFirst ? RepairLine.capitalized(answer) : answer
    return text[..<range.lowerBound] + shown + text[range.upperBound...]
  }

  /// Replaces inside the hidden words, or anywhere when the value stands for itself.
  private static func putInCloze(_ statement: FactStatement, _ text: String) -> String {
    guard let open = text.firstRange(of: "{{c1::"), let close = text[open.upperBound...].firstRange(of: "}}") else {
      return text
    }
    let inside = String(text[open.upperBound..<close.lowerBound])
    let parts = inside.firstRange(of: "::").map {
      (String(inside[..<$0.lowerBound]), String(inside[$0.lowerBound...]))
    }
    let (hidden, hint) = parts ?? (inside, "")
    var before = String(text[..<open.lowerBound]), after = String(text[close.upperBound...])
    if statement.isValueFree {
      before = replacing(statement, in: before) ?? before
      after = replacing(statement, in: after) ?? after
    }
    return before + "{{c1::" + (replacing(statement, in: hidden) ?? hidden) + hint + "}}" + after
  }
}
