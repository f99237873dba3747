import Basics
import Concepts
import TestSupport
import Testing

@Suite struct ExportAndDemoTests {
  static let note = """
    # DynamoDB

    DynamoDB Streams triggers AWS Lambda

    ## Time to Live (TTL)

    expired items are deleted after the expiry timestamp

    ## DAX vs ElastiCache

    # SQS "queues" <fast>

    """

  @Test func `a graph as DOT, Mermaid and outline`() {
    let graph = graph(Self.note)
    expectGolden(graph.dot() + "\n" + graph.mermaid() + "\n" + graph.outline(), "renderings.txt")
  }

  @Test func `names cannot break out of their quotes`() {
    let concept = Concept(
      id: "x", name: "a\"]; evil\\ <b>\n#", aliases: [], kind: .term, sources: [SourceSpan(file: "x", line: 1)],
      importance: 1)
    let graph = ConceptGraph(concepts: [concept], edges: [])
    #expect(graph.dot().contains(#"label="a\"]; evil\\ <b> #""#))
    #expect(graph.mermaid().contains(##"n0["a#quot;]; evil\ #lt;b#gt;"##))
  }

  @Test func `an outline lists every concept once, also in a circle of owners`() {
    let span = [SourceSpan(file: "x", line: 1)]
    let concepts = ["a", "b", "c"].map {
      Concept(id: $0, name: $0.uppercased(), aliases: [], kind: .term, sources: span, importance: 0)
    }
    let graph = ConceptGraph(
      concepts: concepts,
      edges: [
        Edge(from: "a", to: "b", kind: .partOf, rule: "r", sources: span),
        Edge(from: "b", to: "a", kind: .partOf, rule: "r", sources: span),
      ])
    #expect(graph.outline() == "C\nA\n  B\n")
  }

  @Test func `every concept has a demo or a reason`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    let links = graph.demoLinks([
      "dynamodb-ttl": ["dynamodb-ttl"], "lambda-billing": ["lambda-pricing", "gb-second"], "global": ["Global tables"],
      "unused": ["no-such-concept"],
    ])
    #expect(links.map(\.concept) == graph.concepts.map(\.id))
    for link in links { #expect(link.demos.isEmpty == (link.noDemoReason != nil), "\(link.concept)") }
    let of = Dictionary(uniqueKeysWithValues: links.map { ($0.concept, $0) })
    #expect(of["dynamodb-ttl"]?.demos == ["dynamodb-ttl"] && of["dynamodb-ttl"]?.via == .manifest)
    #expect(of["global-tables"]?.demos == ["global"] && of["global-tables"]?.via == .alias)
    #expect(of["lambda-free-tier"]?.demos == ["lambda-billing"] && of["lambda-free-tier"]?.via == .inherited)
    #expect(of["cognito"]?.noDemoReason == .planned)
    #expect(!links.contains { $0.demos.contains("unused") })
  }

  @Test func `a demo reaches two owners down and no farther`() {
    let span = [SourceSpan(file: "x", line: 1)]
    let ids = ["a", "b", "c", "d"]
    let graph = ConceptGraph(
      concepts: ids.map {
        Concept(id: $0, name: $0, aliases: [], kind: .term, sources: span, importance: 0)
      },
      edges: zip(ids.dropFirst(), ids).map { Edge(from: $0, to: $1, kind: .partOf, rule: "r", sources: span) })
    let links = graph.demoLinks(["demo": ["a"]])
    #expect(links.map(\.via) == [.manifest, .inherited, .inherited, nil])
    #expect(links[3].noDemoReason == .coveredByOwner)
  }
}
