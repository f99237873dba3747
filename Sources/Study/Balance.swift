import Basics
import Cards
import Scheduling

/// Spreads reviews over nearby days: of the intervals that fuzz allows, the one whose day has least to do.
///
/// What is chosen is the seed of the review, which the log keeps, so that replaying the log gives the same states
/// without knowing what else was due. One seed serves all four grades: their intervals stay in order.
public struct Balance: Hashable, Sendable {
  /// How many seeds are looked at.
  static let draws = 8

  /// Reviews that are due, by study day.
  private(set) var load: [Int: Int]

  init(load: [Int: Int]) { self.load = load }

  /// The seed of a review of `state` now: `seed` itself, or one drawn from it whose “good” falls on an emptier day.
  public func seed(_ seed: UInt64, for state: CardState, by scheduler: Scheduler, at now: Instant) -> UInt64 {
    guard scheduler.settings.fuzz, !load.isEmpty else { return seed }
    func day(_ seed: UInt64) -> Int? {
      let next = scheduler.answer(state, Review(at: now, rating: .good, duration: .zero, seed: seed))
      return next.phase == .review ? scheduler.studyDay(of: next.due) : nil
    }
    guard let first = day(seed) else { return seed }
    var best = (seed: seed, load: load[first] ?? 0), draws = Random(seed: seed).stream("balance")
    for _ in 1..<Self.draws {
      let other = draws.next()
      guard let day = day(other) else { continue }
      let due = load[day] ?? 0
      if due < best.load { best = (other, due) }
    }
    return best.seed
  }

  /// A review moved from one day to another.
  mutating func move(from before: CardState, to after: CardState, by scheduler: Scheduler) {
    if before.phase == .review { load[scheduler.studyDay(of: before.due), default: 0] -= 1 }
    if after.phase == .review { load[scheduler.studyDay(of: after.due), default: 0] += 1 }
  }
}
