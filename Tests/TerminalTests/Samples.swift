import Basics
import Cards
import Concepts
import Notes
import Scheduling
import Study
import Terminal

/// Tuesday, 10:00 UTC.
let now = Instant(iso8601: "2026-11-24T10:00:00Z")!

let sizes = [(40, 12), (80, 24), (120, 40)]

/// Six lines of a note on Time to Live.
let noteLines = [
  "#### Time to Live (TTL)", "", "- items are deleted some time after they expire", "- typically within a few days",
  "- no extra cost", "- the attribute holds seconds since the epoch, as a number",
]

private func state(_ phase: CardState.Phase, interval: Int = 0) -> CardState {
  phase == .new
    ? .new
    : CardState(
      phase: phase, memory: MemoryState(stability: Double(interval), difficulty: 5), due: now - .days(1),
      intervalDays: interval, lastReview: now - .days(interval + 1), reviews: 4, lapses: 1)
}

let ttlCard = Card(
  id: CardID("ttl"), deck: "serverless::dynamodb", form: .basic, pattern: "numeric-limit",
  question: "How long after an item expires does **DynamoDB** usually delete it?", answer: "within a few days",
  accept: ["48 hours", "two days"], context: "DynamoDB › Time to Live",
  sources: [SourceSpan(file: "notes/dynamodb.md", line: 4)], concepts: ["dynamodb-ttl"], demo: "dynamodb-ttl")

let listCard = Card(
  id: CardID("list"), deck: "serverless::dynamodb",
  form: .list(items: ["keys only", "new image", "old image", "new and old images"]),
  pattern: "list-recall", question: "Which view types does a stream have?", answer: "keys only, new image, old image",
  context: "DynamoDB › Streams", sources: [SourceSpan(file: "notes/dynamodb.md", lines: 3...6)], concepts: ["streams"])

let newCard = Card(
  id: CardID("new"), deck: "serverless::lambda", form: .cloze(text: "A function runs for at most {{c1::15 minutes}}."),
  pattern: "fact-cloze", question: "A function runs for at most […].", answer: "15 minutes",
  context: "Lambda › Limits", sources: [SourceSpan(file: "notes/dynamodb.md", line: 6)], concepts: ["aws-lambda"])

func sampleSession(_ cards: [Card] = [ttlCard, listCard, newCard]) throws -> QuizSession {
  let studied = cards.map { StudyCard(card: $0, state: state($0.id == newCard.id ? .new : .review, interval: 12)) }
  let graph = ConceptGraph(
    concepts: [
      Concept(
        id: "dynamodb-ttl", name: "DynamoDB Time to Live", aliases: [], kind: .feature, sources: [], importance: 1)
    ], edges: [])
  let material = StudyMaterial(cards: studied, graph: graph, introduction: ["aws-lambda"], seed: 4)
  return try QuizSession(material, at: now)
}

/// Keeps what a quiz tells it.
struct RecordingHost: QuizHost {
  struct Full: Error {}
  var log: [String] = []
  var clock = TerminalTests.now
  /// Throws at this number of records, as a full disk would.
  var failsAt: Int?

  mutating func record(_ review: Review, of card: CardID, by scheduler: Scheduler, state: CardState) throws {
    if log.count + 1 == failsAt { throw Full() }
    log.append("\(card) \(review.rating) \(state.phase.rawValue)")
    clock += .seconds(5)
  }
  mutating func undo() throws { log.append("undo") }
  mutating func bury(_ card: CardID, until: Instant) throws { log.append("bury \(card) until \(until.iso8601)") }
  mutating func suspend(_ card: CardID) throws { log.append("suspend \(card)") }
  mutating func tag(_ card: CardID, _ tag: String, isOn: Bool) throws {
    log.append("\(isOn ? "tag" : "untag") \(card) \(tag)")
  }
  func sourceLines(of span: SourceSpan, context: Int) -> [SourceLine] {
    let shown = max(1, span.lineStart - context)...min(noteLines.count, span.lineEnd + context)
    return shown.map { SourceLine(number: $0, text: noteLines[$0 - 1], isCited: span.lines.contains($0)) }
  }
  func demo(_ id: String) -> DemoPlay? { id == "dynamodb-ttl" ? sampleDemo : nil }
  mutating func played(demo id: String) { log.append("played \(id)") }
  func draw(demo: String, prediction: String, seed: UInt64) -> Drawn? { nil }
  func now() -> Instant { clock }
}

let sampleDemo = DemoPlay(
  id: "dynamodb-ttl", title: "When a TTL expires, what can still be read?",
  parameters: [
    .init(name: "lifetime", about: "from write to expiry", unit: "min", value: "30", ladder: ["10", "30", "60"]),
    .init(name: "reads", about: "how often it is read", unit: "per hour", value: "60", ladder: ["1", "60"]),
  ],
  tryNext: ["Filter expired items out of the query."],
  situation: { values in
    RichText(
      markdown: "A table deletes its items by *Time to Live*, \(values["lifetime"]!) minutes after they were written.")
  },
  run: { values in
    DemoOutcome(
      predictions: [
        .init(
          question: "Can an item be read after it has expired?", form: .choice(["yes", "no"]), answer: "yes",
          judge: { $0 == "yes" ? .init(.right, "Right: yes.") : .init(.wrong, "Not quite: yes; you said no.") }),
        .init(
          question: "How many expired reads succeed?", form: .typed, answer: values["reads"]!,
          judge: { text throws(DemoPlayError) in
            guard let number = Int(text) else { throw DemoPlayError("'\(text)' is not a number.") }
            return .init(number == 60 ? .right : .close, "60; you said \(number).")
          }),
      ],
      facts: [.init("reads of an expired item", "60")], lanes: ["us-east-1", "eu-west-1"],
      events: [
        .init(time: "+0 s", lane: 0, text: "PutItem session-1, expires in 30 min"),
        .init(time: "+0.9 s", lane: 1, glyph: "◆", text: "replicated: session-1"),
        .init(time: "+30 min", lane: 0, glyph: "○", text: "GetItem session-1 still returns the item"),
        .init(time: "+9.3 h", lane: 0, glyph: "✕", text: "the sweep deletes session-1 and sends that to the replica"),
      ],
      bill: [
        .init(
          item: "DynamoDB write request units", quantity: "2 units", price: "0.000000625 USD", amount: "0.0000013 USD"),
        .init(
          item: "DynamoDB read request units", quantity: "60 units", price: "0.000000125 USD", amount: "0.0000075 USD"),
      ], billTotal: "0.0000088 USD",
      steps: [
        .init(scene: "Write a session.", time: "+0 s", text: "us-east-1: PutItem costs one unit a Region.", rule: 0),
        .init(scene: "Wait.", time: "+30 min", text: "us-east-1: nothing happens at the second of expiry.", rule: 1),
      ],
      rules: [
        .init("A global table replicates every write.", source: "DynamoDB Developer Guide: Global tables, 2026-11"),
        .init(
          "Expired items are deleted some time after; reads return them until then.",
          source: "DynamoDB Developer Guide: Time to Live, 2026-11"),
      ])
  })
