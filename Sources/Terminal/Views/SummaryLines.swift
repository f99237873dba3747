import Basics
import Notes
import Study

/// The end of a session in words; plain mode and the full screen show the same.
enum SummaryLines {
  static func lines(_ summary: QuizSummary, at now: Instant, columns: Int) -> [StyledLine] {
    guard summary.answered > 0 else {
      let head = summary.comeBack.unasked > 0 ? "Nothing answered." : "Nothing is due now."
      return [StyledLine(head, .title), .blank] + wrap([Piece(summary.comeBack.text(at: now))], width: columns)
    }
    var body = [StyledLine(summary.comeBack.unasked > 0 ? "Enough for now" : "Done for now", .title), .blank]
    var facts =
      "\(counted(summary.answered, "answer")) on \(counted(summary.cards, "card")) in \(time(summary.timeSpent))"
    if summary.learnt > 0 { facts += ", \(summary.learnt) new" }
    body += wrap([Piece(facts + ".")], width: columns)
    if let rate = summary.recallRate {
      body += wrap([Piece("Recalled \(Int((rate * 100).rounded())) % of the reviews.")], width: columns)
    }
    if !summary.hardest.isEmpty {
      body += [.blank, StyledLine("Hardest", .heading)]
      for card in summary.hardest {
        let times = card.again > 0 ? "again ×\(card.again)" : "hard ×\(card.hard)"
        let question = card.question.plain.split(separator: "\n").joined(separator: " ")
        let room = max(8, columns - Width.of(times) - 4)
        body.append(
          StyledLine([
            Piece("• ", .muted), Piece(Width.fitted(Sanitize.line(question), columns: room)),
            Piece("  " + times, .muted),
          ]))
      }
    }
    if !summary.weakConcepts.isEmpty {
      body += [.blank, StyledLine("Weak concepts", .heading)]
      for concept in summary.weakConcepts {
        body += wrap(
          [
            Piece("• ", .muted), Piece(concept.name),
            Piece("  forgotten \(concept.forgotten) of \(concept.asked)", .muted),
          ], width: columns, hangingIndent: 2)
      }
    }
    return body + [.blank] + wrap([Piece(summary.comeBack.text(at: now), .strong)], width: columns)
  }

  private static func time(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    if seconds < 60 { return "\(seconds) s" }
    return seconds < 3_600
      ? "\(seconds / 60) min" + (seconds % 60 > 0 ? " \(seconds % 60) s" : "")
      : "\(seconds / 3_600) h \(seconds / 60 % 60) min"
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
