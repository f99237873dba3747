import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct IngestTests {
  @Test(arguments: ["postgres", "networking", "cooking"])
  func `notes on any subject give the cards of their golden`(name: String) throws {
    expectGolden(table(ingested([try note("\(name).md")]).cards), "\(name)-cards.txt")
  }

  @Test func `the course notes give the cards of their golden`() throws {
    expectGolden(table(ingested([try courseNotes()]).cards), "course-notes-cards.txt")
  }

  @Test func `the notes that come with the program give the cards of their golden`() throws {
    let folder = repositoryRoot.appendingPathComponent("notes")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
    let documents = try names.map { name in
      Document(file: name, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }
    let cards = ingested(documents).cards
    let text = names.map { name in
      "## \(name)\n" + table(cards.filter { $0.sources.first?.file == name })
    }.joined(separator: "\n")
    expectGolden(text, "own-notes-cards.txt")
  }

  @Test func `every line of the course notes is accounted for`() throws {
    let document = try courseNotes()
    let accounts = ingested([document]).lines
    let lines = (1...document.lines.count).filter { !document.line($0).allSatisfy { $0 == " " } }
    #expect(accounts.map(\.span.lineStart) == lines)
    #expect(accounts.allSatisfy { $0.cards.isEmpty == ($0.reason != nil) })
    let silent = accounts.filter { $0.reason == "no pattern fits" }
    #expect(silent.count * 100 <= lines.count * 2, "\(silent.map(\.span.lineStart))")
  }

  @Test func `the same notes give the same cards and ids`() throws {
    let first = ingested([try courseNotes(), try note("postgres.md")])
    let second = ingested([try courseNotes(), try note("postgres.md")])
    #expect(first.cards == second.cards)
    #expect(first.lines == second.lines)
    #expect(Set(first.cards.map(\.id)).count == first.cards.count)
    #expect(first.cards.allSatisfy { $0.id.rawValue.prefix(12).allSatisfy { $0.isLowercase || $0.isNumber } })
  }

  @Test func `no card of the course notes leaks its answer, dangles or lacks a source`() throws {
    let document = try courseNotes()
    for card in ingested([document]).cards {
      #expect(!card.sources.isEmpty)
      #expect(card.sources.allSatisfy { $0.lineStart >= 1 && $0.lineEnd <= document.lines.count })
      #expect(card.answer.plain.split(separator: " ").count <= 25)
      #expect(!card.question.plain.hasPrefix("What about"))
      if case .compare = card.form { continue }
      #expect(!Quality.leaks(question: card.question.plain, answer: card.answer.plain), "\(card.question.plain)")
    }
  }

  @Test func `authored cards are taken as they stand and nothing else is read from their block`() throws {
    let cards = ingested([
      document(
        """
        # Lambda

        Q: What does it cost to wait? A: nothing
        A: Nothing **at all**

        init :: the phase before the handler runs

        The {{c1::handler::part}} runs for at most {{c2::15 minutes}}.

        The limit is ==900 seconds== long.
        """)
    ]).cards
    #expect(cards.map(\.pattern).allSatisfy { $0 == "authored" })
    #expect(
      cards.map { "\($0.question.markdown) | \($0.answer.markdown)" } == [
        "What does it cost to wait? A: nothing | Nothing **at all**", "init | the phase before the handler runs",
        "The [… part] runs for at most 15 minutes. | handler", "The handler runs for at most […]. | 15 minutes",
        "The limit is […] long. | 900 seconds",
      ])
    #expect(cards[2].form == .cloze(text: "The {{c1::handler::part}} runs for at most 15 minutes."))
  }

  @Test func `comments mute regions and blocks and link demos`() throws {
    let cards = ingested([
      document(
        """
        # SQS

        <!-- cards: off -->
        maximum retention: 14 days
        <!-- cards: on -->

        default retention: 4 days <!-- demo: sqs-retention -->

        <!-- card: skip -->
        maximum message size: 256 KB
        """)
    ]).cards
    #expect(cards.map(\.answer.markdown) == ["4 days"])
    #expect(cards.first?.demo == "sqs-retention")
  }

  @Test func `front matter options reach the cards`() throws {
    var options = IngestOptions(deck: "aws::sqs")
    options.tags = ["exam"]
    options.demo = "sqs"
    let note = document("# SQS\n\nmaximum retention: 14 days\n\nQ: a?\nA: b\n")
    let cards = Ingest.run([note]) { _ in options }.cards
    #expect(cards.allSatisfy { $0.deck == "aws::sqs" && $0.tags == ["exam"] && $0.demo == "sqs" })
    options.making = .explicit
    #expect(Ingest.run([note]) { _ in options }.cards.map(\.pattern) == ["authored"])
    options.making = .off
    #expect(Ingest.run([note]) { _ in options }.cards.isEmpty)
  }

  @Test func `a moved line keeps source and slot and changes its path only`() throws {
    let before = ingested([document("# SQS\n\nmaximum retention: 14 days\n")]).cards
    let after = ingested([document("# Other\n\ntext that says nothing much\n\n# SQS\n\nmaximum retention: 14 days\n")])
      .cards
    let moved = try #require(after.first { $0.pattern == "numeric-limit" })
    #expect(before.first?.fingerprint.source == moved.fingerprint.source)
    #expect(before.first?.fingerprint.slot == moved.fingerprint.slot)
    #expect(before.first?.id == moved.id)
    #expect(moved.sources.first?.lineStart == 7)
  }

  @Test func `any bytes give cards without a crash and with sources inside the file`() throws {
    let original = try courseNotes().source
    forEachSeed(12) { random in
      var bytes = original
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1:
          bytes.insert(
            contentsOf: Array(["(", "{{c1::", ": ", "==", "|", "\n- ", "`", "#"].randomElement(using: &random)!.utf8),
            at: at)
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + 40))
        default: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      let document = Document(file: "fuzz.md", bytes: bytes)
      for card in ingested([document]).cards {
        for span in card.sources where span.lineStart < 1 || span.lineEnd > document.lines.count {
          throw Broken("\(span) lies outside \(document.lines.count) lines")
        }
      }
    }
  }
}
