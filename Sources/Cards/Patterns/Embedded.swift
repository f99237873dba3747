import Concepts
import Notes

/// `The theorem says that …`, `elasticity measures how strongly …`: what is said, and what happens under a condition.
struct EmbeddedPattern: CardPattern {
  static let id = "says"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.flatMap { line -> [CardDraft] in
      guard line.property == nil, !context.isMember(line) else { return [] }
      return said(line, context) + conditioned(line, context) + happens(line, context)
    }
  }

  private static let verbs: Set<String> = [
    "say", "state", "measure", "show", "describe", "determine", "tell", "explain", "indicate", "mean", "claim", "imply",
    "predict",
    "prove", "suggest", "assume", "hold", "argue", "ensure", "guarantee",
  ]

  private func said(_ line: Line, _ context: CardContext) -> [CardDraft] {
    guard let clause = line.clauses.first, clause.voice == .active, clause.modal == nil, !clause.isNegative,
      Self.verbs.contains(clause.verb),
      !clause.subject.isEmpty, clause.subject[0].tag != .pronoun, clause.subject.count <= 6,
      !IsAPattern.isPossessive(clause.subject[0].lower),
      let first = clause.object.first ?? clause.adjuncts.first?.tokens.first,
      ["that", "how", "whether", "what", "why", "which", "where", "when"].contains(
        clause.object.isEmpty ? clause.adjuncts[0].word : first.lower)
    else { return [] }
    let form =
      clause.isPast ? Verbs.english.past(clause.verb) : clause.isPlural ? clause.verb : Verbs.english.third(clause.verb)
    guard let verb = line.main.firstRange(of: " " + form + " ") else { return [] }
    var told = String(line.main[verb.upperBound...])
    if told.hasPrefix("that ") { told = String(told.dropFirst(5)) }
    guard told.split(separator: " ").count <= 25, told.split(separator: " ").count >= 3 else { return [] }
    var bare = Clause()
    (bare.voice, bare.verb, bare.isPast) = (.active, clause.verb, clause.isPast)
    let asking = Asking(subject: Nouns.withArticle(clause.subjectText), isPlural: clause.isPlural)
    return [
      context.draft(
        Self.id, line, question: asking.question("What", bare, without: .object), answer: told,
        subject: clause.subjectText, aspect: clause.verb,
        confidence: 0.88)
    ]
  }

  /// `A container that exceeds its limit is killed`.
  private func happens(_ line: Line, _ context: CardContext) -> [CardDraft] {
    guard let clause = line.clauses.first, line.clauses.count == 1, clause.voice == .passive, clause.opening.isEmpty,
      clause.object.isEmpty, clause.modal == nil,
      let place = clause.subject.firstIndex(where: { $0.lower == "that" || $0.lower == "which" }), place > 0,
      clause.subject.count <= 12
    else { return [] }
    let isPlural = Clause.isPlural(Array(clause.subject[..<place])) || clause.hasPluralVerb
    var told = Asking(subject: "", isPlural: isPlural).told(clause)
    told = (isPlural ? "They" : "It") + " " + CardContext.lowered(answer: Answers.trimmed(told))
    return [
      context.draft(
        Self.id, line, question: "What happens to \(clause.subjectText)?", answer: told, subject: clause.subjectText,
        aspect: "happens", confidence: 0.85)
    ]
  }

  /// `When the owner goes out of scope, the value is dropped`.
  private func conditioned(_ line: Line, _ context: CardContext) -> [CardDraft] {
    guard let clause = line.clauses.first, clause.hasVerb, !clause.subject.isEmpty, clause.adjuncts.isEmpty,
      clause.modal == nil,
      clause.object.isEmpty || clause.voice == .copula,
      clause.subject[0].tag != .pronoun, line.clauses.count == 1
    else { return [] }
    let word = clause.opening.prefix { $0 != " " }.lowercased()
    guard ["when", "if", "once", "as", "after", "whenever"].contains(word),
      clause.opening.split(separator: " ").count >= 4,
      let range = line.main.firstRange(of: clause.opening)
    else { return [] }
    var told = Answers.trimmed(line.main[range.upperBound...])
    while let first = told.first, ", ".contains(first) { told.removeFirst() }
    let opening = word == "if" || word == "once" ? "when" + clause.opening.dropFirst(word.count) : clause.opening
    guard !told.isEmpty, !opening.lowercased().hasPrefix("as ") else { return [] }
    return [
      context.draft(
        Self.id, line, question: "What happens \(CardContext.lowered(answer: opening))?", answer: told,
        subject: clause.subjectText, aspect: "happens",
        confidence: 0.8)
    ]
  }
}
