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
        // `no servers to manage`
        if clause.adjuncts.count == 1, clause.adjuncts[0].kind == .purpose, clause.adjuncts[0].tokens.count == 1,
          !subject.text.isEmpty
        {
          return context.draft(
            Self.id, statement, question: "What do you not have to \(clause.adjuncts[0].text) with \(subject.text)?",
            answer: Clause.text(rest), aspect: "not " + clause.adjuncts[0].text, confidence: 0.9)
        }
        let question = "What \(does) \(subject.text) not need\(tail.isEmpty ? "" : " " + tail)?"
        return context.draft(Self.id, statement, question: question, answer: Clause.text(rest), aspect: "not")
      }
      guard clause.isNegative, clause.hasVerb, !clause.object.isEmpty, clause.object.first?.tag != .pronoun else {
        return nil
      }
      if let modal = clause.modal, ["have to", "need to"].contains(modal), clause.adjuncts.isEmpty {
        if statement.asking.subject == "you" {
          return context.draft(
            Self.id, statement,
            question: "What do you \(Self.not(clause)) \(modal) \(Asking.written[clause.verb] ?? clause.verb)?",
            answer: Clause.text(clause.object.filter { $0.lower != "any" }), aspect: "not " + clause.verb,
            confidence: 0.9)
        }
        // What nobody has to do any more is the doing, not its object.
        let does = statement.asking.isPlural || statement.asking.subject == "you" ? "do" : "does"
        return context.draft(
          Self.id, statement, question: "What \(does) \(statement.asking.subject) \(Self.not(clause)) \(modal) do?",
          answer: clause.verb + " " + clause.objectText, aspect: "not " + clause.verb, confidence: 0.9)
      }
      // `cannot access resources in your VPC`: which resources belongs to them.
      if clause.object.count == 1, clause.adjuncts.count == 1, clause.object[0].concept == nil,
        ["in", "of", "on", "from"].contains(clause.adjuncts[0].word)
      {
        var bare = clause
        bare.adjuncts = []
        return context.draft(
          Self.id, statement, question: statement.asking.question("What", bare, without: .object),
          answer: clause.objectText + " " + clause.adjuncts[0].whole, aspect: "not " + clause.verb, confidence: 0.9)
      }
      let question = statement.asking.question("What", clause, without: .object)
      return context.draft(
        Self.id, statement, question: question, answer: clause.objectText, aspect: "not " + clause.verb, confidence: 0.9
      )
    }
  }
}

extension NegativePattern {
  /// `not`, or `no longer` of `… not … anymore`.
  static func not(_ clause: Clause) -> String { clause.tail.contains("anymore") ? "no longer" : "not" }
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
      let whole = denied.hasPrefix("that ") ? denied : "that " + denied
      guard !denied.isEmpty, let meant = first.line.main[comma.upperBound...].firstRange(of: "means ") else { continue }
      var answer = String(first.line.main[meant.upperBound...])
      if answer.hasPrefix("that ") { answer = String(answer.dropFirst(5)) }
      let name = first.asking.subject
      drafts.append(
        context.draft(
          Self.id, first.line, question: "If \(name) does not mean \(whole), what does it mean?", answer: answer,
          subject: name,
          aspect: "means", confidence: 0.95))
    }
    return drafts
  }
}
