import Basics

/// A card that the note spells out.
public struct AuthoredCard: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// `Q:` and `A:`, or `term :: definition`; Markdown.
    case questionAnswer(question: String, answer: String)
    /// `term ::: definition`, asked both ways.
    case bothWays(term: String, definition: String)
    /// The sentence with exactly one `{{c1::hidden::hint}}` group.
    case cloze(text: String)
  }
  /// The block it begins in.
  public let block: Int
  public let lines: ClosedRange<Int>
  public let content: Content
}

/// Finds the cards that notes carry: `Q:` with `A:`, `term :: definition`, `{{c1::…}}` and `==…==`.
enum AuthoredMarks {
  static func find(in blocks: inout [Block], file: String, diagnostics: inout [Diagnostic]) -> [AuthoredCard] {
    var cards: [AuthoredCard] = []
    var index = 0
    while index < blocks.count {
      let block = blocks[index]
      guard block.isProse, !block.isMuted else {
        index += 1
        continue
      }
      if let (found, next) = questions(in: blocks, from: index) {
        cards += found
        for used in index..<next { blocks[used].isAuthored = true }
        index = next
        continue
      }
      let found = definitions(in: block) + clozes(in: block, file: file, diagnostics: &diagnostics)
      if !found.isEmpty { blocks[index].isAuthored = true }
      cards += found
      index += 1
    }
    return cards
  }

  // MARK: - Q: and A:

  private enum Part { case question, answer }
  private static func marker(_ line: String) -> (Part, String)? {
    let lower = line.prefix(2).lowercased()
    guard lower == "q:" || lower == "a:", line.count == 2 || line.dropFirst(2).first == " " else { return nil }
    return (lower == "q:" ? .question : .answer, line.dropFirst(2).trimmedSpaces)
  }

  private static func questions(in blocks: [Block], from first: Int) -> ([AuthoredCard], next: Int)? {
    guard let opening = blocks[first].textLines.first.flatMap(marker), opening.0 == .question else { return nil }
    var cards: [AuthoredCard] = []
    var question: [String] = [], answer: [String] = []
    var part = Part.question
    var start = blocks[first].lines.lowerBound, end = start, block = first
    func finish() {
      guard !question.isEmpty, answer.contains(where: { !$0.isEmpty }) else { return }
      let content = AuthoredCard.Content.questionAnswer(
        question: question.joined(separator: "\n").trimmedSpaces, answer: answer.joined(separator: "\n").trimmedSpaces)
      cards.append(AuthoredCard(block: block, lines: start...max(start, end), content: content))
    }
    var index = first
    while index < blocks.count {
      let current = blocks[index]
      let marked = current.isProse ? current.textLines.first.flatMap(marker) : nil
      if index > first {
        let isGlued = current.lines.lowerBound <= end + 1
        let waits = part == .answer && (answer.allSatisfy(\.isEmpty) || answer.last?.hasSuffix(":") == true)
        let continues = current.item != nil || current.kind.isCode || current.table != nil
        guard marked != nil || isGlued || (continues && (waits || blocks[index - 1].item != nil && part == .answer))
        else { break }
        if current.isHeading { break }
      }
      for (offset, line) in current.textLines.enumerated() {
        switch current.kind.isCode ? nil : marker(line) {
        case (.question, let rest)?:
          if index > first || offset > 0 { finish() }
          (question, answer, part) = ([rest], [], .question)
          (start, block) = (current.lines.lowerBound + offset, index)
        case (.answer, let rest)?:
          answer.append(rest)
          part = .answer
        case nil:
          let indented = current.item != nil && offset == 0 && index > first ? "- " + line : line
          if part == .question { question.append(indented) } else { answer.append(indented) }
        }
        end = min(current.lines.lowerBound + offset, current.lines.upperBound)
      }
      end = current.lines.upperBound
      index += 1
    }
    finish()
    return cards.isEmpty ? nil : (cards, max(index, first + 1))
  }

  // MARK: - term :: definition

  private static func definitions(in block: Block) -> [AuthoredCard] {
    var cards: [AuthoredCard] = []
    for (offset, line) in block.textLines.enumerated() {
      let line = line.maskingCode()
      for (mark, isBoth) in [(" ::: ", true), (" :: ", false)] {
        guard let range = line.masked.range(of: mark, from: line.masked.startIndex) else { continue }
        let distance = line.masked.utf8.distance(from: line.masked.startIndex, to: range.lowerBound)
        let utf8 = line.original.utf8
        let lower = utf8.index(utf8.startIndex, offsetBy: distance)
        let upper = utf8.index(lower, offsetBy: mark.utf8.count)
        let term = line.original[..<lower].trimmedSpaces, definition = line.original[upper...].trimmedSpaces
        guard !term.isEmpty, !definition.isEmpty else { continue }
        let at = min(block.lines.lowerBound + offset, block.lines.upperBound)
        cards.append(
          AuthoredCard(
            block: block.index, lines: at...at,
            content: isBoth
              ? .bothWays(term: term, definition: definition)
              : .questionAnswer(question: term, answer: definition)))
        break
      }
    }
    return cards
  }

  // MARK: - Clozes

  private struct Gap { let start: Int, end: Int, number: Int, hidden: String, hint: String? }

  private static func clozes(in block: Block, file: String, diagnostics: inout [Diagnostic]) -> [AuthoredCard] {
    let text = block.text
    guard text.contains("{{c") || text.contains("==") else { return [] }
    let bytes = Array(text.utf8), masked = Array(text.maskingCode().masked.utf8)
    var gaps: [Gap] = []
    var position = 0
    while position + 1 < bytes.count {
      if let (gap, unclosed) = brace(bytes, masked, at: position) {
        if unclosed {
          diagnostics.append(
            Diagnostic(
              .warning, at: SourceSpan(file: file, lines: block.lines), rule: "cloze-open",
              "the cloze opened here is never closed",
              remedy: "Write }} after the hidden words, or remove {{c\(gap.number):: to keep the line as text."))
          return []
        }
        gaps.append(gap)
        position = gap.end
      } else if let gap = highlight(bytes, masked, at: position, number: 1000 + gaps.count) {
        gaps.append(gap)
        position = gap.end
      } else {
        position += 1
      }
    }
    var numbers: [Int] = []
    for gap in gaps where !numbers.contains(gap.number) { numbers.append(gap.number) }
    return numbers.map { number in
      var result: [UInt8] = [], from = 0
      for gap in gaps {
        result += bytes[from..<gap.start]
        let hint = gap.hint.map { "::" + $0 } ?? ""
        result += Array((gap.number == number ? "{{c1::\(gap.hidden)\(hint)}}" : gap.hidden).utf8)
        from = gap.end
      }
      result += bytes[from...]
      return AuthoredCard(
        block: block.index, lines: block.lines, content: .cloze(text: String(decoding: result, as: UTF8.self)))
    }
  }

  /// `{{c<digits>::hidden::hint}}` at `position`.
  private static func brace(_ bytes: [UInt8], _ masked: [UInt8], at position: Int) -> (Gap, unclosed: Bool)? {
    guard masked[position...].starts(with: Array("{{c".utf8)) else { return nil }
    var index = position + 3, number = 0
    while index < masked.count, (0x30...0x39).contains(masked[index]), number < 1000 {
      number = number * 10 + Int(masked[index] - 0x30)
      index += 1
    }
    guard index > position + 3, number < 1000, masked[index...].starts(with: Array("::".utf8)) else { return nil }
    let start = index + 2
    var depth = 0
    index = start
    while index < bytes.count {
      if bytes[index] == 0x7B { depth += 1 }
      if bytes[index] == 0x7D {
        if depth == 0, index + 1 < bytes.count, bytes[index + 1] == 0x7D { break }
        depth = max(0, depth - 1)
      }
      index += 1
    }
    guard index < bytes.count else {
      return (Gap(start: position, end: bytes.count, number: number, hidden: "", hint: nil), true)
    }
    let inside = String(decoding: bytes[start..<index], as: UTF8.self)
    let parts = inside.range(of: "::", from: inside.startIndex)
    let hidden = parts.map { String(inside[..<$0.lowerBound]) } ?? inside
    let hint = parts.map { String(inside[$0.upperBound...]) }
    guard !hidden.trimmedSpaces.isEmpty else { return nil }
    return (Gap(start: position, end: index + 2, number: number, hidden: hidden, hint: hint), false)
  }

  /// `==words==`, no space touching the inside; `a == b` is an equality.
  private static func highlight(_ bytes: [UInt8], _ masked: [UInt8], at position: Int, number: Int) -> Gap? {
    func isMark(_ at: Int) -> Bool { at + 1 < masked.count && masked[at] == 0x3D && masked[at + 1] == 0x3D }
    guard isMark(position), position == 0 || masked[position - 1] != 0x3D, position + 2 < masked.count,
      masked[position + 2] != 0x20, masked[position + 2] != 0x3D
    else { return nil }
    var close = position + 3
    while close < masked.count, !isMark(close) { close += 1 }
    guard close < masked.count, masked[close - 1] != 0x20 else { return nil }
    if close + 2 < masked.count, masked[close + 2] == 0x3D { return nil }
    let hidden = String(decoding: bytes[position + 2..<close], as: UTF8.self)
    return Gap(start: position, end: close + 2, number: number, hidden: hidden, hint: nil)
  }
}

extension String {
  /// The text with what stands in code spans replaced by as many underscores, byte for byte.
  func maskingCode() -> (masked: String, original: String) {
    guard utf8.contains(0x60) else { return (self, self) }
    var bytes = Array(utf8), open: (start: Int, ticks: Int)?
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x60 else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] == 0x60 { index += 1 }
      if let began = open, began.ticks == index - start {
        for masked in began.start..<start { bytes[masked] = 0x5F }
        open = nil
      } else if open == nil {
        open = (index, index - start)
      }
    }
    return (String(decoding: bytes, as: UTF8.self), self)
  }
}
