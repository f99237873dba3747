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
  /// The language of the note as it says itself, such as `de` or `en-GB`; told from the text where nil.
  public var language: String?

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
    let work = IngestWork(
      documents, lexicon: lexicon, graph: graph ?? ConceptGraph(documents, lexicon: lexicon),
      options: documents.map(options))
    return work.result(work.parts.map(work.read))
  }

  // MARK: - Choosing drafts

  /// The drafts to keep, in the order of their blocks, and why blocks without any lost theirs.
  static func drafts(
    in section: Section, _ context: CardContext, onlyAuthored: Bool = false
  ) -> (kept: [CardDraft], flawed: [Int: Quality.Flaw]) {
    var perBlock: [Spot: [CardDraft]] = [:], words: [Spot: [DraftWords]] = [:], flawed: [Int: Quality.Flaw] = [:]
    let muted = Set(section.blocks.filter(\.isMuted).map(\.index))
    let tables = Set(section.blocks.filter { $0.table != nil }.map(\.index))
    for pattern in Registry.patterns where !onlyAuthored || type(of: pattern).id == AuthoredPattern.id {
      var drafts: [CardDraft]
      if let last = pattern as? FallbackClozePattern {
        drafts = last.cards(context) { line in
          perBlock[Spot(block: line.block.index, row: 0)]?.contains { $0.pattern != FallbackClozePattern.id } != true
            || context.sentences(ofBlock: line.block.index) != 1
        }
      } else {
        drafts = pattern.cards(in: section, context)
      }
      for made in drafts where !muted.contains(made.block) {
        let draft = made.restored
        let spot = Spot(block: draft.block, row: tables.contains(draft.block) ? draft.sources[0].lowerBound : 0)
        if draft.pattern != AuthoredPattern.id {
          guard draft.confidence >= 0.5 else { continue }
          let isCloze = draft.pattern == FallbackClozePattern.id || draft.pattern == NumericPattern.clozeID
          if isCloze, perBlock[spot]?.contains(where: { $0.pattern != draft.pattern }) == true,
            context.sentences(ofBlock: draft.block) == 1
          {
            continue
          }
          if let flaw = Quality.flaws(of: draft).first {
            flawed[draft.block] = flawed[draft.block] ?? flaw
            continue
          }
          let before = perBlock[spot, default: []]
          if before.contains(where: { $0.pattern == RefinementPattern.id }),
            Budget.clausePatterns.contains(draft.pattern)
          {
            continue
          }
          // The reverse of what is asked already is worth a card only where a thing is defined.
          if draft.pattern == MembershipPattern.id, draft.confidence < 0.8,
            before.contains(where: { Self.tellsMore($0) })
          {
            continue
          }
          let own = DraftWords(draft)
          if words[spot]?.contains(where: { $0.isSame(as: own) }) == true { continue }
          if before.contains(where: { $0.pattern == NegatedDefinitionPattern.id }),
            Budget.clausePatterns.contains(draft.pattern) || draft.pattern == NegativePattern.id
          {
            continue
          }
          words[spot, default: []].append(own)
        } else {
          words[spot, default: []].append(DraftWords(draft))
        }
        perBlock[spot, default: []].append(draft)
      }
    }
    var kept: [CardDraft] = []
    for spot in perBlock.keys.sorted() {
      let drafts = perBlock[spot] ?? []
      kept += Budget.chosen(
        drafts, of: context.line(ofBlock: spot.block), sentences: max(1, context.sentences(ofBlock: spot.block)),
        inContrast: !context.topic.contrast.isEmpty)
    }
    let clear = unambiguous(merged(kept)), stated = Set(clear.map(\.block))
    for draft in kept where !stated.contains(draft.block) { flawed[draft.block] = flawed[draft.block] ?? .repeated }
    return (clear, flawed)
  }

  /// What shares one budget: a block, or a row of a table.
  private struct Spot: Hashable, Comparable {
    let block: Int, row: Int
    static func < (left: Spot, right: Spot) -> Bool { (left.block, left.row) < (right.block, right.row) }
  }

  /// Whether a card asks for something of its line rather than for a list or an abbreviation beside it.
  private static func tellsMore(_ draft: CardDraft) -> Bool {
    draft.pattern != ListRecallPattern.id && draft.pattern != AliasPattern.id && draft.pattern != MembershipPattern.id
  }

  /// What two cards of a line are compared by.
  private struct DraftWords {
    let pattern: String, question: String
    let asked: Set<WordKey>, told: Set<WordKey>

    init(_ draft: CardDraft) {
      (pattern, question) = (draft.pattern, draft.question.lowercased())
      (asked, told) = (Set(Quality.contentKeys(draft.question)), Set(Quality.contentKeys(draft.answer)))
    }

    /// Whether both are told the same and asked alike.
    func isSame(as later: DraftWords) -> Bool {
      if question == later.question { return true }
      if pattern == NumericPattern.id, Budget.clausePatterns.contains(later.pattern), told.isSubset(of: later.told) {
        return true
      }
      guard told == later.told else { return false }
      let shared = asked.count(where: later.asked.contains), union = asked.count + later.asked.count - shared
      return union > 0 && Double(shared) / Double(union) >= 0.6
    }
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
        Set(group.map { drafts[$0].block }).count == group.count, drafts[index].question.hasPrefix("What "),
        !drafts[index].question.hasPrefix("What is the only "), !drafts[index].question.hasPrefix("What is your only ")
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
    return repeatedLimitsMerged(result.enumerated().filter { !dropped.contains($0.offset) }.map(\.element))
  }

  /// A limit that a section states twice becomes one card with both lines.
  private static func repeatedLimitsMerged(_ drafts: [CardDraft]) -> [CardDraft] {
    var result = drafts, dropped: Set<Int> = []
    let sizes: Set<String> = ["size", "limit", "maximum", "max", "total"]
    func measured(_ draft: CardDraft) -> Set<String> {
      Set(Quality.content(draft.aspect).filter { !sizes.contains($0) })
    }
    for (first, draft) in drafts.enumerated() where draft.pattern == NumericPattern.id && !dropped.contains(first) {
      for second in drafts.indices.dropFirst(first + 1)
      where drafts[second].pattern == NumericPattern.id && drafts[second].block != draft.block
        && drafts[second].answer == draft.answer && !dropped.contains(second)
        && drafts[second].subject == draft.subject
      {
        let measure = measured(draft)
        guard !measure.isEmpty, measure == measured(drafts[second]), drafts[second].sources.count == draft.sources.count
        else { continue }
        result[first].sources += drafts[second].sources
        dropped.insert(second)
      }
    }
    return result.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// Without cards that ask one question and tell different answers: the surest stays.
  private static func unambiguous(_ drafts: [CardDraft]) -> [CardDraft] {
    var best: [[WordKey]: Int] = [:]
    let keys = drafts.map { $0.pattern == AuthoredPattern.id ? [] : Quality.contentKeys($0.question) }
    for (index, draft) in drafts.enumerated() where draft.pattern != AuthoredPattern.id {
      if let other = best[keys[index]] {
        if drafts[other].confidence < draft.confidence { best[keys[index]] = index }
      } else {
        best[keys[index]] = index
      }
    }
    return drafts.enumerated().filter { index, draft in
      draft.pattern == AuthoredPattern.id || best[keys[index]] == index
    }.map(\.element)
  }
}
