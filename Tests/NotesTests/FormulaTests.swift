import TestSupport
import Testing

@testable import Notes

@Suite struct FormulaTests {
  private func runs(_ markdown: String) -> [RichText.Run] {
    RichText(markdown: markdown).blocks.flatMap { block -> [RichText.Run] in
      if case .paragraph(let runs) = block { runs } else { [] }
    }
  }
  private func formulas(_ markdown: String) -> [String] {
    runs(markdown).filter { $0.kind == .math }.map { ($0.isDisplay ? "display " : "") + $0.text }
  }

  @Test func `formulas keep every sign, also those of Markdown`() {
    #expect(formulas("$a_1 * b_1 * c$ and $\\{x\\}$ and $x^*y^*$") == ["a_1 * b_1 * c", "\\{x\\}", "x^*y^*"])
    #expect(
      formulas("so \\(x_i\\) and $$E = mc^2$$\n\\[\\sum_i x_i\\]") == [
        "x_i", "display E = mc^2", "display \\sum_i x_i",
      ])
    #expect(formulas("$$\n\\frac{a}{b}\n= c\n$$") == ["display \\frac{a}{b} = c"])
    #expect(RichText(markdown: "is $a_1*b*$ so").plain == "is a_1*b* so")
  }

  @Test func `prices, code, addresses and lone dollars are no formulas`() {
    for text in [
      "costs $5 or $6", "`$x$` is code", "```\n$x$\n```", "[a](http://x/$y$z)", "one $ alone", "$ x $", "$$", "\\$x\\$",
      "a \\[x\\] b",
    ] { #expect(formulas(text) == [], "\(text)") }
    #expect(runs("[a](http://x/$y$z)").first?.link == "http://x/$y$z")
    #expect(RichText(markdown: "`$a$` and ```$b$```").plain == "$a$ and $b$")
  }

  @Test func `text with many open marks is read in time that grows with its length`() {
    for mark in ["$", "$$", "\\(", "\\[", "`", "``", "$a", "\\(`$"] {
      let text = String(repeating: mark + " ", count: 20_000)
      let clock = ContinuousClock()
      let time = clock.measure {
        _ = MathSpans.math(in: Array(text.utf8)).count + MathSpans.code(in: Array(text.utf8)).count
      }
      #expect(time < .seconds(5), "\(mark): \(time)")
    }
  }

  @Test func `whatever the text, spans lie inside it, apart and in order`() {
    let pieces = ["$", "$$", "\\(", "\\)", "\\[", "\\]", "`", "``", "```", "\n", "\n\n", "a", " ", "1", "\\", "~~~"]
    forEachSeed(2_000) { random in
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random)! }
        .joined()
      let bytes = Array(text.utf8)
      var end = 0
      for span in MathSpans.math(in: bytes) {
        guard span.range.lowerBound >= end, span.range.upperBound <= bytes.count,
          span.range.contains(span.source.lowerBound), span.source.upperBound < span.range.upperBound
        else { throw Broken("\(span) in \(text.debugDescription)") }
        end = span.range.upperBound
      }
      end = 0
      for span in MathSpans.code(in: bytes) {
        guard span.lowerBound >= end, span.upperBound <= bytes.count else {
          throw Broken("\(span) in \(text.debugDescription)")
        }
        end = span.upperBound
      }
      _ = RichText(markdown: text).blocks
    }
  }
}
