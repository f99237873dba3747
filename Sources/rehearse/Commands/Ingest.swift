import ArgumentParser
import Basics
import Cards
import Foundation
import Storage

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest", abstract: "Read notes into cards and a concept graph; shows the plan first.",
    discussion: """
      PATH is a Markdown file, a folder of them, or a deck definition (.yaml). The notes are only read. Cards whose \
      lines are gone are retired, not deleted, and `rehearse undo` takes the whole ingest back.

      Example: rehearse ingest notes --yes
      """)

  @Argument(help: "Notes, folders and deck definitions.") var paths: [String]
  @Flag(help: "Apply the plan without asking.") var yes = false
  @Flag(help: "Show the plan and apply nothing.") var dryRun = false
  @Flag(help: "Tell line by line what became of the notes.") var explain = false
  @Option(help: "The deck of notes that no deck definition and no front matter puts in one.") var deck: String?
  @OptionGroup var common: CommonOptions

  func run() throws {
    let files = try NoteFiles(paths)
    for problem in files.skipped { Output.note(problem.text(prefix: "rehearse: ")) }
    let reading = try Reading(files, defaultDeck: deck, options: common)
    for diagnostic in reading.diagnostics { Output.note(diagnostic.text(prefix: "rehearse: ")) }
    if explain, !common.json { try Output.line(Failure.printable(reading.explanation)) }

    let applies = try !dryRun && agreed(to: reading)
    if applies, try !reading.isKnown || !reading.plan.isEmpty { try reading.apply() }
    if common.json {
      try Output.json(reading.report(explain: explain))
    } else {
      try Output.line(
        Failure.printable(applies ? reading.outcome : dryRun ? "nothing was changed (--dry-run)" : reading.outcome))
    }
    guard files.skipped.isEmpty else {
      throw Failure(
        files.skipped.count == 1 ? "1 file was passed over" : "\(files.skipped.count) files were passed over",
        remedy: "The others were read; mend the files named above and ingest again.", code: .badData)
    }
  }

  /// Shows the plan and asks, unless `--yes` said so already.
  private func agreed(to reading: Reading) throws -> Bool {
    if !common.json { try Output.line(Failure.printable(reading.planText)) }
    if yes || reading.plan.isEmpty { return true }
    guard Output.isInteractive, !common.json else {
      throw Failure(
        "the plan was not applied, because nobody is there to agree to it",
        remedy: "Add --yes to apply it, or --dry-run to look only.", code: .usage)
    }
    try Output.write("Apply this? [Y/n] ")
    guard let answer = readLine() else { throw Failure.declined }
    guard ["", "y", "yes"].contains(answer.lowercased().trimmingCharacters(in: .whitespaces)) else {
      throw Failure.declined
    }
    return true
  }
}

extension Failure {
  static let declined = Failure(
    "the plan was not applied", remedy: "The collection is as it was; run the command again when you like.",
    code: .interrupted)
}

extension Diagnostic {
  /// `prefix`, the place and the message, and the remedy on a line of its own.
  func text(prefix: String) -> String {
    Failure.printable("\(prefix)\(span.map { "\($0): " } ?? "")\(message)\n  \(remedy)")
  }
}
