import Basics

/// A Markdown note: its blocks, each with the lines and bytes it was read from, and its sections.
public struct Document: Sendable {
  /// The path as the person would write it.
  public let file: String
  /// The file, byte for byte.
  public let source: [UInt8]
  public let lines: LineIndex
  public let blocks: [Block]
  /// In document order; the first may have no heading.
  public let sections: [Section]
  public let frontMatter: RawSlice?
  public let diagnostics: [Diagnostic]

  /// Total: whatever is wrong with the bytes becomes a diagnostic.
  ///
  /// - Parameter holdsOnlyCards: Whether the file is read for the cards that are written in it and for nothing else, as
  ///   `cards: explicit` in its front matter says. Then a card runs over empty lines to the next mark, rule or heading.
  public init(file: String, bytes: [UInt8], holdsOnlyCards: Bool = false) {
    let lines = LineIndex(bytes)
    var prepass = Prepass(file: file, bytes: bytes, lines: lines)
    var diagnostics = prepass.diagnostics
    let cleanLines = Document.mayNeedLines(prepass.clean) ? Document.lines(of: prepass.clean) : []

    var blanked: [ClosedRange<Int>] = []
    var frontMatter: RawSlice?
    switch FrontMatter(file: file, lines: cleanLines) {
    case .none: break
    case .unclosed(let diagnostic): diagnostics.append(diagnostic)
    case .found(let slice):
      frontMatter = slice
      blanked.append(slice.span.lines)
    }
    let conflicts = Document.conflicts(in: cleanLines, after: frontMatter?.span.lineEnd ?? 0)
    for conflict in conflicts {
      diagnostics.append(
        Diagnostic(
          .warning, at: SourceSpan(file: file, lines: conflict), rule: "merge-conflict",
          "an unresolved merge conflict was left out", remedy: "Keep one of the two versions and ingest again."))
    }
    prepass.blank(lines: blanked + conflicts)

    var rules = AuthoringRules(frontMatter: frontMatter)
    if holdsOnlyCards { rules.holdsOnlyCards = true }
    var assembly = Assembly(file: file, prepass: prepass, lines: lines, source: bytes, rules: rules)
    assembly.assemble(Parser(prepass.clean).blocks)
    diagnostics += assembly.diagnostics
    self.file = file
    self.source = bytes
    self.lines = lines
    self.frontMatter = frontMatter
    blocks = assembly.blocks
    sections = assembly.sections
    self.diagnostics = diagnostics.sorted { ($0.span?.lineStart ?? 0, $0.rule) < ($1.span?.lineStart ?? 0, $1.rule) }
  }

  /// The deck that a `#flashcards` tag gives to all of the file.
  public var deck: String? {
    guard let first = sections.first?.deck, sections.allSatisfy({ $0.deck == first }) else { return nil }
    return first
  }

  public func span(_ block: Block) -> SourceSpan { SourceSpan(file: file, lines: block.lines) }

  /// A line of the file as it may be shown; empty outside the file.
  public func line(_ number: Int) -> String {
    String(decoding: source[lines.bytes(ofLine: number)], as: UTF8.self).safeForDisplay()
  }

  /// Whether there may be front matter or a conflict, which are found by their lines.
  private static func mayNeedLines(_ clean: [UInt8]) -> Bool {
    if clean.starts(with: "---".utf8) { return true }
    var mark = "<<<<<<< "
    return clean.withUnsafeBufferPointer { bytes in mark.withUTF8 { firstOffset(of: $0, in: bytes) } } != nil
  }

  private static func lines(of clean: [UInt8]) -> [Substring] {
    let text = String(decoding: clean, as: UTF8.self)
    var lines: [Substring] = [], start = text.startIndex
    while let end = text.utf8[start...].firstIndex(of: 0x0A) {
      lines.append(text[start..<end])
      start = text.utf8.index(after: end)
    }
    return lines + [text[start...]]
  }

  /// Regions between conflict markers, both markers included.
  private static func conflicts(in lines: [Substring], after first: Int) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = [], start: Int?
    for index in lines.indices.dropFirst(first) where lines[index].utf8.first == 0x3C || start != nil {
      if lines[index].hasPrefix("<<<<<<< ") { start = index + 1 }
      if let begin = start, lines[index].hasPrefix(">>>>>>> ") {
        found.append(begin...index + 1)
        start = nil
      }
    }
    return found
  }
}
