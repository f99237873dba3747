import Concepts
import Notes

/// Fragments without a verb that still say something: by what, up to when, how fast, in which kinds.
struct PhrasePattern: CardPattern {
  static let id = "phrase"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.flatMap { line -> [CardDraft] in
      guard !line.isLabel, line.property == nil, !context.isMember(line) || context.topic.isExample,
        !context.topic.isExample || line.main.contains(" using "),
        line.block.role != .example, line.block.role != .reason, context.topic.contrast.isEmpty
      else { return [] }
      return [
        provided(line, context), reach(line, context), measured(line, context), classes(line, context),
        intended(line, context), compared(line, context), dealtWith(line, context),
      ].compactMap { $0 }
    }
  }

  private func phrase(_ line: Line) -> Clause? {
    guard line.clauses.count == 1, let clause = line.clauses.first, !clause.hasVerb, !clause.object.isEmpty else {
      return nil
    }
    return clause
  }

  /// `HTTPS security through integration with ACM`: through what.
  private func provided(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard let clause = phrase(line), clause.object.count >= 3,
      let way = clause.adjuncts.first, ["through", "via"].contains(way.word),
      clause.object.allSatisfy({ $0.mayBeNoun && $0.mark == nil }), clause.object.first?.lower != "easy"
    else { return nil }
    let answer = clause.adjuncts.enumerated().map { $0.offset == 0 ? $0.element.text : $0.element.whole }
    let object = clause.objectText
    return context.draft(
      Self.id, line,
      question:
        "Through what is \(object) provided\(context.mentionsTopic(object) ? "" : " in " + context.topic.subject)?",
      answer: answer.joined(separator: " "), subject: object, aspect: "through", confidence: 0.82)
  }

  /// `point-in-time recovery to any time within the window`: to when.
  private func reach(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard let clause = phrase(line), let to = clause.adjuncts.first, to.word == "to",
      let head = clause.object.last?.lower.split(separator: " ").last.map(String.init),
      ["recovery", "restore", "rollback", "restoration"].contains(head),
      ["any", "the", "a"].contains(to.tokens.first?.lower ?? "")
    else { return nil }
    let isTime = to.tokens.contains { ["time", "point", "moment", "second", "date", "day"].contains($0.lower) }
    let answer = clause.adjuncts.enumerated().map { $0.offset == 0 ? $0.element.text : $0.element.whole }
    return context.draft(
      Self.id, line,
      question:
        "To which \(isTime ? "moments" : "state") can \(clause.objectText) go back\(context.mentionsTopic(clause.objectText) ? "" : " in " + context.topic.subject)?",
      answer: answer.joined(separator: " "), subject: clause.objectText, aspect: "to", confidence: 0.82)
  }

  /// `fast and consistent in performance (single-digit milliseconds)`: how fast.
  private func measured(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard let clause = phrase(line), let gloss = line.glossed.glosses.first, line.glossed.glosses.count == 1,
      gloss.before == line.main, let first = clause.object.first, QualityPattern.isAdjective(first.lower),
      clause.object.allSatisfy({ QualityPattern.isAdjective($0.lower) || $0.tag == .conjunction }),
      ["millisecond", "microsecond", "second", "minute"].contains(where: gloss.text.lowercased().contains)
    else { return nil }
    let subject = line.subject
    return context.draft(
      Self.id, line, question: "How \(line.main) \(subject.isPlural ? "are" : "is") \(subject.text)?",
      answer: gloss.text, subject: subject.text, aspect: "how " + first.lower, confidence: 0.82)
  }

  /// `standard & infrequent access table class`: the two of them.
  private func classes(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard line.clauses.count == 1, let words = Optional(line.main.split(separator: " ").map(String.init)),
      let head = words.last.map({ Nouns.singular($0.lowercased()) }), words.count >= 4, words.count <= 8,
      ["class", "mode", "type", "tier", "plan", "option", "level"].contains(head),
      let and = words.firstIndex(where: { ["&", "and", "or"].contains($0.lowercased()) }), and > 0, and <= 2,
      words.count - and >= 3,
      !words.contains(where: { Closed.tags[$0.lowercased()] == .preposition || $0.contains(",") })
    else { return nil }
    // What belongs to the class is the noun before its head: `table class`.
    let noun = words[words.count - 2] + " " + Nouns.plural(head)
    let second = words[(and + 1)..<(words.count - 2)].joined(separator: " ")
    guard !second.isEmpty else { return nil }
    let items = [words[..<and].joined(separator: " "), second]
    let subject = line.subject
    return context.draft(
      ListRecallPattern.id, line,
      question: "Which two \(noun) \(subject.isPlural ? "do" : "does") \(subject.text) have?",
      answer: Answers.joined(items), subject: subject.text, aspect: noun,
      form: .list(items: items.map(Asking.capitalized)), confidence: 0.85)
  }

  /// `Swagger import to quickly define APIs`: what it is for.
  private func intended(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard let clause = phrase(line), clause.adjuncts.count == 1, clause.adjuncts[0].kind == .purpose,
      clause.adjuncts[0].tokens.count >= 2, clause.object.first?.lower != "no", clause.object.count <= 5,
      clause.object.allSatisfy({ $0.mayBeNoun }), let head = clause.object.last,
      !QualityPattern.isAdjective(head.lower), !head.lower.hasSuffix("er") || clause.object.count > 1
    else { return nil }
    let isPlural = Clause.isPlural(clause.object)
    return context.draft(
      Self.id, line, question: "What \(isPlural ? "are" : "is") \(Nouns.withArticle(clause.objectText)) for?",
      answer: clause.adjuncts[0].whole, subject: clause.objectText, aspect: "for", confidence: 0.82)
  }

  /// `pay for what you use, more expensive`: beside the other of two.
  private func compared(_ line: Line, _ context: CardContext) -> CardDraft? {
    let aspects = [
      "expensive": "price", "cheaper": "price", "costly": "price", "faster": "speed", "slower": "speed",
      "durable": "durability", "secure": "security", "flexible": "flexibility",
    ]
    guard let clause = line.clauses.last, !clause.hasVerb, clause.adjuncts.isEmpty, clause.object.count <= 2,
      let last = clause.object.last, let aspect = aspects[last.lower],
      ["more", "less", "cheaper", "faster", "slower"].contains(clause.object[0].lower),
      let lead = line.block.lead.flatMap({ context.line(ofBlock: $0) })
    else { return nil }
    let others = context.lines.filter {
      $0.isLabel && $0.block.lead == lead.block.lead && $0.block.item == nil && $0.block.index != lead.block.index
    }
    guard others.count == 1, lead.block.item == nil else { return nil }
    let other = others[0].main.trimmingColon, name = lead.main.trimmingColon
    return context.draft(
      Self.id, line,
      question: "How does the \(aspect) of \(name) compare with that of \(CardContext.lowered(answer: other))?",
      answer: "It is " + clause.objectText, subject: name, aspect: aspect, confidence: 0.82,
      extraSources: [others[0].block.lines])
  }

  /// `stream records using Firehose`: what is used for them.
  private func dealtWith(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard line.clauses.count == 1, let clause = line.clauses.first, clause.object.isEmpty || !clause.hasVerb,
      let using = line.main.firstRange(of: " using "), clause.adjuncts.count <= 1,
      clause.voice == .phrase || clause.voice == .active && Verbs.english.isAmbiguous(clause.verb),
      clause.modal == nil, !clause.isNegative, !clause.isImperative
    else { return nil }
    let things = String(line.main[..<using.lowerBound]), means = String(line.main[using.upperBound...])
    guard things.split(separator: " ").count >= 2, Token.looksPlural(things.lowercased()),
      context.tokens(means).contains(where: { $0.concept != nil })
    else { return nil }
    let which = context.whichOrWhat(context.tokens(means))
    return context.draft(
      Self.id, line, question: "\(which) is used for \(things)?", answer: means, subject: things, aspect: "using",
      confidence: 0.88)
  }
}
