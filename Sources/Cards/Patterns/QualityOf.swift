import Concepts
import Notes

/// A bare noun phrase: `active-active replication`, `limited number of consumers`: what kind of.
struct QualityPattern: CardPattern {
  static let id = "quality"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for statement in context.statements() {
      let clause = statement.clause, line = statement.line
      if context.isMember(line) || !context.topic.contrast.isEmpty { continue }
      if statement.line.clauses.count > 1, line.main.contains(" - ") || line.main.contains(" – "),
        line.main.contains(", ")
      {
        continue
      }
      if clause.voice == .passive || clause.voice == .active && !statement.clause.isImperative
        || clause.voice == .active && statement.position > 0,
        clause.object.isEmpty, !(clause.adverb + clause.after).isEmpty, !clause.isNegative, clause.modal == nil,
        clause.voice == .passive || clause.adjuncts.isEmpty,
        [
          "automatically", "manually", "continuously", "optionally", "on-demand", "globally", "asynchronously",
          "synchronously", "lazily", "eagerly", "locally", "remotely", "sequentially", "concurrently", "dynamically",
          "statically", "randomly", "periodically", "implicitly", "explicitly",
        ]
        .contains((clause.after.isEmpty ? clause.adverb : clause.after).lowercased())
      {
        var bare = clause
        bare.adjuncts = []
        if !clause.after.isEmpty, !clause.adverb.isEmpty { bare.after = "" }
        let question = statement.asking.question("How", bare, without: .adverb)
        drafts.append(
          context.draft(
            Self.id, statement, question: question, answer: clause.after.isEmpty ? clause.adverb : clause.after,
            aspect: clause.verb, confidence: statement.hasOwnSubject || statement.position > 0 ? 0.72 : 0.65))
        continue
      }
      // `scaling is automated`
      if clause.voice == .passive, clause.object.isEmpty, clause.adjuncts.isEmpty, clause.modal == nil,
        !clause.isNegative, statement.hasOwnSubject, statement.position > 0, clause.subject.count == 1,
        case .verb(.gerund, _)? = clause.subject.first?.tag
      {
        drafts.append(
          context.draft(
            Self.id, statement, question: "How is \(statement.asking.subject) done with \(line.subject.text)?",
            answer: "It is " + Verbs.english.participle(clause.verb), aspect: clause.verb, confidence: 0.72))
        continue
      }
      guard !clause.hasVerb, !context.topic.isExample, line.block.role != .reason else { continue }
      if !Quantity.all(in: clause.objectText).isEmpty || UseCasePattern.use(in: line.main) != nil { continue }
      if line.glossed.glosses.contains(where: { !Quantity.all(in: $0.text).isEmpty }) { continue }
      if let relative = relative(statement, context) { drafts.append(relative) }
      if let more = described(statement, context) {
        drafts.append(more)
        continue
      }
      if let kind = kind(statement, context) { drafts.append(kind) }
    }
    return drafts
  }

  /// `active-active replication`, `lightweight functions …`, `easy monitoring through CloudWatch`: what kind, or by what.
  private func kind(_ statement: Statement, _ context: CardContext) -> CardDraft? {
    let clause = statement.clause, line = statement.line
    var words = clause.object.flatMap(Self.split), adjuncts = clause.adjuncts
    if let last = words.last, case .verb(.participle, _) = last.tag, words.count > 1 {
      words.removeLast()
      adjuncts = []
    }
    guard words.count >= 2, words.count <= 4, let head = words.last, head.mayBeNoun, line.clauses.count <= 3,
      words.allSatisfy({ $0.isNominal || $0.mayBeNoun || $0.tag == .conjunction }),
      !words.contains(where: { $0.mark != nil }),
      !Self.isAdjective(head.lower), words.first?.tag != .number
    else { return nil }
    let subject = line.subject.text
    let modifier = Clause.text(Array(words.dropLast()))
    let sharesHead = Quality.folded(subject).contains(Quality.folded(head.text).first ?? "-")
    let be = line.subject.isPlural ? "are" : "is", does = line.subject.isPlural ? "do" : "does"
    if sharesHead, let use = adjuncts.first, use.word == "for" {
      return context.draft(
        Self.id, statement, question: "What \(be) \(subject) for?",
        answer: String(adjuncts.map(\.whole).joined(separator: " ").dropFirst(4)), aspect: "for", confidence: 0.85)
    }
    if Self.praise.contains(modifier.lowercased()) {
      guard let way = adjuncts.first, adjuncts.count == 1, ["through", "via", "with", "by", "using"].contains(way.word)
      else { return nil }
      let asked =
        "\(way.word.prefix(1).uppercased() + way.word.dropFirst()) what \(line.subject.isPlural ? "do" : "does") \(subject) offer \(Clause.text(words))?"
      return context.draft(Self.id, statement, question: asked, answer: way.text, aspect: head.lower, confidence: 0.75)
    }
    let measure = modifier.lowercased()
    if ["sub-", "single-digit", "microsecond", "millisecond"].contains(where: { measure.hasPrefix($0) }),
      let first = words.first
    {
      let of = adjuncts.isEmpty ? " of \(subject)" : " of \(subject) \(adjuncts[0].whole)"
      let noun = Clause.text(Array(words.dropFirst()))
      return context.draft(
        Self.id, statement, question: "What \(head.isPlural ? "are" : "is") the \(noun)\(of)?", answer: first.text,
        aspect: head.lower, confidence: 0.85)
    }
    // Only heads whose kind is a fact: not `low cost`, `explicit deny`.
    if !sharesHead, line.clauses.count > 1, line.clauses.last == clause, DefinitionPattern.isDescriptive(clause) {
      return nil
    }
    guard sharesHead || Self.heads.contains(Nouns.singular(head.lower)), !line.subject.text.hasPrefix("When"),
      adjuncts.count <= 1
    else { return nil }
    if sharesHead, head.isPlural != line.subject.isPlural { return nil }
    let isClass = sharesHead || DefinitionPattern.classHeads.contains(Nouns.singular(head.lower))
    let rest = isClass ? "" : adjuncts.map(\.whole).joined(separator: " ")
    let tail = isClass ? "" : Self.offered.contains(Nouns.singular(head.lower)) ? " offer" : " use"
    let question =
      "What kind of \(isClass && !line.subject.isPlural ? Nouns.singular(head.text) : head.text) \(isClass ? be : does) \(subject)\(tail)\(rest.isEmpty ? "" : " " + rest)?"
    return context.draft(Self.id, statement, question: question, answer: modifier, aspect: head.lower, confidence: 0.72)
  }

  private static let heads: Set<String> = Set(
    "replication encryption consistency isolation compression authentication authorization recovery scaling indexing transport handshake routing topology concurrency locking sharding partitioning caching architecture schema storage addressing inheritance respiration reproduction bond symmetry latency database function network protocol language system cache engine support class government economy"
      .split(separator: " ").map(String.init))
  private static let offered: Set<String> = ["recovery", "support", "latency", "class", "storage"]

  /// `a code that you write …`, `highly available with …`, `limited number of consumers`.
  private func described(_ statement: Statement, _ context: CardContext) -> CardDraft? {
    let clause = statement.clause, subject = statement.line.subject
    let be = subject.isPlural ? "are" : "is"
    guard let first = clause.object.first, let last = clause.object.last else {
      guard statement.position > 0, clause.adjuncts.count == 1, let adjunct = clause.adjuncts.first,
        adjunct.word == "with"
      else { return nil }
      let does = subject.isPlural ? "do" : "does"
      let offered = adjunct.text.split(separator: " ").map(String.init)
      if offered.last == "support", offered.count > 1 {
        let first = statement.line.clauses.first.flatMap { $0.hasVerb ? nil : $0.objectText } ?? ""
        let asWhat =
          first.isEmpty
          ? ""
          : "As \(Nouns.withArticle(first) == first ? Nouns.article(for: first) + " " + first : Nouns.withArticle(first)), "
        let question = "\(asWhat.isEmpty ? "What" : asWhat + "what") \(does) \(subject.text) support?"
        return context.draft(
          Self.id, statement, question: question,
          answer: Nouns.plural(Asking.capitalized(offered.dropLast().joined(separator: " "))), aspect: "support",
          confidence: 0.8)
      }
      return context.draft(
        Self.id, statement, question: "What \(does) \(subject.text) come with?", answer: adjunct.text, aspect: "with")
    }
    if first.tag == .not, clause.object.count > 1 {
      return context.draft(
        Self.id, statement, question: "What \(be) \(subject.text) not?",
        answer: Clause.text(Array(clause.object.dropFirst())), aspect: "not")
    }
    let isMass = clause.object.count > 2 && ["that", "which"].contains(clause.object[1].lower)
    if ["a", "an"].contains(first.lower) || isMass, clause.object.count > 2, Self.isOnePhrase(clause.object),
      !subject.lines.isEmpty || statement.position == 0
    {
      return context.draft(
        Self.id, statement, question: "What \(be) \(subject.text)?", answer: clause.written, aspect: "is",
        confidence: 0.85)
    }
    if Self.isAdjective(last.lower), clause.object.count <= 3, let adjunct = clause.adjuncts.first,
      ["with", "through", "by", "via"].contains(adjunct.word)
    {
      let rest = clause.adjuncts.map(\.whole).joined(separator: " ").dropFirst(adjunct.word.count + 1)
      return context.draft(
        Self.id, statement, question: "What makes \(subject.text) \(clause.objectText)?", answer: String(rest),
        aspect: last.lower)
    }
    if let place = clause.object.firstIndex(where: { $0.lower == "number" }), place > 0,
      place + 2 < clause.object.count, clause.object[place + 1].lower == "of"
    {
      let counted = Clause.text(Array(clause.object[(place + 2)...]))
      let does = subject.isPlural ? "do" : "does"
      return context.draft(
        Self.id, statement, question: "How many \(counted) \(does) \(subject.text) allow?",
        answer: "A " + Clause.text(Array(clause.object[...place])),
        aspect: "number", confidence: 0.8)
    }
    return nil
  }

  /// Whether no second noun phrase follows the first: in `a batch rounds every item` an unknown verb stands between.
  private static func isOnePhrase(_ object: [Token]) -> Bool {
    let said = object.dropFirst().prefix { !["that", "which", "who", "whose", "of"].contains($0.lower) }
    return !said.contains {
      ["a", "an", "the", "every", "each", "all", "any", "its", "their", "your"].contains($0.lower)
    }
  }

  private static let praise: Set<String> = [
    "easy", "simple", "good", "great", "nice", "full", "complete", "seamless", "better", "more", "many", "several",
    "some", "your",
  ]

  /// A name of several words as words, so that its head can be asked for.
  private static func split(_ token: Token) -> [Token] {
    guard token.tag == .name, token.text.contains(" ") else { return [token] }
    return token.text.split(separator: " ").map {
      Token(text: String($0), lower: $0.lowercased(), tag: .noun, mark: nil, concept: nil)
    }
  }

  /// `functions written in JavaScript`: a clause about the subject.
  private func relative(_ statement: Statement, _ context: CardContext) -> CardDraft? {
    let clause = statement.clause
    guard let last = clause.object.last, clause.object.count > 1, case .verb(.participle, let base) = last.tag,
      Verbs.english.participle(base) == last.lower,
      clause.object.dropLast().allSatisfy({ $0.mayBeNoun && $0.tag != .pronoun || $0.tag == .adverb }),
      let adjunct = clause.adjuncts.first
    else { return nil }
    var passive = Clause()
    passive.voice = .passive
    passive.verb = base
    passive.adjuncts = clause.adjuncts
    let subject = statement.line.subject
    let asking = Asking(subject: subject.text, isPlural: subject.isPlural)
    if adjunct.kind == .purpose {
      return context.draft(
        Self.id, statement, question: asking.question("Why", passive, without: .adjunct(0)), answer: adjunct.whole,
        aspect: base)
    }
    let question = asking.question("What", passive, without: .adjunct(0), stranding: nil)
    return context.draft(
      Self.id, statement, question: question.dropLast() + " \(adjunct.word)?", answer: adjunct.text, aspect: base,
      confidence: 0.9)
  }

  static func isAdjective(_ word: String) -> Bool {
    [
      "consistent", "persistent", "efficient", "resilient", "concurrent", "independent", "redundant", "transparent",
      "fast", "slow", "cheap", "expensive", "secure", "simple", "easy", "automatic", "easier", "faster", "cheaper",
      "optional",
    ].contains(word)
      || ["able", "ible", "ive", "ous", "less", "ful", "ic"].contains { word.hasSuffix($0) }
        && !["traffic", "topic", "logic", "archive", "drive", "table", "variable", "music", "metric"].contains(word)
  }
}

/// Which member of a class a line is about: `Which endpoint type can only be accessed from your VPC?`
struct MembershipPattern: CardPattern {
  static let id = "membership"

  /// `a new image in S3 triggers a function`: what does it is the news.
  static func isTrigger(_ statement: Statement) -> Bool {
    let clause = statement.clause
    return ["trigger", "cause"].contains(clause.verb) && clause.voice == .active && clause.modal == nil
      && !clause.object.isEmpty && !clause.isNegative && clause.subject.count >= 2
      && clause.subject.contains { $0.concept == nil && $0.tag != .determiner }
  }

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for statement in context.statements() {
      let clause = statement.clause
      guard clause.hasVerb, clause.voice != .copula else { continue }
      if statement.hasOwnSubject, clause.subject.isEmpty { continue }
      if statement.hasOwnSubject {
        // `a new image in S3 triggers a function`: what does.
        if Self.isTrigger(statement) {
          drafts.append(
            context.draft(
              Self.id, statement, question: statement.asking.subjectQuestion("What", clause),
              answer: clause.subjectText, aspect: "who " + clause.verb, confidence: 0.82))
          continue
        }
        if clause.voice == .passive, clause.adjuncts.contains(where: { $0.word == "by" }) { continue }
        // Who does it, when it is a thing worth naming.
        let said = clause.object.count + clause.adjuncts.reduce(0, { $0 + $1.tokens.count })
        guard clause.subject.allSatisfy({ $0.concept != nil || $0.tag == .determiner }),
          clause.voice == .active || ["prefer", "recommend"].contains(clause.verb) && !clause.adjuncts.isEmpty,
          clause.modal == nil || clause.modal == "can", clause.verb != "have", clause.verb != "need", said >= 3,
          clause.subject.first?.lower != "each", statement.asking.subject != "you",
          clause.object.count + clause.adjuncts.count > 0
        else { continue }
        let which = context.classQuestion(of: clause.subjectText.withoutArticle)
        guard which != "What" || clause.voice == .passive else { continue }
        let question = statement.asking.subjectQuestion(which, clause)
        drafts.append(
          context.draft(
            Self.id, statement, question: question, answer: clause.subjectText, aspect: "who " + clause.verb,
            confidence: clause.voice == .passive ? 0.8 : 0.6))
        continue
      }
      guard !statement.line.subject.lines.isEmpty, let memberClass = context.topic.memberClass,
        context.topic.contrast.isEmpty
      else { continue }
      let subject = statement.line.subject.text
      guard subject != context.topic.subject, statement.clause.object.count + statement.clause.adjuncts.count > 0
      else { continue }
      let question: String
      if statement.asking.subject == "you" {
        let asked = statement.asking.inverted(clause, without: .adjunct(-1))
        question = "With which \(context.named(memberClass)) \(asked)?"
      } else {
        question = statement.asking.subjectQuestion("Which \(context.named(memberClass))", clause)
      }
      drafts.append(
        context.draft(
          Self.id, statement, question: question, answer: subject.withoutArticle, aspect: "which " + clause.verb,
          confidence: 0.62))
    }
    return drafts
  }
}
