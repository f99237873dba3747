/// Lines of a file, 1-based and inclusive.
public struct SourceSpan: Hashable, Sendable, Codable, Comparable {
  /// The path as the person would write it, relative where they gave a relative one.
  public let file: String
  public let lineStart: Int, lineEnd: Int

  public init(file: String, lines: ClosedRange<Int>) {
    (self.file, lineStart, lineEnd) = (file, lines.lowerBound, lines.upperBound)
  }
  public init(file: String, line: Int) { self.init(file: file, lines: line...line) }

  public var lines: ClosedRange<Int> { lineStart...lineEnd }

  public static func < (left: SourceSpan, right: SourceSpan) -> Bool {
    (left.file, left.lineStart, left.lineEnd) < (right.file, right.lineStart, right.lineEnd)
  }

  enum CodingKeys: String, CodingKey {
    case file
    case lineStart = "line_start"
    case lineEnd = "line_end"
  }
}

extension SourceSpan: CustomStringConvertible {
  /// `notes/lambda.md:12`, or `notes/lambda.md:12-14`.
  public var description: String { "\(file):\(lineStart)" + (lineEnd > lineStart ? "-\(lineEnd)" : "") }
}
