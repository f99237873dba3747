/// The island of the concepts that no edge joins: rows below the others.
struct Tray {
  static let gap = 8
  /// Room for the heading of the island.
  static let heading = 26

  private(set) var nodes: [(position: Int, node: GraphLayout.Node)] = []
  let box: GraphLayout.Box

  /// - Parameters:
  ///   - positions: Of the concepts in the graph.
  ///   - top: Where the other islands end.
  ///   - width: Of the picture.
  init(_ positions: [Int], graph: ConceptGraph, top: Int, width: Int, island: Int) {
    let left = GraphLayout.margin, inner = left + IslandPlan.padding
    let first = top + GraphLayout.margin
    var x = inner, y = first + IslandPlan.padding + Self.heading, right = x
    for position in positions {
      var node = GraphLayout.Node(graph.concepts[position], place: .tray, island: island)
      if x > inner && x + node.box.width > width - IslandPlan.padding {
        x = inner
        y += IslandPlan.rowPitch + 4
      }
      node.box.x = x
      node.box.y = y + (IslandPlan.rowPitch - node.box.height) / 2
      x = node.box.maxX + Self.gap
      right = max(right, node.box.maxX)
      nodes.append((position, node))
    }
    box = GraphLayout.Box(
      x: left, y: first, width: max(right, inner + 260) + IslandPlan.padding - left,
      height: y + IslandPlan.rowPitch + IslandPlan.padding - first)
  }
}
