import Concepts
import Notes

/// `before`, `after`, `until`: when something happens.
struct TimingPattern: CardPattern {
  static let id = "timing"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for statement in context.statements() where statement.clause.hasVerb {
      for (position, adjunct) in statement.clause.adjuncts.enumerated() where adjunct.kind == .time {
        let wh = ["until", "till"].contains(adjunct.word) ? "Until when" : "When"
        let question = statement.asking.question(wh, statement.clause, without: .adjunct(position))
        drafts.append(context.draft(Self.id, statement, question: question, answer: adjunct.whole, aspect: "when"))
      }
    }
    for line in context.lines {
      if let property = line.property {
        let lower = property.value.lowercased()
        guard property.key.count > 1,
          lower.hasPrefix("after ") || lower.hasPrefix("before ") || lower.hasPrefix("when ")
        else { continue }
        let thing = property.key
        let does =
          Token.looksPlural(thing.lowercased().split(separator: " ").last.map(String.init) ?? "") ? "do" : "does"
        let owner = context.mentionsTopic(thing) || !context.prefix(for: thing).isEmpty ? "" : ""
        let question = "When \(does) \(Nouns.withArticle(thing)) happen\(owner) in \(context.topic.subject)?"
        drafts.append(
          context.draft(
            Self.id, line, question: question, answer: property.value, subject: thing, aspect: "when", confidence: 0.9))
      } else if line.clauses.count >= 1, line.clauses.allSatisfy({ !$0.hasVerb }) {
        // `full backups for long-term retention, until explicitly deleted`
        let parts = Answers.split(line.main, at: ",")
        for part in parts where part.lowercased().hasPrefix("until ") {
          let subject = line.subject
          let be = subject.isPlural ? "are" : "is"
          drafts.append(
            context.draft(
              Self.id, line, question: "How long \(be) \(subject.text) kept?", answer: part, subject: subject.text,
              aspect: "until", confidence: 0.9))
        }
      }
    }
    return drafts
  }
}
