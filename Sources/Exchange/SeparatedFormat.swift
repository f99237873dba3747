import Scheduling
import Notes
import Basics
import Cards

/// Comma-separated values by RFC 4180: CRLF line ends, doubled quotes, UTF-8 without a mark.
///
/// It is opened by spreadsheets, which would run a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a
/// cell, and one that begins with a tab, a return or an apostrophe, gets an apostrophe in front. A reader that takes
/// one leading apostrophe away has every text back exactly. For programs there is `tsv`, which changes no cell so.
public struct CSVFormat: ExportFormat {
  public static let id = "csv"
  public static let fileExtension = "csv"
  public static let summary = "table for spreadsheets (RFC 4180); cells that look like formulas get an apostrophe"
  public static let carriesHistory = true

  public init() {}

  public func write(
    _ view: DeckView, options: ExportOptions, to sink: inout some ByteSink
  ) throws(ExchangeError) {
    try CardTable(view, options).write(to: &sink) { cells in cells.map(CSVFormat.cell).joined(separator: ",") + "\r\n" }
  }

  static func cell(_ text: String) -> String {
    let text = text.layoutOnly
    let guarded = text.unicodeScalars.first.map { "=+-@\t\r'".unicodeScalars.contains($0) } == true ? "'" + text : text
    guard guarded.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return guarded }
    return "\"" + guarded.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

/// Tab-separated values, one record a line: a tab, line end or backslash inside a cell is `\t`, `\n`, `\r` or `\\`.
public struct TSVFormat: ExportFormat {
  public static let id = "tsv"
  public static let fileExtension = "tsv"
  public static let summary = "table for programs, one record a line; \\t, \\n and \\\\ inside cells"
  public static let carriesHistory = true

  public init() {}

  public func write(
    _ view: DeckView, options: ExportOptions, to sink: inout some ByteSink
  ) throws(ExchangeError) {
    try CardTable(view, options).write(to: &sink) { cells in cells.map(TSVFormat.cell).joined(separator: "\t") + "\n" }
  }

  static func cell(_ text: String) -> String {
    let text = text.layoutOnly
    guard text.utf8.contains(where: { [0x09, 0x0A, 0x0D, 0x5C].contains($0) }) else { return text }
    var cell = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": cell += "\\t"
      case "\n": cell += "\\n"
      case "\r": cell += "\\r"
      case "\\": cell += "\\\\"
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return cell
  }
}

/// The rows and columns that both tables have. Texts are Markdown; several values in a cell are parted by `; `.
private struct CardTable {
  private static let columns = [
    "id", "deck", "kind", "question", "answer", "cloze", "accept", "context", "source", "concepts", "tags", "demo",
    "suspended",
  ]
  /// `history` has an answer as `time rating seconds seed`.
  private static let historyColumns = [
    "state", "due", "interval_days", "stability", "difficulty", "reviews", "lapses", "history",
  ]
  private let view: DeckView
  private let withHistory: Bool

  init(_ view: DeckView, _ options: ExportOptions) {
    withHistory = options.history == .included
    self.view = withHistory ? view : view.withoutHistory
  }

  func write(
    to sink: inout some ByteSink, line: ([String]) -> String
  ) throws(ExchangeError) {
    try view.validate()
    try sink.write(line(CardTable.columns + (withHistory ? CardTable.historyColumns : [])))
    for entry in view.current {
      try sink.write(line(cells(entry) + (withHistory ? historyCells(entry) : [])))
    }
  }

  private func cells(_ entry: DeckView.Entry) -> [String] {
    let card = entry.card
    var cloze = ""
    if case .cloze(let text) = card.form { cloze = text }
    return [
      card.id.rawValue, card.deck, card.form.kind, card.question.markdown, card.answer.markdown, cloze,
      card.accept.joined(separator: "; "), card.context,
      card.sources.map(\.description).joined(separator: "; "), card.concepts.joined(separator: "; "),
      card.tags.joined(separator: "; "), CardJSON.demo(of: card) ?? "", entry.isSuspended ? "true" : "false",
    ]
  }

  private func historyCells(_ entry: DeckView.Entry) -> [String] {
    let state = entry.state
    let answers = entry.reviews.map { logged in
      let review = logged.review
      return "\(review.at.iso8601) \(review.rating.rawValue) \(JSONValue.number(review.duration.inSeconds).text)"
        + " \(review.seed)"
    }
    return [
      state.phase.rawValue, state.phase == .new ? "" : state.due.iso8601, String(state.intervalDays),
      state.memory.map { $0.stability.description } ?? "", state.memory.map { $0.difficulty.description } ?? "",
      String(state.reviews), String(state.lapses), answers.joined(separator: "; "),
    ]
  }
}
