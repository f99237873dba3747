import Basics
import Notes

/// is-a from `X is a Y`, part-of from `X is made of Y` and `each X has Y`.
enum DefinitionRules {
  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      for block in section.blocks {
        definition(block, into: &edges)
        parts(block, into: &edges)
      }
    }
  }

  private static func definition(_ block: GraphReading.ReadBlock, into edges: inout EdgeSet) {
    let mentions = block.mentions.filter { !$0.isNested }
    guard mentions.count >= 2 else { return }
    let between = words(block, from: mentions[0].range.upperBound, to: mentions[1].range.lowerBound)
    // The class is the noun after the article, a few adjectives away; negated, it is no class.
    guard between.count >= 2, between.count <= 5, ["is", "are"].contains(between[0]),
      ["a", "an", "the", "one"].contains(between[1]) || between[0] == "are",
      !between.contains(where: Negation.words.contains), mentions[0].range.lowerBound <= 4
    else { return }
    guard
      !between.dropFirst(2).contains(where: { ["for", "of", "in", "to", "that", "with", "by", "from"].contains($0) })
    else { return }
    edges.add(mentions[0].concept, .isA, mentions[1].concept, rule: "is-a", [block.span])
  }

  private static func parts(_ block: GraphReading.ReadBlock, into edges: inout EdgeSet) {
    let mentions = block.mentions.filter { !$0.isNested }
    for (whole, part) in zip(mentions, mentions.dropFirst()) where whole.range.upperBound <= part.range.lowerBound {
      let between = words(block, from: whole.range.upperBound, to: part.range.lowerBound)
      guard !between.contains(where: Negation.words.contains), between.count <= 7 else { continue }
      let text = between.joined(separator: " ")
      let start = words(block, from: 0, to: whole.range.lowerBound)
      let isEach = (start.last == "each" || start.last == "every") && ["has", "have"].contains { text.hasPrefix($0) }
      let isMade = [
        "is made of", "are made of", "consists of", "consist of", "is made up of", "is composed of", "contains",
      ]
      .contains { text.hasPrefix($0) }
      if isEach || isMade {
        edges.add(part.concept, .partOf, whole.concept, rule: isEach ? "each-has" : "made-of", [block.span])
      }
    }
  }

  static func words(_ block: GraphReading.ReadBlock, from: Int, to: Int) -> [String] {
    guard from < to else { return [] }
    let text = String(decoding: Array(block.text.utf8)[from..<to], as: UTF8.self)
    return LexiconWord.words(in: text).map(\.folded)
  }
}

/// Words that turn what follows into its opposite.
enum Negation {
  static let words: Set<String> = [
    "not", "no", "never", "without", "cannot", "dont", "doesnt", "isnt", "arent", "cant", "wont", "don", "doesn", "isn",
    "aren", "can't", "nor", "neither", "unlike",
  ]
}
