import Concepts
import Notes

/// `doesn't affect …`, `no …`: what something leaves alone or goes without.
struct NegativePattern: CardPattern {
  static let id = "negative"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.statements().compactMap { statement in
      let clause = statement.clause
      if context.isListed(statement.line)
        || clause.voice == .copula && clause.objectText.lowercased().hasPrefix("the same")
      {
        return nil
      }
      if clause.voice == .phrase, let first = clause.object.first, first.lower == "no", clause.object.count > 1,
        statement.position == 0 || clause.subject.isEmpty
      {
        var rest = Array(clause.object.dropFirst())
        if let last = rest.last, ["needed", "required", "necessary"].contains(last.lower) { rest.removeLast() }
        let tail = clause.adjuncts.map(\.whole).joined(separator: " ")
        let subject = statement.line.subject
        let does = subject.isPlural ? "do" : "does"
        let question = "What \(does) \(subject.text) not need\(tail.isEmpty ? "" : " " + tail)?"
        return context.draft(Self.id, statement, question: question, answer: Clause.text(rest), aspect: "not")
      }
      guard clause.isNegative, clause.hasVerb, !clause.object.isEmpty, clause.object.first?.tag != .pronoun else {
        return nil
      }
      if let modal = clause.modal, ["have to", "need to"].contains(modal), clause.adjuncts.isEmpty {
        // What nobody has to do any more is the doing, not its object.
        let does = statement.asking.isPlural || statement.asking.subject == "you" ? "do" : "does"
        return context.draft(
          Self.id, statement, question: "What \(does) \(statement.asking.subject) not \(modal) do?",
          answer: clause.verb + " " + clause.objectText, aspect: "not " + clause.verb, confidence: 0.9)
      }
      let question = statement.asking.question("What", clause, without: .object)
      return context.draft(
        Self.id, statement, question: question, answer: clause.objectText, aspect: "not " + clause.verb, confidence: 0.9
      )
    }
  }
}

/// `X does not mean A, it means B`.
struct NegatedDefinitionPattern: CardPattern {
  static let id = "negated-definition"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    let statements = context.allStatements()
    for (first, second) in zip(statements, statements.dropFirst())
    where first.line.block.index == second.line.block.index && first.clause.isNegative && !second.clause.isNegative {
      guard first.clause.verb == second.clause.verb, ["mean", "be"].contains(first.clause.verb),
        let shown = first.line.main.firstRange(of: " mean"), let comma = first.line.main.firstRange(of: ", ")
      else { continue }
      let denied = Answers.trimmed(first.line.main[shown.upperBound..<max(shown.upperBound, comma.lowerBound)])
      guard !denied.isEmpty, let meant = first.line.main[comma.upperBound...].firstRange(of: "means ") else { continue }
      let answer = String(first.line.main[meant.upperBound...])
      let name = first.asking.subject
      drafts.append(
        context.draft(
          Self.id, first.line, question: "If \(name) does not mean that \(denied), what does it mean?", answer: answer,
          subject: name,
          aspect: "means", confidence: 0.95))
    }
    return drafts
  }
}
