import Basics
import Concepts
import Notes

/// The opaque name of a card, minted when the card is first seen and kept for ever.
public struct CardID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let rawValue: String

  public init(_ rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }
  public static func < (left: CardID, right: CardID) -> Bool { left.rawValue < right.rawValue }

  public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// One question with one answer, the lines it was made from and the concepts it is about.
public struct Card: Hashable, Sendable, Codable {
  /// What kind of recall is asked for, with what only that kind has.
  public enum Form: Hashable, Sendable, Codable {
    case basic
    /// The corrected sentence with exactly one `{{c1::hidden::hint}}` group. `Card.question` shows it with the gap,
    /// `Card.answer` is what was hidden.
    case cloze(text: String)
    /// Recall of all `items`; the answer joins them.
    case list(items: [String])
    /// A contrast of two things.
    case compare
    /// Steps in order; the answer joins them.
    case sequence(steps: [String])
    /// Answered by running a demo: the parameters are drawn anew at each review from the review's seed.
    case prediction(demo: String, prediction: String)

    public var kind: String {
      switch self {
      case .basic: "basic"
      case .cloze: "cloze"
      case .list: "list"
      case .compare: "compare"
      case .sequence: "sequence"
      case .prediction: "prediction"
      }
    }
  }

  public var id: CardID
  /// Levels are joined by `::`, as in Anki.
  public var deck: String
  public var form: Form
  /// The pattern that made it, such as `numeric-limit`.
  public var pattern: String
  public var question: RichText, answer: RichText
  /// Other answers that count as right.
  public var accept: [String]
  /// The breadcrumb shown with the question, such as `DynamoDB › Time to Live`; empty when there is none.
  public var context: String
  /// The narrowest sets of lines that state the fact; the first is the line itself, the others label and lead-in.
  public var sources: [SourceSpan]
  public var concepts: [Concept.ID]
  public var demo: String?
  public var tags: [String]
  /// Below 0.5 a card waits for review and is not asked. In 0...1.
  public var confidence: Double
  public var fingerprint: Fingerprint
  /// What holds today where the line that the card was made from does not say so.
  public var correction: Correction?
  /// Why the card is not asked when it is new; nil for a card that is.
  public var asleep: Asleep?

  /// What a new card waits for, out of the queue.
  public enum Asleep: String, Hashable, Sendable, Codable {
    /// The demo whose run answers it: once that was played, its predictions come back as reviews.
    case untilPlayed
    /// The person: the note says that the card is to be suspended.
    case author
  }

  public init(
    id: CardID, deck: String, form: Form, pattern: String, question: RichText, answer: RichText, accept: [String] = [],
    context: String = "", sources: [SourceSpan], concepts: [Concept.ID] = [], demo: String? = nil, tags: [String] = [],
    confidence: Double = 1, fingerprint: Fingerprint = Fingerprint(), correction: Correction? = nil,
    asleep: Asleep? = nil
  ) {
    (self.id, self.deck, self.form, self.pattern) = (id, deck, form, pattern)
    (self.question, self.answer, self.accept, self.context) = (question, answer, accept, context)
    (self.sources, self.concepts, self.demo, self.tags) = (sources, concepts, demo, tags)
    (self.confidence, self.fingerprint) = (confidence, fingerprint)
    (self.correction, self.asleep) = (correction, asleep)
  }
}

/// What a card is recognised by when its note is read again. All are `stableHash`es of folded text, 0 where there is
/// none.
public struct Fingerprint: Hashable, Sendable, Codable {
  /// The source block.
  public var source: UInt64
  /// Question and answer together.
  public var questionAndAnswer: UInt64
  /// Pattern, subject and aspect.
  public var slot: UInt64
  /// File and heading path.
  public var path: UInt64
  /// The blocks before and after.
  public var previous: UInt64, next: UInt64
  /// The folded source text itself, for scoring likeness.
  public var sourceText: String

  public init(
    source: UInt64 = 0, questionAndAnswer: UInt64 = 0, slot: UInt64 = 0, path: UInt64 = 0, previous: UInt64 = 0,
    next: UInt64 = 0, sourceText: String = ""
  ) {
    (self.source, self.questionAndAnswer, self.slot, self.path) = (source, questionAndAnswer, slot, path)
    (self.previous, self.next, self.sourceText) = (previous, next, sourceText)
  }
}

/// A card as the collection keeps it.
public struct StoredCard: Hashable, Sendable {
  public var card: Card
  /// Out of the queue because its line is gone; revived when a match returns.
  public var isRetired: Bool

  public init(card: Card, isRetired: Bool) { (self.card, self.isRetired) = (card, isRetired) }
}
