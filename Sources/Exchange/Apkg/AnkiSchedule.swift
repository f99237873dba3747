import Cards
import Basics
import Scheduling

/// States and logs as Anki counts them: days from a beginning that lies before everything that happened.
struct AnkiSchedule {
  private let view: DeckView
  private let today: Int
  /// The study day that has number 0.
  let firstDay: Int

  /// - Parameter today: The study day of `view.now` at Anki's own rollover hour.
  init(_ view: DeckView, today: Int) {
    (self.view, self.today) = (view, today)
    var first = today
    for entry in view.entries {
      if entry.state.phase != .new { first = min(first, today + AnkiSchedule.days(until: entry, view)) }
      if let review = entry.reviews.first?.review {
        first = min(first, view.zone.studyDay(of: review.at, rolloverHour: AnkiCollection.rolloverHour))
      }
    }
    firstDay = first - 1
  }

  /// Days from today to the day that the card is due, by its deck's own rollover; negative when overdue.
  private static func days(until entry: DeckView.Entry, _ view: DeckView) -> Int {
    let hour = view.settings(of: entry.card.deck).rolloverHour
    return view.zone.studyDay(of: entry.state.due, rolloverHour: hour)
      - view.zone.studyDay(of: view.now, rolloverHour: hour)
  }

  /// Writes the place of `entry` in the schedule into its row.
  /// - Parameters:
  ///   - position: From 1, the order in which new cards are met.
  ///   - newestReview: The id of the card's last row in the log.
  func place(
    _ entry: DeckView.Entry, position: Int, newestReview: Int64?, in row: inout AnkiCollection.CardRow
  ) {
    let state = entry.state, dueIn = AnkiSchedule.days(until: entry, view)
    let dueDay = today - firstDay + dueIn
    switch state.phase {
    case .new: (row.type, row.queue, row.due) = (0, 0, position)
    case .learning, .relearning:
      row.type = state.phase == .learning ? 1 : 3
      (row.queue, row.due) = dueIn > 0 ? (3, dueDay) : (1, state.due.seconds)
      row.interval = state.phase == .learning ? 0 : max(1, state.intervalDays)
      row.stepsLeft = state.remainingSteps
    case .review:
      (row.type, row.queue, row.due) = (2, 2, dueDay)
      row.interval = max(1, state.intervalDays)
    }
    if state.phase != .new {
      row.factor = 2_500
      (row.reviews, row.lapses) = (state.reviews, state.lapses)
      row.data = data(entry, position: position, newestReview: newestReview)
    }
    if entry.isSuspended || entry.isRetired || entry.isUnconfirmed { row.queue = -1 }
  }

  /// The memory as FSRS keeps it, in Anki's short keys.
  private func data(_ entry: DeckView.Entry, position: Int, newestReview: Int64?) -> String {
    let settings = view.settings(of: entry.card.deck)
    var parts = ["\"pos\":\(position)"]
    if let memory = entry.state.memory {
      parts.append("\"s\":\(AnkiSchedule.rounded(min(max(memory.stability, 0.001), 36_500), 4))")
      parts.append("\"d\":\(AnkiSchedule.rounded(min(max(memory.difficulty, 1), 10), 3))")
      parts.append("\"dr\":\(AnkiSchedule.rounded(settings.desiredRetention, 2))")
      if let decay = settings.parameters.last { parts.append("\"decay\":\(AnkiSchedule.rounded(decay, 3))") }
    }
    // Anki's check wants the very second of the newest row.
    if let second = newestReview.map({ $0 / 1_000 }) ?? entry.state.lastReview.map({ Int64($0.seconds) }) {
      parts.append("\"lrt\":\(second)")
    }
    return "{\(parts.joined(separator: ","))}"
  }

  static func rounded(_ value: Double, _ digits: Int) -> Double {
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    return (value * scale).rounded() / scale
  }
}

extension AnkiSchedule {
  /// The longest time Anki records for an answer, in milliseconds.
  private static let timeMax = 60_000

  /// All answers of all cards by time; a millisecond that is taken moves the later answer on by one. Where a card was
  /// made new again, a row says so, or Anki would take both lives for one.
  static func log(_ entries: [DeckView.Entry], cardIDs: [Int64]) -> [AnkiCollection.ReviewRow] {
    var events: [(at: Int, card: Int, index: Int, isReset: Bool)] = []
    for (card, entry) in entries.enumerated() {
      for (index, logged) in entry.reviews.enumerated() {
        let at = logged.review.at.milliseconds
        if index > 0, logged.before.phase == .new { events.append((at - 1, card, index, true)) }
        events.append((at, card, index, false))
      }
    }
    events.sort { ($0.at, $0.card, $0.index, $0.isReset ? 0 : 1) < ($1.at, $1.card, $1.index, $1.isReset ? 0 : 1) }
    var last: Int64 = 0
    return events.map { event in
      let logged = entries[event.card].reviews[event.index]
      last = max(Int64(event.at), last + 1)
      guard !event.isReset else {
        let former = entries[event.card].reviews[event.index - 1].after
        return AnkiCollection.ReviewRow(
          id: last, cardID: cardIDs[event.card], button: 0, interval: 0, lastInterval: interval(former), factor: 0,
          milliseconds: 0, kind: 4)
      }
      return AnkiCollection.ReviewRow(
        id: last, cardID: cardIDs[event.card], button: logged.review.rating.rawValue,
        interval: interval(logged.after), lastInterval: interval(logged.before), factor: factor(logged.after),
        milliseconds: min(max(0, Int(logged.review.duration.inMilliseconds)), timeMax),
        // A life begins with a learning row, or Anki's optimizer passes the card by.
        kind: event.index == 0 ? 0 : kind(logged.before.phase))
    }
  }

  private static func kind(_ phase: CardState.Phase) -> Int {
    switch phase {
    case .new, .learning: 0
    case .review: 1
    case .relearning: 2
    }
  }

  /// Days, or seconds below zero for steps.
  private static func interval(_ state: CardState) -> Int {
    switch state.phase {
    case .new: return 0
    case .review: return max(1, state.intervalDays)
    case .learning, .relearning:
      guard let last = state.lastReview else { return 0 }
      return -min(max(0, state.due.seconds - last.seconds), Int(Int32.max))
    }
  }

  /// The difficulty in 100...1100, as Anki keeps it where FSRS is on.
  private static func factor(_ state: CardState) -> Int {
    guard let difficulty = state.memory?.difficulty else { return 0 }
    return Int(((min(max(difficulty, 1), 10) - 1) / 9 + 0.1) * 1_000)
  }
}
