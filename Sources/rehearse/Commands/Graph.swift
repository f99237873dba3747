import ArgumentParser
import Basics
import Cards
import Concepts
import Demos
import Storage

struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the concept graph, find paths in it, export it.",
    subcommands: [Show.self, Path.self, ExportGraph.self])
}

/// The graph in the shape of `graph show --json`.
private struct GraphJSON: Encodable {
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

extension Graph {
  /// The concept that `text` names: by id, name or alias.
  static func concept(_ text: String, in graph: ConceptGraph) throws(Failure) -> Concept {
    let folded = text.lowercased()
    if let exact = graph.concepts.first(where: { $0.id == folded }) { return exact }
    if let named = graph.concepts.first(where: { $0.name.lowercased() == folded || $0.aliases.contains(folded) }) {
      return named
    }
    let parts = folded.split { $0 == "-" || $0 == " " }.map(String.init)
    let near = graph.concepts.filter { concept in
      concept.id.contains(folded) || concept.name.lowercased().contains(folded) || parts.contains(concept.id)
    }.prefix(5)
    throw Failure(
      "there is no concept \(text)",
      remedy: near.isEmpty
        ? "`rehearse graph show` lists the concepts." : "Did you mean \(near.map(\.id).joined(separator: ", "))?",
      code: .noInput)
  }

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

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell how two concepts are related, by the shortest chain.",
      discussion: "Example: rehearse graph path lambda dynamodb")
    @Argument(help: "A concept.") var from: String
    @Argument(help: "Another concept.") var to: String
    @OptionGroup var common: CommonOptions

    func run() throws {
      let graph = try Collection(common).store.graph()
      let start = try Graph.concept(from, in: graph), end = try Graph.concept(to, in: graph)
      guard let path = graph.path(from: start.id, to: end.id) else {
        throw Failure(
          "\(start.id) and \(end.id) are not related in the notes",
          remedy: "`rehearse graph show \(start.id)` lists its relations.",
          code: .noInput)
      }
      if common.json { return try Output.json(["path": path]) }
      for edge in path {
        try Output.line(
          Failure.printable(
            "\(edge.from) \(edge.kind.rawValue) \(edge.to)   \(edge.sources.first.map(\.description) ?? "")"))
      }
    }
  }

  struct ExportGraph: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case dot, svg, mermaid, json, html }
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write the graph as a page to explore, as a picture, or for other programs.",
      discussion: "Example: rehearse graph export --format html graph.html")
    @Option(help: "dot, svg, mermaid, json or html.") var format: Format
    @Argument(help: "The file to write.") var file: String
    @OptionGroup var common: CommonOptions

    func run() throws {
      let collection = try Collection(common)
      let graph = try collection.store.graph(),
        title = "Concepts of \(try collection.store.decks().joined(separator: ", "))"
      let text =
        switch format {
        case .dot: graph.dot()
        case .mermaid: graph.mermaid()
        case .svg: graph.svg(title: title)
        case .html: graph.page(title: title, details: try Self.details(graph, collection))
        case .json: try Output.text(GraphJSON(graph))
        }
      try Output.file(text, file)
      if common.json { return try Output.json(["file": file]) }
      try Output.line("wrote \(graph.concepts.count) concepts to \(file)")
    }

    private static func details(_ graph: ConceptGraph, _ collection: Collection) throws -> [Concept.ID: ConceptDetails]
    {
      let links = DemoLinks(of: graph)
      var cards: [Concept.ID: Int] = [:]
      for stored in try collection.store.cards() {
        for concept in Set(stored.card.concepts) { cards[concept, default: 0] += 1 }
      }
      return Dictionary(
        graph.concepts.map { concept in
          let link = links[concept.id]
          return (
            concept.id,
            ConceptDetails(demos: link.demos, noDemoReason: link.reason?.explanation, cards: cards[concept.id] ?? 0)
          )
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}
