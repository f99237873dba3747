/// How one island is drawn: its centre on top, below it a trunk with columns of blocks on both sides.
struct IslandPlan {
  /// A child of the centre and all below it, one row each.
  struct Block {
    struct Row {
      let position: Int, depth: Int
    }
    let rows: [Row]
    let width: Int
  }

  /// Blocks from top to bottom.
  struct Column {
    var blocks: [Block] = []
    var rowCount: Int { blocks.reduce(0) { $0 + $1.rows.count } }
    var width: Int { blocks.map(\.width).max() ?? 0 }
  }

  static let rowPitch = 27, indent = 20, padding = 14, columnGap = 40
  /// Between the centre and the first row.
  static let drop = 12
  /// Rows of one column before an island gets more of them.
  static let rowsMax = 26
  /// Islands up to this many rows have one column only.
  static let rowsOneSided = 5

  let tree: LayoutForest.Tree
  /// The upper left corner.
  var origin = GraphLayout.Point(x: 0, y: 0)
  /// From the centre outwards.
  private(set) var left: [Column], right: [Column]

  private let island: Int
  private let nodes: [Int: GraphLayout.Node]

  init(tree: LayoutForest.Tree, island: Int, graph: ConceptGraph) {
    (self.tree, self.island) = (tree, island)
    var nodes: [Int: GraphLayout.Node] = [:]
    for member in tree.members {
      nodes[member] = GraphLayout.Node(
        graph.concepts[member], place: member == tree.root ? .centre : .right, island: island)
    }
    self.nodes = nodes
    var blocks: [Block] = []
    for child in tree.children[tree.root] ?? [] {
      var rows: [Block.Row] = [], open = [(child, 0)], width = 0
      while let (position, depth) = open.popLast() {
        rows.append(Block.Row(position: position, depth: depth))
        width = max(width, nodes[position]!.box.width + depth * Self.indent)
        for below in (tree.children[position] ?? []).reversed() { open.append((below, depth + 1)) }
      }
      blocks.append(Block(rows: rows, width: width))
    }
    (left, right) = Self.dealt(blocks)
  }

  /// The longest blocks first, each into the shortest column.
  private static func dealt(_ blocks: [Block]) -> (left: [Column], right: [Column]) {
    let total = blocks.reduce(0) { $0 + $1.rows.count }
    guard total > rowsOneSided else { return ([], [Column(blocks: blocks)]) }
    let perSide = 1 + (total - 1) / (2 * rowsMax)
    var columns = [Column](repeating: Column(), count: 2 * perSide)
    for block in blocks.enumerated().sorted(by: {
      ($1.element.rows.count, $0.offset) < ($0.element.rows.count, $1.offset)
    }) {
      let shortest = columns.indices.min { (columns[$0].rowCount, $0) < (columns[$1].rowCount, $1) }!
      columns[shortest].blocks.append(block.element)
    }
    return (
      stride(from: 1, to: columns.count, by: 2).map { columns[$0] },
      stride(from: 0, to: columns.count, by: 2).map { columns[$0] }
    )
  }

  // MARK: Places

  var box: GraphLayout.Box {
    let columns = columnsWidth, rows = (left + right).map(\.rowCount).max() ?? 0
    return GraphLayout.Box(
      x: origin.x, y: origin.y, width: max(columns, nodes[tree.root]!.box.width) + 2 * Self.padding,
      height: nodes[tree.root]!.box.height + (rows > 0 ? Self.drop + rows * Self.rowPitch : 0) + 2 * Self.padding)
  }

  private func width(of columns: [Column]) -> Int { columns.reduce(0) { $0 + $1.width + Self.columnGap / 2 } }
  private var isOneSided: Bool { left.isEmpty }
  private var columnsWidth: Int {
    isOneSided ? right[0].width + Self.columnGap / 2 : width(of: left) + width(of: right)
  }

  /// The members' positions in the graph with their places.
  func placed() -> [(position: Int, node: GraphLayout.Node)] {
    var placed: [(position: Int, node: GraphLayout.Node)] = []
    let box = box, inner = box.x + (box.width - columnsWidth) / 2
    let trunk = isOneSided ? box.x + Self.padding + 4 : inner + width(of: left)
    var centre = nodes[tree.root]!
    centre.box.x = min(
      max(trunk - centre.box.width / 2, box.x + Self.padding), box.maxX - Self.padding - centre.box.width)
    centre.box.y = box.y + Self.padding
    placed.append((tree.root, centre))
    var x = trunk + Self.columnGap / 2
    for column in right {
      place(column, at: x, .right, below: centre.box.maxY, into: &placed)
      x += column.width + Self.columnGap / 2
    }
    x = trunk - Self.columnGap / 2
    for column in left {
      place(column, at: x, .left, below: centre.box.maxY, into: &placed)
      x -= column.width + Self.columnGap / 2
    }
    return placed
  }

  /// - Parameter edge: Where the column begins, seen from the centre.
  private func place(
    _ column: Column, at edge: Int, _ side: GraphLayout.Node.Place, below top: Int,
    into placed: inout [(position: Int, node: GraphLayout.Node)]
  ) {
    var y = top + Self.drop
    for row in column.blocks.flatMap(\.rows) {
      var node = nodes[row.position]!
      node.depth = row.depth
      node.place = side
      let offset = row.depth * Self.indent
      node.box.x = side == .right ? edge + offset : edge - offset - node.box.width
      node.box.y = y + (Self.rowPitch - node.box.height) / 2
      y += Self.rowPitch
      placed.append((row.position, node))
    }
  }

  // MARK: Order

  enum Freedom { case sidesAndOrder, orderOnly }

  /// Brings blocks to the side and height of what they are joined to elsewhere.
  ///
  /// Sides are given to blocks of equal length only, so that the height of the island stays.
  /// - Parameter centres: Of every concept.
  mutating func turn(towards centres: [GraphLayout.Point?], neighbours: [[Int]], _ freedom: Freedom) {
    let middle = centres[tree.root]!
    let pulls = Dictionary(
      uniqueKeysWithValues: (left + right).flatMap(\.blocks).map { block in
        (block.rows[0].position, pull(on: block, centres: centres, neighbours: neighbours))
      })
    func x(_ block: Block) -> Int { pulls[block.rows[0].position]!.x - middle.x }
    func y(_ block: Block) -> Int { pulls[block.rows[0].position]!.y }
    let toTheLeft = left.flatMap(\.blocks).reduce(0) { $0 + x($1).signum() * $1.rows.count }
    let toTheRight = right.flatMap(\.blocks).reduce(0) { $0 + x($1).signum() * $1.rows.count }
    if toTheLeft > toTheRight, !left.isEmpty { swap(&left, &right) }
    if freedom == .sidesAndOrder { deal(by: x) }
    for column in left.indices {
      left[column].blocks.sort { (y($0), $0.rows[0].position) < (y($1), $1.rows[0].position) }
    }
    for column in right.indices {
      right[column].blocks.sort { (y($0), $0.rows[0].position) < (y($1), $1.rows[0].position) }
    }
  }

  /// Gives blocks of equal length the columns from left to right in the order of `x`.
  private mutating func deal(by x: (Block) -> Int) {
    var columns = left.reversed() + right
    for length in Set(columns.flatMap(\.blocks).map(\.rows.count)).sorted() {
      let slots = columns.indices.flatMap { column in
        columns[column].blocks.indices.filter { columns[column].blocks[$0].rows.count == length }.map { (column, $0) }
      }
      let blocks = slots.map { columns[$0.0].blocks[$0.1] }
        .sorted { (x($0), $0.rows[0].position) < (x($1), $1.rows[0].position) }
      for (slot, block) in zip(slots, blocks) { columns[slot.0].blocks[slot.1] = block }
    }
    let count = left.count
    left = Array(columns[..<count].reversed())
    right = Array(columns[count...])
  }

  /// The mean place of what the block is joined to outside itself, without the centre; where it is when there is none.
  private func pull(on block: Block, centres: [GraphLayout.Point?], neighbours: [[Int]]) -> GraphLayout.Point {
    let inside = Set(block.rows.map(\.position))
    var sum = GraphLayout.Point(x: 0, y: 0), count = 0
    for row in block.rows {
      for other in neighbours[row.position] where other != tree.root && !inside.contains(other) {
        guard let centre = centres[other] else { continue }
        sum.x += centre.x
        sum.y += centre.y
        count += 1
      }
    }
    guard count > 0 else { return centres[block.rows[0].position]! }
    return GraphLayout.Point(x: sum.x / count, y: sum.y / count)
  }
}

extension GraphLayout.Node {
  static let glyphWidth = 24, paddingRight = 10

  /// The box of a concept, its size by importance, not yet in its place.
  init(_ concept: Concept, place: Place, island: Int) {
    let importance = Int((concept.importance * 1_000).rounded())
    let fontSize = place == .centre ? 15 + importance * 7 / 1_000 : 12 + importance * 4 / 1_000
    let label = LabelWidth.label(concept.name)
    let width = LabelWidth.of(label, fontSize: fontSize, isBold: place == .centre)
    self.init(
      id: concept.id, label: label, fontSize: fontSize,
      box: GraphLayout.Box(
        x: 0, y: 0, width: width + Self.glyphWidth + Self.paddingRight,
        height: fontSize + (place == .centre ? 18 : 9)),
      place: place, depth: 0, island: island)
  }
}
