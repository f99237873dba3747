import Basics
import Notes

/// contrasts-with and alternative-to.
enum ComparisonRules {
  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      versus(section, into: &edges)
      siblings(section, reading, into: &edges)
      for block in section.blocks {
        for sentence in block.sentences {
          preferred(sentence, of: block, into: &edges)
          contrasted(sentence, of: block, into: &edges)
        }
      }
    }
  }

  /// `X vs Y` in a heading.
  private static func versus(
    _ section: GraphReading.ReadSection, into edges: inout EdgeSet
  ) {
    guard section.sides.count == 2, let span = section.span else { return }
    edges.add(section.sides[0], .contrastsWith, section.sides[1], rule: "heading-versus", [span])
  }

  /// Neighbouring labels, each with a list of its own: the section sets them side by side.
  private static func siblings(
    _ section: GraphReading.ReadSection, _ reading: GraphReading, into edges: inout EdgeSet
  ) {
    let labels = section.blocks.filter { block in
      guard let named = block.named, block.block.parent == nil else { return false }
      return named != section.subject
        && section.blocks.contains { $0.block.lead == block.block.index && $0.block.item != nil }
    }
    for (one, other) in zip(labels, labels.dropFirst()) {
      guard let left = one.named, let right = other.named, left != right,
        let leftKind = reading.kind(left), leftKind == reading.kind(right),
        leftKind != .term || reading.isCoined(left) && reading.isCoined(right),
        reading.owner(left) == reading.owner(right)
      else { continue }
      edges.add(left, .contrastsWith, right, rule: "sibling-labels", [one.span, other.span])
    }
  }

  private static let preferences = ["preferred for", "preferred over", "instead of", "rather than", "alternative to"]

  /// `X is preferred for …`: an alternative to what the line is about, or to what it names after it.
  private static func preferred(
    _ sentence: GraphReading.ReadBlock.Sentence, of block: GraphReading.ReadBlock, into edges: inout EdgeSet
  ) {
    guard let (offset, words) = first(of: preferences, in: sentence, of: block) else { return }
    let before = sentence.mentions.filter { $0.range.upperBound <= offset }
    let after = sentence.mentions.filter { $0.range.lowerBound >= offset }
    // `preferred for` may leave unsaid what it is preferred to; `instead of` never does.
    let isOpen = after.isEmpty && words == "preferred for"
    let targets = isOpen ? block.subject.map { [$0] } ?? [] : after.map(\.concept)
    for mention in before {
      for target in targets { edges.add(mention.concept, .alternativeTo, target, rule: "preferred", [block.span]) }
    }
  }

  private static let contrasts = [
    "the opposite of", "in contrast to", "in contrast with", "as opposed to", "differs from", "differ from", "unlike",
    "different from", "not to be confused with", "the inverse of", "the counterpart of", "compared with",
    "compared to",
  ]

  /// `X is the opposite of Y`, `unlike Y, X …`; where the sentence names no X, what it is about.
  private static func contrasted(
    _ sentence: GraphReading.ReadBlock.Sentence, of block: GraphReading.ReadBlock, into edges: inout EdgeSet
  ) {
    guard let (offset, _) = first(of: contrasts, in: sentence, of: block),
      let target = sentence.mentions.first(where: { $0.range.lowerBound >= offset }),
      block.words(from: offset, to: target.range.lowerBound).count <= 6
    else { return }
    let before = sentence.mentions.last { $0.range.upperBound <= offset }
    let after = sentence.mentions.first { $0.range.lowerBound > target.range.upperBound }
    let opens = offset - sentence.range.lowerBound <= 1
    guard let one = before?.concept ?? (opens ? after?.concept : nil) ?? block.subject else { return }
    edges.add(one, .contrastsWith, target.concept, rule: "contrast", [block.span])
  }

  /// The first of `phrases` in a sentence as a UTF-8 offset in the block's text.
  private static func first(
    of phrases: [String], in sentence: GraphReading.ReadBlock.Sentence, of block: GraphReading.ReadBlock
  ) -> (offset: Int, phrase: String)? {
    guard !sentence.mentions.isEmpty else { return nil }
    let bytes = Array(block.text.utf8)[sentence.range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let lower = String(decoding: bytes, as: UTF8.self)
    return phrases.compactMap { phrase in
      HeadingShape.firstRange(of: phrase, in: lower).map {
        (sentence.range.lowerBound + lower.utf8.distance(from: lower.startIndex, to: $0.lowerBound), phrase)
      }
    }.min { $0.offset < $1.offset }
  }
}
