/// Typing slips between two words: letters added, dropped, replaced, or two neighbours swapped.
enum EditDistance {
  /// The number of slips, nil above `limit`. Optimal string alignment over bytes.
  static func between(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    let a = Array(left.utf8), b = Array(right.utf8)
    guard abs(a.count - b.count) <= limit else { return nil }
    if a == b { return 0 }
    var before = [Int](repeating: 0, count: b.count + 1), last = Array(0...b.count), row = last
    for i in 1...max(a.count, 1) where i <= a.count {
      row[0] = i
      var lowest = i
      for j in 1...max(b.count, 1) where j <= b.count {
        var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
        row[j] = cost
        lowest = min(lowest, cost)
      }
      if lowest > limit { return nil }
      (before, last) = (last, row)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
