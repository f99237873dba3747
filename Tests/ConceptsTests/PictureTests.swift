import Basics
import Concepts
import Foundation
import TestSupport
import Testing

@Suite struct PictureTests {
  @Test func `a page tells what the cards of a concept ask, the first few at once`() {
    let questions = (1...7).map { "What is rule \($0) <of> the queue?" } + [String(repeating: "long ", count: 60)]
    let details = ["queue": ConceptDetails(demos: [], noDemoReason: nil, cards: 8, questions: questions)]
    let page = smallGraph.page(title: "Post", details: details)
    let list = page.components(separatedBy: "<article id=\"queue\"")[1].components(separatedBy: "</article>")[0]
    #expect(list.contains("<li>What is rule 1 &lt;of&gt; the queue?</li>"))
    #expect(list.contains("<summary>3 more</summary>"))
    #expect(list.components(separatedBy: "<details")[0].components(separatedBy: "What is rule").count == 6)
    #expect(list.contains("long…</li>") && !list.contains(questions[7]))
    #expect(!smallGraph.page(title: "Post", details: [:]).contains("cards ask"))
  }

  @Test func `the small graph has this picture`() {
    expectGolden(smallGraph.svg(title: "Post"), "picture-small.svg")
  }

  /// Without the script and the style sheet, which have no business in a golden.
  @Test func `the small graph has this page`() throws {
    let page = smallGraph.page(title: "Post", details: smallDetails)
    expectGolden(try skeleton(page), "picture-small.html")
  }

  @Test func `the same graph gives the same bytes`() throws {
    for (name, graph) in try noteGraphs() {
      #expect(graph.svg(title: name) == graph.svg(title: name))
      let again = ConceptGraph(concepts: graph.concepts.reversed(), edges: graph.edges.reversed())
      #expect(graph.page(title: name, details: [:]) == again.page(title: name, details: [:]))
    }
  }

  @Test func `the legend has every type of edge and kind of concept, no two drawn alike`() throws {
    let svg = smallGraph.svg(title: "Post")
    let legend = try #require(svg.components(separatedBy: "<g class=\"legend\">").last)
    let page = smallGraph.page(title: "Post", details: [:])
    for kind in Edge.Kind.allCases {
      #expect(legend.contains("class=\"edge branch \(kind.rawValue)\"") && legend.contains(">\(kind.rawValue)</text>"))
      #expect(page.contains("data-edges=\"\(kind.rawValue)\""))
    }
    for kind in Concept.Kind.allCases {
      #expect(legend.contains("class=\"glyph \(kind.rawValue)\""))
      #expect(page.contains("data-kind=\"\(kind.rawValue)\""))
    }
    // What is left of a rule without its colour and its marker's name: dashes, width and whether there is a tip.
    let looks = Edge.Kind.allCases.map { kind -> String in
      let rule = svg.components(separatedBy: ".edge.\(kind.rawValue){")[1].prefix { $0 != "}" }
      let tip =
        svg.components(separatedBy: "<marker id=\"tip-\(kind.rawValue)\"").dropFirst().first?
        .components(separatedBy: "orient=\"auto\">")[1].prefix { $0 != "\n" } ?? "none"
      let dashes = rule.components(separatedBy: ";").first { $0.hasPrefix("stroke-dasharray") } ?? "solid"
      return "\(dashes) \(tip)"
    }
    #expect(Set(looks).count == Edge.Kind.allCases.count)
    let glyphs = Concept.Kind.allCases.map { kind in
      legend.components(separatedBy: "class=\"glyph \(kind.rawValue)\"")[1].components(separatedBy: ">")[1]
    }
    #expect(Set(glyphs).count == Concept.Kind.allCases.count)
  }

  @Test(arguments: ["light", "dark"]) func `texts stand out by at least 4.5 to 1, glyphs by 3 to 1`(shade: String)
    throws
  {
    let style = smallGraph.svg(title: "Post")
    let line = try #require(
      style.components(separatedBy: "\n").first { $0.hasPrefix(shade == "light" ? "svg{--" : "@media (prefers") })
    var colours: [String: [Double]] = [:]
    for property in line.components(separatedBy: "--").dropFirst() {
      let parts = property.components(separatedBy: ":#")
      let value = try #require(UInt32(parts[1].prefix(6), radix: 16))
      colours[parts[0]] = [16, 8, 0].map { Double(value >> $0 & 255) / 255 }
    }
    func luminance(_ name: String) throws -> Double {
      let linear = try #require(colours[name]).map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    // Source: Web Content Accessibility Guidelines 2.2, contrast ratio.
    func contrast(_ one: String, _ other: String) throws -> Double {
      let (first, second) = (try luminance(one), try luminance(other))
      return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }
    let kinds = Concept.Kind.allCases.map(\.rawValue)
    var texts = [("ink", "ground"), ("ink", "island"), ("ink", "surface"), ("ink", "found")]
    texts += [
      ("muted", "ground"), ("muted", "island"), ("muted", "surface"), ("accent", "surface"), ("accent", "ground"),
    ]
    texts += kinds.map { ("ink", "\($0)-soft") } + kinds.map { ("on-accent", $0) }
    for (text, ground) in texts { #expect(try contrast(text, ground) >= 4.5, "\(text) on \(ground)") }
    for kind in kinds { #expect(try contrast(kind, "\(kind)-soft") >= 3, "\(kind)") }
    for kind in Edge.Kind.allCases { #expect(try contrast("edge-\(kind.rawValue)", "island") >= 3, "\(kind)") }
    #expect(try contrast("control", "surface") >= 3)
  }

  @Test func `names from notes cannot become markup or script`() throws {
    let name = hostileNames[0]
    let svg = hostileGraph.svg(title: name)
    let parser = XMLCheck(svg)
    #expect(parser.problem == nil)
    #expect(
      parser.elements.subtracting(["svg", "title", "style", "rect", "defs", "marker", "path", "circle", "g", "text"])
        .isEmpty)
    #expect(parser.attributes.allSatisfy { !$0.hasPrefix("on") && $0 != "href" && $0 != "style" })

    let page = hostileGraph.page(
      title: name,
      details: [
        hostileGraph.concepts[3].id: ConceptDetails(
          demos: hostileNames, noDemoReason: nil, cards: 2)
      ])
    // Two scripts, of which one is data; one style sheet; nothing that loads.
    #expect(page.components(separatedBy: "<script").count == 3 && page.components(separatedBy: "</script>").count == 3)
    #expect(page.components(separatedBy: "<style").count == 2 && page.components(separatedBy: "</style>").count == 2)
    #expect(!page.contains("<img") && !page.contains("<!--") && !page.contains("onerror=alert(1)>"))
    let body = try skeleton(page)
    #expect(!body.contains("\u{202E}") && !body.contains("\u{0}") && !body.contains("\u{1B}"))
    #expect(!body.contains("href=\"javascript"))
  }

  @Test func `the data in a page are the graph`() throws {
    struct Node: Decodable, Equatable { let id: String, name: String, kind: String, importance: Int, aliases: [String] }
    struct PageData: Decodable { let concepts: [Node] }
    for graph in [smallGraph, hostileGraph] {
      let page = graph.page(title: "t", details: [:])
      let json = page.components(separatedBy: "id=\"_data\">")[1].components(separatedBy: "</script>")[0]
      let data = try JSONDecoder().decode(PageData.self, from: Data(json.utf8))
      #expect(!json.contains("<") && !json.contains("&"))
      #expect(data.concepts.map(\.kind) == graph.concepts.map(\.kind.rawValue))
      // Control characters of hostile names become spaces; those of the small graph are as they were.
      guard graph == smallGraph else { continue }
      #expect(
        data.concepts
          == graph.concepts.map {
            Node(
              id: $0.id, name: $0.name, kind: $0.kind.rawValue, importance: Int($0.importance * 1_000),
              aliases: $0.aliases)
          })
      let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      let edges = try #require(object["edges"] as? [[Any]])
      for (edge, entry) in zip(graph.edges, edges) {
        let ends = try #require(entry.prefix(2).map { $0 as? Int } as? [Int])
        #expect(
          ends.map { graph.concepts[$0].id } == [edge.from, edge.to] && entry[2] as? String == edge.kind.rawValue)
      }
      #expect(edges.count == graph.edges.count)
    }
  }

  @Test func `the policy names the script and the style sheet by their digests`() throws {
    let page = smallGraph.page(title: "Post", details: [:])
    let script = page.components(separatedBy: "<script>")[1].components(separatedBy: "</script>")[0]
    let style = page.components(separatedBy: "<style>")[1].components(separatedBy: "</style>")[0]
    for text in [script, style] {
      let hex = Array(String(decoding: try run(["sha256sum"], input: Data(text.utf8)), as: UTF8.self).prefix(64))
      let bytes = stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(String(hex[$0...$0 + 1]), radix: 16) }
      try #require(bytes.count == 32)
      let digest = Data(bytes).base64EncodedString()
      #expect(page.contains("-src 'sha256-\(digest)'"))
    }
    #expect(page.contains("default-src 'none'"))
    #expect(!page.contains(" style=\""), "the policy would ignore it")
    for address in ["http://", "https://", "@import", "url(h"] {
      let found = page.components(separatedBy: address).count - 1
      #expect(found == (address == "http://" ? 1 : 0), "only the name of the SVG format is an address")
    }
  }

  @Test func `without scripts the page lists every concept with its relations in both directions`() throws {
    let page = smallGraph.page(title: "Post", details: smallDetails)
    for concept in smallGraph.concepts {
      let article = try #require(
        page.components(separatedBy: "<article id=\"\(concept.id)\"").dropFirst().first?
          .components(separatedBy: "</article>").first)
      #expect(article.contains("<h3>\(concept.name)</h3>") && article.contains("post.md:"))
      for edge in smallGraph.edges(of: concept.id) {
        let other = edge.from == concept.id ? edge.to : edge.from
        #expect(article.contains("href=\"#\(other)\""), "\(concept.id) to \(other)")
      }
    }
    #expect(page.contains("rehearse demo play waiting-line") && page.contains("rehearse quiz --concept queue"))
    #expect(page.contains("no demo: only a name, nothing to run"))
  }

  /// `REHEARSE_PICTURES=FOLDER` keeps the pictures and pages of our notes for inspection.
  @Test func `the graphs of the notes have a picture and a page`() throws {
    for (name, graph) in try noteGraphs() {
      let svg = graph.svg(title: name)
      let details = Dictionary(
        uniqueKeysWithValues: graph.concepts.map {
          ($0.id, ConceptDetails(demos: [], noDemoReason: nil, cards: $0.sources.count))
        })
      let page = graph.page(title: name, details: details)
      #expect(XMLCheck(svg).problem == nil)
      #expect(page.components(separatedBy: "<article ").count == graph.concepts.count + 1)
      guard let folder = ProcessInfo.processInfo.environment["REHEARSE_PICTURES"] else { continue }
      let base = URL(fileURLWithPath: folder).appendingPathComponent(name)
      try Data(svg.utf8).write(to: base.appendingPathExtension("svg"))
      try Data(page.utf8).write(to: base.appendingPathExtension("html"))
    }
  }

  private func skeleton(_ page: String) throws -> String {
    var text = page
    for (open, close) in [("<style>", "</style>"), ("<script>", "</script>")] {
      let start = try #require(text.range(of: open)), end = try #require(text.range(of: close, options: .backwards))
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "…")
    }
    return text.replacingOccurrences(of: "'sha256-[^']*'", with: "'sha256-…'", options: .regularExpression)
  }
}
