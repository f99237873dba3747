/// Cards whose two sides stand apart by a mark: `term :: definition`, `?` on a line of its own, and numbered questions
/// with quoted answers.
extension AuthoredMarks {
  // MARK: - term :: definition

  /// The lines of a block with ` :: ` or ` ::: ` in them; lines below without a mark go on with the definition.
  func definitions(in block: Block) -> [AuthoredCard] {
    var cards: [AuthoredCard] = []
    var term = "", definition = "", isBoth = false, span: ClosedRange<Int>?
    func finish() {
      guard let span, !term.isEmpty, !definition.isEmpty else { return }
      cards.append(
        AuthoredCard(
          block: block.index, lines: span,
          content: isBoth
            ? .bothWays(term: term, definition: definition) : .questionAnswer(question: term, answer: definition)))
    }
    for line in block.lines {
      let text = shown(lines.content(line, of: block).text)
      if let parts = Self.sides(NoteTags.leadingDeck(text)?.0 ?? text) {
        finish()
        (term, definition, isBoth, span) = (parts.term, parts.definition, parts.isBoth, line...line)
      } else if let begun = span {
        definition += "\n" + text
        span = begun.lowerBound...line
      }
    }
    finish()
    return cards
  }

  /// Both sides of the first ` ::: ` or ` :: ` that is neither code, formula nor part of a gap.
  private static func sides(_ line: String) -> (term: String, definition: String, isBoth: Bool)? {
    guard line.contains(" ::") else { return nil }
    let mask = MarkdownMask(line)
    let bytes = mask.masked
    var index = 0, depth = 0
    while index + 3 < bytes.count {
      if bytes[index] == 0x7B, bytes[index + 1] == 0x7B { depth += 1 }
      if bytes[index] == 0x7D, bytes[index + 1] == 0x7D { depth = max(0, depth - 1) }
      if depth == 0, bytes[index] == 0x20, bytes[index + 1] == 0x3A, bytes[index + 2] == 0x3A {
        let isBoth = bytes[index + 3] == 0x3A
        let end = index + (isBoth ? 4 : 3)
        if end < bytes.count, bytes[end] == 0x20 {
          let term = mask.text(0..<index).trimmedSpaces, definition = mask.text(end..<bytes.count).trimmedSpaces
          return term.isEmpty || definition.isEmpty ? nil : (term, definition, isBoth)
        }
      }
      index += 1
    }
    return nil
  }

  // MARK: - A question mark between two texts

  /// `?` or `??` on a line of its own, between two texts that are not empty.
  func separated(on line: Int, of block: Block) -> Found? {
    let sign = lines.content(line, of: block).text.trimmedSpaces
    guard sign == "?" || sign == "??" else { return nil }
    let item = item(of: line)
    guard let asked = above(line, in: item), let told = below(line, in: item) else { return nil }
    let question = side(asked, in: item), answer = side(told, in: item)
    guard !question.isEmpty, !answer.isEmpty, let first = lines.owner(of: asked.lowerBound) else { return nil }
    return Found(
      cards: [
        AuthoredCard(
          block: first, lines: asked.lowerBound...told.upperBound,
          content: sign == "??"
            ? .bothWays(term: question, definition: answer) : .questionAnswer(question: question, answer: answer))
      ], lines: asked.lowerBound...told.upperBound)
  }

  /// The lines that stand together directly above, or above one gap.
  private func above(_ line: Int, in item: Int?) -> ClosedRange<Int>? {
    var last = line - 1
    while last > 0, lines.owner(of: last) == nil { last -= 1 }
    guard last > 0, isText(last) else { return nil }
    if let item {
      // A mark that is indented with its item belongs to the item alone.
      let first = blocks[item].lines.lowerBound
      return first <= last ? first...last : nil
    }
    var first = last
    while first > 1, isText(first - 1) { first -= 1 }
    return first...last
  }

  private func below(_ line: Int, in item: Int?) -> ClosedRange<Int>? {
    var first = line + 1
    while first <= lines.count, lines.owner(of: first) == nil { first += 1 }
    func isPart(_ line: Int) -> Bool {
      guard isText(line), let owner = lines.owner(of: line) else { return false }
      return item.map { isInside(owner, $0) } ?? true
    }
    guard first <= lines.count, isPart(first) else { return nil }
    var last = first
    while isPart(last + 1) { last += 1 }
    // Code below an empty line, or what a colon announces.
    var next = last + 1
    while next <= lines.count, lines.owner(of: next) == nil { next += 1 }
    if next > last + 1, isPart(next), let owner = lines.owner(of: next),
      continues(after: lines.raw(last).trimmedSpaces, lines.owner(of: last), with: blocks[owner], in: item)
    {
      last = next
      while isPart(last + 1) { last += 1 }
    }
    return first...last
  }

  private func isText(_ line: Int) -> Bool {
    guard let owner = lines.owner(of: line) else { return false }
    let block = blocks[owner]
    return !block.isHeading && block.kind != .html && block.kind != .thematicBreak && !block.isAuthored
  }

  /// Lines as Markdown, without the margin of the item or quote that they stand in.
  private func side(_ span: ClosedRange<Int>, in item: Int?) -> String {
    guard let owner = lines.owner(of: span.lowerBound) else { return "" }
    var margin = NoteLines.Margin(quotes: lines.content(span.lowerBound, of: blocks[owner]).margin.quotes)
    if let item { margin = lines.content(blocks[item].lines.lowerBound, of: blocks[item]).margin }
    var result = span.map { line -> String in
      guard let index = lines.owner(of: line) else { return "" }
      if let item, line == blocks[item].lines.lowerBound { return shown(lines.content(line, of: blocks[item]).text) }
      let text = lines.inside(line, margin: margin)
      return blocks[index].kind.isCode ? text : shown(text)
    }
    if let first = result.first, let (rest, _) = NoteTags.leadingDeck(first) { result[0] = rest }
    return Self.joined(result)
  }

  // MARK: - Numbered questions with quoted answers

  /// `1. question` with `> answer` below it, between two rules and after a line with `Deck:` or `Tags:`.
  func numberedSection(from index: Int) -> Found? {
    let block = blocks[index]
    guard block.kind == .paragraph, index > 0, blocks[index - 1].kind == .thematicBreak else { return nil }
    var deck: String?, tags: [String] = [], line = block.lines.lowerBound
    func header(_ text: String, _ name: String) -> String? {
      text.hasPrefix(name + ":") ? text.dropFirst(name.count + 1).trimmedSpaces : nil
    }
    var isHeaded = false
    while line <= lines.count {
      let text = lines.raw(line).trimmedSpaces
      if let name = header(text, "Deck") {
        deck = name.isEmpty ? nil : name.safeForDisplay()
      } else if let words = header(text, "Tags") {
        tags = words.split { $0 == " " || $0 == "," }.map { String($0).safeForDisplay() }
      } else if !text.isEmpty {
        break
      }
      isHeaded = isHeaded || !text.isEmpty
      line += 1
    }
    guard isHeaded else { return nil }
    var cards: [AuthoredCard] = [], question: [String] = [], answer: [String] = [], start = line, last = line - 1
    func finish() {
      let asked = Self.joined(question), told = Self.joined(answer)
      guard !asked.isEmpty, !told.isEmpty, let owner = lines.owner(of: start) else { return }
      cards.append(
        AuthoredCard(
          block: owner, lines: start...last, content: .questionAnswer(question: asked, answer: told), deck: deck,
          tags: tags))
    }
    while line <= lines.count {
      if let owner = lines.owner(of: line) {
        let current = blocks[owner]
        if current.kind == .thematicBreak || current.isHeading { break }
        let isOpening = current.item?.number != nil && current.item?.depth == 1 && current.lines.lowerBound == line
        let raw = lines.raw(line)
        if isOpening {
          finish()
          (question, answer, start) = ([shown(lines.content(line, of: current).text)], [], line)
        } else if raw.trimmedSpaces.hasPrefix(">") {
          answer.append(shown(lines.inside(line, margin: NoteLines.Margin(quotes: 1))))
        } else if answer.isEmpty {
          question.append(shown(lines.inside(line, margin: NoteLines.Margin(columns: 3))))
        } else {
          break
        }
        last = line
      } else if answer.isEmpty {
        question.append("")
      }
      line += 1
    }
    finish()
    guard !cards.isEmpty else { return nil }
    return Found(cards: cards, lines: block.lines.lowerBound...last)
  }
}
