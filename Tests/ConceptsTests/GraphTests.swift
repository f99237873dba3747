import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

func document(_ text: String, file: String = "notes.md") -> Document { Document(file: file, bytes: Array(text.utf8)) }

func courseNotes() throws -> Document {
  let url = repositoryRoot.appendingPathComponent("Tests/NotesTests/Notes/course-notes.md")
  return Document(file: "course-notes.md", bytes: Array(try Data(contentsOf: url)))
}

/// A graph in the shape of `graph show --json`, without what only the command line knows.
struct GraphJSON: Encodable {
  struct Node: Encodable {
    let id: String, name: String, aliases: [String], kind: String, sources: [SourceSpan], importance: Double
  }
  struct Link: Encodable {
    let from: String, to: String, type: String, rule: String, sources: [SourceSpan]
  }
  let concepts: [Node], edges: [Link]

  init(_ graph: ConceptGraph) {
    concepts = graph.concepts.map {
      Node(
        id: $0.id, name: $0.name, aliases: $0.aliases, kind: $0.kind.rawValue, sources: $0.sources,
        importance: $0.importance)
    }
    edges = graph.edges.map {
      Link(from: $0.from, to: $0.to, type: $0.kind.rawValue, rule: $0.rule, sources: $0.sources)
    }
  }
}

@Suite struct GraphTests {
  @Test func `the graph of any note can be written out for inspection`() throws {
    let environment = ProcessInfo.processInfo.environment
    let document =
      try environment["REHEARSE_GRAPH_NOTE"].map {
        Document(file: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0))))
      } ?? courseNotes()
    let graph = ConceptGraph([document], lexicon: .bundled)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let json = try encoder.encode(GraphJSON(graph))
    #expect(!graph.concepts.isEmpty)
    if let path = environment["REHEARSE_GRAPH_OUT"] { try json.write(to: URL(fileURLWithPath: path)) }
  }
}
