import Basics
import Cards
import Exchange
import Foundation
import Notes
import TestSupport
import Testing

/// CSV, TSV, JSON, Markdown and HTML.
struct TextFormatTests {
  private func text(
    _ format: some ExportFormat, _ view: DeckView, _ history: ExportOptions.History = .leftOut
  ) throws -> String {
    String(decoding: try format.bytes(of: view, options: ExportOptions(history: history)), as: UTF8.self)
  }

  @Test func `the deck as a table for spreadsheets`() throws {
    // A golden is compared by lines, so the returns are made visible.
    let csv = try text(CSVFormat(), Fixture.studied(), .included)
    expectGolden(csv.replacingOccurrences(of: "\r\n", with: "␍\n"), "deck.csv")
  }

  @Test func `the deck as a table for programs`() throws {
    expectGolden(try text(TSVFormat(), Fixture.studied(), .included), "deck.tsv")
  }

  @Test func `the deck as JSON`() throws {
    expectGolden(try text(JSONFormat(), Fixture.studied(), .included), "deck.json")
  }

  @Test func `the deck as Markdown`() throws {
    expectGolden(try text(MarkdownFormat(), Fixture.view()), "deck.md")
  }

  @Test func `the deck as a page`() throws {
    expectGolden(try text(HTMLFormat(), Fixture.view()), "deck.html")
  }

  @Test func `a reader of RFC 4180 gets every text back from the CSV`() throws {
    let rows = CSVReader.rows(try text(CSVFormat(), Fixture.view()))
    #expect(rows.count == Fixture.all.count + 1)
    let header = try #require(rows.first)
    for (row, card) in zip(rows.dropFirst(), Fixture.all) {
      let cells = Dictionary(uniqueKeysWithValues: zip(header, row.map(CSVReader.withoutGuard)))
      #expect(row.count == header.count)
      #expect(cells["id"] == card.id.rawValue)
      #expect(cells["question"] == card.question.markdown)
      // Of control characters only tabs and line ends are texts.
      #expect(cells["answer"] == card.answer.markdown.filter { $0 != "\u{1F}" && $0 != "\u{7}" })
    }
  }

  @Test func `no cell of the CSV begins like a formula`() throws {
    for row in CSVReader.rows(try text(CSVFormat(), Fixture.studied(), .included)) {
      for cell in row { #expect(!cell.hasPrefix("=") && !cell.hasPrefix("-") && !cell.hasPrefix("+"), "\(cell)") }
    }
  }

  @Test func `no text format carries a control sequence of a note`() throws {
    let card = Fixture.card(
      "escape", "red \u{1B}[31m text", "bell \u{7} and \u{9B}2J", form: .list(items: ["one \u{1B}]0;x\u{7}"]),
      context: "A \u{1B}[2J")
    let view = DeckView(decks: [], entries: [DeckView.Entry(card, modified: Fixture.modified)], now: Fixture.now)
    for type in ExportFormats.all where type.id != "apkg" {
      let written = String(decoding: try type.init().bytes(of: view), as: UTF8.self)
      let controls = written.unicodeScalars.filter { $0.properties.generalCategory == .control }
      #expect(controls.allSatisfy { $0 == "\n" || $0 == "\r" || $0 == "\t" }, "\(type.id)")
    }
  }

  @Test func `every record of the TSV is one line with all columns`() throws {
    let lines = try text(TSVFormat(), Fixture.view()).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == Fixture.all.count + 2 && lines.last == "")
    let width = lines[0].split(separator: "\t", omittingEmptySubsequences: false).count
    for line in lines.dropLast() {
      #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == width)
    }
    let tabbed = try #require(lines.first { $0.hasPrefix("n-tab\t") })
    #expect(tabbed.contains("tab\\there") && tabbed.contains("back\\\\slash"))
  }

  @Test func `JSON is what the parser of Foundation reads, with the fields of the interface`() throws {
    let data = Data(try text(JSONFormat(), Fixture.studied(), .included).utf8)
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let cards = try #require(document["cards"] as? [[String: Any]])
    // The retired card is left out.
    #expect(cards.count == Fixture.all.count - 1)
    let first = try #require(cards.first)
    for key in [
      "id", "deck", "kind", "pattern", "question", "answer", "accept", "source", "concepts", "demo", "tags",
      "suspended",
      "state", "due", "stability", "difficulty",
    ] {
      #expect(first[key] != nil, "\(key)")
    }
    #expect((first["source"] as? [String: Any])?["line_start"] as? Int == 12)
    #expect(first["state"] as? String == "review")
    #expect((first["history"] as? [[String: Any]])?.count == 4)
    let nasty = try #require(cards.first { $0["id"] as? String == "n-tab" })
    #expect(nasty["answer"] as? String == "back\\slash \u{1F}and unit separator \u{7}bell")
  }

  @Test func `without history every card is new`() throws {
    for format in [JSONFormat() as any ExportFormat, CSVFormat(), TSVFormat()] {
      let plain = String(decoding: try format.bytes(of: Fixture.studied()), as: UTF8.self)
      #expect(!plain.contains("2026-11-15"), "\(format)")
      #expect(!plain.contains("true"), "\(format)")
      #expect(!plain.contains("review,") && !plain.contains("\"review\""), "\(format)")
    }
  }

  @Test func `the Markdown ingests again as the same authored cards`() throws {
    let cards = [
      Fixture.basic, Fixture.cloze, Fixture.list, Fixture.sequence, Fixture.comparison,
      Fixture.card(
        "lines", "First line\n\nQ: not a mark\n# no heading", "One\nA: two"),
    ]
    let view = DeckView(
      decks: [], entries: cards.map { DeckView.Entry($0, modified: Fixture.modified) }, now: Fixture.now)
    let markdown = try text(MarkdownFormat(), view)
    let document = Document(file: "deck.md", bytes: Array(markdown.utf8))
    var found: [String: String] = [:]
    var clozes: [String] = []
    for authored in document.sections.flatMap(\.authored) {
      switch authored.content {
      case .questionAnswer(let question, let answer):
        found[RichText(markdown: question).plain] = RichText(markdown: answer).plain
      case .cloze(let text): clozes.append(text)
      case .bothWays(let term, _): Issue.record("\(term) came back both ways")
      }
    }
    #expect(clozes == ["TTL needs an attribute of type {{c1::Number::a type}}"])
    #expect(found.count == 5)
    #expect(found["How soon is an expired item deleted?"] == "Within a few days")
    #expect(found["Which three, in \"any\" order?"] == "streams\nbackups\ntables")
    #expect(found["In which order does an invocation go?"] == "init\ninvoke\nshutdown")
    #expect(
      found["On-demand against provisioned: who pays when idle?"] == RichText("Only provisioned & <always>").plain)
    #expect(found["First line\nQ: not a mark\nno heading"] == "One A: two")
    #expect(document.sections.contains { $0.title == "Time to Live" && !$0.authored.isEmpty })
  }

  @Test func `the page loads nothing, runs nothing, and shows text as text`() throws {
    let page = try text(HTMLFormat(), Fixture.view())
    #expect(!page.contains("<script") && !page.contains("javascript:") && !page.contains("<b>"))
    #expect(!page.contains("src=") && !page.contains("url(") && !page.contains("<link"))
    #expect(page.contains("default-src 'none'") && page.contains("prefers-color-scheme: dark"))
    #expect(page.contains("<code>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</code>"))
    #expect(page.components(separatedBy: "<details>").count - 1 == Fixture.all.count)
    #expect(page.components(separatedBy: "<details>").count == page.components(separatedBy: "</details>").count)
    // The hidden words are not in the question.
    let cloze = try #require(page.components(separatedBy: "<details>").first { $0.contains("TTL needs") })
    let summary = try #require(cloze.components(separatedBy: "</summary>").first)
    #expect(summary.contains("[a type]") && !summary.contains("Number"))
  }

  @Test func `a deck can be taken alone, with the decks below it and no others`() {
    let view = Fixture.view()
    #expect(view.selecting(deck: "serverless").entries.count == Fixture.all.count)
    #expect(
      view.selecting(deck: "serverless::lambda").entries.map(\.card.id.rawValue) == ["c-sequence", "c-prediction"])
    #expect(view.selecting(deck: "server").entries.isEmpty)
  }

  @Test func `the list of formats has one of each, found by name and by extension`() throws {
    #expect(ExportFormats.all.map { $0.id } == ["apkg", "csv", "tsv", "json", "markdown", "html"])
    for type in ExportFormats.all {
      #expect(Swift.type(of: try ExportFormats.named(type.id)).id == type.id)
      #expect(
        ExportFormats.forFile("/x/My Deck.\(type.fileExtension.uppercased())").map { Swift.type(of: $0).id } == type.id)
      #expect(!type.summary.isEmpty)
    }
    #expect(ExportFormats.forFile("deck.docx") == nil)
    #expect(throws: ExchangeError.unknownFormat("docx", known: ["apkg", "csv", "tsv", "json", "markdown", "html"])) {
      _ = try ExportFormats.named("docx")
    }
  }
}

/// A reader written from the grammar of RFC 4180, not from the writer.
private enum CSVReader {
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = [], row: [String] = [], cell = String.UnicodeScalarView(), isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      if isQuoted {
        if scalar == "\"", position + 1 < scalars.count, scalars[position + 1] == "\"" {
          cell.append("\"")
          position += 1
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          cell.append(scalar)
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        row.append(String(cell))
        cell = String.UnicodeScalarView()
      } else if scalar == "\r", position + 1 < scalars.count, scalars[position + 1] == "\n" {
        row.append(String(cell))
        rows.append(row)
        (row, cell) = ([], String.UnicodeScalarView())
        position += 1
      } else {
        cell.append(scalar)
      }
      position += 1
    }
    return rows
  }

  static func withoutGuard(_ cell: String) -> String { cell.hasPrefix("'") ? String(cell.dropFirst()) : cell }
}
