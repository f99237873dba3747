/// Something to tell the person about their input: what, where and what to do next.
public struct Diagnostic: Hashable, Sendable, Codable {
  public enum Severity: String, Sendable, Codable, Comparable {
    case note, warning, error
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
  }
  public let severity: Severity
  public let span: SourceSpan?
  /// The name by which the rule can be looked up or switched off, such as `front-matter-open`.
  public let rule: String
  public let message: String, remedy: String

  public init(_ severity: Severity, at span: SourceSpan?, rule: String, _ message: String, remedy: String) {
    (self.severity, self.span, self.rule) = (severity, span, rule)
    (self.message, self.remedy) = (message, remedy)
  }
}
