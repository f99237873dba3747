import Basics

/// Turns parsed blocks into those of a document: texts, tables, marks, sections, then roles.
struct Assembly {
  let file: String
  let prepass: Prepass
  let lines: LineIndex
  let source: [UInt8]
  private(set) var blocks: [Block] = []
  private(set) var sections: [Section] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Where each line of the clean text starts, and its end.
  private let cleanStarts: [Int]
  /// Directives by the index of the block they stand before or in.
  private var directives: [(block: Int, directive: Directive, isInline: Bool)] = []
  private let rules: AuthoringRules
  /// What comments and tags say about single blocks, by index.
  private var marks: [Int: BlockMarks] = [:]
  /// Tags that stand alone in a block, by its index.
  private var standing: [Int: NoteTags.Found] = [:]
  /// From parsed to assembled blocks, for parents.
  private var assembled: [Int] = []

  init(file: String, prepass: Prepass, lines: LineIndex, source: [UInt8], rules: AuthoringRules) {
    self.rules = rules
    (self.file, self.prepass, self.lines, self.source) = (file, prepass, lines, source)
    var starts = [0]
    prepass.clean.withUnsafeBufferPointer { forEachOffset(of: 0x0A, in: $0) { starts.append($0 + 1) } }
    cleanStarts = starts
  }

  mutating func assemble(_ parsed: [ParsedBlock]) {
    for block in parsed { add(block) }
    applyDirectives()
    let (read, starts) = (blocks, cleanStarts)
    let authored = AuthoredMarks.find(
      in: &blocks, rules: rules,
      lines: { NoteLines(file: file, clean: prepass.clean, starts: starts, blocks: read) }, diagnostics: &diagnostics)
    Roles.assign(in: &blocks, fileTitle: Self.title(ofFile: file))
    makeSections(authored: authored)
  }

  private mutating func add(_ parsed: ParsedBlock) {
    var parsed = parsed
    if parsed.columnEnd == 0 || parsed.lineEnd < parsed.lineStart {
      parsed.lineEnd = max(parsed.lineStart, parsed.lineEnd - 1)
      parsed.columnEnd = max(1, end(ofLine: parsed.lineEnd) - start(ofLine: parsed.lineEnd))
    }
    if case .heading = parsed.kind, parsed.lineEnd > parsed.lineStart {
      endAtUnderline(&parsed)
      parsed = cardsOverRule(parsed)
    }
    assembled.append(blocks.count)
    switch parsed.kind {
    case .html:
      let found = Directive.all(in: parsed.literal ?? "")
      append(parsed, textLines: [], plain: "")
      for directive in found { directives.append((blocks.count - 1, directive, false)) }
    case .code:
      let literal = (parsed.literal ?? "").safeForDisplay(keepingLines: true)
      append(
        parsed, textLines: literal.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
        plain: literal)
    case .thematicBreak: append(parsed, textLines: [], plain: "")
    case .paragraph, .quote, .item, .heading, .table: addProse(parsed)
    }
  }

  /// cmark closes an underlined heading only with the line after it, and counts that one too.
  private func endAtUnderline(_ parsed: inout ParsedBlock) {
    for line in parsed.lineStart + 1...parsed.lineEnd {
      let text = String(decoding: prepass.clean[start(ofLine: line)..<end(ofLine: line)], as: UTF8.self)
      let marks = text.filter { $0 != " " && $0 != "\t" && $0 != ">" }
      guard let first = marks.first, first == "=" || first == "-", marks.allSatisfy({ $0 == first }) else { continue }
      parsed.lineEnd = line
      parsed.columnEnd = max(1, end(ofLine: line) - start(ofLine: line))
      return
    }
  }

  /// Cards right above a line of dashes are cards and a rule; CommonMark takes them for a heading.
  private func cardsOverRule(_ parsed: ParsedBlock) -> ParsedBlock {
    var paragraph = parsed
    paragraph.kind = .paragraph
    paragraph.lineEnd -= 1
    paragraph.columnEnd = max(1, end(ofLine: paragraph.lineEnd) - start(ofLine: paragraph.lineEnd))
    let isCard = textLines(of: paragraph).contains { line in
      line == "?" || line == "??" || line.contains(" :: ") || line.contains(" ::: ")
        || AuthoredMarks.mark(line).map { $0.0 == .question || $0.0 == .answer } ?? false
    }
    return isCard ? paragraph : parsed
  }

  private mutating func addProse(_ parsed: ParsedBlock) {
    var texts = textLines(of: parsed)
    if case .paragraph = parsed.kind, let header = Table.headerIndex(in: texts) {
      addTable(parsed, texts: texts, header: header)
      return
    }
    var plain = parsed.plain
    var inline: [Directive] = []
    if texts.contains(where: { $0.contains("<!--") }) {
      let joined = texts.joined(separator: "\n")
      inline = Directive.all(in: joined)
      texts = Directive.removingComments(joined).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
    }
    if Dialect.isPresent(in: plain) {
      texts = texts.map { Dialect.plainMarkdown($0) }
      plain = Dialect.plainMarkdown(plain)
    }
    append(parsed, textLines: texts, plain: plain)
    for directive in inline { directives.append((blocks.count - 1, directive, true)) }
  }

  /// A paragraph that holds a table becomes the paragraph before it, if any, and the table.
  private mutating func addTable(_ parsed: ParsedBlock, texts: [String], header: Int) {
    if header > 0 {
      var before = parsed
      before.lineEnd = parsed.lineStart + header - 1
      before.columnEnd = max(1, end(ofLine: before.lineEnd) - start(ofLine: before.lineEnd))
      let lines = Array(texts[..<header])
      append(before, textLines: lines, plain: RichText(markdown: lines.joined(separator: " ")).plain)
    }
    var table = parsed
    table.lineStart += header
    if header > 0 { table.columnStart = 1 }
    // Tables go on to the next empty line, but not over the mark of a card.
    let end = texts[(header + 2)...].firstIndex { !$0.contains("|") && AuthoredMarks.mark($0) != nil } ?? texts.count
    if end < texts.count {
      table.lineEnd = parsed.lineStart + end - 1
      table.columnEnd = max(1, self.end(ofLine: table.lineEnd) - start(ofLine: table.lineEnd))
    }
    table.kind = .table(Table(lines: Array(texts[header..<end]), firstLine: table.lineStart))
    append(table, textLines: Array(texts[header..<end]), plain: "")
    guard end < texts.count else { return }
    var after = parsed
    after.lineStart += end
    after.columnStart = 1
    let lines = Array(texts[end...])
    append(after, textLines: lines, plain: RichText(markdown: lines.joined(separator: " ")).plain)
  }

  private mutating func append(_ parsed: ParsedBlock, textLines: [String], plain: String) {
    var kind = parsed.kind
    var texts = textLines
    var plain = plain
    if case .paragraph = kind, parsed.parent == nil, let title = Self.boldTitle(texts) {
      // A line that is bold throughout is a heading in all but name.
      kind = .heading(level: 7)
      texts = [title]
    }
    if case .item = kind, let first = texts.first, first.hasPrefix("[ ] ") || first.lowercased().hasPrefix("[x] ") {
      texts[0] = String(first.dropFirst(4))
      plain = String(plain.dropFirst(4))
    }
    if kind.isProseOrHeading, let found = NoteTags.take(from: &texts, plain: &plain) {
      if found.isAlone || kind.isHeading { standing[blocks.count] = found } else { mark(blocks.count, found) }
    }
    let startByte = origin(line: parsed.lineStart, column: parsed.columnStart)
    let endByte = max(startByte, origin(line: parsed.lineEnd, column: parsed.columnEnd + 1))
    let lineStart = min(parsed.lineStart, max(1, lines.count)), lineEnd = min(parsed.lineEnd, max(1, lines.count))
    var joined = texts.joined(separator: kind.isCode ? "\n" : " ")
    if !kind.isCode { joined = joined.trimmedSpaces }
    let trimmed = kind.isCode ? plain : plain.safeForDisplay().trimmedSpaces
    blocks.append(
      Block(
        index: blocks.count, kind: kind, lines: lineStart...max(lineStart, lineEnd), bytes: startByte..<endByte,
        raw: String(decoding: source[startByte..<endByte], as: UTF8.self), text: joined, plain: trimmed,
        textLines: texts, section: 0, parent: parsed.parent.map { assembled[$0] }, sibling: 0,
        isTight: parsed.isTight))
  }

  private static func boldTitle(_ texts: [String]) -> String? {
    guard texts.count == 1 else { return nil }
    for fence in ["**", "__"] where texts[0].hasPrefix(fence) && texts[0].hasSuffix(fence) && texts[0].count > 4 {
      let inside = texts[0].dropFirst(2).dropLast(2)
      if !inside.contains(fence), inside.split(separator: " ").count <= 10 { return String(inside) }
    }
    return nil
  }

  // MARK: - Positions

  private func start(ofLine line: Int) -> Int {
    line - 1 < cleanStarts.count ? cleanStarts[max(0, line - 1)] : prepass.clean.count
  }
  private func end(ofLine line: Int) -> Int {
    line < cleanStarts.count ? cleanStarts[line] - 1 : prepass.clean.count
  }
  /// The offset in the file of a 1-based column of a clean line, or of the line's end when it is shorter.
  private func origin(line: Int, column: Int) -> Int {
    let clean = min(start(ofLine: line) + max(0, column - 1), end(ofLine: line))
    if clean > 0, clean == end(ofLine: line), clean > start(ofLine: line) {
      // After the last byte kept: what the prepass dropped behind it is no part of the block.
      return min(
        source.count, max(prepass.origin(of: clean - 1) + 1, min(prepass.origin(of: clean), lineEnd(line))))
    }
    return prepass.origin(of: clean)
  }
  private func lineEnd(_ line: Int) -> Int { lines.bytes(ofLine: line).upperBound }

  /// A block's lines without markers, quote signs, indentation and heading signs.
  private func textLines(of block: ParsedBlock) -> [String] {
    // An item without a paragraph of its own is its marker alone; what follows on the line belongs to items below it.
    if case .item = block.kind, block.lineEnd == block.lineStart, block.columnEnd == block.columnStart { return [""] }
    var result: [String] = []
    for line in block.lineStart...max(block.lineStart, block.lineEnd) {
      var from = start(ofLine: line)
      let to = end(ofLine: line)
      if line == block.lineStart { from = min(to, from + max(0, block.columnStart - 1)) }
      var text = trimmed(min(from, to)..<to)
      if line == block.lineStart {
        if case .item = block.kind { text = Self.withoutMarker(text) }
      } else {
        for _ in 0..<block.quoteDepth where text.hasPrefix(">") { text = String(text.dropFirst()).trimmedSpaces }
      }
      result.append(text)
    }
    if case .heading = block.kind { result = Self.headingText(result) }
    return result
  }

  /// The clean text there, without spaces at both ends.
  private func trimmed(_ range: Range<Int>) -> String {
    prepass.clean.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound, end = range.upperBound
      while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 || bytes[start] == 0x0A { start += 1 }
      while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0A { end -= 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
  }

  private static func withoutMarker(_ text: String) -> String {
    // The usual bullet.
    if let first = text.utf8.first, first == 0x2D || first == 0x2A || first == 0x2B {
      return text[text.utf8.index(after: text.startIndex)...].trimmedSpaces
    }
    var rest = text[...]
    // Items may open on one line: `- - x`; the inner ones start at their own column.
    if let first = rest.first, "-*+".contains(first) {
      rest = rest.dropFirst()
    } else {
      rest = rest.drop { $0.isASCII && $0.isNumber }
      if let first = rest.first, first == "." || first == ")" { rest = rest.dropFirst() }
    }
    return rest.trimmedSpaces
  }

  private static func headingText(_ lines: [String]) -> [String] {
    var lines = lines
    if lines.count > 1, let last = lines.last, last.allSatisfy({ $0 == "=" || $0 == "-" }) {
      lines.removeLast()
      return [lines.joined(separator: " ")]
    }
    var text = lines.first?[...] ?? ""
    text = text.drop { $0 == "#" }
    var trimmed = text.trimmedSpaces
    if trimmed.hasSuffix("#") {
      let body = trimmed.reversed().drop { $0 == "#" }
      if body.isEmpty || body.first == " " { trimmed = String(body.reversed()).trimmedSpaces }
    }
    return [trimmed]
  }

  // MARK: - Directives and sections

  private mutating func mark(_ block: Int, _ found: NoteTags.Found) {
    marks[block, default: BlockMarks()].tags += found.tags
    if let deck = found.deck { marks[block, default: BlockMarks()].deck = deck }
  }

  private mutating func applyDirectives() {
    guard !directives.isEmpty else { return }
    var state = DirectiveState()
    var next = 0
    for index in blocks.indices {
      let level: Int? = if case .heading(let level) = blocks[index].kind { level } else { nil }
      if let level { state.enterSection(level: level) }
      while next < directives.count, directives[next].block == index, !directives[next].isInline {
        state.read(directives[next].directive)
        next += 1
      }
      var inline: [Directive] = []
      while next < directives.count, directives[next].block == index {
        inline.append(directives[next].directive)
        next += 1
      }
      if state.isMuted { blocks[index].isMuted = true }
      if let deck = state.deck { marks[index, default: BlockMarks()].deck = deck }
      guard blocks[index].kind != .html else { continue }
      state.apply(inline, to: &blocks[index], &marks[index, default: BlockMarks()], level: level)
      if marks[index]?.isEmpty == true { marks[index] = nil }
    }
  }

  private mutating func makeSections(authored: [AuthoredCard]) {
    sections = []
    var path: [(level: Int, title: String)] = []
    var start = 0
    var siblings: [Int: Int] = [:]
    let scopes = TagScopes(blocks: blocks, standing: standing)
    let fileTitle = Self.title(ofFile: file), cards = Dictionary(grouping: authored.indices) { authored[$0].block }
    func section(heading: Block?, body: Range<Int>) -> Section {
      let marked =
        marks.isEmpty
        ? [:]
        : Dictionary(
          uniqueKeysWithValues: body.compactMap { index in
            marks[index].map { (index, $0) }
          })
      let written = cards.isEmpty ? [] : body.flatMap { cards[$0] ?? [] }.sorted().map { authored[$0] }
      return Section(
        index: sections.count, file: file, heading: heading, title: heading?.plain ?? fileTitle,
        path: path.isEmpty ? [fileTitle] : path.map(\.title), blocks: Array(blocks[body]),
        authored: written, marks: marked, deck: scopes.deck(of: heading?.index),
        tags: scopes.tags(of: heading?.index), demo: heading?.demo)
    }
    var heading: Block?
    for index in blocks.indices {
      if case .heading(let level) = blocks[index].kind {
        if heading != nil || index > start { sections.append(section(heading: heading, body: start..<index)) }
        while let last = path.last, last.level >= level { path.removeLast() }
        path.append((level, blocks[index].plain))
        blocks[index].section = sections.count
        heading = blocks[index]
        start = index + 1
        siblings = [:]
      } else {
        blocks[index].section = sections.count
        let parent = blocks[index].parent ?? -1
        blocks[index].sibling = siblings[parent, default: 0]
        siblings[parent, default: 0] += 1
      }
    }
    if heading != nil || start < blocks.count { sections.append(section(heading: heading, body: start..<blocks.count)) }
  }

  /// `notes/03-lambda_basics.md` is about "lambda basics".
  static func title(ofFile file: String) -> String {
    var name = file.split(separator: "/").last.map(String.init) ?? file
    if let dot = name.lastIndex(of: "."), dot > name.startIndex { name = String(name[..<dot]) }
    let words = name.split { $0 == "-" || $0 == "_" || $0 == " " }
    let kept = words.count > 1 && words[0].allSatisfy(\.isNumber) ? words.dropFirst() : words[...]
    return kept.joined(separator: " ").safeForDisplay()
  }
}

extension Block.Kind {
  var isCode: Bool { if case .code = self { true } else { false } }
  var isHeading: Bool { if case .heading = self { true } else { false } }
  var isProseOrHeading: Bool {
    switch self {
    case .heading, .paragraph, .item, .quote: true
    case .code, .table, .html, .thematicBreak: false
    }
  }
}
