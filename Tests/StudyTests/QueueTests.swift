import Basics
import Cards
import Concepts
import Scheduling
import Study
import TestSupport
import Testing

private func order(_ material: StudyMaterial, _ options: Queue.Options = .init(), at instant: Instant = now) -> [String]
{
  Queue(material, options, at: instant).items.map(\.card.rawValue)
}

@Test func `a queue does not depend on the order of the cards`() {
  forEachSeed(60) { random in
    var material = anyMaterial(&random, cards: 60)
    let first = Queue(material, at: now)
    random.shuffle(&material.cards)
    guard Queue(material, at: now) == first else { throw Broken("another order of cards gave another queue") }
  }
}

@Test func `suspended, buried and doubtful cards never come`() {
  forEachSeed(60) { random in
    let material = anyMaterial(&random, cards: 60)
    let queue = Queue(material, Queue.Options(aheadDays: 3), at: now)
    let asked = Set((queue.items + queue.later).map(\.card))
    for study in material.cards where study.isSuspended || (study.buriedUntil ?? now) > now {
      if asked.contains(study.id) { throw Broken("\(study.id) was asked") }
    }
  }
  let doubtful = StudyMaterial(cards: [StudyCard(card: card("d", confidence: 0.4))])
  #expect(order(doubtful).isEmpty)
}

@Test func `one line of the notes gives at most one review or new card a day`() {
  forEachSeed(60) { random in
    let material = anyMaterial(&random, cards: 60)
    let byID = Dictionary(uniqueKeysWithValues: material.cards.map { ($0.id, $0) })
    var lines: Set<SourceSpan> = []
    for item in Queue(material, at: now).items where item.kind != .learning {
      let line = byID[item.card]!.card.sources[0]
      guard lines.insert(line).inserted else { throw Broken("\(line) came twice") }
    }
  }
}

@Test func `a line that was asked today rests until tomorrow`() {
  var asked = inReview(card("asked", line: 7), daysAgo: -3)
  asked.state.lastReview = now - .hours(2)
  let material = StudyMaterial(cards: [asked, inReview(card("sibling", line: 7)), inReview(card("other", line: 8))])
  #expect(order(material) == ["other"])
  #expect(Queue(material, at: now).heldBack.siblings == 1)
  #expect(Set(order(material, at: now + .days(1))) == ["sibling", "other"])
}

@Test func `daily limits count what was done already`() {
  let cards = (0..<10).flatMap { [StudyCard(card: card("n\($0)")), inReview(card("r\($0)"))] }
  let deck = DeckSettings(name: "serverless", newPerDay: 4, reviewsPerDay: 6)
  let fresh = Queue(StudyMaterial(cards: cards, decks: [deck]), at: now)
  #expect(fresh.count(of: .new) == 4 && fresh.count(of: .review) == 6)
  #expect(fresh.heldBack.newLimit == 6 && fresh.heldBack.reviewLimit == 4)
  let done = DoneToday(new: ["serverless": 3], reviews: ["serverless": 6])
  let later = Queue(StudyMaterial(cards: cards, decks: [deck], doneToday: done), at: now)
  #expect(later.count(of: .new) == 1 && later.count(of: .review) == 0)
  let below = DoneToday(new: ["serverless::a": 1, "serverless::b": 1], reviews: ["serverless::a": 5, "other": 9])
  let shared = Queue(StudyMaterial(cards: cards, decks: [deck], doneToday: below), at: now)
  #expect(shared.count(of: .new) == 2 && shared.count(of: .review) == 1)
}

@Test func `new cards come in the order of introduction, whatever the order of lines`() {
  let cards = [
    card("child", line: 1, concepts: ["ttl", "dynamodb"]), card("plain", line: 2),
    card("parent", line: 3, concepts: ["dynamodb"]), card("root", line: 9, concepts: ["aws"]),
  ].map { StudyCard(card: $0) }
  let graph = ConceptGraph(
    concepts: ["aws", "dynamodb", "ttl"].map {
      Concept(id: $0, name: $0.uppercased(), aliases: [], kind: .service, sources: [], importance: 1)
    }, edges: [Edge(from: "ttl", to: "dynamodb", kind: .partOf, rule: "test", sources: [])])
  let material = StudyMaterial(cards: cards, graph: graph, introduction: ["aws", "dynamodb", "ttl"])
  #expect(order(material) == ["root", "parent", "child", "plain"])
  #expect(
    Queue(material, at: now).items.map(\.reason) == [
      "new: the first card about AWS", "new: the first card about DYNAMODB",
      "new: comes after its prerequisite DYNAMODB", "new: next in the notes",
    ])
}

@Test func `a known prerequisite is the reason for what builds on it`() {
  let graph = ConceptGraph(
    concepts: [
      Concept(id: "dynamodb", name: "Amazon DynamoDB", aliases: [], kind: .service, sources: [], importance: 1)
    ],
    edges: [Edge(from: "ttl", to: "dynamodb", kind: .requires, rule: "test", sources: [])])
  let material = StudyMaterial(
    cards: [
      inReview(card("old", concepts: ["dynamodb"]), daysAgo: -5), StudyCard(card: card("new", concepts: ["ttl"])),
    ],
    graph: graph, introduction: ["dynamodb", "ttl"])
  #expect(Queue(material, at: now).items.map(\.reason) == ["new: its prerequisite Amazon DynamoDB is known"])
}

@Test(arguments: [(0, "due today"), (1, "due yesterday"), (2, "due 2 days ago"), (30, "due 30 days ago")])
func `the reason of a review tells how long it has been due`(daysAgo: Int, reason: String) {
  let material = StudyMaterial(cards: [inReview(card("r"), daysAgo: daysAgo)])
  #expect(Queue(material, at: now).items.map(\.reason) == [reason])
}

@Test func `a review due later today is due today, one of tomorrow only with ahead`() {
  var tonight = inReview(card("tonight"))
  tonight.state.due = now + .hours(12)
  let material = StudyMaterial(cards: [tonight, inReview(card("tomorrow"), daysAgo: -1)])
  #expect(order(material) == ["tonight"])
  #expect(order(material, Queue.Options(aheadDays: 1)) == ["tonight", "tomorrow"])
}

@Test func `the day begins at the rollover hour of the person's zone`() {
  let zone = TimeZoneRules(identifier: "Test/East", baseOffsetSeconds: 9 * 3_600, transitions: [])
  var card = inReview(card("r"))
  // 04:00 local on the 25th, as the scheduler writes it, is 19:00 UTC on the 24th.
  card.state.due = Instant(iso8601: "2026-11-24T19:00:00Z")!
  let material = StudyMaterial(cards: [card], zone: zone)
  #expect(order(material, at: Instant(iso8601: "2026-11-24T18:59:59Z")!).isEmpty)
  #expect(order(material, at: Instant(iso8601: "2026-11-24T19:00:00Z")!) == ["r"])
}

@Test func `new cards are spread among the reviews`() {
  let cards = (0..<3).map { StudyCard(card: card("n\($0)")) } + (0..<9).map { inReview(card("r\($0)")) }
  let kinds = Queue(StudyMaterial(cards: cards), at: now).items.map(\.kind)
  #expect(kinds.indices.filter { kinds[$0] == .new }.count == 3)
  for start in [0, 4, 8] { #expect(kinds[start..<start + 4].count { $0 == .new } == 1) }
}

@Test func `due learning cards come first, by the time their step ended`() {
  let cards = [
    inReview(card("review")), inLearning(card("second"), due: now - .minutes(1)),
    inLearning(card("first"), due: now - .minutes(5)), inLearning(card("later"), due: now + .minutes(5)),
  ]
  let queue = Queue(StudyMaterial(cards: cards), at: now)
  #expect(queue.items.map(\.card.rawValue) == ["first", "second", "review"])
  #expect(queue.later.map(\.card.rawValue) == ["later"])
}

@Test func `options choose by deck, concept, number and newness`() {
  let cards = [
    StudyCard(card: card("a", deck: "serverless::dynamodb", concepts: ["ttl"])),
    inReview(card("b", deck: "serverless::dynamodb")), inReview(card("c", deck: "Serverless2", concepts: ["ttl"])),
  ]
  let material = StudyMaterial(cards: cards)
  #expect(Set(order(material, .init(deck: "SERVERLESS"))) == ["a", "b"])
  #expect(Set(order(material, .init(concept: "ttl"))) == ["a", "c"])
  #expect(order(material, .init(newOnly: true)) == ["a"])
  #expect(order(material, .init(limit: 2)).count == 2)
  #expect(order(material, .init(limit: 0)).isEmpty)
}

@Test func `overlapping lines are kept apart where another card can stand between`() {
  forEachSeed(40) { random in
    let cards = (0..<12).map { number in
      var made = card("k\(number)")
      made.sources = [
        SourceSpan(file: "notes/a.md", lines: number < 4 ? 1...(5 + number) : (20 * number)...(20 * number))
      ]
      return inReview(made)
    }
    let queue = Queue(StudyMaterial(cards: cards, seed: random.next()), at: now).items.map(\.card.rawValue)
    let overlapping: Set = ["k0", "k1", "k2", "k3"]
    let last = queue.dropFirst(queue.count - 7)
    for (one, other) in zip(queue, queue.dropFirst())
    where overlapping.contains(one) && overlapping.contains(other) && !last.contains(one) {
      throw Broken("\(one) and \(other) are neighbours in \(queue)")
    }
  }
}

@Test func `a collection of thousands of cards is planned and begun`() throws {
  var cards: [StudyCard] = []
  for number in 0..<20_000 {
    let made = card("k\(number)", line: number + 1, deck: "serverless::d\(number % 7)", concepts: ["c\(number % 50)"])
    cards.append(number % 3 == 0 ? StudyCard(card: made) : inReview(made, daysAgo: number % 400 - 380))
  }
  let material = StudyMaterial(cards: cards, introduction: (0..<50).map { "c\($0)" }, seed: 9)
  var session = try QuizSession(material, at: now)
  _ = session.start(at: now)
  // One in twenty of the 13,333 reviews is due, more than the daily 200: new cards wait.
  #expect(session.queue.items.count == 200 && session.view(at: now).card != nil)
  #expect(session.queue.heldBack.catchingUp == 6_667)
}
