import Basics
import GRDB

/// A search as a condition on `CardSQL.study`, with its arguments.
enum SearchSQL {
  static func condition(of query: CardQuery, at now: Instant) -> (sql: String, arguments: StatementArguments) {
    var parts: [String] = [], arguments: [(any DatabaseValueConvertible)?] = []
    for term in query.terms {
      let part: String
      switch term.filter {
      case .text(let text):
        part = "c.number IN (SELECT rowid FROM card_text WHERE card_text MATCH ?)"
        arguments.append(matchExpression(text))
      case .deck(let deck):
        part = "(c.deck = ? OR substr(c.deck, 1, length(?) + 2) = ? || '::')"
        arguments += [deck, deck, deck]
      case .tag(let tag):
        part = """
          (EXISTS (SELECT 1 FROM json_each(c.body, '$.tags') WHERE value = ?)
            OR EXISTS (SELECT 1 FROM json_each(coalesce(m.tags, '[]')) WHERE value = ?))
          """
        arguments += [tag, tag]
      case .concept(let concept):
        part = "EXISTS (SELECT 1 FROM card_concept k WHERE k.card = c.id AND k.concept = ?)"
        arguments.append(concept)
      case .kind(let kind):
        part = "c.kind = ?"
        arguments.append(kind)
      case .pattern(let pattern):
        part = "c.pattern = ?"
        arguments.append(pattern)
      case .file(let file):
        part = "EXISTS (SELECT 1 FROM json_each(c.body, '$.sources') WHERE value ->> '$.file' = ?)"
        arguments.append(file)
      case .id(let id):
        part = "c.id = ?"
        arguments.append(id)
      case .state(let phase):
        part = "coalesce(s.phase, 0) = ?"
        arguments.append(phase.code)
      case .suspended: part = "coalesce(m.suspended, 0) > 0"
      case .buried:
        part = "coalesce(m.buried_until, 0) > ?"
        arguments.append(now.nanoseconds)
      case .due:
        part = "(coalesce(s.phase, 0) > 0 AND s.due <= ?)"
        arguments.append(now.nanoseconds)
      case .leech: part = "coalesce(s.leech, 0) = 1"
      case .waiting: part = "c.confidence < 0.5"
      case .retired: part = "c.retired = 1"
      }
      parts.append(term.isNegated ? "NOT \(part)" : part)
    }
    if !query.terms.contains(where: { $0.filter == .retired }) { parts.append("c.retired = 0") }
    return (" WHERE " + parts.joined(separator: " AND "), StatementArguments(arguments))
  }

  /// Each word as a quoted prefix, so that nothing a person types is taken for FTS5's own syntax.
  private static func matchExpression(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace)
      .map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"*" }
      .joined(separator: " ")
  }
}
