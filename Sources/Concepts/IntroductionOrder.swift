import Basics

/// A concept in its place in the order of introduction.
public struct IntroductionStep: Hashable, Sendable {
  public let concept: Concept.ID
  /// The relations to what had to come before it; empty for a beginning.
  public let after: [Edge]
}

extension ConceptGraph {
  /// `introductionOrder()` with the relations that put each concept where it is.
  public func introductionSteps() -> [IntroductionStep] {
    let (order, cut, _) = introduction()
    let left = Set(cut)
    var reasons: [Concept.ID: [Edge]] = [:]
    for edge in edges where isPrerequisite(edge) && !left.contains(edge) {
      reasons[edge.from, default: []].append(edge)
    }
    return order.map { IntroductionStep(concept: $0, after: reasons[$0] ?? []) }
  }

  /// What must be known before what: each concept after the ones that it requires, belongs to, limits or is a kind of,
  /// and a pattern after what it is put together from.
  ///
  /// Where these go in a circle, the edge with the fewest lines is left out. Ties fall in the order of the notes.
  public func introductionOrder() -> [Concept.ID] { introduction().order }

  /// Prerequisite edges left out to break circles.
  public func cutEdges() -> [Edge] { introduction().cut }

  /// A pattern is put together from other things: what it uses and what it is an example of come first as well.
  private func isPrerequisite(_ edge: Edge) -> Bool {
    switch edge.kind {
    case .requires, .isA, .partOf, .limits: true
    case .uses, .exampleOf: concept(edge.from)?.kind == .pattern
    case .triggers, .integratesWith, .contrastsWith, .alternativeTo: false
    }
  }

  func introduction() -> (order: [Concept.ID], cut: [Edge], longestChain: Int) {
    // By first mention, so that the order of the notes decides ties.
    let ranked = concepts.sorted {
      ($0.sources.first?.file ?? "", $0.sources.first?.lineStart ?? 0, $0.id)
        < ($1.sources.first?.file ?? "", $1.sources.first?.lineStart ?? 0, $1.id)
    }
    var rank: [Concept.ID: Int] = [:]
    for (position, concept) in ranked.enumerated() { rank[concept.id] = position }
    let prerequisites = edges.filter { isPrerequisite($0) && rank[$0.from] != nil && rank[$0.to] != nil }
    var dependents = [[Int]](repeating: [], count: ranked.count), blockers = [Int](repeating: 0, count: ranked.count)
    for (position, edge) in prerequisites.enumerated() {
      dependents[rank[edge.to] ?? 0].append(position)
      blockers[rank[edge.from] ?? 0] += 1
    }
    var isOpen = [Bool](repeating: true, count: prerequisites.count)
    var isPlaced = [Bool](repeating: false, count: ranked.count), depth = [Int](repeating: 0, count: ranked.count)
    // Descending, so that the earliest is taken off the end.
    var ready = ranked.indices.filter { blockers[$0] == 0 }.reversed() as [Int]
    var order: [Concept.ID] = [], cut: [Edge] = []
    func release(_ position: Int) {
      isOpen[position] = false
      let from = rank[prerequisites[position].from] ?? 0
      blockers[from] -= 1
      if blockers[from] == 0, !isPlaced[from] { ready.insert(from, at: Self.place(of: from, in: ready)) }
    }
    while order.count < ranked.count {
      if let next = ready.popLast() {
        isPlaced[next] = true
        order.append(ranked[next].id)
        for position in dependents[next] where isOpen[position] {
          let from = rank[prerequisites[position].from] ?? 0
          depth[from] = max(depth[from], depth[next] + 1)
          release(position)
        }
      } else {
        let open = prerequisites.indices.filter { isOpen[$0] }
        let circling = Self.inCircles(open.map { prerequisites[$0] })
        guard let lightest = circling.min(by: Self.isLighter),
          let position = open.first(where: { prerequisites[$0] == lightest })
        else { break }
        cut.append(lightest)
        release(position)
      }
    }
    return (order, cut, depth.max() ?? 0)
  }

  /// Where `rank` goes in a descending list.
  private static func place(of rank: Int, in ranks: [Int]) -> Int {
    var low = 0, high = ranks.count
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] > rank { low = middle + 1 } else { high = middle }
    }
    return low
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
    // What a pattern uses is the weakest reason to come first.
    func rank(_ edge: Edge) -> (Int, Int, Int, Concept.ID, Concept.ID) {
      let isLoose = edge.kind == .uses || edge.kind == .exampleOf
      return (isLoose ? 0 : 1, edge.sources.count, edge.kind == .requires ? 0 : 1, edge.from, edge.to)
    }
    return rank(left) < rank(right)
  }
}
