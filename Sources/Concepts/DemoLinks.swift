/// Why a concept has no demo.
public enum NoDemoReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// Only a name: it stands for something else and does nothing of its own.
  case pureName = "pure-name"
  /// Seen in the demo of what it is part of.
  case coveredByOwner = "covered-by-owner"
  /// Outside of what is simulated.
  case external
  /// Can be simulated and is not yet.
  case planned

  /// A sentence for people.
  public var explanation: String {
    switch self {
    case .pureName: "only a name, nothing to run"
    case .coveredByOwner: "covered by the demo of what it belongs to"
    case .external: "outside of what is simulated"
    case .planned: "a demo for it is planned"
    }
  }
}

/// The demos of one concept, or why it has none.
public struct DemoLink: Hashable, Sendable, Codable {
  public enum Via: String, Hashable, Sendable, Codable { case manifest, alias, inherited }
  public let concept: Concept.ID
  /// Sorted; empty exactly when there is a reason.
  public let demos: [String]
  public let via: Via?
  public let noDemoReason: NoDemoReason?
}

extension ConceptGraph {
  /// For each concept its demos, or a reason; in the order of `concepts`.
  ///
  /// A demo links to the concepts that it lists by id, then by name or alias; what is part of or a kind of these, two
  /// steps at most, inherits.
  /// - Parameter demoConcepts: Each demo's name with the concepts it is about.
  public func demoLinks(_ demoConcepts: [String: [Concept.ID]], lexicon: Lexicon = .bundled) -> [DemoLink] {
    var direct: [Concept.ID: [String]] = [:], byAlias: [Concept.ID: [String]] = [:]
    for demo in demoConcepts.keys.sorted() {
      for name in demoConcepts[demo] ?? [] {
        if concept(name) != nil {
          direct[name, default: []].append(demo)
        } else if let found = concept(named: name) {
          byAlias[found.id, default: []].append(demo)
        }
      }
    }
    var owners: [Concept.ID: [Concept.ID]] = [:]
    for edge in edges where [.partOf, .isA, .limits].contains(edge.kind) {
      owners[edge.from, default: []].append(edge.to)
    }
    return concepts.map { concept in
      if let demos = direct[concept.id] { return link(concept, demos, .manifest) }
      if let demos = byAlias[concept.id] { return link(concept, demos, .alias) }
      var frontier = owners[concept.id] ?? []
      var reason = self.reason(concept, lexicon)
      // Beyond two steps an owner's demo says little about the part.
      for step in 1...4 {
        let found = frontier.flatMap { direct[$0] ?? byAlias[$0] ?? [] }
        if !found.isEmpty, step <= 2 { return link(concept, found, .inherited) }
        if !found.isEmpty { reason = .coveredByOwner }
        frontier = frontier.flatMap { owners[$0] ?? [] }
      }
      return DemoLink(concept: concept.id, demos: [], via: nil, noDemoReason: reason)
    }
  }

  private func link(_ concept: Concept, _ demos: [String], _ via: DemoLink.Via) -> DemoLink {
    DemoLink(concept: concept.id, demos: Array(Set(demos)).sorted(), via: via, noDemoReason: nil)
  }

  private func reason(_ concept: Concept, _ lexicon: Lexicon) -> NoDemoReason {
    guard lexicon.entry(concept.id)?.domain == "aws" else { return .external }
    switch concept.kind {
    case .service, .feature, .limit, .pattern: return .planned
    case .term: return .pureName
    }
  }
}
