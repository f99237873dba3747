import Basics
import Cards
import Exchange
import Foundation
import Notes
import TestSupport
import Testing

/// The Markdown export, read again as a note.
struct MarkdownAgainTests {
  private func authored(_ cards: [Card]) throws -> [AuthoredCard.Content] {
    let entries = cards.map { DeckView.Entry($0, modified: Fixture.modified) }
    let bytes = try MarkdownFormat().bytes(of: DeckView(decks: [], entries: entries, now: Fixture.now))
    return Document(file: "deck.md", bytes: bytes).sections.flatMap(\.authored).map(\.content)
  }

  @Test func `whatever the lines, a question and its answer come back as one card with the same words`() throws {
    let pieces = [
      "word", "two words", " ", "\n", "\n\n", "\nQ: x", "\nA:", "\n# h", "\n- i", " = ", "`c`", "**b**", " :: ", "|",
      "&amp;", "a:", "\n---\n",
    ]
    func words(_ markdown: String) -> String { RichText(markdown: markdown).plain.filter { !$0.isWhitespace } }
    forEachSeed(500) { random in
      func text() -> String {
        "w"
          + (0..<Int.random(in: 0...5, using: &random))
          .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      }
      let (question, answer) = (text(), text())
      let found = try authored([Fixture.card("x", RichText(markdown: question), RichText(markdown: answer))])
      guard found.count == 1, case .questionAnswer(let again, let answerAgain) = found[0],
        words(again) == words(question), words(answerAgain) == words(answer)
      else { throw Broken("\(question.debugDescription) / \(answer.debugDescription) became \(found)") }
    }
  }

  @Test func `cloze sentences come back as they were`() throws {
    forEachSeed(200) { random in
      let number = Int.random(in: 1...9_999, using: &random)
      let hint = Bool.random(using: &random) ? "::a number" : ""
      let text = "At most {{c1::\(number)\(hint)}} items of `{{x}}` at once"
      let card = Fixture.card("x", "?", RichText(markdown: "\(number)"), form: .cloze(text: text))
      let found = try authored([card])
      guard found == [.cloze(text: text)] else { throw Broken("\(text) became \(found)") }
    }
  }
}
