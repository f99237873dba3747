import Basics
import Cards
import Notes
import Scheduling
import Study
import TestSupport
import Testing

private func session(_ cards: [StudyCard], _ options: Queue.Options = .init()) throws -> QuizSession {
  var session = try QuizSession(StudyMaterial(cards: cards, seed: 7), options, at: now)
  _ = session.start(at: now)
  return session
}

private func isFinished(_ session: QuizSession, at instant: Instant) -> Bool {
  if case .finished = session.view(at: instant).phase { true } else { false }
}

@Test func `a label is what grading at that moment does`() {
  forEachSeed(40) { random in
    var session = try QuizSession(anyMaterial(&random, cards: 30), at: now)
    _ = session.start(at: now)
    var clock = now
    for _ in 0..<60 {
      clock += .seconds(random.integer(in: 1...5_000))
      if isFinished(session, at: clock) { break }
      _ = session.handle(.reveal, at: clock)
      clock += .seconds(random.integer(in: 1...50))
      let choice = session.view(at: clock).choices[random.integer(in: 0...3)]
      guard case .record(_, let review, let state) = session.handle(.grade(choice.rating), at: clock)[0] else {
        throw Broken("no review was recorded")
      }
      guard state == choice.state, review.rating == choice.rating, review.at == clock else {
        throw Broken("\(choice.label) was promised, \(state) came")
      }
      let interval = state.phase == .review ? Duration.days(state.intervalDays) : state.due - clock
      guard choice.label == IntervalLabel.text(interval) else { throw Broken("\(choice.label) for \(interval)") }
    }
  }
}

@Test func `intervals are ordered by grade`() {
  forEachSeed(40) { random in
    var session = try QuizSession(anyMaterial(&random, cards: 30), at: now)
    _ = session.start(at: now)
    var clock = now
    while !isFinished(session, at: clock), clock < now + .hours(8) {
      clock += .seconds(random.integer(in: 1...400))
      _ = session.handle(.reveal, at: clock)
      let intervals = session.view(at: clock).choices.map(\.interval)
      guard intervals == intervals.sorted(), intervals.count == 4 else { throw Broken("\(intervals)") }
      _ = session.handle(.grade(Rating(rawValue: random.integer(in: 1...4))!), at: clock)
    }
  }
}

@Test func `as many undos as turns give the first state back`() {
  forEachSeed(60) { random in
    let material = anyMaterial(&random, cards: 30)
    var session = try QuizSession(material, at: now)
    _ = session.start(at: now)
    let cards = material.cards.map(\.id)
    let states = cards.map { session.state(of: $0) }, first = session.view(at: now)
    var clock = now, turns = 0, kept: [(CardID, CardState)] = []
    for _ in 0..<50 {
      clock += .seconds(random.integer(in: 1...300))
      if isFinished(session, at: clock) { break }
      let input: QuizInput =
        switch random.integer(in: 0...9) {
        case 0: .bury
        case 1: .suspend
        case 2: .undo
        default: .grade(Rating(rawValue: random.integer(in: 1...4))!)
        }
      _ = session.handle(.reveal, at: clock)
      let asked = session.view(at: clock)
      for effect in session.handle(input, at: clock) {
        switch effect {
        case .record, .bury, .suspend:
          turns += 1
          kept.append((asked.card!.id, asked.state))
        case .undo(let card, let state):
          turns -= 1
          guard let last = kept.popLast(), last == (card, state) else {
            throw Broken("undo gave \(card) another state")
          }
        default: break
        }
      }
    }
    for _ in 0..<turns { _ = session.handle(.undo, at: clock) }
    guard session.handle(.undo, at: clock).isEmpty else { throw Broken("more was undone than done") }
    _ = session.handle(.dismiss, at: clock)
    let last = session.view(at: now)
    guard cards.map({ session.state(of: $0) }) == states, last.card == first.card, last.progress == first.progress,
      last.kind == first.kind, last.reason == first.reason, !last.canUndo
    else { throw Broken("\(last.progress) after, \(first.progress) before") }
  }
}

@Test func `undo shows the answer again and the same grade gives the same state`() throws {
  var session = try session([inReview(card("a")), inReview(card("b"))])
  _ = session.handle(.reveal, at: now + .seconds(3))
  let before = session.view(at: now + .seconds(5))
  let first = session.handle(.grade(.good), at: now + .seconds(5))
  #expect(session.handle(.undo, at: now + .seconds(5)) == [.undo(before.card!.id, state: before.state)])
  let after = session.view(at: now + .seconds(5))
  #expect(after.card == before.card && after.phase == .answer && after.choices == before.choices)
  guard case .record(_, _, let one) = first[0],
    case .record(_, _, let other) = session.handle(.grade(.good), at: now + .seconds(5))[0]
  else { throw Broken("a grade was not recorded") }
  #expect(one == other)
}

@Test func `no card is asked twice while it is not due, unless nothing else is left`() {
  forEachSeed(60) { random in
    var session = try QuizSession(anyMaterial(&random, cards: 40), at: now)
    _ = session.start(at: now)
    var clock = now, due: [CardID: Instant] = [:]
    while !isFinished(session, at: clock), clock < now + .hours(10) {
      let view = session.view(at: clock)
      if let due = due[view.card!.id], due > clock {
        let others = view.progress.new + view.progress.review
        guard others == 0, due <= clock + QuizSession.learnAhead else { throw Broken("\(view.card!.id) came early") }
      }
      clock += .seconds(random.integer(in: 1...60))
      _ = session.handle(.reveal, at: clock)
      for case .record(let card, _, let state) in session.handle(
        .grade(Rating(rawValue: random.integer(in: 1...4))!), at: clock)
      {
        due[card] = state.due
      }
    }
    guard isFinished(session, at: clock) else { throw Broken("the session never ends") }
  }
}

@Test func `a failed card comes back within the session after the cards that are due`() throws {
  var session = try session([StudyCard(card: card("a")), StudyCard(card: card("b"))])
  let first = session.view(at: now).card!.id
  _ = session.handle(.reveal, at: now)
  _ = session.handle(.grade(.again), at: now)
  #expect(session.view(at: now).card!.id != first)
  _ = session.handle(.reveal, at: now + .seconds(10))
  _ = session.handle(.grade(.easy), at: now + .seconds(10))
  // Its step of a minute is not over, but nothing else is left.
  #expect(session.view(at: now + .seconds(10)).card?.id == first)
}

@Test func `a card in learning comes before the plan once its step has ended`() throws {
  var session = try session((0..<5).map { StudyCard(card: card("n\($0)")) })
  let first = session.view(at: now).card!.id
  _ = session.handle(.reveal, at: now)
  _ = session.handle(.grade(.again), at: now)
  _ = session.handle(.reveal, at: now + .seconds(61))
  _ = session.handle(.grade(.good), at: now + .seconds(61))
  #expect(session.view(at: now + .seconds(61)).card!.id == first)
}

@Test func `a grade before the answer is shown does nothing but say so`() throws {
  var session = try session([inReview(card("a"))])
  #expect(session.handle(.grade(.good), at: now).isEmpty)
  #expect(session.view(at: now).notice == "Reveal the answer first." && session.view(at: now).choices.isEmpty)
  #expect(session.handle(.source, at: now).isEmpty)
}

@Test func `a typed answer reveals and is compared`() throws {
  var session = try session([inReview(card("a", answer: "400 KB"))])
  _ = session.handle(.typed("0.4 mb"), at: now)
  #expect(session.view(at: now).phase == .answer && session.view(at: now).check?.verdict == .right)
}

@Test func `buried and suspended cards leave the session and are told to the host`() throws {
  var session = try session([inReview(card("a")), inReview(card("b")), inReview(card("c"))])
  let (first, second) = (session.queue.items[0].card, session.queue.items[1].card)
  #expect(session.handle(.bury, at: now) == [.bury(first, until: Instant(iso8601: "2026-11-25T04:00:00Z")!)])
  #expect(session.handle(.suspend, at: now) == [.suspend(second)])
  #expect(session.view(at: now).progress.total == 1)
  _ = session.handle(.undo, at: now)
  #expect(session.view(at: now).card?.id == second)
}

@Test func `the source, the demo and the reason are one key away`() throws {
  var session = try session([inReview(card("a", line: 12, demo: "dynamodb-ttl"))])
  #expect(session.handle(.demo, at: now) == [.openDemo("dynamodb-ttl")])
  _ = session.handle(.reveal, at: now)
  #expect(session.handle(.source, at: now) == [.showSource([SourceSpan(file: "notes/a.md", line: 12)])])
  #expect(session.view(at: now).overlay == .source)
  _ = session.handle(.why, at: now)
  #expect(session.view(at: now).overlay == .why && session.view(at: now).reason == "due today")
  _ = session.handle(.dismiss, at: now)
  #expect(session.view(at: now).overlay == .none)
}

@Test func `a prediction is drawn from the seed that its review records`() throws {
  let prediction = card("p", form: .prediction(demo: "lambda-billing", prediction: "monthly-bill"))
  var session = try QuizSession(StudyMaterial(cards: [inReview(prediction)], seed: 3), at: now)
  guard case .openPrediction("lambda-billing", "monthly-bill", let seed) = session.start(at: now).first else {
    throw Broken("no prediction was opened")
  }
  let drawn = Drawn(question: "512 MB for 120 ms, a million times?", answer: "$1.20", tolerance: 0.1)
  _ = session.handle(.drawn(drawn), at: now)
  #expect(session.view(at: now).question == drawn.question)
  _ = session.handle(.typed("1.25"), at: now)
  #expect(session.view(at: now).check?.verdict == .right && session.view(at: now).answer == drawn.answer)
  guard case .record(_, let review, _) = session.handle(.grade(.good), at: now)[0] else { throw Broken("not recorded") }
  #expect(review.seed == seed)
}

@Test func `the duration of a review runs from the question to the grade`() throws {
  var session = try session([inReview(card("a")), inReview(card("b"))])
  _ = session.handle(.reveal, at: now + .seconds(4))
  guard case .record(_, let review, _) = session.handle(.grade(.good), at: now + .seconds(9))[0] else {
    throw Broken("not recorded")
  }
  #expect(review.duration == .seconds(9))
}

@Test func `a clock that steps back stands still`() throws {
  var session = try session([inReview(card("a")), inReview(card("b"))])
  _ = session.handle(.reveal, at: now + .minutes(5))
  guard case .record(_, let review, _) = session.handle(.grade(.good), at: now - .hours(1))[0] else {
    throw Broken("not recorded")
  }
  #expect(review.at == now + .minutes(5) && review.duration >= .zero)
}

@Test func `settings out of range are refused`() {
  let deck = DeckSettings(name: "serverless", desiredRetention: 2)
  #expect(throws: SchedulingError.self) {
    try QuizSession(StudyMaterial(cards: [inReview(card("a"))], decks: [deck]), at: now)
  }
}
