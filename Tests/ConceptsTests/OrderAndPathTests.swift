import Basics
import Concepts
import Foundation
import Notes
import TestSupport
import Testing

/// A graph with concepts `c0` … and random edges.
private func randomGraph(_ random: inout Random) -> ConceptGraph {
  let count = random.integer(in: 1...12)
  let concepts = (0..<count).map {
    Concept(
      id: "c\($0)", name: "C \($0)", aliases: [], kind: .term,
      sources: [SourceSpan(file: "a.md", line: random.integer(in: 1...40))], importance: 0.5)
  }
  let kinds = Edge.Kind.allCases
  let edges = (0..<random.integer(in: 0...20)).compactMap { _ -> Edge? in
    let from = random.integer(in: 0...(count - 1)), to = random.integer(in: 0...(count - 1))
    guard from != to else { return nil }
    let lines = (0...random.integer(in: 0...2)).map { SourceSpan(file: "a.md", line: 1 + $0) }
    return Edge(
      from: "c\(from)", to: "c\(to)", kind: kinds[random.integer(in: 0...(kinds.count - 1))], rule: "test",
      sources: lines)
  }
  return ConceptGraph(concepts: concepts, edges: edges)
}

private func violations(_ graph: ConceptGraph) -> [Edge] {
  let order = graph.introductionOrder(), cut = graph.cutEdges()
  return graph.edges.filter { edge in
    guard [.requires, .isA, .partOf, .limits].contains(edge.kind), !cut.contains(edge) else { return false }
    return (order.firstIndex(of: edge.from) ?? 0) < (order.firstIndex(of: edge.to) ?? 0)
  }
}

@Suite struct OrderAndPathTests {
  @Test func `prerequisites, owners and classes come first`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    let order = graph.introductionOrder()
    #expect(order.sorted() == graph.concepts.map(\.id))
    #expect(violations(graph).isEmpty)
    #expect(graph.cutEdges().isEmpty)
    for (earlier, later) in [
      ("s3", "s3-export"), ("pitr", "s3-export"), ("dynamodb", "dax"), ("vpc", "lambda-vpc"),
      ("lambda", "lambda-timeout"), ("s3", "thumbnail-pipeline"), ("api-gateway", "serverless-web-app"),
      ("aws-service-integration", "aws-service-integration-kinesis-data-streams-example"),
    ] {
      let first = try #require(order.firstIndex(of: earlier)), second = try #require(order.firstIndex(of: later))
      #expect(first < second, "\(earlier) before \(later)")
    }
  }

  @Test func `each step tells what had to come before it, and all of that did`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    let steps = graph.introductionSteps()
    #expect(steps.map(\.concept) == graph.introductionOrder())
    var known: Set<String> = []
    for step in steps {
      for edge in step.after { #expect(edge.from == step.concept && known.contains(edge.to), "\(edge)") }
      known.insert(step.concept)
    }
    let export = try #require(steps.first { $0.concept == "s3-export" })
    #expect(export.after.map(\.to) == ["dynamodb", "pitr"])
    #expect(export.after.allSatisfy { !$0.sources.isEmpty })
    #expect(steps.first?.concept == "serverless")
  }

  @Test(arguments: [
    ("dxa", "dax"), ("dinamodb", "dynamodb"), ("global table stream", "global-tables"),
    ("lambda time", "lambda-timeout"),
    ("elasticash", "elasticache"), ("kinesis", "kinesis-data-streams"),
  ])
  func `a name that nothing has suggests what may be meant`(text: String, meant: String) throws {
    let near = ConceptGraph([try courseNotes()], lexicon: .bundled).concepts(near: text, atMost: 5)
    #expect(near.contains { $0.id == meant }, "\(near.map(\.id))")
    #expect(near.count <= 5)
  }

  @Test func `what is like nothing suggests nothing`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    for text in ["", "zzz", "photosynthesis", "the of"] {
      #expect(graph.concepts(near: text, atMost: 5).isEmpty, "\(text)")
    }
  }

  @Test func `the order holds on any graph, with circles cut`() {
    forEachSeed(300) { random in
      let graph = randomGraph(&random)
      guard graph.introductionOrder().sorted() == graph.concepts.map(\.id).sorted() else {
        throw Broken("the order is no permutation")
      }
      let broken = violations(graph)
      guard broken.isEmpty else { throw Broken("\(broken)") }
    }
  }

  @Test func `a path joins its ends by the fewest edges`() {
    forEachSeed(300) { random in
      let graph = randomGraph(&random)
      let start = graph.concepts[0].id, end = graph.concepts[graph.concepts.count - 1].id
      // Distances by repeated relaxation.
      var distance = [start: 0]
      for _ in graph.concepts {
        for edge in graph.edges {
          for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
            if let reached = distance[from], reached + 1 < distance[to] ?? .max { distance[to] = reached + 1 }
          }
        }
      }
      let path = graph.path(from: start, to: end)
      guard path?.count == distance[end] else { throw Broken("\(path?.count ?? -1) edges, not \(distance[end] ?? -1)") }
      var place = start
      for edge in path ?? [] {
        guard edge.from == place || edge.to == place else { throw Broken("the path breaks at \(place)") }
        place = edge.from == place ? edge.to : edge.from
      }
      guard path == nil || place == end else { throw Broken("the path ends at \(place)") }
    }
  }

  @Test func `a concept is found by id, name or alias`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    for text in ["dynamodb-ttl", "TTL", "time to live", "DynamoDB Time to Live (TTL)"] {
      #expect(graph.concept(named: text)?.id == "dynamodb-ttl", "\(text)")
    }
    #expect(graph.concept(named: "blockchain") == nil)
    #expect(graph.path(from: "dax", to: "nowhere") == nil)
    #expect(graph.path(from: "dax", to: "dax") == [])
  }

  @Test func `figures count concepts, edges, parts and what stands alone`() {
    let concepts = ["a", "b", "c", "d"].map {
      Concept(id: $0, name: $0, aliases: [], kind: .term, sources: [SourceSpan(file: "x", line: 1)], importance: 0)
    }
    let span = [SourceSpan(file: "x", line: 1)]
    let graph = ConceptGraph(
      concepts: concepts,
      edges: [
        Edge(from: "a", to: "b", kind: .partOf, rule: "r", sources: span),
        Edge(from: "b", to: "c", kind: .requires, rule: "r", sources: span),
        Edge(from: "c", to: "a", kind: .uses, rule: "r", sources: span),
      ])
    let metrics = graph.metrics
    #expect(metrics.concepts == 4 && metrics.edges == 3 && metrics.components == 2)
    #expect(metrics.isolated == ["d"])
    #expect(metrics.longestPrerequisiteChain == 2 && metrics.cyclesCut == 0)
    #expect(metrics.meanDegree == 1.5)
    #expect(metrics.edgesByKind.map(\.kind) == [.partOf, .uses, .requires])
  }
}
