import Basics
import Foundation
import TestSupport
import Testing

@testable import Notes

/// Files that nobody writes on purpose, or somebody does.
@Suite struct HostileTests {
  private func document(_ text: String) -> Document { Document(file: "note.md", bytes: [UInt8](text.utf8)) }

  /// Reads `text` within a time that only a quadratic reader would need more than.
  private func reads(_ text: String, within limit: Duration = .seconds(60), _ what: String) -> Document {
    var read: Document?
    let time = ContinuousClock().measure { read = document(text) }
    #expect(time < limit, "\(what): \(time)")
    return read!
  }

  @Test func `quotes and lists ten thousand levels deep are read`() {
    let quotes = reads(String(repeating: ">", count: 10_000) + " deep\n", "quotes")
    #expect(quotes.blocks.map(\.plain) == ["deep"])
    let lists = reads(String(repeating: "- ", count: 10_000) + "deep\n", "lists")
    #expect(lists.blocks.last?.plain == "deep")
    let mixed = reads(String(repeating: "> - ", count: 5_000) + "Q: a?\n", "mixed")
    #expect(mixed.blocks.last?.plain == "Q: a?")
    let emphasis = reads(String(repeating: "*a **b ", count: 10_000) + "\n", "emphasis")
    #expect(emphasis.blocks.count == 1)
    let brackets = reads(String(repeating: "[", count: 20_000) + "\n", "brackets")
    #expect(brackets.blocks.count == 1)
  }

  @Test func `many headings, one huge line and many open marks take time that grows with their length`() {
    let headings = reads((0..<20_000).map { "# \($0)\n" }.joined(), within: .seconds(120), "headings")
    #expect(headings.sections.count == 20_000)
    let line = reads(String(repeating: "word ", count: 400_000), "one line")
    #expect(line.blocks.count == 1)
    for mark in [
      "==a ", "{{c1::", "{{c1::a}} ", " :: ", "[", "[^", "[[", "{%", "<!--", "`", "$", "**", "?\n", "Q: ", "|", "#a ",
    ] {
      _ = reads(String(repeating: mark, count: 4_000) + "\n", "\(mark.debugDescription) in a row")
    }
    for block in [
      "Q: a?\n\n", "Q: a\n", "C: [a]\n", "a\n?\n", "a :: b\n", "- Q: a\n- A: b\n", "|a|\n|-|\n",
      "<!-- card: skip -->\n\n",
    ] {
      _ = reads(String(repeating: block, count: 1_000), "\(block.debugDescription) in a column")
    }
  }

  @Test func `an empty file, blanks and marks alone have no blocks and no diagnostics`() {
    for text in ["", "\n", "\r", "\r\n\r\n", "\u{FEFF}", "   ", "\t\t\n", "\u{200B}\u{200D}\n"] {
      let document = document(text)
      #expect(document.blocks.allSatisfy { $0.plain.allSatisfy { $0 == "\u{200D}" } }, "\(text.debugDescription)")
      #expect(document.diagnostics.isEmpty, "\(text.debugDescription)")
    }
  }

  @Test func `line breaks, a byte-order mark and tabs change no card`() throws {
    let text = "# A\n\nQ: What\nis a?\nA: b\n- c\n  - d\n\nx :: y\n\n{{c1::g}} h\n\ni\n?\nj\n\n#tag\n"
    let plain = document(text).sections.flatMap(\.authored)
    #expect(plain.count == 4)
    for (name, variant) in [
      ("CRLF", text.replacing("\n", with: "\r\n")), ("CR", text.replacing("\n", with: "\r")),
      ("mark", "\u{FEFF}" + text), ("mixed", text.replacing("b\n", with: "b\r\n")),
      ("no end", String(text.dropLast())), ("spaces at the ends", text.replacing("\n\n", with: "  \n\n")),
    ] {
      let found = document(variant).sections.flatMap(\.authored)
      #expect(found.map(\.content) == plain.map(\.content), "\(name)")
      #expect(found.map(\.lines) == plain.map(\.lines), "\(name)")
    }
    let tabbed = document("Q:\ta?\nA:\tb\n\n-\tx :: y\n").sections.flatMap(\.authored)
    #expect(
      tabbed.map(\.content) == [
        .questionAnswer(question: "a?", answer: "b"), .questionAnswer(question: "x", answer: "y"),
      ])
  }

  @Test func `right-to-left text is kept and the controls that reorder text are not`() {
    let document = document("س: x :: مرحبا \u{202E}abc\u{2066} עברית\u{200F}\n")
    let card = document.sections.flatMap(\.authored).first
    #expect(card?.content == .questionAnswer(question: "س: x", answer: "مرحبا abc עברית"))
  }

  @Test func `no bytes of a card can drive a terminal`() {
    var controls: [String] = [
      "\u{7F}", "\u{80}", "\u{9B}", "\u{9D}", "\u{202A}", "\u{202E}", "\u{2069}", "\u{200B}", "\u{FEFF}",
    ]
    for byte in UInt8(0)..<0x20 where ![9, 10, 13].contains(byte) { controls.append(String(Unicode.Scalar(byte))) }
    for control in controls {
      let text =
        "Q: a\(control)[31mb?\nA: c\(control)]0;d\n\ne\(control) :: f\(control)\n\n# \(control)g\n\n{{c1::h\(control)::i\(control)}}\n"
      let read: Document = document(text)
      var shown: [String] = read.sections.map(\.title)
      for card in read.sections.flatMap(\.authored) {
        switch card.content {
        case .questionAnswer(let question, let answer): shown += [question, answer]
        case .bothWays(let term, let definition): shown += [term, definition]
        case .cloze(let text): shown.append(text)
        }
      }
      #expect(shown.count >= 6)
      for text in shown {
        #expect(!text.unicodeScalars.contains(control.unicodeScalars.first!), "\(text.debugDescription)")
      }
    }
  }

  @Test func `a binary file is an error with its line, stray bytes are a warning`() {
    var random = Random(seed: 1)
    let noise = (0..<4_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(
      Document(file: "a.md", bytes: noise).diagnostics.contains { $0.severity == .error && $0.rule == "binary-file" })
    let stray = Document(file: "a.md", bytes: Array("# A\n\ntext \u{0}here\n".utf8))
    #expect(
      stray.diagnostics.map { "\($0.rule) \($0.span?.lineStart ?? 0) \($0.severity)" } == [
        "control-characters 3 warning"
      ])
    #expect(stray.blocks.last?.plain == "text here")
  }

  @Test func `an underlined heading ends at its line`() {
    let document = document("Title\n=====\ntext\n\nOther\n-----\n\n> Quoted\n> ---\n")
    #expect(document.blocks.map(\.lines) == [1...2, 3...3, 5...6, 8...9])
    #expect(document.sections.map(\.title) == ["Title", "Other"])
  }
}
