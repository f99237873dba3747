import ArgumentParser
import Basics
import Cards
import Foundation
import Notes
import Scheduling
import Storage
import Study

struct Schedule: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look into the schedule: replay histories, preview a card.",
    subcommands: [SchedulePreview.self, ScheduleReplay.self])
}

struct SchedulePreview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Tell why a card comes when it does, and what each grade would do.",
    discussion: "Example: rehearse schedule preview ID, with an ID that `rehearse cards list` printed.")

  @Argument(help: "The id of a card.") var id: String
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    struct Grade: Encodable {
      let rating: String, label: String, state: String, due: String
      let stability: Double?, difficulty: Double?
    }
    let id: String, state: String
    let reason: String?
    let retrievability: Double?
    let grades: [Grade]
  }

  func run() throws {
    let collection = try Collection(common)
    guard let card = try collection.store.card(CardID(id)) else {
      throw StorageError.noSuchCard(path: collection.store.path, id: CardID(id))
    }
    let now = collection.clock.now(), material = try collection.material(seed: collection.seed(common))
    let queue = Queue(material, at: now)
    let place = (queue.items + queue.later).firstIndex { $0.card == card.card.id }
    let scheduler = try Scheduler(settings: material.decks[card.card.deck], zone: collection.zone)
    let drawn = QuizSession.reviewSeed(of: card.card.id, reviews: card.state.reviews, seed: material.seed)
    let isPrediction = if case .prediction = card.card.form { true } else { false }
    let seed =
      isPrediction ? drawn : queue.balance.seed(drawn, for: card.state, by: scheduler, at: now)
    let report = Report(
      id: id, state: card.state.phase.rawValue, reason: place.map { (queue.items + queue.later)[$0].reason },
      retrievability: scheduler.retrievability(of: card.state, at: now),
      grades: scheduler.preview(card.state, at: now, seed: seed).map { rating, state in
        Report.Grade(
          rating: "\(rating)",
          label: IntervalLabel.text(state.phase == .review ? .days(state.intervalDays) : state.due - now),
          state: state.phase.rawValue, due: state.due.iso8601, stability: state.memory?.stability,
          difficulty: state.memory?.difficulty)
      })
    if common.json { return try Output.json(report) }
    try Output.line(Failure.printable("\(id)  \(card.card.question.plain.oneLine)"))
    try Output.line(
      "  \(report.state)" + (report.retrievability.map { ", recalled now with \(Int($0 * 100)) %" } ?? ""))
    try Output.line(
      place.map { "  \($0 + 1). in the queue: \(report.reason ?? "")" } ?? "  not asked today")
    for grade in report.grades {
      let memory = grade.stability.map { ", stability \($0.short) days" } ?? ""
      try Output.line("  \(grade.rating): \(grade.label), \(grade.state)\(memory)")
    }
  }
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
