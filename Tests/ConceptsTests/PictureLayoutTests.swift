import Basics
import Concepts
import TestSupport
import Testing

/// Labels are measured with the widths of DejaVu Sans, the widest font that the pictures name: with it and with every
/// narrower font a label stays inside its box, so that no two labels overlap when no two boxes do.
@Suite struct PictureLayoutTests {
  @Test func `no two labels overlap, at 100 concepts and at any other number`() {
    for (count, edges) in [(100, 160), (1, 0), (2, 1), (30, 200), (250, 420), (250, 0), (250, 125)] {
      forEachSeed(count == 100 ? 40 : 4) { random in
        let graph = randomGraph(concepts: count, edges: edges, &random), layout = GraphLayout(graph)
        #expect(layout.nodes.map(\.id) == graph.concepts.map(\.id))
        for (position, node) in layout.nodes.enumerated() {
          for other in layout.nodes[..<position] where node.box.overlaps(other.box) {
            throw Broken("\(count) concepts: \(node.id) lies on \(other.id)")
          }
        }
      }
    }
  }

  @Test func `no two islands overlap and each contains its concepts`() throws {
    for (name, graph) in try noteGraphs() {
      let layout = GraphLayout(graph)
      for (position, island) in layout.islands.enumerated() {
        #expect(!layout.islands[..<position].contains { $0.box.overlaps(island.box) }, "\(name)")
      }
      for node in layout.nodes {
        let island = layout.islands[node.island].box
        #expect(island.x < node.box.x && node.box.maxX < island.maxX, "\(name): \(node.id)")
        #expect(island.y < node.box.y && node.box.maxY < island.maxY, "\(name): \(node.id)")
        #expect(node.box.x >= 0 && node.box.maxX <= layout.width && node.box.maxY <= layout.height)
      }
    }
  }

  @Test func `what is part of DynamoDB is drawn with it`() throws {
    for (name, graph) in try noteGraphs() {
      let layout = GraphLayout(graph)
      let islands = Dictionary(uniqueKeysWithValues: layout.nodes.map { ($0.id, $0.island) })
      let parts = graph.edges.filter { $0.to == "dynamodb" && $0.kind == .partOf }.map(\.from)
      #expect(parts.count > 10, "\(name)")
      for part in parts { #expect(islands[part] == islands["dynamodb"], "\(name): \(part)") }
      #expect(layout.nodes.first { $0.id == "dynamodb" }?.place == .centre, "\(name)")
    }
  }

  @Test func `the more important of two concepts beside a centre is not the smaller`() {
    var random = Random(seed: 7)
    let graph = randomGraph(concepts: 100, edges: 160, &random)
    let pairs = zip(graph.concepts, GraphLayout(graph).nodes).filter { $0.1.place != .centre }
      .sorted { $0.0.importance < $1.0.importance }
    for (less, more) in zip(pairs, pairs.dropFirst()) { #expect(less.1.fontSize <= more.1.fontSize) }
    let sizes = Set(pairs.map(\.1.fontSize))
    #expect(sizes.count > 2)
  }

  @Test func `each edge begins and ends at the boxes of its concepts`() throws {
    for (name, graph) in try noteGraphs() {
      let layout = GraphLayout(graph)
      let boxes = Dictionary(uniqueKeysWithValues: layout.nodes.map { ($0.id, $0.box) })
      for (edge, route) in zip(graph.edges, layout.routes) {
        for (id, point) in [(edge.from, route.start), (edge.to, route.end)] {
          let box = try #require(boxes[id])
          let isOnSide = point.x == box.x || point.x == box.maxX || point.y == box.y || point.y == box.maxY
          #expect(isOnSide && (box.x...box.maxX).contains(point.x) && (box.y...box.maxY).contains(point.y), "\(name)")
        }
      }
    }
  }

  @Test func `owners in a circle, edges to oneself and repeated edges have a picture`() {
    let concepts = ["a", "b", "c"].map {
      Concept(id: $0, name: $0, aliases: [], kind: .term, sources: [], importance: 0.5)
    }
    func edge(_ from: String, _ to: String, _ kind: Edge.Kind) -> Edge {
      Edge(from: from, to: to, kind: kind, rule: "test", sources: [])
    }
    let graph = ConceptGraph(
      concepts: concepts,
      edges: [
        edge("a", "b", .partOf), edge("b", "c", .partOf), edge("c", "a", .partOf), edge("a", "a", .uses),
        edge("a", "b", .uses), edge("b", "a", .requires),
      ])
    let layout = GraphLayout(graph)
    #expect(layout.nodes.count == 3 && layout.routes.count == 6)
    // Edges between the same two concepts do not hide each other.
    let between = zip(graph.edges, layout.routes).filter { Set([$0.0.from, $0.0.to]) == ["a", "b"] }.map(\.1)
    #expect(Set(between).count == between.count)
    #expect(GraphLayout(.empty).nodes.isEmpty)
  }
}
