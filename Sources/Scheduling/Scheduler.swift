import Basics

/// Decides when a card is asked again: FSRS-6 memories with the buttons of Anki.
///
/// A pure function of settings, place, state, rating, time and chance. Days are study days: they begin at the deck's
/// rollover hour in the person's time zone, so a card reviewed on Monday evening for one day is due on Tuesday from
/// that hour.
public struct Scheduler: Hashable, Sendable {
  /// Written beside each review; rises when the same review would lead to another state.
  public static let version = 1

  public let settings: DeckSettings
  public let zone: TimeZoneRules
  public let fsrs: FSRS
  private let learning: Steps, relearning: Steps

  /// - Throws: The first setting that is out of its range.
  public init(settings: DeckSettings, zone: TimeZoneRules) throws(SchedulingError) {
    fsrs = try settings.validated()
    (self.settings, self.zone) = (settings, zone)
    (learning, relearning) = (Steps(settings.learningSteps), Steps(settings.relearningSteps))
  }

  /// The state after an answer. All chance comes from one stream of `random`, which does not advance.
  public func answer(_ state: CardState, _ rating: Rating, at now: Instant, random: inout Random) -> CardState {
    var fuzz = random.stream("fuzz")
    return next(state, rating, at: now, fuzz: settings.fuzz ? fuzz.fraction() : nil)
  }

  /// The state after a review, with the chance that its seed gives.
  public func answer(_ state: CardState, _ review: Review) -> CardState {
    var random = Random(seed: review.seed)
    return answer(state, review.rating, at: review.at, random: &random)
  }

  /// What each grade would lead to, worst to best, if the review were recorded with `seed` at `now`: exactly what
  /// `answer` will do, so that the label on a button is a promise.
  public func preview(_ state: CardState, at now: Instant, seed: UInt64) -> [(rating: Rating, state: CardState)] {
    Rating.allCases.map { rating in
      (rating, answer(state, Review(at: now, rating: rating, duration: .zero, seed: seed)))
    }
  }

  /// What each grade would lead to without fuzz.
  public func preview(_ state: CardState, at now: Instant) -> [(rating: Rating, state: CardState)] {
    Rating.allCases.map { ($0, next(state, $0, at: now, fuzz: nil)) }
  }

  /// The state of a card after all of `reviews`, oldest first.
  public func replay(_ reviews: some Sequence<Review>) -> CardState {
    reviews.reduce(.new) { answer($0, $1) }
  }

  /// The chance of recall at `now`; nil for a card never reviewed. Parts of days count.
  public func retrievability(of state: CardState, at now: Instant) -> Double? {
    guard let memory = state.memory, let last = state.lastReview else { return nil }
    let days = max(0, (now - last).inSeconds / 86_400)
    return fsrs.retrievability(elapsedDays: days, stability: memory.stability)
  }

  /// The number of the study day of `now`, for daily limits.
  public func studyDay(of now: Instant) -> Int { zone.studyDay(of: now, rolloverHour: settings.rolloverHour) }

  /// Whole days since `last`, as Anki counts them: back from the next rollover. 0 is the same study day.
  public func elapsedDays(since last: Instant, at now: Instant) -> Int {
    let rollover = start(daysFrom: now, 1)
    return max(0, floorDivide(rollover.seconds - last.seconds, 86_400))
  }

  /// True at the threshold and at every half threshold, rounded up, after it. A threshold of 0 is never met.
  public static func isLeech(lapses: Int, threshold: Int) -> Bool {
    guard threshold > 0, lapses >= threshold else { return false }
    return (lapses - threshold) % ((threshold + 1) / 2) == 0
  }

  // MARK: - The four phases

  private func next(_ state: CardState, _ rating: Rating, at now: Instant, fuzz: Double?) -> CardState {
    let turn = Turn(scheduler: self, state: state, now: now, fuzz: fuzz)
    var next = state
    next.memory = turn.memory(rating)
    next.lastReview = now
    next.reviews += 1
    switch state.phase {
    case .new, .learning:
      if state.phase == .new { next.remainingSteps = learning.count }
      // Lapses are those of the card's life in review, which now begins.
      learn(&next, rating, turn, steps: learning, phase: .learning) { $0.lapses = 0 }
    case .relearning:
      if rating == .again { next.intervalDays = turn.intervalAfterLapse }
      learn(&next, rating, turn, steps: relearning, phase: .relearning) { _ in }
    case .review:
      if rating == .again {
        lapse(&next, turn)
      } else {
        graduate(&next, days: turn.passingDays(rating), now)
      }
    }
    return next
  }

  /// An answer in learning or relearning.
  private func learn(
    _ next: inout CardState, _ rating: Rating, _ turn: Turn, steps: Steps, phase: CardState.Phase,
    onGraduation: (inout CardState) -> Void
  ) {
    let remaining = next.remainingSteps
    let wait: Int?
    switch rating {
    case .again: (wait, next.remainingSteps) = (steps.again, steps.count)
    case .hard: wait = steps.hard(remaining: remaining)
    case .good:
      wait = steps.good(remaining: remaining)
      if wait != nil { next.remainingSteps = steps.remainingAfterGood(remaining: remaining) }
    case .easy: wait = nil
    }
    if let wait {
      stay(&next, phase, seconds: wait, turn.now)
    } else if steps.count == 0, rating != .easy, turn.interval(rating) < 0.5 {
      stay(&next, phase, seconds: Int(turn.interval(rating) * 86_400), turn.now)
    } else {
      onGraduation(&next)
      graduate(&next, days: turn.graduatingDays(rating), turn.now)
    }
  }

  /// Again on a card in review.
  private func lapse(_ next: inout CardState, _ turn: Turn) {
    next.lapses += 1
    next.isLeech = next.isLeech || Self.isLeech(lapses: next.lapses, threshold: settings.leechThreshold)
    next.intervalDays = turn.intervalAfterLapse
    next.remainingSteps = relearning.count
    if let wait = relearning.again {
      stay(&next, .relearning, seconds: wait, turn.now)
    } else if turn.interval(.again) < 0.5 {
      stay(&next, .relearning, seconds: Int(turn.interval(.again) * 86_400), turn.now)
    } else {
      graduate(&next, days: turn.intervalAfterLapse, turn.now)
    }
  }

  private func stay(_ next: inout CardState, _ phase: CardState.Phase, seconds: Int, _ now: Instant) {
    next.phase = phase
    // A step of days ends with a study day; a shorter one to the second.
    next.due = seconds < 86_400 ? now + .seconds(seconds) : start(daysFrom: now, seconds / 86_400)
  }

  private func graduate(_ next: inout CardState, days: Int, _ now: Instant) {
    next.phase = .review
    next.remainingSteps = 0
    next.intervalDays = days
    next.due = start(daysFrom: now, days)
  }

  private func start(daysFrom now: Instant, _ days: Int) -> Instant {
    // An `Instant` ends in the year 2262, after study day 106,751.
    let day = min(studyDay(of: now) + days, 106_750)
    return zone.start(ofStudyDay: day, rolloverHour: settings.rolloverHour)
  }
}

/// One card at one moment: what FSRS says of each grade, and the days that the rules make of it.
private struct Turn {
  let scheduler: Scheduler
  let state: CardState
  let now: Instant
  let fuzz: Double?
  private let elapsedDays: Int

  init(scheduler: Scheduler, state: CardState, now: Instant, fuzz: Double?) {
    (self.scheduler, self.state, self.now, self.fuzz) = (scheduler, state, now, fuzz)
    elapsedDays = state.lastReview.map { scheduler.elapsedDays(since: $0, at: now) } ?? 0
  }

  func memory(_ rating: Rating) -> MemoryState {
    guard let memory = state.memory else { return scheduler.fsrs.initial(rating) }
    return scheduler.fsrs.next(memory, rating, elapsedDays: elapsedDays)
  }

  /// Days until recall falls to the desired retention, not rounded.
  func interval(_ rating: Rating) -> Double {
    scheduler.fsrs.interval(
      stability: memory(rating).stability, retention: scheduler.settings.desiredRetention)
  }

  /// Not fuzzed: the fuzz comes when the card leaves relearning.
  var intervalAfterLapse: Int { min(max(1, Int(interval(.again).rounded())), scheduler.settings.maximumInterval) }

  /// From learning or relearning into review. Easy is at least a day more than Good.
  func graduatingDays(_ rating: Rating) -> Int {
    let minimum = rating == .easy ? graduatingDays(.good) + 1 : 1
    return days(interval(rating), minimum: minimum)
  }

  /// Hard, Good or Easy in review: each at least a day more than the one before, and none shorter than the last
  /// interval when the new one is longer, or so near that fuzz could have made it so.
  func passingDays(_ rating: Rating) -> Int {
    let interval = interval(rating), previous = state.intervalDays
    let held: Int
    if Int(interval.rounded()) > previous {
      held = previous + 1
    } else {
      held = previous <= Fuzz.bounds(of: interval).upperBound ? previous : 0
    }
    let below: Int
    switch rating {
    case .again, .hard: below = 1
    case .good: below = passingDays(.hard) + 1
    case .easy: below = passingDays(.good) + 1
    }
    return days(interval, minimum: max(held, below))
  }

  private func days(_ interval: Double, minimum: Int) -> Int {
    Fuzz.days(
      for: interval, minimum: minimum, maximum: scheduler.settings.maximumInterval, position: fuzz)
  }
}
