import Basics

/// A thing the notes are about.
public struct Concept: Hashable, Sendable, Codable {
  /// Lower-case words joined by hyphens, such as `dynamodb-ttl`; the lexicon's where it knows the thing.
  public typealias ID = String

  public enum Kind: String, Sendable, Codable, CaseIterable { case service, feature, limit, pattern, term }

  public let id: ID
  public let name: String
  /// Folded to lower case, sorted.
  public let aliases: [String]
  public let kind: Kind
  public let sources: [SourceSpan]
  /// In 0...1; the most central concept of a graph has 1.
  public let importance: Double

  public init(id: ID, name: String, aliases: [String], kind: Kind, sources: [SourceSpan], importance: Double) {
    (self.id, self.name, self.aliases, self.kind) = (id, name, aliases, kind)
    (self.sources, self.importance) = (sources, importance)
  }
}

/// A typed relation between two concepts, with the lines it was read from.
public struct Edge: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case partOf = "part-of"
    case isA = "is-a"
    case uses, triggers
    case integratesWith = "integrates-with"
    case contrastsWith = "contrasts-with"
    case requires, limits
    case exampleOf = "example-of"
    case alternativeTo = "alternative-to"
  }
  public let from: Concept.ID, to: Concept.ID
  public let kind: Kind
  /// The name of the rule that read it.
  public let rule: String
  public let sources: [SourceSpan]

  public init(from: Concept.ID, to: Concept.ID, kind: Kind, rule: String, sources: [SourceSpan]) {
    (self.from, self.to, self.kind, self.rule, self.sources) = (from, to, kind, rule, sources)
  }
}
