import Basics
import Cards
import Concepts
import Notes
import Scheduling

/// What a session came to.
public struct QuizSummary: Hashable, Sendable {
  public struct HardCard: Hashable, Sendable {
    public let card: CardID
    public let question: RichText
    /// How often it was answered again and hard.
    public let again: Int, hard: Int
  }
  public struct WeakConcept: Hashable, Sendable {
    public let concept: Concept.ID
    public let name: String
    public let forgotten: Int, asked: Int
  }

  public let answered: Int
  /// Different cards among them.
  public let cards: Int
  /// New cards seen for the first time.
  public let learnt: Int
  /// Of the cards that were in review, the part that was recalled; `nil` when there were none.
  public let recallRate: Double?
  public let timeSpent: Duration
  /// The worst five, worst first.
  public let hardest: [HardCard]
  /// The weakest five, weakest first.
  public let weakConcepts: [WeakConcept]
  public let comeBack: ComeBack
}

/// An answer as the session remembers it.
struct Answered: Hashable, Sendable {
  let card: CardID
  let phase: CardState.Phase
  let rating: Rating
  let duration: Duration
}

extension QuizSummary {
  /// A single answer counts for at most two minutes: more is a break.
  static let durationMax = Duration.minutes(2)

  init(_ answers: [Answered], cards: [CardID: StudyCard], names: [Concept.ID: String], comeBack: ComeBack) {
    var order: [CardID] = [], tally: [CardID: (again: Int, hard: Int)] = [:]
    var concepts: [Concept.ID: (forgotten: Int, asked: Int)] = [:]
    for answer in answers {
      if tally[answer.card] == nil { order.append(answer.card) }
      tally[answer.card, default: (0, 0)].again += answer.rating == .again ? 1 : 0
      tally[answer.card, default: (0, 0)].hard += answer.rating == .hard ? 1 : 0
      for concept in cards[answer.card]?.card.concepts ?? [] {
        concepts[concept, default: (0, 0)].asked += 1
        concepts[concept, default: (0, 0)].forgotten += answer.rating == .again ? 1 : 0
      }
    }
    let reviewed = answers.filter { $0.phase == .review }
    answered = answers.count
    self.cards = order.count
    learnt = answers.count { $0.phase == .new }
    recallRate =
      reviewed.isEmpty ? nil : Double(reviewed.count { $0.rating != .again }) / Double(reviewed.count)
    timeSpent = answers.reduce(.zero) { $0 + min($1.duration, QuizSummary.durationMax) }
    hardest = Array(
      order.compactMap { id in
        guard let card = cards[id]?.card, let (again, hard) = tally[id], again + hard > 0 else { return nil }
        return HardCard(card: id, question: card.question, again: again, hard: hard)
      }.sorted { ($0.again, $0.hard, $1.card) > ($1.again, $1.hard, $0.card) }.prefix(5))
    weakConcepts = Array(
      concepts.filter { $0.value.forgotten > 0 }
        .map { id, count in
          WeakConcept(concept: id, name: names[id] ?? id, forgotten: count.forgotten, asked: count.asked)
        }
        .sorted { ($0.forgotten, $1.asked, $1.concept) > ($1.forgotten, $0.asked, $0.concept) }.prefix(5))
    self.comeBack = comeBack
  }
}
