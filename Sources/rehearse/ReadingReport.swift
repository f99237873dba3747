import Basics
import Cards
import Foundation
import Notes

extension Reading {
  /// What the plan would do, for people.
  var planText: String {
    var lines = [
      "\(Self.count(fileCount, "file")), \(Self.count(conceptCount, "concept")), \(Self.count(edgeCount, "relation"))"
    ]
    let groups: [(String, [Plan.Change])] = [
      ("added", plan.added), ("changed", plan.changed), ("moved", plan.moved), ("revived", plan.revived),
      ("retired", plan.retired),
    ]
    for (name, changes) in groups where !changes.isEmpty {
      lines.append("  \(Self.count(changes.count, "card")) \(name)")
      let shown = name == "added" ? 3 : 8
      for change in changes.prefix(shown) {
        lines.append("    \(change.card.question.plain.oneLine)")
        if let before = change.before, before.question != change.card.question {
          lines.append("      before: \(before.question.plain.oneLine)")
        }
        if let before = change.before, before.answer != change.card.answer {
          lines.append("      answer: \(change.card.answer.plain.oneLine) (before: \(before.answer.plain.oneLine))")
        }
        if change.needsConsent {
          lines.append(
            "      perhaps another card; it keeps its history, `rehearse cards reset \(change.card.id)` ends it")
        }
      }
      if changes.count > shown { lines.append("    … and \(changes.count - shown) more") }
    }
    lines.append("  \(Self.count(plan.kept, "card")) kept as \(plan.kept == 1 ? "it is" : "they are")")
    return lines.joined(separator: "\n")
  }

  /// What happened, in one line.
  var outcome: String {
    plan.changes.isEmpty
      ? "the cards are up to date"
      : "done: \(plan.added.count) added, \(plan.changed.count) changed, \(plan.moved.count) moved, "
        + "\(plan.retired.count) retired; `rehearse undo` takes it back"
  }

  static func count(_ number: Int, _ thing: String) -> String { number == 1 ? "1 \(thing)" : "\(number) \(thing)s" }

  // MARK: - JSON

  struct Report: Encodable {
    struct Entry: Encodable { let id: String, question: String, answer: String }
    struct Cards: Encodable {
      let added: [Entry], changed: [Entry], moved: [Entry], retired: [Entry], revived: [Entry]
      let kept: Int
    }
    struct Warning: Encodable {
      let file: String?
      let line: Int?
      let rule: String, message: String, remedy: String
    }
    struct Line: Encodable {
      let file: String
      let line: Int
      let cards: [String]
      let concepts: [String]
      let reason: String?
    }
    struct Skipped: Encodable {
      let file: String
      let lineStart: Int, lineEnd: Int
      let reason: String
      enum CodingKeys: String, CodingKey {
        case file, reason
        case lineStart = "line_start"
        case lineEnd = "line_end"
      }
    }
    let files: Int, bytes: Int
    let cards: Cards
    let concepts: Int, edges: Int
    let warnings: [Warning]
    let skipped: [Skipped]
    let lines: [Line]?
  }

  func report(explain: Bool) -> Report {
    func entries(_ changes: [Plan.Change]) -> [Report.Entry] {
      changes.map {
        Report.Entry(
          id: $0.card.id.rawValue, question: $0.card.question.markdown, answer: $0.card.answer.markdown)
      }
    }
    let skipped = accounts.filter { $0.cards.isEmpty }
    return Report(
      files: fileCount, bytes: bytes,
      cards: Report.Cards(
        added: entries(plan.added), changed: entries(plan.changed), moved: entries(plan.moved),
        retired: entries(plan.retired), revived: entries(plan.revived), kept: plan.kept),
      concepts: conceptCount, edges: edgeCount,
      warnings: diagnostics.map {
        Report.Warning(
          file: $0.span?.file, line: $0.span?.lineStart, rule: $0.rule, message: $0.message, remedy: $0.remedy)
      },
      skipped: skipped.map {
        Report.Skipped(
          file: $0.span.file, lineStart: $0.span.lineStart, lineEnd: $0.span.lineEnd, reason: $0.reason ?? "")
      },
      lines: explain
        ? accounts.map {
          Report.Line(
            file: $0.span.file, line: $0.span.lineStart, cards: $0.cards.map(\.rawValue), concepts: $0.concepts,
            reason: $0.reason)
        } : nil)
  }

  // MARK: - Line by line

  /// The notes line by line: which cards and concepts each gave, or why it gave none.
  var explanation: String {
    let cards = Dictionary(self.cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var lines: [String] = [], file = ""
    for account in accounts {
      if account.span.file != file {
        file = account.span.file
        lines += lines.isEmpty ? [file] : ["", file]
      }
      let text = sourceLine(account.span)
      lines.append("\(account.span.lineStart)  \(text)")
      for card in account.cards.compactMap({ cards[$0] }) {
        lines.append("      \(card.pattern): \(card.question.plain.oneLine) → \(card.answer.plain.oneLine)")
      }
      if !account.concepts.isEmpty { lines.append("      concepts: \(account.concepts.joined(separator: ", "))") }
      if let reason = account.reason { lines.append("      no card: \(reason)") }
    }
    return lines.joined(separator: "\n")
  }
}
