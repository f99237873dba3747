import Basics
import Notes
import Testing

@testable import Cards

/// What each way of writing cards yields, and what looks like one and is none.
@Suite struct AuthoredSyntaxTests {
  /// Question and answer of every card of a note, with `¶` for line ends.
  private func cards(_ text: String, _ options: IngestOptions = IngestOptions(deck: "notes")) -> [String] {
    Ingest.run([document(text)]) { _ in options }.cards.map {
      "\($0.question.markdown) | \($0.answer.markdown)".replacing("\n", with: "¶")
    }
  }
  private func authored(_ text: String) -> [String] {
    Ingest.run([document(text)]) { _ in IngestOptions(deck: "notes") }.cards.filter { $0.pattern == "authored" }
      .map { "\($0.question.markdown) | \($0.answer.markdown)".replacing("\n", with: "¶") }
  }

  // MARK: - Q: and A:

  @Test func `a question and its answer may run over lines, lists and code`() {
    #expect(cards("Q: What is a?\nA: b\n") == ["What is a? | b"])
    #expect(cards("Q: What is\nthis?\nA: a\nb\n") == ["What is¶this? | a¶b"])
    #expect(cards("Q: What is this?\n\nA: b\n") == ["What is this? | b"])
    #expect(
      cards("Q: How?\nA: Like this:\n- one\n  - deeper\n- two\n") == ["How? | Like this:¶- one¶  - deeper¶- two"])
    #expect(
      cards("Q: What does it print?\n\n```py\nQ: no\n\nprint(1)\n```\n\nA: 1\n") == [
        "What does it print?¶¶```py¶Q: no¶¶print(1)¶``` | 1"
      ])
    #expect(
      cards("Q: How is it called?\nA: So:\n\n```sh\nls -l\n\nls\n```\n") == [
        "How is it called? | So:¶¶```sh¶ls -l¶¶ls¶```"
      ])
  }

  @Test func `an answer ends at an empty line, a mark, a rule, a heading or a comment`() {
    #expect(
      cards("# SQS\n\nQ: What is a?\nA: b\n\nmaximum retention: 14 days\n").contains("What is a? | b"))
    #expect(
      cards("# SQS\n\nQ: What is a?\nA: b\n\nmaximum retention: 14 days\n").contains { $0.hasSuffix("| 14 days") })
    #expect(cards("Q: a?\nA: b\nQ: c?\nA: d\n") == ["a? | b", "c? | d"])
    #expect(cards("Q: a?\nA: b\n---\nQ: c?\nA: d\n***\n") == ["a? | b", "c? | d"])
    #expect(cards("Q: a?\nA: b\n# Heading\n\nQ: c?\nA: d\n") == ["a? | b", "c? | d"])
    #expect(cards("Q: a?\nA: b\n<!-- note to self -->\nQ: c?\nA: d <!-- so I think -->\n") == ["a? | b", "c? | d"])
  }

  @Test func `a file that holds only cards lets an answer run over empty lines`() {
    #expect(
      cards("---\ncards: explicit\n---\nQ: a?\nA: b\n\nc\n\n- d\n\nQ: e?\nA: f\n") == ["a? | b¶¶c¶¶- d", "e? | f"])
    let deck = Document(file: "deck.md", bytes: Array("Q: a?\nA: b\n\nc\n".utf8), holdsOnlyCards: true)
    #expect(Ingest.run([deck]) { _ in IngestOptions(deck: "d") }.cards.map(\.answer.markdown) == ["b\n\nc"])
  }

  @Test func `marks may be bold, in items, in quotes or all on one line`() {
    #expect(cards("**Q:** a?\n**A:** b\n\n**Q**: c?\n**A**: d\n") == ["a? | b", "c? | d"])
    #expect(cards("- Q: a?\n  A: b\n- Q: c?\n- A: d\n- other\n") == ["a? | b", "c? | d"])
    #expect(cards("- Q: a?\n  A: b\n\n  more\n\n- plain item here\n") == ["a? | b¶¶more"])
    #expect(cards("> Q: a?\n> A: b\n> c\n") == ["a? | b¶c"])
    #expect(cards("Q: a? A: b\n") == ["a? | b"])
    #expect(cards("1. Q: a?\n   A: b\n2. Q: c?\n   A: d\n") == ["a? | b", "c? | d"])
  }

  @Test func `a question without an answer and an answer without a question are no cards`() {
    #expect(authored("Q: anyone?\n") == [])
    #expect(authored("A: b\n") == [])
    #expect(authored("Q:\nA:\n") == [])
    #expect(authored("Q: a?\nQ: c?\nA: d\n") == ["c? | d"])
    #expect(authored("Q: a?\n\n# Next\n\nA: b\n") == [])
    #expect(authored("FAQ: a\nQA: b\nquestion: c\n") == [])
    #expect(authored("```\nQ: a?\nA: b\n```\n") == [])
  }

  @Test func `choices of which none is said to be right make no card and are named`() {
    let result = Ingest.run([document("# Quiz\n\nQ: Which one?\nA: first\nB: second\nC: [third]\n")]) { _ in
      IngestOptions(deck: "d")
    }
    #expect(result.cards.isEmpty)
    #expect(result.diagnostics.map(\.rule) == ["choices"])
    #expect(result.diagnostics.first?.span?.lineStart == 3)
  }

  @Test func `an answer that is a flat list is recalled item by item`() {
    let found = Ingest.run([document("Q: Which?\nA:\n- a\n- b\n\nQ: In which order?\nA:\n1. x\n2. y\n")]) { _ in
      IngestOptions(deck: "d")
    }.cards
    #expect(found.map(\.form) == [.list(items: ["a", "b"]), .sequence(steps: ["x", "y"])])
    #expect(found.map(\.answer.markdown) == ["a, b", "x → y"])
  }

  // MARK: - C:

  @Test func `brackets after C: are gaps, one card each`() {
    #expect(
      cards("C: A [queue] holds [messages].\n") == ["A […] holds messages. | queue", "A queue holds […]. | messages"])
    #expect(
      cards("C: Speech is [silver]\nand so on\n\nQ: a?\nA: b\n") == ["Speech is […]¶and so on | silver", "a? | b"])
    #expect(
      cards("C: See [docs](http://x) and [the other][1] and ![p](q) and note[^1] and `a[0]` and \\[x\\] and [gap]\n")
        .map { $0.split(separator: " | ").last } == ["gap"])
  }

  @Test func `brackets without C: and C: without brackets are plain text`() {
    #expect(authored("A [queue] holds messages.\n") == [])
    #expect(authored("C: the drive of the system\n") == [])
    #expect(authored("C: see [docs](http://x)\n") == [])
    #expect(authored("- [x] C: done\n- [ ] C: to do\n") == [])
  }

  // MARK: - term :: definition

  @Test func `a term and its definition are asked one way or both`() {
    #expect(cards("DAX :: a cache\n") == ["DAX | a cache"])
    #expect(cards("RCU ::: read capacity unit\n") == ["RCU | read capacity unit", "read capacity unit | RCU"])
    #expect(cards("a :: b\nc ::: d\n") == ["a | b", "c | d", "d | c"])
    #expect(cards("- a :: b\n- c :: d **e** `f`\n") == ["a | b", "c | d **e** `f`"])
    #expect(cards("a :: b\n  goes on\nc :: d\n") == ["a | b¶goes on", "c | d"])
    #expect(cards("> a :: b\n") == ["a | b"])
  }

  @Test func `colons in code, paths, addresses and fields are no definition`() {
    #expect(authored("use std::vector and `a :: b` here\n") == [])
    #expect(authored("fe80::1 is an address, crate::module::f a path\n") == [])
    #expect(authored("rating:: 5\n") == [])
    #expect(authored("a ::\n:: b\n") == [])
    #expect(authored("```\na :: b\n```\n\n    c :: d\n") == [])
    #expect(authored("the type $a :: b$ of it\n") == [])
    #expect(cards("`std::move` :: casts to an rvalue\n") == ["`std::move` | casts to an rvalue"])
  }

  // MARK: - ? and ??

  @Test func `a question mark on its own line parts question and answer`() {
    #expect(cards("What is a?\n?\nb\n") == ["What is a? | b"])
    #expect(cards("What is\na?\n?\nb\nc\n") == ["What is¶a? | b¶c"])
    #expect(cards("a\n??\nb\n") == ["a | b", "b | a"])
    #expect(cards("What is a?\n\n?\n\nb\n") == ["What is a? | b"])
    #expect(cards("What are they?\n?\n- one\n  - two\n- three\n") == ["What are they? | - one¶  - two¶- three"])
    #expect(cards("Code?\n?\n```sh\nls\n\n?\n```\n") == ["Code? | ```sh¶ls¶¶?¶```"])
    #expect(cards("- item\n  ?\n  told\n- plain\n") == ["item | told"])
    #expect(cards("a\n?\nb\n---\nc\n?\nd\n") == ["a | b", "c | d"])
  }

  @Test func `a question mark without a text on both sides parts nothing`() {
    #expect(authored("?\nb\n") == [])
    #expect(authored("a\n?\n") == [])
    #expect(authored("# Heading\n\n?\n\nb\n") == [])
    #expect(authored("a\n\n?\n\n# Heading\n") == [])
    #expect(authored("```\na\n?\nb\n```\n") == [])
  }

  // MARK: - Gaps

  @Test func `gaps of one number are hidden together and each number is a card`() {
    #expect(
      cards("{{c1::a}} and {{c2::b::hint}} and {{c1::c}}\n") == [
        "[…] and b and […] | a, c", "a and [… hint] and c | b",
      ])
    #expect(cards("x {{c1::${y}}} z\n") == ["x […] z | ${y}"])
    #expect(cards("the sum is {{c1::$\\frac{a}{b}$}} so\n") == ["the sum is […] so | $\\frac{a}{b}$"])
  }

  @Test func `highlights are gaps, equalities are not`() {
    #expect(cards("a ==b== c ==d==\n") == ["a […] c d | b", "a b c […] | d"])
    #expect(cards("雲は==水==です\n") == ["雲は[…]です | 水"])
    #expect(authored("a == b and c == d\n\nif (a==b) { c==d }\n\n`==x==` and ===\n\n$a ==b== c$\n") == [])
    #expect(authored("{{ template }} and {% raw %}{{c}}{% endraw %}\n") == [])
  }

  @Test func `bold words are gaps only where the file says so`() {
    #expect(authored("The **kidney** filters __blood__ `**x**`.\n") == [])
    #expect(
      cards("---\ncloze: bold\n---\nThe **kidney** filters __blood__ `**x**`.\n") == [
        "The […] filters __blood__ `**x**`. | kidney", "The **kidney** filters […] `**x**`. | blood",
      ])
  }

  @Test func `a gap in a table hides one cell of the whole table`() {
    #expect(
      cards("| a | b |\n|---|---|\n| c | ==d== |\n") == ["| a | b |¶|---|---|¶| c | […] | | d"])
  }

  // MARK: - Numbered sections

  @Test func `numbered questions with quoted answers are read under their deck and tags`() {
    let text =
      "# Notes\n\n---\nDeck: Biology\nTags: cell exam\n\n1. What is a?\n> b\n> c\n\n2. What is d?\n\n> e\n---\n"
    #expect(cards(text) == ["What is a? | b¶c", "What is d? | e"])
    let found = Ingest.run([document(text)]) { _ in IngestOptions(deck: "notes") }.cards
    #expect(found.allSatisfy { $0.deck == "Biology" && $0.tags == ["cell", "exam"] })
    #expect(cards("---\nDeck: B\n\n1. What is a?\n> b\n---\n") == ["What is a? | b"])
    #expect(authored("---\n\n1. What is a?\n> b\n\n---\n") == [])
  }
}
