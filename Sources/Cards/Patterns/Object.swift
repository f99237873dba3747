import Concepts
import Notes

/// What a verb acts on: `Lambda creates an ENI in your subnets`.
struct ObjectPattern: CardPattern {
  static let id = "statement"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.statements().compactMap { statement in
      let clause = statement.clause
      guard clause.hasVerb, !clause.isNegative, !clause.object.isEmpty else { return nil }
      if let modal = clause.modal, ["must", "need to", "have to"].contains(modal) { return nil }
      if context.isMember(statement.line) { return nil }
      if clause.object.count == 1, clause.object[0].tag == .pronoun { return nil }
      if clause.voice == .copula { return copula(statement, context) }
      guard clause.voice == .active else { return nil }
      if clause.verb == "pay", clause.object.first?.lower == "per" {
        return context.draft(
          Self.id, statement, question: "What do you pay for with \(context.topic.subject)?", answer: clause.objectText,
          aspect: "pay")
      }
      if let head = clause.object.last, clause.object.count >= 2, Self.kinds.contains(head.lower),
        clause.modal == nil || clause.modal == "can"
      {
        let modifiers = clause.object.dropLast().filter { $0.tag != .determiner }
        if !modifiers.isEmpty {
          let question = statement.asking.question("Which \(head.text)", clause, without: .object)
          return context.draft(
            Self.id, statement, question: question, answer: Clause.text(Array(modifiers)), aspect: clause.verb)
        }
      }
      let wh = context.whichOrWhat(clause.object)
      let question = statement.asking.question(wh, clause, without: .object)
      return context.draft(Self.id, statement, question: question, answer: clause.objectText, aspect: clause.verb)
    }
  }

  /// Nouns that ask which by themselves: `Which protocol does it support?`
  private static let kinds: Set<String> = [
    "protocol", "language", "format", "authentication", "replication", "encryption", "algorithm", "copy", "isolation",
  ]

  /// `the maximum size of an item is 400 KB`, `scaling is automated`.
  private func copula(_ statement: Statement, _ context: CardContext) -> CardDraft? {
    let clause = statement.clause
    let first = clause.object[0]
    let isNoun = first.tag == .determiner || first.tag == .number || clause.object.count > 1
    let wh = isNoun ? "What" : "How"
    let question = statement.asking.question(wh, clause, without: .object)
    if !isNoun { return nil }
    // `X is a virtual server in the cloud`: the phrases belong to the noun.
    if isNoun, first.tag == .determiner || clause.object.count > 1 {
      if first.lower == "the", statement.hasOwnSubject, !clause.isNegative {
        let asked = statement.asking.subjectQuestion("What", clause)
        return context.draft(
          Self.id, statement, question: asked, answer: clause.subjectText, aspect: "is", confidence: 0.85)
      }
      let whole = ([clause.objectText] + clause.adjuncts.filter { $0.kind == .preposition }.map(\.whole)).joined(
        separator: " ")
      let be = statement.asking.isPlural ? "are" : "is"
      return context.draft(
        Self.id, statement, question: "What \(be) \(statement.asking.subject)?", answer: whole, aspect: "is")
    }
    return context.draft(
      Self.id, statement, question: question, answer: clause.objectText, aspect: "is", confidence: 0.7)
  }
}

extension CardContext {
  /// `Which service` when the object is one known thing, else `What`.
  func whichOrWhat(_ object: [Token]) -> String {
    let words = object.filter { $0.tag != .determiner }
    guard words.count == 1, let id = words[0].concept, let entry = lexicon.entry(id) else { return "What" }
    return entry.kind == .service ? "Which service" : "What"
  }

  /// Whether a line is one of a plain list of things, a use case or the like, and so says nothing by itself.
  func isMember(_ line: Line) -> Bool {
    if line.block.role == .member, line.block.item == nil { return true }
    guard let lead = line.block.lead.flatMap({ self.line(ofBlock: $0) }) else { return false }
    return Self.genericLabels.contains(lead.main.lowercased().trimmingColon) && lead.main.lowercased().hasPrefix("use")
  }
}

/// Where, from what, for what: the prepositional phrases of a clause.
struct CircumstancePattern: CardPattern {
  static let id = "circumstance"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.statements().flatMap { statement -> [CardDraft] in
      let clause = statement.clause
      guard clause.hasVerb, !context.isMember(statement.line) else { return [] }
      var drafts: [CardDraft] = []
      for (position, adjunct) in clause.adjuncts.enumerated() {
        // Between two prepositions the first often belongs to the noun before it.
        guard adjunct.kind == .preposition || adjunct.kind == .condition, drafts.count < 2 else { continue }
        if clause.voice == .passive, adjunct.word == "by", let last = adjunct.tokens.last,
          last.concept != nil || adjunct.tokens.count <= 3,
          !clause.isNegative, clause.modal == nil, clause.secondVerb.isEmpty
        {
          // `X was pioneered by Y`: who did it.
          let done = clause.isPast ? Verbs.english.participle(clause.verb) : Verbs.english.third(clause.verb)
          let which = adjunct.tokens.count == 1 ? context.classQuestion(of: adjunct.text) : "What"
          let question =
            "\(which) \(clause.adverb.isEmpty ? "" : clause.adverb + " ")\(done) \(statement.asking.subject)?"
          drafts.append(
            context.draft(Self.id, statement, question: question, answer: adjunct.text, aspect: "by", confidence: 0.85))
          continue
        }
        guard let (wh, stranded) = asked(adjunct) else { continue }
        let rest = clause.adjuncts.count
        let question = statement.asking.question(wh, clause, without: .adjunct(position), stranding: nil)
        let isFronted = stranded != nil && clause.adjuncts.count > 1
        let fronted = statement.asking.question(
          adjunct.word.prefix(1).uppercased() + adjunct.word.dropFirst() + " what", clause, without: .adjunct(position))
        let shown = isFronted ? fronted : stranded.map { String(question.dropLast()) + " \($0)?" } ?? question
        let answer = stranded == nil ? adjunct.whole : adjunct.text
        if clause.voice == .active,
          clause.object.isEmpty || rest == 1 || position > 0 || ["in", "from", "at", "to"].contains(adjunct.word)
            || clause.voice == .passive
        {
          drafts.append(
            context.draft(
              Self.id, statement, question: shown, answer: answer, aspect: clause.verb + " " + adjunct.word,
              confidence: 0.7))
        } else if clause.voice == .passive || clause.voice == .copula && !clause.object.isEmpty == false {
          drafts.append(
            context.draft(
              Self.id, statement, question: shown, answer: answer, aspect: clause.verb + " " + adjunct.word,
              confidence: 0.75))
        }
      }
      return drafts
    }
  }

  private func asked(_ adjunct: Clause.Adjunct) -> (String, stranded: String?)? {
    let last = adjunct.tokens.last.map { Nouns.singular($0.lower) } ?? ""
    if ["in", "at", "on", "within", "during", "over"].contains(adjunct.word),
      Self.times.contains(last) || last.hasSuffix("time")
    {
      return ("When", nil)
    }
    return switch adjunct.word {
    case "in", "at", "on", "within", "inside", "outside": ("Where", nil)
    case "from": ("From where", nil)
    case "to", "into", "with", "for", "through", "across", "against", "about", "by", "over", "on top of":
      ("What", adjunct.word == "into" ? "into" : adjunct.word)
    case "without": ("What", "without")
    case "under": ("When", nil)
    case "if", "when", "unless": ("When", nil)
    default: nil
    }
  }
  private static let times: Set<String> = [
    "day", "hour", "minute", "second", "month", "year", "week", "startup", "time", "creation", "runtime", "phase",
  ]
}
