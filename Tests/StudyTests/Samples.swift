import Basics
import Cards
import Concepts
import Notes
import Scheduling
import Study

/// Tuesday, 10:00 UTC.
let now = Instant(iso8601: "2026-11-24T10:00:00Z")!

func card(
  _ id: String, line: Int? = nil, deck: String = "serverless", concepts: [String] = [], form: Card.Form = .basic,
  answer: String = "yes", accept: [String] = [], demo: String? = nil, confidence: Double = 1
) -> Card {
  let number = line ?? 1_000 + Int(stableHash(id) % 100_000)
  return Card(
    id: CardID(id), deck: deck, form: form, pattern: "definition", question: RichText(markdown: "What is \(id)?"),
    answer: RichText(markdown: answer), accept: accept, context: "Course › \(deck)",
    sources: [SourceSpan(file: "notes/a.md", line: number)], concepts: concepts, demo: demo, confidence: confidence)
}

/// A card in review, due `daysAgo` days before now, last asked `interval` days before that.
func inReview(_ card: Card, daysAgo: Int = 0, interval: Int = 10) -> StudyCard {
  StudyCard(
    card: card,
    state: CardState(
      phase: .review, memory: MemoryState(stability: Double(interval), difficulty: 5), due: now - .days(daysAgo),
      intervalDays: interval, lastReview: now - .days(daysAgo + interval), reviews: 3))
}

func inLearning(_ card: Card, due: Instant) -> StudyCard {
  StudyCard(
    card: card,
    state: CardState(
      phase: .learning, memory: MemoryState(stability: 1, difficulty: 5), remainingSteps: 1, due: due,
      lastReview: due - .minutes(10), reviews: 1))
}

/// Cards of all phases drawn from `random`, with shared lines, suspended and buried ones among them.
func anyMaterial(_ random: inout Random, cards count: Int) -> StudyMaterial {
  var cards: [StudyCard] = []
  for number in 0..<count {
    let made = card(
      "k\(number)", line: random.integer(in: 1...count * 2),
      deck: ["serverless::a", "serverless::b", "other"][number % 3], concepts: ["c\(random.integer(in: 0...9))"],
      demo: number % 4 == 0 ? "lambda-billing" : nil)
    var study =
      switch random.integer(in: 0...3) {
      case 0: StudyCard(card: made)
      case 1: inLearning(made, due: now + .minutes(random.integer(in: -30...90)))
      default: inReview(made, daysAgo: random.integer(in: -5...20), interval: random.integer(in: 6...200))
      }
    study.isSuspended = random.integer(in: 0...9) == 0
    if random.integer(in: 0...9) == 0 { study.buriedUntil = now + .hours(random.integer(in: -20...20)) }
    cards.append(study)
  }
  let graph = ConceptGraph(
    concepts: (0...9).map {
      Concept(id: "c\($0)", name: "Concept \($0)", aliases: [], kind: .term, sources: [], importance: 0.5)
    },
    edges: (1...9).map { Edge(from: "c\($0)", to: "c\($0 / 2)", kind: .requires, rule: "test", sources: []) })
  return StudyMaterial(
    cards: cards, decks: [DeckSettings(name: "serverless", newPerDay: 8, reviewsPerDay: 30)], graph: graph,
    introduction: (0...9).map { "c\($0)" }, seed: random.next())
}

extension CardID: ExpressibleByStringLiteral {
  public init(stringLiteral id: String) { self.init(id) }
}
