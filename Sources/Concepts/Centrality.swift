import Basics
import Glibc

/// How much hangs on a concept.
enum Centrality {
  /// One number in 0...1 for each draft, the highest 1: half where a reader ends who follows edges at random
  /// (PageRank), three tenths in how many sections it is mentioned, two tenths whether it heads a section or a list.
  static func importance(of drafts: [ConceptDraft], edges: [Edge]) -> [Double] {
    guard !drafts.isEmpty else { return [] }
    var positions: [Concept.ID: Int] = [:]
    for (position, draft) in drafts.enumerated() { positions[draft.id] = position }
    let ranks = pageRank(
      count: drafts.count,
      links: edges.compactMap { edge in
        guard let from = positions[edge.from], let to = positions[edge.to] else { return nil }
        return (from, to)
      })
    let highest = ranks.max() ?? 1
    let mentioned = drafts.map { log(1 + Double($0.mentions.count)) }
    let most = max(mentioned.max() ?? 1, 1e-9)
    let raw = drafts.indices.map { position in
      0.5 * ranks[position] / highest + 0.3 * mentioned[position] / most + (drafts[position].isHeadingOrLabel ? 0.2 : 0)
    }
    let top = raw.max() ?? 1
    // Three decimals: what follows depends on no rounding of the last bits.
    return raw.map { (1_000 * $0 / top).rounded() / 1_000 }
  }

  /// Owners gain from their parts because part-of runs from the part to the owner. Damping 0.85, 40 rounds.
  private static func pageRank(count: Int, links: [(from: Int, to: Int)]) -> [Double] {
    var out = [Int](repeating: 0, count: count)
    for link in links { out[link.from] += 1 }
    var ranks = [Double](repeating: 1 / Double(count), count: count)
    for _ in 0..<40 {
      let sinks = ranks.indices.reduce(0.0) { $0 + (out[$1] == 0 ? ranks[$1] : 0) }
      var next = [Double](repeating: (0.15 + 0.85 * sinks) / Double(count), count: count)
      for link in links { next[link.to] += 0.85 * ranks[link.from] / Double(out[link.from]) }
      ranks = next
    }
    return ranks
  }
}
