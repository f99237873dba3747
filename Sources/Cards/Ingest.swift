import Basics
import Concepts
import Notes

/// What became of one line of a note.
public struct LineAccount: Hashable, Sendable, Codable {
  public let span: SourceSpan
  /// The cards made from the line, in order.
  public let cards: [CardID]
  public let concepts: [Concept.ID]
  /// Why the line gave no card of its own; nil where it gave one.
  public let reason: String?
}

/// Cards, graph and findings from a set of notes.
public struct IngestResult: Sendable {
  /// In the order of the notes.
  public let cards: [Card]
  public let graph: ConceptGraph
  public let diagnostics: [Diagnostic]
  /// Every line that is not blank, in order.
  public let lines: [LineAccount]
  /// Cards that the notes want to wait: they are not asked until they are unsuspended.
  public let suspended: Set<CardID>
}

/// What deck definition and front matter say about one document.
public struct IngestOptions: Hashable, Sendable {
  public enum CardMaking: String, Hashable, Sendable, CaseIterable {
    case auto
    /// Only cards that the note spells out.
    case explicit
    case off
  }
  /// Levels are joined by `::`.
  public var deck: String
  public var tags: [String] = []
  public var making = CardMaking.auto
  /// The demo of every card that names none itself.
  public var demo: String?
  /// Concepts that every card belongs to.
  public var concepts: [Concept.ID] = []

  public init(deck: String) { self.deck = deck }
}

/// Turns documents into cards. The same documents give the same cards in the same order.
public enum Ingest {
  /// At most this many cards come from one block that the person did not write as cards.
  static let cardsPerBlockMax = 4

  /// - Parameters:
  ///   - graph: The graph of the same documents, if the caller has it already.
  ///   - options: What deck definition and front matter say about a document.
  public static func run(
    _ documents: [Document], lexicon: Lexicon = .bundled, graph: ConceptGraph? = nil,
    options: (Document) -> IngestOptions
  ) -> IngestResult {
    let graph = graph ?? ConceptGraph(documents, lexicon: lexicon)
    let repair = Repair(lexicon: lexicon, documents: documents.map { $0.blocks.map(\.plain).joined(separator: "\n") })
    let display: @Sendable (String, [Concept.ID]) -> String = { text, _ in repair(text).text }
    let known = Set(graph.concepts.map(\.id))
    var cards: [Card] = [], accounts: [LineAccount] = [], used: [CardID: Int] = [:]
    var questions: Set<String> = [], suspended: Set<CardID> = []
    for document in documents {
      let options = options(document)
      var made: [Card] = []
      var flawed: [Int: Quality.Flaw] = [:]
      for section in document.sections {
        guard options.making != .off else { continue }
        let context = CardContext(section: section, lexicon: lexicon, display: display)
        let (kept, rejected) = drafts(in: section, context, onlyAuthored: options.making == .explicit)
        flawed.merge(rejected) { first, _ in first }
        for draft in kept {
          let key = draft.question.lowercased() + "\n" + draft.answer.lowercased()
          guard questions.insert(key).inserted else { continue }
          made.append(
            card(
              draft, in: section, of: document, context: context, known: known, options: options, graph: graph,
              used: &used))
          if section.marks[draft.block]?.isSuspended == true, let id = made.last?.id { suspended.insert(id) }
        }
      }
      cards += made
      accounts += account(document, cards: made, graph: graph, flawed: flawed)
    }
    return IngestResult(
      cards: cards, graph: graph, diagnostics: documents.flatMap(\.diagnostics), lines: accounts,
      suspended: suspended)
  }

  // MARK: - Choosing drafts

  /// The drafts to keep, in the order of their blocks, and why blocks without any lost theirs.
  static func drafts(
    in section: Section, _ context: CardContext, onlyAuthored: Bool = false
  ) -> (kept: [CardDraft], flawed: [Int: Quality.Flaw]) {
    var perBlock: [Int: [CardDraft]] = [:], flawed: [Int: Quality.Flaw] = [:]
    let muted = Set(section.blocks.filter(\.isMuted).map(\.index))
    for pattern in Registry.patterns where !onlyAuthored || type(of: pattern).id == AuthoredPattern.id {
      for draft in pattern.cards(in: section, context) where !muted.contains(draft.block) {
        if draft.pattern != AuthoredPattern.id {
          guard draft.confidence >= 0.5 else { continue }
          let isCloze = draft.pattern == FallbackClozePattern.id || draft.pattern == NumericPattern.clozeID
          if isCloze, perBlock[draft.block]?.contains(where: { $0.pattern != draft.pattern }) == true,
            context.lines.count(where: { $0.block.index == draft.block }) == 1
          {
            continue
          }
          if let flaw = Quality.flaws(of: draft).first {
            flawed[draft.block] = flawed[draft.block] ?? flaw
            continue
          }
          let before = perBlock[draft.block, default: []]
          if before.contains(where: { asksTheSame($0, draft) }) { continue }
          if before.contains(where: { $0.pattern == NegatedDefinitionPattern.id }),
            Budget.clausePatterns.contains(draft.pattern) || draft.pattern == NegativePattern.id
          {
            continue
          }
        }
        perBlock[draft.block, default: []].append(draft)
      }
    }
    var kept: [CardDraft] = []
    for block in perBlock.keys.sorted() {
      let drafts = perBlock[block] ?? []
      kept += Budget.chosen(
        drafts, of: context.line(ofBlock: block), sentences: max(1, context.lines.count { $0.block.index == block }),
        inContrast: !context.topic.contrast.isEmpty)
    }
    let clear = unambiguous(merged(kept)), stated = Set(clear.map(\.block))
    for draft in kept where !stated.contains(draft.block) { flawed[draft.block] = flawed[draft.block] ?? .repeated }
    return (clear, flawed)
  }

  /// Two cards of a line that are told the same and asked alike.
  private static func asksTheSame(_ first: CardDraft, _ second: CardDraft) -> Bool {
    let told = Set(Quality.content(first.answer)), other = Set(Quality.content(second.answer))
    if first.question.lowercased() == second.question.lowercased() { return true }
    if first.pattern == NumericPattern.id, Budget.clausePatterns.contains(second.pattern), told.isSubset(of: other) {
      return true
    }
    guard told == other else { return false }
    let asked = Set(Quality.content(first.question)), also = Set(Quality.content(second.question))
    let union = asked.union(also).count
    return union > 0 && Double(asked.intersection(also).count) / Double(union) >= 0.6
  }

  /// Lines that answer one question in turn (`handle versioning`, `handle security`) become one card for all of them.
  private static func merged(_ drafts: [CardDraft]) -> [CardDraft] {
    var groups: [String: [Int]] = [:]
    for (index, draft) in drafts.enumerated() where draft.pattern == "statement" || draft.pattern == "circumstance" {
      groups[draft.question, default: []].append(index)
    }
    var dropped: Set<Int> = [], result = drafts
    for index in drafts.indices {
      guard let group = groups[drafts[index].question], group.count >= 2, group.count <= 5, group[0] == index,
        Set(group.map { drafts[$0].block }).count == group.count, drafts[index].question.hasPrefix("What ")
      else { continue }
      let items = group.map { drafts[$0].answer }
      guard Set(items).count == items.count else { continue }
      result[index].question = "Which \(Answers.numbers[items.count]) things" + drafts[index].question.dropFirst(4)
      result[index].answer = Answers.polished(
        Answers.joined(items.enumerated().map { $0.offset == 0 ? $0.element : CardContext.lowered(answer: $0.element) })
      )
      result[index].form = .list(items: items)
      result[index].sources = group.flatMap { drafts[$0].sources }
      dropped.formUnion(group.dropFirst())
    }
    return result.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// Without cards that ask one question and tell different answers: the surest stays.
  private static func unambiguous(_ drafts: [CardDraft]) -> [CardDraft] {
    var best: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() where draft.pattern != AuthoredPattern.id {
      let key = Quality.content(draft.question).joined(separator: " ")
      if let other = best[key] {
        if drafts[other].confidence < draft.confidence { best[key] = index }
      } else {
        best[key] = index
      }
    }
    return drafts.enumerated().filter { index, draft in
      draft.pattern == AuthoredPattern.id || best[Quality.content(draft.question).joined(separator: " ")] == index
    }.map(\.element)
  }

  // MARK: - Cards

  private static func card(
    _ draft: CardDraft, in section: Section, of document: Document, context: CardContext, known: Set<Concept.ID>,
    options: IngestOptions,
    graph: ConceptGraph, used: inout [CardID: Int]
  ) -> Card {
    let block = section.block(draft.block)
    let position = draft.block
    func hash(ofBlock index: Int) -> UInt64 {
      document.blocks.indices.contains(index) ? stableHash(folded(document.blocks[index].plain)) : 0
    }
    let sourceText = folded(block.map { $0.plain.isEmpty ? $0.raw : $0.plain } ?? draft.question)
    let slot = stableHash(
      [draft.pattern, draft.subject.lowercased(), draft.aspect.lowercased()].joined(separator: "\n"))
    let questionAndAnswer = stableHash(folded(draft.question) + "\n" + folded(draft.answer))
    let fingerprint = Fingerprint(
      source: stableHash(sourceText), questionAndAnswer: questionAndAnswer, slot: slot,
      path: stableHash(([document.file] + section.path).joined(separator: "\n")), previous: hash(ofBlock: position - 1),
      next: hash(ofBlock: position + 1), sourceText: sourceText)
    return Card(
      id: mint(slot, fingerprint.source, questionAndAnswer, used: &used),
      deck: draft.deck ?? section.marks[draft.block]?.deck ?? section.deck ?? options.deck, form: draft.form,
      pattern: draft.pattern,
      question: RichText(markdown: draft.question), answer: RichText(markdown: draft.answer), accept: draft.accept,
      context: breadcrumb(section, context), sources: spans(draft.sources, file: document.file),
      concepts: concepts(of: draft, context, known: known, options: options, in: document.file, graph: graph),
      demo: block?.demo ?? section.demo ?? options.demo,
      tags: tags(of: draft, in: section, options: options),
      confidence: draft.confidence,
      fingerprint: fingerprint)
  }

  /// Of the file, of the section, of the line; each once.
  private static func tags(of draft: CardDraft, in section: Section, options: IngestOptions) -> [String] {
    var seen: Set<String> = []
    return (options.tags + section.tags + (section.marks[draft.block]?.tags ?? []) + draft.tags)
      .filter { seen.insert($0.lowercased()).inserted }
  }

  /// Lower case, single spaces.
  static func folded(_ text: String) -> String {
    text.lowercased().split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  }

  /// The headings above, without levels that say nothing.
  private static func breadcrumb(_ section: Section, _ context: CardContext) -> String {
    var path = section.path.dropLast().map { context.display(Topic.withoutEmoji($0)) }
    if section.heading != nil { path.append(Asking.capitalized(context.display(Topic.withoutEmoji(section.title)))) }
    return path.suffix(2).joined(separator: " › ")
  }

  /// Sources without repetition; the first stays first.
  private static func spans(_ lines: [ClosedRange<Int>], file: String) -> [SourceSpan] {
    var seen: Set<ClosedRange<Int>> = []
    return lines.filter { seen.insert($0).inserted }.map { SourceSpan(file: file, lines: $0) }
  }

  private static func concepts(
    of draft: CardDraft, _ context: CardContext, known: Set<Concept.ID>, options: IngestOptions,
    in file: String, graph: ConceptGraph
  ) -> [Concept.ID] {
    var found: [Concept.ID] = []
    for text in [draft.question, draft.answer, draft.subject] {
      for match in context.lexicon.matches(in: text, within: context.topic.concepts)
      where known.contains(match.entry.id) {
        if !found.contains(match.entry.id) { found.append(match.entry.id) }
      }
    }
    // Names that the notes coin are in the graph alone: those of the line that the card states.
    let lines = draft.sources.first ?? 0...0
    for concept in graph.concepts where context.lexicon.entry(concept.id) == nil && !found.contains(concept.id) {
      if concept.sources.contains(where: { $0.file == file && $0.lines.overlaps(lines) }) { found.append(concept.id) }
    }
    for id in context.topic.concepts + options.concepts where known.contains(id) && !found.contains(id) {
      found.append(id)
    }
    return found
  }

  /// Twelve lower-case base-32 characters; notes that are the same give the same ids in every collection.
  static func mint(_ slot: UInt64, _ source: UInt64, _ questionAndAnswer: UInt64, used: inout [CardID: Int]) -> CardID {
    var bytes: [UInt8] = []
    for part in [slot, source, questionAndAnswer] {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: part >> UInt64(shift))) }
    }
    var value = stableHash(bytes: bytes)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    var name = ""
    for _ in 0..<12 {
      name.append(alphabet[Int(value & 31)])
      value >>= 5
    }
    let plain = CardID(name)
    let times = used[plain, default: 0]
    used[plain] = times + 1
    return times == 0 ? plain : CardID(name + "-\(times + 1)")
  }

  // MARK: - Accounts

  private static func account(
    _ document: Document, cards: [Card], graph: ConceptGraph, flawed: [Int: Quality.Flaw]
  ) -> [LineAccount] {
    var byLine: [Int: [CardID]] = [:], supporting: Set<Int> = []
    for card in cards {
      for (index, span) in card.sources.enumerated() {
        for line in span.lines {
          if index == 0 || card.pattern == ListRecallPattern.id && index < card.sources.count - 1
            || card.form.kind == "list" || card.form.kind == "sequence" || card.form.kind == "compare"
          {
            byLine[line, default: []].append(card.id)
          } else {
            supporting.insert(line)
          }
        }
      }
    }
    var concepts: [Int: [Concept.ID]] = [:]
    for concept in graph.concepts {
      for span in concept.sources where span.file == document.file {
        for line in span.lines where concepts[line]?.contains(concept.id) != true {
          concepts[line, default: []].append(concept.id)
        }
      }
    }
    var owner: [Int: Block] = [:]
    for block in document.blocks { for line in block.lines where owner[line] == nil { owner[line] = block } }
    return (1...max(1, document.lines.count)).compactMap { line in
      guard line <= document.lines.count, !document.line(line).allSatisfy({ $0 == " " }) else { return nil }
      let ids = byLine[line] ?? []
      return LineAccount(
        span: SourceSpan(file: document.file, line: line), cards: ids, concepts: concepts[line] ?? [],
        reason: ids.isEmpty
          ? reason(document, line: line, block: owner[line], supports: supporting.contains(line), flawed: flawed) : nil)
    }
  }

  private static func reason(
    _ document: Document, line: Int, block: Block?, supports: Bool, flawed: [Int: Quality.Flaw]
  ) -> String {
    if let front = document.frontMatter, front.span.lines.contains(line) { return "front matter" }
    if let block, block.isAuthored, !block.isMuted { return "part of a card that is written out" }
    guard let block else { return "part of the block above" }
    if block.isMuted { return "muted by a comment" }
    if block.isHeading { return "heading" }
    if supports { return "label or lead-in of cards below" }
    if let flaw = flawed[block.index] { return "its cards were rejected: \(flaw.rawValue)" }
    switch block.kind {
    case .code: return "code"
    case .html: return "HTML"
    case .thematicBreak: return "rule"
    case .table: return "table"
    case .heading, .paragraph, .item, .quote: break
    }
    if block.plain.split(separator: " ").count <= 5, block.role != .aside { return "too short to be asked about alone" }
    switch block.role {
    case .aside: return "nothing to learn: a link, a picture or an empty item"
    case .label, .leadIn: return "label or lead-in without cards below"
    case .section, .member, .property, .detail, .statement, .example, .reason: return "no pattern fits"
    }
  }
}
