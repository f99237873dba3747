import Basics
import Concepts

/// The graph in the shape of `graph show --json`.
struct GraphJSON: Encodable {
  struct Node: Encodable {
    let id: String, name: String
    let aliases: [String]
    let kind: Concept.Kind
    let sources: [SourceSpan]
    let demos: [String]
    let noDemoReason: String?
    let importance: Double

    enum CodingKeys: String, CodingKey {
      case id, name, aliases, kind, sources, demos, importance
      case noDemoReason = "no_demo_reason"
    }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(name, forKey: .name)
      try container.encode(aliases, forKey: .aliases)
      try container.encode(kind, forKey: .kind)
      try container.encode(sources, forKey: .sources)
      try container.encode(demos, forKey: .demos)
      try container.encode(noDemoReason, forKey: .noDemoReason)
      try container.encode(importance, forKey: .importance)
    }
  }
  struct Link: Encodable {
    let from: String, to: String
    let type: Edge.Kind
    let rule: String
    let sources: [SourceSpan]
  }
  let concepts: [Node]
  let edges: [Link]

  init(_ graph: ConceptGraph) {
    let links = DemoLinks(of: graph)
    concepts = graph.concepts.map { concept in
      let link = links[concept.id]
      return Node(
        id: concept.id, name: concept.name, aliases: concept.aliases, kind: concept.kind, sources: concept.sources,
        demos: link.demos, noDemoReason: link.reason?.explanation, importance: concept.importance)
    }
    edges = graph.edges.map { Link(from: $0.from, to: $0.to, type: $0.kind, rule: $0.rule, sources: $0.sources) }
  }
}
