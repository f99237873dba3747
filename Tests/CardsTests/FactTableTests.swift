import Basics
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// What a tutor finds in the course notes, line by line, and whether a card asks for it.
@Suite struct FactTableTests {
  /// A fact: the lines that state it, a question for it and the answers that count.
  private struct Fact {
    let lines: [ClosedRange<Int>]
    let question: String
    let answers: [String]
  }

  private func facts() throws -> [Fact] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Notes/course-notes-facts.tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { row in
      let fields = row.split(separator: "\t").map(String.init)
      let lines = fields[0].split(separator: ",").map { part in
        let ends = part.split(separator: "-").compactMap { Int($0) }
        return ends[0]...(ends.last ?? ends[0])
      }
      return Fact(lines: lines, question: fields[1], answers: fields[2].split(separator: "|").map(String.init))
    }
  }

  private func content(_ text: String) -> Set<String> {
    let words = Quality.content(text)
    return Set(words.isEmpty ? Quality.folded(text) : words)
  }

  /// Whether a card from the fact's lines is answered by it and asks with its words, without giving it away.
  private func asks(_ card: Card, for fact: Fact) -> Bool {
    guard card.sources.contains(where: { span in fact.lines.contains { $0.overlaps(span.lines) } }) else {
      return false
    }
    let told = Set(Quality.folded(card.answer.plain)),
      asked = Set(Quality.folded(card.question.plain + " " + card.context))
    let cue = content(fact.question)
    guard cue.intersection(asked).count * 5 >= cue.count * 2 else { return false }
    let isChoice = card.question.plain.contains(" or ")
    return fact.answers.contains { answer in
      let words = content(answer)
      guard words.intersection(told).count * 5 >= words.count * 4 else { return false }
      return isChoice || !Quality.leaks(question: card.question.plain, answer: answer)
    }
  }

  @Test func `the course notes' facts are asked for`() throws {
    let cards = ingested([try courseNotes()]).cards, facts = try facts()
    #expect(facts.count >= 250)
    let missing = facts.filter { fact in !cards.contains { asks($0, for: fact) } }
    let recall = 1 - Double(missing.count) / Double(facts.count)
    let shown = missing.map { "\($0.lines) \($0.question) → \($0.answers[0])" }.joined(separator: "\n")
    #expect(recall >= 0.95, "\(recall)\n\(shown)")
  }

  @Test func `a card without its answer asks for no fact`() throws {
    let facts = try facts()
    var cards = ingested([try courseNotes()]).cards
    for index in cards.indices { cards[index].answer = cards[(index + 97) % cards.count].answer }
    let found = facts.count { fact in cards.contains { asks($0, for: fact) } }
    #expect(Double(found) / Double(facts.count) < 0.3)
  }
}
