import Concepts
import Notes

/// What a verb acts on: `Lambda creates an ENI in your subnets`.
struct ObjectPattern: CardPattern {
  static let id = "statement"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    Self.siblings(context)
      + context.statements().compactMap { statement in
        let clause = statement.clause
        guard clause.hasVerb, !clause.isNegative, !clause.object.isEmpty else { return nil }
        if let modal = clause.modal, ["must", "need to", "have to"].contains(modal) { return nil }
        if context.isMember(statement.line) { return nil }
        if clause.object.count == 1, clause.object[0].tag == .pronoun { return nil }
        if clause.verb == "have", ["its", "their"].contains(clause.object[0].lower) { return nil }
        if clause.voice == .copula { return copula(statement, context) }
        if clause.voice == .passive, clause.object.first?.lower == "of", clause.object.count > 1 {
          let question = statement.asking.question("What", clause, without: .object).dropLast() + " of?"
          return context.draft(
            Self.id, statement, question: String(question), answer: Clause.text(Array(clause.object.dropFirst())),
            aspect: "of", confidence: 0.85)
        }
        guard clause.voice == .active else { return nil }
        if case .verb(.base, _)? = clause.object.first?.tag, clause.object.first?.mayBeNoun == false { return nil }
        // How it is done, and to what end, is asked for elsewhere.
        if clause.adjuncts.contains(where: { $0.kind == .means || $0.kind == .reason }) { return nil }
        if clause.isImperative, clause.subject.isEmpty, statement.line.subject.lines.isEmpty, !context.topic.isExample,
          statement.line.block.index == context.lines.first?.block.index, statement.line.clauses.count == 1
        {
          return nil
        }
        if let place = clause.object.firstIndex(where: { $0.lower == "number" }), place + 2 < clause.object.count,
          clause.object[place + 1].lower == "of", clause.modal == nil || clause.modal == "can"
        {
          let counted = Clause.text(Array(clause.object[(place + 2)...]))
          return context.draft(
            Self.id, statement, question: statement.asking.question("How many " + counted, clause, without: .object),
            answer: Clause.text(Array(clause.object[...place])), aspect: "number", confidence: 0.85)
        }
        if ["just", "only"].contains(clause.adverb.lowercased()), clause.object.count <= 2, clause.adjuncts.isEmpty,
          clause.modal == nil, clause.secondVerb.isEmpty
        {
          let whose =
            statement.asking.subject == "you" ? "your only task" : "the only task of \(statement.asking.subject)"
          return context.draft(
            Self.id, statement, question: "What is \(whose)?",
            answer: clause.verb + " " + clause.objectText, aspect: "only", confidence: 0.8)
        }
        if clause.verb == "pay", clause.object.first?.lower == "per" {
          // One of several ways to pay: the list asks for them all.
          let ways = context.statements().filter {
            $0.clause.verb == "pay" && $0.clause.object.first?.lower == "per"
          }
          if ways.count > 1 { return nil }
          return context.draft(
            Self.id, statement, question: "How do you pay for \(statement.line.subject.text)?",
            answer: clause.objectText,
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

  /// Three or more lines of a label that do the same to different things: `improve scalability by …`, `improve …`.
  private static func siblings(_ context: CardContext) -> [CardDraft] {
    context.lines.filter(\.isLabel).compactMap { label in
      let children = context.children(of: label)
      let said = context.statements().filter { statement in
        statement.position == 0 && statement.line.block.lead == label.block.index && statement.clause.voice == .active
          && statement.clause.subject.isEmpty && !statement.clause.isNegative && statement.clause.object.count <= 2
          && !statement.clause.object.isEmpty && !statement.clause.adjuncts.isEmpty
      }
      guard let first = said.first, said.count >= 3, said.count <= 5, said.count == children.count,
        said.allSatisfy({ $0.clause.verb == first.clause.verb }), first.asking.subject != "you"
      else { return nil }
      var bare = first.clause
      bare.adjuncts = []
      let items = said.map { CardContext.lowered(answer: $0.clause.objectText) }
      var draft = context.draft(
        ListRecallPattern.id, label,
        question: first.asking.question("Which \(Answers.numbers[items.count]) things", bare, without: .object),
        answer: Answers.joined(items), subject: first.asking.subject, aspect: "all " + bare.verb,
        form: .list(items: items.map(Asking.capitalized)), confidence: 0.85)
      draft.sources = said.map(\.line.block.lines) + [label.block.lines]
      return draft
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
      let until = clause.object.firstIndex { $0.lower == "so" } ?? clause.object.count
      var said = Array(clause.object[..<until])
      if !said.isEmpty { said[said.count - 1].mark = nil }
      let whole = ([Clause.text(said)] + clause.adjuncts.filter { $0.kind == .preposition }.map(\.whole)).joined(
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
  /// Whether a line is one of a nested list of short names, which a card asks for together.
  func isListed(_ line: Line) -> Bool {
    guard let depth = line.block.item?.depth, depth >= 2, topic.contrast.isEmpty,
      let lead = line.block.lead.flatMap({ self.line(ofBlock: $0) }), lead.isLabel,
      lead.property == nil
    else { return false }
    let siblings = children(of: lead)
    return siblings.count >= 3
      && siblings.allSatisfy { sibling in
        sibling.main.split(separator: " ").count <= 4 && sibling.property == nil
          && sibling.main.split(separator: " ").count <= 3
          || sibling.clauses.allSatisfy { !$0.hasVerb || $0.voice == .passive && $0.adjuncts.isEmpty }
      }
  }

  /// `Which service` when the object is one known thing, else `What`.
  func whichOrWhat(_ object: [Token]) -> String {
    let words = object.filter { $0.tag != .determiner }
    guard words.count == 1, let id = words[0].concept, let entry = lexicon.entry(id) else { return "What" }
    return entry.kind == .service ? "Which service" : "What"
  }

  /// Whether a line is one of a plain list of things, a use case or the like, and so says nothing by itself.
  func isMember(_ line: Line) -> Bool {
    if line.block.role == .member, line.block.item == nil || isListed(line) { return true }
    if isListed(line) { return true }
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
          let done = clause.isPast ? Verbs.english.past(clause.verb) : Verbs.english.third(clause.verb)
          let isPerson =
            adjunct.tokens.count >= 2
            && adjunct.tokens.allSatisfy {
              $0.concept == nil && $0.text.first?.isUppercase == true || $0.lower == "and"
            }
          let which = isPerson ? "Who" : adjunct.tokens.count == 1 ? context.classQuestion(of: adjunct.text) : "What"
          let question =
            "\(which) \(clause.adverb.isEmpty ? "" : clause.adverb + " ")\(done) \(statement.asking.subject)?"
          drafts.append(
            context.draft(Self.id, statement, question: question, answer: adjunct.text, aspect: "by", confidence: 0.85))
          continue
        }
        if stranding.contains(clause.verb), adjunct.word == "on" { continue }
        if !clause.object.isEmpty, clause.voice == .active,
          ["for", "about", "against", "across"].contains(adjunct.word)
        {
          continue
        }
        if adjunct.word == "in",
          ["differ", "vary", "result", "agree", "invest", "specialize", "engage", "participate", "believe"].contains(
            clause.verb),
          !Quantity.isDate(adjunct.text)
        {
          drafts.append(
            context.draft(
              Self.id, statement, question: statement.asking.question("In what", clause, without: .adjunct(position)),
              answer: adjunct.text, aspect: clause.verb + " in", confidence: 0.75))
          continue
        }
        if adjunct.word == "from",
          ["suffer", "recover", "derive", "descend", "benefit", "result", "stem", "arise", "protect"].contains(
            clause.verb)
        {
          drafts.append(
            context.draft(
              Self.id, statement,
              question: statement.asking.question("What", clause, without: .adjunct(position)).dropLast() + " from?",
              answer: adjunct.text, aspect: clause.verb + " from", confidence: 0.75))
          continue
        }
        // After another circumstance nobody knows what `over` belongs to.
        if ["over", "across", "about"].contains(adjunct.word), clause.adjuncts.count > 1 { continue }
        if adjunct.word == "at", ["aim", "look", "point", "excel"].contains(clause.verb) {
          drafts.append(
            context.draft(
              Self.id, statement,
              question: statement.asking.question("What", clause, without: .adjunct(position)).dropLast() + " at?",
              answer: adjunct.text, aspect: clause.verb + " at", confidence: 0.75))
          continue
        }
        guard let (wh, stranded) = asked(adjunct), stranded == nil || position == clause.adjuncts.count - 1,
          !(clause.after + " ").contains("close "), statement.position < 10
        else { continue }
        let rest = clause.adjuncts.count
        // Where it is the case does not hang on why.
        var bare = clause
        while let last = bare.adjuncts.last, last.kind == .reason { bare.adjuncts.removeLast() }
        let question = statement.asking.question(wh, bare, without: .adjunct(position), stranding: nil)
        let shown = stranded.map { String(question.dropLast()) + " \($0)?" } ?? question
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

  private let stranding: Set<String> = ["depend", "rely", "focus", "base", "build", "concentrate", "insist"]

  private func asked(_ adjunct: Clause.Adjunct) -> (String, stranded: String?)? {
    let last = adjunct.text.lowercased().split(separator: " ").last.map { Nouns.singular(String($0)) } ?? ""
    if ["in", "on", "since", "around"].contains(adjunct.word), Quantity.isDate(adjunct.text) {
      return (adjunct.word == "since" ? "Since when" : "When", nil)
    }
    if adjunct.word == "from", adjunct.tokens.contains(where: { $0.lower == "to" }) {
      return adjunct.tokens[0].tag != .number ? ("In which direction", nil) : nil
    }
    if adjunct.tokens.first?.tag == .number || adjunct.tokens.count > 9 { return nil }
    if ["in", "on", "at"].contains(adjunct.word), Self.manners.contains(last) {
      if ["format", "language", "region", "order", "mode"].contains(last), adjunct.tokens.count > 1 {
        return ("In which " + last, nil)
      }
      return nil
    }
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
    case "if", "when", "unless": ("When", nil)
    default: nil
    }
  }
  /// Nouns after `in` that name no place.
  private static let manners: Set<String> = [
    "format", "language", "region", "order", "mode", "parallel", "step", "way", "case", "form", "number", "general",
    "addition",
    "performance", "size", "term", "time", "total", "front", "behind", "demand", "default", "average", "turn", "hour",
    "advance", "practice", "principle", "chunk", "batch", "pair", "bulk", "detail", "fact", "particular", "short",
  ]
  private static let times: Set<String> = [
    "day", "hour", "minute", "second", "month", "year", "week", "startup", "time", "creation", "runtime", "phase",
  ]
}
