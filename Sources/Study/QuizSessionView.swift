import Basics
import Cards
import Notes
import Scheduling

/// What the session shows.
extension QuizSession {
  func settings(of card: Card) -> DeckSettings { material.decks[card.deck] }

  /// What grading now would do; the view shows it and `grade` does it.
  func outcome(of rating: Rating, _ current: Current, at now: Instant) -> CardState {
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
      tags: current.map { tags(of: $0.card) } ?? [],
      timeLeft: options.timeBox.map { max(.zero, $0 - (now - startedAt)) }, canUndo: !history.isEmpty)
  }

  func progress() -> QuizView.Progress {
    var progress = QuizView.Progress()
    func count(_ kind: Queue.Kind) {
      switch kind {
      case .new: progress.new += 1
      case .learning: progress.learning += 1
      case .review: progress.review += 1
      }
    }
    for item in queue.items[position.nextItem...]
    where !position.removed.contains(item.card) && !position.moved.contains(item.card) { count(item.kind) }
    for waiting in position.waiting { count(waiting.kind) }
    if let current = position.current { count(current.kind) }
    progress.done =
      queue.items.count + queue.later.count + position.more.count - position.removed.count - progress.left
    return progress
  }

  func summary(at now: Instant) -> QuizSummary {
    let progress = progress()
    return QuizSummary(
      history.compactMap(\.answer), cards: cards, names: names,
      comeBack: ComeBack(
        material, options, states: states, removed: position.removed,
        unasked: progress.left - position.waiting.count { $0.due > now + QuizSession.learnAhead }, at: now))
  }
}
