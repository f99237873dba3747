/// Figures by which a graph is judged after an ingest.
public struct GraphMetrics: Hashable, Sendable, Codable {
  public struct Count: Hashable, Sendable, Codable {
    public let kind: Edge.Kind
    public let count: Int
  }
  public let concepts: Int, edges: Int
  /// In the order of the cases, without those of which there is none.
  public let edgesByKind: [Count]
  /// Concepts without an edge, sorted.
  public let isolated: [Concept.ID]
  /// Parts that no edge joins, isolated concepts included.
  public let components: Int
  /// Edge ends per concept.
  public let meanDegree: Double
  /// The number of edges in the longest chain of prerequisites.
  public let longestPrerequisiteChain: Int
  public let cyclesCut: Int
}

extension ConceptGraph {
  public var metrics: GraphMetrics {
    var neighbours: [Concept.ID: [Concept.ID]] = [:]
    for edge in edges {
      neighbours[edge.from, default: []].append(edge.to)
      neighbours[edge.to, default: []].append(edge.from)
    }
    var seen: Set<Concept.ID> = [], components = 0
    for concept in concepts where seen.insert(concept.id).inserted {
      components += 1
      var open = [concept.id]
      while let next = open.popLast() {
        for other in neighbours[next] ?? [] where seen.insert(other).inserted { open.append(other) }
      }
    }
    let introduction = introduction()
    return GraphMetrics(
      concepts: concepts.count, edges: edges.count,
      edgesByKind: Edge.Kind.allCases.compactMap { kind in
        let count = edges.count { $0.kind == kind }
        return count == 0 ? nil : GraphMetrics.Count(kind: kind, count: count)
      },
      isolated: concepts.map(\.id).filter { neighbours[$0] == nil }, components: components,
      meanDegree: concepts.isEmpty ? 0 : 2 * Double(edges.count) / Double(concepts.count),
      longestPrerequisiteChain: introduction.longestChain, cyclesCut: introduction.cut.count)
  }
}
