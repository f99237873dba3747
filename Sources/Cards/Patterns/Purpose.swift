import Concepts
import Notes

/// `used to …`, `… to define access`: what something is for.
struct PurposePattern: CardPattern {
  static let id = "purpose"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.statements().flatMap { statement -> [CardDraft] in
      let clause = statement.clause
      guard clause.hasVerb else { return [] }
      return clause.adjuncts.enumerated().compactMap { position, adjunct in
        guard adjunct.kind == .purpose else { return nil }
        if clause.voice == .passive, clause.verb == "use" || clause.verb == "need" {
          // `used to change viewer requests`: what is changed.
          guard let verb = adjunct.tokens.first, adjunct.tokens.count > 1 else { return nil }
          let question = statement.asking.question("What", clause, without: .adjunct(position))
          let answer = Clause.text(Array(adjunct.tokens.dropFirst()))
          return context.draft(
            Self.id, statement, question: question.dropLast() + " to \(verb.text)?", answer: answer, aspect: verb.lower,
            confidence: 0.9)
        }
        let question = statement.asking.question("Why", clause, without: .adjunct(position))
        return context.draft(Self.id, statement, question: question, answer: adjunct.whole, aspect: "why")
      }
    }
  }
}
