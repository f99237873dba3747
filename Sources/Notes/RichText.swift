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
