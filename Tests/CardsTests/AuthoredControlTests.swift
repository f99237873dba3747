import Basics
import Notes
import Testing

@testable import Cards

/// Tags and comments, which say where cards go and what becomes of them.
@Suite struct AuthoredControlTests {
  private func result(_ text: String) -> IngestResult {
    Ingest.run([document(text)]) { _ in IngestOptions(deck: "notes") }
  }
  private func decks(_ text: String) -> [String] { result(text).cards.map { "\($0.answer.markdown)@\($0.deck)" } }
  private func tags(_ text: String) -> [String] {
    result(text).cards.map { "\($0.answer.markdown)@\($0.tags.joined(separator: ","))" }
  }

  // MARK: - Tags

  @Test func `a flashcards tag names the deck of the file, of a section or of one card`() {
    #expect(decks("#flashcards/aws/sqs\n\n# SQS\n\nQ: a?\nA: b\n") == ["b@flashcards::aws::sqs"])
    #expect(
      decks("# SQS\n#flashcards/sqs\n\nQ: a?\nA: b\n\n## Below\n\nQ: c?\nA: d\n\n# SNS\n\nQ: e?\nA: f\n") == [
        "b@flashcards::sqs", "d@flashcards::sqs", "f@notes",
      ])
    #expect(decks("# SQS #flashcards\n\nQ: a?\nA: b\n") == ["b@flashcards"])
    #expect(
      decks("a :: b #flashcards/x\n\n#flashcards/y c :: d\n\ne :: f\n") == [
        "b@flashcards::x", "d@flashcards::y", "f@notes",
      ])
    #expect(decks("#flashcards/z What is a?\n?\nb\n") == ["b@flashcards::z"])
  }

  @Test func `tags are tags of the cards and no part of their text`() {
    #expect(
      tags("# SQS\n\n#exam #aws/queues\n\ndefault retention: 4 days #limits\n") == [
        "4 days@exam,aws/queues,limits"
      ])
    #expect(tags("a :: b #x #y\n") == ["b@x,y"])
    #expect(result("# SQS #exam\n\ndefault retention: 4 days\n").cards.map(\.context) == ["SQS"])
  }

  @Test func `what only looks like a tag stays text`() {
    #expect(
      tags("a :: b #1\n\nc :: d #ff8800\n\ne :: C#\n\nf :: issue#x\n\ng :: `#x`\n") == [
        "b #1@", "d #ff8800@", "C#@", "issue#x@", "`#x`@",
      ])
    // With a space it is a heading.
    #expect(decks("# flashcards\n\na :: b\n") == ["b@notes"])
  }

  // MARK: - Comments

  @Test func `a comment before a card, a block or a heading leaves it out`() {
    func answers(_ text: String) -> [String] { result(text).cards.map(\.answer.markdown) }
    #expect(answers("<!-- card: skip -->\nQ: a?\nA: b\n\nQ: c?\nA: d\n") == ["d"])
    #expect(answers("<!-- card: skip -->\n- Q: a?\n- A: b\n- Q: c?\n- A: d\n") == ["d"])
    #expect(answers("<!-- card: skip -->\n# One\n\na :: b\n\n## Below\n\nc :: d\n\n# Two\n\ne :: f\n") == ["f"])
    #expect(answers("# One\n\na :: b\n\n<!-- section: skip -->\n\nc :: d\n\n# Two\n\ne :: f\n") == ["b", "f"])
    #expect(answers("<!-- section: skip -->\n\n# One\n\na :: b\n\n# Two\n\ne :: f\n") == ["f"])
    #expect(answers("# One <!-- section: skip -->\n\na :: b\n\n# Two\n\ne :: f\n") == ["f"])
    #expect(answers("<!-- cards: off -->\n\na :: b\n\n<!-- cards: on -->\n\nc :: d\n") == ["d"])
    #expect(answers("<!-- cards: off -->\n\na :: b\n\n# Two\n\nc :: d\n") == [])
  }

  @Test func `a comment suspends the cards of the next block alone`() {
    let found = result("<!-- card: suspend -->\nQ: a?\nA: b\n\n<!-- card: suspend -->\n\nc ::: d\n\ne :: f\n")
    #expect(found.cards.map(\.answer.markdown) == ["b", "d", "c", "f"])
    #expect(found.cards.filter { found.suspended.contains($0.id) }.map(\.answer.markdown) == ["b", "d", "c"])
  }

  @Test func `comments give a card its demo, deck, tags and other answers`() throws {
    let found = result(
      """
      <!-- deck: aws::sqs -->
      <!-- demo: sqs-retention -->
      <!-- tags: exam, hard -->
      <!-- accept: 4 d; ninety-six hours -->
      Q: How long?
      A: 4 days

      Q: a?
      A: b
      """
    ).cards
    let first = try #require(found.first)
    #expect((first.deck, first.demo, first.tags) == ("aws::sqs", "sqs-retention", ["exam", "hard"]))
    #expect(first.accept == ["4 d", "ninety-six hours"])
    #expect(found.last.map { [$0.deck, $0.demo ?? "", $0.tags.joined()] } == ["aws::sqs", "", ""])
  }

  @Test func `a prediction that is written out stays one`() {
    let card = result("<!-- prediction: lambda-billing/cost -->\nQ: What does it cost?\nA: Nothing\n").cards.first
    #expect(card?.form == .prediction(demo: "lambda-billing", prediction: "cost"))
    #expect(card?.question.markdown == "What does it cost?")
  }

  @Test func `comments that say nothing to Rehearse are left alone`() {
    #expect(result("<!-- to do: cards -->\n<!-- card: -->\n<!-- cards: maybe -->\n\na :: b\n").cards.count == 1)
    #expect(result("a :: b <!-- unclosed\n").cards.map(\.answer.markdown) == ["b <!-- unclosed"])
  }
}
