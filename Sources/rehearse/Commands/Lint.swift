import ArgumentParser
import Basics
import Cards
import Foundation
import Storage

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Find cards that are hard to learn, and lines that are no longer true.",
    discussion: """
      Each finding has the name of its rule, the place in the notes, why it matters and what to write instead. Without \
      PATH the notes of the collection are looked at. A rule can be switched off with --off, for one note with \
      `lint_off: [rule]` in its front matter, and for a deck with the same line in its file. --rules tells what each rule \
      is for. The exit code is 0 whatever is found; with --strict it is 65 where there are errors or warnings.

      Example: rehearse lint notes
      Example: rehearse lint notes --off undemanding --strict
      Example: rehearse lint --json notes/lambda.md
      Example: rehearse lint --rules
      """)

  @Argument(help: "Notes, folders and deck definitions; otherwise those of the collection.") var paths: [String] = []
  @Option(help: "A rule to switch off; can be given several times.") var off: [String] = []
  @Flag(help: "Notes as well: advice, mostly on cards written by hand.") var all = false
  @Flag(help: "Leave with 65 where there are errors or warnings, for scripts.") var strict = false
  @Flag(help: "List the rules, each with why it exists, and look at nothing.") var rules = false
  @OptionGroup var common: CommonOptions

  private struct RuleList: Encodable {
    struct Rule: Encodable { let name: String, why: String }
    let rules: [Rule]
  }

  private struct Report: Encodable {
    let findings: [LintFinding]
    let errors: Int, warnings: Int, notes: Int
  }

  func run() throws {
    if rules { return try list() }
    let files = try NoteFiles(paths.isEmpty ? try known() : paths)
    for problem in files.skipped { Output.note(problem.text(prefix: "rehearse: ")) }
    let report = try Reading(files, defaultDeck: nil, options: common).lint(disabled: Set(off))
    for diagnostic in report.diagnostics { Output.note(diagnostic.text(prefix: "rehearse: ")) }
    func count(_ severity: Diagnostic.Severity) -> Int { report.findings.count { $0.severity == severity } }
    if common.json {
      try Output.json(
        Report(findings: report.findings, errors: count(.error), warnings: count(.warning), notes: count(.note)))
      return try leave(count(.error) + count(.warning))
    }
    for finding in report.findings where all || finding.severity > .note {
      let place = finding.span.map { "\($0): " } ?? ""
      try Output.line(
        Failure.printable(
          "\(place)\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]\n  \(finding.suggestion)"))
    }
    let notes = count(.note)
    Output.note(
      "\(Reading.count(count(.error), "error")), \(Reading.count(count(.warning), "warning")), "
        + Reading.count(notes, "note") + (all || notes == 0 ? "" : " (--all shows them)"))
    try leave(count(.error) + count(.warning))
  }

  private func leave(_ findings: Int) throws {
    if strict, findings > 0 { throw ExitCode(Failure.Code.badData.rawValue) }
  }

  private func list() throws {
    let rules = Lint.ruleNames.map { RuleList.Rule(name: $0, why: LintRules.why($0) ?? "") }
    if common.json { return try Output.json(RuleList(rules: rules)) }
    for rule in rules { try Output.line("\(rule.name)\n  \(rule.why)") }
  }

  /// The notes of the collection that are still there.
  private func known() throws -> [String] {
    let places = try Collection(common).store.files().map(\.absolutePath)
    let present = places.filter { FileManager.default.fileExists(atPath: $0) }
    guard !present.isEmpty else {
      throw Failure(
        "none of the collection's notes is where it was", remedy: "Name the notes: rehearse lint notes", code: .noInput)
    }
    return present
  }
}
