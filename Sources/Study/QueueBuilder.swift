import Basics
import Cards
import Concepts
import Scheduling

/// A card on its way into the queue.
struct Candidate {
  let study: StudyCard
  let settings: DeckSettings
  /// The study day its review falls on.
  let dueDay: Int
  /// Breaks ties among cards of one day, seeded.
  let lot: UInt64
  /// Position of what it teaches in the order of introduction.
  var rank = 0

  var card: Card { study.card }
  var state: CardState { study.state }
}

/// Sorts cards by what is to be done with them, then cuts and orders the plan of the day.
struct QueueBuilder {
  private let material: StudyMaterial, options: Queue.Options, now: Instant
  private var learning: [Candidate] = [], waiting: [Candidate] = [], reviews: [Candidate] = [], new: [Candidate] = []
  private(set) var heldBack = Queue.HeldBack()
  /// Reviews by the study day on which they are due.
  private(set) var load: [Int: Int] = [:]
  /// Concepts of which a card is in its first days.
  private var young: Set<Concept.ID> = []
  /// Lines of which a card was already asked today or is planned.
  private var claimedLines: Set<SourceSpan> = []

  init(_ material: StudyMaterial, _ options: Queue.Options, _ now: Instant) {
    (self.material, self.options, self.now) = (material, options, now)
  }

  /// Puts each card that may be asked where it belongs.
  mutating func sort() {
    let lots = Random(seed: material.seed).stream("queue")
    var days = DeckDays(material, now)
    // In whatever order they come: all that follows is sorted by keys that no two cards share.
    for study in material.cards {
      let (settings, today) = days[study.card.deck]
      if let last = study.state.lastReview, let line = study.card.sources.first,
        material.zone.studyDay(of: last, rolloverHour: settings.rolloverHour) == today
      {
        claimedLines.insert(line)
      }
      let dueDay = material.zone.studyDay(of: study.state.due, rolloverHour: settings.rolloverHour)
      if study.state.phase == .review, !study.isSuspended { load[dueDay, default: 0] += 1 }
      if Confusables.isYoung(study.state) { young.formUnion(study.card.concepts) }
      guard options.admits(study.card), study.card.confidence >= 0.5 else { continue }
      guard study.state.phase != .review || dueDay <= today + options.aheadDays else { continue }
      guard !study.isSuspended else {
        heldBack.suspended += 1
        continue
      }
      guard (study.buriedUntil ?? now) <= now else {
        heldBack.buried += 1
        continue
      }
      var lot = lots.stream(study.id.rawValue)
      let candidate = Candidate(study: study, settings: settings, dueDay: dueDay, lot: lot.next())
      switch study.state.phase {
      case .new: new.append(candidate)
      case .review: reviews.append(candidate)
      case .learning, .relearning:
        if study.state.due <= now { learning.append(candidate) } else { waiting.append(candidate) }
      }
    }
    if options.newOnly { (learning, waiting, reviews) = ([], [], []) }
  }

  mutating func plan() -> [Queue.Item] {
    learning.sort { ($0.state.due, $0.lot) < ($1.state.due, $1.lot) }
    waiting.sort { ($0.state.due, $0.lot) < ($1.state.due, $1.lot) }
    reviews.sort { ($0.dueDay, $0.lot) < ($1.dueDay, $1.lot) }
    let introduction = Introduction(material)
    introduction.order(&new, everyCard: material.cards)
    let confusables = Confusables(material.graph)
    new = confusables.deferred(new, young: young, introduction)

    for candidate in learning + waiting { _ = claimLine(of: candidate) }
    let behind = CatchUp(reviews, used: material.doneToday.reviews, material, now)
    let (keptReviews, reviewsOver) = cut(
      behind.ordered(reviews), used: material.doneToday.reviews, limit: \.reviewsPerDay)
    let admitted = new.filter { !behind.decks.contains($0.settings.name) }
    heldBack.catchingUp = new.count - admitted.count
    let (keptNew, newOver) = cut(admitted, used: material.doneToday.new, limit: \.newPerDay)
    (heldBack.reviewLimit, heldBack.newLimit) = (reviewsOver, newOver)
    let (paired, beside) = confusables.paired(keptReviews)

    var reasons = Reasons(material, introduction, now, behind: behind, beside: beside)
    let ordered =
      learning + apart(interleave(paired, with: keptNew), after: learning.last, confusables, beside: beside)
    return ordered.prefix(options.limit.map { max(0, $0) } ?? .max).map { candidate in
      let kind: Queue.Kind =
        switch candidate.state.phase {
        case .new: .new
        case .review: .review
        case .learning, .relearning: .learning
        }
      return Queue.Item(card: candidate.card.id, kind: kind, reason: reasons.reason(for: candidate))
    }
  }

  func later() -> [Queue.Item] {
    waiting.map { Queue.Item(card: $0.card.id, kind: .learning, reason: "in learning: its step is over") }
  }

  /// Keeps one card of each line and as many of each deck as its limit leaves; tells how many the limit cost.
  private mutating func cut(
    _ candidates: [Candidate], used: [String: Int], limit: KeyPath<DeckSettings, Int>
  ) -> (kept: [Candidate], over: Int) {
    var kept: [Candidate] = [], over = 0
    // Decks that share their settings share their limits.
    var used = Dictionary(used.map { (material.decks[$0.key].name, $0.value) }, uniquingKeysWith: +)
    for candidate in candidates {
      guard used[candidate.settings.name, default: 0] < candidate.settings[keyPath: limit] else {
        over += 1
        continue
      }
      guard claimLine(of: candidate) else {
        heldBack.siblings += 1
        continue
      }
      used[candidate.settings.name, default: 0] += 1
      kept.append(candidate)
    }
    return (kept, over)
  }

  /// False when another card of the same line is asked today.
  private mutating func claimLine(of candidate: Candidate) -> Bool {
    candidate.card.sources.first.map { claimedLines.insert($0).inserted } ?? true
  }
}

/// Spreads the shorter list evenly through the longer one.
private func interleave(_ reviews: [Candidate], with new: [Candidate]) -> [Candidate] {
  var merged: [Candidate] = []
  merged.reserveCapacity(reviews.count + new.count)
  var review = 0, fresh = 0
  while review < reviews.count || fresh < new.count {
    // A review comes while reviews are behind their share; halves put the rarer kind in the middle of its gap.
    if fresh == new.count || review < reviews.count && (2 * review + 1) * new.count <= (2 * fresh + 1) * reviews.count {
      merged.append(reviews[review])
      review += 1
    } else {
      merged.append(new[fresh])
      fresh += 1
    }
  }
  return merged
}

/// Pulls a card from further on forward where two neighbours share a line of the notes, or are taken for one another
/// and one of them is in its first days. New cards of different rank never change places, and what was put side by side
/// stays so.
private func apart(
  _ candidates: [Candidate], after last: Candidate?, _ confusables: Confusables, beside: [CardID: CardID]
) -> [Candidate] {
  let reach = 12
  var ordered = candidates, previous = last
  func clash(_ one: Candidate, _ other: Candidate) -> Bool {
    guard beside[one.card.id] != other.card.id else { return false }
    if overlaps(one.card, other.card) { return true }
    guard !Confusables.isMature(one.state) || !Confusables.isMature(other.state) else { return false }
    return confusables.areRivals(one.card, other.card)
  }
  for place in ordered.indices {
    if let before = previous, clash(ordered[place], before) {
      let better = ordered.indices[place...].prefix(reach).first { other in
        !clash(ordered[other], before) && beside[ordered[other].card.id] == nil
          && (ordered[other].state.phase != .new
            || ordered[place..<other].allSatisfy { $0.state.phase != .new || $0.rank == ordered[other].rank })
      }
      if let better { ordered.insert(ordered.remove(at: better), at: place) }
    }
    previous = ordered[place]
  }
  return ordered
}

private func overlaps(_ left: Card, _ right: Card) -> Bool {
  guard let one = left.sources.first, let other = right.sources.first, one.file == other.file else { return false }
  return one.lines.overlaps(other.lines)
}
