import Terminal
import TestSupport

/// Just enough of a terminal to obey what `Screen.update` writes; anything else is an error.
struct TerminalModel {
  var cells: [[String]]
  private var row = 0, column = 0

  init(width: Int, height: Int) {
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  mutating func obey(_ output: String) throws {
    var rest = output[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        let width = Width.of(character)
        guard column + width <= cells[0].count else { throw Broken("wrote past the right edge") }
        if cells[row][column].isEmpty { cells[row][column - 1] = " " }
        if column + width < cells[0].count, cells[row][column + width].isEmpty { cells[row][column + width] = " " }
        cells[row][column] = String(character)
        if width == 2 { cells[row][column + 1] = "" }
        column += width
        continue
      }
      guard rest.popFirst() == "[" else { throw Broken("an unknown sequence") }
      let parameters = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(parameters.count)
      switch rest.popFirst() {
      case "H":
        let numbers = parameters.split(separator: ";").compactMap { Int($0) }
        (row, column) = (numbers[0] - 1, numbers[1] - 1)
      case "J": cells = cells.map { $0.map { _ in " " } }
      case "m", "h", "l": continue
      case let other: throw Broken("an unknown sequence \(String(describing: other))")
      }
    }
  }

  var text: String {
    cells.map { row in
      var line = row.joined()[...]
      while line.last == " " { line = line.dropLast() }
      return String(line)
    }.joined(separator: "\n") + "\n"
  }
}
