import Basics
import Concepts
import Notes

/// Makes cards of drafts: identity, breadcrumb, sources and concepts.
struct CardMaker: Sendable {
  let graph: ConceptGraph
  let lexicon: Lexicon
  let repair: Repair
  /// One for each document.
  let options: [IngestOptions]
  private let known: Set<Concept.ID>
  /// The concepts that only the graph knows, by file and line, in the order of the graph.
  private let coined: [String: [Int: [Int]]]

  init(graph: ConceptGraph, lexicon: Lexicon, repair: Repair, options: [IngestOptions]) {
    (self.graph, self.lexicon, self.repair, self.options) = (graph, lexicon, repair, options)
    known = Set(graph.concepts.map(\.id))
    var coined: [String: [Int: [Int]]] = [:]
    for (position, concept) in graph.concepts.enumerated() where lexicon.entry(concept.id) == nil {
      for span in concept.sources {
        for line in span.lines { coined[span.file, default: [:]][line, default: []].append(position) }
      }
    }
    self.coined = coined
  }

  /// The card, with the id that it has where no other card has the same.
  func card(
    _ draft: CardDraft, in section: Section, of document: Document, number: Int, context: CardContext,
    folds: inout BlockFolds
  ) -> Card {
    let options = options[number]
    let block = section.block(draft.block)
    let position = draft.block
    func hash(ofBlock index: Int) -> UInt64 {
      document.blocks.indices.contains(index) ? folds.fold(document.blocks[index]).hash : 0
    }
    let sourceText =
      block.map { $0.plain.isEmpty ? Self.folded($0.raw) : folds.fold($0).text } ?? Self.folded(draft.question)
    let slot = stableHash(
      [draft.pattern, draft.subject.lowercased(), draft.aspect.lowercased()].joined(separator: "\n"))
    let questionAndAnswer = stableHash(Self.folded(draft.question) + "\n" + Self.folded(draft.answer))
    let fingerprint = Fingerprint(
      source: stableHash(sourceText), questionAndAnswer: questionAndAnswer, slot: slot,
      path: stableHash(([document.file] + section.path).joined(separator: "\n")), previous: hash(ofBlock: position - 1),
      next: hash(ofBlock: position + 1), sourceText: sourceText)
    return Card(
      id: Self.mint(slot, fingerprint.source, questionAndAnswer),
      deck: draft.deck ?? section.marks[draft.block]?.deck ?? section.deck ?? options.deck, form: draft.form,
      pattern: draft.pattern,
      question: RichText(markdown: draft.question), answer: RichText(markdown: draft.answer), accept: draft.accept,
      context: context.breadcrumb, sources: spans(draft.sources, file: document.file),
      concepts: concepts(of: draft, context, options: options, in: document.file),
      demo: block?.demo ?? section.demo ?? options.demo,
      tags: tags(of: draft, in: section, options: options),
      confidence: draft.confidence,
      fingerprint: fingerprint)
  }

  /// Of the file, of the section, of the line; each once.
  private func tags(of draft: CardDraft, in section: Section, options: IngestOptions) -> [String] {
    var seen: Set<String> = []
    return (options.tags + section.tags + (section.marks[draft.block]?.tags ?? []) + draft.tags)
      .filter { seen.insert($0.lowercased()).inserted }
  }

  /// What blocks are recognised by, which several cards ask for.
  struct BlockFolds {
    private var known: [Int: (text: String, hash: UInt64)] = [:]

    mutating func fold(_ block: Block) -> (text: String, hash: UInt64) {
      if let fold = known[block.index] { return fold }
      let text = CardMaker.folded(block.plain)
      let fold = (text, stableHash(text))
      known[block.index] = fold
      return fold
    }
  }

  /// Lower case, single spaces.
  static func folded(_ text: String) -> String {
    var folded = text.lowercased()
    // The usual text has single spaces already.
    let isSpaced = folded.withUTF8 { bytes in
      var before: UInt8 = 0x20
      for byte in bytes {
        if byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x20 && before == 0x20 { return false }
        before = byte
      }
      return before != 0x20
    }
    if isSpaced { return folded }
    return folded.split { " \n\t\r\r\n".contains($0) }.joined(separator: " ")
  }

  /// Sources without repetition; the first stays first.
  private func spans(_ lines: [ClosedRange<Int>], file: String) -> [SourceSpan] {
    var seen: Set<ClosedRange<Int>> = []
    return lines.filter { seen.insert($0).inserted }.map { SourceSpan(file: file, lines: $0) }
  }

  private func concepts(
    of draft: CardDraft, _ context: CardContext, options: IngestOptions, in file: String
  ) -> [Concept.ID] {
    var found: [Concept.ID] = []
    for text in [draft.question, draft.answer, draft.subject] {
      for match in lexicon.matches(in: text, within: context.topic.concepts)
      where known.contains(match.entry.id) {
        if !found.contains(match.entry.id) { found.append(match.entry.id) }
      }
    }
    // Names that the notes coin are in the graph alone: those of the line that the card states.
    if let byLine = coined[file] {
      let positions = (draft.sources.first ?? 0...0).flatMap { byLine[$0] ?? [] }
      for position in positions.sorted() where !found.contains(graph.concepts[position].id) {
        found.append(graph.concepts[position].id)
      }
    }
    for id in context.topic.concepts + options.concepts where known.contains(id) && !found.contains(id) {
      found.append(id)
    }
    return found
  }

  /// Twelve lower-case base-32 characters; notes that are the same give the same ids in every collection.
  static func mint(_ slot: UInt64, _ source: UInt64, _ questionAndAnswer: UInt64) -> CardID {
    var bytes: [UInt8] = []
    for part in [slot, source, questionAndAnswer] {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: part >> UInt64(shift))) }
    }
    var value = stableHash(bytes: bytes)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var name: [UInt8] = []
    for _ in 0..<12 {
      name.append(alphabet[Int(value & 31)])
      value >>= 5
    }
    return CardID(String(decoding: name, as: UTF8.self))
  }
}
