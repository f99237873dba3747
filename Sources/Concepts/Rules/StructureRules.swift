import Basics
import Notes

/// What the shape of the notes says: headings under headings, labels in sections, lists of integrations, examples.
enum StructureRules {
  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      example(section, reading, into: &edges)
      together(section, reading, into: &edges)
      integrations(section, reading, into: &edges)
      for block in section.blocks { plus(block, reading, into: &edges) }
    }
    for draft in reading.drafts {
      guard let parent = draft.parent, let span = draft.sources.first else { continue }
      let above = reading.draft(parent)?.sources.last { ($0.file, $0.lineStart) <= (span.file, span.lineStart) }
      let isKind = draft.isKindOfParent || isKind(draft, of: reading.draft(parent))
      edges.add(
        draft.id, isKind ? .isA : .partOf, parent, rule: isKind ? "heading-kind" : "heading-parent",
        [above, span].compactMap(\.self))
    }
  }

  /// `Hash index` under `Indexes`.
  private static func isKind(_ draft: ConceptDraft, of parent: ConceptDraft?) -> Bool {
    guard let parent else { return false }
    let words = GraphReading.foldedName(draft.name).split(separator: " ")
    return words.count >= 2 && words.last.map(String.init) == GraphReading.foldedName(parent.name)
  }

  /// `Example: …` is an example of what its heading names, and uses the services in it.
  private static func example(
    _ section: GraphReading.ReadSection, _ reading: GraphReading, into edges: inout EdgeSet
  ) {
    guard let pattern = section.subject, let span = section.span, reading.kind(pattern) == .pattern,
      section.shape.isExample || section.headed.first == pattern
    else { return }
    for concept in section.headed where section.shape.isExample && concept != pattern {
      // Of a chain of owners only the last is what it is an example of.
      guard !section.headed.contains(where: { $0 != pattern && reading.isOwned($0, by: concept) }) else { continue }
      let isFeature = reading.kind(concept) == .feature || reading.kind(concept) == .term
      edges.add(pattern, isFeature ? .exampleOf : .uses, concept, rule: "example-heading", [span])
    }
    for block in section.blocks where section.shape.isExample || block.block.role == .statement {
      guard !block.words(from: 0, to: block.text.utf8.count).contains(where: Negation.words.contains) else { continue }
      for mention in block.mentions
      where !mention.isNested && reading.kind(mention.concept) == .service && !section.headed.contains(mention.concept)
        && reading.owner(pattern) != mention.concept
      {
        edges.add(pattern, .uses, mention.concept, rule: "example-body", [block.span])
      }
    }
  }

  /// `X with Y` and `integration with Y` in a heading.
  private static func together(
    _ section: GraphReading.ReadSection, _ reading: GraphReading, into edges: inout EdgeSet
  ) {
    guard let heading = section.section.heading, let span = section.span, section.shape.versus == nil else { return }
    let words = LexiconWord.words(in: heading.plain).map(\.folded)
    guard words.contains("with") || words.contains("integration") else { return }
    let services = section.headed.filter { reading.kind($0) == .service }
    guard services.count == 2 else { return }
    edges.add(services[0], .integratesWith, services[1], rule: "heading-with", [span])
  }

  /// The members of a list of integrations.
  private static func integrations(
    _ section: GraphReading.ReadSection, _ reading: GraphReading, into edges: inout EdgeSet
  ) {
    let title = section.section.heading?.plain.lowercased() ?? ""
    guard title.contains("integrations"), let subject = section.subject else { return }
    for block in section.blocks where block.block.role == .member && block.block.item == nil {
      for mention in block.mentions where !mention.isNested && reading.kind(mention.concept) == .service {
        edges.add(
          subject, .integratesWith, mention.concept, rule: "integration-list",
          [section.span, block.span].compactMap(\.self))
      }
    }
  }

  /// `X + Y` of services; `partition key + sort key` adds up to something else.
  private static func plus(
    _ block: GraphReading.ReadBlock, _ reading: GraphReading, into edges: inout EdgeSet
  ) {
    let text = Array(block.text.utf8)
    let mentions = block.mentions.filter { !$0.isNested }
    for (one, other) in zip(mentions, mentions.dropFirst()) where one.range.upperBound <= other.range.lowerBound {
      let between = String(decoding: text[one.range.upperBound..<other.range.lowerBound], as: UTF8.self)
      guard between == " + ", reading.kind(one.concept) == .service, reading.kind(other.concept) == .service else {
        continue
      }
      edges.add(one.concept, .integratesWith, other.concept, rule: "plus", [block.span])
    }
  }
}
