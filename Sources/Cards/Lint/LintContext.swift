import Basics
import Concepts
import Notes

/// Cards, graph and notes with what several rules ask of them, worked out once.
public struct LintContext: Sendable {
  static let authoredPattern = "authored"

  public let cards: [Card]
  public let graph: ConceptGraph
  public let documents: [Document]
  public let facts: [FactFinding]
  /// The day of the run, `2026-11-24`.
  public let today: String?
  /// Stems of the words that say something, by card.
  let questionWords: [Set<String>]
  private let documentByFile: [String: Int]
  /// The lines at which sections begin, by document.
  private let sectionStarts: [[Int]]

  init(cards: [Card], graph: ConceptGraph, documents: [Document], facts: [FactFinding], today: String? = nil) {
    self.today = today
    (self.cards, self.graph, self.documents, self.facts) = (cards, graph, documents, facts)
    questionWords = cards.map { Set(Quality.content($0.question.plain)) }
    var byFile: [String: Int] = [:]
    for (index, document) in documents.enumerated() where byFile[document.file] == nil { byFile[document.file] = index }
    documentByFile = byFile
    sectionStarts = documents.map { document in
      document.sections.map { $0.heading?.lines.lowerBound ?? 1 }
    }
  }

  /// The section of the notes that holds the line, if the notes are at hand.
  func section(at span: SourceSpan) -> (document: Document, section: Section)? {
    guard let index = documentByFile[span.file] else { return nil }
    let starts = sectionStarts[index]
    guard let position = starts.lastIndex(where: { $0 <= span.lineStart }) else { return nil }
    return (documents[index], documents[index].sections[position])
  }

  /// The lines of a span as they stand in the file; empty without the notes.
  func text(_ span: SourceSpan) -> String {
    guard let index = documentByFile[span.file] else { return "" }
    return span.lines.prefix(40).map { documents[index].line($0) }.joined(separator: "\n")
  }

  func finding(
    _ severity: Diagnostic.Severity, _ rule: any LintRule, _ card: Card, _ message: String, suggestion: String
  ) -> LintFinding {
    LintFinding(
      severity, rule: type(of: rule).name, at: card.sources.first, card: card.id, message, suggestion: suggestion)
  }

  /// A question or answer short enough to be quoted in a message.
  static func quoted(_ text: RichText) -> String {
    let plain = text.plain.split(separator: "\n").joined(separator: " ")
    return "“" + (plain.count > 80 ? plain.prefix(79) + "…" : plain) + "”"
  }
}
