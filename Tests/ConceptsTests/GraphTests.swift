import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

func document(_ text: String, file: String = "notes.md") -> Document { Document(file: file, bytes: Array(text.utf8)) }

func graph(_ text: String) -> ConceptGraph { ConceptGraph([document(text)], lexicon: .bundled) }

func courseNotes() throws -> Document {
  let url = repositoryRoot.appendingPathComponent("Tests/NotesTests/Notes/course-notes.md")
  return Document(file: "course-notes.md", bytes: Array(try Data(contentsOf: url)))
}

extension ConceptGraph {
  /// One line for each concept and edge.
  func listing() -> String {
    func lines(_ sources: [SourceSpan]) -> String { sources.map { String($0.lineStart) }.joined(separator: " ") }
    return concepts.map { "\($0.id) | \($0.name) | \($0.kind.rawValue) | \($0.importance) | \(lines($0.sources))\n" }
      .joined()
      + "\n" + edges.map { "\($0.from) \($0.kind.rawValue) \($0.to) | \($0.rule) | \(lines($0.sources))\n" }.joined()
  }
  func has(_ from: String, _ kind: Edge.Kind, _ to: String) -> Bool {
    edges.contains { $0.from == from && $0.kind == kind && $0.to == to }
  }
}

/// A graph in the shape of `graph show --json`, without what only the command line knows.
private struct GraphJSON: Encodable {
  struct Node: Encodable { let id: String, name: String, aliases: [String], kind: String, sources: [SourceSpan] }
  struct Link: Encodable { let from: String, to: String, type: String, rule: String, sources: [SourceSpan] }
  let concepts: [Node], edges: [Link]

  init(_ graph: ConceptGraph) {
    concepts = graph.concepts.map {
      Node(id: $0.id, name: $0.name, aliases: $0.aliases, kind: $0.kind.rawValue, sources: $0.sources)
    }
    edges = graph.edges.map {
      Link(from: $0.from, to: $0.to, type: $0.kind.rawValue, rule: $0.rule, sources: $0.sources)
    }
  }
}

@Suite struct GraphTests {
  @Test func `the graph of the course notes`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    expectGolden(graph.listing(), "course-notes-graph.txt")
    #expect(graph == ConceptGraph([try courseNotes()], lexicon: .bundled))
  }

  @Test func `the graph of a note can be written to a file for other programs to judge`() throws {
    let environment = ProcessInfo.processInfo.environment
    let document =
      try environment["REHEARSE_GRAPH_NOTE"].map {
        Document(file: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0))))
      } ?? courseNotes()
    let graph = ConceptGraph([document], lexicon: .bundled)
    let json = try JSONEncoder().encode(GraphJSON(graph))
    #expect(json.count > graph.concepts.count)
    if let path = environment["REHEARSE_GRAPH_OUT"] { try json.write(to: URL(fileURLWithPath: path)) }
  }

  @Test func `every edge joins known concepts and has a rule and lines`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    for edge in graph.edges {
      #expect(graph.concept(edge.from) != nil && graph.concept(edge.to) != nil)
      #expect(!edge.rule.isEmpty && !edge.sources.isEmpty && edge.from != edge.to)
    }
    for concept in graph.concepts { #expect(!concept.sources.isEmpty && (0...1).contains(concept.importance)) }
    #expect(graph.concepts.map(\.importance).max() == 1)
  }

  @Test func `a homonym belongs to the section it stands in`() {
    let graph = graph(
      """
      #### DynamoDB - capacity modes

      on-demand mode

      - pay for what you use

      #### DynamoDB - backups

      on-demand backups

      - full backups
      """)
    #expect(graph.concept("on-demand-mode")?.sources.map(\.lineStart) == [3])
    #expect(graph.concept("on-demand-backup")?.sources.map(\.lineStart) == [9, 11])
    #expect(graph.has("on-demand-backup", .partOf, "dynamodb"))
  }

  @Test func `what a sentence denies is no edge`() {
    let denied = graph("# DynamoDB\n\nDynamoDB is not a relational database. RDS is a relational database.\n")
    #expect(!denied.has("dynamodb", .isA, "relational-database"))
    let verb = graph("# Step Functions\n\nStep Functions does not use Amazon MQ\n\nStep Functions uses Amazon Athena\n")
    #expect(!verb.has("step-functions", .uses, "mq"))
    #expect(verb.has("step-functions", .uses, "athena"))
  }

  @Test(arguments: [
    ("Amazon MQ triggers AWS Batch", "mq", Edge.Kind.triggers, "batch"),
    ("AWS Batch is triggered by Amazon MQ", "mq", .triggers, "batch"),
    ("Amazon Athena must have AWS Glue", "athena", .requires, "glue"),
    ("AWS Glue is integrated with Amazon Athena", "glue", .integratesWith, "athena"),
    ("AWS Glue writes to Amazon Redshift", "glue", .uses, "redshift"),
    ("AWS App Runner is preferred over AWS Batch", "app-runner", .alternativeTo, "batch"),
    ("Amazon MQ + AWS Batch", "mq", .integratesWith, "batch"),
  ])
  func `verbs between two names make an edge`(line: String, from: String, kind: Edge.Kind, to: String) throws {
    let graph = graph("# Notes\n\n\(line)\n")
    let edge = try #require(graph.edges.first { $0.from == from && $0.to == to })
    #expect(edge.kind == kind)
    #expect(edge.sources.map(\.lineStart) == [3])
  }

  @Test func `notes on another subject get concepts from headings, labels and definitions`() {
    let graph = graph(
      """
      # Photosynthesis

      ## Calvin cycle

      - takes place in the stroma

      ## C3 vs C4 plants

      # Operating systems

      ## Virtual memory

      Translation lookaside buffer (TLB)

      - caches recent translations

      A page fault is an exception raised by the hardware.
      """)
    #expect(
      graph.concepts.map(\.id) == [
        "c3-plants", "c4-plants", "calvin-cycle", "operating-system", "page-fault", "photosynthesis",
        "translation-lookaside-buffer", "virtual-memory",
      ])
    #expect(graph.concept("translation-lookaside-buffer")?.aliases == ["tlb"])
    #expect(graph.has("calvin-cycle", .partOf, "photosynthesis"))
    #expect(graph.has("virtual-memory", .partOf, "operating-system"))
    #expect(graph.has("c3-plants", .contrastsWith, "c4-plants"))
  }

  @Test func `headings that name no thing make no concept`() {
    let graph = graph("# Summary\n\n## Use cases\n\n- a\n\n## Why is it slow?\n\n## 3. Conclusion\n\ntext\n")
    #expect(graph.concepts.isEmpty)
  }

  @Test func `nothing in, nothing out`() {
    #expect(ConceptGraph([], lexicon: .bundled) == .empty)
    #expect(graph("").concepts.isEmpty)
  }

  @Test(arguments: [
    ("What is serverless?", "serverless", "what is"), ("Dynamodb - basics", "Dynamodb", "basics"),
    ("1.2 Benefits of AWS Lambda", "AWS Lambda", "benefits of"), ("🚀 Routing", "Routing", ""),
    ("CloudFront: caching", "CloudFront", "caching"),
  ])
  func `headings are peeled down to their subject`(title: String, subject: String, aspect: String) {
    let shape = HeadingShape(title)
    #expect(shape.subject == subject)
    #expect(shape.aspect == aspect)
  }

  @Test func `both sides of a comparison get the noun they share`() {
    let shape = HeadingShape("Full vs incremental export")
    #expect(shape.versus?.left == "Full export")
    #expect(shape.versus?.right == "incremental export")
    #expect(HeadingShape("DAX - item cache vs query cache").versus?.left == "item cache")
  }
}
