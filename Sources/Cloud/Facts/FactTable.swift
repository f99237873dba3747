/// Rows of a raw-string table, each cut at its bars.
func factRows(_ table: String, columns: Int) -> [[String]] {
  table.split(separator: "\n").map { line in
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    precondition(cells.count == columns, "a fact has \(columns) columns: \(line)")
    return cells
  }
}

/// A documented limit.
public struct Limit: Sendable, Hashable {
  public let service: String, name: String
  public let value: Int
  public let unit: String, source: String, asOf: String

  /// Every limit of the emulation, in the order of its table.
  public static let all: [Limit] = factRows(limitTable, columns: 6).map { row in
    Limit(service: row[0], name: row[1], value: Int(row[2])!, unit: row[3], source: row[4], asOf: row[5])
  }
  /// Nil when the table has none of that name.
  public static func named(_ name: String, of service: String) -> Limit? {
    all.first { $0.service == service && $0.name == name }
  }
}
