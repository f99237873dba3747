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
  }

  /// In the order of the notes.
  public let parts: [Part]
  /// Mends the text of these documents; their own vocabulary is in it.
  public let repair: Repair
  let documents: [Document]
  private let maker: CardMaker

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
      let context = CardContext(section: section, lexicon: maker.lexicon) { text, _ in repair(text).text }
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
    var next = 0
    for (number, document) in documents.enumerated() {
      let first = cards.count
      var flawed: [Int: Quality.Flaw] = [:]
      while next < readings.count, readings[next].document == number {
        flawed.merge(readings[next].flawed) { first, _ in first }
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
      accounts += index.accounts(of: document, cards: cards[first...], flawed: flawed)
    }
    return IngestResult(
      cards: cards, graph: maker.graph, diagnostics: documents.flatMap(\.diagnostics), lines: accounts,
      suspended: suspended)
  }
}
