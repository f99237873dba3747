/// Where each concept and edge of a graph is drawn, in whole units.
///
/// Concepts that belong together form islands: the most important one in the middle, the rest in columns beside it,
/// what belongs to them indented below. Islands that have much to do with each other are neighbours. No two boxes
/// overlap, whatever their number, because places are given out and not negotiated. All arithmetic is on whole
/// numbers, so that a graph has one picture on every machine. About O(n²) in the number of islands.
public struct GraphLayout: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Int, y: Int
  }

  public struct Box: Hashable, Sendable {
    public var x: Int, y: Int, width: Int, height: Int

    public var maxX: Int { x + width }
    public var maxY: Int { y + height }
    public var centre: Point { Point(x: x + width / 2, y: y + height / 2) }

    public func overlaps(_ other: Box) -> Bool {
      x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }
  }

  public struct Node: Hashable, Sendable {
    public enum Place: Hashable, Sendable { case centre, left, right, tray }
    public let id: Concept.ID
    /// The name as it fits.
    public let label: String
    public let fontSize: Int
    public var box: Box
    public var place: Place
    /// Steps below the children of the centre.
    public var depth: Int
    public var island: Int

    public var isBold: Bool { place == .centre }
  }

  public struct Island: Hashable, Sendable {
    /// The concept in the middle; nil for the island of those that no edge joins.
    public let centre: Concept.ID?
    public var box: Box
  }

  /// A cubic Bézier curve from the box where an edge begins to the one where it ends.
  public struct Route: Hashable, Sendable {
    public let start: Point, control1: Point, control2: Point, end: Point
    /// Whether it joins a concept to the one that it is placed beside.
    public let isBranch: Bool
  }

  public let width: Int, height: Int
  /// In the order of the graph's concepts.
  public let nodes: [Node]
  public let islands: [Island]
  /// In the order of the graph's edges.
  public let routes: [Route]

  static let margin = 24

  public init(_ graph: ConceptGraph) {
    let forest = LayoutForest(graph)
    var plans = forest.trees.enumerated().map { IslandPlan(tree: $0.element, island: $0.offset, graph: graph) }
    // Sides follow the first placement; they change the widths, so that islands are placed again.
    for freedom in [IslandPlan.Freedom.sidesAndOrder, .orderOnly] {
      let places = IslandPlacement.places(of: plans.map(\.box), links: forest.links)
      for island in plans.indices { plans[island].origin = places[island] }
      let centres = Self.centres(plans, count: graph.concepts.count)
      for island in plans.indices { plans[island].turn(towards: centres, neighbours: forest.neighbours, freedom) }
    }

    var nodes: [Node?] = Array(repeating: nil, count: graph.concepts.count)
    for plan in plans {
      for (position, node) in plan.placed() { nodes[position] = node }
    }
    var islands = plans.map { Island(centre: graph.concepts[$0.tree.root].id, box: $0.box) }
    let right = islands.map(\.box.maxX).max() ?? 0, bottom = islands.map(\.box.maxY).max() ?? 0
    if !forest.alone.isEmpty {
      let tray = Tray(forest.alone, graph: graph, top: bottom, width: max(right, 640), island: islands.count)
      for (position, node) in tray.nodes { nodes[position] = node }
      islands.append(Island(centre: nil, box: tray.box))
    }
    let all = nodes.compactMap { $0 }
    precondition(all.count == graph.concepts.count, "each concept has one place")
    (self.nodes, self.islands) = (all, islands)
    width = max(islands.map(\.box.maxX).max() ?? 0, 320) + Self.margin
    height = (islands.map(\.box.maxY).max() ?? 0) + Self.margin
    routes = EdgeRoutes.routes(of: graph, nodes: all, parents: forest.parents)
  }

  private static func centres(_ plans: [IslandPlan], count: Int) -> [Point?] {
    var centres = [Point?](repeating: nil, count: count)
    for plan in plans {
      for (position, node) in plan.placed() { centres[position] = node.box.centre }
    }
    return centres
  }
}
