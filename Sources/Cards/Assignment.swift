/// The pairing of rows with columns whose scores add up highest.
enum Assignment {
  /// Rows of one connected part beyond which pairs are taken best first; a part this large has no near misses to weigh.
  static let partMax = 700

  /// For each row its column, nil for none.
  /// - Parameter scores: For each row the columns it may take, with scores above 0.
  static func best(_ scores: [[(column: Int, score: Int)]], columns: Int) -> [Int?] {
    var chosen = [Int?](repeating: nil, count: scores.count)
    for part in parts(scores, columns: columns) {
      if part.count == 1, let row = part.first {
        // The first of equals, so that ties fall in document order.
        chosen[row] =
          scores[row].reduce(nil as (column: Int, score: Int)?) { best, next in
            best.map { next.score > $0.score ? next : $0 } ?? next
          }?.column
      } else if part.count > partMax {
        bestFirst(part, scores, &chosen)
      } else {
        hungarian(part, scores, &chosen)
      }
    }
    return chosen
  }

  /// Rows that compete for columns with one another, each part and the parts in ascending order.
  private static func parts(_ scores: [[(column: Int, score: Int)]], columns: Int) -> [[Int]] {
    var rowsOf = [[Int]](repeating: [], count: columns)
    for (row, candidates) in scores.enumerated() {
      for candidate in candidates { rowsOf[candidate.column].append(row) }
    }
    var isSeen = [Bool](repeating: false, count: scores.count), parts: [[Int]] = []
    for start in scores.indices where !isSeen[start] && !scores[start].isEmpty {
      var part: [Int] = [], open = [start]
      isSeen[start] = true
      while let row = open.popLast() {
        part.append(row)
        for candidate in scores[row] {
          for other in rowsOf[candidate.column] where !isSeen[other] {
            isSeen[other] = true
            open.append(other)
          }
          rowsOf[candidate.column] = []
        }
      }
      parts.append(part.sorted())
    }
    return parts
  }

  private static func bestFirst(_ part: [Int], _ scores: [[(column: Int, score: Int)]], _ chosen: inout [Int?]) {
    let all = part.flatMap { row in scores[row].map { (row: row, column: $0.column, score: $0.score) } }
    var taken = Set<Int>()
    for pair in all.sorted(by: { ($1.score, $0.row, $0.column) < ($0.score, $1.row, $1.column) })
    where chosen[pair.row] == nil && !taken.contains(pair.column) {
      chosen[pair.row] = pair.column
      taken.insert(pair.column)
    }
  }

  /// Shortest augmenting paths with potentials (Kuhn and Munkres; Jonker and Volgenant), O(rows² × columns).
  private static func hungarian(_ part: [Int], _ scores: [[(column: Int, score: Int)]], _ chosen: inout [Int?]) {
    let columns = Set(part.flatMap { scores[$0].map(\.column) }).sorted()
    var place: [Int: Int] = [:]
    for (position, column) in columns.enumerated() { place[column] = position }
    // A dummy column for each row stands for "none" and costs as much as a pair worth nothing.
    let ceiling = 3_000_000, width = columns.count + part.count
    var cost = [[Int]](repeating: [Int](repeating: ceiling, count: width + 1), count: part.count + 1)
    for (position, row) in part.enumerated() {
      for dummy in (columns.count + 1)...width { cost[position + 1][dummy] = 1_000_000 }
      for candidate in scores[row] {
        guard let column = place[candidate.column] else { continue }
        // Crossing pairs cost a trifle, so that equals pair in document order.
        cost[position + 1][column + 1] = (1_000_000 - candidate.score) + abs(position - column) % 50
      }
    }
    var rowPotential = [Int](repeating: 0, count: part.count + 1), potential = [Int](repeating: 0, count: width + 1)
    var owner = [Int](repeating: 0, count: width + 1), way = owner
    for row in 1...part.count {
      owner[0] = row
      var column = 0
      var lowest = [Int](repeating: .max, count: width + 1), isUsed = [Bool](repeating: false, count: width + 1)
      repeat {
        isUsed[column] = true
        let current = owner[column]
        var step = Int.max, following = 0
        for next in 1...width where !isUsed[next] {
          let reduced = cost[current][next] - rowPotential[current] - potential[next]
          if reduced < lowest[next] { (lowest[next], way[next]) = (reduced, column) }
          if lowest[next] < step { (step, following) = (lowest[next], next) }
        }
        for next in 0...width {
          if isUsed[next] {
            rowPotential[owner[next]] += step
            potential[next] -= step
          } else if lowest[next] != .max {
            lowest[next] -= step
          }
        }
        column = following
      } while owner[column] != 0
      repeat {
        let previous = way[column]
        owner[column] = owner[previous]
        column = previous
      } while column != 0
    }
    for position in 1...width where owner[position] != 0 && position <= columns.count {
      let row = part[owner[position] - 1]
      if cost[owner[position]][position] < ceiling { chosen[row] = columns[position - 1] }
    }
  }
}
