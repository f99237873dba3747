import CCMark

/// Reads a piece of Markdown into blocks of runs. Iterative over cmark's events.
struct RichTextReader {
  private(set) var blocks: [RichText.Block] = []
  private var runs: [RichText.Run] = []
  private var items: [RichText.Item] = []
  private var lists: [(ordered: Bool, next: Int)] = []
  private var itemNumbers: [Int?] = []
  private var strong = 0, emphasis = 0
  private var links: [String] = []
  private var image: (alt: String, link: String)?
  /// Taken out while cmark reads, because the signs in them are not Markdown's.
  private var formulas: Formulas?

  init(_ markdown: String) {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.contains(where: { $0.contains("|") }) else {
      read(markdown)
      return
    }
    var pending: [String] = [], index = 0
    while index < lines.count {
      let end = lines[index...].firstIndex { $0.trimmedSpaces.isEmpty } ?? lines.count
      let paragraph = Array(lines[index..<end])
      if let header = Table.headerIndex(in: paragraph), !Self.isFenced(pending) {
        read((pending + paragraph[..<header]).joined(separator: "\n"))
        pending = []
        let table = Table(lines: Array(paragraph[header...]), firstLine: 1)
        blocks.append(
          .table(header: table.header.map(Self.runs), rows: table.rows.map { $0.cells.map(Self.runs) }))
      } else {
        pending += paragraph
      }
      if end < lines.count { pending.append("") }
      index = end + 1
    }
    read(pending.joined(separator: "\n"))
  }

  /// Whether a code fence is open after these lines.
  private static func isFenced(_ lines: [String]) -> Bool {
    lines.count { $0.trimmedSpaces.hasPrefix("```") || $0.trimmedSpaces.hasPrefix("~~~") } % 2 == 1
  }

  static func runs(_ markdown: String) -> [RichText.Run] {
    var reader = RichTextReader()
    reader.read(markdown)
    guard case .paragraph(let runs)? = reader.blocks.first else { return [] }
    return runs
  }

  private init() {}

  private mutating func read(_ markdown: String) {
    formulas = Formulas(markdown)
    var text = formulas?.text ?? markdown
    guard
      let root = text.withUTF8({ buffer in
        buffer.withMemoryRebound(to: CChar.self) { chars in
          chars.baseAddress.flatMap { cmark_parse_document($0, chars.count, CMARK_OPT_DEFAULT) }
        }
      })
    else { return }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard let node = cmark_iter_get_node(iterator) else { continue }
      if event == CMARK_EVENT_ENTER { enter(node) } else { leave(node) }
    }
  }

  private mutating func enter(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_LIST:
      flush()
      lists.append((cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, Int(cmark_node_get_list_start(node))))
    case CMARK_NODE_ITEM:
      flush()
      itemNumbers.append(lists[lists.count - 1].ordered ? lists[lists.count - 1].next : nil)
      lists[lists.count - 1].next += 1
    case CMARK_NODE_CODE_BLOCK:
      flush()
      let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
      var text = restored(literal(of: node)).safeForDisplay(keepingLines: true)
      if text.hasSuffix("\n") { text.removeLast() }
      endList()
      blocks.append(.code(language: String(info.prefix { $0 != " " }).safeForDisplay(), text: text))
    case CMARK_NODE_STRONG: strong += 1
    case CMARK_NODE_EMPH: emphasis += 1
    case CMARK_NODE_LINK: links.append(address(of: node))
    case CMARK_NODE_IMAGE:
      image = ("", address(of: node))
    case CMARK_NODE_TEXT: addText(literal(of: node))
    case CMARK_NODE_CODE: add(restored(literal(of: node)), kind: .code)
    case CMARK_NODE_SOFTBREAK: addText(" ")
    case CMARK_NODE_LINEBREAK: add("", kind: .lineBreak)
    case CMARK_NODE_HTML_INLINE: if literal(of: node).lowercased().hasPrefix("<br") { add("", kind: .lineBreak) }
    default: break
    }
  }

  private mutating func leave(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_LIST:
      flush()
      lists.removeLast()
      if lists.isEmpty { endList() }
    case CMARK_NODE_ITEM:
      flush()
      itemNumbers.removeLast()
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: flush()
    case CMARK_NODE_STRONG: strong -= 1
    case CMARK_NODE_EMPH: emphasis -= 1
    case CMARK_NODE_LINK: links.removeLast()
    case CMARK_NODE_IMAGE:
      if let finished = image {
        image = nil
        runs.append(RichText.Run(finished.alt, kind: .image, link: finished.link))
      }
    default: break
    }
  }

  private mutating func addText(_ text: String) {
    if image != nil {
      let words = restored(text).safeForDisplay()
      image?.alt += words
      return
    }
    guard let formulas else { return add(text, kind: .text) }
    for part in formulas.parts(of: text) {
      switch part {
      case .text(let words): add(words, kind: .text)
      case .formula(let source, let isDisplay): add(source, kind: .math, isDisplay: isDisplay)
      }
    }
  }

  private mutating func add(_ text: String, kind: RichText.Run.Kind, isDisplay: Bool = false) {
    let safe = text.safeForDisplay()
    guard !safe.isEmpty || kind == .lineBreak else { return }
    if image != nil {
      image?.alt += safe
      return
    }
    let run = RichText.Run(
      safe, kind: kind, isStrong: strong > 0, isEmphasis: emphasis > 0, link: links.last,
      isDisplay: isDisplay)
    if let last = runs.last, kind == .text, last.kind == .text, last.isStrong == run.isStrong,
      last.isEmphasis == run.isEmphasis, last.link == run.link
    {
      runs[runs.count - 1] = RichText.Run(
        last.text + safe, isStrong: run.isStrong, isEmphasis: run.isEmphasis, link: run.link)
    } else {
      runs.append(run)
    }
  }

  private mutating func flush() {
    guard !runs.isEmpty else { return }
    if lists.isEmpty {
      blocks.append(.paragraph(runs))
    } else {
      items.append(RichText.Item(depth: lists.count, number: itemNumbers.last ?? nil, runs: runs))
    }
    runs = []
  }
  private mutating func endList() {
    guard !items.isEmpty else { return }
    blocks.append(.list(items))
    items = []
  }
  private func restored(_ text: String) -> String { formulas?.restored(text) ?? text }
  private func address(of node: OpaquePointer) -> String {
    restored(cmark_node_get_url(node).map { String(cString: $0) } ?? "").safeForDisplay()
  }
  private func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}
