import CCMark

/// Text as it is shown to a learner: a small piece of Markdown.
///
/// What the terminal, Anki and the other formats make of it starts from `blocks` or `plain`; the Markdown itself is
/// what is stored.
public struct RichText: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
  public let markdown: String

  public init(markdown: String) { self.markdown = markdown }
  public init(stringLiteral markdown: String) { self.init(markdown: markdown) }
  public var isEmpty: Bool { markdown.isEmpty }

  public init(from decoder: any Decoder) throws {
    markdown = try decoder.singleValueContainer().decode(String.self)
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(markdown)
  }
}

extension RichText {
  /// A stretch of text in one style. No control character survives into `text` or `link`.
  public struct Run: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      case text, code
      /// `text` is the image's description.
      case image
      /// `text` is the source between the dollar signs, or between `\(` and `\)`, on one line.
      case math
      case lineBreak
    }
    public let kind: Kind
    public let text: String
    public let isStrong: Bool, isEmphasis: Bool
    /// Where it leads, for links and images.
    public let link: String?
    /// Whether a formula stands on lines of its own.
    public let isDisplay: Bool

    public init(
      _ text: String, kind: Kind = .text, isStrong: Bool = false, isEmphasis: Bool = false, link: String? = nil,
      isDisplay: Bool = false
    ) {
      (self.text, self.kind, self.isStrong, self.isEmphasis, self.link) = (text, kind, isStrong, isEmphasis, link)
      self.isDisplay = isDisplay
    }
  }

  public enum Block: Hashable, Sendable {
    case paragraph([Run])
    /// Line feeds are the only control characters in `text`.
    case code(language: String, text: String)
    /// Items in document order; `depth` counts from 1, `number` is nil for a bullet.
    case list([Item])
    case table(header: [[Run]], rows: [[[Run]]])
  }
  public struct Item: Hashable, Sendable {
    public let depth: Int, number: Int?
    public let runs: [Run]
    public init(depth: Int, number: Int?, runs: [Run]) { (self.depth, self.number, self.runs) = (depth, number, runs) }
  }

  /// The words alone, blocks and items separated by line feeds; no other control character survives.
  public var plain: String {
    // Most questions and answers hold no Markdown at all.
    if !markdown.utf8.contains(where: RichText.isMarkup) { return markdown.safeForDisplay().trimmedSpaces }
    func words(_ runs: [Run]) -> String {
      runs.map { $0.kind == .lineBreak ? " " : $0.text }.joined()
    }
    return blocks.map { block in
      switch block {
      case .paragraph(let runs): words(runs)
      case .code(_, let text): text
      case .list(let items): items.map { words($0.runs) }.joined(separator: "\n")
      case .table(let header, let rows):
        ([header] + rows).map { $0.map(words).joined(separator: " | ") }.joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A, 0x0D, 0x09, UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["),
      UInt8(ascii: "<"),
      UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "$"),
      UInt8(ascii: "!"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: ")"):
      true
    default: byte < 0x20
    }
  }

  /// The text as blocks of styled runs.
  public var blocks: [Block] { RichTextReader(markdown).blocks }
}
