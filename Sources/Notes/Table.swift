/// A GFM table: cells as inline Markdown.
public struct Table: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let cells: [String]
    public let line: Int
  }
  public let header: [String]
  /// Each with as many cells as the header.
  public let rows: [Row]
}

extension Table {
  /// Where a table starts in a paragraph's lines: the index of its header row, if there is one.
  static func headerIndex(in lines: [String]) -> Int? {
    guard lines.count >= 2 else { return nil }
    for index in 1..<lines.count where isDelimiterRow(lines[index]) {
      if cells(of: lines[index]).count == cells(of: lines[index - 1]).count { return index - 1 }
    }
    return nil
  }

  /// - Parameters:
  ///   - lines: The header row, the row of dashes, then the body.
  ///   - firstLine: The header's line in the file.
  init(lines: [String], firstLine: Int) {
    header = Table.cells(of: lines[0])
    let width = header.count
    rows = lines.enumerated().dropFirst(2).map { offset, line in
      var cells = Array(Table.cells(of: line).prefix(width))
      cells += Array(repeating: "", count: width - cells.count)
      return Row(cells: cells, line: firstLine + offset)
    }
  }

  private static func isDelimiterRow(_ line: String) -> Bool {
    guard line.utf8.contains(0x7C), line.utf8.contains(0x2D) else { return false }
    return cells(of: line).allSatisfy { cell in
      var dashes = cell[...]
      if dashes.first == ":" { dashes.removeFirst() }
      if dashes.last == ":" { dashes.removeLast() }
      return !dashes.isEmpty && dashes.allSatisfy { $0 == "-" }
    }
  }

  /// Splits at bars that are neither escaped nor inside a code span.
  private static func cells(of line: String) -> [String] {
    var cells: [String] = [], cell = ""
    var inCode = false, escaped = false
    for character in line {
      if escaped {
        if character != "|" { cell.append("\\") }
        cell.append(character)
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else if character == "|" && !inCode {
        cells.append(cell)
        cell = ""
      } else {
        if character == "`" { inCode.toggle() }
        cell.append(character)
      }
    }
    if escaped { cell.append("\\") }
    cells.append(cell)
    cells = cells.map { $0.trimmedSpaces }
    if cells.count > 1, cells[0].isEmpty { cells.removeFirst() }
    if cells.count > 1, cells[cells.count - 1].isEmpty { cells.removeLast() }
    return cells
  }
}
