import Notes
import Testing

@testable import Cards

/// Lines that read as something they are not, and questions nobody could answer.
@Suite struct RefusalTests {
  private func asked(_ text: String) -> [(question: String, answer: String)] {
    ingested([document(text)]).cards.map { ($0.question.markdown, $0.answer.markdown) }
  }

  @Test func `a noun that is a verb as well goes on an enumeration`() {
    let cards = asked("# Kettle cache\n\n- turn headers, cookies, query strings and paths into a cache key\n")
    #expect(!cards.isEmpty)
    #expect(cards.allSatisfy { !$0.question.contains("query into") })
  }

  @Test func `a clause with an unknown verb is no definition`() {
    let cards = asked("# Rubber grommet\n\n- a batch frobs every item on its own\n")
    #expect(cards.allSatisfy { !$0.question.hasPrefix("What is") })
    let defined = asked("# Rubber grommet\n\n- a ring that protects cables\n")
    #expect(defined.contains { $0.question.hasPrefix("What is") })
  }

  @Test func `the price of a thing ends at the comma`() {
    let cards = asked("# Vault\n\n- $0.10 per GB-month of storage, reads and writes cost more\n")
    #expect(cards.contains { $0.question == "What does Vault cost per GB-month of storage?" && $0.answer == "$0.10" })
    #expect(cards.allSatisfy { !$0.question.contains("cost more?") })
  }

  @Test func `one of a unit is told in the singular`() {
    let cards = asked("# Shard reader\n\n- parallel readers: 1 to 10 batches per shard\n")
    #expect(cards.contains { $0.answer == "1 batch" })
    #expect(cards.contains { $0.answer == "10 batches" })
  }

  @Test func `several things to do something with name no measure`() {
    let cards = asked("# Free tier\n\n- requests to pay: 2 million\n")
    #expect(cards.allSatisfy { !$0.question.contains("the requests to pay") })
  }

  @Test(arguments: [
    ("What does the worker run by?", "The scheduler"),
    ("What does Vault come with?", "Versioning"),
    ("In Vault, what does each item have?", "Attributes"),
    ("What do you manage within the vault?", "Code"),
    ("What can the vault easily get?", "More room per shelf"),
  ])
  func `questions that many things answer are refused`(question: String, answer: String) {
    #expect(Quality.flaws(of: draft(question, answer)).contains(.malformed))
  }

  @Test(arguments: [
    ("With Vault, what do developers not manage?", "Servers"),
    ("In Vault, what does each table have?", "A primary key"),
    ("What is the worker limited by?", "Memory"),
    ("What can the worker be started by?", "A timer"),
  ])
  func `questions that say what they want are kept`(question: String, answer: String) {
    #expect(Quality.flaws(of: draft(question, answer)).isEmpty)
  }

  private func draft(_ question: String, _ answer: String) -> CardDraft {
    CardDraft(
      pattern: "statement", question: question, answer: answer, sources: [1...1], block: 0, subject: "x", aspect: "y")
  }
}
