import Basics
import Cards
import Scheduling

/// When it is worth coming back.
public struct ComeBack: Hashable, Sendable {
  /// Cards of this session that were left unasked.
  public let unasked: Int
  /// The next step of a card in learning, if it ends today.
  public let learningDue: Instant?
  public let learning: Int
  /// Cards due on the next study day.
  public let dueTomorrow: Int
  /// New cards that the daily limit or a card from the same line kept for later.
  public let newWaiting: Int
  /// The next day on which a card is due, counted from today, when none is due tomorrow.
  public let nextDueInDays: Int?

  /// One sentence, such as `Come back in 12 minutes: 2 cards in learning.`
  public func text(at now: Instant) -> String {
    if unasked > 0 { return "\(counted(unasked, "card")) of today \(unasked == 1 ? "is" : "are") left." }
    if let learningDue {
      let wait = learningDue - now
      let when = wait < .minutes(1) ? "in a minute" : "in \(IntervalLabel.words(wait))"
      return "Come back \(when): \(counted(learning, "card")) in learning."
    }
    if dueTomorrow > 0 { return "Come back tomorrow: \(counted(dueTomorrow, "card")) due." }
    if newWaiting > 0 { return "Come back tomorrow: \(counted(newWaiting, "new card")) waiting." }
    if let nextDueInDays { return "Come back in \(counted(nextDueInDays, "day"))." }
    return "Nothing else is scheduled."
  }

  /// Looks over all cards that the options let through, with the states they have now.
  init(
    _ material: StudyMaterial, _ options: Queue.Options, states: [CardID: CardState], removed: Set<CardID>,
    unasked: Int, at now: Instant
  ) {
    var learningDue: Instant?, learning = 0, tomorrow = 0, new = 0, nextDay: Int?
    var deckDays = DeckDays(material, now)
    for study in material.cards where !study.isSuspended && study.card.confidence >= 0.5 && options.admits(study.card) {
      let state = states[study.id] ?? study.state
      let (settings, today) = deckDays[study.card.deck]
      let days = material.zone.studyDay(of: state.due, rolloverHour: settings.rolloverHour) - today
      if state.phase == .new {
        new += 1
      } else if state.phase != .review, days <= 0 {
        if removed.contains(study.id) { continue }
        learning += 1
        learningDue = min(learningDue ?? state.due, state.due)
      } else if days == 1 {
        tomorrow += 1
      } else if days > 1 {
        nextDay = min(nextDay ?? days, days)
      }
    }
    (self.unasked, self.learningDue, self.learning, dueTomorrow) = (unasked, learningDue, learning, tomorrow)
    (newWaiting, nextDueInDays) = (new, nextDay)
  }
}
