import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

@testable import Cards

/// Every concept that the lexicon finds in the documents, for tests that need names only.
func lexiconGraph(_ documents: [Document]) -> ConceptGraph {
  var spans: [Concept.ID: [SourceSpan]] = [:]
  for document in documents {
    for block in document.blocks {
      for match in Lexicon.bundled.matches(in: block.plain) where match.entry.isConcept {
        spans[match.entry.id, default: []].append(document.span(block))
      }
    }
  }
  let concepts = spans.keys.sorted().compactMap { id in
    Lexicon.bundled.entry(id).map {
      Concept(
        id: id, name: $0.name, aliases: $0.aliases.map(\.key).sorted(), kind: $0.kind, sources: spans[id] ?? [],
        importance: 0.5)
    }
  }
  return ConceptGraph(concepts: concepts, edges: [])
}

func ingested(_ documents: [Document]) -> IngestResult {
  Ingest.run(documents, graph: lexiconGraph(documents), lexicon: .bundled, deck: { _ in "notes" })
}

/// Question, answer and lines of each card, one a line.
func table(_ cards: [Card]) -> String {
  cards.map { card in
    let lines = card.sources.map { $0.lineEnd > $0.lineStart ? "\($0.lineStart)-\($0.lineEnd)" : "\($0.lineStart)" }
    return "\(card.question.markdown) | \(card.answer.markdown) | \(lines.joined(separator: ",")) | \(card.pattern)"
  }.joined(separator: "\n") + "\n"
}

@Suite struct DumpTests {
  /// `REHEARSE_DUMP=in.md:out.json` writes the cards of a note as `cards list --json` does, for the scorer.
  @Test func `the cards of any note can be written as JSON`() throws {
    guard let paths = ProcessInfo.processInfo.environment["REHEARSE_DUMP"]?.split(separator: ":"), paths.count == 2
    else { return }
    let document = Document(
      file: String(paths[0]), bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: String(paths[0])))))
    let clock = ContinuousClock()
    let start = clock.now
    let result = ingested([document])
    print("ingested in \(clock.now - start): \(result.cards.count) cards")
    let cards: [[String: Any]] = result.cards.map { card in
      var entry: [String: Any] = [
        "id": card.id.rawValue, "kind": card.form.kind, "pattern": card.pattern, "question": card.question.markdown,
        "answer": card.answer.markdown,
        "context": card.context, "concepts": card.concepts,
        "sources": card.sources.map {
          ["file": $0.file, "line_start": $0.lineStart, "line_end": $0.lineEnd] as [String: Any]
        },
      ]
      if case .cloze(let text) = card.form { entry["cloze"] = text }
      return entry
    }
    let silent = result.lines.filter { $0.cards.isEmpty }.map { "\($0.span.lineStart): \($0.reason ?? "?")" }
    let data = try JSONSerialization.data(
      withJSONObject: ["cards": cards, "silent": silent], options: [.prettyPrinted, .sortedKeys])
    try data.write(to: URL(fileURLWithPath: String(paths[1])))
    try table(result.cards).write(toFile: String(paths[1]) + ".txt", atomically: true, encoding: .utf8)
  }
}
