import Basics
import Concepts
import Notes
import TestSupport
import Testing

@testable import Cards

/// A card for judging.
func lintCard(
  _ question: String, _ answer: String, line: Int = 1, form: Card.Form = .basic, pattern: String = "property",
  concepts: [Concept.ID] = ["thing"]
) -> Card {
  Card(
    id: CardID("card-\(line)"), deck: "notes", form: form, pattern: pattern, question: RichText(markdown: question),
    answer: RichText(markdown: answer), sources: [SourceSpan(file: "note.md", line: line)], concepts: concepts)
}

/// The names of the rules that find something, in order, without the facts.
func rules(_ cards: [Card], _ text: String = "", graph: ConceptGraph = .empty) -> [String] {
  let documents = text.isEmpty ? [] : [document(text)]
  return Lint.run(cards: cards, graph: graph, documents: documents, facts: []).findings.map(\.rule)
}

@Suite struct LintTests {
  static let good = [
    lintCard("What is the maximum item size in DynamoDB?", "400 KB", line: 1),
    lintCard("Why do many Lambda functions need a proxy for RDS?", "They open too many connections", line: 2),
    lintCard("Which three set types has DynamoDB?", "String, number, binary", line: 3, form: .list(items: ["a", "b"])),
    lintCard("How many bits has a byte?", "8", line: 4),
    lintCard(
      "{{…}} bonds hold water molecules together", "Hydrogen", line: 5, form: .cloze(text: "{{c1::Hydrogen}} …")),
  ]

  @Test func `good cards are left alone`() { #expect(rules(Self.good) == []) }

  @Test func `names are unique, explained and in the registry's order`() {
    #expect(Set(Lint.ruleNames).count == LintRules.all.count)
    for name in Lint.ruleNames { #expect((LintRules.why(name)?.count ?? 0) > 30, "\(name)") }
    #expect(LintRules.why("nonsense") == nil)
  }

  @Test func `a rule can be switched off everywhere or in one file`() {
    let cards = [lintCard("Is Lambda serverless?", "Yes")]
    #expect(rules(cards) == ["yes-no"])
    let off = Lint.run(cards: cards, graph: .empty, documents: [], facts: [], disabled: ["yes-no"])
    #expect(off.findings.isEmpty && off.diagnostics.isEmpty)
    let here = Lint.run(cards: cards, graph: .empty, documents: [], facts: [], disabledIn: ["note.md": ["yes-no"]])
    #expect(here.findings.isEmpty)
    let there = Lint.run(cards: cards, graph: .empty, documents: [], facts: [], disabledIn: ["other.md": ["yes-no"]])
    #expect(there.findings.count == 1)
  }

  @Test func `a rule that does not exist is reported with the nearest that does`() {
    let report = Lint.run(
      cards: [], graph: .empty, documents: [], facts: [], disabled: ["yes-mo", "moon"], disabledIn: ["a.md": ["x"]])
    #expect(report.diagnostics.map(\.rule) == ["lint-rule-unknown", "lint-rule-unknown", "lint-rule-unknown"])
    #expect(report.diagnostics[1].remedy == "Did you mean `yes-no`?")
    #expect(report.diagnostics[2].span == SourceSpan(file: "a.md", line: 1))
  }

  @Test func `cards written by hand get advice only`() {
    let card = lintCard("Is Lambda serverless?", "Yes", pattern: "authored")
    let findings = Lint.run(cards: [card], graph: .empty, documents: [], facts: []).findings
    #expect(findings.map(\.severity) == [.note])
    let made = Lint.run(cards: [lintCard("Is Lambda serverless?", "Yes")], graph: .empty, documents: [], facts: [])
    #expect(made.findings.map(\.severity) == [.warning])
  }

  @Test func `findings say where, why and what to write instead`() throws {
    let finding = try #require(
      Lint.run(cards: [lintCard("Is Lambda serverless?", "Yes", line: 9)], graph: .empty, documents: [], facts: [])
        .findings.first)
    #expect(finding.span == SourceSpan(file: "note.md", line: 9) && finding.card == CardID("card-9"))
    #expect(finding.message == "yes or no answers “Is Lambda serverless?”")
    #expect(finding.suggestion.hasPrefix("Ask what changes"))
  }

  @Test func `facts are found by verdict, with the first card of the line`() throws {
    let text = """
      # AWS Lambda pricing

      after that $1 for 600000gb-seconds

      golang has a lambda runtime

      logs go to kinesis data firehose

      pay per duration
      """
    let cards = [lintCard("What does $1 buy in AWS Lambda?", "600,000 GB-seconds", line: 3, pattern: "authored")]
    let report = Lint.run(cards: cards, graph: .empty, documents: [document(text)])
    #expect(
      report.findings.map { "\($0.span?.lineStart ?? 0) \($0.rule) \($0.severity)" } == [
        "3 wrong-fact error", "5 outdated-fact warning", "7 renamed note", "9 nuanced-fact note",
      ])
    #expect(report.findings.map(\.card) == [CardID("card-3"), nil, nil, nil])
    #expect(report.findings[0].message == "the line is wrong, says AWS Lambda pricing page")
    #expect(report.findings[1].message.contains("(since 8 Jan 2024)"))
    #expect(report.findings[0].suggestion.contains("60,000 GB-seconds"))
    let none = Lint.run(
      cards: cards, graph: .empty, documents: [document(text)],
      disabled: ["wrong-fact", "outdated-fact", "renamed", "nuanced-fact"])
    #expect(none.findings.isEmpty)
  }

  @Test func `the findings are sorted and the same each time`() throws {
    let note = try courseNotes()
    let result = ingested([note])
    func run() -> LintReport {
      Lint.run(cards: result.cards.reversed(), graph: result.graph, documents: [note])
    }
    let report = run()
    #expect(report == run())
    let places = report.findings.map { ($0.span?.file ?? "~", $0.span?.lineStart ?? 0, $0.rule) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(report.findings.contains { $0.rule == "wrong-fact" && $0.span?.lineStart == 133 })
    #expect(report.diagnostics.isEmpty)
  }

  @Test func `no notes make it crash`() throws {
    let bytes = try courseNotes().source.prefix(6_000)
    forEachSeed(8) { random in
      var mutated = Array(bytes)
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let place = Int.random(in: 0..<mutated.count, using: &random)
        mutated[place] = [0x00, 0xFF, 0x0A, 0x23, 0x7C, 0x60, 0x24][Int.random(in: 0..<7, using: &random)]
      }
      let note = Document(file: "note.md", bytes: mutated)
      let result = ingested([note])
      let report = Lint.run(cards: result.cards, graph: result.graph, documents: [note])
      for finding in report.findings {
        if finding.message.isEmpty || finding.suggestion.isEmpty { throw Broken("\(finding.rule) says nothing") }
        if let span = finding.span, !(1...note.lines.count).contains(span.lineStart) { throw Broken("\(span)") }
      }
    }
  }

  @Test func `two thousand cards that share their words are compared in little time`() {
    var random = Random(seed: 4)
    let things = ["table", "stream", "queue", "topic", "bucket", "function", "pool", "rule", "cache", "stage"]
    let sides = ["maximum", "minimum", "default", "usual", "free", "billed"]
    let cards = (0..<2_000).map { index in
      let words = (0..<3).map { _ in things[Int.random(in: 0..<things.count, using: &random)] }
      let side = sides[Int.random(in: 0..<sides.count, using: &random)]
      return lintCard(
        "What is the \(side) size of the \(words.joined(separator: " ")) number \(index % 97)?", "\(index) KB",
        line: index + 1)
    }
    let clock = ContinuousClock()
    var findings = 0
    let time = clock.measure {
      findings = Lint.run(cards: cards, graph: .empty, documents: [], facts: []).findings.count
    }
    #expect(findings > 100)
    // Comparing all pairs takes minutes in a debug build; the bound leaves room for a busy machine.
    #expect(time < .seconds(60))
  }
}
