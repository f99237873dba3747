extension ConceptGraph {
  /// The fewest edges that join two concepts, walked in either direction; nil when none do, empty for one concept.
  ///
  /// Of equally short ways the one whose concepts come first in the alphabet.
  public func path(from start: Concept.ID, to end: Concept.ID) -> [Edge]? {
    guard concept(start) != nil, concept(end) != nil else { return nil }
    if start == end { return [] }
    var incident: [Concept.ID: [Edge]] = [:]
    for edge in edges {
      incident[edge.from, default: []].append(edge)
      incident[edge.to, default: []].append(edge)
    }
    var reachedBy: [Concept.ID: Edge] = [:], frontier = [start], seen: Set<Concept.ID> = [start]
    while !frontier.isEmpty && reachedBy[end] == nil {
      var next: [Concept.ID] = []
      for concept in frontier {
        let around = (incident[concept] ?? []).map { (edge: $0, other: $0.from == concept ? $0.to : $0.from) }
        for step in around.sorted(by: { ($0.other, $0.edge.kind.rawValue) < ($1.other, $1.edge.kind.rawValue) })
        where seen.insert(step.other).inserted {
          reachedBy[step.other] = step.edge
          next.append(step.other)
        }
      }
      frontier = next.sorted()
    }
    var way: [Edge] = [], current = end
    while current != start {
      guard let edge = reachedBy[current] else { return nil }
      way.append(edge)
      current = edge.from == current ? edge.to : edge.from
    }
    return way.reversed()
  }

  /// The concept with that id. O(log n).
  public func concept(_ id: Concept.ID) -> Concept? {
    var low = 0, high = concepts.count
    while low < high {
      let middle = (low + high) / 2
      if concepts[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < concepts.count && concepts[low].id == id ? concepts[low] : nil
  }

  /// The concept that a person means: by id, name or alias, in any case.
  public func concept(named text: String) -> Concept? {
    if let exact = concept(text) { return exact }
    let wanted = GraphReading.foldedName(text)
    return concepts.first { GraphReading.foldedName($0.name) == wanted || GraphReading.foldedName($0.id) == wanted }
      ?? concepts.first { $0.aliases.contains { GraphReading.foldedName($0) == wanted } }
  }

  /// Concepts that a person may have meant by a name that none has: those that share a word or a beginning with it, or
  /// differ by a slip or two; the nearest first, at most `count`.
  public func concepts(near text: String, atMost count: Int) -> [Concept] {
    let wanted = GraphReading.foldedName(text)
    guard !wanted.isEmpty else { return [] }
    let words = Set(wanted.split(separator: " ").map(String.init)).subtracting(GenericWords.small)
    func distance(_ concept: Concept) -> Int? {
      let names = ([concept.id, concept.name] + concept.aliases).map(GraphReading.foldedName)
      return names.compactMap { name in
        let parts = Set(name.split(separator: " ").map(String.init))
        let slips = Self.slips(wanted, name, atMost: wanted.utf8.count < 5 ? 1 : 2)
        if let slips { return slips }
        if name.hasPrefix(wanted) || name.contains(" " + wanted) { return 3 }
        let shared = parts.intersection(words).count
        if shared > 0 { return 3 + max(words.count, parts.count) - shared }
        return words.contains { word in
          word.utf8.count >= 5 && parts.contains { Self.slips(word, $0, atMost: 1) != nil }
        } ? 6 : nil
      }.min()
    }
    let found = concepts.compactMap { concept in distance(concept).map { (concept, $0) } }
    return found.sorted { ($0.1, $1.0.importance, $0.0.id) < ($1.1, $0.0.importance, $1.0.id) }
      .prefix(count).map(\.0)
  }

  /// Letters added, dropped, replaced or swapped between two names, nil above `limit`.
  private static func slips(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    let a = Array(left.utf8), b = Array(right.utf8)
    guard abs(a.count - b.count) <= limit, !a.isEmpty, a.count <= 80 else { return nil }
    let differing = a.count == b.count ? a.indices.filter { a[$0] != b[$0] } : []
    if differing.count == 2, a[differing[0]] == b[differing[1]], a[differing[1]] == b[differing[0]] { return 1 }
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[b.count] <= limit ? row[b.count] : nil
  }

  /// Edges that begin or end at a concept, sorted as in `edges`.
  public func edges(of id: Concept.ID) -> [Edge] { edges.filter { $0.from == id || $0.to == id } }
}
