import Concepts
import Notes

/// `used to …`, `… to define access`: what something is for.
struct PurposePattern: CardPattern {
  static let id = "purpose"

  /// The first thing that is said of a subject, when it says what it does: `automatically delete items …`.
  private func whole(_ context: CardContext) -> [CardDraft] {
    guard let first = context.lines.first, first.property == nil, first.block.item?.number == nil,
      first.clauses.count == 1,
      let clause = first.clauses.first,
      clause.subject.isEmpty, clause.voice == .active, clause.modal == nil, clause.isImperative,
      !context.topic.isExample,
      first.subject.lines.isEmpty, context.topic.contrast.isEmpty, !first.isLabel
    else { return [] }
    let told = clause.isImperative ? first.main : Verbs.english.third(clause.verb)
    let means =
      clause.adjuncts.count == 1 && clause.adjuncts[0].kind == .purpose && !clause.object.isEmpty && !clause.isNegative
      ? [
        context.draft(
          Self.id, first, question: "What do you \(clause.verb) with \(first.subject.text)?", answer: clause.objectText,
          subject: first.subject.text, aspect: clause.verb, confidence: 0.8)
      ] : []
    return means + [
      context.draft(
        Self.id, first,
        question:
          "What is the purpose of \(context.topic.memberClass.map { context.named(Nouns.plural($0)) } ?? first.subject.text)?",
        answer: "To " + told.prefix(1).lowercased() + told.dropFirst(),
        subject: first.subject.text, aspect: "purpose", confidence: 0.85)
    ]
  }

  /// `What is a resource policy used for?`, `What does API Gateway use Lambda for?`
  private static func used(_ statement: Statement) -> String {
    let object = statement.clause.objectText
    if statement.hasOwnSubject, statement.asking.subject != "you" {
      return "What \(statement.asking.isPlural ? "do" : "does") \(statement.asking.subject) use \(object) for?"
    }
    return "What \(Clause.isPlural(statement.clause.object) ? "are" : "is") \(object) used for?"
  }

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let whole = whole(context)
    return whole
      + context.statements().flatMap { statement -> [CardDraft] in
        let clause = statement.clause
        guard clause.hasVerb, clause.voice != .copula else { return [] }
        return clause.adjuncts.enumerated().compactMap { position, adjunct in
          guard adjunct.kind == .purpose, whole.first?.block != statement.line.block.index else { return nil }
          if clause.voice == .passive, clause.verb == "use" || clause.verb == "need" {
            // `used to change viewer requests`: what is changed.
            guard let verb = adjunct.tokens.first, adjunct.tokens.count > 1, clause.object.isEmpty else { return nil }
            let question = statement.asking.question("What", clause, without: .adjunct(position))
            let answer = Clause.text(Array(adjunct.tokens.dropFirst()))
            return context.draft(
              Self.id, statement, question: question.dropLast() + " to \(verb.text)?", answer: answer,
              aspect: verb.lower,
              confidence: 0.9)
          }
          // `scaling means intervention to add servers`: the end belongs to the thing.
          if clause.verb == "mean" { return nil }
          // What follows the infinitive belongs to it.
          var bare = clause
          bare.adjuncts = Array(clause.adjuncts.prefix(position))
          let question = statement.asking.question("Why", bare, without: .adjunct(-1))
          let answer = clause.adjuncts[position...].filter { $0.kind != .time }.map(\.whole).joined(separator: " ")
          if clause.verb == "use", clause.voice == .active, !clause.object.isEmpty, !clause.isNegative,
            clause.secondVerb.isEmpty
          {
            // What is used to do a thing asks for more than what a thing is used for.
            if adjunct.tokens.count > 1 { return nil }
            return context.draft(
              Self.id, statement, question: Self.used(statement), answer: answer, aspect: "why", confidence: 0.85)
          }
          return context.draft(Self.id, statement, question: question, answer: answer, aspect: "why")
        }
      }
  }
}
