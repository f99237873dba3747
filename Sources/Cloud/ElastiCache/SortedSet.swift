/// Members with scores, in the order of the scores and, among equal ones, of the members' bytes.
struct SortedSet: Sendable {
  struct Member: Sendable {
    let name: String
    let score: Double

    func precedes(_ other: Member) -> Bool {
      score != other.score ? score < other.score : name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }
  }
  private(set) var ranked: [Member] = []
  private var scores: [String: Double] = [:]

  var count: Int { ranked.count }
  func score(of name: String) -> Double? { scores[name] }

  func rank(of name: String) -> Int? {
    scores[name].map { score in index(of: Member(name: name, score: score)) }
  }

  mutating func set(_ name: String, to score: Double) {
    remove(name)
    let member = Member(name: name, score: score)
    ranked.insert(member, at: index(of: member))
    scores[name] = score
  }

  @discardableResult
  mutating func remove(_ name: String) -> Bool {
    guard let score = scores.removeValue(forKey: name) else { return false }
    ranked.remove(at: index(of: Member(name: name, score: score)))
    return true
  }

  /// Where the member is or would be. O(log n).
  private func index(of member: Member) -> Int {
    var low = 0, high = ranked.count
    while low < high {
      let middle = (low + high) / 2
      if ranked[middle].precedes(member) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
