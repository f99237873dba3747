import Basics

/// The hidden words in a text, and the texts in which one number after the other is hidden.
enum AuthoredGaps {
  struct Gap: Hashable { let start: Int, end: Int, number: Int, hidden: String, hint: String? }

  /// One text for each number, with the groups of that number as `{{c1::hidden::hint}}` and all others shown.
  static func texts(_ text: String, _ gaps: [Gap]) -> [String] {
    let bytes = Array(text.utf8)
    var numbers: [Int] = []
    for gap in gaps where !numbers.contains(gap.number) { numbers.append(gap.number) }
    return numbers.prefix(numbersMax).map { number in
      var result: [UInt8] = [], from = 0
      for gap in gaps {
        result += bytes[from..<gap.start]
        let hint = gap.hint.map { "::" + $0 } ?? ""
        let isBold = bytes[gap.start] == UInt8(ascii: "*") || bytes[gap.start] == MarkdownMask.blot
        if gap.number == number {
          result += Array("{{c1::\(gap.hidden)\(hint)}}".utf8)
        } else {
          result += isBold ? Array(bytes[gap.start..<gap.end]) : Array(gap.hidden.utf8)
        }
        from = gap.end
      }
      return String(decoding: result + bytes[from...], as: UTF8.self)
    }
  }

  /// A text with more gaps than this is no sentence: the cards of the first are made.
  static let numbersMax = 100

  /// `[hidden]`, unless it is a link, a footnote, an image, a wiki link or an empty box.
  static func brackets(in mask: MarkdownMask) -> [Gap] {
    let bytes = mask.masked
    func at(_ index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : 0 }
    var gaps: [Gap] = [], index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "[") else {
        index += 1
        continue
      }
      var close = index + 1
      while close < bytes.count, bytes[close] != UInt8(ascii: "]"), bytes[close] != UInt8(ascii: "[") { close += 1 }
      guard at(close) == UInt8(ascii: "]") else {
        // Doubled, or never closed.
        index = max(index + 1, close)
        if at(close) == UInt8(ascii: "["), close == index { index += 1 }
        continue
      }
      let inside = mask.text(index + 1..<close)
      let isLink = [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ":")].contains(at(close + 1))
      let isOther = at(index - 1) == UInt8(ascii: "!") || at(index - 1) == UInt8(ascii: "]") || inside.hasPrefix("^")
      if !isLink, !isOther, !inside.trimmedSpaces.isEmpty {
        gaps.append(Gap(start: index, end: close + 1, number: 1000 + gaps.count, hidden: inside, hint: nil))
      }
      index = close + 1
    }
    return gaps
  }

  /// `{{c1::hidden::hint}}`, `==hidden==` and `**hidden**`; nil with the number of a group that is never closed.
  static func marks(in mask: MarkdownMask, boldIsGap: Bool) -> (gaps: [Gap], unclosed: Int?) {
    var gaps: [Gap] = [], position = 0
    while position + 1 < mask.masked.count {
      if let (gap, unclosed) = brace(mask, at: position) {
        if unclosed { return ([], gap.number) }
        gaps.append(gap)
        position = gap.end
      } else if let gap = doubled(UInt8(ascii: "="), mask, at: position, number: 1000 + gaps.count)
        ?? (boldIsGap
          ? doubled(UInt8(ascii: "*"), mask, at: position, number: 1000 + gaps.count)
            ?? doubled(UInt8(ascii: "_"), mask, at: position, number: 1000 + gaps.count) : nil)
      {
        gaps.append(gap)
        position = gap.end
      } else {
        position += 1
      }
    }
    return (gaps, nil)
  }

  /// `{{c<digits>::hidden::hint}}` at `position`.
  static func brace(_ mask: MarkdownMask, at position: Int) -> (Gap, unclosed: Bool)? {
    let bytes = mask.masked
    guard bytes[position] == 0x7B, bytes[position...].starts(with: Array("{{c".utf8)) else { return nil }
    var index = position + 3, number = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]), number < 1000 {
      number = number * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    guard index > position + 3, number < 1000, bytes[index...].starts(with: Array("::".utf8)) else { return nil }
    let start = index + 2
    var depth = 0
    index = start
    // Braces of code and formulas count: what is inside may be `${x}`.
    let all = mask.original
    while index < all.count {
      if all[index] == 0x7B { depth += 1 }
      if all[index] == 0x7D {
        if depth == 0, index + 1 < all.count, all[index + 1] == 0x7D { break }
        depth = max(0, depth - 1)
      }
      index += 1
    }
    guard index < all.count else {
      return (Gap(start: position, end: all.count, number: number, hidden: "", hint: nil), true)
    }
    // The hint stands after the last pair of colons that is not in code.
    var separator: Int?
    if index - start >= 2 {
      for at in start..<index - 1 where bytes[at] == 0x3A && bytes[at + 1] == 0x3A && bytes[at - 1] != 0x3A {
        separator = separator ?? at
      }
    }
    let hidden = mask.text(start..<(separator ?? index))
    let hint = separator.map { mask.text($0 + 2..<index) }
    guard !hidden.trimmedSpaces.isEmpty else { return nil }
    return (Gap(start: position, end: index + 2, number: number, hidden: hidden, hint: hint), false)
  }

  /// `==words==`, no space touching the inside; `a == b` is an equality.
  private static func doubled(_ sign: UInt8, _ mask: MarkdownMask, at position: Int, number: Int) -> Gap? {
    let masked = mask.masked
    func isMark(_ at: Int) -> Bool { at + 1 < masked.count && masked[at] == sign && masked[at + 1] == sign }
    // Blots of the mask look like underscores; those of the text are doubled in the original as well.
    func isOwn(_ at: Int) -> Bool { sign != MarkdownMask.blot || mask.original[at] == sign }
    guard isMark(position), isOwn(position), position == 0 || masked[position - 1] != sign,
      position + 2 < masked.count, masked[position + 2] != 0x20, masked[position + 2] != sign
    else { return nil }
    var close = position + 3
    while close < masked.count, !(isMark(close) && isOwn(close)) { close += 1 }
    guard close < masked.count, masked[close - 1] != 0x20 else { return nil }
    if close + 2 < masked.count, masked[close + 2] == sign { return nil }
    // `a==b` compares. Scripts that are written without spaces may have letters at the marks.
    func isWord(_ at: Int) -> Bool {
      guard sign == 0x3D, masked.indices.contains(at) else { return false }
      switch masked[at] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
      default: return false
      }
    }
    guard !isWord(position - 1), !isWord(close + 2) else { return nil }
    let hidden = mask.text(position + 2..<close)
    return Gap(start: position, end: close + 2, number: number, hidden: hidden, hint: nil)
  }
}

extension AuthoredMarks {
  /// A card for each number of gaps in a block; of a table, the whole table with one cell's words hidden.
  mutating func clozes(in block: Block) -> [AuthoredCard] {
    let text = block.table == nil ? block.text : block.textLines.joined(separator: "\n")
    let (gaps, unclosed) = AuthoredGaps.marks(in: MarkdownMask(text), boldIsGap: rules.boldIsGap)
    if let number = unclosed {
      report(
        Diagnostic(
          .warning, at: SourceSpan(file: lines.file, lines: block.lines), rule: "cloze-open",
          "the cloze opened here is never closed",
          remedy: "Write }} after the hidden words, or remove {{c\(number):: to keep the line as text."))
      return []
    }
    return AuthoredGaps.texts(text, gaps).map {
      AuthoredCard(block: block.index, lines: block.lines, content: .cloze(text: $0))
    }
  }
}

/// A text with gaps: what is shown and what is hidden, in order.
public struct ClozeText: Hashable, Sendable {
  public enum Part: Hashable, Sendable {
    case shown(String)
    case hidden(String, hint: String?)
  }
  public let parts: [Part]

  /// - Parameters:
  ///   - markdown: With `{{c1::hidden::hint}}` groups; what stands in code is one only where there is no other.
  ///   - number: Of the groups that count; nil for all.
  public init(_ markdown: String, number: Int? = nil) {
    let mask = MarkdownMask(markdown)
    let parts = Self.parts(mask, number)
    let hasGroup = parts.contains { if case .hidden = $0 { true } else { false } }
    self.parts = hasGroup ? parts : Self.parts(MarkdownMask(unmasked: markdown), number)
  }

  private static func parts(_ mask: MarkdownMask, _ number: Int?) -> [Part] {
    var parts: [Part] = [], from = 0, position = 0
    while position + 1 < mask.masked.count {
      guard let (gap, unclosed) = AuthoredGaps.brace(mask, at: position), !unclosed,
        number.map({ $0 == gap.number }) ?? true
      else {
        position += 1
        continue
      }
      if gap.start > from { parts.append(.shown(mask.text(from..<gap.start))) }
      parts.append(.hidden(gap.hidden, hint: gap.hint))
      (from, position) = (gap.end, gap.end)
    }
    if from < mask.original.count { parts.append(.shown(mask.text(from..<mask.original.count))) }
    return parts
  }
}
