import Basics
import Cards
import Concepts
import Scheduling
import Study
import TestSupport
import Testing

/// `dax` and `redis` are taken for one another; `cluster` builds on `redis`.
private let twins = ConceptGraph(
  concepts: ["dax", "redis", "cluster", "other"].map {
    Concept(id: $0, name: $0, aliases: [], kind: .term, sources: [], importance: 0.5)
  },
  edges: [
    Edge(from: "dax", to: "redis", kind: .contrastsWith, rule: "test", sources: []),
    Edge(from: "cluster", to: "redis", kind: .requires, rule: "test", sources: []),
  ])

private func material(_ cards: [StudyCard], _ deck: DeckSettings = DeckSettings(name: "serverless")) -> StudyMaterial {
  StudyMaterial(
    cards: cards, decks: [deck], graph: twins, introduction: ["dax", "redis", "cluster", "other"], seed: 5)
}
private func order(_ material: StudyMaterial) -> [String] { Queue(material, at: now).items.map(\.card.rawValue) }

@Test func `what is taken for something in its first days comes last, and what builds on it with it`() {
  let young = inReview(card("dax-1", line: 1, concepts: ["dax"]), daysAgo: -2, interval: 3)
  let new = [("redis-1", "redis"), ("cluster-1", "cluster"), ("other-1", "other")].enumerated().map { place, name in
    StudyCard(card: card(name.0, line: 10 * (place + 1), concepts: [name.1]))
  }
  #expect(order(material([young] + new)) == ["other-1", "redis-1", "cluster-1"])
  let known = inReview(card("dax-1", line: 1, concepts: ["dax"]), daysAgo: -30, interval: 60)
  #expect(order(material([known] + new)) == ["redis-1", "cluster-1", "other-1"])
}

@Test func `two new twins are not begun on one day while there is something else`() {
  let cards = [("dax-1", "dax"), ("redis-1", "redis"), ("other-1", "other"), ("other-2", "other")].enumerated().map {
    StudyCard(card: card($1.0, line: 10 * ($0 + 1), concepts: [$1.1]))
  }
  let deck = DeckSettings(name: "serverless", newPerDay: 3)
  #expect(order(material(cards, deck)) == ["dax-1", "other-1", "other-2"])
}

@Test func `a card that tells twins apart is no twin`() {
  let young = inReview(card("dax-1", line: 1, concepts: ["dax"]), daysAgo: -2, interval: 3)
  let both = StudyCard(card: card("both", line: 5, concepts: ["dax", "redis"]))
  let other = StudyCard(card: card("other-1", line: 9, concepts: ["other"]))
  #expect(order(material([young, both, other])) == ["both", "other-1"])
}

@Test func `well-known twins are asked side by side, and the reason says so`() throws {
  let cards =
    [inReview(card("dax-1", line: 1, concepts: ["dax"]), interval: 40)]
    + (0..<6).map { inReview(card("o\($0)", line: 100 + 10 * $0, concepts: ["other"]), interval: 40) }
    + [inReview(card("redis-1", line: 50, concepts: ["redis"]), interval: 40)]
  for seed in UInt64(0)..<20 {
    var material = material(cards)
    material.seed = seed
    let items = Queue(material, at: now).items, places = items.map(\.card.rawValue)
    let dax = try #require(places.firstIndex(of: "dax-1")), redis = try #require(places.firstIndex(of: "redis-1"))
    #expect(abs(dax - redis) == 1)
    #expect(items[max(dax, redis)].reason.contains("both are known by now"))
  }
}

@Test func `twins that are not well known are not neighbours`() {
  let cards =
    [("dax-1", "dax"), ("redis-1", "redis"), ("o1", "other"), ("o2", "other"), ("o3", "other")].enumerated().map {
      inReview(card($1.0, line: 10 * ($0 + 1), concepts: [$1.1]), interval: 6)
    }
  for seed in UInt64(0)..<40 {
    var material = material(cards)
    material.seed = seed
    let places = order(material)
    // Only at the very end may nothing be left to stand between.
    guard let dax = places.firstIndex(of: "dax-1"), let redis = places.firstIndex(of: "redis-1") else { continue }
    #expect(abs(dax - redis) > 1 || max(dax, redis) == places.count - 1)
  }
}
