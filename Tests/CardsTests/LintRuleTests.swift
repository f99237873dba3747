import Basics
import Concepts
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct LintRuleTests {
  // MARK: - Answers

  @Test func `an answer of many words or facts is too much`() {
    let long = Array(repeating: "word", count: 26).joined(separator: " ")
    #expect(rules([lintCard("What do Lambda limits say?", long)]) == ["minimum-information"])
    let facts = "Lambda keeps globals and files. A crash resets them; the next call runs init again"
    let finding = Lint.run(
      cards: [lintCard("What happens to an environment after a crash?", facts)], graph: .empty, documents: [], facts: []
    ).findings
    #expect(finding.map(\.rule) == ["minimum-information"])
    #expect(finding.first?.message == "the answer tells 3 facts in 15 words")
  }

  @Test func `code, tables and lists are not counted as words`() {
    let code = "```swift\n" + Array(repeating: "let x = 1", count: 12).joined(separator: "\n") + "\n```"
    #expect(rules([lintCard("What does the handler of the function look like?", code)]) == [])
    #expect(
      rules([lintCard("How long is 12 words?", "one two three four five six seven eight nine ten eleven twelve")]) == []
    )
  }

  @Test(arguments: [(4, nil), (5, Diagnostic.Severity.warning), (7, .warning), (8, .error)])
  func `long lists are warned of, and very long ones refused`(count: Int, severity: Diagnostic.Severity?) {
    let items = (0..<count).map { "item \($0)" }
    let forms: [Card.Form] = [.list(items: items), .sequence(steps: items)]
    for form in forms {
      let card = lintCard("Which members has the group?", items.joined(separator: ", "), form: form)
      let findings = Lint.run(cards: [card], graph: .empty, documents: [], facts: []).findings
      #expect(findings.map(\.severity) == (severity.map { [$0] } ?? []))
      #expect(findings.allSatisfy { $0.rule == "list-too-long" })
    }
    let written = lintCard("Which members has the group?", items.map { "- \($0)" }.joined(separator: "\n"))
    #expect(rules([written]) == (severity == nil ? [] : ["list-too-long"]))
  }

  @Test func `an open list is not asked for as a whole`() {
    let open = "# Step Functions\n\nintegrates with ec2, ecs, sqs, etc...\n"
    let closed = "# Step Functions\n\nintegrates with ec2, ecs and sqs\n"
    let form = Card.Form.list(items: ["EC2", "ECS", "SQS"])
    let all = lintCard("Which services does Step Functions integrate with?", "EC2, ECS, SQS", line: 3, form: form)
    let one = lintCard("Name one service that Step Functions integrates with.", "EC2", line: 3, form: form)
    #expect(rules([all], open) == ["open-list"])
    #expect(rules([all], closed) == [])
    #expect(rules([one], open) == [])
  }

  @Test func `a number needs its unit, unless the question has it`() {
    #expect(rules([lintCard("What is the maximum payload of Lambda?", "6")]) == ["missing-unit"])
    #expect(rules([lintCard("What is the maximum payload of Lambda?", "6 MB")]) == [])
    #expect(rules([lintCard("How many stages has the rocket?", "3")]) == [])
    #expect(rules([lintCard("Which HTTP status code means too many requests?", "429")]) == [])
    #expect(rules([lintCard("What is the scale of CloudFront Functions?", "Millions")]) == ["missing-unit"])
    #expect(rules([lintCard("After which year was Lambda born?", "2014")]) == [])
    #expect(rules([lintCard("What is the maximum processes and threads in Lambda?", "1,024")]) == [])
    #expect(rules([lintCard("A strong read of 6 KB takes […] RCU", "2", form: .cloze(text: "… {{c1::2}} RCU"))]) == [])
  }

  // MARK: - Questions

  @Test func `an answer that the question gives away is seen`() {
    #expect(
      rules([lintCard("The DAX cache of DynamoDB is called what?", "DAX cache")]) == ["leaked-answer"])
    #expect(rules([lintCard("Which service is an in-memory cache for DynamoDB?", "DAX")]) == [])
    let contrast = lintCard("How do DAX and ElastiCache differ?", "DAX and ElastiCache differ", form: .compare)
    #expect(!rules([contrast]).contains("leaked-answer"))
  }

  @Test(arguments: [
    ("Is Lambda serverless?", "Yes", true), ("Does DAX need a client?", "It does", true),
    ("A GSI has its own capacity: right?", "True", true), ("What does DAX need?", "No client code changes", false),
    ("Is a GSI or an LSI added later?", "A GSI", false), ("Can", "A verb of ability", false),
    ("Which answer ends the poll?", "Yes, and the reason", true),
    ("What does no traffic mean?", "No cost", false),
  ])
  func `yes-or-no questions are seen`(question: String, answer: String, isPolar: Bool) {
    #expect(YesNoRule.isPolar(question: question, answer: answer) == isPolar)
  }

  @Test func `a question that names nothing is ambiguous`() {
    for question in ["What is the default?", "Which types are there?", "What is the maximum size?"] {
      #expect(rules([lintCard(question, "400 KB")]) == ["ambiguous-question"], "\(question)")
    }
    #expect(rules([lintCard("What is the maximum size of an item?", "400 KB")]) == [])
  }

  @Test func `a pronoun needs something to stand for`() {
    #expect(rules([lintCard("Why does it never open a port?", "For safety")]) == ["ambiguous-question"])
    #expect(rules([lintCard("Why does the proxy keep its pool?", "For speed")]) == [])
  }

  @Test func `one question has one answer in a deck`() throws {
    let first = lintCard("What triggers the function?", "A new image", line: 1)
    var second = lintCard("what triggers the function?", "A schedule", line: 2)
    let findings = Lint.run(cards: [first, second], graph: .empty, documents: [], facts: []).findings
    #expect(findings.map(\.rule) == ["ambiguous-question"])
    #expect(findings.first?.severity == .error)
    #expect(findings.first?.message.contains("note.md:1") == true)
    second.deck = "other"
    #expect(rules([first, second]) == [])
    #expect(rules([first, lintCard("What triggers the function?", "a new image.", line: 2)]) == [])
  }

  // MARK: - Between cards

  @Test func `near twins want a contrast`() {
    let streams = lintCard("How long does DynamoDB Streams keep change records?", "24 hours", line: 1)
    let kinesis = lintCard("How long does Kinesis Streams keep change records?", "1 year", line: 2)
    #expect(rules([streams, kinesis]) == ["interference"])
    let contrast = lintCard(
      "How does DynamoDB compare with Kinesis for change records?", "24 hours and 1 year", line: 3, form: .compare)
    #expect(rules([streams, kinesis, contrast]) == [])
    #expect(
      rules([streams, lintCard("How long does Kinesis Streams keep change records?", "24 hours", line: 2)]) == [])
    #expect(rules([streams, lintCard("What is a shard of Kinesis Streams?", "A unit of capacity", line: 2)]) == [])
    // One line's cards are siblings, and another way of asking or another verb tells two questions apart.
    #expect(rules([streams, lintCard("How long does Kinesis Streams keep change records?", "1 year", line: 1)]) == [])
    #expect(rules([streams, lintCard("Why does Kinesis Streams keep change records?", "To replay", line: 2)]) == [])
    let graph = ConceptGraph(
      concepts: [concept("dynamodb", importance: 1), concept("kinesis", importance: 1)], edges: [])
    let loses = lintCard(
      "How long does DynamoDB Streams lose change records?", "A second", line: 2, concepts: ["kinesis"])
    let stored = [lintCard("How long does DynamoDB Streams keep change records?", "24 hours", concepts: ["dynamodb"])]
    #expect(rules(stored + [loses], graph: graph) == [])
    let kept = lintCard("How long does Kinesis Streams keep change records?", "1 year", line: 2, concepts: ["kinesis"])
    #expect(rules(stored + [kept], graph: graph) == ["interference"])
  }

  @Test func `near twins are found as by comparing all pairs`() {
    let words = ["item", "table", "queue", "shard", "stage", "token", "batch", "layer"]
    forEachSeed(20) { random in
      let cards = (0..<40).map { index in
        let chosen = (0..<Int.random(in: 2...5, using: &random)).map { _ in
          words[Int.random(in: 0..<words.count, using: &random)]
        }
        return lintCard("Explain \(chosen.joined(separator: " "))?", "answer\(index)", line: index + 1)
      }
      let context = LintContext(cards: cards, graph: .empty, documents: [], facts: [])
      let found = Set(InterferenceRule().findings(in: context).compactMap(\.card))
      let twins = Twins(context)
      let expected = Set(
        cards.indices.filter { index in
          twins.isCandidate(index)
            && (0..<index).contains { twins.isCandidate($0) && twins.similarity(index, $0) != nil }
        }.map { cards[$0].id })
      if found != expected { throw Broken("found \(found.count), expected \(expected.count)") }
    }
  }

  @Test func `two figures for one property contradict each other`() throws {
    let first = lintCard("What is the maximum item size in DynamoDB?", "400 KB", line: 1)
    let second = lintCard("In DynamoDB, what is the maximum size of an item?", "256 KB", line: 2)
    let findings = Lint.run(cards: [first, second], graph: .empty, documents: [], facts: []).findings
    #expect(findings.map(\.rule) == ["contradiction"])
    #expect(findings.first?.message.contains("256 KB here and 400 KB in note.md:1") == true)
    #expect(
      rules([first, lintCard("In DynamoDB, what is the maximum size of an item?", "0.390625 MB", line: 2)]) == [])
    let time = lintCard("In DynamoDB, what is the maximum size of an item?", "3 seconds", line: 2)
    #expect(rules([first, time]) == [])
  }

  // MARK: - Concepts

  private func concept(_ id: String, importance: Double) -> Concept {
    Concept(
      id: id, name: id.uppercased(), aliases: [], kind: .term, sources: [SourceSpan(file: "note.md", line: 7)],
      importance: importance)
  }

  @Test func `concepts without cards and cards without concepts are seen`() {
    let graph = ConceptGraph(
      concepts: [
        concept("thing", importance: 1), concept("osmosis", importance: 0.9), concept("salt", importance: 0.1),
      ],
      edges: [])
    let card = lintCard("What is the maximum size of a cell?", "400 KB")
    let findings = Lint.run(cards: [card], graph: graph, documents: [], facts: []).findings
    #expect(findings.map(\.rule) == ["orphan-concept", "orphan-concept"])
    #expect(Set(findings.map(\.severity)) == [.warning, .note])
    let loose = lintCard("What is the maximum size of a cell?", "400 KB", concepts: [])
    let more = Lint.run(cards: [card, loose], graph: graph, documents: [], facts: []).findings.map(\.rule)
    #expect(more.contains("card-without-concept"))
    #expect(rules([loose]) == [])
  }

  @Test func `a section of facts alone asks for too little`() {
    let text = "# Cells\n\n" + (0..<6).map { "line \($0)\n\n" }.joined()
    let subjects = ["nucleus", "membrane", "ribosome", "mitochondrion", "vacuole"]
    var cards = subjects.enumerated().map { index, subject in
      lintCard("What does the \(subject) hold?", "Content \(subject.count) \(index)", line: 3 + 2 * index)
    }
    #expect(rules(cards, text).contains("undemanding"))
    #expect(!rules(Array(cards.dropLast()), text).contains("undemanding"))
    cards[4] = lintCard("Why does a plant cell swell?", "Water enters the vacuole", line: 11, pattern: "cause")
    #expect(!rules(cards, text).contains("undemanding"))
  }
}
