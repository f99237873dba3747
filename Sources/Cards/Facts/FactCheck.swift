import Basics
import Concepts
import Notes

/// A line that says what a statement is about.
public struct FactFinding: Hashable, Sendable {
  /// The narrowest lines that say it.
  public let span: SourceSpan
  public let statement: FactStatement
  /// The words that gave it away, folded to stems, in the order of the line.
  public let evidence: [String]

  public init(span: SourceSpan, statement: FactStatement, evidence: [String] = []) {
    (self.span, self.statement, self.evidence) = (span, statement, evidence)
  }
}

/// Finds lines that are outdated, wrong or half the truth.
public enum FactCheck {
  /// In the order of the notes; one finding per place and statement.
  /// - Parameters:
  ///   - lexicon: Tells what a line, its label and its heading are about; the names of a field that the notes do not
  ///     speak of count for nothing.
  ///   - repair: How typing slips are mended before reading; made from the documents where nil.
  public static func findings(
    in documents: [Document], lexicon: Lexicon, base: FactBase = .bundled, repair: Repair? = nil
  ) -> [FactFinding] {
    let search = FactSearch(documents, lexicon: lexicon, base: base, repair: repair)
    return documents.flatMap(search.findings)
  }
}

/// A search that is made ready once, so that several documents can be searched at the same time.
public struct FactSearch: Sendable {
  /// The windows of a paragraph's lines that are tried, in lines.
  private static let windowMax = 3

  private let lexicon: Lexicon
  private let base: FactBase
  private let repair: Repair
  private let subjects: Set<Concept.ID>
  /// Whether a statement can stand in any section, because it is about something that no lexicon knows.
  private let isOpen: Bool

  /// - Parameters:
  ///   - documents: All that were ingested together.
  ///   - repair: How typing slips are mended before reading; made from the documents where nil.
  public init(
    _ documents: [Document], lexicon: Lexicon, base: FactBase = .bundled, repair: Repair? = nil
  ) {
    let lexicon = lexicon.narrowed(to: documents.lazy.flatMap { document in document.blocks.lazy.map(\.plain) })
    subjects = base.statements.reduce(into: Set<Concept.ID>()) { subjects, statement in
      subjects.formUnion(statement.concepts)
      for pattern in statement.patterns { subjects.formUnion(pattern.subjects ?? []) }
    }
    isOpen = base.statements.contains { statement in
      statement.patterns.contains { $0.subjects?.isEmpty ?? true }
        && !statement.concepts.contains { lexicon.entry($0) != nil }
    }
    self.repair =
      repair
      ?? Repair(lexicon: lexicon, documents: documents)
    (self.lexicon, self.base) = (lexicon, base)
  }

  /// In the order of the document. Pure: may be called for several documents at once.
  public func findings(in document: Document) -> [FactFinding] {
    var findings: [FactFinding] = []
    var said = FactFile()
    for section in document.sections {
      var reading = FactReading(document: document, section: section, lexicon: lexicon, repair: repair, said: said)
      guard isOpen || reading.isAbout(subjects) else { continue }
      findings += reading.findings(base, windowMax: Self.windowMax)
      said = reading.said
    }
    return findings
  }
}

/// What the whole of a file says, read when the first statement asks whether the file knows.
private struct FactFile {
  var words: FactFileWords?
  /// Whether the file knows a statement, by its id: asked once, however many lines say the statement.
  var knows: [String: Bool] = [:]
}

/// The words of a whole file.
private struct FactFileWords {
  let terms: [FactWords.Term]
  private let stems: Set<String>

  init(_ terms: [FactWords.Term]) {
    self.terms = terms
    stems = Set(terms.compactMap { if case .word(let stem, _) = $0 { stem } else { nil } })
  }

  /// Whether one of the alternatives stands somewhere; those with a word that the file has not are passed over.
  func says(_ group: FactPattern.Group) -> Bool {
    let possible = group.filter { alternative in
      alternative.phrases.joined().allSatisfy { part in
        if case .term(.word(let stem, _)) = part { stems.contains(stem) } else { true }
      }
    }
    return !possible.isEmpty && FactPattern.first(of: possible, in: terms) != nil
  }
}

/// A section as facts are looked for in it.
private struct FactReading {
  let document: Document
  let section: Section
  let lexicon: Lexicon
  let repair: Repair
  /// What the heading, the headings above and the file are about, the nearest first.
  private var levels: [Set<Concept.ID>] = []
  private var topic: [Concept.ID] = []
  private var ids: [Int: Set<Concept.ID>] = [:]
  private var texts: [Int: String] = [:]
  private(set) var said: FactFile

  init(document: Document, section: Section, lexicon: Lexicon, repair: Repair, said: FactFile) {
    self.said = said
    (self.document, self.section, self.lexicon, self.repair) = (document, section, lexicon, repair)
    for title in section.path.reversed() {
      let shown = repair(title).text
      let found = lexicon.matches(in: shown, isLabel: true).map(\.entry.id)
      topic += found.filter { !topic.contains($0) }
      levels.append(Set(found))
    }
    let name = document.file.split(separator: "/").last?.split(separator: ".").first ?? ""
    let file = String(name.map { $0 == "-" || $0 == "_" ? " " : $0 })
    levels.append(Set(lexicon.matches(in: file, isLabel: true).map(\.entry.id)))
  }

  /// Whether the section or any of its blocks names one of `subjects`, or something of theirs.
  func isAbout(_ subjects: Set<Concept.ID>) -> Bool {
    if levels.contains(where: { names($0, subjects) }) { return true }
    return section.blocks.contains { block in
      names(Set(lexicon.matches(in: block.plain, within: topic).map(\.entry.id)), subjects)
    }
  }

  mutating func findings(_ base: FactBase, windowMax: Int) -> [FactFinding] {
    var found: [FactFinding] = []
    for block in ([section.heading].compactMap { $0 } + section.blocks) {
      guard block.role != .aside || block.isHeading || block.table != nil else { continue }
      if let table = block.table {
        for row in table.rows {
          let text = repair(zip(table.header, row.cells).map { "\($0) \($1)" }.joined(separator: "; ")).text
          let own = Set(lexicon.matches(in: text, within: topic).map(\.entry.id))
          for (statement, evidence) in statements(in: joined(text), own: own, block: block, base, isHeading: false) {
            found.append(
              FactFinding(
                span: SourceSpan(file: document.file, line: row.line), statement: statement, evidence: evidence))
          }
        }
        continue
      }
      guard block.isProse || block.isHeading else { continue }
      let shown = text(of: block)
      for (statement, evidence) in statements(
        in: shown, own: concepts(of: block), block: block, base, isHeading: block.isHeading)
      {
        let lines = narrowed(block, to: statement, windowMax: windowMax)
        found.append(
          FactFinding(span: SourceSpan(file: document.file, lines: lines), statement: statement, evidence: evidence))
      }
    }
    return found
  }

  /// Cells are clauses of one row, so that a phrase may reach across them.
  private func joined(_ row: String) -> String { String(row.map { $0 == ";" ? "," : $0 }) }

  private mutating func statements(
    in text: String, own: Set<Concept.ID>, block: Block, _ base: FactBase, isHeading: Bool
  ) -> [(FactStatement, [String])] {
    let whole = FactWords(text).terms
    guard !whole.isEmpty else { return [] }
    let parts = whole.split(separator: .end).map(Array.init)
    let units = parts.count > 1 ? parts + [whole] : parts
    var found: [Int: [String]] = [:]
    for unit in units {
      for candidate in base.candidates(for: unit) where found[candidate.statement] == nil {
        let statement = base.statements[candidate.statement]
        if isHeading && statement.verdict == .nuance { continue }
        let pattern = statement.patterns[candidate.pattern]
        guard let evidence = pattern.evidence(in: unit), isSubject(of: pattern, own: own, block: block),
          !isKnown(statement)
        else { continue }
        found[candidate.statement] = evidence.compactMap { FactFinding.word(unit[$0]) }
      }
    }
    return found.keys.sorted().map { (base.statements[$0], found[$0] ?? []) }
  }

  /// The nearest of line, label and heading that is about the subject or a rival decides; one about both does not.
  private mutating func isSubject(of pattern: FactPattern, own: Set<Concept.ID>, block: Block) -> Bool {
    guard let subjects = pattern.subjects, !subjects.isEmpty else { return true }
    let rivals = pattern.rivals ?? []
    var nearest = [own]
    var lead = block.lead, steps = 0
    while let index = lead, let above = section.block(index), steps < 8 {
      nearest.append(concepts(of: above))
      lead = above.lead
      steps += 1
    }
    for level in nearest + levels {
      let isOurs = names(level, subjects), isTheirs = names(level, rivals)
      if isOurs != isTheirs { return isOurs }
    }
    return false
  }

  private mutating func isKnown(_ statement: FactStatement) -> Bool {
    guard !statement.known.isEmpty else { return false }
    if let answer = said.knows[statement.id] { return answer }
    let words =
      said.words
      ?? FactFileWords(
        document.blocks.reduce(into: []) { terms, block in
          guard block.isProse || block.table != nil else { return }
          terms += FactWords(block.plain).terms + [.end]
        })
    said.words = words
    let answer = words.says(statement.known)
    said.knows[statement.id] = answer
    return answer
  }

  private mutating func narrowed(_ block: Block, to statement: FactStatement, windowMax: Int) -> ClosedRange<Int> {
    guard block.lines.count > 1, block.textLines.count == block.lines.count else { return block.lines }
    for size in 1...windowMax where size < block.lines.count {
      for start in 0...(block.textLines.count - size) {
        let text = repair(block.textLines[start..<(start + size)].joined(separator: " ")).text
        let terms = FactWords(text).terms
        if statement.patterns.contains(where: { $0.evidence(in: terms) != nil }) {
          return (block.lines.lowerBound + start)...(block.lines.lowerBound + start + size - 1)
        }
      }
    }
    return block.lines
  }

  private mutating func text(of block: Block) -> String {
    if let text = texts[block.index] { return text }
    let text = repair(Topic.withoutEmoji(block.plain)).text
    texts[block.index] = text
    return text
  }

  private mutating func concepts(of block: Block) -> Set<Concept.ID> {
    if let known = ids[block.index] { return known }
    let isLabel = block.isHeading || block.role == .label || block.role == .leadIn
    let found = Set(lexicon.matches(in: text(of: block), within: topic, isLabel: isLabel).map(\.entry.id))
    ids[block.index] = found
    return found
  }

  /// Whether one of `ids`, or what it is part of, is one of `subjects`.
  private func names(_ ids: Set<Concept.ID>, _ subjects: Set<Concept.ID>) -> Bool {
    ids.contains { id in
      var next: Concept.ID? = id, steps = 0
      while let current = next, steps < 4 {
        if subjects.contains(current) { return true }
        next = lexicon.entry(current)?.owner
        steps += 1
      }
      return false
    }
  }
}

extension FactFinding {
  static func word(_ term: FactWords.Term) -> String? {
    switch term {
    case .word(let stem, _): stem
    case .quantity(let value, _): "\(value)"
    case .end: nil
    }
  }
}
