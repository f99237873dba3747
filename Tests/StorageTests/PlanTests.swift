import Basics
import Cards
import Concepts
import Foundation
import Notes
import Scheduling
import Storage
import Testing

@Suite struct PlanTests {
  let folder: TemporaryFolder
  let store: StudyStore
  private let file = NoteFile(path: "notes/lambda.md", hash: 1, bytes: 10, ingestedAt: Fixture.start)

  init() throws {
    folder = try TemporaryFolder()
    store = try StudyStore.open(path: folder.path("c.sqlite"), create: .ifMissing, now: Fixture.start)
  }

  /// Plans `cards` as the whole of the file and applies the plan.
  private func ingest(_ cards: [Card], relearned: [CardID]? = nil) throws -> Plan {
    let plan = Plan(from: try store.storedCards(), to: cards, ingested: ["notes/lambda.md"])
    try store.apply(
      CollectionChange(plan, files: [file], graph: .empty, relearned: relearned), at: Fixture.start)
    return plan
  }

  @Test func `after a plan was applied, the same notes make an empty one`() throws {
    let cards = [Fixture.card("a", line: 1), Fixture.card("b", answer: "10,240 MB", line: 5)]
    #expect(try ingest(cards).added.count == 2)
    let again = Plan(from: try store.storedCards(), to: cards, ingested: ["notes/lambda.md"])
    #expect(again.isEmpty)
    #expect(again.kept == 2)
  }

  @Test func `a card whose line is gone is retired with its history, and revived with it`() throws {
    let cards = [Fixture.card("a", line: 1), Fixture.card("b", answer: "10,240 MB", line: 5)]
    _ = try ingest(cards)
    let state = try store.answer("a", .good, at: Fixture.start, by: try Fixture.scheduler())
    #expect(try ingest([cards[1]]).retired.count == 1)
    #expect(try store.card(CardID("a"))?.isRetired == true)
    #expect(try ingest(cards).revived.count == 1)
    #expect(try store.card(CardID("a"))?.isRetired == false)
    #expect(try store.state(of: CardID("a")) == state)
    #expect(try store.check().isSound)
  }

  @Test func `a card with another answer keeps its log and is learned again, and undo brings its state back`() throws {
    var card = Fixture.card("a", line: 1)
    _ = try ingest([card])
    let state = try store.answer("a", .good, at: Fixture.start, by: try Fixture.scheduler())
    card.answer = RichText(markdown: "20 minutes")
    card.fingerprint.source = 2
    let plan = try ingest([card], relearned: [card.id])
    #expect(plan.changed.map(\.factChanged) == [true])
    #expect(try store.state(of: card.id) == .new)
    #expect(try store.reviews(of: card.id).count == 2)
    #expect(try store.check().isSound)
    try store.undo(at: Fixture.start)
    #expect(try store.state(of: card.id) == state)
    #expect(try store.reviews(of: card.id).count == 1)
  }

  @Test func `unless told otherwise, exactly the certain matches with another answer are learned again`() {
    let card = Fixture.card("a"), other = Fixture.card("b"), third = Fixture.card("c")
    let stored = [card, other, third].map { StoredCard(card: $0, isRetired: false) }
    var changed = [card, other, third]
    changed[0].answer = RichText(markdown: "20 minutes")
    changed[0].fingerprint.source = 2
    let plan = Plan(from: stored, to: changed, ingested: ["notes/lambda.md"])
    let change = CollectionChange(plan, files: [file], graph: nil)
    let expected = plan.changed.filter { $0.factChanged && !$0.needsConsent }.map(\.card.id)
    #expect(change.relearned == expected)
    #expect(plan.changed.map(\.factChanged) == [true])
    #expect(change.cards.count == plan.changes.count + plan.refreshed.count)
  }
}
