import Concepts
import Notes

/// `must …`, `need to …`, `requires …`: what has to be so.
struct PrerequisitePattern: CardPattern {
  static let id = "prerequisite"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for statement in context.statements() {
      let clause = statement.clause
      let isDuty = ["must", "need to", "have to", "should"].contains(clause.modal ?? "")
      guard isDuty || ["require", "need"].contains(clause.verb) && clause.voice == .active, !clause.isNegative else {
        continue
      }
      if isDuty, let draft = place(statement, context) { drafts.append(draft) }
      guard !clause.object.isEmpty, clause.voice != .copula else { continue }
      if isDuty, clause.subject.isEmpty || statement.asking.subject == "you" {
        let subject = statement.line.subject.text
        let isWithVerb = clause.verb == "setup" ? "set up" : Verbs.english.participle(clause.verb)
        guard clause.voice == .active else { continue }
        let rest = clause.adjuncts.filter { !$0.whole.lowercased().contains("requisite") }.map(\.whole).joined(
          separator: " ")
        var question = "What must be \(isWithVerb)"
        if !rest.isEmpty { question += " " + rest }
        question += rest.isEmpty ? " before you can use \(subject)?" : " for \(subject)?"
        if context.topic.subject != subject, clause.subject.first?.lower == "you" {
          question = "What must you \(clause.verb) \(rest) with \(subject)?"
        }
        drafts.append(
          context.draft(
            Self.id, statement, question: tidy(question), answer: clause.objectText, aspect: "before", confidence: 0.9))
      } else {
        let question = statement.asking.question("What", clause, without: .object)
        drafts.append(
          context.draft(
            Self.id, statement, question: question, answer: clause.objectText, aspect: clause.verb, confidence: 0.9))
      }
    }
    // `export to S3 (must enable PITR)`
    for line in context.lines {
      for gloss in line.glossed.glosses {
        let clauses = ClauseParser.clauses(context.tokens(gloss.text))
        guard let clause = clauses.first, ["must", "need to"].contains(clause.modal ?? "") || clause.verb == "require",
          !clause.object.isEmpty,
          clause.subject.isEmpty, clause.voice == .active
        else { continue }
        let what = context.nounPhrase(of: line)
        let done = clause.verb == "require" ? "given" : Verbs.english.participle(clause.verb)
        drafts.append(
          context.draft(
            Self.id, line, question: "What must be \(done) for \(what)?", answer: clause.objectText, subject: what,
            aspect: "before",
            confidence: 0.9))
      }
    }
    return drafts
  }

  /// `the function must be deployed in your VPC`: where.
  private func place(_ statement: Statement, _ context: CardContext) -> CardDraft? {
    let clause = statement.clause
    guard clause.voice == .passive, statement.hasOwnSubject, clause.opening.isEmpty,
      let position = clause.adjuncts.firstIndex(where: { ["in", "inside", "within", "on"].contains($0.word) }),
      clause.adjuncts[position].tokens.count <= 5
    else { return nil }
    var bare = clause
    bare.adjuncts = [clause.adjuncts[position]]
    var question = String(statement.asking.question("Where", bare, without: .adjunct(0)).dropLast())
    if let with = context.topic.subject.firstRange(of: " with ") {
      let other = String(context.topic.subject[with.upperBound...])
      if !context.names(other, in: question) { question += " to work with " + other }
    }
    return context.draft(
      Self.id, statement, question: question + "?", answer: clause.adjuncts[position].whole, aspect: "where",
      confidence: 0.88)
  }

  private func tidy(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }
}

extension CardContext {
  /// A label or fragment as the object of a question: `exporting to S3`.
  func nounPhrase(of line: Line) -> String {
    guard let clause = line.clauses.first, clause.isImperative else { return line.property?.key ?? line.main }
    return Verbs.english.gerund(clause.verb) + " " + line.main.split(separator: " ").dropFirst().joined(separator: " ")
  }
}
