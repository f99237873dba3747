import Basics
import Concepts
import Notes

/// Decides which new card is which stored card.
///
/// Exact joins come first, so that an unchanged deck costs one look-up a card. What is left is scored and solved as an
/// assignment: the pairs whose scores add up highest, not the best pair first.
enum Matching {
  struct Pair: Hashable {
    let old: Int
    let rule: String
    let isUncertain: Bool
  }

  // Thresholds, on a scale of 0...1,000,000.
  /// At or above, the two are one card.
  static let sure = 800_000
  /// At or above, they are taken for one and shown to the person; below, they are two.
  static let likely = 550_000
  /// When the runner-up comes this close, the person is asked.
  static let margin = 80_000
  /// Shares of the score.
  static let sourceShare = 35, questionShare = 25, answerShare = 20, pathShare = 10, neighbourShare = 10
  /// A token in more leftover cards than this does not make two of them candidates.
  static let rareCards = 24
  /// Candidates looked at for one new card, the ones that share most first.
  static let candidatesMax = 40

  /// For each new card its stored one, nil when it has none; no stored card twice.
  /// - Parameter rank: Of equals the stored card with the lowest rank is taken; nil keeps one out altogether.
  static func pair(_ old: [StoredCard], _ new: [Card], rank: (StoredCard) -> Int?) -> [Pair?] {
    var pairs = [Pair?](repeating: nil, count: new.count)
    // The last one is taken first.
    var free = old.indices.compactMap { position in rank(old[position]).map { (rank: $0, position: position) } }
      .sorted { $0 > $1 }.map(\.position)
    var open = Array(new.indices)
    for join in Join.inOrder where !open.isEmpty && !free.isEmpty {
      var waiting: [Join.Key: [Int]] = [:]
      for position in free {
        if let key = join.key(old[position].card) { waiting[key, default: []].append(position) }
      }
      var taken = Set<Int>()
      for position in open {
        guard let key = join.key(new[position]), let found = waiting[key]?.popLast() else { continue }
        pairs[position] = Pair(old: found, rule: join.name, isUncertain: false)
        taken.insert(found)
      }
      free.removeAll(where: taken.contains)
      open.removeAll { pairs[$0] != nil }
    }
    if !open.isEmpty && !free.isEmpty { pairLeftovers(old, free.sorted(), new, open, &pairs) }
    return pairs
  }

  private static func pairLeftovers(
    _ old: [StoredCard], _ free: [Int], _ new: [Card], _ open: [Int], _ pairs: inout [Pair?]
  ) {
    let before = free.map { Traits(old[$0].card) }, after = open.map { Traits(new[$0]) }
    let likenesses = candidates(before, after).enumerated().map { row, columns in
      columns.compactMap { column -> (column: Int, score: Int)? in
        let score = after[row].likeness(to: before[column]) - (old[free[column]].isRetired ? 1_000 : 0)
        return score >= likely ? (column, score) : nil
      }
    }
    let chosen = Assignment.best(likenesses, columns: free.count)
    var scoreOfColumn: [Int: Int] = [:]
    for (row, column) in chosen.enumerated() {
      guard let column, let score = likenesses[row].first(where: { $0.column == column })?.score else { continue }
      scoreOfColumn[column] = score
    }
    for (row, column) in chosen.enumerated() {
      guard let column, let score = scoreOfColumn[column] else { continue }
      // A rival that is surer of its own new card is no doubt about this one.
      let rival = likenesses[row].filter { $0.column != column && $0.score > scoreOfColumn[$0.column] ?? 0 }
        .map(\.score).max()
      let isUncertain = score < sure || rival.map { score - $0 < margin } == true
      pairs[open[row]] = Pair(old: free[column], rule: score < sure ? "likely" : "alike", isUncertain: isUncertain)
    }
  }

  /// For each new card the stored ones that share a concept, a rare word or both neighbours with it.
  private static func candidates(_ before: [Traits], _ after: [Traits]) -> [[Int]] {
    var holders: [String: [Int]] = [:]
    for (column, traits) in before.enumerated() {
      for key in traits.keys { holders[key, default: []].append(column) }
    }
    return after.map { traits in
      var shared: [Int: Int] = [:]
      for key in traits.keys {
        guard let columns = holders[key], columns.count <= rareCards || before.count <= candidatesMax else { continue }
        for column in columns { shared[column, default: 0] += 1 }
      }
      let ranked = shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return ranked.prefix(candidatesMax).map(\.key).sorted()
    }
  }
}

/// An exact join of stored and new cards by what their fingerprints have in common.
private struct Join {
  typealias Key = [UInt64]
  let name: String
  let key: (Card) -> Key?

  /// The surest first.
  static var inOrder: [Join] {
    [
      Join(name: "same-prediction") { card in
        guard case .prediction(let demo, let prediction) = card.form else { return nil }
        return [stableHash(demo), stableHash(prediction)]
      },
      Join(name: "unchanged") { card in
        card.fingerprint.source == 0
          ? nil : [card.fingerprint.source, card.fingerprint.slot, card.fingerprint.path, card.wordsHash]
      },
      Join(name: "same-line-and-slot") { card in
        card.fingerprint.source == 0 || card.fingerprint.slot == 0
          ? nil : [card.fingerprint.source, card.fingerprint.slot, card.fingerprint.path]
      },
      Join(name: "same-line-elsewhere") { card in
        card.fingerprint.source == 0 || card.fingerprint.slot == 0
          ? nil : [card.fingerprint.source, card.fingerprint.slot, card.wordsHash]
      },
      Join(name: "same-slot-elsewhere") { card in
        card.fingerprint.source == 0 || card.fingerprint.slot == 0
          ? nil : [card.fingerprint.source, card.fingerprint.slot]
      },
      Join(name: "same-words-and-place") { card in [card.wordsHash, card.fingerprint.path] },
      Join(name: "same-words") { card in [card.wordsHash] },
      Join(name: "same-line-and-answer") { card in
        card.fingerprint.source == 0
          ? nil
          : [card.fingerprint.source, stableHash(MatchingWords.folded(card.answer.markdown)), card.fingerprint.path]
      },
      Join(name: "same-line-and-answer-elsewhere") { card in
        card.fingerprint.source == 0
          ? nil : [card.fingerprint.source, stableHash(MatchingWords.folded(card.answer.markdown))]
      },
    ]
  }
}

extension Card {
  /// Of the folded question and answer, from the fingerprint where it has one.
  fileprivate var wordsHash: UInt64 {
    fingerprint.questionAndAnswer != 0
      ? fingerprint.questionAndAnswer
      : stableHash(MatchingWords.folded(question.markdown) + "\u{1F}" + MatchingWords.folded(answer.markdown))
  }
}

/// What two cards are compared by when no join finds them.
private struct Traits {
  let source: [String], question: [String], answer: [String]
  let pattern: String
  let path: UInt64, previous: UInt64, next: UInt64, slot: UInt64
  /// What makes two cards candidates: words, concepts, both neighbours.
  let keys: [String]

  init(_ card: Card) {
    (question, answer) = (MatchingWords.tokens(card.question.markdown), MatchingWords.tokens(card.answer.markdown))
    let text = card.fingerprint.sourceText
    source = text.isEmpty ? question + answer : MatchingWords.tokens(text)
    (pattern, path, slot) = (card.pattern, card.fingerprint.path, card.fingerprint.slot)
    (previous, next) = (card.fingerprint.previous, card.fingerprint.next)
    var keys = Set(source).union(answer).union(question)
    for concept in card.concepts { keys.insert("concept \(concept)") }
    if previous != 0 && next != 0 { keys.insert("between \(previous) \(next)") }
    self.keys = keys.sorted()
  }

  func likeness(to other: Traits) -> Int {
    var score =
      Matching.sourceShare * MatchingWords.likeness(source, other.source)
      + Matching.questionShare * MatchingWords.likeness(question, other.question)
      + Matching.answerShare * MatchingWords.likeness(answer, other.answer)
    if path != 0 && path == other.path { score += Matching.pathShare * 10_000 }
    if previous != 0 && previous == other.previous { score += Matching.neighbourShare * 5_000 }
    if next != 0 && next == other.next { score += Matching.neighbourShare * 5_000 }
    if slot != 0 && slot == other.slot { score += 50_000 }
    if pattern != other.pattern { score -= 50_000 }
    return min(max(score, 0), 1_000_000)
  }
}
