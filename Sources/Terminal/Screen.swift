/// A frame: a grid of cells, drawn by writing what differs from the frame before.
public struct Screen: Hashable, Sendable {
  struct Cell: Hashable, Sendable {
    /// Empty in the right half of a wide character.
    var text: String
    var style: Style
    static let blank = Cell(text: " ", style: .plain)
  }
  public let width: Int, height: Int
  private(set) var cells: [Cell]

  /// - Precondition: Both are at least 1.
  public init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "a screen has at least one cell")
    (self.width, self.height) = (width, height)
    cells = Array(repeating: .blank, count: width * height)
  }

  /// Writes `text`, made harmless, from `column` on; what does not fit before `limit` is left out. Returns the column
  /// after it.
  @discardableResult
  public mutating func put(_ text: String, row: Int, column: Int, style: Style, limit: Int? = nil) -> Int {
    guard (0..<height).contains(row) else { return column }
    let end = min(width, limit ?? width)
    var column = column
    for character in Sanitize.line(text) {
      let columns = Width.of(character)
      // A mark without a base would join the cell before it.
      guard columns > 0, column >= 0 else { continue }
      guard column + columns <= end else { break }
      split(row, column)
      if columns == 2 { split(row, column + 1) }
      cells[row * width + column] = Cell(text: String(character), style: style)
      if columns == 2 { cells[row * width + column + 1] = Cell(text: "", style: style) }
      column += columns
    }
    return column
  }

  /// Before a cell is overwritten: blanks the other half of a wide character that would be cut in two.
  private mutating func split(_ row: Int, _ column: Int) {
    let index = row * width + column
    if cells[index].text.isEmpty, column > 0 { cells[index - 1].text = " " }
    if column + 1 < width, cells[index + 1].text.isEmpty { cells[index + 1].text = " " }
  }

  /// The characters alone, one line a row, without spaces at line ends.
  public var text: String {
    (0..<height).map { row in
      var line = cells[row * width..<(row + 1) * width].map(\.text).joined()[...]
      while line.last == " " { line = line.dropLast() }
      return String(line)
    }.joined(separator: "\n") + "\n"
  }

  /// The bytes that turn `old` into this frame on a terminal; everything where `old` is nil or of another size.
  ///
  /// Wrapped in a synchronized update (mode 2026), which terminals that lack it ignore.
  public func update(from old: Screen?) -> String {
    let old = old.flatMap { $0.width == width && $0.height == height ? $0 : nil }
    var output = "\u{1B}[?2026h" + (old == nil ? "\u{1B}[0m\u{1B}[2J" : "")
    let bare = output.utf8.count
    var style: Style?, cursor: (row: Int, column: Int)?
    for row in 0..<height {
      for column in 0..<width {
        let cell = cells[row * width + column]
        guard !cell.text.isEmpty, hasChanged(row, column, from: old) else { continue }
        if cursor.map({ $0 != (row, column) }) ?? true { output += "\u{1B}[\(row + 1);\(column + 1)H" }
        if style != cell.style { output += cell.style.escape }
        output += cell.text
        style = cell.style
        // Terminals disagree on the width of emoji and joined characters, and on what follows the last column: there
        // the place is said anew.
        cursor = isPlain(cell.text) && column + 1 < width ? (row, column + 1) : nil
      }
    }
    guard output.utf8.count > bare || old == nil else { return "" }
    return output + "\u{1B}[0m\u{1B}[?2026l"
  }

  /// A single character of letters, punctuation or lines, which every terminal gives one column.
  private func isPlain(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.count == 1 && scalars.first!.value < 0x2600 && Width.of(text) == 1
  }

  private func hasChanged(_ row: Int, _ column: Int, from old: Screen?) -> Bool {
    let index = row * width + column
    guard let old else { return cells[index] != .blank }
    if cells[index] != old.cells[index] { return true }
    // Half of a wide character changed when its right neighbour did.
    return column + 1 < width && cells[index + 1].text.isEmpty && cells[index + 1] != old.cells[index + 1]
  }
}
