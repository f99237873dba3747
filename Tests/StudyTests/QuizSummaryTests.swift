import Basics
import Cards
import Concepts
import Scheduling
import Study
import TestSupport
import Testing

/// Grades every card by `grade` until the summary comes.
private func finish(
  _ cards: [StudyCard], _ options: Queue.Options = .init(), decks: [DeckSettings] = [], graph: ConceptGraph = .empty,
  grade: (CardID) -> Rating
) throws -> QuizSummary {
  var session = try QuizSession(StudyMaterial(cards: cards, decks: decks, graph: graph), options, at: now)
  _ = session.start(at: now)
  for _ in 0..<100 {
    let view = session.view(at: now)
    if case .finished(let summary) = view.phase { return summary }
    _ = session.handle(.reveal, at: now)
    _ = session.handle(.grade(grade(view.card!.id)), at: now)
  }
  throw Broken("the session never ends")
}

@Test func `the summary counts answers, recall and what was hard`() throws {
  var failed: Set<CardID> = []
  let cards = [
    inReview(card("a", concepts: ["ttl"])), inReview(card("b", concepts: ["ttl"])), inReview(card("c")),
    inReview(card("d")), StudyCard(card: card("n")),
  ]
  let graph = ConceptGraph(
    concepts: [Concept(id: "ttl", name: "Time to Live", aliases: [], kind: .feature, sources: [], importance: 1)],
    edges: [])
  let summary = try finish(cards, graph: graph) { id in
    id == "a" && failed.insert(id).inserted ? .again : id == "c" ? .hard : .easy
  }
  #expect(summary.answered == 6 && summary.cards == 5 && summary.learnt == 1)
  #expect(summary.recallRate == 0.75)
  #expect(summary.hardest.map(\.card) == ["a", "c"])
  #expect(summary.weakConcepts.map(\.name) == ["Time to Live"])
  #expect(summary.weakConcepts[0].forgotten == 1 && summary.weakConcepts[0].asked == 3)
}

@Test func `the summary says when to come back`() throws {
  let limited = try finish(
    (0..<3).map { StudyCard(card: card("n\($0)")) }, decks: [DeckSettings(name: "serverless", newPerDay: 1)]
  ) { _ in .easy }
  #expect(limited.comeBack.text(at: now) == "Come back tomorrow: 2 new cards waiting.")
  let tomorrow = try finish([inReview(card("a")), inReview(card("b"), daysAgo: -1)]) { _ in .easy }
  #expect(tomorrow.comeBack.text(at: now) == "Come back tomorrow: 1 card due.")
  let days = try finish([inReview(card("b"), daysAgo: -4)]) { _ in .easy }
  #expect(days.answered == 0 && days.recallRate == nil && days.comeBack.text(at: now) == "Come back in 4 days.")
  let steps = DeckSettings(name: "serverless", learningSteps: [.minutes(40)])
  let learning = try finish([StudyCard(card: card("n"))], decks: [steps]) { _ in .again }
  #expect(learning.comeBack.text(at: now) == "Come back in 40 minutes: 1 card in learning.")
  #expect(try finish([]) { _ in .good }.comeBack.text(at: now) == "Nothing else is scheduled.")
}

@Test func `quitting ends with the summary and then leaves; undo returns to the cards`() throws {
  let material = StudyMaterial(cards: [inReview(card("a")), inReview(card("b"))])
  var session = try QuizSession(material, at: now)
  _ = session.start(at: now)
  _ = session.handle(.reveal, at: now)
  _ = session.handle(.grade(.good), at: now)
  guard case .finished(let summary) = session.handle(.quit, at: now).first else { throw Broken("no summary") }
  #expect(summary.answered == 1 && summary.comeBack.text(at: now) == "1 card of today is left.")
  var other = session
  #expect(session.handle(.quit, at: now) == [.leave])
  #expect(other.handle(.undo, at: now).count == 1)
  #expect(other.view(at: now).phase == .answer)
}
