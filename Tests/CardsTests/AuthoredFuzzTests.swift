import Basics
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// Bytes to cards: whatever the file, cards stay true to it.
@Suite struct AuthoredFuzzTests {
  /// More cases than a test run takes: `REHEARSE_FUZZ=100000`.
  static let cases = ProcessInfo.processInfo.environment["REHEARSE_FUZZ"].flatMap(Int.init) ?? 1_500

  private static let pieces = [
    "Q: What is it?\n", "A: That\n", "A:\n", "C: A [gap] here\n", "term :: definition\n", "RCU ::: unit\n", "?\n",
    "??\n",
    "a ==b== c\n", "{{c1::x::hint}} y {{c2::z}}\n", "{{c1::", "}}", "==", "**bold**\n", "# Heading\n", "## Sub #tag\n",
    "#flashcards/x\n", "#exam\n", "<!-- card: skip -->\n", "<!-- cards: off -->\n", "<!-- cards: on -->\n",
    "<!-- card: suspend -->\n", "<!-- section: skip -->\n", "<!-- deck: d -->\n", "- item\n", "  - nested\n",
    "1. one\n",
    "> quote\n", "---\n", "Deck: X\n", "Tags: y\n", "```\n", "    code\n", "| a | b |\n|---|---|\n", "| 1 | 2 |\n",
    "![alt](x.png)\n", "$x_1$ ", "\\(y\\) ", "[[A|B]] ", "\n", "\n\n", "\t", "  ", "\r\n", "\r", "\u{0}", "\u{202E}",
    "é", "日本",
    "maximum size: 400 KB\n", "default timeout: 3 seconds\n", "---\ncards: explicit\n---\n", "---\ncloze: bold\n---\n",
  ]

  private static func bytes(_ random: inout Random) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...14, using: &random) {
      bytes += Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: at)
      default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 12)], at: at)
      }
    }
    return bytes
  }

  private static func cards(_ bytes: [UInt8]) -> (Document, IngestResult) {
    let document = Document(file: "fuzz.md", bytes: bytes)
    return (document, Ingest.run([document]) { _ in IngestOptions(deck: "d") })
  }

  @Test func `whatever the bytes, sources lie inside the file and answers come from their lines`() {
    forEachSeed(Self.cases) { random in
      let bytes = Self.bytes(&random)
      let (document, result) = Self.cards(bytes)
      for block in document.blocks
      where block.lines.lowerBound < 1 || block.lines.upperBound > max(1, document.lines.count)
        || block.bytes.upperBound > bytes.count
      {
        throw Broken("block \(block.lines) \(block.bytes) of \(document.lines.count) lines")
      }
      for card in result.cards where card.pattern == "authored" {
        guard let span = card.sources.first, span.lineStart >= 1, span.lineEnd <= document.lines.count else {
          throw Broken(
            "\(card.sources) of \(document.lines.count) lines: \(String(decoding: bytes, as: UTF8.self).debugDescription)"
          )
        }
        let source = Self.letters(span.lines.map(document.line).joined(separator: " "))
        for word in Self.words(card.answer.plain) where !source.contains(word) {
          throw Broken("\(word) of \(card.answer.markdown.debugDescription) is not in \(source.debugDescription)")
        }
        if card.question.markdown.isEmpty || card.answer.markdown.isEmpty { throw Broken("an empty side: \(card)") }
      }
    }
  }

  @Test func `the same bytes give the same cards, and so do other line breaks`() {
    forEachSeed(Self.cases / 5) { random in
      let bytes = Self.bytes(&random).filter { $0 != 0x0D && $0 < 0x80 && $0 != 0 }
      func told(_ bytes: [UInt8]) -> [String] {
        Self.cards(bytes).1.cards.map {
          "\($0.id) \($0.question.markdown) | \($0.answer.markdown) | \($0.deck) | \($0.tags) | \($0.sources)"
        }
      }
      let first = told(bytes)
      guard told(bytes) == first else { throw Broken("not the same twice") }
      for (name, variant) in [
        ("CRLF", bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }), ("mark", [0xEF, 0xBB, 0xBF] + bytes),
      ] where told(variant) != first {
        throw Broken("\(name): \(told(variant)) and not \(first)")
      }
    }
  }

  private static func letters(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
