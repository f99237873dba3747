import Basics

/// A piece of a file as it stands, such as its front matter.
public struct RawSlice: Hashable, Sendable {
  /// The text without the lines that fence it.
  public let text: String
  /// The lines of the whole, fences included.
  public let span: SourceSpan
  /// The line on which `text` begins.
  public let firstLine: Int

  public init(text: String, span: SourceSpan, firstLine: Int) {
    (self.text, self.span, self.firstLine) = (text, span, firstLine)
  }
}
