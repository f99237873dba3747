/// Which concepts are drawn together, and below which.
struct LayoutForest {
  /// The concepts of one island by their positions in the graph.
  struct Tree {
    var root: Int
    var children: [Int: [Int]]
    /// Sorted.
    var members: [Int]
  }

  /// Above this an island is split where it can be.
  static let membersMax = 44
  /// A part of an island that is too large stays in it below this.
  static let partMin = 4
  /// A part of at least so many that is a service, or important, is an island of its own.
  static let ownIslandMin = 5

  /// Largest first.
  private(set) var trees: [Tree] = []
  /// Concepts without an edge.
  private(set) var alone: [Int] = []
  /// The concept beside which each one is drawn.
  private(set) var parents: [Int?]
  /// For each concept those at the other ends of its edges, an end for each edge.
  let neighbours: [[Int]]
  /// How many edges join two islands.
  private(set) var links: [[Int: Int]] = []

  private let importance: [Int]
  private let isService: [Bool]

  init(_ graph: ConceptGraph) {
    var positions: [Concept.ID: Int] = [:]
    for (position, concept) in graph.concepts.enumerated() { positions[concept.id] = position }
    let ends = graph.edges.map { (from: positions[$0.from]!, to: positions[$0.to]!, kind: $0.kind) }
    var neighbours = [[Int]](repeating: [], count: graph.concepts.count)
    for end in ends where end.from != end.to {
      neighbours[end.from].append(end.to)
      neighbours[end.to].append(end.from)
    }
    self.neighbours = neighbours
    importance = graph.concepts.map { Int(($0.importance * 1_000).rounded()) }
    isService = graph.concepts.map { $0.kind == .service }
    parents = Self.owners(ends, count: graph.concepts.count)
    cutLargeTrees()
    joinSmallTrees()
    gather()
  }

  /// The owner of each concept: what it is part of, limits, is a kind or an example of, in this order; never in a
  /// circle.
  private static func owners(_ ends: [(from: Int, to: Int, kind: Edge.Kind)], count: Int) -> [Int?] {
    var owners = [Int?](repeating: nil, count: count)
    for kind in [Edge.Kind.partOf, .limits, .isA, .exampleOf] {
      for end in ends where end.kind == kind && owners[end.from] == nil {
        var above: Int? = end.to
        while let next = above, next != end.from { above = owners[next] }
        if above == nil { owners[end.from] = end.to }
      }
    }
    return owners
  }

  private mutating func cutLargeTrees() {
    let children = childLists()
    // Owners before what belongs to them.
    var order = parents.indices.filter { parents[$0] == nil }, next = 0
    while next < order.count {
      order += children[order[next]]
      next += 1
    }
    var rest = [Int](repeating: 1, count: parents.count)
    // Innermost first, so that what is left of an owner is known.
    for position in order.reversed() {
      guard let parent = parents[position] else { continue }
      let left = rest[position]
      if left >= Self.ownIslandMin && (isService[position] || importance[position] >= 500)
        || left >= Self.partMin && rest[parent] + left > Self.membersMax
      {
        parents[position] = nil
      } else {
        rest[parent] += left
      }
    }
  }

  /// Concepts alone or in pairs go to the island with which they share most edges.
  private mutating func joinSmallTrees() {
    var roots = parents.indices.map { root(of: $0) }
    var sizes = [Int](repeating: 0, count: parents.count)
    for root in roots { sizes[root] += 1 }
    for position in parents.indices.sorted(by: { (importance[$1], $0) < (importance[$0], $1) }) {
      let root = roots[position]
      guard sizes[root] <= 2 else { continue }
      let members = roots.indices.filter { roots[$0] == root }
      var shared: [Int: Int] = [:]
      for member in members {
        for other in neighbours[member] where roots[other] != root { shared[roots[other], default: 0] += 1 }
      }
      guard
        let target = shared.keys.max(by: {
          (min(sizes[$0], 3), shared[$0]!, importance[$0], $1) < (min(sizes[$1], 3), shared[$1]!, importance[$1], $0)
        })
      else { continue }
      let joints = members.flatMap { member in
        neighbours[member].filter { roots[$0] == target }.map { (member: member, other: $0) }
      }
      guard let joint = joints.max(by: { (importance[$0.other], $1.other) < (importance[$1.other], $0.other) })
      else { continue }
      reroot(at: joint.member)
      parents[joint.member] = joint.other
      sizes[target] += members.count
      for member in members { roots[member] = target }
    }
  }

  private mutating func gather() {
    var members: [Int: [Int]] = [:]
    for position in parents.indices { members[root(of: position), default: []].append(position) }
    let islands = members.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    var islandOf = [Int](repeating: -1, count: parents.count)
    for island in islands {
      if island.count == 1, neighbours[island[0]].isEmpty {
        alone.append(island[0])
        continue
      }
      let centre = island.max { (importance[$0], $1) < (importance[$1], $0) }!
      reroot(at: centre)
      for member in island { islandOf[member] = trees.count }
      trees.append(Tree(root: centre, children: [:], members: island))
    }
    let children = childLists()
    for island in trees.indices {
      for member in trees[island].members where !children[member].isEmpty {
        trees[island].children[member] = children[member]
      }
    }
    alone.sort()
    links = trees.indices.map { island in
      var count: [Int: Int] = [:]
      for member in trees[island].members {
        for other in neighbours[member] where islandOf[other] != island { count[islandOf[other], default: 0] += 1 }
      }
      return count
    }
  }

  /// Most important first.
  private func childLists() -> [[Int]] {
    var children = [[Int]](repeating: [], count: parents.count)
    for (position, parent) in parents.enumerated() {
      if let parent { children[parent].append(position) }
    }
    return children.map { $0.sorted { (importance[$1], $0) < (importance[$0], $1) } }
  }

  private func root(of position: Int) -> Int {
    var root = position
    while let parent = parents[root] { root = parent }
    return root
  }

  /// Turns the edges above `position` round.
  private mutating func reroot(at position: Int) {
    var below: Int? = nil, current: Int? = position
    while let here = current {
      let above = parents[here]
      parents[here] = below
      below = here
      current = above
    }
  }
}
