/// A stretch of text of one role.
public struct Piece: Hashable, Sendable {
  public var text: String
  public var role: TextRole

  public init(_ text: String, _ role: TextRole = .plain) { (self.text, self.role) = (text, role) }
}

/// A line of pieces.
public struct StyledLine: Hashable, Sendable {
  public var pieces: [Piece]

  public init(_ pieces: [Piece] = []) { self.pieces = pieces }
  public init(_ text: String, _ role: TextRole = .plain) { pieces = [Piece(text, role)] }

  public static let blank = StyledLine()
  public var width: Int { pieces.reduce(0) { $0 + Width.of($1.text) } }
  public var text: String { pieces.map(\.text).joined() }

  func indented(by columns: Int) -> StyledLine {
    StyledLine([Piece(String(repeating: " ", count: columns))] + pieces)
  }
}

/// Breaks pieces into lines of at most `width` columns, between words where there is a space and inside a word only
/// where it is longer than a line.
public func wrap(_ pieces: [Piece], width: Int, hangingIndent: Int = 0) -> [StyledLine] {
  let width = max(1, width)
  let indent = min(hangingIndent, width - 1)
  var lines: [StyledLine] = [], line: [Piece] = [], used = 0
  func append(_ text: Substring, _ role: TextRole, _ columns: Int) {
    if line.last?.role == role { line[line.count - 1].text += text } else { line.append(Piece(String(text), role)) }
    used += columns
  }
  func breakLine() {
    lines.append(StyledLine(line.trimmingTrail()))
    (line, used) = ([], 0)
    if indent > 0 { append(String(repeating: " ", count: indent)[...], .plain, indent) }
  }
  // Spaces wait for the word after them: at a break they disappear.
  var spaces: [Piece] = []
  for word in words(of: pieces) {
    if word.first?.text.first == " " {
      spaces = word
      continue
    }
    let columns = word.reduce(0) { $0 + Width.of($1.text) }
    let spaceColumns = spaces.reduce(0) { $0 + $1.text.count }
    if used + spaceColumns + columns > width, used > (lines.isEmpty ? 0 : indent) {
      breakLine()
    } else if spaceColumns < width {
      for space in spaces { append(space.text[...], space.role, space.text.count) }
    }
    spaces = []
    for piece in word {
      var rest = piece.text[...]
      while !rest.isEmpty {
        let (head, columns) = Width.prefix(rest, columns: width - used)
        if head.isEmpty {
          guard used > (lines.isEmpty ? 0 : indent) else {
            // Wider than a whole line: nothing can show it.
            rest.removeFirst()
            continue
          }
          breakLine()
          continue
        }
        append(head, piece.role, columns)
        rest = rest[head.endIndex...]
      }
    }
  }
  lines.append(StyledLine(line.trimmingTrail()))
  return lines
}

/// Alternating runs of spaces and of everything else, each across pieces.
private func words(of pieces: [Piece]) -> [[Piece]] {
  var words: [[Piece]] = [], wasSpace: Bool?
  for piece in pieces {
    for character in Sanitize.line(piece.text) {
      let isSpace = character == " "
      if isSpace != wasSpace { words.append([]) }
      wasSpace = isSpace
      let last = words.count - 1
      if let end = words[last].indices.last, words[last][end].role == piece.role {
        words[last][end].text.append(character)
      } else {
        words[last].append(Piece(String(character), piece.role))
      }
    }
  }
  return words
}

extension [Piece] {
  fileprivate func trimmingTrail() -> [Piece] {
    var pieces = self
    while let last = pieces.last {
      let text = last.text.reversed().drop { $0 == " " }.reversed()
      if text.count == last.text.count { break }
      if text.isEmpty { pieces.removeLast() } else { pieces[pieces.count - 1].text = String(text) }
      if !text.isEmpty { break }
    }
    return pieces
  }
}

extension Screen {
  /// Draws `line` from `column` on and returns the column after it.
  @discardableResult
  mutating func put(_ line: StyledLine, row: Int, column: Int, theme: Theme, limit: Int? = nil) -> Int {
    line.pieces.reduce(column) { at, piece in
      put(piece.text, row: row, column: at, style: theme.style(piece.role), limit: limit)
    }
  }
}
