import Basics
import Cards
import Scheduling
import Study
import Testing

private func overdue(_ count: Int) -> [StudyCard] {
  (0..<count).map { inReview(card("r\($0)", line: 10 * $0), daysAgo: 30, interval: 5 + 5 * $0) }
}

@Test func `after a break the likeliest known come first and new cards wait`() {
  let deck = DeckSettings(name: "serverless", newPerDay: 5, reviewsPerDay: 4)
  let new = (0..<3).map { StudyCard(card: card("n\($0)", line: 5_000 + 10 * $0)) }
  let queue = Queue(StudyMaterial(cards: overdue(10) + new, decks: [deck]), at: now)
  // The longer the interval, the less a month too late has cost.
  #expect(queue.items.map(\.card.rawValue) == ["r9", "r8", "r7", "r6"])
  #expect(queue.items.allSatisfy { $0.reason.contains("after a break") })
  #expect(queue.heldBack.catchingUp == 3)
  #expect(queue.heldBack.reviewLimit == 6)
}

@Test func `a few days late are no break`() {
  let deck = DeckSettings(name: "serverless", newPerDay: 5, reviewsPerDay: 10)
  let new = [StudyCard(card: card("n", line: 5_000))]
  let queue = Queue(StudyMaterial(cards: overdue(10) + new, decks: [deck]), at: now)
  #expect(queue.items.count == 11 && queue.heldBack.catchingUp == 0)
}
