import Basics
import Notes

/// The documents read once for names: what each section and block is about and which concepts it mentions where.
struct GraphReading {
  struct Mention: Hashable {
    let concept: Concept.ID
    /// UTF-8 offsets in the block's text.
    let range: Range<Int>
    /// Whether it stands inside a longer name, as DynamoDB does in `DynamoDB table`.
    var isNested = false
    /// Whether it is an everyday word that counts only because of what the section is about.
    var isEveryday = false
  }
  struct ReadBlock {
    let block: Block
    /// Without Markdown; of a table one row, its cells set apart by semicolons.
    let text: String
    let key: SectionKey
    let span: SourceSpan
    let mentions: [Mention]
    /// What a text without a subject is about: its label's concept, else the section's.
    let subject: Concept.ID?
    /// The concept that the block as a whole names.
    let named: Concept.ID?
  }
  struct ReadSection {
    let key: SectionKey
    let section: Section
    let shape: HeadingShape
    let span: SourceSpan?
    /// The concepts in the heading, in order.
    let headed: [Concept.ID]
    /// What `X vs Y` compares, when both are concepts.
    var sides: [Concept.ID] = []
    let subject: Concept.ID?
    /// In the order of their indexes.
    var blocks: [ReadBlock]

    /// The block with this index in the document. O(log n).
    func block(_ index: Int) -> ReadBlock? { Self.block(index, in: blocks) }

    static func block(_ index: Int, in blocks: [ReadBlock]) -> ReadBlock? {
      var low = 0, high = blocks.count
      while low < high {
        let middle = (low + high) / 2
        if blocks[middle].block.index < index { low = middle + 1 } else { high = middle }
      }
      return low < blocks.count && blocks[low].block.index == index ? blocks[low] : nil
    }
  }

  var sections: [ReadSection] = []
  /// In order of first mention.
  var drafts: [ConceptDraft] = []
  var positions: [Concept.ID: Int] = [:]
  let lexicon: Lexicon
  /// Folded names of concepts that no lexicon knows.
  var coined: [String: Concept.ID] = [:]

  init(_ documents: [Document], lexicon: Lexicon) {
    self.lexicon = lexicon.narrowed(
      to: documents.lazy.flatMap { $0.blocks.lazy.map { $0.table == nil ? $0.plain : $0.text } })
    for (number, document) in documents.enumerated() {
      let title = document.sections.first.map { $0.heading == nil ? $0.title : "" } ?? ""
      let fileSubjects = self.lexicon.matches(in: title, isLabel: true).filter(\.entry.isConcept).map(\.entry.id)
      var subjectOfTitle: [String: Concept.ID] = [:]
      for section in document.sections {
        read(section, of: document, number, fileSubjects, &subjectOfTitle)
      }
    }
    coinFromText()
    for position in drafts.indices { drafts[position].finish() }
    dropPassing()
  }

  func draft(_ id: Concept.ID) -> ConceptDraft? { positions[id].map { drafts[$0] } }
  /// Whether its name comes from the notes and no lexicon knows it.
  func isCoined(_ id: Concept.ID) -> Bool { lexicon.entry(id) == nil }
  /// What it is part of, by the lexicon or by the headings.
  func owner(_ id: Concept.ID) -> Concept.ID? { lexicon.entry(id)?.owner ?? draft(id)?.parent }
  func kind(_ id: Concept.ID) -> Concept.Kind? { draft(id)?.kind }

  // MARK: - Sections

  private mutating func read(
    _ section: Section, of document: Document, _ number: Int, _ fileSubjects: [Concept.ID],
    _ subjectOfTitle: inout [String: Concept.ID]
  ) {
    let key = SectionKey(document: number, section: section.index)
    let shape = HeadingShape(section.heading?.plain ?? "")
    let span = section.heading.map { document.span($0) }
    let above = section.path.dropLast().reversed().compactMap { subjectOfTitle[$0] }
    var headed: [Concept.ID] = [], subject: Concept.ID?
    if let heading = section.heading, let span {
      (headed, subject) = readHeading(heading.plain, shape, span, key, above: above)
      for position in headed.compactMap({ positions[$0] }) { drafts[position].isHeading = true }
      if subject == nil { subject = above.first }
      if let subject { subjectOfTitle[section.title] = subject }
    } else {
      subject = fileSubjects.first
    }
    var subjects = opened(headed + (subject.map { [$0] } ?? []) + above)
    if headed.isEmpty { subjects += opened(fileSubjects) }
    var blocks: [ReadBlock] = []
    let glossaries = Glossary.lists(of: section.blocks)
    for block in section.blocks where block.isProse || block.table != nil {
      if let table = block.table {
        coinRows(table, subject: subject, file: document.file, key)
        blocks += rows(of: table, block, file: document.file, key, within: subjects, subject: subject)
        continue
      }
      let text = block.plain
      let label = block.lead.flatMap { ReadSection.block($0, in: blocks) }
      let isLabel = block.role == .label || block.role == .member || block.role == .leadIn
      // `key: value` and `key (value)` name their key.
      let name = nameText(of: block)
      let within = subjects + opened((label?.named ?? label?.mentions.first?.concept).map { [$0] } ?? [])
      var mentions = self.mentions(in: text, within: within, isLabel: isLabel)
      var named: Concept.ID?
      if let name, let entry = lexicon.entry(named: name, within: within, isLabel: true), entry.isConcept {
        named = entry.id
        if !mentions.contains(where: { $0.concept == entry.id }) {
          mentions.insert(Mention(concept: entry.id, range: 0..<name.utf8.count), at: 0)
        }
      }
      let blockSpan = document.span(block)
      for mention in mentions {
        note(mention.concept, at: blockSpan, in: key, isHeadingOrLabel: mention.concept == named && isLabel)
      }
      if named == nil, isLabel || block.role == .property, let name, let parent = subject {
        named = coinLabel(name, role: block.role, parent: parent, isKnownField: !headed.isEmpty, blockSpan, key)
      }
      let inherited = label.flatMap { label in
        label.named ?? label.mentions.first { $0.range.lowerBound <= 4 }?.concept ?? label.subject
      }
      if named == nil {
        let isAmong = block.item != nil && glossaries.contains(block.lead ?? -1)
        named = coinEntry(block, isAmongEntries: isAmong, parent: inherited ?? subject, blockSpan, key)
      }
      blocks.append(
        ReadBlock(
          block: block, text: text, key: key, span: blockSpan, mentions: mentions, subject: inherited ?? subject,
          named: named))
    }
    let sides = shape.versus.map { versus in
      [versus.left, versus.right].compactMap { side($0, within: subjects, parent: subject) }
    }
    sections.append(
      ReadSection(
        key: key, section: section, shape: shape, span: span, headed: headed, sides: sides ?? [], subject: subject,
        blocks: blocks))
  }

  private mutating func rows(
    of table: Table, _ block: Block, file: String, _ key: SectionKey, within subjects: [Concept.ID],
    subject: Concept.ID?
  ) -> [ReadBlock] {
    table.rows.map { row in
      let text = row.cells.joined(separator: "; "), span = SourceSpan(file: file, line: row.line)
      let mentions = self.mentions(in: text, within: subjects, isLabel: false)
      for mention in mentions { note(mention.concept, at: span, in: key, isHeadingOrLabel: false) }
      return ReadBlock(
        block: block, text: text, key: key, span: span, mentions: mentions, subject: subject, named: nil)
    }
  }

  private mutating func readHeading(
    _ title: String, _ shape: HeadingShape, _ span: SourceSpan, _ key: SectionKey, above: [Concept.ID]
  ) -> (headed: [Concept.ID], subject: Concept.ID?) {
    var headed: [Concept.ID] = []
    func add(_ ids: [Concept.ID]) {
      for id in ids where !headed.contains(id) { headed.append(id) }
    }
    if let whole = lexicon.entry(named: shape.subject, within: opened(above)) ?? lexicon.entry(named: title),
      whole.isConcept
    {
      add([whole.id])
    }
    let first = lexicon.matches(in: title).filter(\.entry.isConcept)
    let around = opened(above + first.map(\.entry.id))
    add(mentions(in: title, within: around, isLabel: true).map(\.concept))
    if !shape.aspect.isEmpty {
      add(mentions(in: shape.aspect, within: around, isLabel: true).map(\.concept))
    }
    if shape.isExample && !headed.contains(where: { lexicon.entry($0)?.kind == .pattern }) {
      let name = shape.aspect.isEmpty ? shape.subject : shape.aspect
      if !GenericWords.isGeneric(name) {
        let id = coin(lexicon.display(name) + " example", kind: .pattern, aliases: [name], parent: nil)
        note(id, at: span, in: key, isHeadingOrLabel: true)
        for concept in headed { note(concept, at: span, in: key, isHeadingOrLabel: true) }
        return (headed + [id], id)
      }
    }
    if let versus = shape.versus {
      let sides = [versus.left, versus.right].compactMap {
        side($0, within: around, parent: headed.first ?? above.first)
      }
      add(sides)
      for concept in headed { note(concept, at: span, in: key, isHeadingOrLabel: true) }
      if headed.isEmpty { return ([], above.first) }
      return (headed, sides.first.map { isOwned($0, by: headed[0]) ? headed[0] : $0 } ?? headed[0])
    }
    if headed.isEmpty {
      guard GenericWords.canName(shape.subject) else { return ([], nil) }
      let name = Self.nameAndAbbreviation(shape.subject)
      let id = coin(
        lexicon.display(name.name), kind: .term, aliases: name.abbreviation.map { [$0] } ?? [], parent: above.first)
      note(id, at: span, in: key, isHeadingOrLabel: true)
      return ([id], id)
    }
    for concept in headed { note(concept, at: span, in: key, isHeadingOrLabel: true) }
    if let position = positions[headed[0]], let entry = lexicon.entry(headed[0]), let parent = above.first,
      entry.domain == nil, entry.owner == nil, parent != entry.id
    {
      drafts[position].parent = parent
    }
    // The most particular one: owned, through any steps, by the one before.
    var subject = headed[0]
    for concept in headed.dropFirst() where isOwned(concept, by: subject) { subject = concept }
    return (headed, subject)
  }

  /// The concept that one side of `X vs Y` names; the left one may lack the noun that both share.
  private mutating func side(
    _ text: String, within subjects: [Concept.ID], parent: Concept.ID?
  ) -> Concept.ID? {
    if let entry = lexicon.entry(named: text, within: subjects), entry.isConcept { return entry.id }
    if let found = mentions(in: text, within: subjects, isLabel: false).first(where: { !$0.isNested && !$0.isEveryday })
    {
      return found.concept
    }
    guard GenericWords.canName(text) else { return nil }
    return coin(lexicon.display(text), kind: .term, aliases: [], parent: parent)
  }

  func isOwned(_ concept: Concept.ID, by owner: Concept.ID) -> Bool {
    var current = lexicon.entry(concept)?.owner, steps = 0
    while let next = current, steps < 4 {
      if next == owner { return true }
      current = lexicon.entry(next)?.owner
      steps += 1
    }
    return false
  }

  /// The subjects and what owns them.
  private func opened(_ subjects: [Concept.ID]) -> [Concept.ID] {
    subjects + subjects.compactMap { lexicon.entry($0)?.owner }
  }

  // MARK: - Mentions

  /// Concepts in a text in order, with what is named inside a longer name.
  private func mentions(in text: String, within subjects: [Concept.ID], isLabel: Bool) -> [Mention] {
    var found: [Mention] = []
    for match in lexicon.matches(in: text, within: subjects, isLabel: isLabel) where match.entry.isConcept {
      let range = Self.offsets(match.range, in: text)
      found.append(Mention(concept: match.entry.id, range: range, isEveryday: match.alias.scope == .withinOwner))
      let words = LexiconWord.words(in: String(text[match.range]))
      guard words.count > 1 else { continue }
      for inner in innerMatches(of: match, in: text) { found.append(inner) }
    }
    return found
  }

  /// The owner or a related thing named by the first or last words of a longer name.
  private func innerMatches(of match: Lexicon.Match, in text: String) -> [Mention] {
    let words = LexiconWord.words(in: String(text[match.range]))
    let slice = String(text[match.range])
    var found: [Mention] = []
    let start = Self.offsets(match.range, in: text).lowerBound
    for cut in 1..<words.count {
      for part in [
        words[0].range.lowerBound..<words[words.count - cut - 1].range.upperBound,
        words[cut].range.lowerBound..<words[words.count - 1].range.upperBound,
      ] {
        guard let entry = lexicon.entry(named: String(slice[part])), entry.isConcept, entry.id != match.entry.id,
          isOwned(match.entry.id, by: entry.id)
            || Lexicon.areRelated(match.entry.id, entry.id) && Self.isFullName(String(slice[part]), of: entry)
        else { continue }
        guard !found.contains(where: { $0.concept == entry.id }) else { continue }
        let offsets = Self.offsets(part, in: slice)
        found.append(
          Mention(
            concept: entry.id, range: (start + offsets.lowerBound)..<(start + offsets.upperBound), isNested: true))
      }
    }
    return found
  }

  /// `Kinesis` within `Kinesis Data Firehose` is the family and not Kinesis Data Streams.
  private static func isFullName(_ text: String, of entry: Lexicon.Entry) -> Bool {
    let vendors: Set<String> = ["amazon", "aws"]
    func words(_ text: String) -> [String] {
      LexiconWord.words(in: text).map(\.folded).filter { !vendors.contains($0) }
    }
    return words(text).count >= words(entry.name).count || entry.name.contains("(")
  }

  static func offsets(_ range: Range<String.Index>, in text: String) -> Range<Int> {
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return start..<(start + text.utf8.distance(from: range.lowerBound, to: range.upperBound))
  }

  /// The part of a block that may be a name: the whole of a label, the key of a property.
  private func nameText(of block: Block) -> String? {
    var text = Substring(block.plain)
    if let colon = HeadingShape.firstRange(of: ":", in: String(text)) {
      text = text[..<colon.lowerBound]
    } else if let open = text.firstIndex(of: "("), open > text.startIndex {
      text = text[..<open]
    }
    // `edge-optimized (default): …`
    if let open = text.firstIndex(of: "("), open > text.startIndex { text = text[..<open] }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.isEmpty || text.utf8.count > 80 ? nil : String(text)
  }

  mutating func note(
    _ id: Concept.ID, at span: SourceSpan, in key: SectionKey, isHeadingOrLabel: Bool
  ) {
    let position: Int
    if let known = positions[id] {
      position = known
    } else if let entry = lexicon.entry(id) {
      position = drafts.count
      positions[id] = position
      drafts.append(
        ConceptDraft(
          id: id, name: entry.name, kind: entry.kind,
          aliases: Set(entry.aliases.filter { !$0.isMisspelling }.map { $0.display.lowercased() })))
    } else {
      return
    }
    drafts[position].mentions[key, default: []].insert(span)
    if lexicon.entry(id)?.isOwn == true { drafts[position].isOwn = true }
    if isHeadingOrLabel { drafts[position].isHeadingOrLabel = true }
  }

  /// A general term that the notes touch once in passing is no concept of theirs.
  private mutating func dropPassing() {
    let passing = Set(
      drafts.filter { draft in
        guard let entry = lexicon.entry(draft.id), entry.domain == nil, !entry.isOwn, !draft.isHeadingOrLabel else {
          return false
        }
        return draft.sources.count < 2
      }.map(\.id))
    // What the lexicon ties to a concept that stays is part of the picture.
    let tied = Set(
      drafts.filter { !passing.contains($0.id) }.flatMap { lexicon.entry($0.id)?.classes ?? [] }
        + Lexicon.knownRelations.flatMap { relation in
          passing.contains(relation.from) == passing.contains(relation.to) || positions[relation.from] == nil
            || positions[relation.to] == nil ? [] : [relation.from, relation.to]
        })
    let dropped = passing.subtracting(tied)
    guard !dropped.isEmpty else { return }
    drafts.removeAll { dropped.contains($0.id) }
    positions = [:]
    for (position, draft) in drafts.enumerated() { positions[draft.id] = position }
  }
}
