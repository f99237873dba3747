/// Replays histories with the conventions of py-fsrs instead of Anki's: days are whole 24-hour periods, halves round to
/// even, stability has no ceiling, and the buttons have no minimum intervals. For comparing the formulas with other
/// implementations; the collection is scheduled by `Scheduler`.
public struct ReferenceReplay: Hashable, Sendable {
  private let fsrs: FSRS
  private let scheduler: ReplayRequest.Scheduler

  /// - Throws: The first parameter or setting that is out of its range.
  public init(_ scheduler: ReplayRequest.Scheduler) throws(SchedulingError) {
    fsrs = try FSRS(parameters: scheduler.parameters, ceiling: .none)
    guard scheduler.desiredRetention > 0, scheduler.desiredRetention < 1 else {
      throw .desiredRetention(scheduler.desiredRetention)
    }
    guard (1...36_500).contains(scheduler.maximumInterval) else { throw .maximumInterval(scheduler.maximumInterval) }
    for step in scheduler.learningSteps + scheduler.relearningSteps where !(step > 0) || step.isInfinite {
      throw .step(seconds: step)
    }
    self.scheduler = scheduler
  }

  /// All histories of `request`, in its order.
  public static func run(_ request: ReplayRequest) throws(SchedulingError) -> ReplayResult {
    var replays: [(id: String, replay: ReferenceReplay)] = []
    for scheduler in request.schedulers { replays.append((scheduler.id, try ReferenceReplay(scheduler))) }
    var histories: [ReplayResult.History] = []
    for history in request.histories {
      guard let found = replays.first(where: { $0.id == history.scheduler }) else {
        throw .unknownScheduler(history: history.id, scheduler: history.scheduler)
      }
      histories.append(try found.replay.run(history))
    }
    return ReplayResult(histories: histories)
  }

  /// One history, oldest review first.
  public func run(_ history: ReplayRequest.History) throws(SchedulingError) -> ReplayResult.History {
    var steps: [ReplayResult.Step] = []
    var last: (at: Double, memory: MemoryState)?
    var phase = CardState.Phase.learning, place = 0
    for (index, step) in history.steps.enumerated() {
      guard let rating = Rating(rawValue: step.rating) else {
        throw .unknownRating(history: history.id, step: index, rating: step.rating)
      }
      var recall: Double?
      let memory: MemoryState
      if let last {
        guard step.at >= last.at, step.at - last.at < 1e12 else {
          throw .timeRunsBackwards(history: history.id, step: index)
        }
        let days = Int((step.at - last.at) / 86_400)
        recall = fsrs.retrievability(elapsedDays: Double(days), stability: last.memory.stability)
        memory = fsrs.next(last.memory, rating, elapsedDays: days)
      } else {
        memory = fsrs.initial(rating)
      }
      last = (step.at, memory)
      let wait = wait(&phase, &place, rating)
      let days = wait == nil ? wholeDays(stability: memory.stability) : nil
      steps.append(
        ReplayResult.Step(
          stability: memory.stability, difficulty: memory.difficulty, state: phase.rawValue,
          step: phase == .review ? nil : place, dueIn: wait ?? Double(days!) * 86_400, intervalDays: days,
          retrievability: recall))
    }
    return ReplayResult.History(id: history.id, steps: steps)
  }

  /// The interval in days for `stability`, halves to even.
  public func wholeDays(stability: Double) -> Int {
    let days = fsrs.interval(stability: stability, retention: scheduler.desiredRetention).rounded(.toNearestOrEven)
    return Int(min(max(days, 1), Double(scheduler.maximumInterval)))
  }

  /// Moves to the next phase and step. Seconds to wait, nil when the card is in review.
  private func wait(_ phase: inout CardState.Phase, _ place: inout Int, _ rating: Rating) -> Double? {
    if phase == .review {
      guard rating == .again, let first = scheduler.relearningSteps.first else { return nil }
      (phase, place) = (.relearning, 0)
      return first
    }
    let steps = phase == .learning ? scheduler.learningSteps : scheduler.relearningSteps
    guard !steps.isEmpty, place < steps.count || rating == .again else {
      phase = .review
      return nil
    }
    switch rating {
    case .again:
      place = 0
      return steps[0]
    case .hard:
      guard place == 0 else { return steps[place] }
      return steps.count == 1 ? steps[0] * 1.5 : (steps[0] + steps[1]) / 2
    case .good:
      guard place + 1 < steps.count else {
        phase = .review
        return nil
      }
      place += 1
      return steps[place]
    case .easy:
      phase = .review
      return nil
    }
  }
}
