import Basics
import Concepts
import Notes

/// Tells of every line of a document what became of it.
struct Accounts {
  /// The concepts of a line, by file and line, in the order of the graph.
  private let concepts: [String: [Int: [Concept.ID]]]

  init(graph: ConceptGraph) {
    var concepts: [String: [Int: [Concept.ID]]] = [:]
    for concept in graph.concepts {
      for span in concept.sources {
        for line in span.lines where concepts[span.file]?[line]?.last != concept.id {
          concepts[span.file, default: [:]][line, default: []].append(concept.id)
        }
      }
    }
    self.concepts = concepts
  }

  /// One for each line that is not blank, in order.
  func accounts(of document: Document, cards: ArraySlice<Card>, flawed: [Int: Quality.Flaw], foreign: Set<Int> = [])
    -> [LineAccount]
  {
    var byLine: [Int: [CardID]] = [:], supporting: Set<Int> = []
    for card in cards {
      for (index, span) in card.sources.enumerated() {
        for line in span.lines {
          if index == 0 || card.pattern == ListRecallPattern.id && index < card.sources.count - 1
            || card.form.kind == "list" || card.form.kind == "sequence" || card.form.kind == "compare"
          {
            byLine[line, default: []].append(card.id)
          } else {
            supporting.insert(line)
          }
        }
      }
    }
    let concepts = concepts[document.file] ?? [:]
    var owner: [Int: Block] = [:]
    for block in document.blocks { for line in block.lines where owner[line] == nil { owner[line] = block } }
    return (1...max(1, document.lines.count)).compactMap { line in
      guard line <= document.lines.count, !document.line(line).allSatisfy({ $0 == " " }) else { return nil }
      let ids = byLine[line] ?? []
      return LineAccount(
        span: SourceSpan(file: document.file, line: line), cards: ids, concepts: concepts[line] ?? [],
        reason: ids.isEmpty
          ? Self.reason(
            document, line: line, block: owner[line], supports: supporting.contains(line), flawed: flawed,
            isForeign: owner[line].map { foreign.contains($0.index) } ?? false)
          : nil)
    }
  }

  private static func reason(
    _ document: Document, line: Int, block: Block?, supports: Bool, flawed: [Int: Quality.Flaw], isForeign: Bool
  ) -> String {
    if let front = document.frontMatter, front.span.lines.contains(line) { return "front matter" }
    if let block, block.isAuthored, !block.isMuted { return "part of a card that is written out" }
    guard let block else { return "part of the block above" }
    if block.isMuted { return "muted by a comment" }
    if block.isHeading { return "heading" }
    if supports { return "label or lead-in of cards below" }
    if let reason = Personal.reason(block) { return reason }
    let shown = document.line(line)
    if shown.hasPrefix("{%"), shown.hasSuffix("%}") { return "a mark of the site generator" }
    if shown.hasPrefix("> [!") { return "the title of a callout" }
    if isForeign { return ForeignPattern.reason }
    if block.table != nil {
      return line < block.lines.lowerBound + 2 ? "table header" : "no cell of this row can be asked about"
    }
    if let flaw = flawed[block.index] { return "its cards were rejected: \(flaw.rawValue)" }
    switch block.kind {
    case .code: return "code"
    case .html: return "HTML"
    case .thematicBreak: return "rule"
    case .heading, .table, .paragraph, .item, .quote: break
    }
    if block.plain.wordCount <= 5, block.role != .aside { return "too short to be asked about alone" }
    switch block.role {
    case .aside: return "nothing to learn: a link, a picture or an empty item"
    case .label, .leadIn: return "label or lead-in without cards below"
    case .section, .member, .property, .detail, .statement, .example, .reason: return "no pattern fits"
    }
  }
}
