/// What Graphviz cannot have meant.
public enum GraphvizError: Error, Hashable, Sendable {
  /// A line of its answer that is not in its plain format, 1-based.
  case line(Int)
  /// It gave no place to this many concepts or relations.
  case incomplete(Int)
  /// It put two concepts on one another.
  case overlap(Concept.ID, Concept.ID)

  public var description: String {
    switch self {
    case .line(let number): "line \(number) of its answer is not in the plain format"
    case .incomplete(let count): "\(count) concepts or relations have no place"
    case .overlap(let one, let other): "\(one) and \(other) lie on one another"
    }
  }
}

/// Lets Graphviz give out the places, and nothing else: sizes, colours, letters and tooltips stay ours.
///
/// It is told of boxes by number, without a name from the notes, so that no name can be mistaken for its language.
public enum Graphviz {
  /// What `dot` is to be called with. Reads the request on standard input.
  public static let arguments = ["-Ksfdp", "-Tplain"]

  private static let unitsPerInch = 72.0
  /// Above so many edges they are drawn straight: routing them around the boxes takes minutes.
  private static let routedEdgesMax = 1_500

  /// The boxes and what joins them, in the DOT language.
  public static func request(for graph: ConceptGraph) -> String {
    let layout = GraphLayout(graph)
    let splines = graph.edges.count > routedEdgesMax ? "line" : "true"
    var text =
      "digraph g {\n  graph [overlap=prism, overlap_scaling=-2, sep=\"+7\", splines=\(splines), K=0.3, start=1];\n"
    text += "  node [shape=box, fixedsize=true, label=\"\"];\n  edge [dir=none];\n"
    for (position, node) in layout.nodes.enumerated() {
      text += "  n\(position) [width=\(inches(node.box.width)), height=\(inches(node.box.height))];\n"
    }
    let positions = Self.positions(graph)
    for edge in graph.edges {
      let weight = [.partOf, .isA, .limits].contains(edge.kind) ? 3 : 1
      text += "  n\(positions[edge.from]!) -> n\(positions[edge.to]!) [weight=\(weight)];\n"
    }
    return text + "}\n"
  }

  private static func inches(_ units: Int) -> Double { (Double(units) / unitsPerInch * 1_000).rounded() / 1_000 }

  static func positions(_ graph: ConceptGraph) -> [Concept.ID: Int] {
    Dictionary(graph.concepts.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads the answer to `request(for:)`.
  static func drawing(of graph: ConceptGraph, from plain: String) throws(GraphvizError) -> PictureDrawing {
    let own = GraphLayout(graph), positions = positions(graph)
    var height = 0.0
    var nodes: [GraphLayout.Node?] = Array(repeating: nil, count: graph.concepts.count)
    var curves: [[Int]: [String]] = [:]
    func units(_ text: Substring) -> Double? { Double(text).flatMap { $0.isFinite ? $0 * unitsPerInch : nil } }
    func point(_ x: Double, _ y: Double) -> String {
      "\(Int(x.rounded()) + GraphLayout.margin) \(Int((height - y).rounded()) + GraphLayout.margin)"
    }
    func number(_ name: Substring) -> Int? {
      name.first == "n" ? Int(name.dropFirst()).flatMap { nodes.indices.contains($0) ? $0 : nil } : nil
    }
    for (offset, line) in plain.split(separator: "\n").enumerated() {
      let fields = line.split(separator: " ")
      switch fields.first {
      case "graph" where fields.count >= 4:
        guard let found = units(fields[3]) else { throw .line(offset + 1) }
        height = found
      case "node" where fields.count >= 4:
        guard let position = number(fields[1]), let x = units(fields[2]), let y = units(fields[3]) else {
          throw .line(offset + 1)
        }
        var node = own.nodes[position]
        node.box.x = Int(x.rounded()) - node.box.width / 2 + GraphLayout.margin
        node.box.y = Int((height - y).rounded()) - node.box.height / 2 + GraphLayout.margin
        nodes[position] = node
      case "edge" where fields.count >= 4:
        guard let from = number(fields[1]), let to = number(fields[2]), let count = Int(fields[3]), count >= 4,
          count % 3 == 1, fields.count >= 4 + 2 * count
        else { throw .line(offset + 1) }
        let places = fields[4..<(4 + 2 * count)].compactMap(units)
        guard places.count == 2 * count else { throw .line(offset + 1) }
        let points = stride(from: 0, to: places.count, by: 2).map { point(places[$0], places[$0 + 1]) }
        curves[[from, to], default: []].append("M\(points[0])C\(points.dropFirst().joined(separator: " "))")
      case "stop": break
      default: throw .line(offset + 1)
      }
    }
    let placed = nodes.compactMap { $0 }
    guard placed.count == graph.concepts.count else { throw .incomplete(graph.concepts.count - placed.count) }
    try checkApart(placed)
    var paths: [PictureDrawing.Path] = []
    for (position, edge) in graph.edges.enumerated() {
      let ends = [positions[edge.from]!, positions[edge.to]!]
      guard let curve = curves[ends]?.first else { throw .incomplete(graph.edges.count - position) }
      curves[ends]?.removeFirst()
      paths.append(PictureDrawing.Path(curve: curve, isBranch: own.routes[position].isBranch))
    }
    return PictureDrawing(
      width: max(placed.map(\.box.maxX).max() ?? 0, 320) + GraphLayout.margin,
      height: (placed.map(\.box.maxY).max() ?? 0) + GraphLayout.margin, nodes: placed, islands: [], paths: paths)
  }

  /// Boxes from left to right are compared while they can still meet.
  private static func checkApart(_ nodes: [GraphLayout.Node]) throws(GraphvizError) {
    let sorted = nodes.sorted { ($0.box.x, $0.id) < ($1.box.x, $1.id) }
    for (position, node) in sorted.enumerated() {
      for other in sorted[(position + 1)...] {
        guard other.box.x < node.box.maxX else { break }
        if node.box.overlaps(other.box) { throw .overlap(node.id, other.id) }
      }
    }
  }
}

extension ConceptGraph {
  /// The same picture as `svg(title:)`, with the places that Graphviz gave out.
  /// - Parameter plain: What it wrote for `Graphviz.request(for:)`.
  public func svg(title: String, graphvizPlain plain: String) throws(GraphvizError) -> String {
    svg(title: title, try Graphviz.drawing(of: self, from: plain))
  }
}
