import Basics
import Cards
import Concepts
import Foundation
import Notes
import Scheduling
import Storage
import Testing

/// A collection in a folder of its own, which goes with it.
final class TemporaryFolder {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

enum Fixture {
  static let start = Instant(iso8601: "2026-11-24T09:00:00Z")!

  static func card(
    _ id: String, deck: String = "serverless", question: String? = nil, answer: String = "15 minutes",
    form: Card.Form = .basic, line: Int = 1, concepts: [Concept.ID] = [], tags: [String] = [], confidence: Double = 1
  ) -> Card {
    Card(
      id: CardID(id), deck: deck, form: form, pattern: "numeric-limit",
      question: .init(markdown: question ?? "How long may function \(id) run?"), answer: .init(markdown: answer),
      context: "AWS Lambda › Limits", sources: [SourceSpan(file: "notes/lambda.md", lines: line...line + 1)],
      concepts: concepts, tags: tags, confidence: confidence,
      fingerprint: Fingerprint(source: .max, questionAndAnswer: stableHash(id), sourceText: "runs \(id)"))
  }

  static func change(_ cards: [Card], retired: [Card] = [], graph: ConceptGraph? = nil) -> CollectionChange {
    CollectionChange(
      cards: cards.map { StoredCard(card: $0, isRetired: false) }
        + retired.map { StoredCard(card: $0, isRetired: true) },
      files: [NoteFile(path: "notes/lambda.md", hash: .max, bytes: 100, ingestedAt: start)], graph: graph,
      summary: "ingested \(cards.count) cards")
  }

  static func graph(_ names: [String], edges: [(String, String)] = []) -> ConceptGraph {
    let span = SourceSpan(file: "notes/lambda.md", line: 1)
    return ConceptGraph(
      concepts: names.map {
        Concept(id: $0, name: $0.uppercased(), aliases: [], kind: .feature, sources: [span], importance: 1 / 3)
      },
      edges: edges.map { Edge(from: $0.0, to: $0.1, kind: .partOf, rule: "heading", sources: [span]) })
  }

  static func scheduler(_ deck: String = "serverless", zone: TimeZoneRules = .utc) throws -> Scheduler {
    try Scheduler(settings: DeckSettings(name: deck), zone: zone)
  }
}

extension StudyStore {
  /// Answers a card as the quiz does.
  @discardableResult
  func answer(
    _ id: String, _ rating: Rating, at now: Instant, seed: UInt64 = 1, by scheduler: Scheduler
  ) throws -> CardState {
    let review = Review(at: now, rating: rating, duration: .seconds(4), seed: seed)
    return try record(review, of: CardID(id), by: scheduler)
  }
}
