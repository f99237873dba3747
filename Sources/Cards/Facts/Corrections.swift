import Basics
import Notes

/// Puts what holds today on cards that were made from lines that do not say so.
public enum Corrections {
  /// Which of the two a deck asks for.
  public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
    /// What holds today, where one value can take the place of another; else as the notes have it, with a correction.
    case current
    /// What the notes say, with a correction.
    case notes
  }

  /// More than these would bury the answer.
  private static let correctionsMax = 3

  /// The cards with their corrections, in the same order. A card keeps its id and its fingerprint whatever the mode;
  /// earlier corrections are taken back first, so that the mode can be changed at any time.
  public static func apply(to cards: [Card], findings: [FactFinding], mode: Mode) -> [Card] {
    var byLine: [String: [Int: [Int]]] = [:]
    for (number, finding) in findings.enumerated() {
      for line in finding.span.lines { byLine[finding.span.file, default: [:]][line, default: []].append(number) }
    }
    let plain = cards.map(withoutCorrection)
    let meant = plain.map { card in
      card.sources.first.map { source in overlapping(source, byLine[source.file]) } ?? []
    }
    let words = plain.indices.map { index in
      meant[index].isEmpty
        ? [] : FactWords(plain[index].question.plain + " . " + plain[index].answer.plain).terms
    }
    // A line may say several things: where some of its cards speak of the one at fault, only those are corrected.
    var told: Set<Int> = []
    for index in plain.indices {
      for number in meant[index] where share(of: findings[number], in: words[index]) >= 0.5 { told.insert(number) }
    }
    return plain.indices.map { index in
      let fitting = meant[index].filter { !told.contains($0) || share(of: findings[$0], in: words[index]) >= 0.5 }
        .map { (statement: findings[$0].statement, order: order(findings[$0], plain[index], words[index])) }
        .sorted { $0.order < $1.order }
      var seen: Set<String> = []
      let statements = fitting.map(\.statement).filter { seen.insert($0.id).inserted }
      return corrected(plain[index], by: Array(statements.prefix(correctionsMax)), mode: mode)
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

  /// The findings that share a line with the source, by number and in order.
  private static func overlapping(_ source: SourceSpan, _ byLine: [Int: [Int]]?) -> [Int] {
    guard let byLine else { return [] }
    return Set(source.lines.flatMap { byLine[$0] ?? [] }).sorted()
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
    let isReplaceable = CorrectionText.replacing(finding.statement, in: card.answer.markdown) != nil
    let share = Int(share(of: finding, in: terms) * 100)
    return (isReplaceable ? 0 : 1, finding.statement.verdict.rank, -share, finding.statement.id)
  }

  // MARK: - Correcting

  private static func corrected(_ card: Card, by statements: [FactStatement], mode: Mode) -> Card {
    guard let first = statements.first else { return card }
    var kept = card, current = card
    kept.correction = Correction(first, further: statements.dropFirst().map { Correction($0) })
    guard mode == .current else { return kept }
    var said: [String] = []
    for statement in statements { put(statement, on: &current, said: &said) }
    guard !said.isEmpty else { return kept }
    // A question that says what it asks for is no question; the card then stays as it was.
    if Quality.leaks(question: current.question.plain, answer: current.answer.plain),
      !Quality.leaks(question: card.question.plain, answer: card.answer.plain)
    {
      return kept
    }
    current.accept = current.accept.filter { $0 != current.answer.markdown }
    let answer = card.answer.plain.split(separator: "\n").joined(separator: " ")
    current.correction = kept.correction
    current.correction?.noted = Correction.Noted(
      question: card.question, answer: card.answer, accept: card.accept, form: card.form,
      said: current.answer == card.answer ? said.joined(separator: ", ") : answer)
    return current
  }

  /// Puts the statement's value in place of the notes' wherever the card has it.
  private static func put(_ statement: FactStatement, on card: inout Card, said: inout [String]) {
    var replaced: String?
    func put(_ text: String) -> String {
      guard let change = CorrectionText.replacing(statement, in: text) else { return text }
      replaced = replaced ?? change.said
      return change.text
    }
    switch card.form {
    case .cloze(let text):
      guard let cloze = CorrectionText.cloze(text, isValueFree: statement.isValueFree, put), let gap = Cloze(cloze)
      else { return }
      card.form = .cloze(text: cloze)
      (card.question, card.answer) = (RichText(markdown: gap.question), RichText(markdown: gap.answer))
    case .list(let items):
      // Words of an item may be about another item; figures and names stand for themselves.
      guard statement.isValueFree else { return }
      card.form = .list(items: items.map(put))
      (card.question, card.answer) = (
        RichText(markdown: put(card.question.markdown)), RichText(markdown: put(card.answer.markdown))
      )
    case .sequence(let steps):
      guard statement.isValueFree else { return }
      card.form = .sequence(steps: steps.map(put))
      (card.question, card.answer) = (
        RichText(markdown: put(card.question.markdown)), RichText(markdown: put(card.answer.markdown))
      )
    case .basic, .compare, .prediction:
      card.answer = RichText(markdown: put(card.answer.markdown))
      if statement.isValueFree { card.question = RichText(markdown: put(card.question.markdown)) }
    }
    guard let replaced else { return }
    said.append(replaced)
    card.accept = card.accept.map(put)
  }
}
