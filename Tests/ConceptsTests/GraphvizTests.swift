import Concepts
import Foundation
import TestSupport
import Testing

@Suite struct GraphvizTests {
  /// An answer in Graphviz's plain format, with boxes far apart.
  private func answer(to graph: ConceptGraph, skipping skipped: Int? = nil, at spread: Double = 4) -> String {
    var text = "graph 1 100 50\n"
    for position in graph.concepts.indices where position != skipped {
      text += "node n\(position) \(Double(position % 5) * spread + 2) \(Double(position / 5) * spread + 2) 1 0.4 n"
      text += "\(position) solid box black lightgrey\n"
    }
    let positions = Dictionary(uniqueKeysWithValues: graph.concepts.enumerated().map { ($0.element.id, $0.offset) })
    for edge in graph.edges.reversed() {
      text += "edge n\(positions[edge.from]!) n\(positions[edge.to]!) 4 1 1 2 1 3 2 4 2.5 solid black\n"
    }
    return text + "stop\n"
  }

  @Test func `the request has boxes by number and not one name`() {
    for graph in [smallGraph, hostileGraph] {
      let request = Graphviz.request(for: graph)
      #expect(request.split(separator: "\n").count { $0.contains("width=") } == graph.concepts.count)
      #expect(request.split(separator: "\n").count { $0.contains("->") } == graph.edges.count)
      for concept in graph.concepts where concept.name.count > 3 { #expect(!request.contains(concept.name)) }
      #expect(request == Graphviz.request(for: graph))
    }
  }

  @Test func `places become a picture with our colours, tooltips and legend`() throws {
    let svg = try smallGraph.svg(title: "Post", graphvizPlain: answer(to: smallGraph))
    let check = XMLCheck(svg)
    #expect(check.problem == nil)
    #expect(!check.elements.contains("script"))
    #expect(svg.contains("prefers-color-scheme:dark") && svg.contains("class=\"legend\""))
    #expect(svg.components(separatedBy: "class=\"node ").count == smallGraph.concepts.count + 1)
    // 1 inch is 72 units, y runs downwards, and there is a margin of 24.
    #expect(svg.contains("d=\"M96 3552C168 3552 240 3480 312 3444\""))
    #expect(svg == (try smallGraph.svg(title: "Post", graphvizPlain: answer(to: smallGraph))))
  }

  @Test func `an answer that cannot be right is refused`() {
    func problem(_ plain: String) -> GraphvizError? {
      do throws(GraphvizError) {
        _ = try smallGraph.svg(title: "Post", graphvizPlain: plain)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem("") == .incomplete(smallGraph.concepts.count))
    #expect(problem("graph 1 x y") == .line(1))
    #expect(problem("graph 1 2 3\nnode n0 1e400 2 1 1") == .line(2))
    #expect(problem("graph 1 2 3\nnode n99999 1 2 1 1") == .line(2))
    #expect(problem("graph 1 2 3\nedge n0 n1 4 1 1") == .line(2))
    #expect(problem("Error: syntax") == .line(1))
    #expect(problem(answer(to: smallGraph, skipping: 2)) == .incomplete(1))
    guard case .overlap = problem(answer(to: smallGraph, at: 0.01)) else {
      Issue.record("boxes on one another were accepted")
      return
    }
  }
}

/// With the program itself; skipped, and reported as skipped, where it is not installed.
@Suite(.enabled(if: dot != nil, "SKIPPED: Graphviz was not asked, because dot is not installed"))
struct GraphvizProgramTests {
  @Test func `Graphviz lays out the course notes the same way twice, and nothing overlaps`() throws {
    let graph = ConceptGraph([try courseNotes()], lexicon: .bundled)
    let request = Data(Graphviz.request(for: graph).utf8)
    let plain = try (0..<2).map { _ in
      String(decoding: try run([try #require(dot)] + Graphviz.arguments, input: request), as: UTF8.self)
    }
    #expect(plain[0] == plain[1])
    let svg = try graph.svg(title: "Course", graphvizPlain: plain[0])
    #expect(XMLCheck(svg).problem == nil)
    #expect(svg.components(separatedBy: "class=\"edge ").count > graph.edges.count)
  }
}

private let dot: String? = ["/usr/bin/dot", "/usr/local/bin/dot", "/opt/homebrew/bin/dot"]
  .first { FileManager.default.isExecutableFile(atPath: $0) }
