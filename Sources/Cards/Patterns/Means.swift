import Concepts
import Notes

/// `improve Q by M`, `… using M`: how something is done.
struct MeansPattern: CardPattern {
  static let id = "means"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.statements().flatMap { statement -> [CardDraft] in
      let clause = statement.clause
      guard clause.hasVerb else { return [] }
      // `stream records using Firehose` names things, and what is done with them is not said.
      if clause.object.isEmpty, clause.voice == .active, statement.hasOwnSubject, clause.modal == nil,
        Verbs.english.isAmbiguous(clause.verb), clause.adjuncts.first?.word == "using"
      {
        return []
      }
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
        var bare = clause
        if bare.adverb == "only" { bare.adverb = "" }
        let question = statement.asking.question(wh, bare, without: .adjunct(position))
        return context.draft(Self.id, statement, question: question, answer: adjunct.text, aspect: "with")
      }
    }
  }
}
