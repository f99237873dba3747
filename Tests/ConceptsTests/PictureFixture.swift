import Basics
import Concepts
import Foundation
import TestSupport

/// A graph small enough to read its picture, with every kind of concept and of edge.
let smallGraph: ConceptGraph = {
  func concept(_ id: String, _ name: String, _ kind: Concept.Kind, _ line: Int, _ importance: Double) -> Concept {
    Concept(
      id: id, name: name, aliases: id == "queue" ? ["fifo"] : [], kind: kind,
      sources: [SourceSpan(file: "post.md", line: line)], importance: importance)
  }
  func edge(_ from: String, _ kind: Edge.Kind, _ to: String, _ line: Int) -> Edge {
    Edge(from: from, to: to, kind: kind, rule: "test", sources: [SourceSpan(file: "post.md", line: line)])
  }
  return ConceptGraph(
    concepts: [
      concept("post", "Post office", .service, 1, 1), concept("queue", "Queue", .feature, 2, 0.6),
      concept("counter", "Counter", .feature, 3, 0.4), concept("weight", "Heaviest parcel", .limit, 4, 0.2),
      concept("ticket", "Ticket", .term, 5, 0.3), concept("round", "Morning round", .pattern, 6, 0.3),
      concept("letterbox", "Letter box", .term, 7, 0.2), concept("courier", "Courier", .service, 8, 0.5),
      concept("van", "Van", .term, 9, 0.2), concept("bicycle", "Bicycle", .term, 10, 0.2),
      concept("stamp", "Stamp", .term, 11, 0.1),
    ],
    edges: [
      edge("queue", .partOf, "post", 2), edge("counter", .partOf, "post", 3), edge("weight", .limits, "counter", 4),
      edge("queue", .uses, "ticket", 5), edge("ticket", .triggers, "counter", 5), edge("round", .exampleOf, "post", 6),
      edge("letterbox", .integratesWith, "round", 7), edge("courier", .contrastsWith, "post", 8),
      edge("courier", .requires, "van", 9), edge("van", .alternativeTo, "bicycle", 10),
      edge("bicycle", .isA, "courier", 10),
    ])
}()

let smallDetails: [Concept.ID: ConceptDetails] = [
  "queue": ConceptDetails(demos: ["waiting-line"], noDemoReason: nil, cards: 3),
  "stamp": ConceptDetails(demos: [], noDemoReason: "only a name, nothing to run", cards: 1),
]

/// A graph drawn by lot: owners with parts, edges across, some concepts alone.
func randomGraph(concepts count: Int, edges edgeCount: Int, _ random: inout Random) -> ConceptGraph {
  let concepts = (0..<count).map { number in
    let words = (0...random.integer(in: 0...3)).map { _ in
      String(
        String.UnicodeScalarView(
          (0...random.integer(in: 1...9)).map { _ in
            Unicode.Scalar(UInt8(random.integer(in: 97...122)))
          }))
    }
    return Concept(
      id: "c\(number)", name: words.joined(separator: " "), aliases: [],
      kind: Concept.Kind.allCases[random.integer(in: 0...4)], sources: [],
      importance: Double(random.integer(in: 0...1_000)) / 1_000)
  }
  let edges = (0..<edgeCount).map { number in
    let from = random.integer(in: 0...(count - 1)), to = random.integer(in: 0...(count - 1))
    let isOwner = number * 2 < edgeCount
    return Edge(
      from: "c\(from)", to: "c\(isOwner ? to * to / count : to)",
      kind: isOwner ? .partOf : Edge.Kind.allCases[random.integer(in: 0...9)], rule: "test", sources: [])
  }
  return ConceptGraph(concepts: concepts, edges: edges)
}

/// Names as somebody might write them to take over a page.
let hostileNames = [
  "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onclick='x",
  "<!--", "]]>", "&lt;b&gt;", "\u{202E}txt.exe", "a\u{0}b\u{1B}[31m", "</style><style>*{display:none}",
  "\u{2028}\u{2029}",
  String(repeating: "long ", count: 400), "", " ", "javascript:alert(1)", "</title>",
  "e\u{301}".appending(String(repeating: "\u{301}", count: 50)),
]

let hostileGraph: ConceptGraph = {
  let concepts = hostileNames.enumerated().map { number, name in
    Concept(
      id: "h\(number)\(name.prefix(30))", name: name, aliases: [name], kind: Concept.Kind.allCases[number % 5],
      sources: [SourceSpan(file: "\(name.prefix(40)).md", line: 1)], importance: Double(number % 10) / 10)
  }
  let edges = concepts.indices.dropFirst().map { position in
    Edge(
      from: concepts[position].id, to: concepts[position / 2].id, kind: Edge.Kind.allCases[position % 10],
      rule: "test", sources: concepts[position].sources)
  }
  return ConceptGraph(concepts: concepts, edges: edges)
}()

/// Our own notes in one graph, and the course notes in another.
func noteGraphs() throws -> [(name: String, graph: ConceptGraph)] {
  let notes = repositoryRoot.appendingPathComponent("notes")
  let files = try FileManager.default.contentsOfDirectory(atPath: notes.path).filter { $0.hasSuffix(".md") }.sorted()
  let documents = try files.map {
    document(try String(contentsOf: notes.appendingPathComponent($0), encoding: .utf8), file: "notes/\($0)")
  }
  return [
    ("notes", ConceptGraph(documents, lexicon: .bundled)),
    ("course-notes", ConceptGraph([try courseNotes()], lexicon: .bundled)),
  ]
}
