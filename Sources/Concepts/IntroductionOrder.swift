import Basics

extension ConceptGraph {
  /// What must be known before what: each concept after the ones that it requires, belongs to or is a kind of.
  ///
  /// Where these go in a circle, the edge with the fewest lines is left out. Ties fall in the order of the notes.
  public func introductionOrder() -> [Concept.ID] { introduction().order }

  /// Prerequisite edges left out to break circles.
  public func cutEdges() -> [Edge] { introduction().cut }

  private static func isPrerequisite(_ kind: Edge.Kind) -> Bool { [.requires, .isA, .partOf].contains(kind) }

  func introduction() -> (order: [Concept.ID], cut: [Edge], longestChain: Int) {
    // From first mention, so that the order of the notes decides ties.
    let ranked = concepts.sorted {
      ($0.sources.first?.file ?? "", $0.sources.first?.lineStart ?? 0, $0.id)
        < ($1.sources.first?.file ?? "", $1.sources.first?.lineStart ?? 0, $1.id)
    }
    var rank: [Concept.ID: Int] = [:]
    for (position, concept) in ranked.enumerated() { rank[concept.id] = position }
    var remaining = edges.filter { Self.isPrerequisite($0.kind) && rank[$0.from] != nil && rank[$0.to] != nil }
    var waiting = Set(ranked.map(\.id)), order: [Concept.ID] = [], cut: [Edge] = []
    var depth: [Concept.ID: Int] = [:], longest = 0
    while !waiting.isEmpty {
      let blocked = Set(remaining.map(\.from))
      // One at a time, so that a part follows its owner as soon as the notes reach it.
      if let next = ranked.first(where: { waiting.contains($0.id) && !blocked.contains($0.id) })?.id {
        waiting.remove(next)
        order.append(next)
        let here = depth[next] ?? 0
        longest = max(longest, here)
        for edge in remaining where edge.to == next { depth[edge.from] = max(depth[edge.from] ?? 0, here + 1) }
        remaining.removeAll { $0.to == next }
      } else {
        let circle = Self.inCircles(remaining)
        guard let lightest = (circle.isEmpty ? remaining : circle).min(by: Self.isLighter) else { break }
        cut.append(lightest)
        remaining.removeAll { $0 == lightest }
      }
    }
    return (order, cut, longest)
  }

  /// Edges whose both ends can go round: what is left after taking away dead ends again and again.
  private static func inCircles(_ edges: [Edge]) -> [Edge] {
    var left = edges, before = -1
    while left.count != before {
      before = left.count
      let from = Set(left.map(\.from)), to = Set(left.map(\.to))
      left = left.filter { from.contains($0.to) && to.contains($0.from) }
    }
    return left
  }

  private static func isLighter(_ left: Edge, than right: Edge) -> Bool {
    (left.sources.count, left.kind == .requires ? 0 : 1, left.from, left.to)
      < (right.sources.count, right.kind == .requires ? 0 : 1, right.from, right.to)
  }
}
