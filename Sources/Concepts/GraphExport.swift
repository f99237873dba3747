extension ConceptGraph {
  /// The graph in the DOT language of Graphviz.
  public func dot() -> String {
    var text = "digraph concepts {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n"
    for concept in concepts {
      text += "  \(Self.quoted(concept.id)) [label=\(Self.quoted(concept.name)), shape=\(Self.shape(concept.kind))];\n"
    }
    for edge in edges {
      let style = Self.isMutual(edge.kind) ? ", dir=none, style=dashed" : ""
      text +=
        "  \(Self.quoted(edge.from)) -> \(Self.quoted(edge.to)) [label=\(Self.quoted(edge.kind.rawValue))\(style)];\n"
    }
    return text + "}\n"
  }

  /// The graph as a Mermaid flowchart, which many Markdown viewers draw.
  public func mermaid() -> String {
    var text = "flowchart LR\n", names: [Concept.ID: String] = [:]
    for (position, concept) in concepts.enumerated() {
      names[concept.id] = "n\(position)"
      text += "  n\(position)[\"\(Self.entities(concept.name))\"]\n"
    }
    for edge in edges {
      guard let from = names[edge.from], let to = names[edge.to] else { continue }
      text += "  \(from) \(Self.isMutual(edge.kind) ? "---" : "-->")|\(edge.kind.rawValue)| \(to)\n"
    }
    return text
  }

  /// The graph as an indented outline: owners and classes with what belongs to them, other edges beside each concept.
  ///
  /// - Parameter root: Only this concept, what belongs to it and its edges.
  public func outline(root: Concept.ID? = nil) -> String {
    var children: [Concept.ID: [Concept.ID]] = [:], hasParent: Set<Concept.ID> = []
    for edge in edges where [.partOf, .isA, .limits].contains(edge.kind) && !hasParent.contains(edge.from) {
      children[edge.to, default: []].append(edge.from)
      hasParent.insert(edge.from)
    }
    var text = "", shown: Set<Concept.ID> = []
    var open: [(id: Concept.ID, depth: Int)] = []
    let roots = root.map { [$0] } ?? concepts.map(\.id).filter { !hasParent.contains($0) }
    // A circle of owners has no root; its first concept stands for one.
    for start in roots + (root == nil ? concepts.map(\.id) : []) where !shown.contains(start) {
      open.append((start, 0))
      while let (id, depth) = open.popLast() {
        guard shown.insert(id).inserted, let concept = concept(id) else { continue }
        text += line(of: concept, depth: depth, children: children[id] ?? [])
        for child in (children[id] ?? []).sorted().reversed() { open.append((child, depth + 1)) }
      }
    }
    return text
  }

  private func line(of concept: Concept, depth: Int, children: [Concept.ID]) -> String {
    var relations: [String] = []
    for edge in edges where edge.from == concept.id && ![.partOf, .isA, .limits].contains(edge.kind) {
      relations.append("\(edge.kind.rawValue) \(self.concept(edge.to)?.name ?? edge.to)")
    }
    let indent = String(repeating: "  ", count: depth)
    return "\(indent)\(concept.name)\(relations.isEmpty ? "" : "  (\(relations.joined(separator: "; ")))")\n"
  }

  private static func isMutual(_ kind: Edge.Kind) -> Bool { kind == .contrastsWith || kind == .alternativeTo }

  private static func shape(_ kind: Concept.Kind) -> String {
    switch kind {
    case .service: "box"
    case .feature: "ellipse"
    case .limit: "diamond"
    case .pattern: "hexagon"
    case .term: "plaintext"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"", "\\":
        quoted += "\\"
        quoted.unicodeScalars.append(character)
      case "\n", "\r": quoted += " "
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }

  private static func entities(_ text: String) -> String {
    var safe = ""
    for character in text {
      switch character {
      case "\"": safe += "#quot;"
      case "#": safe += "#35;"
      case "<": safe += "#lt;"
      case ">": safe += "#gt;"
      default: safe.append(character)
      }
    }
    return safe
  }
}
