import Basics

extension Lexicon {
  private static let relatedPairs: Set<[Concept.ID]> = Set(
    knownRelations.map { [min($0.from, $0.to), max($0.from, $0.to)] })

  /// Whether the data says how the two stand to each other.
  static func areRelated(_ one: Concept.ID, _ other: Concept.ID) -> Bool {
    relatedPairs.contains([min(one, other), max(one, other)])
  }
}

/// Edges that the lexicon knows, made when the notes speak of both ends.
enum LexiconRules {
  static func apply(to reading: GraphReading, lexicon: Lexicon, into edges: inout EdgeSet) {
    for relation in Lexicon.knownRelations {
      guard let from = reading.draft(relation.from), let to = reading.draft(relation.to)
      else { continue }
      // Spoken of in one file: across files a reader would not look for the relation.
      guard !documents(from).isDisjoint(with: documents(to)) else { continue }
      edges.add(from.id, relation.kind, to.id, rule: "lexicon-relation", evidence(from, to, reading))
    }
    for draft in reading.drafts {
      guard let entry = lexicon.entry(draft.id) else { continue }
      for name in entry.classes {
        guard let kind = reading.draft(name) else { continue }
        edges.add(draft.id, .isA, kind.id, rule: "lexicon-class", evidence(draft, kind, reading))
      }
      guard let owner = nearestOwner(of: entry, lexicon, reading) else { continue }
      let isLimit = entry.kind == .limit && owner.kind == .service
      edges.add(
        draft.id, isLimit ? .limits : .partOf, owner.id, rule: "lexicon-owner", evidence(draft, owner, reading))
    }
  }

  private static func documents(_ draft: ConceptDraft) -> Set<Int> { Set(draft.mentions.keys.map(\.document)) }

  /// The first owner up the chain that the notes mention.
  private static func nearestOwner(
    of entry: Lexicon.Entry, _ lexicon: Lexicon, _ reading: GraphReading
  ) -> ConceptDraft? {
    var owner = entry.owner, steps = 0
    while let id = owner, steps < 4 {
      if let draft = reading.draft(id) { return draft }
      owner = lexicon.entry(id)?.owner
      steps += 1
    }
    return nil
  }

  /// The lines that name both, else the first of each in the first section that has both, else the first of each.
  private static func evidence(
    _ one: ConceptDraft, _ other: ConceptDraft, _ reading: GraphReading
  ) -> [SourceSpan] {
    let sections = one.mentions.keys.filter { other.mentions[$0] != nil }.sorted()
    let both = sections.flatMap { (one.mentions[$0] ?? []).intersection(other.mentions[$0] ?? []) }
    if !both.isEmpty { return both.sorted() }
    let shared = sections.first
    let spans = [one, other].map { draft in shared.flatMap { draft.mentions[$0]?.min() } ?? draft.sources.first }
    return spans.compactMap(\.self)
  }
}
