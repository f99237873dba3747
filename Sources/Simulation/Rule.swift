/// Why a mechanism does what it does, and who says so. Declared beside the mechanism.
public struct Rule: Hashable, Sendable {
  /// Dotted and stable: `dynamodb.ttl.lag`.
  public let id: String
  public let text: String
  /// The document that states the rule, or `model` and what the choice is, where no document does.
  public let source: String
  /// The month in which the source was read for this rule, such as `2026-11`.
  public let asOf: String

  public init(_ id: String, _ text: String, source: String, asOf: String = "2026-11") {
    (self.id, self.text, self.source, self.asOf) = (id, text, source, asOf)
  }
}

/// A belief that people hold and that is wrong. A world that holds one behaves as its believers expect.
public struct Misconception: Hashable, Sendable {
  public let id: String
  public let contradicts: Rule
  /// The belief, as its holder would say it.
  public let says: String

  public init(_ id: String, contradicts rule: Rule, says: String) {
    (self.id, self.contradicts, self.says) = (id, rule, says)
  }
}
