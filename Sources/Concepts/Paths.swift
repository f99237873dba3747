extension ConceptGraph {
  /// The fewest edges that join two concepts, walked in either direction; nil when none do, empty for one concept.
  ///
  /// Of equally short ways the one whose concepts come first in the alphabet.
  public func path(from start: Concept.ID, to end: Concept.ID) -> [Edge]? {
    guard concept(start) != nil, concept(end) != nil else { return nil }
    if start == end { return [] }
    var incident: [Concept.ID: [Edge]] = [:]
    for edge in edges {
      incident[edge.from, default: []].append(edge)
      incident[edge.to, default: []].append(edge)
    }
    var reachedBy: [Concept.ID: Edge] = [:], frontier = [start], seen: Set<Concept.ID> = [start]
    while !frontier.isEmpty && reachedBy[end] == nil {
      var next: [Concept.ID] = []
      for concept in frontier {
        let around = (incident[concept] ?? []).map { (edge: $0, other: $0.from == concept ? $0.to : $0.from) }
        for step in around.sorted(by: { ($0.other, $0.edge.kind.rawValue) < ($1.other, $1.edge.kind.rawValue) })
        where seen.insert(step.other).inserted {
          reachedBy[step.other] = step.edge
          next.append(step.other)
        }
      }
      frontier = next.sorted()
    }
    var way: [Edge] = [], current = end
    while current != start {
      guard let edge = reachedBy[current] else { return nil }
      way.append(edge)
      current = edge.from == current ? edge.to : edge.from
    }
    return way.reversed()
  }

  /// The concept with that id. O(log n).
  public func concept(_ id: Concept.ID) -> Concept? {
    var low = 0, high = concepts.count
    while low < high {
      let middle = (low + high) / 2
      if concepts[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < concepts.count && concepts[low].id == id ? concepts[low] : nil
  }

  /// The concept that a person means: by id, name or alias, in any case.
  public func concept(named text: String) -> Concept? {
    if let exact = concept(text) { return exact }
    let wanted = GraphReading.foldedName(text)
    return concepts.first { GraphReading.foldedName($0.name) == wanted || GraphReading.foldedName($0.id) == wanted }
      ?? concepts.first { $0.aliases.contains { GraphReading.foldedName($0) == wanted } }
  }

  /// Edges that begin or end at a concept, sorted as in `edges`.
  public func edges(of id: Concept.ID) -> [Edge] { edges.filter { $0.from == id || $0.to == id } }
}
