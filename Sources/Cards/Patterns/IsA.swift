import Concepts
import Notes

/// `Photosynthesis is the process by which …`: what a thing is, and which thing that is.
struct IsAPattern: CardPattern {
  static let id = "is-a"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for line in context.lines where line.property == nil && !context.isMember(line) && context.topic.contrast.isEmpty {
      guard let clause = line.clauses.first, clause.voice == .copula, clause.opening.isEmpty, clause.modal == nil,
        !clause.isNegative,
        !clause.subject.isEmpty, clause.subject.count <= 5, clause.subject[0].tag != .pronoun, clause.adverb.isEmpty,
        clause.subject.allSatisfy({ $0.mark == nil && $0.tag != .preposition }),
        !Self.isPossessive(clause.subject[0].lower),
        let verb = Self.verb(after: clause.subjectText, in: line.main)
      else { continue }
      let told = Answers.trimmed(line.main[verb.upperBound...]).trimmingColon
      let words = told.split(separator: " ").map { $0.lowercased() }
      let isPlural = clause.isPlural
      guard words.count >= 2, words.count <= 22, !told.contains("; "), let first = words.first else { continue }
      let tokens = context.tokens(told)
      let startsWithNoun =
        ["a", "an", "the", "one"].contains(first)
        || isPlural && tokens.first?.mayBeNoun == true && tokens.first?.isPlural == true
      guard startsWithNoun, told.firstRange(of: ", so ") == nil, told.firstRange(of: " because ") == nil,
        Quantity.all(in: told).isEmpty,
        first != "the" || words.contains(where: { ["which", "that", "of", "to"].contains($0) })
      else { continue }
      // A second statement after the first is no part of the definition.
      guard
        line.clauses.count == 1 || line.clauses.dropFirst().allSatisfy({ $0.subject.isEmpty && $0.isImperative })
          || ["which", "that", "who"].contains(where: { told.contains(" " + $0 + " ") })
      else { continue }
      let subject = Nouns.withArticle(clause.subjectText)
      let be = clause.isPast ? (isPlural ? "were" : "was") : isPlural ? "are" : "is"
      let name = subject
      drafts.append(
        context.draft(
          Self.id, line, question: "What \(be) \(name)?", answer: told, subject: clause.subjectText, aspect: "is",
          confidence: 0.9))
      if ["a", "an", "the"].contains(first), words.count >= 6,
        words.contains(where: { ["which", "that", "who", "by"].contains($0) })
      {
        drafts.append(
          context.draft(
            Self.id, line, question: "What \(be) \(told) called?", answer: clause.subjectText.withoutArticle,
            subject: clause.subjectText,
            aspect: "name", confidence: 0.86))
      }
    }
    return drafts
  }

  static func isPossessive(_ word: String) -> Bool {
    ["its", "their", "his", "her", "this", "these", "that", "those", "one", "another"].contains(word)
  }

  private static func verb(after subject: String, in text: String) -> Range<String.Index>? {
    guard text.lowercased().hasPrefix(subject.lowercased()) else { return nil }
    let start = text.index(text.startIndex, offsetBy: subject.count)
    for verb in [" is ", " are ", " was ", " were "] where text[start...].hasPrefix(verb) {
      return start..<text.index(start, offsetBy: verb.count)
    }
    return nil
  }
}
