import Concepts
import Notes

/// What a learner reads in place of a raw line, and every word that was changed for it.
public struct Repaired: Hashable, Sendable, Codable {
  public struct Change: Hashable, Sendable, Codable {
    /// UTF-8 offsets in the raw text.
    public let range: Range<Int>
    public let raw: String, display: String
    /// `name` (a known thing's spelling), `typo`, `apostrophe`, `near-word`, `unit`, `number`, `space`, `sentence-case`,
    /// `final-stop`.
    public let rule: String
  }
  public let text: String
  public let changes: [Change]
}

/// Mends raw note text for display: typing slips, apostrophes, units, the spelling of names. The notes are never
/// touched.
///
/// Nothing inside inline code, links, addresses, paths, markup tags and formulas is changed. Pure: the same text gives
/// the same result.
public struct Repair: Sendable {
  /// How the mended text stands on a card.
  public enum Form: Sendable {
    /// As part of a sentence: the case of the first letter stays.
    case fragment
    /// With a capital first letter.
    case sentence
    /// With a capital first letter and without a full stop at the end.
    case answer
  }

  let lexicon: Lexicon
  let vocabulary: Vocabulary

  /// - Parameters:
  ///   - lexicon: Names and their spellings.
  ///   - documents: The texts of the person's own files; a word that they use three times is right.
  public init(lexicon: Lexicon, documents: [String] = []) {
    self.init(lexicon: lexicon, texts: documents)
  }

  /// - Parameter documents: The person's own files.
  public init(lexicon: Lexicon, documents: [Document]) {
    self.init(lexicon: lexicon, texts: documents.lazy.flatMap { $0.blocks.lazy.map(\.plain) })
  }

  /// - Parameter texts: The person's own texts, in pieces such as blocks.
  init(lexicon: Lexicon, texts: some Sequence<String>) {
    self.lexicon = lexicon
    vocabulary = Vocabulary(lexicon: lexicon, texts: texts)
  }

  /// The raw text as a learner reads it.
  public func callAsFunction(_ raw: String, as form: Form = .fragment) -> Repaired {
    var line = RepairLine(raw)
    line.mendWords(vocabulary)
    line.mendNumbers()
    line.spellNames(lexicon)
    line.mendSpaces()
    if form != .fragment { line.capitalize() }
    if form == .answer { line.dropFinalStop() }
    return line.result
  }
}
