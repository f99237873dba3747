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
  }

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
        "logged in|compatible with|backed by|enforcing|storing credentials in|stored in|works with|through integration with",
        .integratesWith, "integrates"
      ),
      (
        "uses|use|using|calls|call|sends|send|stores|store|writes|write|reads|read|retrieve|pushes|push|pushed to",
        .uses, "uses"
      ),
      (
        "creates|create|proxies|proxy|routed through|used to change|expose|exposes|attach to|through|via|by", .uses,
        "uses"
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

  /// Names farther apart than this many words are not read as one statement.
  private static let gapMax = 9

  static func apply(to reading: GraphReading, into edges: inout EdgeSet) {
    for section in reading.sections {
      for block in section.blocks {
        var walk = Walk(block, lead: leadVerb(of: block, in: section))
        for edge in walk.edges() where reading.kind(edge.from) != .limit {
          edges.add(edge.from, edge.kind, edge.to, rule: edge.rule, [block.span])
        }
      }
    }
  }

  /// The verb that a lead-in hands to its members: `used to change:` above `viewer requests`.
  private static func leadVerb(of block: GraphReading.ReadBlock, in section: GraphReading.ReadSection) -> Verb? {
    guard let lead = block.block.lead, let above = section.blocks.first(where: { $0.block.index == lead }),
      above.block.role == .leadIn,
      !DefinitionRules.words(above, from: 0, to: above.text.utf8.count).contains(where: Negation.words.contains)
    else { return nil }
    let end = above.mentions.map(\.range.upperBound).max() ?? 0
    return verb(in: DefinitionRules.words(above, from: end, to: above.text.utf8.count))
  }

  /// One that requires, else the last.
  private static func verb(in words: [String]) -> Verb? {
    var best: (verb: Verb, end: Int)?
    for verb in verbs where verb.words.count <= words.count {
      for start in 0...(words.count - verb.words.count)
      where Array(words[start..<(start + verb.words.count)]) == verb.words {
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
    return best?.verb
  }

  /// `a write of 2.5 KB`, `write: …`, `per read`: a noun that looks like a verb.
  private static func isNoun(_ words: [String], at position: Int) -> Bool {
    if position > 0, ["a", "an", "the", "per", "each", "one", "for", "on"].contains(words[position - 1]) {
      return true
    }
    return position + 1 < words.count && [":", "of", ",", "="].contains(words[position + 1])
  }

  /// Reads the names of one block from left to right.
  private struct Walk {
    struct Found {
      let from: Concept.ID, to: Concept.ID
      let kind: Edge.Kind
      let rule: String
    }
    private let block: GraphReading.ReadBlock
    private let lead: Verb?
    private var actor: Concept.ID?
    /// Whether the actor is the subject of its clause for certain.
    private var isSure = true
    private var verb: Verb?
    private var found: [Found] = []

    init(_ block: GraphReading.ReadBlock, lead: Verb?) {
      (self.block, self.lead, actor) = (block, lead, block.subject)
    }

    mutating func edges() -> [Found] {
      let mentions = block.mentions.filter { !$0.isNested && !$0.isEveryday }
      var previous: GraphReading.Mention?
      for mention in mentions {
        let start = previous?.range.upperBound ?? 0
        guard start <= mention.range.lowerBound else { continue }
        let between = DefinitionRules.words(block, from: start, to: mention.range.lowerBound)
        // `endpoint (ENI)` glosses, it does not state.
        if previous != nil, between == ["("] { continue }
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
      if let next = VerbRules.verb(in: isNoun ? Array(between.dropFirst()) : between) {
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

  private static let joining: Set<String> = [
    ",", "and", "or", "&", "/", "+", "the", "a", "an", "your", "either", "both", "then", "in", "to",
  ]
}
