import Basics

extension ConceptGraph {
  /// The graph as a picture of its own: no script, no reference to anything outside, light or dark as its surroundings
  /// prefer, a legend below. The same graph gives the same bytes.
  public func svg(title: String) -> String { svg(title: title, PictureDrawing(GraphLayout(self))) }

  func svg(title: String, _ drawing: PictureDrawing) -> String {
    let legend = PictureLegend(width: drawing.width, top: drawing.height)
    let height = drawing.height + legend.height
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(drawing.width)" height="\(height)" \
      viewBox="0 0 \(drawing.width) \(height)" role="img" aria-label="\(Markup.escaped(title))">
      <title>\(Markup.escaped(title))</title>
      <style>
      svg{\(PictureColour.properties(\.light))}
      @media (prefers-color-scheme:dark){svg{\(PictureColour.properties(\.dark))}}
      \(PictureMarkup.style)</style>
      <rect class="ground" width="100%" height="100%"/>
      \(PictureMarkup(self, drawing).text)\(legend.text)</svg>

      """
  }
}

/// Where everything of a picture lies, whoever gave out the places.
struct PictureDrawing {
  struct Path {
    /// The value of `d` in SVG.
    let curve: String
    let isBranch: Bool
  }
  let width: Int, height: Int
  /// In the order of the graph's concepts.
  let nodes: [GraphLayout.Node]
  let islands: [GraphLayout.Island]
  /// In the order of the graph's edges.
  let paths: [Path]
}

extension PictureDrawing {
  init(_ layout: GraphLayout) {
    self.init(
      width: layout.width, height: layout.height, nodes: layout.nodes, islands: layout.islands,
      paths: layout.routes.map { route in
        Path(
          curve: "M\(route.start.x) \(route.start.y)C\(route.control1.x) \(route.control1.y) "
            + "\(route.control2.x) \(route.control2.y) \(route.end.x) \(route.end.y)", isBranch: route.isBranch)
      })
  }
}

/// The parts of the picture that the SVG file and the page have in common.
struct PictureMarkup {
  let text: String

  init(_ graph: ConceptGraph, _ drawing: PictureDrawing) {
    var text = Self.tips + "<g class=\"map\">\n<g class=\"islands\">\n"
    for island in drawing.islands {
      text += "<rect class=\"island\" \(Self.place(island.box)) rx=\"18\"/>\n"
      if island.centre == nil {
        text +=
          "<text class=\"heading\" x=\"\(island.box.x + 18)\" y=\"\(island.box.y + 28)\">No relations in the notes</text>\n"
      }
    }
    text += "</g>\n<g class=\"edges\">\n"
    for (position, edge) in graph.edges.enumerated() {
      text += Self.edge(edge, drawing.paths[position], position, graph)
    }
    text += "</g>\n<g class=\"nodes\">\n"
    for (position, concept) in graph.concepts.enumerated() {
      text += Self.node(concept, drawing.nodes[position], position)
    }
    self.text = text + "</g>\n</g>\n"
  }

  private static func place(_ box: GraphLayout.Box) -> String {
    "x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\""
  }

  private static func edge(_ edge: Edge, _ path: PictureDrawing.Path, _ position: Int, _ graph: ConceptGraph) -> String
  {
    let ends = [edge.from, edge.to].map { graph.concept($0)?.name ?? $0 }
    let lines = edge.sources.prefix(3).map(\.description).joined(separator: ", ")
    let title = "\(ends[0]) \(edge.kind.rawValue) \(ends[1])\(lines.isEmpty ? "" : " (\(lines))")"
    return
      "<path class=\"edge \(edge.kind.rawValue)\(path.isBranch ? " branch" : "")\" data-edge=\"\(position)\" "
      + "d=\"\(path.curve)\">"
      + "<title>\(Markup.escaped(title))</title></path>\n"
  }

  private static func node(_ concept: Concept, _ node: GraphLayout.Node, _ position: Int) -> String {
    let box = node.box
    let lines = concept.sources.prefix(3).map(\.description).joined(separator: ", ")
    let title = "\(concept.name) – \(concept.kind.rawValue)\(lines.isEmpty ? "" : " (\(lines))")"
    return
      "<g class=\"node \(concept.kind.rawValue)\(node.place == .centre ? " centre" : "")\" data-concept=\"\(position)\">"
      + "<title>\(Markup.escaped(title))</title>"
      + "<rect \(place(box)) rx=\"\(box.height / 2)\"/>"
      + "<g class=\"glyph\" transform=\"translate(\(box.x + 13) \(box.centre.y))\">\(concept.kind.glyph)</g>"
      + "<text x=\"\(box.x + GraphLayout.Node.glyphWidth)\" y=\"\(box.centre.y + node.fontSize * 35 / 100)\" "
      + "font-size=\"\(node.fontSize)\">\(Markup.escaped(node.label))</text></g>\n"
  }

  private static var tips: String {
    var text = "<defs>\n"
    for kind in Edge.Kind.allCases {
      guard let tip = kind.tip else { continue }
      text +=
        "<marker id=\"tip-\(kind.rawValue)\" class=\"tip \(kind.rawValue)\" viewBox=\"-12 -7 14 14\" markerWidth=\"14\" "
        + "markerHeight=\"14\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\(tip)</marker>\n"
    }
    return text + "</defs>\n"
  }

  /// CSS for both; the colours are custom properties of what is around.
  static var style: String {
    var text = """
      .ground{fill:var(--ground)}
      .island{fill:var(--island);stroke:var(--hairline)}
      text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;fill:var(--ink)}
      .heading,.note{fill:var(--muted);font-size:12px}
      .edge{fill:none;opacity:.38}
      .edge.branch{opacity:.8}
      .node>rect{stroke:var(--hairline);stroke-width:1}
      .node.centre text{font-weight:700;fill:var(--on-accent)}
      .node.centre .glyph{fill:var(--on-accent);stroke:var(--on-accent)}
      .glyph{stroke-width:0}
      .glyph .strokes{stroke-width:2;fill:none}
      .tip .hollow{fill:var(--island);stroke-width:1.2}
      .tip .open{fill:none;stroke-width:1.5}

      """
    for kind in Concept.Kind.allCases {
      let name = kind.rawValue
      text += ".node.\(name)>rect{fill:var(--\(name)-soft)}.glyph.\(name),.node.\(name):not(.centre) .glyph"
      text += "{fill:var(--\(name));stroke:var(--\(name))}.node.\(name).centre>rect{fill:var(--\(name))}\n"
    }
    for kind in Edge.Kind.allCases {
      let name = kind.rawValue
      text += ".edge.\(name){stroke:var(--edge-\(name));stroke-width:\(kind.strokeWidth)"
      if let dashes = kind.dashes { text += ";stroke-dasharray:\(dashes)" }
      if kind.tip != nil { text += ";marker-end:url(#tip-\(name))" }
      text += "}\n"
      if kind.tip != nil { text += ".tip.\(name){fill:var(--edge-\(name));stroke:var(--edge-\(name))}\n" }
    }
    return text
  }
}

/// Every kind of edge and of concept with how it is drawn, in columns below the picture.
struct PictureLegend {
  let height: Int
  let text: String

  private static let columnWidth = 168, rowHeight = 26

  init(width: Int, top: Int) {
    let columns = max(1, (width - 2 * GraphLayout.margin) / Self.columnWidth)
    var text = "<g class=\"legend\">\n", cell = 0
    func place() -> (x: Int, y: Int) {
      (GraphLayout.margin + cell % columns * Self.columnWidth, top + 16 + cell / columns * Self.rowHeight)
    }
    for kind in Edge.Kind.allCases {
      let (x, y) = place()
      text += "<path class=\"edge branch \(kind.rawValue)\" d=\"M\(x) \(y)H\(x + 44)\"/>"
      text += "<text class=\"note\" x=\"\(x + 52)\" y=\"\(y + 4)\">\(kind.rawValue)</text>\n"
      cell += 1
    }
    cell = (cell + columns - 1) / columns * columns
    for kind in Concept.Kind.allCases {
      let (x, y) = place()
      text += "<g class=\"glyph \(kind.rawValue)\" transform=\"translate(\(x + 22) \(y))\">\(kind.glyph)</g>"
      text += "<text class=\"note\" x=\"\(x + 52)\" y=\"\(y + 4)\">\(kind.rawValue)</text>\n"
      cell += 1
    }
    self.text = text + "</g>\n"
    height = 16 + (cell + columns - 1) / columns * Self.rowHeight + 8
  }
}
