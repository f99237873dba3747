import Basics
import Scheduling
import TestSupport
import Testing

@Suite struct SchedulerTests {
  private let noon = Instant(iso8601: "2026-11-24T12:00:00Z")!

  private func scheduler(
    _ change: (inout DeckSettings) -> Void = { _ in }, zone: TimeZoneRules = .utc
  ) throws -> Scheduler {
    var settings = DeckSettings(name: "deck")
    change(&settings)
    return try Scheduler(settings: settings, zone: zone)
  }

  /// A card in review, last reviewed at `last`.
  private func inReview(days: Int, last: Instant, stability: Double, lapses: Int = 0) -> CardState {
    CardState(
      phase: .review, memory: MemoryState(stability: stability, difficulty: 5), due: last + .days(days),
      intervalDays: days, lastReview: last, reviews: 3, lapses: lapses)
  }

  // MARK: - Days

  @Test func `a new study day begins at the rollover hour of the person's zone`() throws {
    // Berlin in winter: 04:00 is 03:00 UTC.
    let berlin = TimeZoneRules(identifier: "Berlin", baseOffsetSeconds: 3_600, transitions: [])
    let scheduler = try scheduler(zone: berlin)
    let evening = Instant(iso8601: "2026-11-24T22:00:00Z")!
    #expect(scheduler.elapsedDays(since: evening, at: Instant(iso8601: "2026-11-25T02:59:59Z")!) == 0)
    #expect(scheduler.elapsedDays(since: evening, at: Instant(iso8601: "2026-11-25T03:00:00Z")!) == 1)
    // Five hours later by the clock, but the next day: the card answered Easy tonight is due from the rollover on.
    let state = scheduler.answer(.new, Review(at: evening, rating: .easy, duration: .zero, seed: 1))
    #expect(state.due == Instant(iso8601: "2026-11-25T03:00:00Z")! + .days(state.intervalDays - 1))
  }

  @Test func `the night in which clocks change is one study day`() throws {
    // Clocks go back from +2 to +1 at 01:00 UTC: that study day has 25 hours.
    let change = Instant(iso8601: "2026-10-25T01:00:00Z")!
    let zone = TimeZoneRules(
      identifier: "Berlin", baseOffsetSeconds: 7_200, transitions: [.init(at: change, offsetSeconds: 3_600)])
    let scheduler = try scheduler(zone: zone)
    let before = Instant(iso8601: "2026-10-24T12:00:00Z")!, after = Instant(iso8601: "2026-10-25T12:00:00Z")!
    #expect(scheduler.elapsedDays(since: before, at: after) == 1)
    let state = scheduler.answer(
      inReview(days: 1, last: before - .days(1), stability: 1),
      Review(at: before, rating: .good, duration: .zero, seed: 1))
    #expect(state.due == Instant(iso8601: "2026-10-25T03:00:00Z")! + .days(state.intervalDays - 1))
  }

  @Test func `a clock that was set back counts as the same day`() throws {
    #expect(try scheduler().elapsedDays(since: noon + .days(3), at: noon) == 0)
  }

  @Test func `a step of a day ends with the study day, a shorter one to the second`() throws {
    let scheduler = try scheduler { $0.learningSteps = [.minutes(90), .hours(24)] }
    let first = scheduler.answer(.new, Review(at: noon, rating: .again, duration: .zero, seed: 1))
    #expect(first.due == noon + .minutes(90))
    let second = scheduler.answer(first, Review(at: first.due, rating: .good, duration: .zero, seed: 1))
    #expect(second.phase == .learning)
    #expect(second.due == Instant(iso8601: "2026-11-25T04:00:00Z")!)
  }

  @Test func `an interval that reaches past the last instant ends there`() throws {
    let last = Instant.distantFuture
    let state = try scheduler().answer(
      inReview(days: 9_000, last: last - .days(9_000), stability: 9_000),
      Review(at: last - .days(10), rating: .easy, duration: .zero, seed: 1))
    #expect(state.intervalDays > 9_000)
    #expect(last - state.due < .days(3))
  }

  // MARK: - Fuzz and promises

  @Test func `the label of each button is what the answer does`() throws {
    forEachSeed(300) { random in
      let scheduler = try scheduler { settings in
        settings.maximumInterval = [36_500, 30][random.integer(in: 0...1)]
        settings.desiredRetention = [0.8, 0.9, 0.97][random.integer(in: 0...2)]
      }
      var state = CardState.new, now = noon
      let lastYear = Instant(iso8601: "2160-01-01T00:00:00Z")!
      for _ in 0..<random.integer(in: 1...12) where now < lastYear {
        let seed = random.next()
        let buttons = scheduler.preview(state, at: now, seed: seed)
        let chosen = buttons[random.integer(in: 0...3)]
        let review = Review(at: now, rating: chosen.rating, duration: .seconds(1), seed: seed)
        let answered = scheduler.answer(state, review)
        guard answered == chosen.state else { throw Broken("\(chosen.state) was promised, \(answered) came") }
        let waits = buttons.map { $0.state.due }
        guard waits == waits.sorted() else { throw Broken("a better grade comes back sooner: \(buttons)") }
        guard answered.due > now, answered.intervalDays <= scheduler.settings.maximumInterval else {
          throw Broken("\(answered) after \(now)")
        }
        state = answered
        now = state.due + random.duration(in: .zero...(.days(40)))
      }
    }
  }

  @Test func `fuzz spreads cards learnt together, within its bounds, and one seed always gives one day`() throws {
    let scheduler = try scheduler()
    let state = inReview(days: 30, last: noon - .days(30), stability: 60)
    let plain = try #require(scheduler.preview(state, at: noon).first { $0.rating == .good }).state
    var seen: Set<Int> = []
    for seed in 0..<200 {
      let review = Review(at: noon, rating: .good, duration: .zero, seed: UInt64(seed))
      let days = scheduler.answer(state, review).intervalDays
      #expect(days == scheduler.answer(state, review).intervalDays)
      seen.insert(days)
    }
    let bounds = Fuzz.bounds(of: Double(plain.intervalDays))
    #expect(seen.count > 5)
    #expect(seen.allSatisfy { bounds.lowerBound - 1 <= $0 && $0 <= bounds.upperBound + 1 })
  }

  @Test func `without fuzz the seed does not matter`() throws {
    let scheduler = try scheduler { $0.fuzz = false }
    let state = inReview(days: 30, last: noon - .days(30), stability: 60)
    let days = Set(
      (0..<20).map { seed in
        scheduler.answer(state, Review(at: noon, rating: .good, duration: .zero, seed: seed)).intervalDays
      })
    #expect(days.count == 1)
  }

  @Test func `replaying the reviews gives the state that answering gave`() throws {
    forEachSeed(100) { random in
      let scheduler = try scheduler()
      var state = CardState.new, reviews: [Review] = [], now = noon
      for _ in 0..<random.integer(in: 0...20) {
        now += random.duration(in: .zero...(.days(20)))
        let rating = Rating(rawValue: random.integer(in: 1...4))!
        reviews.append(Review(at: now, rating: rating, duration: .seconds(2), seed: random.next()))
        state = scheduler.answer(state, reviews.last!)
      }
      guard scheduler.replay(reviews) == state else { throw Broken("\(reviews)") }
      guard state.reviews == reviews.count, state.lastReview == reviews.last?.at else { throw Broken("\(state)") }
    }
  }

  // MARK: - Leeches, recall, settings

  @Test func `a leech is found at the threshold and at every half threshold after it`() {
    let found = (0...20).filter { Scheduler.isLeech(lapses: $0, threshold: 8) }
    #expect(found == [8, 12, 16, 20])
    #expect((0...9).filter { Scheduler.isLeech(lapses: $0, threshold: 3) } == [3, 5, 7, 9])
    #expect((0...3).filter { Scheduler.isLeech(lapses: $0, threshold: 1) } == [1, 2, 3])
    #expect((0...30).filter { Scheduler.isLeech(lapses: $0, threshold: 0) }.isEmpty)
  }

  @Test func `a card stays marked as a leech after it was remembered again`() throws {
    let scheduler = try scheduler()
    let lapsed = scheduler.answer(
      inReview(days: 5, last: noon - .days(5), stability: 5, lapses: 7),
      Review(at: noon, rating: .again, duration: .zero, seed: 1))
    #expect(lapsed.isLeech && lapsed.lapses == 8)
    #expect(scheduler.answer(lapsed, Review(at: lapsed.due, rating: .good, duration: .zero, seed: 1)).isLeech)
  }

  @Test func `recall is certain right after a review and nine in ten when the stability has passed`() throws {
    let scheduler = try scheduler(), state = inReview(days: 10, last: noon, stability: 10)
    #expect(scheduler.retrievability(of: .new, at: noon) == nil)
    #expect(scheduler.retrievability(of: state, at: noon) == 1)
    let later = try #require(scheduler.retrievability(of: state, at: noon + .days(10)))
    #expect(isClose(later, 0.9, relative: 1e-12))
    #expect(scheduler.retrievability(of: state, at: noon - .days(1)) == 1)
  }

  @Test func `settings out of range are refused, each with its reason`() {
    func refusal(_ change: (inout DeckSettings) -> Void) -> SchedulingError? {
      var settings = DeckSettings(name: "deck")
      change(&settings)
      do throws(SchedulingError) {
        try settings.validated()
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.parameters.removeLast() } == .parameterCount(20))
    #expect(refusal { $0.parameters[20] = 0.9 } == .parameter(index: 20, value: 0.9, range: 0.1...0.8))
    #expect(refusal { $0.parameters[3] = .nan } != nil)
    #expect(refusal { $0.desiredRetention = 1 } == .desiredRetention(1))
    #expect(refusal { $0.desiredRetention = .nan } != nil)
    #expect(refusal { $0.maximumInterval = 0 } == .maximumInterval(0))
    #expect(refusal { $0.learningSteps = [.zero] } == .step(seconds: 0))
    #expect(refusal { $0.relearningSteps = [.days(366)] } == .step(seconds: 366 * 86_400))
    #expect(refusal { $0.rolloverHour = 24 } == .rolloverHour(24))
  }
}
