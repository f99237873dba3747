import CCMark
import Glibc

/// What cmark found, block by block, before sections and roles.
struct ParsedBlock {
  var kind: Block.Kind
  var lineStart: Int, lineEnd: Int
  /// 1-based byte columns in the clean text, inclusive.
  var columnStart: Int, columnEnd: Int
  var plain = ""
  /// The index of the enclosing item or quote paragraph among the parsed blocks.
  var parent: Int?
  var isTight = true
  var quoteDepth = 0
  var literal: String?
}

/// Runs cmark over clean bytes and lists the blocks in order. Iterative: nesting is bounded by memory, not the stack.
struct Parser {
  private(set) var blocks: [ParsedBlock] = []
  private var lists: [(ordered: Bool, next: Int, tight: Bool)] = []
  /// Open items; nil until the block of an item is known.
  private var items: [Int] = []
  private var quoteDepth = 0
  /// The block that collects inline text.
  private var open: Int?
  /// What was collected for it.
  private var plain: [UInt8] = []
  private var imageDepth = 0

  init(_ clean: [UInt8]) {
    let root = clean.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress ?? Parser.nothing, $0.count, CMARK_OPT_DEFAULT)
      }
    }
    guard let root else { return }
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

  private static var nothing: UnsafePointer<CChar> { UnsafePointer(bitPattern: 1)! }

  private mutating func enter(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_LIST:
      let ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      lists.append((ordered, Int(cmark_node_get_list_start(node)), cmark_node_get_list_tight(node) != 0))
    case CMARK_NODE_ITEM:
      let number = lists[lists.count - 1].ordered ? lists[lists.count - 1].next : nil
      lists[lists.count - 1].next += 1
      add(node, .item(Block.Item(depth: lists.count, number: number)))
      // The item's own block is its marker until its first paragraph is known.
      blocks[blocks.count - 1].lineEnd = blocks[blocks.count - 1].lineStart
      blocks[blocks.count - 1].columnEnd = blocks[blocks.count - 1].columnStart
      items.append(blocks.count - 1)
    case CMARK_NODE_PARAGRAPH:
      if let item = items.last, cmark_node_previous(node) == nil, isItem(cmark_node_parent(node)) {
        blocks[item].lineEnd = Int(cmark_node_get_end_line(node))
        blocks[item].columnEnd = Int(cmark_node_get_end_column(node))
        open = item
      } else {
        add(node, quoteDepth > 0 ? .quote : .paragraph)
        open = blocks.count - 1
      }
    case CMARK_NODE_HEADING:
      let isOutermost = items.isEmpty && quoteDepth == 0
      add(node, isOutermost ? .heading(level: Int(cmark_node_get_heading_level(node))) : .paragraph)
      open = blocks.count - 1
    case CMARK_NODE_BLOCK_QUOTE: quoteDepth += 1
    case CMARK_NODE_CODE_BLOCK:
      let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
      add(node, .code(language: String(info.prefix { $0 != " " })))
      blocks[blocks.count - 1].literal = literal(of: node)
    case CMARK_NODE_HTML_BLOCK:
      add(node, .html)
      blocks[blocks.count - 1].literal = literal(of: node)
    case CMARK_NODE_THEMATIC_BREAK: add(node, .thematicBreak)
    case CMARK_NODE_TEXT, CMARK_NODE_CODE: if open != nil { collect(node) }
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: if open != nil { plain.append(0x20) }
    case CMARK_NODE_HTML_INLINE:
      if open != nil, literal(of: node).lowercased().hasPrefix("<br") { plain.append(0x20) }
    default: break
    }
  }

  private mutating func leave(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_LIST: lists.removeLast()
    case CMARK_NODE_ITEM: items.removeLast()
    case CMARK_NODE_BLOCK_QUOTE: quoteDepth -= 1
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
      if let open { blocks[open].plain += String(decoding: plain, as: UTF8.self) }
      plain.removeAll(keepingCapacity: true)
      open = nil
    default: break
    }
  }

  private mutating func add(_ node: OpaquePointer, _ kind: Block.Kind) {
    var block = ParsedBlock(
      kind: kind, lineStart: Int(cmark_node_get_start_line(node)), lineEnd: Int(cmark_node_get_end_line(node)),
      columnStart: Int(cmark_node_get_start_column(node)), columnEnd: Int(cmark_node_get_end_column(node)))
    block.parent = items.last
    block.isTight = lists.last?.tight ?? true
    block.quoteDepth = quoteDepth
    blocks.append(block)
  }

  private func isItem(_ node: OpaquePointer?) -> Bool {
    node.map { cmark_node_get_type($0) == CMARK_NODE_ITEM } ?? false
  }
  private mutating func collect(_ node: OpaquePointer) {
    guard let literal = cmark_node_get_literal(node) else { return }
    plain.append(
      contentsOf: UnsafeRawBufferPointer(start: UnsafeRawPointer(literal), count: strlen(literal)))
  }
  private func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}
