import Basics

/// The list of concepts in a page: all that the page knows, without the picture and without a script.
struct PageList {
  let text: String

  init(_ graph: ConceptGraph, details: [Concept.ID: ConceptDetails]) {
    var incident: [Concept.ID: [Edge]] = [:]
    for edge in graph.edges {
      incident[edge.from, default: []].append(edge)
      if edge.to != edge.from { incident[edge.to, default: []].append(edge) }
    }
    let positions = graph.concepts.indices.sorted {
      let one = graph.concepts[$0], other = graph.concepts[$1]
      return (one.name.lowercased(), one.id) < (other.name.lowercased(), other.id)
    }
    text = positions.map { position in
      let concept = graph.concepts[position]
      return Self.article(concept, position, incident[concept.id] ?? [], details[concept.id], graph)
    }.joined()
  }

  private static func article(
    _ concept: Concept, _ position: Int, _ edges: [Edge], _ details: ConceptDetails?, _ graph: ConceptGraph
  ) -> String {
    var text = "<article id=\"\(Markup.escaped(concept.id))\" data-concept=\"\(position)\">\n"
    text += "<h3>\(Markup.escaped(concept.name))</h3>\n<p class=\"kind\">"
    text += "<svg class=\"glyph \(concept.kind.rawValue)\" viewBox=\"-7 -7 14 14\" aria-hidden=\"true\">"
    text += "\(concept.kind.glyph)</svg> \(concept.kind.rawValue)"
    if !concept.aliases.isEmpty {
      text += " <span class=\"aliases\">also: \(Markup.escaped(concept.aliases.joined(separator: ", ")))</span>"
    }
    text += "</p>\n"
    if let details { text += about(details, concept) }
    text += relations(of: concept, edges, graph) + asked(details?.questions ?? [])
    if !concept.sources.isEmpty {
      text += "<h4>In the notes</h4>\n<ul class=\"lines\">"
      for source in concept.sources { text += "<li><code>\(Markup.escaped(source.description))</code></li>" }
      text += "</ul>\n"
    }
    return text + "</article>\n"
  }

  private static func about(_ details: ConceptDetails, _ concept: Concept) -> String {
    var text = "<h4>To practise</h4>\n<ul class=\"practice\">"
    text += "<li>\(details.cards == 1 ? "1 card" : "\(details.cards) cards")"
    if details.cards > 0 { text += " <code>rehearse quiz --concept \(Markup.escaped(concept.id))</code>" }
    text += "</li>"
    for demo in details.demos { text += "<li>demo <code>rehearse demo play \(Markup.escaped(demo))</code></li>" }
    if details.demos.isEmpty, let reason = details.noDemoReason {
      text += "<li class=\"reason\">no demo: \(Markup.escaped(reason))</li>"
    }
    return text + "</ul>\n"
  }

  /// Questions that are seen at once; the others are a click away.
  private static let questionsShown = 5
  /// Letters of a question; the rest is on its card.
  private static let questionLettersMax = 160

  private static func clipped(_ question: String) -> String {
    question.count > questionLettersMax ? question.prefix(questionLettersMax - 1) + "…" : question
  }

  private static func asked(_ questions: [String]) -> String {
    guard !questions.isEmpty else { return "" }
    func list(_ part: ArraySlice<String>) -> String {
      "<ul class=\"questions\">" + part.map { "<li>\(Markup.escaped(clipped($0)))</li>" }.joined() + "</ul>\n"
    }
    let rest = questions.dropFirst(questionsShown)
    var text = "<h4>What its cards ask</h4>\n" + list(questions.prefix(questionsShown))
    if !rest.isEmpty {
      text += "<details class=\"more\"><summary>\(rest.count) more</summary>\(list(rest))</details>\n"
    }
    return text
  }

  /// By type in the order of the cases, what leads away before what comes in.
  private static func relations(of concept: Concept, _ edges: [Edge], _ graph: ConceptGraph) -> String {
    guard !edges.isEmpty else { return "" }
    var text = "<h4>Relations</h4>\n<dl>"
    for kind in Edge.Kind.allCases {
      for (phrase, others) in groups(of: edges.filter { $0.kind == kind }, kind, concept) where !others.isEmpty {
        text += "<dt><svg class=\"line\" viewBox=\"0 -7 34 14\" aria-hidden=\"true\">"
        text += "<path class=\"edge branch \(kind.rawValue)\" d=\"M0 0H32\"/></svg>\(phrase)</dt>"
        for (other, edge) in others {
          let lines = edge.sources.map(\.description).joined(separator: ", ")
          text += "<dd><a href=\"#\(fragment(other))\""
          text += lines.isEmpty ? ">" : " title=\"\(Markup.escaped(lines))\">"
          text += "\(Markup.escaped(graph.concept(other)?.name ?? other))</a></dd>"
        }
      }
    }
    return text + "</dl>\n"
  }

  private typealias Group = (phrase: String, others: [(Concept.ID, Edge)])

  private static func groups(of edges: [Edge], _ kind: Edge.Kind, _ concept: Concept) -> [Group] {
    let away = edges.filter { $0.from == concept.id }.map { ($0.to, $0) }
    let towards = edges.filter { $0.to == concept.id && $0.from != concept.id }.map { ($0.from, $0) }
    if kind.phrase == kind.inversePhrase { return [(kind.phrase, away + towards)] }
    return [(kind.phrase, away), (kind.inversePhrase, towards)]
  }

  /// An id as the fragment of an address, percent-encoded as UTF-8.
  static func fragment(_ id: Concept.ID) -> String {
    let digits = Array("0123456789ABCDEF")
    var text = ""
    for byte in id.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return text
  }
}

extension Edge.Kind {
  /// Read from the concept where the edge begins.
  var phrase: String { rawValue.split(separator: "-").joined(separator: " ") }

  /// Read from the concept where it ends.
  var inversePhrase: String {
    switch self {
    case .partOf: "has part"
    case .isA: "kinds"
    case .uses: "used by"
    case .triggers: "triggered by"
    case .integratesWith, .contrastsWith, .alternativeTo: phrase
    case .requires: "required by"
    case .limits: "limited by"
    case .exampleOf: "examples"
    }
  }
}
