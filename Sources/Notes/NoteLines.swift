/// The lines of a note beside the blocks that own them, so that what a card says can be taken from the file as it stands:
/// with its lists nested, its code indented and its tables whole.
struct NoteLines {
  let file: String
  private let clean: [UInt8]
  private let starts: [Int]
  /// The block of each line, from 1; -1 for an empty one.
  private let owners: [Int32]

  /// - Parameters:
  ///   - clean: The text of the prepass.
  ///   - starts: Where its lines start.
  init(file: String, clean: [UInt8], starts: [Int], blocks: [Block]) {
    (self.file, self.clean, self.starts) = (file, clean, starts)
    var owners = [Int32](repeating: -1, count: starts.count + 2)
    for block in blocks {
      for line in block.lines where owners.indices.contains(line) { owners[line] = Int32(block.index) }
    }
    self.owners = owners
  }

  var count: Int { owners.count - 2 }

  /// The block that owns a line; nil for empty lines and outside the file.
  func owner(of line: Int) -> Int? {
    guard owners.indices.contains(line), owners[line] >= 0 else { return nil }
    return Int(owners[line])
  }

  func raw(_ line: Int) -> String {
    guard line >= 1, line <= starts.count else { return "" }
    let end = line < starts.count ? starts[line] - 1 : clean.count
    return String(decoding: clean[starts[line - 1]..<max(starts[line - 1], end)], as: UTF8.self)
  }

  /// What stands before the text of a line: quote signs, and how many columns of indentation and markers.
  struct Margin: Hashable {
    var quotes = 0, columns = 0
  }

  /// A line of `block` without quote signs, indentation and, where its item begins, the item's marker.
  func content(_ line: Int, of block: Block) -> (text: String, margin: Margin) {
    var rest = raw(line)[...], margin = Margin()
    func skipSpaces() {
      while let first = rest.first, first == " " || first == "\t" {
        margin.columns += first == "\t" ? 4 - margin.columns % 4 : 1
        rest.removeFirst()
      }
    }
    skipSpaces()
    while rest.first == ">" {
      rest.removeFirst()
      margin = Margin(quotes: margin.quotes + 1)
      if rest.first == " " { rest.removeFirst() }
      skipSpaces()
    }
    guard block.item != nil, line == block.lines.lowerBound else { return (String(rest), margin) }
    while let length = Self.marker(rest) {
      rest = rest.dropFirst(length)
      margin.columns += length
      skipSpaces()
      // The text itself may begin like a marker; the block's own text says where it does.
      if let first = block.textLines.first, rest == first[...] { break }
    }
    if block.textLines.first.map({ !rest.hasPrefix($0) }) ?? false, rest.first == "[", rest.count > 3,
      rest.dropFirst(2).first == "]"
    {
      rest = rest.dropFirst(3)
      margin.columns += 3
      skipSpaces()
    }
    return (String(rest), margin)
  }

  /// A line without the margin of the card it belongs to; what is nested deeper keeps its own indentation.
  func inside(_ line: Int, margin: Margin) -> String {
    var rest = raw(line)[...]
    for _ in 0..<margin.quotes {
      let inner = rest.drop { $0 == " " }
      guard inner.first == ">" else { break }
      rest = inner.dropFirst()
      if rest.first == " " { rest.removeFirst() }
    }
    var column = 0
    while column < margin.columns, let first = rest.first, first == " " || first == "\t" {
      column += first == "\t" ? 4 - column % 4 : 1
      rest.removeFirst()
    }
    return String(rest)
  }

  /// The length of a list marker that is followed by a space.
  private static func marker(_ text: Substring) -> Int? {
    guard let first = text.first else { return nil }
    var length = 1
    if !"-*+".contains(first) {
      let digits = text.prefix { $0.isASCII && $0.isNumber }.count
      guard (1...9).contains(digits), let end = text.dropFirst(digits).first, end == "." || end == ")" else {
        return nil
      }
      length = digits + 1
    }
    guard let next = text.dropFirst(length).first else { return length }
    return next == " " || next == "\t" ? length : nil
  }
}
