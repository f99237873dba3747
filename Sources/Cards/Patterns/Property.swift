import Concepts
import Notes

/// `key: value` without a number: one question for the value, or a list of what the key announces.
struct PropertyPattern: CardPattern {
  static let id = "property"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.lines.flatMap { line -> [CardDraft] in
      guard let property = line.property else { return [] }
      let key = Topic.withoutParentheses(property.key), value = property.value
      let lower = value.lowercased()
      if lower.hasPrefix("after ") || lower.hasPrefix("before ") || lower.hasPrefix("when ") || lower.hasPrefix("for ")
      {
        return []
      }
      if !Quantity.all(in: value).isEmpty, value.split(separator: " ").count <= 8 { return [] }
      if ["answer", "question", "q", "a"].contains(key.lowercased()) { return [] }
      if ["example", "examples", "eg", "e.g.", "why", "note"].contains(key.lowercased()) { return [] }
      if line.block.role == .example || line.block.role == .reason { return [] }
      let subject = line.subject.text
      let keyClauses = ClauseParser.clauses(context.tokens(key))
      if keyClauses.count == 1, let clause = keyClauses.first, clause.hasVerb, !clause.subject.isEmpty,
        !clause.object.isEmpty, clause.voice == .active
      {
        // `CloudFront provides two types: A & B`
        let asking = Asking(subject: clause.subjectText, isPlural: clause.isPlural)
        // `two types`: of what the label before them names.
        let isBare = ["types", "kinds", "options", "variants"].contains(clause.object.last?.lower ?? "")
        let above = context.lines.last { $0.isLabel && $0.block.index < line.block.index && $0.block.item == nil }
        let of =
          isBare && above != nil
          ? " of " + CardContext.lowered(answer: above?.main.trimmingColon ?? "") : ""
        let question = asking.question("Which \(clause.objectText)\(of)", clause, without: .object)
        return [
          context.draft(
            Self.id, line, question: question, answer: value, subject: clause.subjectText, aspect: clause.verb,
            confidence: 0.85)
        ]
      }
      let valueTokens = context.tokens(Topic.withoutParentheses(value))
      let valueClauses = ClauseParser.clauses(valueTokens)
      let startsWithDeterminer = ["a", "an", "the", "no"].contains(lower.prefix { $0 != " " })
      if let (items, isOpen) = Answers.items(value), items.count >= 3,
        items.allSatisfy({ $0.wordCount <= (Self.isUseCase(key) ? 8 : 5) }), !startsWithDeterminer,
        Self.isUseCase(key) || valueClauses.allSatisfy({ !$0.hasVerb || $0.isImperative })
      {
        return ListRecallPattern.cards(items: items, isOpen: isOpen, of: key, line: line, context)
      }
      guard value.wordCount <= 20, keyClauses.allSatisfy({ !$0.hasVerb }) || key.count < 20 else {
        return []
      }
      if let (items, _) = Answers.items(value), items.count == 2, valueClauses.allSatisfy({ !$0.hasVerb }),
        Token.looksPlural(key.lowercased().split(separator: " ").last.map(String.init) ?? "")
          || key.lowercased().contains("two")
      {
        return ListRecallPattern.cards(items: items, isOpen: false, of: key, line: line, context)
      }
      if Self.isUseCase(key) {
        return [
          context.draft(
            Self.id, line, question: "What is a use case for \(subject)?", answer: value, subject: subject,
            aspect: "use case", confidence: 0.75)
        ]
      }
      // `aws lambda + api gateway: no infrastructure to manage`
      if lower.hasPrefix("no "), context.mentionsTopic(key) {
        let bare = String(value.dropFirst(3)), to = bare.firstRange(of: " to ")
        let verb = to.map { String(bare[$0.upperBound...]) } ?? "care about"
        guard !verb.contains(" ") || verb == "care about" else { return [] }
        return [
          context.draft(
            Self.id, line, question: "What do you not have to \(verb) with \(key)?",
            answer: to.map { String(bare[..<$0.lowerBound]) } ?? bare, subject: key, aspect: "no", confidence: 0.7)
        ]
      }
      guard let question = Self.question(key, value, line, valueTokens, valueClauses, context) else { return [] }
      return [
        context.draft(
          Self.id, line, question: question.text, answer: question.answer, subject: subject, aspect: key,
          confidence: 0.75)
      ]
    }
  }

  /// The question that a value answers: what something is, does or how it works, where it must be.
  private static func question(
    _ key: String, _ value: String, _ line: Line, _ tokens: [Token], _ clauses: [Clause], _ context: CardContext
  ) -> (text: String, answer: String)? {
    guard let first = tokens.first, let clause = clauses.first else { return nil }
    let subject = line.subject.text
    let last = key.lowercased().split(separator: " ").last.map(String.init) ?? ""
    let isPlural = Token.looksPlural(last)
    let named =
      context.mentionsTopic(key) || subject == key || line.subject.lines.isEmpty
      || subject.lowercased() == context.topic.subject.lowercased() && context.topic.concepts.isEmpty
    let isOwned = !named && subject.split(separator: " ").count <= 5
    let of = isOwned ? " of " + subject : ""
    let shown = Topic.inSentence(key, lexicon: context.lexicon)
    let isEntry = context.lexicon.entry(named: key, within: context.topic.concepts) != nil
    let member = isEntry ? nil : member(key, of: line, context)
    let thing = member.map { Nouns.article(for: $0) + " " + $0 } ?? Nouns.asTerm(shown, isName: isEntry)
    if let question = asked(of: key, subject, isNamed: named, context) { return (question, value) }
    if line.subject.lines.isEmpty == false, !key.contains(" "), key.count > 3,
      QualityPattern.isAdjective(key.lowercased()) || key.lowercased().hasSuffix("al")
        || key.lowercased().hasSuffix("ary"),
      let head = subject.split(separator: " ").last, subject.split(separator: " ").count >= 2,
      context.topic.concepts.isEmpty
    {
      // `semantic` under `explicit memory`
      return ("What is \(Nouns.asTerm(key.lowercased() + " " + head, isName: false))?", value)
    }
    let isPerson =
      key.split(separator: " ").count >= 2
      && value.lowercased().split(whereSeparator: { !$0.isLetter }).prefix(4).contains {
        Self.people.contains(String($0))
      }
    if isPerson { return ("Who was \(key)?", value) }
    if clause.modal == "must", clause.subject.isEmpty, clause.verb == "be", clause.adjuncts.first?.word == "in" {
      return ("Where must the \(shown.withoutArticle) be?", clause.adjuncts.map(\.whole).joined(separator: " "))
    }
    if value.uppercased().hasPrefix("HTTP "), value.wordCount > 1,
      value.split(separator: " ")[1].prefix(3).allSatisfy(\.isNumber)
    {
      return ("Which HTTP status code belongs to “\(shown)”\(isOwned ? " with " + subject : "")?", value)
    }
    if Self.sayings.contains(last), clause.hasVerb, !clause.subject.isEmpty || value.hasPrefix("$") {
      return ("What does \(Self.ofPerson(key) ? key : "the " + shown.withoutArticle) say?", value)
    }
    if Self.sayings.contains(last) || ["equation", "formula", "identity"].contains(last) {
      return ("What is \(Self.ofPerson(key) ? key : "the " + shown.withoutArticle)?", value)
    }
    if Self.isThird(tokens), member != nil || clause.hasVerb && clause.subject.isEmpty {
      return ("What \(isPlural ? "do" : "does") \(isPlural ? shown : thing) do?", value)
    }
    if clause.hasVerb, !clause.subject.isEmpty {
      guard key.split(separator: " ").count <= 4, !key.contains(","), !unexplained.contains(key.lowercased()) else {
        return nil
      }
      if isPlural, !context.topic.concepts.isEmpty {
        return ("What happens with \(shown)\(isOwned ? " in " + subject : "")?", value)
      }
      return ("What does “\(Topic.inSentence(key, lexicon: context.lexicon))” mean?", value)
    }
    if clause.hasVerb, clause.voice != .copula, !clause.isImperative || tokens.count <= 2 { return nil }
    if clause.hasVerb, clause.isImperative, !clauses.contains(where: { $0.object.contains { $0.tag == .preposition } })
    {
      guard Verbs.english.isAmbiguous(clause.verb) == false else { return nil }
      return ("What do you do for \(shown)\(of)?", value)
    }
    if value.lowercased().hasPrefix("only ") || value.lowercased().hasSuffix(" only") || first.tag == .preposition {
      return nil
    }
    if ["a", "an"].contains(first.lower) || tokens.count >= 6 && !isOwned {
      return ("What \(isPlural ? "are" : "is") \(isPlural ? shown : thing)?", value)
    }
    guard key.split(separator: " ").count <= 5 else { return nil }
    let the =
      thing != shown || key.contains("`") || ["a", "an", "the"].contains(shown.lowercased().prefix { $0 != " " })
      ? "" : "the "
    if the.isEmpty, !isOwned { return ("What \(isPlural ? "are" : "is") \(thing)?", value) }
    return ("What \(isPlural ? "are" : "is") the \(shown.withoutArticle)\(of)?", value)
  }

  /// `stores the log`, `pauses for a time`: something that the key does.
  private static func isThird(_ tokens: [Token]) -> Bool {
    guard let first = tokens.first else { return false }
    if case .verb(.third, _) = first.tag { return true }
    guard tokens.count >= 2, Verbs.english.base(ofThird: first.lower) != nil else { return false }
    return [.determiner, .preposition, .pronoun].contains(tokens[1].tag)
  }

  /// `Choice` under `states` is a `Choice state`, `mock` under `other integrations` a `mock integration`.
  private static func member(_ key: String, of line: Line, _ context: CardContext) -> String? {
    let label = context.label(of: line)
    let noun: Substring?
    if let label {
      noun = label.split(separator: " ").prefix { Closed.tags[$0.lowercased()] != .preposition }.last
    } else {
      noun = line.subject.lines.isEmpty ? context.topic.memberClass?.split(separator: " ").last : nil
    }
    guard let noun, key.wordCount <= 3, label == nil || Token.looksPlural(noun.lowercased()),
      noun.first?.isLowercase == true
    else { return nil }
    let head = Nouns.singular(String(noun))
    guard Self.members.contains(head), !Quality.folded(key).contains(Quality.folded(head).last ?? "") else {
      return nil
    }
    return Topic.inSentence(key, lexicon: context.lexicon) + " " + head
  }
  /// Classes whose members are named with the class: `a Choice state`, `the init phase`.
  private static let members: Set<String> = [
    "state", "phase", "integration", "mode", "type", "event", "layer", "stage", "level", "key", "index", "class",
    "backup", "endpoint", "policy", "operation", "command", "pattern", "strategy", "step", "error",
  ]

  /// Keys of which nobody asks what they mean: the line tells how it is with them.
  private static let unexplained: Set<String> = [
    "problem", "order", "delivery", "idea", "caveat", "catch", "warning", "rule", "fix", "solution", "state", "default",
  ]

  /// Keys that are questions by themselves: `improves security: …`, `cause: …`.
  private static func asked(of key: String, _ subject: String, isNamed: Bool, _ context: CardContext) -> String? {
    let words = key.split(separator: " ").map(String.init)
    guard let first = words.first?.lowercased() else { return nil }
    if words.count >= 2, words.count <= 4, let base = Verbs.english.base(ofThird: first), !subject.isEmpty,
      !Verbs.english.isAmbiguous(base) || ["increase", "decrease", "cause"].contains(base)
    {
      return "How does \(subject) \(base) \(words.dropFirst().joined(separator: " "))?"
    }
    guard words.count == 1, sides.contains(first), !subject.isEmpty else { return nil }
    return "What is the \(first) of \(subject)?"
  }
  private static let sides: Set<String> = [
    "cause", "effect", "consequence", "purpose", "goal", "aim", "result", "drawback", "advantage", "benefit", "risk",
    "symptom", "trigger", "origin", "remedy",
  ]

  private static let people: Set<String> = [
    "priest", "composer", "king", "queen", "emperor", "physicist", "chemist", "painter", "poet", "writer", "author",
    "general", "president",
    "philosopher", "mathematician", "scientist", "engineer", "inventor", "explorer", "politician", "biologist",
    "economist", "architect",
    "sculptor", "monk", "nun", "bishop", "pope", "chancellor", "minister", "statesman", "historian", "doctor", "nurse",
    "pianist",
  ]
  /// What states something: a law, a theorem.
  private static let sayings: Set<String> = [
    "law", "theorem", "principle", "rule", "axiom", "hypothesis", "conjecture", "postulate", "lemma", "thesis", "laws",
    "act",
  ]
  /// `Boyle's law` takes no article.
  private static func ofPerson(_ key: String) -> Bool {
    key.contains("'s ") || key.contains("’s ") || key.contains("s' ")
  }

  static func isUseCase(_ key: String) -> Bool {
    ["use case", "use cases", "used for", "use"].contains(key.lowercased())
  }
}
