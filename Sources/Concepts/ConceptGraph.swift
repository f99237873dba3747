/// Concepts and their edges, both sorted, so that one graph has one byte form.
public struct ConceptGraph: Hashable, Sendable, Codable {
  public let concepts: [Concept]
  public let edges: [Edge]

  /// Sorts both; the caller ensures that every edge joins two of `concepts`.
  public init(concepts: [Concept], edges: [Edge]) {
    self.concepts = concepts.sorted { $0.id < $1.id }
    self.edges = edges.sorted { ($0.from, $0.to, $0.kind.rawValue) < ($1.from, $1.to, $1.kind.rawValue) }
  }

  public static let empty = ConceptGraph(concepts: [], edges: [])
}
