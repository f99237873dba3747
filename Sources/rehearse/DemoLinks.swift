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

  /// The demo to offer on a card: one that is mainly about a concept of the card, or else one that has to do with a
  /// concept of which few demos tell; which of the many demos of a whole service would be anybody's guess.
  func demo(for concepts: [Concept.ID]) -> String? {
    let own = concepts.compactMap { concept in
      links[concept].flatMap { $0.via == .inherited ? nil : (concept, $0.demos) }
    }
    for (concept, demos) in own {
      if let demo = demos.first(where: { (try? Catalogue.demo($0))?.concepts.first == concept }) { return demo }
    }
    return own.first { $0.1.count <= Self.fewDemos }?.1.first
  }
  private static let fewDemos = 2
}
