import Foundation
import TestSupport
import Testing

/// The repository's notes on their way out: into the real Anki, and into files that other programs read.
@Suite(
  .enabled(
    if: Program.python != nil, "these tests ask the real Anki, by Python; run `make test`, which makes its environment")
)
struct AnkiTests {
  static let first = "2026-11-24T09:00:00Z", later = "2026-11-25T09:00:00Z"
  /// A hand-made card with a slip of the pen, and without.
  static let slip = "A: Idle time csots nothing", mended = "A: Idle time costs nothing"
  static let variants: [(name: String, options: [String])] = [
    ("plain", []), ("history", ["--with-history"]), ("legacy", ["--legacy"]),
    ("both", ["--legacy", "--with-history"]),
  ]

  private func python(_ program: Program, _ arguments: String...) throws -> [String: Any] {
    let result = try program.run(URL(fileURLWithPath: try #require(Program.python)), arguments)
    #expect(result.code == 0, "\(result.errors)\(result.output.prefix(2_000))")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
  }

  private func cards(_ program: Program) throws -> [[String: Any]] {
    let list = try program.rehearse("cards", "list", "--json")
    let json = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any]
    return try #require(json?["cards"] as? [[String: Any]])
  }

  /// The repository's notes and decks, one card with a slip, read at `first`.
  private func prepared() throws -> Program {
    let program = try Program()
    for name in ["notes", "decks"] {
      try FileManager.default.copyItem(
        at: repositoryRoot.appendingPathComponent(name), to: program.folder.appendingPathComponent(name))
    }
    let made = try String(contentsOf: program.folder.appendingPathComponent("decks/serverless.md"), encoding: .utf8)
    try #require(made.contains(Self.mended))
    try program.write(made.replacing(Self.mended, with: Self.slip), to: "decks/serverless.md")
    let result = try program.rehearse("ingest", "notes", "decks", "--yes", "--now", Self.first)
    #expect(result.code == 0, "\(result.errors)")
    return program
  }

  @Test func `the real Anki imports the deck, knows it again, and takes over a mended card alone`() throws {
    let program = try prepared()
    defer { program.remove() }
    let list = try cards(program), count = list.count
    let mendedCards = list.filter { ($0["answer"] as? String)?.contains("csots") == true }
    #expect(mendedCards.count == 1)
    let mendedID = try #require(mendedCards.first?["id"] as? String)
    // Answers to other cards, some of them learnt at once.
    let quiz = try program.rehearse(
      "quiz", "--plain", "--concept", "dynamodb", "--now", Self.first, input: "\n4\n\n3\n\n4\n\n1\nq\n")
    #expect(quiz.code == 0)
    let answered = Set(try cards(program).filter { $0["reviews"] as? Int != 0 }.compactMap { $0["id"] as? String })
    #expect(answered.count >= 3 && !answered.contains(mendedID))

    for (name, options) in Self.variants {
      let export = ["export", "--format", "apkg", "\(name)-1.apkg", "--now", Self.first] + options
      #expect(try program.run(Program.binary, export).output.contains("\(count) cards"))
    }
    let text = try String(contentsOf: program.folder.appendingPathComponent("decks/serverless.md"), encoding: .utf8)
    try program.write(text.replacing(Self.slip, with: Self.mended), to: "decks/serverless.md")
    let again = try program.rehearse("ingest", "notes", "decks", "--yes", "--now", Self.later)
    #expect(again.code == 0 && again.output.contains("0 added, 1 changed"), "\(again.output.suffix(200))")
    for (name, options) in Self.variants {
      _ = try program.run(
        Program.binary, ["export", "--format", "apkg", "\(name)-2.apkg", "--now", Self.later] + options)
    }

    let oracle = repositoryRoot.appendingPathComponent("Tests/ExchangeTests/oracles/anki_import.py").path
    for (name, options) in Self.variants {
      let anki = try python(program, oracle, "\(name)-1.apkg", "\(name)-2.apkg")
      let history = options.contains("--with-history")
      #expect((anki["check_database"] as? [String: Any])?["clean"] as? Bool == true, "\(name)")
      func log(_ step: String) -> [String: Int] { anki[step] as? [String: Int] ?? [:] }
      #expect(log("first")["new"] == count, "\(name): \(log("first"))")
      #expect(log("counts") == ["notes": count, "cards": count, "revlog": history ? 4 : 0], "\(name)")
      #expect(log("again")["duplicate"] == count && log("again")["new"] == 0, "\(name): \(log("again"))")
      #expect(log("counts_again") == log("counts"), "\(name)")
      #expect(log("later")["updated"] == 1 && log("later")["new"] == 0, "\(name): \(log("later"))")
      #expect(log("counts_later") == log("counts"), "\(name)")

      #expect((anki["decks"] as? [String])?.contains("serverless") == true)
      let types = try #require(anki["notetypes"] as? [String: [String: Any]])
      #expect(types["Rehearse Basic"]?["cloze"] as? Bool == false)
      #expect(types["Rehearse Cloze"]?["cloze"] as? Bool == true)
      let tags = try #require(anki["tags"] as? [String])
      #expect(tags.contains("concept::lambda") && tags.contains { $0.hasPrefix("section::") })

      let before = try byID(anki["cards"]), after = try byID(anki["cards_later"])
      #expect(Set(before.keys) == Set(list.compactMap { $0["id"] as? String }), "\(name)")
      let gaps = list.filter { $0["kind"] as? String == "cloze" }.compactMap { $0["id"] as? String }
      #expect(gaps.count > 50)
      for gap in gaps {
        #expect(before[gap]?["notetype"] as? String == "Rehearse Cloze")
        #expect((before[gap]?["question"] as? String)?.contains("class=\"cloze\"") == true, "\(gap)")
      }
      let differing = before.keys.filter { id in
        let old = before[id]?["fields"] as? [String: String], new = after[id]?["fields"] as? [String: String]
        return old != new
      }
      #expect(differing == [mendedID], "\(name): \(differing.count)")
      #expect((after[mendedID]?["fields"] as? [String: String])?["Back"] == "Idle time costs nothing")
      let reviewed = Set(before.filter { $0.value["reviews"] as? Int != 0 }.keys)
      #expect(reviewed == (history ? answered : []), "\(name)")
    }
  }

  /// Anki's cards by our id, which is their first field.
  private func byID(_ cards: Any?) throws -> [String: [String: Any]] {
    let cards = try #require(cards as? [String: [String: Any]])
    return Dictionary(
      cards.values.map { (($0["fields"] as? [String: String])?["ID"] ?? "", $0) }, uniquingKeysWith: { $1 })
  }

  /// Counts what other programs' readers find in the exports, and their ids.
  private static let reader = """
    import csv, html.parser, json, sys
    csv.field_size_limit(1 << 24)
    found = {}
    for name, dialect in [("deck.csv", "excel"), ("deck.tsv", "excel-tab")]:
        rows = list(csv.DictReader(open(name, encoding="utf-8", newline=""), dialect=dialect))
        assert all(None not in row and None not in row.values() for row in rows), name
        found[name] = [[row["id"], row["question"], row["answer"]] for row in rows]
    cards = json.load(open("deck.json", encoding="utf-8"))["cards"]
    found["deck.json"] = [[card["id"], card["question"], card["answer"]] for card in cards]

    class Page(html.parser.HTMLParser):
        answers, depth = 0, []
        def handle_starttag(self, tag, attributes):
            if tag not in ("meta", "link", "br", "hr", "img", "input", "wbr"):
                self.depth.append(tag)
            self.answers += dict(attributes).get("class") == "answer"
        def handle_endtag(self, tag):
            assert self.depth.pop() == tag, tag

    page = Page()
    page.feed(open("deck.html", encoding="utf-8").read())
    page.close()
    assert not page.depth, page.depth
    found["answers"] = page.answers
    print(json.dumps(found))
    """

  @Test func `the other formats hold every card for the readers of other programs`() throws {
    let program = try prepared()
    defer { program.remove() }
    let list = try cards(program)
    for ending in ["csv", "tsv", "json", "html", "md"] {
      let result = try program.rehearse("export", "deck.\(ending)", "--now", Self.first)
      #expect(result.output.contains("\(list.count) cards"), "\(ending): \(result.errors)")
    }
    let found = try python(program, "-c", Self.reader)
    let expected = list.map { card in
      ["id", "question", "answer"].map { card[$0] as? String ?? "" }
    }
    for name in ["deck.csv", "deck.tsv", "deck.json"] {
      let rows = try #require(found[name] as? [[String]])
      #expect(rows.count == list.count, "\(name)")
      #expect(Set(rows.map { $0[0] }) == Set(expected.map { $0[0] }), "\(name)")
    }
    #expect((found["deck.json"] as? [[String]])?.sorted { $0[0] < $1[0] } == expected.sorted { $0[0] < $1[0] })
    #expect(found["answers"] as? Int == list.count)

    // Markdown is read back by the program itself, in a collection of its own.
    let copy = try Program()
    defer { copy.remove() }
    let markdown = try String(contentsOf: program.folder.appendingPathComponent("deck.md"), encoding: .utf8)
    try copy.write(markdown, to: "deck.md")
    #expect(try copy.rehearse("ingest", "deck.md", "--yes").code == 0)
    #expect(try cards(copy).count { $0["pattern"] as? String == "authored" } == list.count)
  }
}
