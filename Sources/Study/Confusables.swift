import Cards
import Concepts
import Scheduling

/// Which concepts are easily taken for one another: the two ends of the graph's contrasts and alternatives, and what a
/// person marked.
///
/// In the first days such twins are kept apart, because each blurs the other; once both are known they are put side by
/// side, because then the difference is what is left to learn. Source: on interference and on interleaving, Rohrer 2012,
/// Educational Psychology Review.
struct Confusables {
  /// The tag of a card that a person confuses with others about the same concepts.
  static let tag = "confusing"
  /// Days between reviews below which a card is in its first days.
  static let youngDays = 4
  /// Days between reviews from which on a card is known well enough for its twin to stand beside it.
  static let matureDays = 21

  private let others: [Concept.ID: Set<Concept.ID>]

  init(_ graph: ConceptGraph) {
    var others: [Concept.ID: Set<Concept.ID>] = [:]
    for edge in graph.edges where edge.kind == .contrastsWith || edge.kind == .alternativeTo {
      others[edge.from, default: []].insert(edge.to)
      others[edge.to, default: []].insert(edge.from)
    }
    self.others = others
  }

  var isEmpty: Bool { others.isEmpty }

  static func isYoung(_ state: CardState) -> Bool {
    switch state.phase {
    case .new: false
    case .learning, .relearning: true
    case .review: state.intervalDays < youngDays
    }
  }
  static func isMature(_ state: CardState) -> Bool { state.phase == .review && state.intervalDays >= matureDays }

  /// The concepts that those of `card` are taken for; none for a card that tells two such concepts apart.
  func rivals(of card: Card) -> Set<Concept.ID> {
    guard !others.isEmpty else { return [] }
    var rivals: Set<Concept.ID> = []
    for concept in card.concepts { rivals.formUnion(others[concept] ?? []) }
    return rivals.isDisjoint(with: card.concepts) ? rivals : []
  }

  func areRivals(_ one: Card, _ other: Card) -> Bool {
    if one.tags.contains(Self.tag) || other.tags.contains(Self.tag), !Set(one.concepts).isDisjoint(with: other.concepts)
    {
      return true
    }
    return !rivals(of: one).isDisjoint(with: other.concepts) && !rivals(of: other).isEmpty
  }

  /// `new` with those put last whose rivals are in their first days, and with them what builds on such a concept.
  func deferred(_ new: [Candidate], young: Set<Concept.ID>, _ introduction: Introduction) -> [Candidate] {
    guard !others.isEmpty else { return new }
    var young = young, late: Set<Concept.ID> = [], first: [Candidate] = [], last: [Candidate] = []
    first.reserveCapacity(new.count)
    for candidate in new {
      let subject = introduction.subject(of: candidate.card)
      let waitsForLate = subject.map { !late.isDisjoint(with: introduction.prerequisites(of: $0)) } ?? false
      if candidate.settings.order == .prerequisite,
        waitsForLate || !rivals(of: candidate.card).isDisjoint(with: young)
      {
        if let subject { late.insert(subject) }
        last.append(candidate)
      } else {
        young.formUnion(candidate.card.concepts)
        first.append(candidate)
      }
    }
    return first + last
  }

  /// `reviews` with each well-known card followed by the first well-known rival among the next hundred.
  func paired(_ reviews: [Candidate]) -> (order: [Candidate], beside: [CardID: CardID]) {
    guard !others.isEmpty else { return (reviews, [:]) }
    var order = reviews, beside: [CardID: CardID] = [:], place = 0
    while place < order.count {
      let card = order[place]
      if Self.isMature(card.state), beside[card.card.id] == nil, !rivals(of: card.card).isEmpty,
        let other = order.indices[(place + 1)...].prefix(100).first(where: {
          Self.isMature(order[$0].state) && beside[order[$0].card.id] == nil && areRivals(card.card, order[$0].card)
        })
      {
        beside[order[other].card.id] = card.card.id
        order.insert(order.remove(at: other), at: place + 1)
        place += 1
      }
      place += 1
    }
    return (order, beside)
  }
}
