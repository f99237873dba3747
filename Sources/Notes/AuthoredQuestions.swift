import Basics

/// `Q:` and `A:`, and the sentences with brackets after `C:`.
extension AuthoredMarks {
  enum Mark: Character {
    case question = "Q"
    case answer = "A"
    case cloze = "C"
    /// A further choice of a question with choices.
    case choice = "B"
  }

  /// The mark at the start of a line, in plain or bold, and what stands after it.
  static func mark(_ line: String) -> (Mark, String)? {
    var rest = line[...]
    var isBold = false
    for fence in ["**", "__"] where rest.hasPrefix(fence) {
      rest = rest.dropFirst(2)
      isBold = true
    }
    guard let first = rest.first, let mark = Mark(rawValue: first == "D" ? "B" : Character(first.uppercased())),
      first.isASCII
    else { return nil }
    rest.removeFirst()
    if isBold, rest.hasPrefix("**") || rest.hasPrefix("__") {
      rest = rest.dropFirst(2)
      isBold = false
    }
    guard rest.first == ":" else { return nil }
    rest.removeFirst()
    if isBold {
      guard rest.hasPrefix("**") || rest.hasPrefix("__") else { return nil }
      rest = rest.dropFirst(2)
    }
    guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
    return (mark, rest.trimmedSpaces)
  }

  /// The cards that begin with a mark on a line of `block`.
  func question(on line: Int, of block: Block) -> Found? {
    switch Self.mark(lines.content(line, of: block).text)?.0 {
    case .question: pair(from: line)
    case .cloze: bracketed(from: line)
    case .answer, .choice, nil: nil
    }
  }

  /// The mark of a line, if it stands in prose.
  private func mark(at line: Int) -> (mark: Mark, rest: String, margin: NoteLines.Margin)? {
    guard let owner = lines.owner(of: line), blocks[owner].isProse else { return nil }
    let content = lines.content(line, of: blocks[owner])
    return Self.mark(content.text).map { ($0.0, $0.1, content.margin) }
  }

  /// The last line of the text that begins on `line`, which must hold a mark, up to the next mark of `stops`.
  private func end(from first: Int, stops: Set<Mark>) -> Int {
    let base = item(of: first)
    var last = first, line = first + 1, isGap = false
    while line <= lines.count {
      guard let owner = lines.owner(of: line) else {
        // Empty lines of code belong to its block and are owned.
        isGap = true
        line += 1
        continue
      }
      let block = blocks[owner]
      if block.isHeading || block.kind == .html || block.kind == .thematicBreak { break }
      if let (mark, _, _) = mark(at: line), stops.contains(mark) { break }
      if isGap {
        let text = mark(at: last)?.rest ?? lines.raw(last).trimmedSpaces
        guard continues(after: text, lines.owner(of: last), with: block, in: base) else { break }
      } else if let base, block.item != nil, block.lines.lowerBound == line, !isInside(owner, base) {
        break
      }
      isGap = false
      last = block.kind.isCode || block.table != nil ? max(line, min(block.lines.upperBound, lines.count)) : line
      line = last + 1
    }
    return last
  }

  /// The text of a mark's line and of those after it, as a card shows it.
  private func text(from first: Int, through last: Int) -> String {
    guard let (_, rest, margin) = mark(at: first) else { return "" }
    var result = [shown(rest)]
    for line in first..<last {
      let line = line + 1
      let isCode = lines.owner(of: line).map { blocks[$0].kind.isCode } ?? true
      let text = lines.inside(line, margin: margin)
      result.append(isCode ? text : shown(text))
    }
    return Self.joined(result)
  }

  private func pair(from first: Int) -> Found? {
    var answer: Int?, line = first + 1
    while answer == nil, line <= lines.count, line - first <= 400 {
      if let owner = lines.owner(of: line) {
        let block = blocks[owner]
        if block.isHeading || block.kind == .thematicBreak || block.isMuted && block.kind != .html { break }
        switch mark(at: line)?.mark {
        case .answer: answer = line
        case .question, .cloze: line = lines.count
        case .choice, nil: break
        }
      }
      line += 1
    }
    guard let answer else { return oneLine(first) }
    let last = end(from: answer, stops: [.question, .cloze])
    let question = text(from: first, through: answer - 1), told = text(from: answer, through: last)
    guard !question.isEmpty, !told.isEmpty, let block = lines.owner(of: first) else { return nil }
    let span = first...last
    if (answer...last).contains(where: { mark(at: $0)?.mark == .choice }) {
      // `C:` is a choice here as well, not a sentence with a gap.
      var end = last
      while mark(at: end + 1)?.mark == .cloze || mark(at: end + 1)?.mark == .choice { end += 1 }
      let problem = Diagnostic(
        .warning, at: SourceSpan(file: lines.file, line: first), rule: "choices",
        "the answers are choices, and which of them is right is not said",
        remedy: "Write the right answer alone after A:")
      return Found(cards: [], lines: first...end, problem: problem)
    }
    return Found(
      cards: [
        AuthoredCard(block: block, lines: span, content: .questionAnswer(question: question, answer: told))
      ], lines: span)
  }

  /// `Q: Who? A: Ada` on one line.
  private func oneLine(_ line: Int) -> Found? {
    guard let (_, rest, _) = mark(at: line), let owner = lines.owner(of: line) else { return nil }
    let mask = MarkdownMask(rest)
    guard let masked = String(validating: mask.masked, as: UTF8.self),
      let range = masked.range(of: " A: ", from: masked.startIndex)
    else { return nil }
    let at = masked.utf8.distance(from: masked.startIndex, to: range.lowerBound)
    let last = end(from: line, stops: [.question, .cloze, .answer])
    let whole = Array(text(from: line, through: last).utf8)
    guard at + 4 <= whole.count else { return nil }
    let question = String(decoding: whole[..<at], as: UTF8.self).trimmedSpaces
    let answer = String(decoding: whole[(at + 4)...], as: UTF8.self).trimmedSpaces
    guard !question.isEmpty, !answer.isEmpty else { return nil }
    return Found(
      cards: [
        AuthoredCard(block: owner, lines: line...last, content: .questionAnswer(question: question, answer: answer))
      ], lines: line...last)
  }

  // MARK: - C: … [hidden]

  private func bracketed(from first: Int) -> Found? {
    let last = end(from: first, stops: [.question, .cloze])
    let whole = text(from: first, through: last)
    guard let block = lines.owner(of: first) else { return nil }
    let gaps = AuthoredGaps.brackets(in: MarkdownMask(whole))
    guard !gaps.isEmpty else { return nil }
    return Found(
      cards: AuthoredGaps.texts(whole, gaps).map {
        AuthoredCard(block: block, lines: first...last, content: .cloze(text: $0))
      }, lines: first...last)
  }
}
