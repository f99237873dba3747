import Basics
import Cards
import Concepts
import Notes
import Scheduling

/// A sitting, as a state machine: inputs go in, effects come out, `view` tells what to show.
///
/// Nothing is read and nothing is kept here: the caller carries out the effects, and every time is an argument.
/// Call `start` once before the first input.
public struct QuizSession: Hashable, Sendable {
  /// Cards in learning are asked so long before their step ends when nothing else is left.
  public static let learnAhead = Duration.minutes(20)

  public let queue: Queue
  let material: StudyMaterial, options: Queue.Options
  let names: [Concept.ID: String]
  /// Of the queue.
  private let cards: [CardID: StudyCard]
  private var states: [CardID: CardState]
  /// By the names of decks.
  private let schedulers: [String: Scheduler]
  private(set) var position: Position
  private var history: [Turn] = []
  private var notice: String?
  private var shownAt: Instant
  /// The latest time seen; a clock that steps back stands still here.
  private var latest: Instant

  /// Where the session stands; with the cards' states, all that undo has to bring back.
  struct Position: Hashable, Sendable {
    var nextItem = 0
    /// In learning, by the time the step ends.
    var waiting: [Waiting] = []
    var removed: Set<CardID> = []
    var current: Current?
    var isFinished = false
  }
  struct Waiting: Hashable, Sendable {
    let card: CardID
    let due: Instant
    let reason: String
  }
  struct Current: Hashable, Sendable {
    let card: CardID
    let kind: Queue.Kind
    let reason: String
    let seed: UInt64
    var isRevealed = false
    var check: AnswerCheck?
    var drawn: Drawn?
    var overlay = QuizView.Overlay.none
  }
  private struct Turn: Hashable, Sendable {
    let position: Position
    let card: CardID
    let state: CardState
    let answer: Answered?
  }

  /// - Throws: When a deck's settings are out of range.
  public init(
    _ material: StudyMaterial, _ options: Queue.Options = Queue.Options(), at now: Instant
  ) throws(SchedulingError) {
    (self.material, self.options) = (material, options)
    let queue = Queue(material, options, at: now)
    self.queue = queue
    let asked = Set((queue.items + queue.later).map(\.card))
    cards = Dictionary(
      material.cards.lazy.filter { asked.contains($0.id) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    states = cards.mapValues(\.state)
    var schedulers: [String: Scheduler] = [:]
    for deck in Set(cards.values.map(\.card.deck)).sorted() {
      schedulers[deck] = try Scheduler(settings: material.decks[deck], zone: material.zone)
    }
    self.schedulers = schedulers
    names = Dictionary(material.graph.concepts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    position = Position()
    (shownAt, latest) = (now, now)
    position.waiting = queue.later.map { Waiting(card: $0.card, due: states[$0.card]!.due, reason: $0.reason) }
  }

  /// Puts the first card on the screen.
  public mutating func start(at now: Instant) -> [QuizEffect] {
    advanceClock(to: now)
    return showNext()
  }

  public mutating func handle(_ input: QuizInput, at now: Instant) -> [QuizEffect] {
    advanceClock(to: now)
    notice = nil
    switch input {
    case .undo: return undo()
    case .quit: return quit()
    case .help:
      position.current?.overlay.toggle(.help)
      return []
    case .dismiss:
      position.current?.overlay = .none
      return []
    case .reveal, .typed, .grade, .source, .demo, .why, .bury, .suspend, .drawn: break
    }
    guard let current = position.current else { return [] }
    return handle(input, current)
  }

  /// Shows `notice` until the next input: what the program around has to say, such as that a demo is missing.
  public mutating func tell(_ notice: String) { self.notice = notice }

  /// The state of a card of this session's queue, nil for any other.
  public func state(of card: CardID) -> CardState? { states[card] }

  /// What grades `card`: the settings of its deck in the person's time zone.
  /// - Precondition: The card is of this session's queue.
  public func scheduler(of card: CardID) -> Scheduler { schedulers[cards[card]!.card.deck]! }

  private mutating func advanceClock(to now: Instant) { latest = max(latest, now) }

  private mutating func handle(_ input: QuizInput, _ current: Current) -> [QuizEffect] {
    let card = cards[current.card]!.card
    switch input {
    case .reveal:
      position.current!.isRevealed = true
    case .typed(let text):
      guard !current.isRevealed else { break }
      position.current!.check =
        current.drawn.map { drawn in
          drawn.steps.isEmpty
            ? AnswerCheck(
              typed: text, answer: drawn.answer.plain, accept: drawn.accept, tolerance: drawn.tolerance)
            : AnswerCheck(typed: text, items: drawn.steps, inOrder: true)
        } ?? AnswerCheck(typed: text, card: card)
      position.current!.isRevealed = true
    case .grade(let rating):
      guard current.isRevealed else {
        notice = "Reveal the answer first."
        break
      }
      return grade(card, rating, current)
    case .source:
      guard current.isRevealed else {
        notice = "The source holds the answer: reveal it first."
        break
      }
      position.current!.overlay.toggle(.source)
      return position.current!.overlay == .source ? [.showSource(card.sources)] : []
    case .why:
      position.current!.overlay.toggle(.why)
    case .demo:
      if case .prediction(let demo, _) = card.form { return [.openDemo(demo)] }
      guard let demo = card.demo else {
        notice = "No demo is linked to this card."
        break
      }
      return [.openDemo(demo)]
    case .bury:
      let day = material.zone.studyDay(of: latest, rolloverHour: settings(of: card).rolloverHour)
      let until = material.zone.start(ofStudyDay: day + 1, rolloverHour: settings(of: card).rolloverHour)
      return remove(current, [.bury(card.id, until: until)], notice: "Buried until tomorrow.")
    case .suspend:
      return remove(current, [.suspend(card.id)], notice: "Suspended: it is not asked any more.")
    case .drawn(let drawn):
      position.current!.drawn = drawn
    case .undo, .quit, .help, .dismiss: break
    }
    return []
  }

  // MARK: - Turns

  private mutating func grade(_ card: Card, _ rating: Rating, _ current: Current) -> [QuizEffect] {
    let before = states[card.id]!
    let after = outcome(of: rating, current, at: latest)
    let review = Review(at: latest, rating: rating, duration: latest - shownAt, seed: current.seed)
    keepTurn(
      current, Answered(card: card.id, phase: before.phase, rating: rating, duration: latest - shownAt))
    states[card.id] = after
    if after.phase == .learning || after.phase == .relearning {
      let reason =
        rating == .again
        ? "it was forgotten \(after.lapses > 0 ? "after a lapse" : "just now")" : "its learning step is over"
      let place = position.waiting.firstIndex { $0.due > after.due } ?? position.waiting.count
      position.waiting.insert(Waiting(card: card.id, due: after.due, reason: reason), at: place)
    }
    let advice = advice(after: rating, card, before, after)
    let effects: [QuizEffect] = [.record(card.id, review, after)] + showNext()
    notice = advice
    return effects
  }

  private func advice(after rating: Rating, _ card: Card, _ before: CardState, _ after: CardState) -> String? {
    guard rating == .again else { return nil }
    if after.isLeech, !before.isLeech {
      return "Forgotten \(after.lapses) times: rewrite the note, or undo and suspend the card."
    }
    return before.phase == .review && card.demo != nil ? "Forgotten: undo, then d plays its demo." : nil
  }

  private mutating func remove(_ current: Current, _ effects: [QuizEffect], notice: String) -> [QuizEffect] {
    keepTurn(current, nil)
    position.removed.insert(current.card)
    let effects = effects + showNext()
    self.notice = notice
    return effects
  }

  private mutating func keepTurn(_ current: Current, _ answer: Answered?) {
    position.current?.overlay = .none
    history.append(Turn(position: position, card: current.card, state: states[current.card]!, answer: answer))
  }

  private mutating func undo() -> [QuizEffect] {
    guard let turn = history.popLast() else {
      notice = "Nothing of this session is left to take back."
      return []
    }
    position = turn.position
    states[turn.card] = turn.state
    shownAt = latest
    notice = turn.answer.map { "Took back “\($0.rating)”." } ?? "Brought the card back."
    return [.undo(turn.card, state: turn.state)]
  }

  private mutating func quit() -> [QuizEffect] {
    guard !position.isFinished else { return [.leave] }
    return finish()
  }

  /// Learning steps that have ended, then the plan, then learning steps that end soon, then the summary.
  private mutating func showNext() -> [QuizEffect] {
    shownAt = latest
    position.current = nil
    if let first = position.waiting.first, first.due <= latest {
      position.waiting.removeFirst()
      return show(first.card, .learning, first.reason)
    }
    while position.nextItem < queue.items.count {
      let item = queue.items[position.nextItem]
      position.nextItem += 1
      if !position.removed.contains(item.card) { return show(item.card, item.kind, item.reason) }
    }
    if let first = position.waiting.first, first.due <= latest + QuizSession.learnAhead {
      position.waiting.removeFirst()
      return show(first.card, .learning, "nothing else is left, and its learning step ends soon")
    }
    return finish()
  }

  private mutating func show(_ id: CardID, _ kind: Queue.Kind, _ reason: String) -> [QuizEffect] {
    let seed = Self.reviewSeed(of: id, reviews: states[id]!.reviews, seed: material.seed)
    position.current = Current(card: id, kind: kind, reason: reason, seed: seed)
    guard case .prediction(let demo, let prediction) = cards[id]!.card.form else { return [] }
    return [.openPrediction(demo: demo, prediction: prediction, seed: seed)]
  }

  private mutating func finish() -> [QuizEffect] {
    position.isFinished = true
    return [.finished(summary(at: latest))]
  }

  /// The seed of every random choice in one review of a card, under the seed of the day.
  public static func reviewSeed(of card: CardID, reviews: Int, seed: UInt64) -> UInt64 {
    var seeds = Random(seed: seed).stream("review \(card) \(reviews)")
    return seeds.next()
  }

  // MARK: - View

  private func settings(of card: Card) -> DeckSettings { material.decks[card.deck] }

  /// What grading now would do; the view shows it and `grade` does it.
  private func outcome(of rating: Rating, _ current: Current, at now: Instant) -> CardState {
    let review = Review(at: now, rating: rating, duration: .zero, seed: current.seed)
    return scheduler(of: current.card).answer(states[current.card]!, review)
  }

  public func view(at now: Instant) -> QuizView {
    let now = max(now, latest)
    let current = position.isFinished ? nil : position.current
    let card = current.flatMap { cards[$0.card]?.card }
    let choices: [QuizView.Choice] =
      current.map { current in
        guard current.isRevealed else { return [] }
        return Rating.allCases.map { rating in
          let state = outcome(of: rating, current, at: now)
          return QuizView.Choice(
            rating: rating, interval: state.phase == .review ? .days(state.intervalDays) : state.due - now, state: state
          )
        }
      } ?? []
    return QuizView(
      phase: position.isFinished ? .finished(summary(at: now)) : current?.isRevealed == true ? .answer : .question,
      overlay: current?.overlay ?? .none, card: card, state: current.flatMap { states[$0.card] } ?? .new,
      kind: current?.kind ?? .new, question: current?.drawn?.question ?? card?.question ?? "",
      answer: current?.drawn?.answer ?? card?.answerSide ?? "", accept: current?.drawn?.accept ?? card?.accept ?? [],
      reason: current?.reason ?? "", choices: choices, check: current?.check, progress: progress(), notice: notice,
      canUndo: !history.isEmpty)
  }

  private func progress() -> QuizView.Progress {
    var progress = QuizView.Progress()
    func count(_ kind: Queue.Kind) {
      switch kind {
      case .new: progress.new += 1
      case .learning: progress.learning += 1
      case .review: progress.review += 1
      }
    }
    for item in queue.items[position.nextItem...] where !position.removed.contains(item.card) { count(item.kind) }
    progress.learning += position.waiting.count
    if let current = position.current { count(current.kind) }
    progress.done = queue.items.count + queue.later.count - position.removed.count - progress.left
    return progress
  }

  private func summary(at now: Instant) -> QuizSummary {
    let progress = progress()
    return QuizSummary(
      history.compactMap(\.answer), cards: cards, names: names,
      comeBack: ComeBack(
        material, options, states: states, removed: position.removed,
        unasked: progress.left - position.waiting.count { $0.due > now + QuizSession.learnAhead }, at: now))
  }
}

extension QuizView.Overlay {
  fileprivate mutating func toggle(_ overlay: QuizView.Overlay) { self = self == overlay ? .none : overlay }
}
