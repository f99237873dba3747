import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// `docs/notes-syntax.md`: each example gives the cards that stand below it.
@Suite struct NotesSyntaxPageTests {
  private struct Example {
    let line: Int
    let note: String
    /// Nil where the page names no cards.
    let cards: [String]?
  }

  private static func examples() throws -> [Example] {
    let page = repositoryRoot.appendingPathComponent("docs/notes-syntax.md")
    let document = Document(file: "notes-syntax.md", bytes: [UInt8](try Data(contentsOf: page)))
    var examples: [Example] = []
    for (index, block) in document.blocks.enumerated() {
      guard case .code("markdown") = block.kind else { continue }
      let next = document.blocks.indices.contains(index + 1) ? document.blocks[index + 1] : nil
      let isFollowed = next.map { $0.kind == .code(language: "text") } ?? false
      examples.append(
        Example(
          line: block.lines.lowerBound, note: block.plain,
          cards: isFollowed ? next?.plain.split(separator: "\n").map(String.init) : nil))
    }
    return examples
  }

  @Test func `every example of the page gives the cards below it`() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 18)
    for example in examples {
      let result = Ingest.run([document(example.note)]) { note in
        var options = IngestOptions(deck: "notes")
        if note.frontMatter?.text.contains("cards: explicit") == true { options.making = .explicit }
        return options
      }
      let cards = result.cards.map {
        "\($0.question.markdown) → \($0.answer.markdown)".replacing("\n", with: "⏎")
      }
      if let wanted = example.cards {
        #expect(cards == wanted, "notes-syntax.md:\(example.line)")
      } else {
        #expect(!cards.isEmpty, "notes-syntax.md:\(example.line) gives no card")
      }
    }
  }

  @Test func `the page shows an example with its cards of every way of writing one`() throws {
    let shown = try Self.examples().filter { $0.cards != nil }.map(\.note).joined(separator: "\n")
    for mark in [
      "Q:", "C:", " :: ", " ::: ", "\n?\n", "\n??\n", "==", "{{c1::", "**", "#flashcards", "Deck:", "<!--", "---",
    ] {
      #expect(shown.contains(mark), "\(mark)")
    }
  }
}
