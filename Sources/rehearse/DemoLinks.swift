import Cards
import Concepts
import Demos

/// Which demos show the concepts of a graph, by the catalogue.
struct DemoLinks {
  private let links: [Concept.ID: DemoLink]

  init(of graph: ConceptGraph) {
    links = Dictionary(
      graph.demoLinks(Catalogue.concepts).map { ($0.concept, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(concept: Concept.ID) -> (demos: [String], reason: NoDemoReason?) {
    (links[concept]?.demos ?? [], links[concept]?.noDemoReason)
  }

  /// The demo to offer on a card: one that is about a concept of the card itself, in the order of the card's concepts.
  func demo(for concepts: [Concept.ID]) -> String? {
    for concept in concepts {
      if let link = links[concept], link.via != .inherited, let demo = link.demos.first { return demo }
    }
    return nil
  }
}
