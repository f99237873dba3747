import Basics
import Notes

/// uses, triggers, requires and integrates-with, read from the words between two names.
enum VerbRules {
  private struct Verb {
    let words: [String]
    let kind: Edge.Kind
    let rule: String
    /// Whether the sentence runs from the one acted upon: `X is invoked by Y`.
    var isPassive = false

    /// Whether it tells by what means something is done rather than what somebody does: its actor need not be named.
    var isMeans: Bool { VerbRules.means.contains(words[0]) }
    /// Whether its object follows at once: what comes after a preposition is needed for something else.
    var isTransitive: Bool {
      ["needs", "need", "requires", "require", "required"].contains(words[0]) && words.count == 1
    }
  }

  private static let means: Set<String> = [
    "using", "through", "via", "by", "routed", "logged", "stored", "pushed", "managed", "backed", "compatible",
    "integrated", "integrates", "integrate", "integration", "works", "used", "prerequisite", "enforcing", "storing",
  ]

  private static let verbs: [Verb] =
    [
      (
        "prerequisite|must|requires|require|required|needs|need to|need|depends on|can only be|only be|must be",
        Edge.Kind.requires, "requires"
      ),
      ("triggers|trigger|triggered|invokes|invoke|invoked|starts", .triggers, "triggers"),
      (
        "integrated with|integrates with|integrate with|integration with|combine with|combined with|managed in",
        .integratesWith, "integrates"
      ),
      (
        "logged in|compatible with|backed by|enforcing|storing credentials in|stored in|works with|through integration with"
          + "|process using|processed using|processed by|processed with",
        .integratesWith, "integrates"
      ),
      (
        "uses|use|using|calls|call|sends|send|stores|store|writes|write|reads|read|retrieve|pushes|push|pushed to",
        .uses, "uses"
      ),
      (
        "creates|create|proxies|proxy|routed through|used to change|attach to|through|via|by|runs on|run on|relies on"
          + "|built on|built on top of|based on",
        .uses, "uses"
      ),
    ].flatMap { patterns, kind, rule in
      patterns.split(separator: "|").map {
        Verb(words: $0.split(separator: " ").map(String.init), kind: kind, rule: rule)
      }
    }
    + ["triggered by", "invoked by", "started by"].map {
      Verb(words: $0.split(separator: " ").map(String.init), kind: .triggers, rule: "triggers", isPassive: true)
    }
    + ["called by", "used by", "created by"].map {
      Verb(words: $0.split(separator: " ").map(String.init), kind: .uses, rule: "uses", isPassive: true)
    }

  private static let verbsByFirst = Dictionary(grouping: verbs) { $0.words[0] }

  /// Names farther apart than this many words are not read as one statement.
  private static let gapMax = 9

  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      for block in section.blocks {
        let lead = leadVerb(of: block, in: section)
        var actor = block.subject
        for sentence in block.sentences {
          var walk = Walk(block, sentence, lead: lead, actor: actor)
          for edge in walk.edges() where reading.kind(edge.from) != .limit {
            edges.add(edge.from, edge.kind, edge.to, rule: edge.rule, [block.span])
          }
          // What a sentence began with is what `it` means in the next.
          actor = walk.subject ?? block.subject
        }
      }
    }
  }

  /// The verb that a lead-in hands to its members: `user authentication through` above `IAM roles`. It ends the lead-in.
  private static func leadVerb(of block: GraphReading.ReadBlock, in section: GraphReading.ReadSection) -> Verb? {
    guard let lead = block.block.lead, let above = section.block(lead),
      above.block.role == .leadIn || above.block.role == .label
    else { return nil }
    var words = above.words(from: 0, to: above.text.utf8.count)
    guard !words.contains(where: Negation.words.contains) else { return nil }
    while let last = words.last, trailing.contains(last) { words.removeLast() }
    return verbs.filter { words.suffix($0.words.count) == $0.words[...] }.max { $0.words.count < $1.words.count }
  }

  private static let trailing: Set<String> = [":", "the", "following", "these", "one", "of", "either", "a", "an"]

  /// One that requires, else the last.
  private static func verb(in words: [String]) -> (verb: Verb, end: Int)? {
    var best: (verb: Verb, end: Int)?
    for start in words.indices {
      for verb in verbsByFirst[words[start]] ?? [] where words[start...].starts(with: verb.words) {
        let end = start + verb.words.count
        if verb.words.count == 1, isNoun(words, at: start) { continue }
        let isBetter =
          best.map { best in
            if (verb.kind == .requires) != (best.verb.kind == .requires) { return verb.kind == .requires }
            return (end, verb.words.count) > (best.end, best.verb.words.count)
          } ?? true
        if isBetter { best = (verb, end) }
      }
    }
    return best
  }

  /// `a write of 2.5 KB`, `write: …`, `per read`: a noun that looks like a verb.
  private static func isNoun(_ words: [String], at position: Int) -> Bool {
    if position > 0, ["a", "an", "the", "per", "each", "one", "for", "on"].contains(words[position - 1]) {
      return true
    }
    return position + 1 < words.count && [":", "of", ",", "=", "case", "cases"].contains(words[position + 1])
  }

  /// Reads the names of one block from left to right.
  private struct Walk {
    struct Found {
      let from: Concept.ID, to: Concept.ID
      let kind: Edge.Kind
      let rule: String
    }
    private let block: GraphReading.ReadBlock
    private let sentence: GraphReading.ReadBlock.Sentence
    private let lead: Verb?
    private var actor: Concept.ID?
    /// Whether the actor is the subject of its clause for certain.
    private var isSure = true
    private var verb: Verb?
    private var found: [Found] = []
    /// What the sentence begins with, when that is a name.
    private(set) var subject: Concept.ID?

    init(
      _ block: GraphReading.ReadBlock, _ sentence: GraphReading.ReadBlock.Sentence, lead: Verb?, actor: Concept.ID?
    ) {
      (self.block, self.sentence, self.lead, self.actor) = (block, sentence, lead, actor)
    }

    mutating func edges() -> [Found] {
      var previous: GraphReading.Mention?
      for mention in sentence.mentions where !mention.isEveryday {
        let start = previous?.range.upperBound ?? sentence.range.lowerBound
        guard start <= mention.range.lowerBound else { continue }
        let between = block.words(from: start, to: mention.range.lowerBound)
        // `endpoint (ENI)` glosses, it does not state.
        if previous != nil, between == ["("] { continue }
        if previous == nil, between.allSatisfy(VerbRules.articles.contains) { subject = mention.concept }
        step(to: mention, after: previous, between)
        previous = mention
      }
      return found
    }

    private mutating func step(
      to mention: GraphReading.Mention, after previous: GraphReading.Mention?, _ between: [String]
    ) {
      if between.contains(where: { Negation.words.contains($0) || VerbRules.conditions.contains($0) }) {
        (verb, actor, isSure) = (nil, mention.concept, false)
        return
      }
      // `Lambda triggers, or …`: a noun at the end of its name, no verb.
      let isNoun = between.count >= 2 && [",", "or", "and"].contains(between[1])
      let words = isNoun ? Array(between.dropFirst()) : between
      if let (next, end) = VerbRules.verb(in: words) {
        let opening = words[..<(end - next.words.count)], object = words[end...]
        // `the application needs X`: somebody acts whom no concept stands for.
        let isOthers = previous == nil && !next.isMeans && !opensWithActor(mention) && !isUnnamed(opening)
        let isRemote =
          next.isTransitive && (object.count > 3 || object.contains(where: VerbRules.prepositions.contains))
          || object.contains(where: VerbRules.results.contains)
        if isOthers || isRemote {
          (verb, actor, isSure) = (nil, mention.concept, false)
          return
        }
        if let previous, !continues(between) { (actor, isSure) = (previous.concept, true) }
        // `must be reached through X by way of Y` requires both.
        if !(verb?.kind == .requires && continues(between)) { verb = next }
        link(mention, between)
      } else if previous == nil {
        if let lead, between.count <= 1 {
          verb = lead
          link(mention, between)
        } else {
          (actor, isSure) = (mention.concept, between.count <= 3)
        }
      } else if verb != nil && between.allSatisfy(VerbRules.joining.contains) {
        link(mention, between)
      } else {
        (verb, actor, isSure) = (nil, mention.concept, false)
      }
    }

    /// Whether the sentence begins with an everyday word for the actor: `the container image must …`.
    private func opensWithActor(_ mention: GraphReading.Mention) -> Bool {
      sentence.mentions.contains {
        $0.isEveryday && $0.concept == actor && $0.range.lowerBound - sentence.range.lowerBound <= 4
          && $0.range.upperBound <= mention.range.lowerBound
      }
    }

    /// Whether the words before a verb name nobody: pronouns, auxiliaries, adverbs.
    private func isUnnamed(_ words: ArraySlice<String>) -> Bool {
      words.allSatisfy { VerbRules.unnamed.contains($0) || $0.hasSuffix("ly") }
    }

    private mutating func link(_ mention: GraphReading.Mention, _ between: [String]) {
      guard let verb, let actor, isSure, between.count <= VerbRules.gapMax else {
        (self.actor, isSure) = (mention.concept, false)
        return
      }
      found.append(
        verb.isPassive
          ? Found(from: mention.concept, to: actor, kind: verb.kind, rule: verb.rule)
          : Found(from: actor, to: mention.concept, kind: verb.kind, rule: verb.rule))
    }

    /// Whether the words go on about the actor so far: a further verb after a conjunction, or by what means.
    private func continues(_ between: [String]) -> Bool {
      guard let first = between.first else { return true }
      if ["or", "and", "then", "using", "through", "via", "by", "&", "/"].contains(first) { return true }
      return first == "," && between.count > 1 && !["which", "that", "who"].contains(between[1])
    }
  }

  private static let conditions: Set<String> = ["if", "when", "unless", "whether"]

  private static let articles: Set<String> = ["the", "a", "an"]
  private static let prepositions: Set<String> = [
    "to", "of", "for", "in", "on", "that", "from", "with", "at", "before",
  ]

  /// Verbs that make something: what follows them is not what the verb before them is about.
  private static let results: Set<String> = [
    "produce", "produces", "makes", "generate", "generates", "release", "releases", "yields", "returns", "gives",
    "becomes", "forms", "replaces", "means",
  ]

  /// Words before a verb that leave the subject of the section as the one who acts.
  private static let unnamed: Set<String> = [
    "it", "they", "this", "these", "you", "we", "must", "can", "could", "should", "will", "would", "may", "might",
    "also", "then", "to", "which", "that", "is", "are", "be", "only", "always", "usually", "often", "internally",
    "itself", "does", "do", "have", "has", "been", "was", "were", "-", "–", "•", "(", "and", "or", "not", "easily",
    "automatically", "possible", "able", "lets", "allows", "a", "an", "the", "as", "pre", "under", "hood", "therefore",
    "so", "now", "typically", "e.g", "by", "default", ",",
  ]

  private static let joining: Set<String> = [
    ",", "and", "or", "&", "/", "+", "the", "a", "an", "your", "either", "both", "then", "to",
  ]
}
