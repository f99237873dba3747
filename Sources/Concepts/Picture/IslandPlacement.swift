/// Where islands lie: none over another, those with many edges between them close, all of them in a wide picture.
enum IslandPlacement {
  static let gap = 22
  /// Above this, islands are placed once and not moved again, which would take too long.
  static let islandsRefined = 28
  private static let rounds = 3

  /// The upper left corners, in the order of `sizes`; the least of all is the margin.
  /// - Parameter links: For each island how many edges join it to others.
  static func places(of sizes: [GraphLayout.Box], links: [[Int: Int]]) -> [GraphLayout.Point] {
    var boxes = [GraphLayout.Box?](repeating: nil, count: sizes.count)
    let partners = links.map { $0.sorted { $0.key < $1.key }.map { (island: $0.key, edges: $0.value) } }
    for _ in sizes {
      let waiting = sizes.indices.filter { boxes[$0] == nil }
      let next = waiting.max { one, other in
        (pull(one, boxes, partners), area(sizes[one]), other) < (pull(other, boxes, partners), area(sizes[other]), one)
      }
      guard let next else { break }
      boxes[next] = best(for: next, sizes[next], boxes, partners)
    }
    if sizes.count <= islandsRefined {
      for _ in 0..<rounds {
        for island in sizes.indices {
          boxes[island] = nil
          boxes[island] = best(for: island, sizes[island], boxes, partners)
        }
      }
    }
    let placed = boxes.compactMap { $0 }
    let left = placed.map(\.x).min() ?? 0, top = placed.map(\.y).min() ?? 0
    return placed.map { GraphLayout.Point(x: $0.x - left + GraphLayout.margin, y: $0.y - top + GraphLayout.margin) }
  }

  private typealias Partners = [[(island: Int, edges: Int)]]

  private static func area(_ box: GraphLayout.Box) -> Int { box.width * box.height }

  private static func pull(_ island: Int, _ boxes: [GraphLayout.Box?], _ partners: Partners) -> Int {
    partners[island].reduce(0) { $0 + (boxes[$1.island] == nil ? 0 : $1.edges) }
  }

  /// The place beside one of the islands already there that costs least.
  private static func best(
    for island: Int, _ size: GraphLayout.Box, _ boxes: [GraphLayout.Box?], _ partners: Partners
  ) -> GraphLayout.Box {
    let placed = boxes.compactMap { $0 }
    guard let first = placed.first else { return GraphLayout.Box(x: 0, y: 0, width: size.width, height: size.height) }
    let joined = partners[island].compactMap { partner in
      boxes[partner.island].map { (centre: $0.centre, edges: partner.edges) }
    }
    var all = first
    for box in placed { all = all.united(with: box) }
    var best: GraphLayout.Box? = nil, least = Int.max
    for candidate in candidates(beside: placed, size) {
      let outline = all.united(with: candidate)
      // A picture of 16:10; how far its larger side reaches weighs as much as six edges.
      var cost = 6 * max(outline.width * 10, outline.height * 16) / 10 + (outline.width + outline.height)
      let centre = candidate.centre
      for other in joined where cost < least {
        cost += min(other.edges, 12) * (abs(centre.x - other.centre.x) * 5 / 8 + abs(centre.y - other.centre.y)) / 2
      }
      guard cost < least, !placed.contains(where: { $0.grown(by: gap).overlaps(candidate) }) else { continue }
      (best, least) = (candidate, cost)
    }
    // Beside the outline of all there is always room.
    return best ?? GraphLayout.Box(x: all.maxX + gap, y: all.y, width: size.width, height: size.height)
  }

  /// Above, below, left and right of each, flush with its ends or its middle, or with its neighbour in the corner.
  private static func candidates(beside placed: [GraphLayout.Box], _ size: GraphLayout.Box) -> [GraphLayout.Box] {
    var candidates: [GraphLayout.Box] = []
    candidates.reserveCapacity(placed.count * 20)
    func add(_ x: Int, _ y: Int) {
      candidates.append(GraphLayout.Box(x: x, y: y, width: size.width, height: size.height))
    }
    for box in placed {
      for x in [box.x, box.centre.x - size.width / 2, box.maxX - size.width, box.maxX + gap, box.x - gap - size.width] {
        add(x, box.maxY + gap)
        add(x, box.y - gap - size.height)
      }
      for y in [box.y, box.centre.y - size.height / 2, box.maxY - size.height] {
        add(box.maxX + gap, y)
        add(box.x - gap - size.width, y)
      }
    }
    return candidates
  }
}

extension GraphLayout.Box {
  func united(with other: Self) -> Self {
    let left = min(x, other.x), top = min(y, other.y)
    return Self(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  func grown(by distance: Int) -> Self {
    Self(x: x - distance, y: y - distance, width: width + 2 * distance, height: height + 2 * distance)
  }
}
