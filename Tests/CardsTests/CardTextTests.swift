import Basics
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// What any reader would object to in a card, looked for in all cards of the course notes and of the notes that come
/// with the program.
@Suite struct CardTextTests {
  private func cards() throws -> [Card] {
    let folder = repositoryRoot.appendingPathComponent("notes")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
    let own = try names.map { name in
      Document(file: name, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }
    return ingested([try courseNotes()]).cards + ingested(own).cards
  }

  /// Patterns never make these; a person's own cards are the person's.
  private func generated() throws -> [Card] { try cards().filter { $0.pattern != AuthoredPattern.id } }

  private func complain(_ cards: [Card], _ why: String) {
    #expect(cards.isEmpty, "\(why):\n\(table(cards))")
  }

  @Test func `questions are questions of a readable length`() throws {
    complain(
      try generated().filter { card in
        let question = card.question.plain, words = question.split(separator: " ").count
        let isCloze = card.form.kind == "cloze"
        return words > 35 || words < 3
          || !isCloze && !question.hasSuffix("?") && !question.hasPrefix("Name ")
            && !(question.contains("? Name ") && question.hasSuffix("."))
          || question.first?.isLowercase == true && !question.hasPrefix("us-")
      }, "no question")
  }

  @Test func `answers are short`() throws {
    complain(
      try generated().filter {
        $0.answer.plain.split(separator: " ").count > 25 || $0.answer.plain.isEmpty
      }, "long or empty answer")
  }

  @Test func `no question gives its answer away`() throws {
    complain(
      try generated().filter { card in
        if card.form.kind == "compare" || card.form.kind == "cloze" { return false }
        return Quality.leaks(question: card.question.plain, answer: card.answer.plain)
      }, "leak")
  }

  @Test func `no card hangs on a word that points elsewhere`() throws {
    let pointing: Set<String> = ["it", "they", "this", "that", "these", "those", "them"]
    complain(
      try generated().filter { card in
        let words = card.question.plain.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
        guard let first = words.first else { return true }
        return pointing.contains(first)
          || words.count > 1 && ["what", "why", "when", "where", "how"].contains(first)
            && ["is", "are", "does", "do", "can"].contains(words[1]) && words.count > 2
            && pointing.subtracting(["that"]).contains(words[2])
      }, "dangling pronoun")
  }

  @Test func `no two cards are one`() throws {
    var seen: [String: Card] = [:], twice: [Card] = []
    for card in try generated() {
      let question = Quality.content(card.question.plain).joined(separator: " ")
      let answer = Quality.content(card.answer.plain).sorted().joined(separator: " ")
      let key = question + "|" + answer + "|" + card.context
      if seen[key] != nil { twice.append(card) }
      seen[key] = card
    }
    complain(twice, "asked twice")
  }

  @Test func `no question has two answers`() throws {
    var answers: [String: Set<String>] = [:], shown: [String: [Card]] = [:]
    for card in try generated() where card.form.kind != "cloze" {
      let key = card.question.plain.lowercased() + "|" + (card.sources.first?.file ?? "")
      answers[key, default: []].insert(card.answer.plain.lowercased())
      shown[key, default: []].append(card)
    }
    complain(shown.keys.sorted().filter { answers[$0]?.count ?? 0 > 1 }.flatMap { shown[$0] ?? [] }, "ambiguous")
  }

  @Test func `cards are grammatical as far as simple rules can tell`() throws {
    let wrong = [
      "functions is", "streams is", "tables is", "endpoints is", "items is", "a 3rd", " per seconds", " a libraries",
      "does you", "do it ", "is they", "what does the ", " an a ", " a an ", "who or what do ", "to to ", "of of ",
      " a the ",
      " the a ", " the the ", "n't not", " can can ", " an user", " a api", " a image", " a item", "does users",
      "does developers", "does applications", "does clients", "what do a ", "what do the function ",
      "more precisely than ,",
    ].filter { $0 != "what does the " }
    complain(
      try generated().filter { card in
        let text = " " + (card.question.plain + " " + card.answer.plain).lowercased() + " "
        if wrong.contains(where: text.contains) { return true }
        let words = card.question.plain.lowercased().split(separator: " ")
        return zip(words, words.dropFirst()).contains { $0 == $1 && $0 != "had" }
          || zip(card.question.plain.split(separator: " "), card.question.plain.split(separator: " ").dropFirst())
            .contains {
              $0.hasSuffix(",") && ["What", "Which", "Why", "How", "Where", "When", "More"].contains(String($1))
            }
      }, "ungrammatical")
  }

  @Test func `names and typos are shown as they are written`() throws {
    let wrong: Set<String> = [
      "dynamodb", "cloudfront", "noew", "tahts", "talbe", "fulll", "explicitely", "optimzation", "firehouse", "cnam",
      "elasticcache", "dont", "doesnt",
    ]
    complain(
      try generated().filter { card in
        (card.question.plain + " " + card.answer.plain).split {
          !$0.isLetter && $0 != "`" && $0 != "-" && $0 != "." && $0 != "/"
        }
        .contains { wrong.contains(String($0)) }
      }, "uncorrected")
  }

  @Test func `a gap leaves enough of its sentence`() throws {
    complain(
      try generated().filter { card in
        guard case .cloze(let text) = card.form else { return false }
        let rest = card.question.plain.components(separatedBy: "[…]").joined(separator: " ")
        return Set(Quality.content(rest)).count < 3 || Quality.content(card.answer.plain).isEmpty
          || text.components(separatedBy: "{{c").count != 2
      }, "thin gap")
  }

  @Test func `every line of the course notes is accounted for`() throws {
    let result = ingested([try courseNotes()])
    let lost = result.lines.filter { $0.cards.isEmpty && $0.reason == nil }
    #expect(lost.isEmpty)
    let unread = result.lines.filter { $0.reason == "no pattern fits" || ($0.reason ?? "").contains("rejected") }
    #expect(unread.count <= 6, "\(unread.map { "\($0.span.lineStart): \($0.reason ?? "")" })")
  }
}
