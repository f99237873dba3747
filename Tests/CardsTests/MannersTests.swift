import Basics
import Cards
import Notes
import TestSupport
import Testing

/// Notes of other subjects, kept in other manners, read without any lexicon that knows their subject.
@Suite struct MannersTests {
  static let names = [
    "network-tables", "database-bold", "biology-prose", "history", "chemistry", "economics", "rust", "music",
    "obsidian", "gitbook",
    "deutsch", "francais", "outline", "qa-dump", "sloppy",
  ]

  @Test(arguments: names)
  func `notes in every manner give the cards of their golden`(name: String) throws {
    expectGolden(table(ingested([try note("\(name).md")]).cards), "\(name)-cards.txt")
  }

  @Test(arguments: names)
  func `every line gives a card or says why not`(name: String) throws {
    let document = try note("\(name).md")
    for account in ingested([document]).lines where account.cards.isEmpty {
      #expect(account.reason?.isEmpty == false, "\(name): \(account.span.lineStart)")
    }
  }

  @Test func `lines in another language give numbers, tables and abbreviations alone`() throws {
    for name in ["deutsch", "francais"] {
      let result = ingested([try note("\(name).md")])
      #expect(result.cards.allSatisfy { ["foreign", "foreign-cloze", "table", "authored"].contains($0.pattern) })
      #expect(result.lines.contains { $0.reason?.hasPrefix("not in English") == true })
    }
  }

  @Test func `a past form after a subject is asked for with did`() {
    let cards = ingested([
      document("# Wars\n\nThe king refused the crown in April 1849. Metternich fled from Vienna in 1848.\n")
    ]).cards
    let shown = cards.map { "\($0.question.markdown) → \($0.answer.markdown)" }
    #expect(shown.contains { $0.contains("what did the king refuse") && $0.hasSuffix("→ The crown") })
    #expect(shown.contains { $0.contains("when did Metternich flee") && $0.hasSuffix("→ In 1848") })
  }

  @Test func `what only describes a noun is no past action`() {
    let cards = ingested([document("# Storage\n\nData stored in a vault is encrypted by the operator.\n")]).cards
    #expect(cards.allSatisfy { !$0.question.markdown.contains("did data") })
  }

  @Test func `code keeps its marks and is never cut`() {
    let cards = ingested([document("# Types\n\n- `Map<K, V>` – pairs (key, value) in no order\n")]).cards
    #expect(cards.contains { $0.question.markdown.contains("`Map<K, V>`") })
  }

  @Test func `tasks and notes to oneself are no facts`() {
    let result = ingested([
      document("# Plan\n\n- [ ] read chapter seven of the book\n- TODO: look up the valves again\n")
    ])
    #expect(result.cards.isEmpty)
    #expect(result.lines.compactMap(\.reason).filter { $0 == "a task, no fact" }.count == 2)
  }
}
