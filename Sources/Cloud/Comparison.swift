import Basics
import Simulation

/// Two runs side by side: where they part, what each cost, and what they counted differently.
///
///     let comparison = truth.comparison(with: belief)
///     print(comparison.text)
public struct Comparison: Sendable {
  /// Nil when no entry differs.
  public let divergence: Divergence?
  public let here: Bill, there: Bill
  /// Counters that differ, by name.
  public let counters: [(name: String, here: Int, there: Int)]
  private let start: Instant

  public init(_ here: World, _ there: World) {
    divergence = here.trace.divergence(from: there.trace)
    (self.here, self.there, start) = (here.bill(), there.bill(), here.context.start)
    let names = Set(here.metrics.all.map(\.name)).union(there.metrics.all.map(\.name)).sorted()
    counters = names.compactMap { name in
      here.metrics[name] == there.metrics[name] ? nil : (name, here.metrics[name], there.metrics[name])
    }
  }

  public var isSame: Bool { divergence == nil && here == there && counters.isEmpty }

  /// For a person to read: the last common entry and the first that differ, then both bills line by line.
  public var text: String {
    var lines: [String] = []
    if let divergence {
      let moment = divergence.mine ?? divergence.theirs
      lines.append("The runs part at entry \(divergence.index), \((moment!.at - start).secondsText) s after the start.")
      lines.append(divergence.text)
    } else {
      lines.append("The runs are the same, entry by entry.")
    }
    lines.append("")
    lines += table
    lines += counters.map { "\($0.name): \($0.here) here, \($0.there) there" }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One row a bill line that either has, and the totals.
  private var table: [String] {
    struct Row: Hashable, Comparable {
      let month: Month, service: String, item: String, scope: String
      static func < (left: Row, right: Row) -> Bool {
        (left.month, left.service, left.item, left.scope) < (right.month, right.service, right.item, right.scope)
      }
    }
    func amounts(_ bill: Bill) -> [Row: Money] {
      bill.lines.reduce(into: [:]) { sums, line in
        let row = Row(month: line.month, service: line.service, item: line.item, scope: line.scope)
        sums[row] = (sums[row] ?? .zero) + line.amount
      }
    }
    let (mine, theirs) = (amounts(here), amounts(there))
    var cells = [["", "here, USD", "there, USD"]]
    for row in Set(mine.keys).union(theirs.keys).sorted() {
      let (left, right) = (mine[row] ?? .zero, theirs[row] ?? .zero)
      guard left != .zero || right != .zero else { continue }
      let name = "\(row.month) \(row.service) \(row.item), \(row.scope)"
      cells.append([name + (left == right ? "" : "  ≠"), left.decimal, right.decimal])
    }
    cells.append(["total", here.total.decimal, there.total.decimal])
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max()! }
    return cells.map { row in
      row[0] + String(repeating: " ", count: widths[0] - row[0].count)
        + (1..<3).map { "  " + String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }.joined()
    }
  }
}

extension World {
  /// This run beside another, usually a fork that changed one thing.
  public func comparison(with other: World) -> Comparison { Comparison(self, other) }
}
