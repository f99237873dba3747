import Basics
import Concepts
import Notes

/// The question must not hold the answer.
struct LeakedAnswerRule: LintRule {
  static let name = "leaked-answer"
  static let why = "What is recognised need not be recalled, and only recall makes it last (Roediger & Karpicke 2006)."

  func findings(in context: LintContext) -> [LintFinding] {
    context.cards.compactMap { card in
      switch card.form {
      case .compare, .prediction: return nil
      case .basic, .cloze, .list, .sequence: break
      }
      guard !card.answer.plain.isEmpty, Quality.leaks(question: card.question.plain, answer: card.answer.plain) else {
        return nil
      }
      return context.finding(
        .warning, self, card, "the question gives away \(LintContext.quoted(card.answer))",
        suggestion: "Leave the words of the answer out of the heading or the term that becomes the question.")
    }
  }
}

/// A coin answers half of all yes-or-no questions.
struct YesNoRule: LintRule {
  static let name = "yes-no"
  static let why = "Producing an answer makes it last, nodding does not (Slamecka & Graf 1978, generation effect)."

  func findings(in context: LintContext) -> [LintFinding] {
    context.cards.compactMap { card in
      switch card.form {
      case .cloze, .prediction: return nil
      case .basic, .list, .compare, .sequence: break
      }
      guard Self.isPolar(question: card.question.plain, answer: card.answer.plain) else { return nil }
      return context.finding(
        .warning, self, card, "yes or no answers \(LintContext.quoted(card.question))",
        suggestion: "Ask what changes, how much, which one or why; write the line as a statement with its reason.")
    }
  }

  static func isPolar(question: String, answer: String) -> Bool {
    let told = answer.lowercased().prefix { $0.isLetter }
    if ["yes", "no", "true", "false", "correct", "incorrect"].contains(told),
      answer.dropFirst(told.count).first.map({ ",.;:!".contains($0) }) ?? true
    {
      return true
    }
    let words = question.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
    guard question.hasSuffix("?"), let first = words.first, auxiliaries.contains(first) else { return false }
    return !words.contains("or")
  }
  private static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "has", "have", "had",
    "must", "may", "isn't", "aren't", "don't", "doesn't", "can't",
  ]
}

/// A stranger who sees only the question must know what is asked.
struct AmbiguousQuestionRule: LintRule {
  static let name = "ambiguous-question"
  static let why = "A question that fits two facts trains neither (Wozniak 1999, wording and context)."

  func findings(in context: LintContext) -> [LintFinding] {
    var findings: [LintFinding] = []
    for (index, card) in context.cards.enumerated() {
      if case .prediction = card.form { continue }
      let question = card.question.plain
      if let pronoun = Self.danglingPronoun(question) {
        findings.append(
          context.finding(
            .warning, self, card, "“\(pronoun)” in \(LintContext.quoted(card.question)) refers to nothing in it",
            suggestion: "Name the thing in place of “\(pronoun)”."))
      } else if Self.namesNothing(card, words: context.questionWords[index]) {
        findings.append(
          context.finding(
            .warning, self, card, "\(LintContext.quoted(card.question)) does not say of what",
            suggestion: "Name the subject in the line, or put the line under a heading or label that names it."))
      }
    }
    return findings + twins(context)
  }

  private static func namesNothing(_ card: Card, words: Set<String>) -> Bool {
    if case .cloze = card.form { return false }
    return words.subtracting(generic).isEmpty
  }
  private static let generic: Set<String> = Set(
    Quality.folded(
      """
      default limit type mode maximum max minimum min size feature example case value number name kind option way \
      purpose benefit happen mean need call called thing advantage disadvantage difference reason step first second \
      last new important property list member good main key different possible there where inside outside
      """))

  /// A pronoun with no word before it that it could stand for.
  static func danglingPronoun(_ question: String) -> String? {
    let words = Quality.folded(question)
    guard let place = words.firstIndex(where: pronouns.contains) else { return nil }
    return words[..<place].contains { $0.count > 2 && !Quality.stopWords.contains($0) } ? nil : words[place]
  }
  private static let pronouns: Set<String> = ["it", "they", "them", "its", "their"]

  /// One question with unlike answers; figures are the contradiction rule's.
  private func twins(_ context: LintContext) -> [LintFinding] {
    var first: [String: Int] = [:], findings: [LintFinding] = []
    for (index, card) in context.cards.enumerated() {
      if case .prediction = card.form { continue }
      let key = card.deck + "\n" + Quality.folded(card.question.plain).joined(separator: " ")
      guard let other = first[key] else {
        first[key] = index
        continue
      }
      let told = Quality.folded(card.answer.plain), before = Quality.folded(context.cards[other].answer.plain)
      guard told != before, !ContradictionRule.disagree(context.cards[other], card) else { continue }
      let place = context.cards[other].sources.first.map { " (\($0))" } ?? ""
      findings.append(
        context.finding(
          .error, self, card,
          "\(LintContext.quoted(card.question)) is asked twice, and the other answer is "
            + LintContext.quoted(context.cards[other].answer) + place,
          suggestion: "Add what tells the two apart to one of the lines or its heading."))
    }
    return findings
  }
}
