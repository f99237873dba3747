import Basics
import TestSupport
import Testing

@testable import Cards

@Suite struct MatchingTests {
  @Test func `the assignment maximises the whole, not the first pair`() {
    // Best first would give row 0 its favourite and leave row 1 without.
    let scores: [[(column: Int, score: Int)]] = [[(0, 900_000), (1, 850_000)], [(0, 880_000)]]
    #expect(Assignment.best(scores, columns: 2) == [1, 0])
  }

  @Test func `equal scores pair in document order`() {
    let scores = (0..<4).map { _ in (0..<4).map { (column: $0, score: 900_000) } }
    #expect(Assignment.best(scores, columns: 4) == [0, 1, 2, 3])
  }

  @Test func `no other pairing scores higher`() {
    forEachSeed(200) { random in
      let rows = random.integer(in: 1...5), columns = random.integer(in: 1...5)
      let scores = (0..<rows).map { _ in
        (0..<columns).compactMap { column -> (column: Int, score: Int)? in
          random.integer(in: 0...2) == 0 ? nil : (column, random.integer(in: 550...1_000) * 1_000)
        }
      }
      let chosen = Assignment.best(scores, columns: columns)
      let taken = chosen.compactMap(\.self)
      guard Set(taken).count == taken.count else { throw Broken("a column is taken twice: \(chosen)") }
      let total = chosen.enumerated().reduce(0) { sum, pair in
        sum + (scores[pair.offset].first { $0.column == pair.element }?.score ?? 0)
      }
      // Crossing pairs cost at most 50 each, so that ties fall in document order.
      guard total + 50 * rows >= Self.highest(scores[...], taken: []) else {
        throw Broken("\(total) is below \(Self.highest(scores[...], taken: [])) for \(scores)")
      }
    }
  }

  /// By trying everything.
  private static func highest(_ rows: ArraySlice<[(column: Int, score: Int)]>, taken: Set<Int>) -> Int {
    guard let row = rows.first else { return 0 }
    let without = highest(rows.dropFirst(), taken: taken)
    return row.filter { !taken.contains($0.column) }.reduce(without) { best, pair in
      max(best, pair.score + highest(rows.dropFirst(), taken: taken.union([pair.column])))
    }
  }

  @Test(arguments: [
    ("table", "talbe", true), ("form", "from", true), ("GB", "MB", false), ("900", "600", false),
    ("explicitely", "explicitly", true), ("public", "private", false),
  ])
  func `a slip is near, another word or number is not`(left: String, right: String, isNear: Bool) {
    #expect(MatchingWords.isNear(left, right) == isNear)
  }

  @Test func `words are compared without marks, numbers apart from units`() {
    #expect(MatchingWords.tokens("10gb (1,024 MB), don’t stop.") == ["10", "gb", "1024", "mb", "don't", "stop"])
    #expect(MatchingWords.folded("Creates  a *new* table.") == "creates a new table")
    #expect(MatchingWords.likeness(["a", "table"], ["a", "table"]) == 10_000)
    #expect(MatchingWords.likeness(["one"], ["two"]) == 0)
  }

  @Test(arguments: ["", "a", "ab"])
  func `edit distance counts swaps, additions, omissions and replacements as one`(shared: String) {
    #expect(EditDistance.between(shared + "xy", shared + "yx", atMost: 2) == 1)
    #expect(EditDistance.between(shared + "x", shared, atMost: 1) == 1)
    #expect(EditDistance.between(shared, shared, atMost: 0) == 0)
    #expect(EditDistance.between(shared + "xyz", shared, atMost: 2) == nil)
  }
}
