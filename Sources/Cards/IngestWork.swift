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
    var stances: [ContrastStance] = []
    /// Blocks in another language, which the rules of English do not read.
    var foreign: Set<Int> = []
  }

  /// In the order of the notes.
  public let parts: [Part]
  /// Mends the text of these documents; their own vocabulary is in it.
  public let repair: Repair
  let documents: [Document]
  private let maker: CardMaker
  private let contrasts: Contrasts
  /// Of each document.
  private let words: [CommonWords], languages: [NoteLanguage.Reading]

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
    contrasts = Contrasts(graph: graph, lexicon: lexicon)
    let vocabulary = repair.vocabulary
    words = documents.map { CommonWords(of: $0, vocabulary: vocabulary) }
    languages = zip(documents, options).map { NoteLanguage.Reading($0, declared: $1.language) }
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
      let context = context(of: section, in: part.document)
      reading.foreign.formUnion(context.foreign.map(\.index))
      if making == .auto {
        reading.features += ContrastFeature.all(in: context, document: part.document)
        reading.stances += ContrastStance.all(in: context, document: part.document, rivals: contrasts.rivals)
      }
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

  /// A section as patterns read it. The slips that are mended are those of English.
  private func context(of section: Section, in document: Int) -> CardContext {
    let repair = repair, isMended = !languages[document].isForeign
    return CardContext(
      section: section, lexicon: maker.lexicon, language: languages[document], words: words[document]
    ) { text, _ in isMended ? repair(text).text : text }
  }

  /// All of it: `readings` in the order of `parts`.
  public func result(_ readings: [Reading]) -> IngestResult {
    var cards: [Card] = [], accounts: [LineAccount] = [], used: [CardID: Int] = [:], questions: Set<String> = []
    var suspended: Set<CardID> = []
    let index = Accounts(graph: maker.graph)
    let contrasts = contrastCards(readings)
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
          if isSuspended {
            suspended.insert(card.id)
            card.asleep = .author
          }
          cards.append(card)
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
  private func contrastCards(_ readings: [Reading]) -> [Int: [Card]] {
    var cards: [Int: [Card]] = [:], contexts: [[Int]: CardContext] = [:], folds: [Int: CardMaker.BlockFolds] = [:]
    func add(_ draft: CardDraft, _ section: Section, _ number: Int, beside other: Int, _ lines: [ClosedRange<Int>]) {
      guard Quality.flaws(of: draft).isEmpty else { return }
      let place = [number, section.index, section.blocks.first?.index ?? 0]
      let context =
        contexts[place] ?? self.context(of: section, in: number)
      contexts[place] = context
      var card = maker.card(
        draft, in: section, of: documents[number], number: number, context: context,
        folds: &folds[number, default: CardMaker.BlockFolds()])
      if other != number { card.sources += lines.map { SourceSpan(file: documents[other].file, lines: $0) } }
      cards[number, default: []].append(card)
    }
    for made in contrasts.drafts(readings.flatMap(\.features)) {
      add(made.draft, made.anchor.section, made.anchor.document, beside: made.other.document, made.other.lines)
    }
    for made in contrasts.opposites(readings.flatMap(\.stances)) {
      add(made.draft, made.anchor.section, made.anchor.document, beside: made.other.document, made.other.lines)
    }
    return cards
  }
}
