import Basics

/// A settings file that cannot be used: where, what and what to do next.
public struct SettingsError: Error, Hashable, Sendable {
  public let span: SourceSpan
  public let message: String, remedy: String

  public init(_ span: SourceSpan, _ message: String, remedy: String) {
    (self.span, self.message, self.remedy) = (span, message, remedy)
  }
}
