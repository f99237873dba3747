import ArgumentParser
import Foundation
import Glibc

@main
struct Rehearse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Turns technical notes into knowledge that lasts.",
    discussion: """
      Every fact in your notes is a card, and every mechanism is a program you can run.

        rehearse ingest notes        read notes into cards and a concept graph
        rehearse quiz                be asked what is due
        rehearse demo play NAME      predict, run, see why
        rehearse export --format apkg serverless.apkg

      On its own, rehearse tells what is due. Notes are only ever read.
      """,
    version: "0.1.0",
    subcommands: [
      IngestCommand.self, Quiz.self, CardsCommand.self, Graph.self, DemoCommand.self, Export.self, Stats.self,
      LintCommand.self, Operations.self, Explore.self,
      Schedule.self, Undo.self, Check.self, Backup.self, Restore.self, Home.self,
    ],
    defaultSubcommand: Home.self)

  static func main() {
    Interruption.install()
    do {
      var command = try parseAsRoot(withDefaultDays(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code == .success || error is ExitCode { exit(withError: error) }
      let failure = code == .validationFailure ? usage(error) : Failure(error)
      failure.report()
      Glibc.exit(failure.code.rawValue)
    }
  }

  /// `--ahead` alone looks one day ahead.
  private static func withDefaultDays(_ words: [String]) -> [String] {
    guard words.first == "quiz", let place = words.firstIndex(of: "--ahead"),
      place + 1 == words.count || Int(words[place + 1]) == nil
    else { return words }
    return words[...place] + ["1"] + words[(place + 1)...]
  }

  /// A command line that cannot be understood, with the nearest help.
  private static func usage(_ error: any Error) -> Failure {
    let help = fullMessage(for: error).split(separator: "\n").last { $0.contains("--help") }
    let hint = help.map { $0.trimmingCharacters(in: .whitespaces) } ?? "See 'rehearse --help' for more information."
    return Failure(message(for: error), remedy: hint, code: .usage)
  }
}
