import Basics
import Cards
import Concepts
import Scheduling

/// What a break left behind, by the decks whose settings count.
///
/// Where more is overdue than a day's limit, what is most likely still known comes first, because saving it costs least
/// and loses least while it waits; and new cards wait until the rest is below a day's limit.
struct CatchUp {
  /// Names of settings that are behind.
  let decks: Set<String>
  /// Overdue cards and the days that they take, in those decks.
  let overdue: [String: Int]
  private let recall: [CardID: Double]

  init(_ reviews: [Candidate], used: [String: Int], _ material: StudyMaterial, _ now: Instant) {
    var overdue: [String: Int] = [:], settings: [String: DeckSettings] = [:]
    for review in reviews {
      let name = review.settings.name
      settings[name] = review.settings
      let today = material.zone.studyDay(of: now, rolloverHour: review.settings.rolloverHour)
      if review.dueDay < today { overdue[name, default: 0] += 1 }
    }
    let behind = overdue.filter { $0.value > settings[$0.key]!.reviewsPerDay && settings[$0.key]!.reviewsPerDay > 0 }
    decks = Set(behind.keys)
    self.overdue = behind
    var schedulers: [String: Scheduler] = [:], recall: [CardID: Double] = [:]
    for name in behind.keys { schedulers[name] = try? Scheduler(settings: settings[name]!, zone: material.zone) }
    for review in reviews {
      guard let scheduler = schedulers[review.settings.name] else { continue }
      recall[review.card.id] = scheduler.retrievability(of: review.state, at: now)
    }
    self.recall = recall
  }

  /// Those of decks that are behind by how likely they are still known; the rest as they were, before them.
  func ordered(_ reviews: [Candidate]) -> [Candidate] {
    guard !decks.isEmpty else { return reviews }
    let (late, usual) = (
      reviews.filter { decks.contains($0.settings.name) }, reviews.filter { !decks.contains($0.settings.name) }
    )
    return usual
      + late.sorted { one, other in
        let (left, right) = (recall[one.card.id] ?? 0, recall[other.card.id] ?? 0)
        return left != right ? left > right : one.lot < other.lot
      }
  }

  /// How likely it is still known, where that decided its place.
  func recall(of card: CardID) -> Double? { recall[card] }
}
