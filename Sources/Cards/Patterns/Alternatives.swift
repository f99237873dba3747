import Concepts
import Notes

/// `X can do this`, then `or X can do that`: the ways that are open.
struct AlternativesPattern: CardPattern {
  static let id = "alternatives"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let statements = context.statements().filter { $0.position == 0 && $0.clause.hasVerb }
    return zip(statements, statements.dropFirst()).compactMap { first, second in
      guard second.clause.link == "or" || second.line.display.lowercased().hasPrefix("or "),
        first.line.block.index != second.line.block.index, context.isNext(second.line, after: first.line),
        first.line.block.role == .statement, !first.clause.subject.isEmpty,
        first.clause.modal == second.clause.modal, first.clause.modal == "can", second.clause.voice == .active,
        second.clause.subject.isEmpty || first.asking.subject == second.asking.subject
      else { return nil }
      let ways = [first, second].map { Self.way($0.clause) }
      let question = "Which two ways are open to \(first.asking.subject)?"
      return context.draft(
        Self.id, second.line, question: question, answer: ways[0] + ", or " + ways[1], subject: first.asking.subject,
        aspect: "or", confidence: 0.88, extraSources: [first.line.block.lines])
    }
  }

  /// What is done, without who can do it.
  private static func way(_ clause: Clause) -> String {
    ([clause.verb, clause.after, clause.objectText, clause.tail] + clause.adjuncts.map(\.whole))
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}
