import Basics

/// The four answers, worst to best.
public enum Rating: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case again = 1, hard, good, easy
  public static func < (left: Rating, right: Rating) -> Bool { left.rawValue < right.rawValue }
}

/// What FSRS keeps of a memory.
public struct MemoryState: Hashable, Sendable, Codable {
  /// Days until the chance of recall is 0.9; in 0.001...36500.
  public var stability: Double
  /// 1 (easy) to 10 (hard).
  public var difficulty: Double

  public init(stability: Double, difficulty: Double) { (self.stability, self.difficulty) = (stability, difficulty) }
}

/// Where a card stands in the schedule. A pure function of its reviews and the deck's settings.
public struct CardState: Hashable, Sendable, Codable {
  public enum Phase: String, Hashable, Sendable, Codable, CaseIterable { case new, learning, review, relearning }

  public var phase: Phase
  public var memory: MemoryState?
  /// Steps still to do, in learning and relearning; counted from the end, so that all steps left is the first step.
  public var remainingSteps: Int
  /// When it may be asked again; for a new card, `.epoch`.
  public var due: Instant
  /// The interval that was given at the last graduation or review, in days; kept through relearning.
  public var intervalDays: Int
  public var lastReview: Instant?
  public var reviews: Int, lapses: Int
  /// Set at the lapse that reached the threshold or one of the later ones.
  public var isLeech: Bool

  public init(
    phase: Phase = .new, memory: MemoryState? = nil, remainingSteps: Int = 0, due: Instant = .epoch,
    intervalDays: Int = 0, lastReview: Instant? = nil, reviews: Int = 0, lapses: Int = 0, isLeech: Bool = false
  ) {
    (self.phase, self.memory, self.remainingSteps, self.due) = (phase, memory, remainingSteps, due)
    (self.intervalDays, self.lastReview, self.reviews) = (intervalDays, lastReview, reviews)
    (self.lapses, self.isLeech) = (lapses, isLeech)
  }

  public static let new = CardState()
}

/// One answer, as the append-only log keeps it.
public struct Review: Hashable, Sendable, Codable {
  public var at: Instant
  public var rating: Rating
  /// Time from question to grade; capped where it is shown.
  public var duration: Duration
  /// The seed of every random choice made for this review: fuzz, and the parameters of a prediction card.
  public var seed: UInt64

  public init(at: Instant, rating: Rating, duration: Duration, seed: UInt64) {
    (self.at, self.rating, self.duration, self.seed) = (at, rating, duration, seed)
  }
}
