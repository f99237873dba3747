import Concepts
import Notes

/// Arrows, `led to`, `caused`, `which is why`: what something brings about, and what it comes from.
struct ConsequencePattern: CardPattern {
  static let id = "consequence"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.noted.flatMap { line -> [CardDraft] in
      guard case .arrows(let parts) = line.form else { return [] }
      return parts.count >= 4 ? chain(parts, line, context) : steps(parts, line, context)
    } + context.lines.flatMap { reasons($0, context) }
  }

  // MARK: - Arrows

  /// Two or three: what each leads to.
  private func steps(_ parts: [String], _ line: NotedLine, _ context: CardContext) -> [CardDraft] {
    zip(parts, parts.dropFirst()).map { left, right in
      let clauses = ClauseParser.clauses(context.tokens(left))
      let first = left.prefix { $0 != " " }.lowercased()
      if first == "without" || first == "no" {
        return context.draft(
          Self.id, line, question: "What does a lack of \(left.dropFirst(first.count + 1)) lead to?", answer: right,
          subject: left, aspect: "leads to", confidence: 0.8)
      }
      let isPhrase = clauses.count == 1 && !clauses[0].hasVerb && context.tokens(left).first?.tag != .preposition
      let shown = Topic.inSentence(left, lexicon: context.lexicon)
      let question =
        isPhrase
        ? "What \(Clause.isPlural(clauses[0].object) ? "do" : "does") \(shown) lead to?"
        : "What is the result when \(shown)?"
      return context.draft(
        Self.id, line, question: question, answer: right, subject: left, aspect: "leads to", confidence: 0.8)
    }
  }

  /// Four or more: the order of all, and the next of each.
  private func chain(_ parts: [String], _ line: NotedLine, _ context: CardContext) -> [CardDraft] {
    guard let first = parts.first, let last = parts.last else { return [] }
    var drafts: [CardDraft] = []
    if parts.count <= 7 {
      var draft = context.draft(
        SequencePattern.id, line,
        question:
          "Which way leads from \(first) to \(last)? Name the \(Answers.numbers[parts.count]) stations in order.",
        answer: parts.joined(separator: " → "), subject: first, aspect: "order", form: .sequence(steps: parts),
        confidence: 0.85)
      draft.question = draft.question.replacingEnd
      drafts.append(draft)
    }
    for (left, right) in zip(parts, parts.dropFirst()).dropFirst(parts.count <= 7 ? 1 : 0).prefix(6) {
      drafts.append(
        context.draft(
          SequencePattern.id, line, question: "On the way from \(first) to \(last), what comes directly after \(left)?",
          answer: right,
          subject: left, aspect: "after", confidence: 0.8))
    }
    return drafts
  }

  // MARK: - Words

  /// `chlorophyll reflects green light, which is why leaves look green`.
  private func reasons(_ line: Line, _ context: CardContext) -> [CardDraft] {
    for mark in [", which is why ", ", that is why ", ", this is why "] {
      guard let range = line.main.firstRange(of: mark) else { continue }
      let cause = String(line.main[..<range.lowerBound]), effect = String(line.main[range.upperBound...])
      guard let clause = ClauseParser.clauses(context.tokens(effect)).first, clause.hasVerb, clause.isTrusted,
        !clause.subject.isEmpty,
        clause.subject[0].tag != .pronoun
      else { return [] }
      let asking = Asking(subject: clause.subjectText, isPlural: clause.isPlural)
      return [
        context.draft(
          CausePattern.id, line, question: asking.question("Why", clause, without: .adjunct(-1)), answer: cause,
          subject: clause.subjectText, aspect: "why", confidence: 0.95)
      ]
    }
    return []
  }
}

extension String {
  /// A request after a question ends as a sentence.
  fileprivate var replacingEnd: String { hasSuffix(".?") ? String(dropLast()) : self }
}
