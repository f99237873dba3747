import Basics
import Notes

/// contrasts-with and alternative-to.
enum ComparisonRules {
  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      versus(section, into: &edges)
      siblings(section, reading, into: &edges)
      for block in section.blocks { preferred(block, into: &edges) }
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
        leftKind != .term || reading.isCoined(left) && reading.isCoined(right)
      else { continue }
      edges.add(left, .contrastsWith, right, rule: "sibling-labels", [one.span, other.span])
    }
  }

  private static let preferences = ["preferred for", "preferred over", "instead of", "rather than", "alternative to"]

  /// `X is preferred for …`: an alternative to what the line is about, or to what it names after it.
  private static func preferred(_ block: GraphReading.ReadBlock, into edges: inout EdgeSet) {
    let lower = block.text.lowercased()
    guard let cut = preferences.compactMap({ HeadingShape.firstRange(of: $0, in: lower) }).first else { return }
    let offset = lower.utf8.distance(from: lower.startIndex, to: cut.lowerBound)
    let before = block.mentions.filter { $0.range.upperBound <= offset && !$0.isNested }
    let after = block.mentions.filter { $0.range.lowerBound >= offset && !$0.isNested }
    // `preferred for` may leave unsaid what it is preferred to; `instead of` never does.
    let isOpen = after.isEmpty && lower[cut] == "preferred for"
    let targets = isOpen ? block.subject.map { [$0] } ?? [] : after.map(\.concept)
    for mention in before {
      for target in targets { edges.add(mention.concept, .alternativeTo, target, rule: "preferred", [block.span]) }
    }
  }
}
