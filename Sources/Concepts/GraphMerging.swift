import Basics

extension ConceptGraph {
  /// This graph with what `files` say taken out and `newer`, which was read from them, put in.
  ///
  /// What other files say stays. A concept that both know keeps its greater importance; one that no file names any more
  /// goes, and its edges with it.
  public func replacing(_ files: Set<String>, with newer: ConceptGraph) -> ConceptGraph {
    var concepts: [Concept.ID: Concept] = [:], edges: [[String]: Edge] = [:]
    for concept in newer.concepts { concepts[concept.id] = concept }
    for concept in self.concepts {
      let sources = concept.sources.filter { !files.contains($0.file) }
      guard !sources.isEmpty else { continue }
      let other = concepts[concept.id]
      concepts[concept.id] = Concept(
        id: concept.id, name: other?.name ?? concept.name,
        aliases: Array(Set(concept.aliases + (other?.aliases ?? []))).sorted(), kind: other?.kind ?? concept.kind,
        sources: Array(Set(sources + (other?.sources ?? []))).sorted(),
        importance: max(concept.importance, other?.importance ?? 0))
    }
    for edge in newer.edges { edges[Self.key(edge)] = edge }
    for edge in self.edges {
      let sources = edge.sources.filter { !files.contains($0.file) }
      guard !sources.isEmpty, concepts[edge.from] != nil, concepts[edge.to] != nil else { continue }
      let other = edges[Self.key(edge)]
      edges[Self.key(edge)] = Edge(
        from: edge.from, to: edge.to, kind: edge.kind, rule: edge.rule,
        sources: Array(Set(sources + (other?.sources ?? []))).sorted())
    }
    return ConceptGraph(
      concepts: concepts.keys.sorted().map { concepts[$0]! },
      edges: edges.values.sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1)) })
  }

  private static func key(_ edge: Edge) -> [String] { [edge.from, edge.to, edge.kind.rawValue, edge.rule] }
}
