import Concepts
import Notes

/// Cards that the note spells out; taken as they stand.
struct AuthoredPattern: CardPattern {
  static let id = "authored"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    section.authored.flatMap { card -> [CardDraft] in
      func draft(_ question: String, _ answer: String, _ aspect: String, form: Card.Form = .basic) -> CardDraft {
        CardDraft(
          pattern: Self.id, form: form, question: question, answer: answer, sources: [card.lines], block: card.block,
          subject: question,
          aspect: aspect, confidence: 1)
      }
      switch card.content {
      case .questionAnswer(let question, let answer): return [draft(question, answer, "")]
      case .bothWays(let term, let definition):
        return [draft(term, definition, ""), draft(definition, term, "reverse")]
      case .cloze(let text):
        guard let gap = Cloze(text) else { return [] }
        return [draft(gap.question, gap.answer, "", form: .cloze(text: text))]
      }
    }
  }
}

/// A sentence with one `{{c1::hidden::hint}}`.
struct Cloze {
  let question: String, answer: String

  init?(_ text: String) {
    guard let open = text.firstRange(of: "{{c1::") else { return nil }
    var shown = "", hidden: [String] = [], rest = text[...]
    _ = open
    while let start = rest.firstRange(of: "{{c1::"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      let inside = rest[start.upperBound..<end.lowerBound]
      shown += rest[..<start.lowerBound]
      if let hint = inside.firstRange(of: "::") {
        hidden.append(String(inside[..<hint.lowerBound]))
        shown += "[… " + inside[hint.upperBound...] + "]"
      } else {
        hidden.append(String(inside))
        shown += "[…]"
      }
      rest = rest[end.upperBound...]
    }
    shown += rest
    guard !hidden.isEmpty else { return nil }
    (question, answer) = (shown, hidden.joined(separator: ", "))
  }
}
