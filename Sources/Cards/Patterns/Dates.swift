import Concepts
import Notes

/// A date and what happened then: asked in both directions.
struct DatePattern: CardPattern {
  static let id = "date"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.noted.flatMap { line -> [CardDraft] in
      guard case .date(let date, let event) = line.form else { return [] }
      func draft(_ question: String, _ answer: String, _ aspect: String) -> CardDraft {
        context.draft(Self.id, line, question: question, answer: answer, subject: date, aspect: aspect, confidence: 0.9)
      }
      let isPeriod = date.contains { "-–".contains($0) }
      let span =
        isPeriod
        ? "from " + date.map { "-–".contains($0) ? " to " : String($0) }.joined() : Self.preposition(date) + " " + date
      var drafts = [draft("What happened \(span)?", event, "event")]
      let clauses = ClauseParser.clauses(context.tokens(event))
      if let clause = clauses.first, clause.hasVerb, clause.isTrusted, !clause.subject.isEmpty, clause.modal == nil,
        clause.subject[0].tag != .pronoun
      {
        var past = clause
        past.isPast = true
        let asking = Asking(subject: clause.subjectText, isPlural: clause.isPlural)
        drafts.append(draft(asking.question("When", past, without: .adjunct(-1)), date, "when"))
      } else if let clause = clauses.first, !clause.hasVerb, clauses.count == 1,
        event.split(separator: " ").count <= 10,
        let first = event.split(separator: " ").first
      {
        let bare = ["a", "an", "the"].contains(first.lowercased()) ? String(event.dropFirst(first.count + 1)) : event
        let isPlural = Clause.isPlural(clause.object)
        drafts.append(draft("When \(isPlural ? "were" : "was") the \(bare)?", date, "when"))
      }
      return drafts
    }
  }

  private static func preposition(_ date: String) -> String {
    let words = date.split(separator: " ")
    if words.count >= 2, words[0].allSatisfy(\.isNumber), Quantity.months.contains(words[1].lowercased()) {
      return "on"
    }
    return ["around", "about", "c.", "ca."].contains(words[0].lowercased()) ? "" : "in"
  }
}
