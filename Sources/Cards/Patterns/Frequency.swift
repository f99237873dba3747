import Concepts
import Notes

/// `a rule that triggers every 1 hour`: how often, and what does it.
struct FrequencyPattern: CardPattern {
  static let id = "frequency"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.flatMap { line -> [CardDraft] in
      guard line.property == nil else { return [] }
      let tokens = context.tokens(line.main)
      guard let every = tokens.firstIndex(where: { $0.lower == "every" }), every > 1, every + 1 < tokens.count,
        let end = period(tokens, after: every), case .verb(let form, let verb) = tokens[every - 1].tag,
        form == .third || form == .base
      else { return [] }
      let relative = every >= 2 && ["that", "which"].contains(tokens[every - 2].lower)
      let head = noun(tokens[..<(relative ? every - 2 : every - 1)])
      guard !head.isEmpty else { return [] }
      var object = Array(tokens[(end + 1)...].prefix { $0.tag != .preposition || $0.lower == "of" })
      if object.first?.tag == .preposition || object.first?.tag == .conjunction { object = [] }
      let often = Clause.text(Array(tokens[every...end]))
      let what = object.isEmpty ? "" : " " + Clause.text(object)
      let isPlural = Clause.isPlural(head), name = Clause.text(head).withoutArticle
      let the = head.first?.concept != nil && head.count == 1 ? name : "the " + name
      var drafts = [
        context.draft(
          Self.id, line, question: "How often \(isPlural ? "do" : "does") \(the) \(verb)\(what)?", answer: often,
          subject: name, aspect: "often", confidence: 0.92)
      ]
      if !what.isEmpty {
        drafts.append(
          context.draft(
            Self.id, line, question: "What \(isPlural ? verb : Verbs.english.third(verb))\(what) \(often)?",
            answer: Nouns.article(for: name) + " " + name, subject: name, aspect: "what", confidence: 0.88))
      }
      return drafts
    }
  }

  /// The end of `1 hour`, `hour`, `5 minutes`.
  private func period(_ tokens: [Token], after every: Int) -> Int? {
    for end in [every + 1, every + 2] where end < tokens.count {
      if Self.periods.contains(Nouns.singular(tokens[end].lower)) { return end }
      if tokens[end].tag != .number { return nil }
    }
    return nil
  }
  private static let periods: Set<String> = [
    "second", "minute", "hour", "day", "night", "week", "month", "year", "morning",
  ]

  /// The noun phrase at the end of some tokens.
  private func noun(_ tokens: ArraySlice<Token>) -> [Token] {
    var phrase: [Token] = []
    for token in tokens.reversed() {
      guard token.tag == .noun || token.tag == .name || phrase.isEmpty && token.mayBeNoun else {
        if token.tag == .determiner { phrase.insert(token, at: 0) }
        break
      }
      phrase.insert(token, at: 0)
    }
    return phrase
  }
}

/// `they just deploy code`, then `they just deploy … functions`: the second says it more precisely.
struct RefinementPattern: CardPattern {
  static let id = "refinement"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let statements = context.statements().filter { $0.position == 0 }
    return zip(statements, statements.dropFirst()).compactMap { first, second in
      let text = second.line.block.text
      guard text.contains("... ") || text.contains("… "), !text.hasSuffix("..."),
        first.clause.verb == second.clause.verb, !second.clause.verb.isEmpty, second.clause.voice == .active,
        first.asking.subject == second.asking.subject, !first.clause.object.isEmpty, !second.clause.object.isEmpty,
        first.clause.object != second.clause.object, context.isNext(second.line, after: first.line)
      else { return nil }
      var bare = second.clause
      bare.adverb = ""
      let asked = second.asking.inverted(bare, without: .object)
      return context.draft(
        Self.id, second, question: "More precisely than \(first.clause.objectText), what \(asked)?",
        answer: second.clause.objectText, aspect: "precisely", confidence: 0.9)
    }
  }
}

/// `pay per request`, `pay only for what you use`: how something is paid for.
struct PaymentPattern: CardPattern {
  static let id = "payment"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    let paid = context.lines.filter { line in
      let lower = line.main.lowercased()
      return line.property == nil && !line.isLabel && lower.hasPrefix("pay ")
        && (lower.contains("for what you ") || lower.hasPrefix("pay per "))
    }
    return paid.compactMap { line in
      let part = Answers.split(line.main, at: ",")[0]
      let how = String(part.dropFirst(4))
      guard how.split(separator: " ").count >= 2, context.topic.contrast.isEmpty else { return nil }
      if how.lowercased().hasPrefix("per "), paid.count > 1 { return nil }
      let owner = line.subject.text.lowercased()
      let whose = owner.hasPrefix("easy") || owner.hasPrefix("simple") ? context.topic.subject : line.subject.text
      return context.draft(
        Self.id, line, question: "How do you pay for \(whose)?", answer: how, subject: whose, aspect: "pay",
        confidence: 0.88)
    }
  }
}
