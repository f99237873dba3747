import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct FactsCorrectionTests {
  private func statement(_ id: String) throws -> FactStatement { try #require(FactBase.bundled.statement(id)) }

  private func card(
    _ question: String, _ answer: String, line: Int = 3, form: Card.Form = .basic, accept: [String] = []
  ) -> Card {
    Card(
      id: CardID("c\(line)"), deck: "notes", form: form, pattern: "price", question: RichText(markdown: question),
      answer: RichText(markdown: answer), accept: accept, sources: [SourceSpan(file: "note.md", line: line)],
      fingerprint: Fingerprint(source: 7, questionAndAnswer: 8, slot: 9))
  }

  private func finding(_ id: String, line: Int = 3, evidence: [String] = []) throws -> FactFinding {
    FactFinding(span: SourceSpan(file: "note.md", line: line), statement: try statement(id), evidence: evidence)
  }

  @Test func `the current answer is asked for and the note's is shown`() throws {
    let noted = card("How many GB-seconds does $1 buy?", "600,000 GB-seconds", accept: ["600000 GB-s"])
    let found = try finding("lambda-gb-seconds-per-dollar")
    let current = try #require(Corrections.apply(to: [noted], findings: [found], mode: .current).first)
    #expect(current.answer == "60,000 GB-seconds")
    #expect(current.accept == [])
    #expect(current.question == noted.question)
    #expect(current.correction?.noted?.answer == noted.answer)
    let side = current.answerSide.plain
    #expect(side.hasPrefix("60,000 GB-seconds"))
    #expect(side.contains("Your note says: 600,000 GB-seconds (wrong)"))
    #expect(side.contains("Source: AWS Lambda pricing page, read 2026-11-24"))
  }

  @Test func `in notes mode the note's answer stays and the truth stands beneath`() throws {
    let noted = card("How many GB-seconds does $1 buy?", "600,000 GB-seconds")
    let found = try finding("lambda-gb-seconds-per-dollar")
    let kept = try #require(Corrections.apply(to: [noted], findings: [found], mode: .notes).first)
    #expect(kept.answer == noted.answer && kept.question == noted.question)
    #expect(kept.correction?.noted == nil)
    #expect(kept.answerSide.plain.contains("$1 buys about 60,000 GB-seconds"))
    #expect(kept.answerSide.plain.contains("Source:"))
  }

  @Test func `a figure in the question is corrected too`() throws {
    let noted = card("How much do 600,000 GB-seconds cost?", "$1")
    let found = try finding("lambda-gb-seconds-per-dollar")
    let current = try #require(Corrections.apply(to: [noted], findings: [found], mode: .current).first)
    #expect(current.question == "How much do 60,000 GB-seconds cost?")
    #expect(current.answer == "$1")
  }

  @Test func `words take the place of words only where they are the whole answer`() throws {
    let found = try finding("dynamodb-default-mode")
    let asked = card("Which capacity mode is the default?", "Provisioned mode")
    let other = card("What does DynamoDB say of capacity?", "In provisioned mode you state reads and writes per second")
    let cards = Corrections.apply(to: [asked, other], findings: [found], mode: .current)
    #expect(cards.map(\.answer) == ["On-demand mode", other.answer])
    #expect(cards.allSatisfy { $0.correction?.statement == "dynamodb-default-mode" })
  }

  @Test func `clozes, lists and steps are corrected where they hold the value`() throws {
    let price = try finding("lambda-gb-seconds-per-dollar")
    let cloze = card(
      "$1 buys […]", "600,000 GB-seconds", form: .cloze(text: "$1 buys {{c1::600,000 GB-seconds::compute}}"))
    let corrected = try #require(Corrections.apply(to: [cloze], findings: [price], mode: .current).first)
    #expect(corrected.form == .cloze(text: "$1 buys {{c1::60,000 GB-seconds::compute}}"))
    #expect(corrected.answer == "60,000 GB-seconds")

    let firehose = try finding("firehose-name")
    let list = card(
      "Which services read the stream?", "AWS Lambda, Kinesis Data Firehose",
      form: .list(items: ["AWS Lambda", "Kinesis Data Firehose"]))
    let renamed = try #require(Corrections.apply(to: [list], findings: [firehose], mode: .current).first)
    #expect(renamed.form == .list(items: ["AWS Lambda", "Amazon Data Firehose"]))
    #expect(renamed.answer == "AWS Lambda, Amazon Data Firehose")
    #expect(renamed.correction?.noted?.form == list.form)
  }

  @Test func `the mode changes neither id nor fingerprint, and can be changed back`() throws {
    let cards = ingested([try courseNotes()]).cards
    let findings = FactCheck.findings(in: [try courseNotes()], lexicon: .bundled)
    let current = Corrections.apply(to: cards, findings: findings, mode: .current)
    let notes = Corrections.apply(to: current, findings: findings, mode: .notes)
    #expect(current.map(\.id) == cards.map(\.id) && notes.map(\.id) == cards.map(\.id))
    #expect(current.map(\.fingerprint) == cards.map(\.fingerprint))
    #expect(notes.map(\.question) == cards.map(\.question) && notes.map(\.answer) == cards.map(\.answer))
    #expect(Corrections.apply(to: notes, findings: findings, mode: .current) == current)
    #expect(Corrections.apply(to: current, findings: [], mode: .current) == cards)
    #expect(current.contains { $0.correction?.noted != nil } && current.contains { $0.correction == nil })
  }

  @Test func `of several cards of a line those that speak of it are corrected`() throws {
    let found = try finding("firehose-name", evidence: ["kinesi", "data", "firehose"])
    let about = card("What loads streams into S3?", "Kinesis Data Firehose")
    let other = card("What reacts to each change?", "AWS Lambda")
    let cards = Corrections.apply(to: [about, other], findings: [found], mode: .notes)
    #expect(cards.map { $0.correction != nil } == [true, false])
    let alone = Corrections.apply(to: [other], findings: [found], mode: .notes)
    #expect(alone.first?.correction != nil)
  }

  @Test func `cards stored before there were corrections can be read`() throws {
    let plain = card("Q?", "A")
    let data = try JSONEncoder().encode(plain)
    #expect(!String(decoding: data, as: UTF8.self).contains("correction"))
    #expect(try JSONDecoder().decode(Card.self, from: data) == plain)
    let corrected = Corrections.apply(to: [plain], findings: [try finding("firehose-name")], mode: .current)
    let again = try JSONDecoder().decode([Card].self, from: JSONEncoder().encode(corrected))
    #expect(again == corrected && again.first?.correction?.since == "Feb 2024")
  }

  @Test func `every outdated line of the course notes that gives cards has one that says so`() throws {
    let document = try courseNotes()
    let findings = FactCheck.findings(in: [document], lexicon: .bundled)
    let cards = Corrections.apply(to: ingested([document]).cards, findings: findings, mode: .current)
    for finding in findings {
      let made = cards.filter { $0.sources.first.map { $0.lines.overlaps(finding.span.lines) } ?? false }
      let said = made.compactMap(\.correction).flatMap { [$0] + $0.further }.map(\.statement)
      #expect(made.isEmpty || said.contains(finding.statement.id), "\(finding.span): \(finding.statement.id)")
    }
    #expect(cards.contains { $0.answer == "60,000 GB-seconds" })
    #expect(!cards.contains { $0.answer == "600,000 GB-seconds" })
  }
}
