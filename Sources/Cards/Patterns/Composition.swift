import Concepts
import Notes

/// `X consists of A, B and C`, `X is made up of …`: what it is put together from.
struct CompositionPattern: CardPattern {
  static let id = "composition"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.allStatements().compactMap { statement in
      let clause = statement.clause
      guard !context.isMember(statement.line), clause.modal == nil, !clause.isNegative, clause.opening.isEmpty,
        clause.subject.count <= 5, statement.asking.subject != "you",
        !IsAPattern.isPossessive(clause.subject.first?.lower ?? "")
      else { return nil }
      let parts: String, question: String
      let does = clause.isPast ? "did" : statement.asking.isPlural ? "do" : "does"
      let of =
        clause.object.first?.lower == "of"
        ? Array(clause.object.dropFirst())
        : clause.object.first?.lower == "up" && clause.object.dropFirst().first?.lower == "of"
          ? Array(clause.object.dropFirst(2)) : []
      if clause.voice == .active, clause.verb == "consist", !of.isEmpty {
        parts = Clause.text(of)
        question = "What \(does) \(statement.asking.subject) consist of?"
      } else if clause.voice == .active, ["comprise"].contains(clause.verb), !clause.object.isEmpty {
        parts = clause.objectText
        question = "What \(does) \(statement.asking.subject) comprise?"
      } else if clause.voice == .passive, ["make", "compose"].contains(clause.verb), !of.isEmpty {
        parts = Clause.text(of)
        question = "What \(statement.asking.isPlural ? "are" : "is") \(statement.asking.subject) made of?"
      } else {
        return nil
      }
      let whole = ([parts] + clause.adjuncts.map(\.whole)).joined(separator: " ")
      guard whole.split(separator: " ").count <= 20 else { return nil }
      guard let (items, isOpen) = Answers.items(whole), items.count <= 7, !isOpen, !whole.contains(" or "),
        items.allSatisfy({ $0.split(separator: " ").count <= 5 })
      else {
        return context.draft(Self.id, statement, question: question, answer: whole, aspect: "parts", confidence: 0.92)
      }
      var draft = context.draft(
        Self.id, statement, question: question, answer: Answers.joined(items), aspect: "parts", confidence: 0.92)
      draft.form = .list(items: items.map(Asking.capitalized))
      return draft
    }
  }
}
