import Basics
import Cards
import Scheduling
import Study

/// The first due card of 10,000, from the material in memory, against the least this can cost: one sort by due time.
func studyBenchmarks() -> [Pair] {
  let count = 10_000, now = Instant(seconds: 1_795_510_800)
  guard let scheduler = try? Scheduler(settings: DeckSettings(name: "bench"), zone: .utc) else { return [] }
  var random = Random(seed: 3)
  let studied = benchmarkCards(count).enumerated().map { index, card -> StudyCard in
    guard index.isMultiple(of: 2) else { return StudyCard(card: card) }
    let at = now + .seconds(-random.integer(in: 1...30) * 86_400)
    let review = Review(at: at, rating: .easy, duration: .seconds(4), seed: UInt64(index))
    return StudyCard(card: card, state: scheduler.answer(.new, review))
  }
  let material = StudyMaterial(cards: studied, decks: [DeckSettings(name: "bench")])
  return [
    Pair(
      name: "first due of 10,000 cards", peer: "one sort by due", units: 1, unit: "queue",
      ours: { precondition(Queue(material, at: now).items.first != nil) },
      theirs: {
        let sorted = studied.sorted { ($0.state.due, $0.id) < ($1.state.due, $1.id) }
        precondition(sorted.count == count)
      })
  ]
}
