import ArgumentParser
import Basics
import Foundation
import Scheduling

struct Schedule: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look into the schedule: replay histories, preview a card.",
    subcommands: [ScheduleReplay.self])
}

struct ScheduleReplay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Compute the memory states of given review histories, to compare with other FSRS programs.",
    discussion: """
      FILE has the form {"schedulers":[…],"histories":[…]}; times are seconds, parameters are w0 to w20.

      Example: rehearse schedule replay histories.json --json
      """)

  @Argument(help: "A JSON file with schedulers and histories.") var file: String
  @OptionGroup var common: CommonOptions

  func run() throws {
    let bytes = try NoteFiles.contents(of: file)
    let request: ReplayRequest
    do {
      request = try JSONDecoder().decode(ReplayRequest.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw Failure(
        "\(file): \(Self.describe(error))",
        remedy: "The file needs `schedulers` and `histories`; `rehearse schedule replay --help` shows the form.",
        code: .badData)
    }
    let result: ReplayResult
    do {
      result = try ReferenceReplay.run(request)
    } catch {
      throw Failure("\(file): \(error.description)", remedy: error.remedy, code: .badData)
    }
    if common.json { return try Output.json(result) }
    for history in result.histories {
      try Output.line("history \(history.id)")
      for (number, step) in history.steps.enumerated() {
        let interval = step.intervalDays.map { "\($0) d" } ?? "\(Int(step.dueIn)) s"
        try Output.line(
          "  \(number + 1). \(step.state), stability \(step.stability.short) days, difficulty "
            + "\(step.difficulty.short), next in \(interval)")
      }
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "" : " at " + path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "`\(key.stringValue)` is missing\(place(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "a value has the wrong type\(place(context.codingPath))"
    case .dataCorrupted(let context) where context.codingPath.isEmpty: "this is not JSON"
    case .dataCorrupted(let context): "a value cannot be used\(place(context.codingPath))"
    @unknown default: "the JSON cannot be used"
    }
  }
}

extension Double {
  /// Two decimals, for people.
  var short: String { String(format: "%.2f", self) }
}
