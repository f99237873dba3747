import ArgumentParser
import Basics
import Foundation
import Storage

struct Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Retention, work and forecast, with charts.",
    discussion: """
      Retention counts answers to cards in review that were not Again.

      Example: rehearse stats --days 14
      """)
  @Option(help: "This deck and those below it.") var deck: String?
  @Option(help: "How many days back and ahead, 1 to 366.") var days = 30
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (1...366).contains(days) else { throw ValidationError("--days is \(days); choose 1 to 366.") }
  }

  struct Report: Encodable {
    struct Day: Encodable {
      let date: String
      let answers: Int, new: Int, reviews: Int, remembered: Int
      let seconds: Double
    }
    struct Forecast: Encodable { let date: String, due: Int }
    struct Deck: Encodable {
      let deck: String, cards: Int, new: Int, learning: Int, review: Int, suspended: Int, due: Int
    }
    let days: [Day]
    let forecast: [Forecast]
    let decks: [Deck]
    let answers: Int
    let retention: Double?
    let seconds: Double
  }

  func run() throws {
    let collection = try Collection(common)
    let report = try Self.report(collection, deck: deck, days: days)
    if common.json { return try Output.json(report) }
    try Output.line(Failure.printable(Self.text(report)))
  }

  static func report(_ collection: Collection, deck: String?, days: Int) throws -> Report {
    let store = collection.store, zone = collection.zone, now = collection.clock.now(), hour = 4
    let today = zone.studyDay(of: now, rolloverHour: hour)
    func date(_ day: Int) -> String { CivilDate(daysSinceEpoch: day).iso8601 }
    let worked = try store.days(
      from: zone.start(ofStudyDay: today - days + 1, rolloverHour: hour),
      until: zone.start(ofStudyDay: today + 1, rolloverHour: hour), deck: deck, zone: zone, rolloverHour: hour)
    let reviews = worked.reduce(0) { $0 + $1.reviews }, remembered = worked.reduce(0) { $0 + $1.remembered }
    return Report(
      days: worked.map {
        Report.Day(
          date: date($0.day), answers: $0.answers, new: $0.new, reviews: $0.reviews, remembered: $0.remembered,
          seconds: $0.duration.inSeconds)
      },
      forecast: try store.forecast(at: now, days: days, deck: deck, zone: zone, rolloverHour: hour).map {
        Report.Forecast(date: date($0.day), due: $0.due)
      },
      decks: try store.counts(at: now).filter { count in
        deck.map { count.deck == $0 || count.deck.hasPrefix($0 + "::") } ?? true
      }.map {
        Report.Deck(
          deck: $0.deck, cards: $0.cards, new: $0.new, learning: $0.learning, review: $0.review,
          suspended: $0.suspended, due: $0.due)
      },
      answers: worked.reduce(0) { $0 + $1.answers },
      retention: reviews == 0 ? nil : Double(remembered) / Double(reviews),
      seconds: worked.reduce(0) { $0 + $1.duration.inSeconds })
  }

  private static func text(_ report: Report) -> String {
    var lines: [String] = []
    let minutes = Int((report.seconds / 60).rounded())
    lines.append(
      "\(report.answers) answers in \(minutes) min; retention "
        + (report.retention.map { "\(Int(($0 * 100).rounded())) %" } ?? "not known before the first reviews"))
    for deck in report.decks {
      lines.append(
        "  \(deck.deck): \(deck.cards) cards, \(deck.new) new, \(deck.learning) in learning, \(deck.review) in review, "
          + "\(deck.suspended) suspended, \(deck.due) due")
    }
    if !report.days.isEmpty {
      lines += ["", "Answers by day"] + bars(report.days.map { ($0.date, $0.answers) })
    }
    if report.forecast.contains(where: { $0.due > 0 }) {
      lines += ["", "Due by day"] + bars(report.forecast.prefix(14).map { ($0.date, $0.due) })
    }
    return lines.joined(separator: "\n")
  }

  /// One line a day; the longest bar has 40 cells, in eighths of a cell.
  private static func bars(_ values: [(label: String, value: Int)]) -> [String] {
    let greatest = max(1, values.map(\.value).max() ?? 1)
    return values.map { label, value in
      let eighths = value * 320 / greatest
      let part = eighths % 8 == 0 ? "" : String("▏▎▍▌▋▊▉"[String.Index(utf16Offset: eighths % 8 - 1, in: "▏▎▍▌▋▊▉")])
      return "  \(label)  \(String(repeating: "█", count: eighths / 8))\(part) \(value)"
    }
  }
}
