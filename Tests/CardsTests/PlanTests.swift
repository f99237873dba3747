import Basics
import Cards
import Concepts
import Notes
import TestSupport
import Testing

/// A small stand-in for ingest: one card a line, fingerprinted as ingest does it.
struct Script {
  struct Line: Hashable { var key: Int, text: String, answer: String }
  struct Part: Hashable { var heading: String, lines: [Line] }
  struct File: Hashable { var name: String, parts: [Part] }
  var files: [File]

  func cards() -> [Card] {
    var cards: [Card] = [], used: [String: Int] = [:]
    for file in files {
      var number = 1
      for part in file.parts {
        number += 2
        for (position, line) in part.lines.enumerated() {
          func hash(at other: Int) -> UInt64 {
            part.lines.indices.contains(other) ? stableHash(part.lines[other].text.lowercased()) : 0
          }
          let provisional = "c\(stableHash(part.heading + line.text) % 997)"
          used[provisional, default: 0] += 1
          cards.append(
            Card(
              id: CardID(provisional + "-\(used[provisional, default: 0])"), deck: "notes", form: .basic,
              pattern: "property", question: RichText(markdown: "What does \(part.heading) say about \(line.text)?"),
              answer: RichText(markdown: line.answer), sources: [SourceSpan(file: file.name, line: number)],
              concepts: [part.heading],
              fingerprint: Fingerprint(
                source: hash(at: position),
                questionAndAnswer: stableHash("\(part.heading) \(line.text) \(line.answer)".lowercased()),
                slot: stableHash("property \(part.heading)"), path: stableHash("\(file.name) \(part.heading)"),
                previous: hash(at: position - 1), next: hash(at: position + 1), sourceText: line.text)))
          number += 2
        }
      }
    }
    return cards
  }

  var fileNames: Set<String> { Set(files.map(\.name)) }
}

private let vocabulary = [
  "replication", "failover", "latency", "partition", "consumer", "retention", "snapshot", "recovery", "throughput",
  "concurrency", "timeout", "backoff", "visibility", "ordering", "durability", "encryption", "rotation", "throttling",
  "eviction", "expiry", "capacity", "scaling", "routing", "caching", "batching", "sharding", "indexing", "streaming",
]

/// Notes in which no two lines are alike enough to be taken for one another.
func randomNotes(_ random: inout Random) -> Script {
  var key = 0
  let files = (0..<2).map { file in
    Script.File(
      name: "notes/\(file).md",
      parts: (0..<3).map { part in
        Script.Part(
          heading: "Service \(["alpha", "beta", "gamma"][part])\(file)",
          lines: (0..<4).map { _ in
            key += 1
            let words = (0..<6).map { _ in vocabulary[random.integer(in: 0...(vocabulary.count - 1))] }
            return Script.Line(
              key: key, text: "\(words.joined(separator: " ")) item\(key)x",
              answer: "\(words[0]) \(words[5]) of entry\(key)q")
          })
      })
  }
  return Script(files: files)
}

/// Swaps two neighbouring letters of one word.
func mistyped(_ text: String, _ random: inout Random) -> String {
  var words = text.split(separator: " ").map(String.init)
  let long = words.indices.filter { words[$0].count >= 4 }
  let position = long[random.integer(in: 0...(long.count - 1))]
  var letters = Array(words[position])
  let place = random.integer(in: 1...(letters.count - 2))
  letters.swapAt(place, place + 1 < letters.count ? place + 1 : place - 1)
  words[position] = String(letters)
  return words.joined(separator: " ")
}

@Suite struct PlanTests {
  static func stored(_ cards: [Card]) -> [StoredCard] { cards.map { StoredCard(card: $0, isRetired: false) } }

  @Test func `an unchanged deck is kept whole and nothing is written`() {
    var random = Random(seed: 1)
    let notes = randomNotes(&random)
    let plan = Plan(from: Self.stored(notes.cards()), to: notes.cards(), ingested: notes.fileNames)
    #expect(plan.isEmpty)
    #expect(plan.kept == notes.cards().count)
  }

  @Test func `no edit script loses history`() {
    forEachSeed(120) { random in
      var notes = randomNotes(&random)
      let before = notes
      // Each old card's id by the line it was made from.
      var idOfKey: [Int: CardID] = [:]
      let old = notes.cards()
      for (card, line) in zip(old, before.files.flatMap { $0.parts.flatMap(\.lines) }) { idOfKey[line.key] = card.id }
      var edited: Set<Int> = []
      for _ in 0..<random.integer(in: 1...5) {
        let file = random.integer(in: 0...(notes.files.count - 1))
        let part = random.integer(in: 0...(notes.files[file].parts.count - 1))
        let count = notes.files[file].parts[part].lines.count
        let line = random.integer(in: 0...(count - 1))
        switch random.integer(in: 0...5) {
        case 0:
          // One slip a line: more would rightly be asked about.
          let key = notes.files[file].parts[part].lines[line].key
          if edited.insert(key).inserted {
            let text = notes.files[file].parts[part].lines[line].text
            notes.files[file].parts[part].lines[line].text = mistyped(text, &random)
          }
        case 1: notes.files[file].parts[part].lines.swapAt(line, (line + 1) % count)
        case 2:
          let new = Script.Line(
            key: 1_000 + random.integer(in: 0...100_000),
            text: "a wholly other remark \(random.integer(in: 0...99_999))",
            answer: "unrelated remark")
          notes.files[file].parts[part].lines.insert(new, at: line)
        case 3: notes.files[file].parts[part].heading += " renamed"
        case 4: notes.files[file].name = "notes/moved-\(random.integer(in: 0...9_999)).md"
        default: notes.files.swapAt(0, 1)
        }
      }
      let new = notes.cards()
      let plan = Plan(from: Self.stored(old), to: new, ingested: notes.fileNames)
      guard plan.retired.isEmpty else { throw Broken("retired \(plan.retired.map(\.card.question.markdown))") }
      var finalIDs: [Int: CardID] = [:]
      let changes = Dictionary(
        uniqueKeysWithValues: (plan.added + plan.changed + plan.moved + plan.revived + plan.refreshed).map {
          (SourceKey($0.card), $0.card.id)
        })
      for (card, line) in zip(new, notes.files.flatMap { $0.parts.flatMap(\.lines) }) {
        finalIDs[line.key] = changes[SourceKey(card)] ?? old.first { SourceKey($0) == SourceKey(card) }?.id
      }
      for (key, id) in idOfKey where finalIDs[key] != id {
        throw Broken("line \(key) had \(id) and has \(finalIDs[key]?.rawValue ?? "none")")
      }
      let ids = finalIDs.values.map(\.rawValue)
      guard Set(ids).count == ids.count else { throw Broken("two lines share an id") }
    }
  }

  private struct SourceKey: Hashable {
    let span: SourceSpan?, question: String
    init(_ card: Card) { (span, question) = (card.sources.first, card.question.markdown) }
  }

  static func card(
    _ id: String, _ source: String, question: String, answer: String, file: String = "notes/a.md", line: Int = 3,
    heading: String = "Lambda", slot: String? = nil
  ) -> Card {
    Card(
      id: CardID(id), deck: "notes", form: .basic, pattern: "numeric-limit", question: RichText(markdown: question),
      answer: RichText(markdown: answer), sources: [SourceSpan(file: file, line: line)], concepts: ["lambda"],
      fingerprint: Fingerprint(
        source: stableHash(source), questionAndAnswer: stableHash(question + "\n" + answer),
        slot: stableHash(slot ?? question), path: stableHash(file + heading), sourceText: source))
  }

  @Test func `a changed number keeps the id and is to be learned again`() throws {
    let old = Self.card(
      "a", "maximum execution time: 900 seconds", question: "What is the maximum execution time?", answer: "900 seconds"
    )
    let new = Self.card(
      "n", "maximum execution time: 600 seconds", question: "What is the maximum execution time?", answer: "600 seconds"
    )
    let plan = Plan(from: Self.stored([old]), to: [new], ingested: ["notes/a.md"])
    let change = try #require(plan.changed.first)
    #expect(change.card.id == CardID("a"))
    #expect(change.before?.answer == "900 seconds")
    #expect(change.factChanged)
    #expect(plan.added.isEmpty && plan.retired.isEmpty)
  }

  @Test(arguments: [
    (
      "the table is never publicly accessible", "never publicly accessible", "the table is publicly accessible",
      "publicly accessible"
    ),
    (
      "the default mode is provisioned capacity", "provisioned capacity", "the default mode is on-demand capacity",
      "on-demand capacity"
    ),
    (
      "restores take fifteen minutes for one table", "fifteen minutes", "restores take fifteen hours for one table",
      "fifteen hours"
    ),
  ])
  func `a changed polarity, word or unit is a changed fact`(before: String, was: String, after: String, isNow: String)
    throws
  {
    let old = Self.card("a", before, question: "What is said of it?", answer: was)
    let new = Self.card("n", after, question: "What is said of it?", answer: isNow)
    let plan = Plan(from: Self.stored([old]), to: [new], ingested: ["notes/a.md"])
    #expect(try #require(plan.changed.first).factChanged)
  }

  @Test func `a mended typo and a better question from the same line are no changed facts`() throws {
    let old = Self.card(
      "a", "make a dynamodb talbe accessible in regions", question: "What do global tables do?",
      answer: "make a talbe accessible")
    let mended = Self.card(
      "n", "make a dynamodb table accessible in regions", question: "What do global tables do?",
      answer: "make a table accessible")
    let plan = Plan(from: Self.stored([old]), to: [mended], ingested: ["notes/a.md"])
    #expect(try #require(plan.changed.first).factChanged == false)
    let better = Self.card(
      "n", "make a dynamodb talbe accessible in regions", question: "What are global tables for?",
      answer: "Access in 3 Regions", slot: "What do global tables do?")
    let upgraded = Plan(from: Self.stored([old]), to: [better], ingested: ["notes/a.md"])
    let change = try #require(upgraded.changed.first)
    #expect(change.card.id == CardID("a"))
    #expect(!change.factChanged)
  }

  @Test func `a line put in above is no change for the learner`() throws {
    let old = Self.card("a", "timeout: 900 seconds", question: "What is the timeout?", answer: "900 seconds", line: 3)
    let new = Self.card("n", "timeout: 900 seconds", question: "What is the timeout?", answer: "900 seconds", line: 5)
    let plan = Plan(from: Self.stored([old]), to: [new], ingested: ["notes/a.md"])
    #expect(plan.changes.isEmpty && plan.kept == 1)
    #expect(try #require(plan.refreshed.first).card.sources.first?.lineStart == 5)
  }

  @Test func `only files that were read have cards retired, and a returning line revives its card`() {
    let here = Self.card("a", "timeout: 900 seconds", question: "What is the timeout?", answer: "900 seconds")
    let there = Self.card("b", "memory: 10 GB", question: "How much memory?", answer: "10 GB", file: "notes/b.md")
    let plan = Plan(from: Self.stored([here, there]), to: [], ingested: ["notes/a.md"])
    #expect(plan.retired.map(\.card.id) == [CardID("a")])
    #expect(plan.kept == 1)
    let again = Plan(from: [StoredCard(card: here, isRetired: true)], to: [here], ingested: ["notes/a.md"])
    #expect(again.revived.map(\.card.id) == [CardID("a")])
    #expect(again.added.isEmpty)
    let gone = Plan(from: [StoredCard(card: here, isRetired: true)], to: [], ingested: ["notes/a.md"])
    #expect(gone.isEmpty)
  }

  @Test func `a renamed file moves its cards, a file that is still there keeps its own`() {
    let old = Self.card("a", "timeout: 900 seconds", question: "What is the timeout?", answer: "900 seconds")
    let new = Self.card(
      "n", "timeout: 900 seconds", question: "What is the timeout?", answer: "900 seconds", file: "notes/c.md")
    let renamed = Plan(from: Self.stored([old]), to: [new], ingested: ["notes/c.md"])
    #expect(renamed.moved.map(\.card.id) == [CardID("a")])
    let copied = Plan(from: Self.stored([old]), to: [new], ingested: ["notes/c.md"], present: ["notes/a.md"])
    #expect(copied.added.count == 1 && copied.moved.isEmpty)
  }

  @Test func `an id that is taken gets a suffix`() {
    let old = Self.card("a", "timeout: 900 seconds", question: "What is the timeout?", answer: "900 seconds")
    let other = Self.card(
      "a", "nothing alike whatsoever", question: "Who wrote the song?", answer: "a bard", slot: "song")
    let plan = Plan(from: Self.stored([old]), to: [old, other, other], ingested: ["notes/a.md"])
    #expect(plan.added.map(\.card.id) == [CardID("a-2"), CardID("a-3")])
  }

  @Test func `identical lines pair in document order`() {
    let lines = (0..<3).map {
      Self.card(
        "old\($0)", "creates a new table", question: "What is created?", answer: "a new table", line: 3 + 2 * $0)
    }
    let new = (0..<3).map {
      Self.card(
        "new\($0)", "creates a new table", question: "What is created?", answer: "a new table", line: 13 + 2 * $0)
    }
    let plan = Plan(from: Self.stored(lines), to: new, ingested: ["notes/a.md"])
    #expect(plan.refreshed.map(\.card.id.rawValue) == ["old0", "old1", "old2"])
  }

  @Test func `a large unchanged deck and five hundred reworded cards are planned alike in two runs`() {
    var random = Random(seed: 7)
    let old = (0..<500).map { number in
      let words = (0..<8).map { _ in vocabulary[random.integer(in: 0...(vocabulary.count - 1))] }
      return Self.card(
        "a\(number)", "\(words.joined(separator: " ")) entry\(number)", question: "What of \(words[0]) entry\(number)?",
        answer: "\(words[1]) entry\(number)", line: 3 + 2 * number, slot: "s\(number)")
    }
    let new = old.enumerated().map { number, card in
      Self.card(
        "n\(number)", mistyped(card.fingerprint.sourceText, &random), question: card.question.markdown + " Now.",
        answer: card.answer.markdown, line: 3 + 2 * number, slot: "t\(number)")
    }
    let plan = Plan(from: Self.stored(old), to: new, ingested: ["notes/a.md"])
    #expect(plan.retired.isEmpty && plan.added.isEmpty)
    #expect(plan.changed.map(\.card.id) == old.map(\.id))
    #expect(plan == Plan(from: Self.stored(old), to: new, ingested: ["notes/a.md"]))
  }

  @Test func `twenty thousand unchanged cards need no scoring`() {
    let cards = (0..<20_000).map {
      Self.card("a\($0)", "line \($0)", question: "What is \($0)?", answer: "\($0)", line: 3 + 2 * $0)
    }
    let plan = Plan(from: Self.stored(cards), to: cards, ingested: ["notes/a.md"])
    #expect(plan.isEmpty && plan.kept == 20_000)
  }
}
