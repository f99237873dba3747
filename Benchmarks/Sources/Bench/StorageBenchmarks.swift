import Basics
import Cards
import Foundation
import Notes
import Peers
import Scheduling
import Storage

/// Keeping answers: each on the disk before the next, against SQLite's C interface with a log row and an update each.
///
/// The peer makes its tables within the timing, a few milliseconds. Ours does more for an answer: it computes the state,
/// and writes the operation with its inverse for undo.
func storageBenchmarks() -> [Pair] {
  let answers = 1_000, start = Instant(seconds: 1_795_510_800)
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-bench-\(getpid())")
  func fresh(_ name: String) -> String {
    try? FileManager.default.removeItem(at: folder)
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appendingPathComponent(name).path
  }
  guard let scheduler = try? Scheduler(settings: DeckSettings(name: "bench"), zone: .utc) else { return [] }
  let cards = benchmarkCards(1_000)
  return [
    Pair(
      name: "keep an answer", peer: "SQLite in C", units: answers, unit: "answer",
      prepare: { fresh("store.sqlite") },
      ours: { path in
        let store = try StudyStore.open(path: path, create: .ifMissing, now: start)
        _ = try store.apply(
          CollectionChange(cards: cards.map { StoredCard(card: $0, isRetired: false) }, summary: "bench"), at: start)
        return try seconds {
          for i in 0..<answers {
            let review = Review(
              at: start + .seconds(i + 1), rating: .good, duration: .seconds(4), seed: UInt64(i))
            _ = try store.record(review, of: cards[i % cards.count].id, by: scheduler)
          }
        }
      },
      theirs: { path in
        try seconds { precondition(peer_answers(path, answers) == 0) }
      })
  ]
}

func benchmarkCards(_ count: Int) -> [Card] {
  (0..<count).map { i in
    Card(
      id: CardID("card\(i)"), deck: "bench", form: .basic, pattern: "numeric-limit",
      question: RichText(markdown: "How long may function \(i) run?"), answer: RichText(markdown: "\(i) seconds"),
      sources: [SourceSpan(file: "bench.md", line: i + 1)])
  }
}
