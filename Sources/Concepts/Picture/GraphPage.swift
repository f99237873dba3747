import Basics

/// What a page tells of a concept besides the graph.
public struct ConceptDetails: Hashable, Sendable, Codable {
  /// Names of the demos to run.
  public let demos: [String]
  /// A phrase for people; used where there is no demo.
  public let noDemoReason: String?
  public let cards: Int
  /// What its cards ask, in plain text, in the order of the notes.
  public let questions: [String]

  public init(demos: [String], noDemoReason: String?, cards: Int, questions: [String] = []) {
    (self.demos, self.noDemoReason, self.cards, self.questions) = (demos, noDemoReason, cards, questions)
  }
}

extension ConceptGraph {
  /// The graph as one HTML file to explore: search, relations, paths, filters; nothing is loaded from elsewhere.
  ///
  /// A policy in the page allows its own script and style sheet by their digests and nothing else, so that no name in
  /// the notes can become code. Without scripts the page is the picture and the list of all concepts. An address may
  /// end in `#ID` to open a concept, `#path=ID..ID` for a path, `view=list`, `theme=dark` or `theme=light`, joined
  /// by `&`. The same graph and details give the same bytes.
  public func page(title: String, details: [Concept.ID: ConceptDetails]) -> String {
    let layout = GraphLayout(self)
    let style = PageStyle.text, script = PageScript.text
    let safeTitle = Markup.escaped(title)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
      style-src '\(SHA256.policySource(of: style))'; script-src '\(SHA256.policySource(of: script))'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
      <meta name="color-scheme" content="light dark">
      <title>\(safeTitle)</title>
      <link rel="icon" href="data:,">
      <style>\(style)</style>
      </head>
      <body>
      <header>
      <h1>\(safeTitle)</h1>
      <p class="count">\(concepts.count) concepts, \(edges.count) relations</p>
      \(PageControls.header)</header>
      <main>
      <section id="_graph" aria-label="Concept graph">
      <svg id="_map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(layout.width) \(layout.height)" \
      data-width="\(layout.width)" data-height="\(layout.height)" role="group" \
      aria-label="Concept graph. Arrow keys move between concepts, Enter opens one, plus, minus and 0 zoom.">
      \(PictureMarkup(self, PictureDrawing(layout)).text)</svg>
      \(PageControls.zoom)\(PageControls.filters(of: self))</section>
      \(PageControls.panels)<section id="_list" aria-label="All concepts">
      <h2>All concepts</h2>
      \(PageList(self, details: details).text)</section>
      </main>
      <script type="application/json" id="_data">\(data)</script>
      <script>\(script)</script>
      </body>
      </html>

      """
  }

  /// What the script needs: concepts and edges by position.
  private var data: String {
    var positions: [Concept.ID: Int] = [:]
    for (position, concept) in concepts.enumerated() { positions[concept.id] = position }
    let nodes = concepts.map { concept in
      "{\"id\":\(Markup.json(concept.id)),\"name\":\(Markup.json(concept.name)),\"kind\":\"\(concept.kind.rawValue)\","
        + "\"importance\":\(Int((concept.importance * 1_000).rounded())),"
        + "\"aliases\":[\(concept.aliases.map(Markup.json).joined(separator: ","))]}"
    }
    let links = edges.map { edge in
      let lines = edge.sources.prefix(3).map(\.description).joined(separator: ", ")
      return "[\(positions[edge.from]!),\(positions[edge.to]!),\"\(edge.kind.rawValue)\",\(Markup.json(lines))]"
    }
    return "{\"concepts\":[\(nodes.joined(separator: ",\n"))],\n\"edges\":[\(links.joined(separator: ","))]}"
  }
}
