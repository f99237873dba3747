import Basics
import Concepts
import Notes

/// An ingest cut into parts that can be read at the same time, and put together in the order of the notes.
///
/// `read` depends on nothing but the part, so that the result is the same however many tasks share the parts.
public struct IngestWork: Sendable {
  /// Neighbouring sections of one document, about as much text in each part.
  public struct Part: Sendable {
    let document: Int
    let sections: Range<Int>
    /// The bytes of the file that the part covers.
    public let bytes: Int
  }

  /// What was read from a part, before ids are told apart and questions asked twice are dropped.
  public struct Reading: Sendable {
    let document: Int
    var made: [(question: String, card: Card, isSuspended: Bool)] = []
    var flawed: [Int: Quality.Flaw] = [:]
    /// What can be set beside what other parts say.
    var features: [ContrastFeature] = []
    /// Blocks in another language, which the rules of English do not read.
    var foreign: Set<Int> = []
  }

  /// In the order of the notes.
  public let parts: [Part]
  /// Mends the text of these documents; their own vocabulary is in it.
  public let repair: Repair
  let documents: [Document]
  private let maker: CardMaker
  /// Of each document.
  private let words: [CommonWords], isForeign: [Bool]

  /// A part is cut when it has this many bytes: small enough to share out, large enough to cost nothing.
  private static let partSize = 16 << 10

  /// - Parameters:
  ///   - graph: The graph of the same documents.
  ///   - options: What deck definition and front matter say, one for each document.
  ///   - repair: Mends the text of these documents; made of them where nil.
  public init(
    _ documents: [Document], lexicon: Lexicon = .bundled, graph: ConceptGraph, options: [IngestOptions],
    repair: Repair? = nil
  ) {
    precondition(options.count == documents.count, "each document has its options")
    self.documents = documents
    let repair = repair ?? Repair(lexicon: lexicon, documents: documents)
    self.repair = repair
    maker = CardMaker(graph: graph, lexicon: lexicon, repair: repair, options: options)
    let vocabulary = repair.vocabulary
    words = documents.map { CommonWords(of: $0, vocabulary: vocabulary) }
    isForeign = documents.map(NoteLanguage.isForeign)
    parts = documents.indices.flatMap { Self.parts(of: documents[$0], number: $0) }
  }

  private static func parts(of document: Document, number: Int) -> [Part] {
    var parts: [Part] = [], first = 0, bytes = 0
    for section in document.sections {
      bytes += (section.blocks.last ?? section.heading)?.bytes.upperBound ?? 0
      bytes -= (section.heading ?? section.blocks.first)?.bytes.lowerBound ?? 0
      guard bytes >= partSize else { continue }
      parts.append(Part(document: number, sections: first..<(section.index + 1), bytes: bytes))
      (first, bytes) = (section.index + 1, 0)
    }
    if first < document.sections.count {
      parts.append(Part(document: number, sections: first..<document.sections.count, bytes: bytes))
    }
    return parts
  }

  /// The cards of a part. Pure: may be called for several parts at once.
  public func read(_ part: Part) -> Reading {
    let document = documents[part.document]
    var reading = Reading(document: part.document)
    let making = maker.options[part.document].making
    guard making != .off else { return reading }
    var folds = CardMaker.BlockFolds()
    for section in document.sections[part.sections].flatMap(\.parts) {
      let repair = repair
      let context = CardContext(
        section: section, lexicon: maker.lexicon, isForeign: isForeign[part.document], words: words[part.document]
      ) { text, _ in repair(text).text }
      reading.foreign.formUnion(context.foreign.map(\.index))
      if making == .auto { reading.features += ContrastFeature.all(in: context, document: part.document) }
      let (kept, rejected) = Ingest.drafts(in: section, context, onlyAuthored: making == .explicit)
      reading.flawed.merge(rejected) { first, _ in first }
      for draft in kept {
        reading.made.append(
          (
            draft.question.lowercased() + "\n" + draft.answer.lowercased(),
            maker.card(draft, in: section, of: document, number: part.document, context: context, folds: &folds),
            section.marks[draft.block]?.isSuspended == true
          ))
      }
    }
    return reading
  }

  /// All of it: `readings` in the order of `parts`.
  public func result(_ readings: [Reading]) -> IngestResult {
    var cards: [Card] = [], accounts: [LineAccount] = [], used: [CardID: Int] = [:], questions: Set<String> = []
    var suspended: Set<CardID> = []
    let index = Accounts(graph: maker.graph)
    let contrasts = contrasts(between: readings.flatMap(\.features))
    var next = 0
    for (number, document) in documents.enumerated() {
      let first = cards.count
      var flawed: [Int: Quality.Flaw] = [:], foreign: Set<Int> = []
      while next < readings.count, readings[next].document == number {
        flawed.merge(readings[next].flawed) { first, _ in first }
        foreign.formUnion(readings[next].foreign)
        for (question, card, isSuspended) in readings[next].made where questions.insert(question).inserted {
          var card = card
          let times = used[card.id, default: 0]
          used[card.id] = times + 1
          // A second card of the same line, kind and words: its place tells it apart.
          if times > 0 { card.id = CardID("\(card.id)-\(times + 1)") }
          cards.append(card)
          if isSuspended { suspended.insert(card.id) }
        }
        next += 1
      }
      for card in contrasts[number] ?? []
      where questions.insert(card.question.markdown.lowercased() + "\n" + card.answer.markdown.lowercased()).inserted {
        var card = card
        let times = used[card.id, default: 0]
        used[card.id] = times + 1
        if times > 0 { card.id = CardID("\(card.id)-\(times + 1)") }
        cards.append(card)
      }
      accounts += index.accounts(of: document, cards: cards[first...], flawed: flawed, foreign: foreign)
    }
    return IngestResult(
      cards: cards, graph: maker.graph, diagnostics: documents.flatMap(\.diagnostics), lines: accounts,
      suspended: suspended)
  }

  /// The cards that tell entities apart, by the document of the line that they hang on.
  private func contrasts(between features: [ContrastFeature]) -> [Int: [Card]] {
    var cards: [Int: [Card]] = [:]
    for made in Contrasts(graph: maker.graph, lexicon: maker.lexicon).drafts(features) {
      let number = made.anchor.document, repair = repair
      var folds = CardMaker.BlockFolds()
      guard Quality.flaws(of: made.draft).isEmpty else { continue }
      let context = CardContext(
        section: made.anchor.section, lexicon: maker.lexicon, isForeign: isForeign[number], words: words[number]
      ) { text, _ in repair(text).text }
      var card = maker.card(
        made.draft, in: made.anchor.section, of: documents[number], number: number, context: context, folds: &folds)
      if made.other.document != number {
        card.sources += made.other.lines.map { SourceSpan(file: documents[made.other.document].file, lines: $0) }
      }
      cards[number, default: []].append(card)
    }
    return cards
  }
}
