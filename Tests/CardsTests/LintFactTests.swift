import Basics
import Concepts
import Notes
import TestSupport
import Testing

@testable import Cards

@Suite struct LintFactTests {
  private let note = "# AWS Lambda pricing\n\n- after that $1 for 600000gb-seconds\n- $1 per 600,000 GB-seconds\n"

  private func found(_ today: String?, disabled: Set<String> = []) -> [LintFinding] {
    Lint.run(
      cards: [], graph: .empty, documents: [document(note)], disabled: disabled, today: today
    ).findings
  }

  @Test func `a source that was read more than twelve months ago is to be read again`() throws {
    for day in ["2026-11-24", "2027-11-23", nil] { #expect(!found(day).contains { $0.rule == "old-source" }) }
    let late = try #require(found("2027-11-24").first { $0.rule == "old-source" })
    #expect(late.severity == .warning && late.span?.lineStart == 3)
    #expect(late.message.contains("2026-11-24") && late.suggestion.contains("AWS Lambda pricing page"))
    #expect(found("2030-01-01").count { $0.rule == "old-source" } == 1)
    #expect(found("not a day").allSatisfy { $0.rule != "old-source" })
    #expect(found("2030-01-01", disabled: ["old-source"]).map(\.rule) == ["wrong-fact", "wrong-fact"])
  }

  @Test func `a line that says nothing doubtful ages nothing`() {
    let report = Lint.run(
      cards: [], graph: .empty, documents: [document("# Biology\n\ncells have a nucleus\n")], today: "2040-01-01")
    #expect(report.findings.isEmpty)
  }
}
