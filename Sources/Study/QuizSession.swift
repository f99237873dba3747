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
  /// Of the queue, and those that a lapse brought forward.
  var cards: [CardID: StudyCard]
  var states: [CardID: CardState]
  /// By the names of decks.
  private var schedulers: [String: Scheduler]
  private(set) var position: Position
  var history: [Turn] = []
  var notice: String?
  private var shownAt: Instant
  let startedAt: Instant
  private var balance: Balance
  /// Tags of cards whose tags were changed in this session.
  private var tags: [CardID: [String]] = [:]
  /// The latest time seen; a clock that steps back stands still here.
  var latest: Instant

  /// Where the session stands; with the cards' states, all that undo has to bring back.
  struct Position: Hashable, Sendable {
    var nextItem = 0
    /// In learning, by the time the step ends.
    var waiting: [Waiting] = []
    var removed: Set<CardID> = []
    /// Cards of the queue that were asked out of their turn.
    var moved: Set<CardID> = []
    /// Cards that a lapse brought forward, and those of them that were not of the queue.
    var broughtForward: Set<CardID> = [], more: Set<CardID> = []
    var current: Current?
    var isFinished = false
  }
  struct Waiting: Hashable, Sendable {
    let card: CardID
    let due: Instant
    let reason: String
    var kind = Queue.Kind.learning
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
  struct Turn: Hashable, Sendable {
    let position: Position
    let card: CardID
    let state: CardState
    let answer: Answered?
    let balance: Balance
    /// Of the card, where the turn changed them.
    var tags: [String]?
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
    (shownAt, latest, startedAt) = (now, now, now)
    balance = queue.balance
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
    case .reveal, .typed, .grade, .source, .demo, .why, .bury, .suspend, .drawn, .flag, .confusing, .info: break
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
    case .flag: return toggle("flagged", current)
    case .confusing: return toggle(Confusables.tag, current)
    case .info: position.current!.overlay.toggle(.info)
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
    let isLapse = rating == .again && before.phase == .review
    let review = Review(at: latest, rating: rating, duration: latest - shownAt, seed: current.seed)
    keepTurn(
      current, Answered(card: card.id, phase: before.phase, rating: rating, duration: latest - shownAt))
    states[card.id] = after
    balance.move(from: before, to: after, by: scheduler(of: card.id))
    if isLapse { bringPrerequisiteForward(of: card) }
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
    history.append(
      Turn(position: position, card: current.card, state: states[current.card]!, answer: answer, balance: balance))
  }

  func tags(of card: CardID) -> [String] { tags[card] ?? cards[card]?.card.tags ?? [] }

  private mutating func toggle(_ tag: String, _ current: Current) -> [QuizEffect] {
    var tags = tags(of: current.card)
    history.append(
      Turn(
        position: position, card: current.card, state: states[current.card]!, answer: nil, balance: balance, tags: tags)
    )
    let isOn = !tags.contains(tag)
    if isOn { tags = (tags + [tag]).sorted() } else { tags.removeAll { $0 == tag } }
    self.tags[current.card] = tags
    notice =
      switch (tag, isOn) {
      case (Confusables.tag, true): "Marked as confusing: it is kept apart from others about the same."
      case (_, true): "Tagged \(tag)."
      case (_, false): "No longer \(tag)."
      }
    return [.tag(current.card, tag, isOn: isOn)]
  }

  /// What a forgotten card builds on is asked next: a card of the queue, or else the weakest that is known of it.
  private mutating func bringPrerequisiteForward(of card: Card) {
    let introduction = Introduction(material)
    let needed = Set(card.concepts.flatMap { introduction.prerequisites(of: $0) }).subtracting(card.concepts)
    guard !needed.isEmpty else { return }
    func isFree(_ id: CardID) -> Bool {
      id != card.id && !position.removed.contains(id) && !position.broughtForward.contains(id)
    }
    func teaches(_ other: Card) -> Bool { introduction.subject(of: other).map { needed.contains($0) } ?? false }
    func bring(_ id: CardID, _ kind: Queue.Kind, _ concept: Concept.ID?) {
      let name = concept.map { introduction.name(of: $0) } ?? ""
      position.broughtForward.insert(id)
      position.waiting.insert(
        Waiting(card: id, due: .epoch, reason: "what was just forgotten builds on \(name)", kind: kind), at: 0)
    }
    for item in queue.items[position.nextItem...] where item.kind == .review && isFree(item.card) {
      guard let other = cards[item.card]?.card, !position.moved.contains(item.card), teaches(other) else { continue }
      position.moved.insert(item.card)
      return bring(item.card, item.kind, introduction.subject(of: other))
    }
    let known = material.cards.filter { study in
      study.state.phase == .review && !study.isSuspended && (study.buriedUntil ?? latest) <= latest
        && study.card.confidence >= 0.5 && states[study.id] == nil && options.admits(study.card) && isFree(study.id)
        && teaches(study.card)
    }
    let weakest = known.min { one, other in
      let (left, right) = (one.state.memory?.stability ?? 0, other.state.memory?.stability ?? 0)
      return left != right ? left < right : one.id < other.id
    }
    guard let weakest else { return }
    if schedulers[weakest.card.deck] == nil {
      guard let scheduler = try? Scheduler(settings: material.decks[weakest.card.deck], zone: material.zone) else {
        return
      }
      schedulers[weakest.card.deck] = scheduler
    }
    (cards[weakest.id], states[weakest.id]) = (weakest, weakest.state)
    position.more.insert(weakest.id)
    bring(weakest.id, .review, introduction.subject(of: weakest.card))
  }

  private mutating func undo() -> [QuizEffect] {
    guard let turn = history.popLast() else {
      notice = "Nothing of this session is left to take back."
      return []
    }
    for id in position.more.subtracting(turn.position.more) { (cards[id], states[id]) = (nil, nil) }
    position = turn.position
    states[turn.card] = turn.state
    balance = turn.balance
    shownAt = latest
    notice = turn.answer.map { "Took back “\($0.rating)”." } ?? "Brought the card back."
    if let before = turn.tags {
      tags[turn.card] = before
      notice = "Took the tag back."
    }
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
    if let box = options.timeBox, latest - startedAt >= box { return finish() }
    if let first = position.waiting.first, first.due <= latest {
      position.waiting.removeFirst()
      return show(first.card, first.kind, first.reason)
    }
    while position.nextItem < queue.items.count {
      let item = queue.items[position.nextItem]
      position.nextItem += 1
      if !position.removed.contains(item.card), !position.moved.contains(item.card) {
        return show(item.card, item.kind, item.reason)
      }
    }
    if let first = position.waiting.first, first.due <= latest + QuizSession.learnAhead {
      position.waiting.removeFirst()
      return show(first.card, .learning, "nothing else is left, and its learning step ends soon")
    }
    return finish()
  }

  private mutating func show(_ id: CardID, _ kind: Queue.Kind, _ reason: String) -> [QuizEffect] {
    let seed = Self.reviewSeed(of: id, reviews: states[id]!.reviews, seed: material.seed)
    guard case .prediction(let demo, let prediction) = cards[id]!.card.form else {
      let balanced = balance.seed(seed, for: states[id]!, by: scheduler(of: id), at: latest)
      position.current = Current(card: id, kind: kind, reason: reason, seed: balanced)
      return []
    }
    // Its seed draws the question as well.
    position.current = Current(card: id, kind: kind, reason: reason, seed: seed)
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
}

extension QuizView.Overlay {
  fileprivate mutating func toggle(_ overlay: QuizView.Overlay) { self = self == overlay ? .none : overlay }
}
