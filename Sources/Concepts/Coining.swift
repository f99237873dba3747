import Basics
import Notes

/// Concepts that no lexicon knows, from labels, abbreviations and definitions.
extension GraphReading {
  mutating func coin(
    _ name: String, kind: Concept.Kind, aliases: [String], parent: Concept.ID?
  ) -> Concept.ID {
    let folded = Self.foldedName(name)
    if let known = coined[folded] {
      if let position = positions[known] { drafts[position].aliases.formUnion(aliases.map { $0.lowercased() }) }
      for alias in aliases where coined[Self.foldedName(alias)] == nil { coined[Self.foldedName(alias)] = known }
      return known
    }
    var id = Self.slug(name), count = 2
    while positions[id] != nil || lexicon.entry(id) != nil {
      id = "\(Self.slug(name))-\(count)"
      count += 1
    }
    coined[folded] = id
    for alias in aliases where coined[Self.foldedName(alias)] == nil { coined[Self.foldedName(alias)] = id }
    positions[id] = drafts.count
    drafts.append(
      ConceptDraft(
        id: id, name: Self.capitalized(name), kind: kind, aliases: Set((aliases + [name]).map { $0.lowercased() }),
        parent: parent))
    return id
  }

  /// A label or a property with a number becomes a concept of its own, in a field that the lexicon rules only when its
  /// last word makes it a term.
  mutating func coinLabel(
    _ name: String, role: Role, parent: Concept.ID, isKnownField: Bool, _ span: SourceSpan, _ key: SectionKey
  ) -> Concept.ID? {
    guard role == .label, GenericWords.canName(name), let last = LexiconWord.words(in: name).last?.folded else {
      return nil
    }
    let isLexiconField = lexicon.entry(parent)?.domain != nil
    guard !isLexiconField || GenericWords.termHeads.contains(last) else { return nil }
    guard lexicon.matches(in: name).isEmpty else { return nil }
    let parts = Self.nameAndAbbreviation(name)
    let id = coin(
      parts.name, kind: drafts[positions[parent] ?? 0].kind == .service ? .feature : .term,
      aliases: parts.abbreviation.map { [$0] } ?? [], parent: parent)
    note(id, at: span, in: key, isHeadingOrLabel: true)
    return id
  }

  /// `long name (ABBR)` anywhere, and mentions of coined names in all blocks, which are complete only now.
  mutating func coinFromText() {
    for section in sections {
      for block in section.blocks {
        for found in Abbreviations.find(in: block.text)
        where lexicon.entry(named: found.name) == nil && lexicon.entry(named: found.abbreviation) == nil {
          let id = coin(found.name, kind: .term, aliases: [found.abbreviation], parent: section.subject)
          note(id, at: block.span, in: block.key, isHeadingOrLabel: false)
        }
        if let found = Definitions.subject(of: block.text),
          block.mentions.first.map({ $0.range.lowerBound > 12 }) ?? true,
          lexicon.entry(named: found) == nil, section.subject.map({ lexicon.entry($0)?.domain == nil }) ?? true
        {
          let id = coin(found, kind: .term, aliases: [], parent: section.subject)
          note(id, at: block.span, in: block.key, isHeadingOrLabel: false)
        }
      }
    }
    guard !coined.isEmpty else { return }
    let names = Dictionary(
      grouping: coined.keys.sorted(), by: { $0.split(separator: " ").first.map(String.init) ?? "" })
    for position in sections.indices {
      sections[position].blocks = sections[position].blocks.map { withCoined($0, names) }
      for block in sections[position].blocks {
        for mention in block.mentions where lexicon.entry(mention.concept) == nil {
          note(mention.concept, at: block.span, in: block.key, isHeadingOrLabel: false)
        }
      }
    }
  }

  private func withCoined(_ block: ReadBlock, _ names: [String: [String]]) -> ReadBlock {
    let words = LexiconWord.words(in: block.text)
    var mentions = block.mentions, position = 0
    while position < words.count {
      var best = 0, concept: Concept.ID?
      let first = Self.singular(words[position].folded)
      for name in (names[words[position].folded] ?? []) + (names[first] ?? []) {
        let count = name.split(separator: " ").count
        guard count > best, position + count <= words.count else { continue }
        let text = words[position..<(position + count)].map(\.folded).joined(separator: " ")
        if text == name || Self.foldedName(text) == name { (best, concept) = (count, coined[name]) }
      }
      if let concept {
        let range = Self.offsets(
          words[position].range.lowerBound..<words[position + best - 1].range.upperBound, in: block.text)
        if !mentions.contains(where: { $0.range.overlaps(range) }) {
          mentions.append(Mention(concept: concept, range: range))
        }
      }
      position += max(1, best)
    }
    return ReadBlock(
      block: block.block, key: block.key, span: block.span,
      mentions: mentions.sorted {
        ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
      },
      subject: block.subject, named: block.named)
  }
}
