import ArgumentParser
import Basics
import Concepts
import Storage

extension Graph {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show all concepts by importance, or one with its relations.",
      discussion: "Example: rehearse graph show dynamodb")
    @Argument(help: "A concept, by id, name or alias.") var concept: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
      let graph = try Collection(common).store.graph()
      guard let concept else {
        if common.json { return try Output.json(GraphJSON(graph)) }
        for concept in graph.concepts.sorted(by: { ($1.importance, $0.id) < ($0.importance, $1.id) }) {
          let related = graph.edges.count { $0.from == concept.id || $0.to == concept.id }
          try Output.line(
            Failure.printable("\(concept.id)  \(concept.name)  \(concept.kind.rawValue), \(related) relations"))
        }
        return
      }
      let found = try Graph.concept(concept, in: graph)
      let edges = graph.edges.filter { $0.from == found.id || $0.to == found.id }
      let around = Set(edges.flatMap { [$0.from, $0.to] } + [found.id])
      let part = ConceptGraph(concepts: graph.concepts.filter { around.contains($0.id) }, edges: edges)
      if common.json { return try Output.json(GraphJSON(part)) }
      let link = DemoLinks(of: graph)[found.id]
      var lines = ["\(found.name) (\(found.id)), \(found.kind.rawValue)"]
      if !found.aliases.isEmpty { lines.append("  also: \(found.aliases.joined(separator: ", "))") }
      for edge in edges {
        lines.append("  \(edge.from) \(edge.kind.rawValue) \(edge.to)   \(edge.sources.first.map(\.description) ?? "")")
      }
      for source in found.sources.prefix(6) { lines.append("  in \(source)") }
      lines += link.demos.map { "  see it run: rehearse demo play \($0)" }
      if let reason = link.reason { lines.append("  no demo: \(reason.explanation)") }
      try Output.line(Failure.printable(lines.joined(separator: "\n")))
    }
  }
}
