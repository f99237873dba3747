import Basics

/// Finds the cards that notes carry: `Q:` with `A:`, `C:`, `term :: definition`, `?` between question and answer,
/// `{{c1::…}}`, `==…==` and, where the file asks for it, `**…**`.
struct AuthoredMarks {
  let lines: NoteLines
  let rules: AuthoringRules
  private(set) var blocks: [Block]
  private(set) var cards: [AuthoredCard] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Marks the blocks that carry cards. `lines` is asked for only where there is something to find.
  static func find(
    in blocks: inout [Block], rules: AuthoringRules, lines: () -> NoteLines, diagnostics: inout [Diagnostic]
  ) -> [AuthoredCard] {
    guard let first = blocks.firstIndex(where: { mayCarryCards($0, rules) }) else { return [] }
    var marks = AuthoredMarks(lines: lines(), rules: rules, blocks: blocks)
    marks.read(from: first)
    for index in blocks.indices {
      blocks[index].isAuthored = marks.blocks[index].isAuthored
      blocks[index].isMuted = marks.blocks[index].isMuted
    }
    diagnostics += marks.diagnostics
    return marks.cards
  }

  private init(lines: NoteLines, rules: AuthoringRules, blocks: [Block]) {
    (self.lines, self.rules, self.blocks) = (lines, rules, blocks)
  }

  private mutating func read(from first: Int) {
    // The last line of the cards found so far: one may end within the block in which the next begins.
    var taken = 0
    for index in first..<blocks.count {
      let block = blocks[index]
      guard block.lines.upperBound > taken, Self.mayCarryCards(block, rules) else { continue }
      while let found = marked(in: block, after: taken) {
        take(found)
        taken = max(taken, found.lines.upperBound)
        guard block.lines.upperBound > taken else { break }
      }
      guard block.lines.lowerBound > taken else { continue }
      let found = (block.isProse ? definitions(in: block) : []) + clozes(in: block)
      if !found.isEmpty { take(Found(cards: found, lines: block.lines)) }
    }
  }

  /// The first cards in `block` that a mark on a line after `line` begins.
  private func marked(in block: Block, after line: Int) -> Found? {
    guard block.isProse else { return nil }
    if block.lines.lowerBound > line, let section = numberedSection(from: block.index) { return section }
    for line in max(line + 1, block.lines.lowerBound)...block.lines.upperBound {
      if let found = question(on: line, of: block) ?? separated(on: line, of: block) { return found }
    }
    return nil
  }

  /// Cards with all the lines that they are written on.
  struct Found {
    var cards: [AuthoredCard]
    var lines: ClosedRange<Int>
    /// What cannot be a card and is no prose either: choices of which none is said to be right.
    var problem: Diagnostic?
  }

  mutating func report(_ problem: Diagnostic) { diagnostics.append(problem) }

  private mutating func take(_ found: Found) {
    if let problem = found.problem { report(problem) }
    let owned = Set(found.lines.compactMap(lines.owner))
    let isMuted = lines.owner(of: found.lines.lowerBound).map { blocks[$0].isMuted } ?? false
    for index in owned.sorted() {
      blocks[index].isAuthored = true
      if isMuted { blocks[index].isMuted = true }
    }
    if !isMuted { cards += found.cards }
  }

  /// A quick look at the bytes: whether any mark may be in the block.
  private static func mayCarryCards(_ block: Block, _ rules: AuthoringRules) -> Bool {
    switch block.kind {
    case .heading, .code, .html, .thematicBreak: return false
    case .table: return mayHaveGaps(block.textLines, rules)
    case .paragraph, .item, .quote: break
    }
    for line in block.textLines where isMarkLine(line) { return true }
    return mayHaveGaps(block.textLines, rules)
  }

  /// `Q:`, `C:`, `?`, `??`, or a line with ` :: `.
  private static func isMarkLine(_ line: String) -> Bool {
    var before: UInt8 = 0, colons = 0, position = 0
    for byte in line.utf8 {
      if byte == 0x3A {
        colons = before == 0x3A ? colons + 1 : 1
        if colons == 1, position < 4, before == 0x51 || before == 0x71 || before == 0x43 || before == 0x63 {
          return true
        }
        if colons >= 2 { return true }
        // `Deck:` and `Tags:` of a numbered section, `**Q**:` in bold.
        if position <= 6 {
          if line.hasPrefix("Deck:") || line.hasPrefix("Tags:") || line.hasPrefix("**Q") { return true }
        }
      }
      before = byte
      position += 1
    }
    return before == 0x3F && position <= 2
  }

  private static func mayHaveGaps(_ lines: [String], _ rules: AuthoringRules) -> Bool {
    for line in lines {
      var before: UInt8 = 0
      for byte in line.utf8 {
        if byte == before, byte == 0x3D || byte == 0x7B || rules.boldIsGap && (byte == 0x2A || byte == 0x5F) {
          return true
        }
        before = byte
      }
    }
    return false
  }

  // MARK: - Text of cards

  /// A line as a card shows it: links of note-taking programs as words, no comments, no tags at the end.
  func shown(_ line: String) -> String {
    var line = line
    if line.contains("<!--") { line = Directive.removingComments(line) }
    if Dialect.isPresent(in: line) {
      let indentation = line.prefix { $0 == " " || $0 == "\t" }
      line = indentation + Dialect.plainMarkdown(line, keepsPictures: true)
    }
    return NoteTags.withoutTrailing(line).text
  }

  /// Lines joined, without empty ones at both ends.
  static func joined(_ lines: [String]) -> String {
    var lines = lines[...]
    while let first = lines.first, first.trimmedSpaces.isEmpty { lines.removeFirst() }
    while let last = lines.last, last.trimmedSpaces.isEmpty { lines.removeLast() }
    var text = lines.joined(separator: "\n")
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    if let first = text.first, first == " " || first == "\t", lines.count == 1 { text = text.trimmedSpaces }
    return text
  }

  /// The item in which a line stands; nil outside lists, and for a line that goes on with an item only lazily.
  func item(of line: Int) -> Int? {
    guard let owner = lines.owner(of: line) else { return nil }
    let columns = lines.content(line, of: blocks[owner]).margin.columns
    var current: Int? = owner
    while let index = current {
      let block = blocks[index]
      if block.item != nil {
        let first = block.lines.lowerBound
        if line == first || lines.content(first, of: block).margin.columns <= columns { return index }
      }
      current = block.parent
    }
    return nil
  }

  /// Whether `block` lies in `container` or is it.
  func isInside(_ block: Int, _ container: Int) -> Bool {
    var current: Int? = block
    while let index = current, index >= container {
      if index == container { return true }
      current = blocks[index].parent
    }
    return false
  }

  /// Whether text that is broken off by an empty line goes on with `block`: a list or table that its last line
  /// announces, the next item of its list, code, a picture or a formula.
  ///
  /// - Parameters:
  ///   - last: The last line so far, without its mark.
  ///   - item: The item that the text stands in.
  func continues(after last: String, _ previous: Int?, with block: Block, in item: Int?) -> Bool {
    if let item { return isInside(block.index, item) }
    if rules.holdsOnlyCards { return !hasOwnCards(block) }
    if last.isEmpty || last.hasSuffix(":") { return true }
    switch block.kind {
    case .code: return true
    case .item: return previous.map { blocks[$0].item != nil } ?? false
    case .paragraph, .quote:
      if let parent = block.parent, let previous { return isInside(previous, parent) }
      let text = block.text
      return text.hasPrefix("$$") || text.hasPrefix("\\[")
        || (text.hasPrefix("![") && text.hasSuffix(")") && !text.contains(") "))
    case .table, .heading, .html, .thematicBreak: return false
    }
  }

  /// Whether a block is a card by itself: a sentence with gaps, or a term with its definition.
  private func hasOwnCards(_ block: Block) -> Bool {
    guard block.isProse, Self.mayCarryCards(block, rules) else { return false }
    let mask = MarkdownMask(block.text)
    return !AuthoredGaps.marks(in: mask, boldIsGap: rules.boldIsGap).gaps.isEmpty || !definitions(in: block).isEmpty
  }
}
