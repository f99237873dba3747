/// One block of a note: a heading, a paragraph, a list item's own text, a table and so on.
///
/// A list item's block covers its marker and first paragraph only; what is nested in it are blocks of their own.
public struct Block: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case heading(level: Int)
    case paragraph
    case item(Item)
    /// A fenced or indented block; the language is the fence's first word, or empty.
    case code(language: String)
    case table(Table)
    case html
    case thematicBreak
    /// A paragraph inside a block quote.
    case quote
  }
  public struct Item: Hashable, Sendable {
    /// 1 for an item of an outermost list.
    public let depth: Int
    /// The number of an ordered item, nil for a bullet.
    public let number: Int?
    public init(depth: Int, number: Int?) { (self.depth, self.number) = (depth, number) }
  }

  /// The position in `Document.blocks`.
  public let index: Int
  public let kind: Kind
  /// 1-based and inclusive.
  public let lines: ClosedRange<Int>
  /// In the bytes of the file, from the first that is not indentation.
  public let bytes: Range<Int>
  /// The bytes of the file in `bytes`; invalid ones are replaced. Not fit for a terminal: use `plain`.
  public let raw: String
  /// Inline Markdown on one line, without marker, comments and container prefixes; the literal of a code block.
  public let text: String
  /// `text` without Markdown and without control characters.
  public let plain: String
  /// The lines of `text` as they were broken in the file.
  public let textLines: [String]
  /// The position in `Document.sections`.
  public internal(set) var section: Int
  /// The list item or quote that holds this block.
  public let parent: Int?
  /// Counts from 0 among the blocks with the same parent and section.
  public internal(set) var sibling: Int
  /// Whether no blank line stands between the items of its list; true outside lists.
  public let isTight: Bool
  public internal(set) var role: Role = .statement
  /// The label or lead-in under which the block stands, which gives a fragment its subject.
  public internal(set) var lead: Int?
  /// Whether `<!-- cards: off -->` or `<!-- card: skip -->` says to make no cards here.
  public internal(set) var isMuted = false
  /// Whether the block carries explicit cards, and so is not read for others.
  public internal(set) var isAuthored = false
  /// The demo that `<!-- demo: id -->` links.
  public internal(set) var demo: String?

  public var isHeading: Bool { if case .heading = kind { true } else { false } }
  public var item: Item? { if case .item(let item) = kind { item } else { nil } }
  public var table: Table? { if case .table(let table) = kind { table } else { nil } }
  /// Whether it is prose: a paragraph, an item or a quote.
  public var isProse: Bool {
    switch kind {
    case .paragraph, .item, .quote: true
    case .heading, .code, .table, .html, .thematicBreak: false
    }
  }
}

/// What a block does in its section. Cards are made by role, not by node type.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
  /// A heading.
  case section
  /// A few words that name what the list below is about.
  case label
  /// Introduces the list below as its kind: `use cases`, `data types supported are`.
  case leadIn = "lead-in"
  /// One of the things a label, lead-in or heading announces.
  case member
  /// `key: value`, or `key (value)`.
  case property
  /// An item under an item; refines it.
  case detail
  case statement, example, reason
  /// Nothing to learn: a rule, a link alone, an empty item.
  case aside
}

/// A heading with the blocks down to the next heading of any level.
public struct Section: Hashable, Sendable {
  /// The position in `Document.sections`.
  public let index: Int
  public let file: String
  /// Nil before the first heading.
  public let heading: Block?
  /// The heading's plain text; before the first heading, words made from the file's name.
  public let title: String
  /// The titles of the enclosing headings and its own.
  public let path: [String]
  /// Without the heading, in document order.
  public let blocks: [Block]
  public let authored: [AuthoredCard]
  /// What comments and tags say about the cards of single blocks, by block index.
  public let marks: [Int: BlockMarks]
  /// The deck and the tags of all cards of the section, from tags that stand alone here or above.
  public let deck: String?, tags: [String]
  /// Whether a demo is linked to the whole section.
  public let demo: String?

  /// The block with this index in the document, if it is in the section.
  public func block(_ index: Int) -> Block? {
    if let heading, heading.index == index { return heading }
    guard let first = blocks.first, index >= first.index, index - first.index < blocks.count else { return nil }
    return blocks[index - first.index]
  }
  /// The blocks directly under a label, lead-in or item.
  public func children(of index: Int) -> [Block] { blocks.filter { $0.lead == index } }
}
