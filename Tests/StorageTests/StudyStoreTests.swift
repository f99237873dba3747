import Basics
import Cards
import Foundation
import Scheduling
import Storage
import Testing

@Suite struct StudyStoreTests {
  let folder: TemporaryFolder
  let store: StudyStore

  init() throws {
    folder = try TemporaryFolder()
    store = try StudyStore.open(path: folder.path("c.sqlite"), create: .ifMissing, now: Fixture.start)
  }

  @Test func `cards, files and the graph come back as they were applied`() throws {
    let cards = [
      Fixture.card("a", line: 9, concepts: ["lambda", "timeout"], tags: ["limits"]),
      Fixture.card("b", form: .cloze(text: "It runs {{c1::15 minutes}}."), line: 2),
      Fixture.card(
        "c", form: .prediction(demo: "lambda-billing", prediction: "bill"), line: 4, confidence: 0.123456789),
      Fixture.card("d", form: .list(items: ["x", "y"]), line: 7),
    ]
    let graph = Fixture.graph(["lambda", "timeout"], edges: [("timeout", "lambda")])
    let change = Fixture.change(Array(cards[..<3]), retired: [cards[3]], graph: graph)
    try store.apply(change, at: Fixture.start)
    #expect(
      try store.storedCards() == [
        StoredCard(card: cards[1], isRetired: false), StoredCard(card: cards[2], isRetired: false),
        StoredCard(card: cards[3], isRetired: true), StoredCard(card: cards[0], isRetired: false),
      ])
    #expect(try store.graph() == graph)
    #expect(try store.files() == change.files)
    #expect(try store.cards().map(\.card.id.rawValue) == ["b", "c", "a"])
    #expect(try store.check().problems == [])
  }

  @Test func `a card that its note suspends wakes with the note, one that a person suspended does not`() throws {
    let cards = [Fixture.card("a"), Fixture.card("b")], ids = cards.map(\.id)
    var change = Fixture.change(cards)
    change.suspended = ids
    try store.apply(change, at: Fixture.start)
    #expect(try store.cards().map(\.isSuspended) == [true, true])
    #expect(try store.operations(last: 9).map(\.kind) == [.ingest])

    try store.suspend([ids[1]], at: Fixture.start + .seconds(1))
    change.suspended = []
    change.unsuspended = ids
    try store.apply(change, at: Fixture.start + .seconds(2))
    #expect(try store.cards().filter(\.isSuspended).map(\.card.id) == [ids[1]])

    for _ in 0..<3 { try store.undo(at: Fixture.start + .seconds(3)) }
    #expect(try store.cards().isEmpty)
  }

  @Test func `applying what is there already leaves no operation`() throws {
    let change = Fixture.change([Fixture.card("a")], graph: Fixture.graph(["lambda"]))
    #expect(try store.apply(change, at: Fixture.start) != nil)
    #expect(try store.apply(change, at: Fixture.start + .seconds(1)) == nil)
    #expect(try store.operations(last: 9).count == 1)
  }

  @Test func `a recorded review is in the log and in the state, also after opening again`() throws {
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
    let scheduler = try Fixture.scheduler()
    let state = try store.answer("a", .good, at: Fixture.start, seed: .max, by: scheduler)
    #expect(state == scheduler.answer(.new, Review(at: Fixture.start, rating: .good, duration: .zero, seed: .max)))
    try store.close()
    let again = try StudyStore.open(path: store.path, now: Fixture.start)
    #expect(try again.state(of: CardID("a")) == state)
    let log = try again.reviews(of: CardID("a"))
    let review = Review(at: Fixture.start, rating: .good, duration: .seconds(4), seed: .max)
    #expect(log.map(\.event) == [.answer(review)])
    #expect(log.map(\.phase) == [.new])
    #expect(try again.check().isSound)
  }

  @Test func `two programs that answer one card lose no answer, and the state follows from both`() throws {
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
    let other = try StudyStore.open(path: store.path, now: Fixture.start)
    let scheduler = try Fixture.scheduler()
    try store.answer("a", .good, at: Fixture.start, by: scheduler)
    try other.answer("a", .again, at: Fixture.start + .seconds(1), by: scheduler)
    #expect(try store.reviews(of: CardID("a")).count == 2)
    #expect(try store.check().problems == [])
  }

  @Test func `a review of an unknown card is refused and leaves nothing`() throws {
    let before = try store.dump()
    #expect(throws: StorageError.noSuchCard(path: store.path, id: CardID("nobody"))) {
      try store.answer("nobody", .good, at: Fixture.start, by: try Fixture.scheduler())
    }
    #expect(try store.dump() == before)
    #expect(try store.operations(last: 1).isEmpty)
  }

  @Test func `undo takes a review back but keeps its row, marked`() throws {
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
    let before = try store.dump()
    try store.answer("a", .again, at: Fixture.start + .seconds(5), by: try Fixture.scheduler())
    let undone = try store.undo(at: Fixture.start + .seconds(9))
    #expect(undone?.kind == .review)
    #expect(try store.dump() == before)
    #expect(try store.state(of: CardID("a")) == .new)
    #expect(try store.reviews(of: CardID("a")).isEmpty)
    #expect(try store.reviews(of: CardID("a"), includingUndone: true).map(\.isUndone) == [true])
    #expect(try store.check().isSound)
  }

  @Test func `undoing every operation leaves an empty collection, then there is nothing to undo`() throws {
    let empty = try store.dump()
    let card = Fixture.card("a", concepts: ["lambda"])
    try store.apply(Fixture.change([card], graph: Fixture.graph(["lambda"])), at: Fixture.start)
    try store.answer("a", .good, at: Fixture.start + .seconds(5), by: try Fixture.scheduler())
    try store.suspend([card.id], at: Fixture.start + .seconds(6))
    try store.reset([card.id], at: Fixture.start + .seconds(7))
    for _ in 0..<4 { #expect(try store.undo(at: Fixture.start + .seconds(8)) != nil) }
    #expect(try store.undo(at: Fixture.start + .seconds(9)) == nil)
    #expect(try store.dump() == empty)
    #expect(try store.check().isSound)
  }

  @Test func `a reset card is new, and its log still replays to its state`() throws {
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
    let scheduler = try Fixture.scheduler()
    try store.answer("a", .easy, at: Fixture.start, by: scheduler)
    try store.reset([CardID("a")], at: Fixture.start + .hours(1))
    #expect(try store.state(of: CardID("a")) == .new)
    try store.answer("a", .hard, at: Fixture.start + .hours(2), by: scheduler)
    #expect(try store.reviews(of: CardID("a")).count == 3)
    #expect(try store.check().problems == [])
  }

  @Test func `the log replays after the settings, and the place, have changed`() throws {
    try store.apply(Fixture.change([Fixture.card("a")]), at: Fixture.start)
    let first = DeckSettings(name: "serverless", desiredRetention: 0.8)
    try store.answer("a", .easy, at: Fixture.start, by: try Scheduler(settings: first, zone: .utc))
    let moved = TimeZoneRules(
      identifier: "Elsewhere", baseOffsetSeconds: 3_600,
      transitions: [.init(at: Fixture.start, offsetSeconds: -36_000)])
    let second = DeckSettings(name: "serverless", desiredRetention: 0.97)
    try store.answer("a", .hard, at: Fixture.start + .days(3), by: try Scheduler(settings: second, zone: moved))
    #expect(try store.check().problems == [])
  }

  @Test func `suspended, buried, waiting and retired cards are not due`() throws {
    let scheduler = try Fixture.scheduler()
    let ids = ["a", "b", "c", "d", "e"]
    try store.apply(Fixture.change(ids.map { Fixture.card($0, line: 5) }), at: Fixture.start)
    for id in ids { try store.answer(id, .again, at: Fixture.start, by: scheduler) }
    let later = Fixture.start + .hours(1), tomorrow = Fixture.start + .days(1)
    #expect(try store.due(at: Fixture.start + .seconds(59)).isEmpty)
    #expect(try store.due(at: later).count == 5)
    try store.suspend([CardID("a")], at: later)
    try store.bury([CardID("b")], until: tomorrow, at: later)
    try store.apply(
      Fixture.change([Fixture.card("c", line: 5, confidence: 0.4)], retired: [Fixture.card("d", line: 5)]), at: later)
    #expect(try store.due(at: later).map(\.card.id.rawValue) == ["e"])
    #expect(try store.due(at: tomorrow).map(\.card.id.rawValue) == ["b", "e"])
    #expect(try store.due(at: later, in: "server").isEmpty)
    #expect(try store.counts(at: later).map(\.due) == [1])
  }

  @Test func `a deck takes the settings of the nearest deck above it`() throws {
    try store.set([DeckSettings(name: "aws::lambda", newPerDay: 3)], at: Fixture.start)
    #expect(try store.settings(of: "aws::lambda::limits") == DeckSettings(name: "aws::lambda::limits", newPerDay: 3))
    #expect(try store.settings(of: "aws") == DeckSettings(name: "aws"))
    #expect(throws: StorageError.self) {
      try store.set([DeckSettings(name: "aws", desiredRetention: 1.5)], at: Fixture.start)
    }
  }
}
