import Basics
import Notes

/// Concepts that no lexicon knows, from labels, abbreviations and definitions.
extension GraphReading {
  mutating func coin(
    _ name: String, kind: Concept.Kind, aliases: [String], parent: Concept.ID?
  ) -> Concept.ID {
    let folded = Self.foldedName(name)
    // `NAT` as a heading and `Network Address Translation (NAT)` below it are one thing; it goes by its full name.
    if coined[folded] == nil, let short = aliases.first(where: { $0.utf8.count < name.utf8.count }),
      let known = coined[Self.foldedName(short)], let position = positions[known]
    {
      coined[folded] = known
      drafts[position].name = Self.capitalized(name)
      drafts[position].aliases.insert(name.lowercased())
    }
    if let known = coined[folded] {
      if let position = positions[known] { drafts[position].aliases.formUnion(aliases.map { $0.lowercased() }) }
      for alias in aliases where coined[Self.foldedName(alias)] == nil { coined[Self.foldedName(alias)] = known }
      return known
    }
    var id = Self.slug(name), count = 2
    while positions[id] != nil || lexicon.has(id) {
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

  /// `Term: what it is` becomes a concept where no lexicon rules the field.
  mutating func coinEntry(
    _ block: Block, isAmongEntries: Bool, parent: Concept.ID?, _ span: SourceSpan, _ key: SectionKey
  ) -> Concept.ID? {
    guard block.role != .leadIn, parent.map({ lexicon.entry($0)?.domain == nil }) ?? true,
      let entry = Glossary.entry(block, isAmongEntries: isAmongEntries), lexicon.matches(in: entry.name).isEmpty
    else { return nil }
    let short = Abbreviations.find(in: block.plain).first { entry.name.hasSuffix($0.name) }?.abbreviation
    let id = coin(entry.name, kind: .term, aliases: short.map { [$0] } ?? [], parent: parent)
    note(id, at: span, in: key, isHeadingOrLabel: false)
    return id
  }

  /// The rows of a table whose first column is headed by the noun of the section (`Level` under `Isolation levels`).
  mutating func coinRows(_ table: Table, subject: Concept.ID?, file: String, _ key: SectionKey) {
    guard let subject, isCoined(subject), let position = positions[subject], let head = table.header.first,
      let noun = LexiconWord.words(in: drafts[position].name).last?.folded, table.rows.count >= 2,
      !Self.foldedName(head).isEmpty, Self.foldedName(head) == Self.singular(noun)
    else { return }
    for row in table.rows {
      guard let name = row.cells.first, GenericWords.canName(name), lexicon.matches(in: name).isEmpty else { continue }
      let id = coin(name, kind: .term, aliases: [], parent: subject)
      if let position = positions[id] { drafts[position].isKindOfParent = true }
      note(id, at: SourceSpan(file: file, line: row.line), in: key, isHeadingOrLabel: false)
    }
  }

  /// `long name (ABBR)`, definitions and proper names anywhere, and mentions of coined names in all blocks, which are
  /// complete only now.
  mutating func coinFromText() {
    coinProperNames()
    for section in sections {
      for block in section.blocks {
        for found in Abbreviations.find(in: block.text)
        where lexicon.entry(named: found.name) == nil && lexicon.entry(named: found.abbreviation) == nil {
          let id = coin(found.name, kind: .term, aliases: [found.abbreviation], parent: section.subject)
          note(id, at: block.span, in: block.key, isHeadingOrLabel: false)
        }
        guard section.subject.map({ lexicon.entry($0)?.domain == nil }) ?? true else { continue }
        for range in Sentences.ranges(in: block.text) {
          let sentence = GraphReading.slice(block.text, range)
          guard let found = Definitions.subject(of: sentence), lexicon.matches(in: found).isEmpty else { continue }
          let id = coin(found, kind: .term, aliases: [], parent: section.subject)
          note(id, at: block.span, in: block.key, isHeadingOrLabel: false)
        }
      }
    }
    guard !coined.isEmpty else { return }
    // By first word, the numbers of words that names have, the greatest first: many names may begin alike.
    var lengths: [String: [Int]] = [:]
    for name in coined.keys {
      let words = name.split(separator: " ")
      guard let first = words.first.map(String.init) else { continue }
      if lengths[first]?.contains(words.count) != true { lengths[first, default: []].append(words.count) }
    }
    lengths = lengths.mapValues { $0.sorted(by: >) }
    for position in sections.indices {
      sections[position].blocks = sections[position].blocks.map { withCoined($0, lengths) }
      for block in sections[position].blocks {
        for mention in block.mentions where lexicon.entry(mention.concept) == nil {
          note(mention.concept, at: block.span, in: block.key, isHeadingOrLabel: false)
        }
      }
    }
  }

  /// Proper names in documents that no lexicon rules.
  private mutating func coinProperNames() {
    for sections in Dictionary(grouping: sections, by: \.key.document).sorted(by: { $0.key < $1.key }).map(\.value) {
      let mentioned = sections.flatMap { $0.headed + $0.blocks.flatMap { $0.mentions.map(\.concept) } }
      guard !mentioned.contains(where: { lexicon.entry($0)?.domain != nil }),
        ProperNames.areMarked(in: sections.lazy.flatMap { $0.blocks.lazy.map(\.text) })
      else { continue }
      var names = ProperNames()
      for section in sections {
        if let heading = section.section.heading { names.read(heading.plain, in: section.key, isHeading: true) }
        for block in section.blocks { names.read(block.text, in: section.key) }
      }
      for found in names.found where coined[Self.foldedName(found.name)] == nil {
        guard lexicon.matches(in: found.name).isEmpty else { continue }
        _ = coin(found.name, kind: .term, aliases: [], parent: nil)
      }
    }
  }

  /// A folded text with its last word in the singular.
  private static func withSingularEnd(_ text: String) -> String {
    guard text.utf8.last == 0x73 else { return text }
    guard let space = text.lastIndex(of: " ") else { return singular(text) }
    return text[...space] + singular(String(text[text.index(after: space)...]))
  }

  private func withCoined(_ block: ReadBlock, _ lengths: [String: [Int]]) -> ReadBlock {
    let words = LexiconWord.words(in: block.text)
    var mentions = block.mentions, position = 0
    while position < words.count {
      var best = 0, concept: Concept.ID?
      let first = words[position].folded
      for count in lengths[first] ?? [] where count > 1 && position + count <= words.count {
        let text = words[position..<(position + count)].map(\.folded).joined(separator: " ")
        let name = Self.withSingularEnd(text)
        guard let found = coined[min(text, name)] ?? coined[max(text, name)] else { continue }
        (best, concept) = (count, found)
        break
      }
      if concept == nil, let found = coined[first] ?? coined[Self.withSingularEnd(first)] {
        (best, concept) = (1, found)
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
      block: block.block, text: block.text, key: block.key, span: block.span,
      mentions: mentions.sorted {
        ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
      },
      subject: block.subject, named: block.named)
  }
}
