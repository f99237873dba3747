import Basics
import Notes

extension ConceptGraph {
  /// The concepts that the documents are about and how they stand to each other.
  ///
  /// Names come from the lexicon, from headings and labels, from `long name (ABBR)` and from definitions; every edge
  /// names the rule that read it and the lines it was read from. The same documents in the same order give the same
  /// graph.
  public init(_ documents: [Document], lexicon: Lexicon) {
    let reading = GraphReading(documents, lexicon: lexicon)
    var edges = EdgeSet(known: Set(reading.drafts.map(\.id)))
    // The first rule that fires for two concepts decides.
    LexiconRules.apply(to: reading, lexicon: lexicon, into: &edges)
    ComparisonRules.apply(to: reading, into: &edges)
    StructureRules.apply(to: reading, into: &edges)
    DefinitionRules.apply(to: reading, into: &edges)
    VerbRules.apply(to: reading, into: &edges)
    let found = edges.all
    let drafts = Self.withoutStrays(reading.drafts, edges: found)
    let importance = Centrality.importance(of: drafts, edges: found)
    self.init(
      concepts: drafts.enumerated().map { $0.element.concept(importance: importance[$0.offset]) },
      edges: found)
  }

  /// Without what is named once in passing and stands to nothing: no service and no heading, one line, no edge.
  private static func withoutStrays(_ drafts: [ConceptDraft], edges: [Edge]) -> [ConceptDraft] {
    let joined = Set(edges.flatMap { [$0.from, $0.to] })
    return drafts.filter {
      joined.contains($0.id) || $0.isHeading || $0.isOwn || $0.kind == .service || $0.sources.count > 1
    }
  }
}

/// A concept while its mentions are gathered.
struct ConceptDraft {
  let id: Concept.ID
  var name: String
  let kind: Concept.Kind
  var aliases: Set<String>
  /// The lines that mention it, by section.
  var mentions: [SectionKey: Set<SourceSpan>] = [:]
  var isHeadingOrLabel = false
  var isHeading = false
  /// Whether the person's lexicon names it.
  var isOwn = false
  /// What it is part of because its heading stands under another's; the lexicon's owner takes precedence.
  var parent: Concept.ID?
  /// Whether the notes list it as one of the parent's kinds.
  var isKindOfParent = false

  /// All of `mentions`, sorted; filled when all is read, because the rules ask often.
  private(set) var sources: [SourceSpan] = []

  mutating func finish() { sources = Set(mentions.values.joined()).sorted() }

  func concept(importance: Double) -> Concept {
    Concept(
      id: id, name: name, aliases: aliases.subtracting([name.lowercased()]).sorted(), kind: kind,
      sources: sources, importance: importance)
  }
}

struct SectionKey: Hashable, Comparable {
  let document: Int, section: Int
  static func < (left: SectionKey, right: SectionKey) -> Bool {
    (left.document, left.section) < (right.document, right.section)
  }
}

/// Typed edges, one for each pair of concepts.
struct EdgeSet {
  private let known: Set<Concept.ID>
  private var positions: [[Concept.ID]: Int] = [:]
  private var edges: [(from: Concept.ID, to: Concept.ID, kind: Edge.Kind, rule: String, sources: [SourceSpan])] = []

  init(known: Set<Concept.ID>) { self.known = known }

  /// Adds an edge unless another rule has joined the two; the same edge again, by whatever rule, adds its lines.
  mutating func add(_ from: Concept.ID, _ kind: Edge.Kind, _ to: Concept.ID, rule: String, _ sources: [SourceSpan]) {
    guard from != to, known.contains(from), known.contains(to), !sources.isEmpty else { return }
    let pair = [min(from, to), max(from, to)]
    guard let position = positions[pair] else {
      positions[pair] = edges.count
      edges.append((from, to, kind, rule, sources))
      return
    }
    guard edges[position].kind == kind, edges[position].from == from || Self.isMutual(kind) else { return }
    edges[position].sources += sources
  }

  /// In the order in which they were found, each with its lines in order and once.
  var all: [Edge] {
    edges.map {
      Edge(from: $0.from, to: $0.to, kind: $0.kind, rule: $0.rule, sources: Array(Set($0.sources)).sorted())
    }
  }

  private static func isMutual(_ kind: Edge.Kind) -> Bool {
    kind == .contrastsWith || kind == .integratesWith || kind == .alternativeTo
  }

  func joins(_ one: Concept.ID, _ other: Concept.ID) -> Bool {
    positions[[min(one, other), max(one, other)]] != nil
  }
}
