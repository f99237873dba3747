import Basics
import Cards
import Concepts
import Scheduling

/// The order in which new cards come: what a card needs is asked before it.
struct Introduction {
  /// Positions of concepts in the order of introduction.
  private let position: [Concept.ID: Int]
  /// What each concept builds on: the other ends of its `requires`, `part-of` and `is-a` edges, in the graph's order.
  private let prerequisites: [Concept.ID: [Concept.ID]]
  private let names: [Concept.ID: String]

  init(_ material: StudyMaterial) {
    position = Dictionary(
      material.introduction.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var prerequisites: [Concept.ID: [Concept.ID]] = [:]
    for edge in material.graph.edges where [.requires, .partOf, .isA].contains(edge.kind) && edge.from != edge.to {
      prerequisites[edge.from, default: []].append(edge.to)
    }
    self.prerequisites = prerequisites
    names = Dictionary(material.graph.concepts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func name(of concept: Concept.ID) -> String { names[concept] ?? concept }

  /// The concept of `card` that is introduced last: the one the card is new about.
  func subject(of card: Card) -> Concept.ID? {
    card.concepts.filter { position[$0] != nil }.max { (position[$0]!, $0) < (position[$1]!, $1) }
  }

  func prerequisites(of concept: Concept.ID) -> [Concept.ID] { prerequisites[concept] ?? [] }

  /// Sorts new cards by their decks' order. A card without a known concept comes with the card before it in the notes.
  func order(_ new: inout [Candidate], everyCard cards: [StudyCard]) {
    var orphans: Set<String> = []
    for index in new.indices {
      if let subject = subject(of: new[index].card) {
        new[index].rank = position[subject]!
      } else {
        orphans.insert(file(of: new[index].card))
      }
    }
    if !orphans.isEmpty {
      let ranks = carriedRanks(of: cards.filter { orphans.contains(file(of: $0.card)) })
      for index in new.indices { new[index].rank = ranks[new[index].card.id] ?? new[index].rank }
    }
    new.sort { key($0) < key($1) }
  }

  private func carriedRanks(of cards: [StudyCard]) -> [CardID: Int] {
    var ranks: [CardID: Int] = [:], carried = 0, last = ""
    for study in cards.sorted(by: { inNotes($0.card) < inNotes($1.card) }) {
      let file = file(of: study.card)
      if file != last { (last, carried) = (file, 0) }
      if let subject = subject(of: study.card) { carried = position[subject]! }
      ranks[study.id] = carried
    }
    return ranks
  }

  private func file(of card: Card) -> String { card.sources.first?.file ?? "" }

  private func inNotes(_ card: Card) -> (String, Int, CardID) {
    (file(of: card), card.sources.first?.lineStart ?? 0, card.id)
  }

  private func key(_ candidate: Candidate) -> (UInt64, String, Int, CardID) {
    let (file, line, id) = inNotes(candidate.card)
    return switch candidate.settings.order {
    case .prerequisite: (UInt64(candidate.rank), file, line, id)
    case .notes: (0, file, line, id)
    case .random: (candidate.lot, file, line, id)
    }
  }
}

extension StudyMaterial {
  /// Every card in the order in which it would be met if none had been seen yet, without limits.
  public func introductionOrder() -> [CardID] {
    var candidates = cards.map { study in
      var lots = Random(seed: seed).stream("lot \(study.id)")
      return Candidate(study: study, settings: decks[study.card.deck], dueDay: 0, lot: lots.next())
    }
    Introduction(self).order(&candidates, everyCard: cards)
    return candidates.map(\.study.id)
  }
}

/// Says why a card is asked now.
struct Reasons {
  private let introduction: Introduction, zone: TimeZoneRules, now: Instant
  private let behind: CatchUp, beside: [CardID: CardID]
  /// Concepts of which a card has reached review.
  private let known: Set<Concept.ID>
  /// Concepts that have been asked about, or will have been by then.
  private var introduced: Set<Concept.ID>

  init(
    _ material: StudyMaterial, _ introduction: Introduction, _ now: Instant, behind: CatchUp, beside: [CardID: CardID]
  ) {
    (self.behind, self.beside) = (behind, beside)
    (self.introduction, zone, self.now) = (introduction, material.zone, now)
    let begun = material.cards.filter { $0.state.phase != .new }
    known = Set(begun.filter { $0.state.phase == .review }.flatMap { $0.card.concepts })
    introduced = Set(begun.flatMap { $0.card.concepts })
  }

  mutating func reason(for candidate: Candidate) -> String {
    switch candidate.state.phase {
    case .new: return reasonForNew(candidate)
    case .learning: return "in learning: its step ended \(ago(now - candidate.state.due))"
    case .relearning: return "relearning after a lapse: its step ended \(ago(now - candidate.state.due))"
    case .review:
      let rollover = candidate.settings.rolloverHour
      let days =
        zone.studyDay(of: now, rolloverHour: rollover)
        - zone.studyDay(of: candidate.state.due, rolloverHour: rollover)
      let due =
        switch days {
        case 0: "due today"
        case 1: "due yesterday"
        case 2...: "due \(days) days ago"
        case -1: "ahead of schedule: due tomorrow"
        default: "ahead of schedule: due in \(-days) days"
        }
      if beside[candidate.card.id] != nil {
        return due + "; beside the card before it, for which it could be taken: both are known by now"
      }
      if let recall = behind.recall(of: candidate.card.id) {
        return due + "; after a break, what is most likely still known comes first: \(Int((100 * recall).rounded())) %"
      }
      return due
    }
  }

  private mutating func reasonForNew(_ candidate: Candidate) -> String {
    switch candidate.settings.order {
    case .notes: return "new: next in the notes"
    case .random: return "new: drawn at random"
    case .prerequisite: break
    }
    guard let subject = introduction.subject(of: candidate.card) else { return "new: next in the notes" }
    defer { introduced.formUnion(candidate.card.concepts) }
    let name = introduction.name(of: subject)
    let needed = introduction.prerequisites(of: subject)
    if let prerequisite = needed.first(where: { known.contains($0) }) {
      return "new: its prerequisite \(introduction.name(of: prerequisite)) is known"
    }
    if let prerequisite = needed.first(where: { introduced.contains($0) }) {
      return "new: comes after its prerequisite \(introduction.name(of: prerequisite))"
    }
    return introduced.contains(subject) ? "new: more about \(name)" : "new: the first card about \(name)"
  }

  private func ago(_ duration: Duration) -> String {
    duration < .minutes(1) ? "just now" : "\(IntervalLabel.words(duration)) ago"
  }
}
