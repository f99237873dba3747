import Basics
import TestSupport
import Testing

@testable import Notes

@Suite struct ReadingTests {
  private func document(_ text: String) -> Document { Document(file: "note.md", bytes: [UInt8](text.utf8)) }

  @Test func `spans and bytes point at what was written, whatever the line breaks`() {
    let plain = document("# A\n\npara one\ngoes on\n\n- item\n  - nested\n")
    let windows = document("\u{FEFF}# A\r\n\r\npara one\r\ngoes on\r\n\r\n- item\r\n  - nested\r\n")
    for document in [plain, windows] {
      #expect(document.blocks.map(\.lines) == [1...1, 3...4, 6...6, 7...7])
      #expect(document.blocks.map(\.plain) == ["A", "para one goes on", "item", "nested"])
    }
    #expect(plain.blocks.map(\.raw) == ["# A", "para one\ngoes on", "- item", "- nested"])
    #expect(windows.blocks[1].raw == "para one\r\ngoes on")
  }

  @Test func `front matter is a slice with its span, and never closed is an error`() {
    let closed = document("---\ndeck: x\ntags: [a]\n---\n# A\n")
    #expect(
      closed.frontMatter
        == RawSlice(text: "deck: x\ntags: [a]", span: SourceSpan(file: "note.md", lines: 1...4), firstLine: 2))
    #expect(closed.blocks.map(\.lines) == [5...5])
    let open = document("---\ndeck: x\n\n# A\n")
    #expect(open.diagnostics.map(\.rule) == ["front-matter-open"])
    #expect(open.diagnostics.first?.severity == .error)
    #expect(open.diagnostics.first?.message == "the front matter is never closed")
    #expect(document("---\n\ntext\n").frontMatter == nil)
  }

  @Test func `bad bytes become diagnostics and cannot drive a terminal`() {
    let bytes: [UInt8] =
      Array("# A\n\nred \u{1B}[31m bell \u{07} \u{202E}txt\u{200B} &#27;[2J ".utf8) + [0xFF, 0x00, 0x0A]
    let document = Document(file: "note.md", bytes: bytes)
    #expect(Set(document.diagnostics.map(\.rule)) == ["invalid-utf8", "control-characters"])
    for block in document.blocks {
      #expect(block.plain.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x202E })
    }
    let rich = RichText(markdown: "a &#27;[31m `\u{1B}]0;x\u{07}` [l\u{1B}](http://x/\u{1B}) \u{9B}1m \u{202E}b")
    #expect(
      rich.plain.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E
      })
    #expect(RichText(markdown: "plain \u{1B}[0m").plain == "plain [0m")
  }

  @Test func `roles and leads follow siblings, not distance`() {
    let document = document("# X\n\nmode (default)\n\n- pay up\n- limit: 5\n  - only for new ones\n\nwhy? because\n")
    let roles = document.blocks.map(\.role)
    #expect(roles == [.section, .label, .member, .property, .detail, .reason])
    #expect(document.blocks[2].lead == 1)
    #expect(document.blocks[4].lead == 3)
  }

  @Test func `tables are read with a line for each row, also right after a paragraph`() throws {
    let document = document("intro\n| a | b |\n| --- | :-: |\n| 1 | `x\\|y` |\n| 2 |\n")
    let table = try #require(document.blocks.last?.table)
    #expect(table.header == ["a", "b"])
    #expect(table.rows.map(\.cells) == [["1", "`x|y`"], ["2", ""]])
    #expect(table.rows.map(\.line) == [4, 5])
    #expect(document.blocks.map(\.lines) == [1...1, 2...5])
  }

  @Test func `clozes without an end are named, equality is no highlight and code is left alone`() {
    let document = document(
      "open {{c1::never closed\n\na == b\n\n`==x==` and `{{c1::y}}` and std::vector\n\n==marked==\n")
    #expect(document.diagnostics.map(\.rule) == ["cloze-open"])
    #expect(document.sections.flatMap(\.authored).map(\.content) == [.cloze(text: "{{c1::marked}}")])
  }

  @Test func `rich text keeps styles, links, code, lists and tables`() {
    #expect(
      RichText(markdown: "a **b** `c` [d](u) ![e](i) $x^2$ for $5 or $6").blocks == [
        .paragraph([
          .init("a "), .init("b", isStrong: true), .init(" "), .init("c", kind: .code), .init(" "),
          .init("d", link: "u"), .init(" "),
          .init("e", kind: .image, link: "i"), .init(" "), .init("x^2", kind: .math), .init(" for $5 or $6"),
        ])
      ])
    #expect(
      RichText(markdown: "1. a\n   - b\n\n```sh\nls\n```\n\n|x|y|\n|-|-|\n|1|2|").plain == "a\nb\nls\nx | y\n1 | 2")
  }

  @Test func `a merge conflict is reported and not read`() {
    let document = document("a\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n\nd\n")
    #expect(document.diagnostics.map(\.rule) == ["merge-conflict"])
    #expect(document.blocks.map(\.plain) == ["a", "d"])
  }

  @Test func `any bytes give blocks inside the file, in order`() throws {
    let original = try courseNotes().source
    forEachSeed(60) { random in
      var bytes = original
      for _ in 0..<Int.random(in: 1...80, using: &random) {
        let at = Int.random(in: 0..<max(1, bytes.count), using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1:
          bytes.insert(
            contentsOf: Array(
              ["|", "---\n", "\r", "> ", "\t", "<!--", "```\n", "  - "].randomElement(using: &random)!.utf8), at: at)
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + 30))
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        }
      }
      let document = Document(file: "fuzz.md", bytes: bytes)
      var line = 1
      for block in document.blocks {
        guard block.lines.lowerBound >= line, block.lines.upperBound <= document.lines.count else {
          throw Broken("block \(block.index) at \(block.lines) after line \(line) of \(document.lines.count)")
        }
        guard block.bytes.lowerBound >= 0, block.bytes.upperBound <= bytes.count else {
          throw Broken("bytes \(block.bytes)")
        }
        line = block.lines.lowerBound
      }
    }
  }

  @Test func `deep nesting is read without recursion`() {
    let text = String(repeating: "> ", count: 3_000) + "deep\n\n" + String(repeating: "- ", count: 400) + "deeper\n"
    #expect(document(text).blocks.contains { $0.plain == "deep" })
  }
}
