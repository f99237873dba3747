import ArgumentParser
import Concepts
import Storage

struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the concept graph, find paths in it, export it.",
    subcommands: [Show.self, Path.self, Order.self, ExportGraph.self])
}

extension Graph {
  /// The concept that `text` names: by id, name or alias.
  static func concept(_ text: String, in graph: ConceptGraph) throws(Failure) -> Concept {
    if let found = graph.concept(named: text) ?? graph.concept(text.lowercased()) { return found }
    let near = graph.concepts(near: text, atMost: 5)
    throw Failure(
      "there is no concept \(text)",
      remedy: near.isEmpty
        ? "`rehearse graph show` lists the concepts." : "Did you mean \(near.map(\.id).joined(separator: ", "))?",
      code: .noInput)
  }
}
