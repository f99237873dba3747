/// A card that the note spells out.
public struct AuthoredCard: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// `Q:` and `A:`, or `term :: definition`; Markdown.
    case questionAnswer(question: String, answer: String)
    /// `term ::: definition`, asked both ways.
    case bothWays(term: String, definition: String)
    /// The text with `{{c1::hidden::hint}}` groups, all of the number 1: one, or several that are hidden together.
    case cloze(text: String)
  }
  /// The block it begins in.
  public let block: Int
  public let lines: ClosedRange<Int>
  public let content: Content
  /// The deck and the tags that its own section of cards names.
  public var deck: String?
  public var tags: [String] = []
}

/// How a file's cards are to be read; what its front matter says, or the deck that claims it.
struct AuthoringRules: Hashable {
  /// Nothing but cards is taken from the file, so that a card runs to the next mark, rule or heading, over empty lines.
  var holdsOnlyCards = false
  /// `**words**` are a gap.
  var boldIsGap = false

  /// - Parameter frontMatter: `cards: explicit` and `cloze: bold` are looked for; `Settings` judges the whole.
  init(frontMatter: RawSlice?) {
    for line in frontMatter?.text.split(separator: "\n") ?? [] {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].prefix { $0 != "#" }.filter { !" \t\"'[]".contains($0) }
      switch line[..<colon] {
      case "cards": holdsOnlyCards = value == "explicit"
      case "cloze": boldIsGap = value.split(separator: ",").contains("bold")
      default: continue
      }
    }
  }
}
