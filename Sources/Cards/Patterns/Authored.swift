import Concepts
import Notes

/// Cards that the note spells out; taken as they stand.
struct AuthoredPattern: CardPattern {
  static let id = "authored"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    section.authored.flatMap { card -> [CardDraft] in
      let marks = section.marks[card.block]
      func draft(_ question: String, _ answer: String, _ aspect: String, form: Card.Form = .basic) -> CardDraft {
        CardDraft(
          pattern: Self.id, form: form, question: question, answer: answer, accept: marks?.accept ?? [],
          sources: [card.lines], block: card.block, subject: question, aspect: aspect, confidence: 1, deck: card.deck,
          tags: card.tags)
      }
      switch card.content {
      case .questionAnswer(let question, let answer):
        if let (demo, prediction) = marks?.prediction.flatMap(Self.prediction) {
          return [draft(question, answer, "", form: .prediction(demo: demo, prediction: prediction))]
        }
        guard let (form, joined) = Self.list(answer) else { return [draft(question, answer, "")] }
        return [draft(question, joined, "", form: form)]
      case .bothWays(let term, let definition):
        return [draft(term, definition, ""), draft(definition, term, "reverse")]
      case .cloze(let text):
        guard let gap = Cloze(text) else { return [] }
        return [draft(gap.question, gap.answer, "", form: .cloze(text: text))]
      }
    }
  }

  /// `lambda-billing/cold-start`.
  private static func prediction(_ id: String) -> (demo: String, prediction: String)? {
    guard let slash = id.firstIndex(of: "/") else { return nil }
    let demo = String(id[..<slash]), prediction = String(id[id.index(after: slash)...])
    return demo.isEmpty || prediction.isEmpty ? nil : (demo, prediction)
  }

  /// An answer that is a flat list and nothing else, as the items to recall, in order where they are numbered.
  private static func list(_ answer: String) -> (form: Card.Form, joined: String)? {
    var items: [String] = [], numbered = 0
    for line in answer.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy({ $0 == " " }) { continue }
      if ["- ", "* ", "+ "].contains(where: line.hasPrefix) {
        items.append(Answers.trimmed(line.dropFirst(2)))
      } else {
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 3, Int(digits) == items.count + 1, line.dropFirst(digits.count).hasPrefix(". ") else {
          return nil
        }
        items.append(Answers.trimmed(line.dropFirst(digits.count + 2)))
        numbered += 1
      }
    }
    guard items.count >= 2, numbered == 0 || numbered == items.count, items.allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    return numbered > 0
      ? (.sequence(steps: items), items.joined(separator: " → ")) : (.list(items: items), Answers.joined(items))
  }
}

/// A text with one `{{c1::hidden::hint}}` group, or several that are hidden together.
struct Cloze {
  let question: String, answer: String

  init?(_ text: String) {
    var shown = "", hidden: [String] = []
    for part in ClozeText(text).parts {
      switch part {
      case .shown(let words): shown += words
      case .hidden(let words, let hint):
        hidden.append(words)
        shown += hint.map { "[… \($0)]" } ?? "[…]"
      }
    }
    guard !hidden.isEmpty else { return nil }
    (question, answer) = (shown, hidden.joined(separator: ", "))
  }
}
