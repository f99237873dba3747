import Concepts
import Notes

/// `improve Q by M`, `… using M`: how something is done.
struct MeansPattern: CardPattern {
  static let id = "means"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.statements().flatMap { statement -> [CardDraft] in
      let clause = statement.clause
      guard clause.hasVerb else { return [] }
      return clause.adjuncts.enumerated().compactMap { position, adjunct in
        guard adjunct.kind == .means else { return nil }
        if adjunct.word == "by" {
          let question = statement.asking.question("How", clause, without: .adjunct(position))
          return context.draft(
            Self.id, statement, question: question, answer: adjunct.whole, aspect: "how", confidence: 0.9)
        }
        if clause.object.isEmpty, statement.asking.subject == "you", clause.voice == .active {
          return context.draft(
            Self.id, statement, question: "What do you \(clause.verb) \(statement.line.subject.text) with?",
            answer: adjunct.text, aspect: "with")
        }
        let wh = adjunct.word == "using" ? "With what" : "Via what"
        let question = statement.asking.question(wh, clause, without: .adjunct(position))
        return context.draft(Self.id, statement, question: question, answer: adjunct.text, aspect: "with")
      }
    }
  }
}
