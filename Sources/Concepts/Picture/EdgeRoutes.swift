/// Curves for edges: branches within islands, and bows between them that leave a box where there is room.
enum EdgeRoutes {
  private typealias Point = GraphLayout.Point
  private typealias Node = GraphLayout.Node

  /// One route for each edge, in the order of the graph's.
  static func routes(of graph: ConceptGraph, nodes: [GraphLayout.Node], parents: [Int?]) -> [GraphLayout.Route] {
    var positions: [Concept.ID: Int] = [:]
    for (position, concept) in graph.concepts.enumerated() { positions[concept.id] = position }
    var branches: Set<Int> = []
    let width = nodes.map(\.box.maxX).max() ?? 0
    return graph.edges.map { edge in
      let from = positions[edge.from]!, to = positions[edge.to]!
      // A second edge between the two takes a way of its own.
      if parents[from] == to, branches.insert(from).inserted {
        let way = branch(to: nodes[from], of: nodes[to])
        return GraphLayout.Route(start: way[3], control1: way[2], control2: way[1], end: way[0], isBranch: true)
      }
      if parents[to] == from, branches.insert(to).inserted {
        let way = branch(to: nodes[to], of: nodes[from])
        return GraphLayout.Route(start: way[0], control1: way[1], control2: way[2], end: way[3], isBranch: true)
      }
      return bow(from: nodes[from], to: nodes[to], width: width)
    }
  }

  /// From a concept to one that is drawn beside or below it.
  private static func branch(to child: Node, of parent: Node) -> [Point] {
    let isLeft = child.place == .left
    let end = Point(x: isLeft ? child.box.maxX : child.box.x, y: child.box.centre.y)
    if child.depth > 0 {
      let x = isLeft ? parent.box.maxX - 9 : parent.box.x + 9
      let corner = Point(x: x, y: end.y)
      return [Point(x: x, y: parent.box.maxY), corner, corner, end]
    }
    // Down the trunk, then out to the side.
    let trunk = end.x + (isLeft ? 1 : -1) * IslandPlan.columnGap / 2
    let start = Point(x: max(parent.box.x + 4, min(parent.box.maxX - 4, trunk)), y: parent.box.maxY)
    return [start, Point(x: start.x, y: end.y - 8), Point(x: start.x, y: end.y), end]
  }

  /// - Parameter width: Where the last box ends; bows reach no further than the margin beyond.
  private static func bow(from: Node, to: Node, width: Int) -> GraphLayout.Route {
    let (one, other) = ports(from, to)
    let reach = max(28, min(160, (abs(one.point.x - other.point.x) + abs(one.point.y - other.point.y)) * 4 / 10))
    // A curve stays within its control points, and at three quarters of their way out where both are equal.
    func control(_ port: Port) -> Point {
      let point = port.moved(by: reach)
      return Point(x: min(max(point.x, -4), width + GraphLayout.margin + 20), y: max(point.y, -4))
    }
    return GraphLayout.Route(
      start: one.point, control1: control(one), control2: control(other), end: other.point, isBranch: false)
  }

  private struct Port {
    let point: Point
    /// The direction in which the curve leaves.
    let dx: Int, dy: Int

    func moved(by distance: Int) -> Point { Point(x: point.x + dx * distance, y: point.y + dy * distance) }
  }

  /// Left and right ends that face each other; outer ends of two boxes above each other; the top of a centre, where
  /// nothing is in the way.
  private static func ports(_ from: Node, _ to: Node) -> (Port, Port) {
    let room = 24
    func right(_ node: Node) -> Port { Port(point: Point(x: node.box.maxX, y: node.box.centre.y), dx: 1, dy: 0) }
    func left(_ node: Node) -> Port { Port(point: Point(x: node.box.x, y: node.box.centre.y), dx: -1, dy: 0) }
    func upright(_ node: Node, towards other: Node) -> Port? {
      let rise = node.box.centre.y - other.box.centre.y, run = other.box.centre.x - node.box.centre.x
      guard node.place == .centre, rise > abs(run) / 3, rise > 60 else { return nil }
      return Port(
        point: Point(
          x: node.box.centre.x + run.signum() * min(abs(run) / 4, node.box.width / 3),
          y: node.box.y), dx: 0, dy: -1)
    }
    var one: Port, other: Port
    if to.box.x > from.box.maxX + room {
      (one, other) = (right(from), left(to))
    } else if from.box.x > to.box.maxX + room {
      (one, other) = (left(from), right(to))
    } else if from.place == .left || to.place == .left {
      (one, other) = (left(from), left(to))
    } else {
      (one, other) = (right(from), right(to))
    }
    /// The side of a box that faces the top of a centre below it.
    func facing(_ port: Port, _ node: Node) -> Port {
      if port.point.x < node.box.x { return left(node) }
      if port.point.x > node.box.maxX { return right(node) }
      return Port(point: Point(x: port.point.x, y: node.box.maxY), dx: 0, dy: 1)
    }
    if let port = upright(from, towards: to) {
      (one, other) = (port, facing(port, to))
    } else if let port = upright(to, towards: from) {
      (one, other) = (facing(port, from), port)
    }
    return (one, other)
  }
}
