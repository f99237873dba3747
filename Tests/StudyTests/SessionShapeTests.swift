import Basics
import Cards
import Concepts
import Scheduling
import Study
import TestSupport
import Testing

@Test func `a time box ends the sitting with the card at hand`() throws {
  let cards = (0..<5).map { inReview(card("r\($0)", line: 10 * $0)) }
  var session = try QuizSession(StudyMaterial(cards: cards), Queue.Options(timeBox: .minutes(10)), at: now)
  _ = session.start(at: now)
  #expect(session.view(at: now + .minutes(4)).timeLeft == .minutes(6))
  _ = session.handle(.reveal, at: now + .minutes(9))
  _ = session.handle(.grade(.good), at: now + .minutes(9))
  #expect(session.view(at: now + .minutes(9)).card != nil)
  _ = session.handle(.reveal, at: now + .minutes(12))
  let effects = session.handle(.grade(.good), at: now + .minutes(12))
  guard case .finished(let summary) = effects.last else { throw Broken("the sitting goes on") }
  #expect(summary.answered == 2 && summary.comeBack.unasked == 3)
}

@Test func `only the cards that were searched for are asked`() throws {
  let cards = (0..<5).map { inReview(card("r\($0)", line: 10 * $0)) }
  let queue = Queue(StudyMaterial(cards: cards), Queue.Options(only: ["r1", "r3"]), at: now)
  #expect(Set(queue.items.map(\.card)) == ["r1", "r3"])
}

private let chain = ConceptGraph(
  concepts: ["base", "above", "else"].map {
    Concept(id: $0, name: $0, aliases: [], kind: .term, sources: [], importance: 0.5)
  }, edges: [Edge(from: "above", to: "base", kind: .requires, rule: "test", sources: [])])

private func forgotten(_ others: [StudyCard]) throws -> (QuizSession, [CardID]) {
  let top = inReview(card("top", line: 1, concepts: ["above"]), daysAgo: 9)
  let material = StudyMaterial(
    cards: [top] + others, graph: chain, introduction: ["base", "above", "else"], seed: 1)
  var session = try QuizSession(material, at: now), asked: [CardID] = [], clock = now
  _ = session.start(at: clock)
  while let id = session.view(at: clock).card?.id {
    asked.append(id)
    clock += .seconds(5)
    _ = session.handle(.reveal, at: clock)
    _ = session.handle(.grade(id == "top" && asked.count == 1 ? .again : .good), at: clock)
  }
  return (session, asked)
}

@Test func `a lapse asks next what the card builds on, though it came later in the queue`() throws {
  let others =
    (0..<5).map { inReview(card("e\($0)", line: 100 + 10 * $0, concepts: ["else"]), daysAgo: 5) }
    + [inReview(card("b", line: 500, concepts: ["base"]), daysAgo: 0)]
  let (_, asked) = try forgotten(others)
  #expect(asked.prefix(2) == ["top", "b"])
  #expect(asked.count { $0 == "b" } == 1)
}

@Test func `a lapse asks what the card builds on even before it is due, and undo takes that back`() throws {
  let base = inReview(card("b", line: 500, concepts: ["base"]), daysAgo: -20, interval: 30)
  let (_, asked) = try forgotten([base])
  #expect(asked.prefix(2) == ["top", "b"])

  let top = inReview(card("top", line: 1, concepts: ["above"]), daysAgo: 9)
  var session = try QuizSession(
    StudyMaterial(cards: [top, base], graph: chain, introduction: ["base", "above"], seed: 1), at: now)
  _ = session.start(at: now)
  _ = session.handle(.reveal, at: now)
  let before = session.view(at: now)
  _ = session.handle(.grade(.again), at: now)
  #expect(session.view(at: now).card?.id == "b")
  #expect(session.view(at: now).reason == "what was just forgotten builds on base")
  #expect(session.view(at: now).progress.total == 2)
  _ = session.handle(.undo, at: now)
  #expect(session.view(at: now).card?.id == "top" && session.view(at: now).progress == before.progress)
}

@Test func `flags and marks are tags that undo takes back`() throws {
  var session = try QuizSession(StudyMaterial(cards: [inReview(card("a"))]), at: now)
  _ = session.start(at: now)
  #expect(session.handle(.flag, at: now) == [.tag("a", "flagged", isOn: true)])
  #expect(session.handle(.confusing, at: now) == [.tag("a", "confusing", isOn: true)])
  #expect(session.view(at: now).tags == ["confusing", "flagged"])
  #expect(session.handle(.flag, at: now) == [.tag("a", "flagged", isOn: false)])
  for expected in [["confusing", "flagged"], ["flagged"], []] {
    guard case .undo("a", _)? = session.handle(.undo, at: now).first else { throw Broken("nothing was undone") }
    #expect(session.view(at: now).tags == expected)
  }
}

@Test func `reviews are spread over nearby days, and the log alone gives the states again`() throws {
  // Sixty cards of one interval on one day: fuzz alone leaves days that are twice as full as others.
  let cards = (0..<60).map { inReview(card("r\($0)", line: 10 * $0), interval: 40) }
  var session = try QuizSession(StudyMaterial(cards: cards, seed: 9), at: now), clock = now
  var balanced: [Int: Int] = [:], plain: [Int: Int] = [:]
  _ = session.start(at: clock)
  while let id = session.view(at: clock).card?.id {
    let before = try #require(session.state(of: id)), scheduler = session.scheduler(of: id)
    _ = session.handle(.reveal, at: clock)
    guard case .record(_, let review, let after)? = session.handle(.grade(.good), at: clock).first else {
      throw Broken("\(id) was not recorded")
    }
    #expect(scheduler.answer(before, review) == after)
    balanced[scheduler.studyDay(of: after.due), default: 0] += 1
    let seed = QuizSession.reviewSeed(of: id, reviews: before.reviews, seed: 9)
    let usual = scheduler.answer(before, Review(at: clock, rating: .good, duration: .zero, seed: seed))
    plain[scheduler.studyDay(of: usual.due), default: 0] += 1
    clock += .seconds(3)
  }
  let fullest = try #require(balanced.values.max()), usual = try #require(plain.values.max())
  #expect(balanced.values.reduce(0, +) == 60 && fullest < usual)
}
