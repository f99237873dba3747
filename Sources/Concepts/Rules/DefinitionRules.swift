import Basics
import Notes

/// is-a from `X is a Y`, part-of from `X is made of Y` and `each X has Y`.
enum DefinitionRules {
  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      for block in section.blocks {
        for sentence in block.sentences {
          definition(sentence, of: block, into: &edges)
          parts(sentence, of: block, into: &edges)
        }
      }
    }
  }

  private static func definition(
    _ sentence: GraphReading.ReadBlock.Sentence, of block: GraphReading.ReadBlock, into edges: inout EdgeSet
  ) {
    let mentions = sentence.mentions
    guard mentions.count >= 2 else { return }
    let between = block.words(from: mentions[0].range.upperBound, to: mentions[1].range.lowerBound)
    // The class is the noun after the article, a few adjectives away; negated, it is no class.
    guard between.count >= 2, between.count <= 5, ["is", "are"].contains(between[0]),
      ["a", "an", "the", "one"].contains(between[1]) || between[0] == "are",
      !between.contains(where: Negation.words.contains),
      mentions[0].range.lowerBound - sentence.range.lowerBound <= 4
    else { return }
    guard
      !between.dropFirst(2).contains(where: {
        ["for", "of", "in", "to", "that", "with", "by", "from", "as", "than", "on"].contains($0)
      })
    else { return }
    // `DNS is a UDP application`: the noun that ends the phrase is the class, and this name only qualifies it.
    let after = block.words(from: mentions[1].range.upperBound, to: sentence.range.upperBound)
    guard after.first.map({ !isNoun($0) }) ?? true else { return }
    edges.add(mentions[0].concept, .isA, mentions[1].concept, rule: "is-a", [block.span])
  }

  /// Whether a word after a name may go on with a longer noun phrase; small words, marks and verbs do not.
  private static func isNoun(_ word: String) -> Bool {
    guard word.first?.isLetter == true, !GenericWords.small.contains(word) else { return false }
    return ![
      "which", "who", "where", "when", "because", "so", "but", "used", "built", "made", "without", "within", "between",
      "than", "then", "also", "managed", "running", "inside", "outside", "under", "over", "not", "has", "can", "must",
    ].contains(word)
  }

  /// `X is made of Y and Z`, `each X has Y`; `it consists of Y` speaks of the subject.
  private static func parts(
    _ sentence: GraphReading.ReadBlock.Sentence, of block: GraphReading.ReadBlock, into edges: inout EdgeSet
  ) {
    let mentions = sentence.mentions
    if let first = mentions.first, let subject = block.subject {
      let opening = block.words(from: sentence.range.lowerBound, to: first.range.lowerBound)
      let verb = ["it", "they"].contains(opening.first ?? "") ? Array(opening.dropFirst()) : opening
      if made.contains(where: { verb.starts(with: $0) }), verb.count <= 7 {
        add(mentions, to: subject, from: 0, block, rule: "made-of", into: &edges)
      }
    }
    for position in mentions.indices.dropLast() {
      let whole = mentions[position], part = mentions[position + 1]
      guard whole.range.upperBound <= part.range.lowerBound else { continue }
      let between = block.words(from: whole.range.upperBound, to: part.range.lowerBound)
      guard !between.contains(where: Negation.words.contains), between.count <= 7 else { continue }
      let start = block.words(from: sentence.range.lowerBound, to: whole.range.lowerBound)
      let isEach = (start.last == "each" || start.last == "every") && has.contains { between.starts(with: $0) }
      let isMade = made.contains { between.starts(with: $0) }
      if isEach || isMade {
        add(mentions, to: whole.concept, from: position + 1, block, rule: isEach ? "each-has" : "made-of", into: &edges)
      }
    }
  }

  /// The part at `first` and those joined to it: `thylakoids and stroma`.
  private static func add(
    _ mentions: [GraphReading.Mention], to whole: Concept.ID, from first: Int, _ block: GraphReading.ReadBlock,
    rule: String, into edges: inout EdgeSet
  ) {
    for position in first..<mentions.count {
      if position > first {
        let between = block.words(
          from: mentions[position - 1].range.upperBound, to: mentions[position].range.lowerBound)
        guard between.allSatisfy({ [",", "and", "&", "a", "an", "the", "its", "one", "several"].contains($0) }) else {
          return
        }
      }
      edges.add(mentions[position].concept, .partOf, whole, rule: rule, [block.span])
    }
  }

  private static let has = ["has", "have", "can have", "may have", "must have"].map {
    $0.split(separator: " ").map(String.init)
  }
  private static let made = [
    "is made of", "are made of", "consists of", "consist of", "is made up of", "are made up of", "is composed of",
    "are composed of", "contains", "contain", "comprises", "consisted of",
  ].map { $0.split(separator: " ").map(String.init) }
}

/// Words that turn what follows into its opposite.
enum Negation {
  static let words: Set<String> = [
    "not", "no", "never", "without", "cannot", "dont", "doesnt", "isnt", "arent", "cant", "wont", "don", "doesn", "isn",
    "aren", "can't", "nor", "neither", "unlike",
  ]
}
