import ArgumentParser
import Cards
import Concepts
import Notes
import Storage

extension Graph {
  struct ExportGraph: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case dot, svg, mermaid, json, html }
    enum Layout: String, ExpressibleByArgument, CaseIterable { case auto, graphviz, own }
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write the graph as a page to explore, as a picture, or for other programs.",
      discussion: """
        An SVG picture is laid out by Graphviz where its program dot is installed, and by Rehearse otherwise; the last \
        line says by which. The page always has a layout of its own.

        Example: rehearse graph export --format html graph.html
        Example: rehearse graph export --format svg --layout own graph.svg
        """)
    @Option(help: "dot, svg, mermaid, json or html.") var format: Format
    @Option(help: "Who lays out an SVG picture: auto, graphviz or own.") var layout: Layout = .auto
    @Argument(help: "The file to write.") var file: String
    @OptionGroup var common: CommonOptions

    private struct Report: Encodable {
      let file: String
      let layout: String?
    }

    func run() throws {
      let collection = try Collection(common)
      let graph = try collection.store.graph(),
        title = "Concepts of \(try collection.store.decks().joined(separator: ", "))"
      var drawn: String?
      let text: String
      switch format {
      case .dot: text = graph.dot()
      case .mermaid: text = graph.mermaid()
      case .svg: (text, drawn) = try picture(graph, title)
      case .html: text = graph.page(title: title, details: try Self.details(graph, collection))
      case .json: text = try Output.text(GraphJSON(graph))
      }
      try Output.file(text, file)
      if common.json { return try Output.json(Report(file: file, layout: drawn)) }
      try Output.line(
        "wrote \(graph.concepts.count) concepts to \(file)" + (drawn.map { ", laid out by \($0)" } ?? ""))
    }

    private func picture(_ graph: ConceptGraph, _ title: String) throws -> (text: String, drawnBy: String) {
      let own = (text: { graph.svg(title: title) }, drawnBy: "Rehearse")
      if layout == .own { return (own.text(), own.drawnBy) }
      do throws(GraphvizProgram.Problem) {
        let plain = try GraphvizProgram.run(Graphviz.arguments, input: Graphviz.request(for: graph))
        do throws(GraphvizError) {
          return (try graph.svg(title: title, graphvizPlain: plain), "Graphviz")
        } catch {
          throw .answer(error.description)
        }
      } catch {
        if layout == .graphviz {
          throw Failure(
            "Graphviz did not lay out the picture: \(error.description)",
            remedy:
              "Use --layout own, or \(error == .missing ? "install Graphviz (its program is dot)" : "try again").",
            code: .unavailable)
        }
        if error != .missing { Output.note("rehearse: Graphviz did not lay out the picture: \(error.description)") }
        return (own.text(), own.drawnBy)
      }
    }

    private static func details(_ graph: ConceptGraph, _ collection: Collection) throws -> [Concept.ID: ConceptDetails]
    {
      let links = DemoLinks(of: graph)
      var cards: [Concept.ID: [Card]] = [:]
      for stored in try collection.store.cards() {
        for concept in Set(stored.card.concepts) { cards[concept, default: []].append(stored.card) }
      }
      return Dictionary(
        graph.concepts.map { concept in
          let link = links[concept.id], own = cards[concept.id] ?? []
          // Most about the concept first: it stands at the head of what they are about.
          let sorted = own.filter { $0.concepts.first == concept.id } + own.filter { $0.concepts.first != concept.id }
          return (
            concept.id,
            ConceptDetails(
              demos: link.demos, noDemoReason: link.reason?.explanation, cards: own.count,
              questions: sorted.map(\.question.plain))
          )
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}
