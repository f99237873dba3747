import Basics
import Cards
import Foundation
import Notes
import Scheduling
import Storage
import Testing

@Suite struct SearchTests {
  let folder: TemporaryFolder
  let store: StudyStore

  init() throws {
    folder = try TemporaryFolder()
    store = try StudyStore.open(path: folder.path("c.sqlite"), create: .ifMissing, now: Fixture.start)
    let cards = [
      Fixture.card("time", deck: "aws::lambda", question: "How long may a function run?", line: 1, tags: ["limits"]),
      Fixture.card("memory", deck: "aws::lambda", question: "How much memory?", answer: "10,240 MB", line: 2),
      Fixture.card(
        "ttl", deck: "aws::dynamodb", question: "What does TTL delete?", answer: "expired items", line: 3,
        concepts: ["dynamodb-ttl"]),
      Fixture.card("list", deck: "awsome", question: "Name two.", form: .list(items: ["x"]), line: 4, confidence: 0.3),
    ]
    try store.apply(Fixture.change(cards, retired: [Fixture.card("gone", line: 9)]), at: Fixture.start)
    try store.answer("time", .easy, at: Fixture.start, by: try Fixture.scheduler("aws::lambda"))
    try store.suspend([CardID("memory")], at: Fixture.start)
    try store.tag([CardID("ttl")], with: ["hard"], at: Fixture.start)
  }

  @Test(arguments: [
    ("", "time memory ttl list"), ("function", "time"), ("functions running", "time"), ("expire", "ttl"),
    ("\"how long\"", "time"), ("how -long", "memory"), ("deck:aws", "time memory ttl"),
    ("deck:aws::lambda", "time memory"),
    ("tag:limits", "time"), ("tag:hard", "ttl"), ("-tag:hard deck:aws", "time memory"), ("concept:dynamodb-ttl", "ttl"),
    ("kind:list", "list"), ("pattern:numeric-limit kind:basic", "time memory ttl"), ("file:notes/lambda.md ttl", "ttl"),
    ("id:memory", "memory"), ("state:review", "time"), ("is:new", "memory ttl list"), ("is:suspended", "memory"),
    ("-is:suspended is:new", "ttl list"), ("is:due", ""), ("is:waiting", "list"), ("is:retired", "gone"),
    ("is:leech", ""), ("is:buried", ""), ("AWS Lambda Limits", "time memory ttl list"), ("NEAR(", ""), ("-- ' * ^", ""),
  ])
  func `a search finds what it names`(text: String, ids: String) throws {
    #expect(try store.search(text, at: Fixture.start).map(\.card.id.rawValue).joined(separator: " ") == ids)
  }

  @Test(arguments: ["state:old", "is:green", "colour:red", "deck:", "\"never closed"])
  func `text that is no search is refused with a reason`(text: String) {
    #expect {
      try store.search(text, at: Fixture.start)
    } throws: { error in
      if case .query(_, text, let detail)? = error as? StorageError { !detail.isEmpty } else { false }
    }
  }

  @Test func `tags of the person and of the note are listed together, and only the person's can be taken`() throws {
    let id = CardID("time")
    try store.tag([id], with: ["mine", "limits"], at: Fixture.start)
    #expect(try store.card(id)?.tags == ["limits", "mine"])
    try store.untag([id], from: ["mine", "limits"], at: Fixture.start)
    #expect(try store.card(id)?.tags == ["limits"])
    #expect(try store.untag([id], from: ["mine"], at: Fixture.start) == nil)
  }

  @Test func `what a person sees on a card dates it, its line and its reviews do not`() throws {
    let hour = Fixture.start + .hours(1), id = CardID("ttl")
    var card = try #require(try store.card(id)).card
    card.sources = [SourceSpan(file: "notes/dynamodb.md", line: 40)]
    card.confidence = 0.7
    try store.apply(Fixture.change([card]), at: hour)
    try store.answer("ttl", .good, at: hour, by: try Fixture.scheduler())
    #expect(try store.card(id)?.modifiedAt == Fixture.start)
    card.answer = "items past their time"
    try store.apply(Fixture.change([card]), at: hour)
    #expect(try store.card(id)?.modifiedAt == hour)
    try store.tag([id], with: ["x"], at: hour + .seconds(1))
    #expect(try store.card(id)?.modifiedAt == hour + .seconds(1))
    for _ in 0..<2 { try store.undo(at: hour) }
    #expect(try store.card(id)?.modifiedAt == Fixture.start)
  }
}
