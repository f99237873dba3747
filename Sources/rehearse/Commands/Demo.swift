import ArgumentParser
import Basics
import Demos
import Foundation
import Glibc
import Simulation
import Storage
import Terminal

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Run mechanisms as programs: predict, run, see why.",
    subcommands: [List.self, Show.self, Run.self, Play.self, SweepCommand.self])

  /// The parameters of a demo, which only the demo knows: everything after its name.
  struct Words: ParsableArguments {
    @Argument(parsing: .allUnrecognized, help: "Parameters of the demo, such as --memory 1024.")
    var words: [String] = []
  }
}

extension DemoCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the demos.", discussion: "Example: rehearse demo list")
    @OptionGroup var common: CommonOptions

    func run() throws {
      if common.json { return try Output.json(CatalogueReport()) }
      try Output.line(Catalogue.render(width: Output.width).joined(separator: "\n"))
      try Output.line("\nrehearse demo play NAME asks you first; rehearse demo run NAME only runs.")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a demo is about, its parameters and its questions.",
      discussion: "Example: rehearse demo show lambda-billing")
    @Argument(help: "The demo's name.") var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
      let demo = try Catalogue.demo(name)
      if common.json { return try Output.json(CatalogueReport([demo])) }
      try Output.line(demo.render(width: Output.width).joined(separator: "\n"))
    }
  }

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a demo and show its timeline, its bill and why each thing happened.",
      discussion: """
        Parameters are the demo's own; `rehearse demo show NAME` lists them.

        Example: rehearse demo run lambda-billing --memory 1024 --seed 7
        """)
    @Argument(help: "The demo's name.") var name: String
    @Option(help: "Also draw the timeline into this SVG file.") var svg: String?
    @OptionGroup var common: CommonOptions
    @OptionGroup var rest: Words

    func run() throws {
      let demo = try Catalogue.demo(name)
      let run = try demo.run(try demo.arguments(rest.words), seed: common.seed ?? 1)
      if let svg { try Output.file(run.timeline.svg(title: demo.title), svg) }
      if common.json { return try Output.json(DemoReport(run)) }
      try Output.line(Failure.printable(run.render(width: Output.width).joined(separator: "\n")))
    }
  }

  struct Play: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Predict, run, and see why, step by step.",
      discussion: """
        Without a terminal, or with --plain, it asks line by line. Once you have predicted something, the demo's \
        predictions join the quiz.

        Example: rehearse demo play dynamodb-ttl
        """)
    @Argument(help: "The demo's name.") var name: String
    @Flag(help: "Line by line, for pipes and screen readers.") var plain = false
    @OptionGroup var common: CommonOptions
    @OptionGroup var rest: Words

    func run() throws {
      let demo = try Catalogue.demo(name)
      let play = DemoPlay(demo, try demo.arguments(rest.words), seed: common.seed ?? 1)
      if plain || !TerminalSession.isPossible() {
        if try PlainDemo.run(play) { try wakePredictions() }
        return
      }
      let theme = common.color.theme(
        environment: { ProcessInfo.processInfo.environment[$0] }, isTerminal: Output.isTerminal)
      let end = try DemoRunner.run(play, theme: theme)
      if end.hasPredicted { try wakePredictions() }
      if let signal = end.signal { throw ExitCode(128 + signal) }
    }

    /// From now on the quiz asks the demo's predictions, with other values each time.
    private func wakePredictions() throws {
      guard let collection = try Collection.existing(common),
        try collection.store.wakePredictions(of: name, at: collection.clock.now()) != nil
      else { return }
      try Output.line("\nThe quiz asks these predictions from now on, with other values each time.")
    }
  }

  struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sweep", abstract: "Run a demo over a range of one parameter and compare.",
      discussion: """
        A range is written A..B; other parameters as for run.

        Example: rehearse demo sweep lambda-billing --memory 128..10240
        """)
    @Argument(help: "The demo's name.") var name: String
    @Option(help: "How many values, 2 to 200.") var steps = 9
    @OptionGroup var common: CommonOptions
    @OptionGroup var rest: Words

    func validate() throws {
      guard (2...200).contains(steps) else { throw ValidationError("--steps is \(steps); choose 2 to 200.") }
    }

    func run() throws {
      let demo = try Catalogue.demo(name)
      var words = rest.words, swept: (name: String, range: String)?
      for index in words.indices where words[index].contains("..") {
        if let equals = words[index].firstIndex(of: "="), words[index].hasPrefix("--") {
          swept = (
            String(words[index][..<equals].dropFirst(2)), String(words[index][words[index].index(after: equals)...])
          )
          words.remove(at: index)
        } else if index > 0, words[index - 1].hasPrefix("--") {
          swept = (String(words[index - 1].dropFirst(2)), words[index])
          words.removeSubrange(index - 1...index)
        }
        break
      }
      guard let swept else {
        throw Failure(
          "no parameter has a range", remedy: "Write one, such as --\(demo.parameters[0].name) A..B.", code: .usage)
      }
      let sweep = try demo.sweep(
        swept.name, over: swept.range, steps: steps, try demo.arguments(words), seed: common.seed ?? 1)
      if common.json { return try Output.json(sweep) }
      try Output.line(sweep.render(width: Output.width).joined(separator: "\n"))
    }
  }
}
