import Concepts
import Notes

/// Numbers with their units: limits, ranges, sizes, durations.
struct NumericPattern: CardPattern {
  static let id = "numeric-limit"
  static let clozeID = "numeric-cloze"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    var drafts: [CardDraft] = []
    for line in context.lines where !line.display.hasPrefix("=") && line.block.role != .example {
      if let property = line.property {
        drafts += propertyCards(line, key: property.key, value: property.value, context)
      } else if let gloss = line.glossed.glosses.first, line.glossed.main == gloss.before,
        Quantity.all(in: gloss.text).count == 1,
        line.clauses.allSatisfy({ !$0.hasVerb }), Quantity.all(in: line.main).isEmpty
      {
        // `environment variables (4 KB)`
        let subject = line.subject.text
        drafts.append(
          Self.upTo(line, context)
            ?? context.draft(
              Self.id, line, question: "What is the limit for \(line.main) in \(context.topic.subject)?",
              answer: gloss.text,
              subject: subject, aspect: line.main, confidence: 0.9))
      } else {
        if let draft = Self.upTo(line, context) { drafts.append(draft) }
        let all = Quantity.all(in: line.main)
        let names = context.lexicon.matches(in: line.main).map(\.range)
        for quantity in all.prefix(3)
        where !quantity.isPrice && !names.contains(where: { $0.contains(quantity.range.lowerBound) }) {
          let hasPrice = all.contains(where: \.isPrice)
          if hasPrice { continue }
          if let period = periodCard(line, quantity, context) { drafts.append(period) }
          if let draft = shareCard(line, quantity, context) ?? phraseCard(line, quantity, context) ?? clauseCard(
            line, quantity, context) ?? freeCard(
              line, quantity, context) ?? cloze(line, quantity, context)
          {
            drafts.append(draft)
          }
        }
      }
    }
    return drafts
  }

  // MARK: - key: value

  private func propertyCards(_ line: Line, key: String, value: String, _ context: CardContext) -> [CardDraft] {
    let quantities = Quantity.all(in: value)
    if let count = bareCount(line, key, value, context) { return [count] }
    guard let first = quantities.first, !first.isPrice,
      (Answers.items(value)?.items.count ?? 0) < 3 || quantities.count < 3
    else { return [] }
    let name = named(Self.withShortGlosses(key, context), line, context)
    let article = ["a", "an", "the"].contains(name.lowercased().prefix { $0 != " " }) ? "" : "the "
    func ask(_ what: String, _ answer: String, _ aspect: String) -> CardDraft {
      context.draft(
        Self.id, line, question: what, answer: answer, subject: line.subject.text, aspect: aspect, confidence: 0.95)
    }
    let main = Glossed(value)
    let inMain = Quantity.all(in: main.main)
    if let bounds = Self.range(main.main) {
      let kind = bounds.low.isEmpty ? "" : bounds.low
      let name = Self.withSingularHead(name)
      var drafts = [
        ask("What is the minimum \(name)?", kind, key + " min"),
        ask("What is the maximum \(name)?", bounds.high, key + " max"),
      ]
      for gloss in main.glosses {
        if let step = Quantity.all(in: gloss.text).first,
          gloss.text.lowercased().contains("increment") || gloss.text.lowercased().contains("step")
        {
          drafts.append(ask("In what steps does the \(name) grow?", step.text, key + " step"))
        }
      }
      return drafts
    }
    guard inMain.count <= 1 || value.lowercased().hasPrefix(first.text.lowercased()) else { return [] }
    // The value is the number with what explains it, unless it runs on.
    let isShort = value.wordCount <= 8
    let startsWithNumber = main.main.hasPrefix(first.text) || inMain.isEmpty
    if startsWithNumber || isShort {
      let plain = Topic.withoutParentheses(key).lowercased()
      // `tritone: 6 semitones`: things are counted, not measured.
      if context.topic.concepts.isEmpty, startsWithNumber, !Quantity.isUnit(first.unit),
        Token.looksPlural(first.unit.lowercased()),
        !Token.looksPlural(plain.split(separator: " ").last.map(String.init) ?? ""),
        ![
          "max", "min", "age", "size", "limit", "number", "count", "rate", "total", "length", "capacity", "default",
          "average", "typical", "range",
        ]
        .contains(where: { plain.contains($0) })
      {
        let shown = Nouns.asTerm(
          Topic.inSentence(Topic.withoutParentheses(key), lexicon: context.lexicon), isName: false)
        return [ask("How many \(first.unit) does \(shown) have?", first.text, key)]
      }
      // `requests to pay`: several things and what is done with them, no name of a measure.
      if let to = plain.firstRange(of: " to "), Token.looksPlural(String(plain[..<to.lowerBound])) { return [] }
      let head = plain.split(separator: " ").prefix { Closed.tags[String($0)] != .preposition }.last.map(String.init)
      if Token.looksPlural(head ?? ""), !plain.contains(" of ") {
        return [ask("What is the limit for \(name)?", main.main, key)]
      }
      let answer = isShort && main.glosses.allSatisfy({ !$0.text.lowercased().hasPrefix("can ") }) ? value : main.main
      return [ask("What is \(article)\(name)?", answer, key)]
    }
    return []
  }

  /// `targets per rule: up to 5`: a number of things, without a unit.
  private func bareCount(_ line: Line, _ key: String, _ value: String, _ context: CardContext) -> CardDraft? {
    var number = Glossed(value).main
    guard let opening = ["up to ", "at most ", "max "].first(where: number.lowercased().hasPrefix) else { return nil }
    number = String(number.dropFirst(opening.count))
    let digits = number.prefix { $0.isNumber || $0 == "," }
    let head = Topic.withoutParentheses(key).split(separator: " ").prefix {
      Closed.tags[$0.lowercased()] != .preposition
    }.last
    guard digits == number, digits.first?.isNumber == true, let head, Token.looksPlural(head.lowercased()) else {
      return nil
    }
    return context.draft(
      Self.id, line,
      question:
        "What is the maximum number of \(named(Topic.inSentence(key, lexicon: context.lexicon), line, context))?",
      answer: number, subject: line.subject.text, aspect: key, confidence: 0.95)
  }

  /// `cache sizes of the API` are a `cache size of the API` where one is asked for.
  private static func withSingularHead(_ name: String) -> String {
    var words = name.split(separator: " ").map(String.init)
    let end = words.firstIndex { Closed.tags[$0.lowercased()] == .preposition } ?? words.count
    guard end > 0 else { return name }
    words[end - 1] = Nouns.singular(words[end - 1])
    return words.joined(separator: " ")
  }

  /// `deployment size (compressed .zip)`: what is in parentheses tells one size from another.
  private static func withShortGlosses(_ key: String, _ context: CardContext) -> String {
    let glossed = Glossed(key)
    let kept = glossed.glosses.filter { gloss in
      gloss.before == glossed.main && gloss.text.split(separator: " ").count <= 3
        && Closed.tags[gloss.text.prefix { $0 != " " }.lowercased()] == nil && Quantity.all(in: gloss.text).isEmpty
        && gloss.text != gloss.text.uppercased()
    }
    return ([glossed.main] + kept.map { "(" + $0.text + ")" }).joined(separator: " ")
  }

  /// `memory allocation` with what it belongs to: `memory allocation of AWS Lambda`.
  private func named(_ key: String, _ line: Line, _ context: CardContext) -> String {
    let subject = line.subject.text
    if context.mentionsTopic(key) { return key }
    if key.hasSuffix(")"), line.subject.lines.isEmpty || subject == context.topic.subject {
      return key + " in " + context.topic.subject
    }
    if subject != context.topic.subject, line.subject.lines.isEmpty == false {
      return key + " of " + subject
    }
    // A heading that only names a field owns none of its quantities; the question gets it in front.
    if context.topic.concepts.isEmpty { return key }
    return key + " " + (context.lexicon.entry(named: context.topic.subject)?.kind == .service ? "in " : "of ")
      + context.topic.subject
  }

  /// `128 MB – 10 GB`, `512 MB to 10 GB`.
  static func range(_ text: String) -> (low: String, high: String)? {
    for mark in [" – ", " - ", " to ", "–", " … "] {
      guard let range = text.firstRange(of: mark) else { continue }
      var low = Answers.trimmed(text[..<range.lowerBound])
      let high = Answers.trimmed(text[range.upperBound...])
      let highs = Quantity.all(in: high), lows = Quantity.all(in: low)
      guard let top = highs.first, let bottom = lows.last, high.hasPrefix(top.text), low.hasSuffix(bottom.text),
        top.text != bottom.text
      else { continue }
      if bottom.unit.isEmpty, !top.unit.isEmpty {
        low = bottom.text + " " + (bottom.text == "1" ? Nouns.singular(top.unit) : top.unit)
      } else {
        low = bottom.text
      }
      return (low, top.text)
    }
    return nil
  }

  // MARK: - Fragments

  /// `24 hour retention`, `5 minutes TTL for cache`, `microseconds latency`: number, unit, noun.
  private func phraseCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    guard line.clauses.allSatisfy({ !$0.hasVerb }), line.main.hasPrefix(quantity.text) else {
      return vagueCard(line, quantity, context)
    }
    if quantity.isVague { return vagueCard(line, quantity, context) }
    let rest = Answers.trimmed(line.main[quantity.range.upperBound...])
    guard !rest.isEmpty, let first = rest.split(separator: " ").first,
      Tagger.tag(first.lowercased(), text: first) != .preposition,
      Tagger.tag(first.lowercased(), text: first) != .determiner, !quantity.unit.isEmpty,
      Quantity.isUnit(quantity.unit) || Token.looksPlural(quantity.unit.lowercased())
    else { return nil }
    let isDefault = line.glossed.glosses.contains { $0.text.lowercased() == "default" }
    let subject = line.subject.text
    let of = " of \(subject)"
    let question = "What is the \(isDefault ? "default " : "")\(rest)\(of)?"
    let number = quantity.text.prefix { $0 != " " }
    let answer =
      number == "1" || quantity.unit.first?.isUppercase == true
      ? quantity.text : quantity.text.dropLast(quantity.unit.count) + Nouns.plural(quantity.unit)
    return context.draft(
      Self.id, line, question: question, answer: answer, subject: subject, aspect: rest, confidence: 0.9)
  }

  /// `more resources per function (up to 10 GB of RAM)`
  private static func upTo(_ line: Line, _ context: CardContext) -> CardDraft? {
    guard let gloss = line.glossed.glosses.first(where: { $0.text.lowercased().hasPrefix("up to ") })?.text,
      let amount = Quantity.all(in: gloss).first?.text
    else { return nil }
    let what = gloss.firstRange(of: " of ").map { String(gloss[$0.upperBound...]) } ?? line.main
    let per = line.main.firstRange(of: " per ").map { " per " + line.main[$0.upperBound...].prefix { $0 != " " } } ?? ""
    let owner = line.subject.text.lowercased()
    let whose = owner.hasPrefix("easy") || owner.hasPrefix("simple") ? context.topic.subject : line.subject.text
    return context.draft(
      id, line, question: "What is the upper limit of \(what)\(per) in \(whose)?", answer: amount,
      subject: line.subject.text, aspect: what, confidence: 0.9)
  }

  /// `free tier of 1 million requests and 400,000 GB-seconds of compute time`: what is how much of what.
  private func shareCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    guard line.clauses.allSatisfy({ !$0.hasVerb }), !quantity.isVague,
      let of = line.main.firstRange(of: " of "), of.upperBound <= quantity.range.lowerBound
    else { return nil }
    let whole = String(line.main[..<of.lowerBound])
    let words = whole.lowercased().split(separator: " ").map(String.init)
    guard words.count <= 4, let head = words.last,
      ["tier", "limit", "quota", "allowance", "budget", "capacity", "pool", "total", "maximum"].contains(head),
      let part = line.main.pieces(at: ", ").flatMap({ $0.pieces(at: " and ") }).first(where: {
        $0.firstRange(of: quantity.text) != nil
      }), let place = part.firstRange(of: quantity.text)
    else { return nil }
    let rest = Answers.trimmed(part[place.upperBound...])
    let counted = quantity.unit.isEmpty ? rest : Nouns.plural(quantity.unit) + (rest.isEmpty ? "" : " " + rest)
    guard !counted.isEmpty else { return nil }
    let be = quantity.unit.isEmpty && !Token.looksPlural(counted.lowercased()) ? "much" : "many"
    return context.draft(
      Self.id, line,
      question:
        "How \(be) \(counted) are in the \(whole)\(context.mentionsTopic(counted + whole) ? "" : " of " + context.topic.subject)?",
      answer: quantity.text, subject: line.subject.text, aspect: whole + " " + counted, confidence: 0.9)
  }

  /// `millions of requests per second`
  private func vagueCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    guard quantity.isVague, line.clauses.allSatisfy({ !$0.hasVerb }) else { return nil }
    let part = Answers.split(line.main, at: ",").first { $0.contains(quantity.text) } ?? line.main
    let rest = part.firstRange(of: " of ").map { Answers.trimmed(part[$0.upperBound...]) } ?? quantity.unit
    let does = line.subject.isPlural ? "do" : "does"
    var asked = rest
    var answer = quantity.text
    if let second = rest.firstRange(of: " of "), rest.split(separator: " ").first.map({ Quantity.isUnit($0) }) == true {
      answer += " of " + rest[..<second.lowerBound]
      asked = "much " + rest[second.upperBound...]
    } else {
      asked = "many " + (rest.contains(" ") ? rest : Nouns.plural(rest))
    }
    return context.draft(
      Self.id, line, question: "How \(asked) \(does) \(line.subject.text) handle?", answer: answer,
      subject: line.subject.text, aspect: rest)
  }

  /// A number in a clause: `How many … ?`, `By how much … ?`
  private func clauseCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    if quantity.isPercent { return percentCard(line, quantity, context) }
    for statement in context.statements()
    where statement.line.block.index == line.block.index && statement.clause.hasVerb {
      let clause = statement.clause
      if clause.objectText.contains(quantity.text), !clause.object.isEmpty {
        if clause.voice == .copula {
          let question = statement.asking.question("What", clause, without: .object)
          return context.draft(
            Self.id, statement, question: question, answer: quantity.text, aspect: clause.subjectText, confidence: 0.95)
        }
        guard let range = clause.objectText.firstRange(of: quantity.text) else { continue }
        let before = Answers.trimmed(clause.objectText[..<range.lowerBound])
        guard before.wordCount <= 2, !quantity.unit.isEmpty else { continue }
        let counted = Answers.trimmed(clause.objectText[range.upperBound...])
        let wh = "How many " + Nouns.plural(quantity.unit) + (counted.isEmpty ? "" : " " + counted)
        let question = statement.asking.question(wh, clause, without: .object)
        return context.draft(
          Self.id, statement, question: question, answer: quantity.text, aspect: "many", confidence: 0.9)
      }
      for (position, adjunct) in clause.adjuncts.enumerated() where adjunct.text.contains(quantity.text) {
        if quantity.isVague {
          guard adjunct.text.hasPrefix(quantity.text), let of = adjunct.text.firstRange(of: " of ") else { continue }
          let question = statement.asking.question(
            "How many " + adjunct.text[of.upperBound...], clause, without: .adjunct(position))
          return context.draft(
            Self.id, statement, question: question.dropLast() + " \(adjunct.word)?", answer: quantity.text,
            aspect: "many", confidence: 0.9)
        }
        guard adjunct.kind == .preposition || adjunct.kind == .time, !quantity.unit.isEmpty else { continue }
        let unit = Nouns.plural(quantity.unit)
        guard let range = adjunct.text.firstRange(of: quantity.text) else { continue }
        let after = Answers.trimmed(adjunct.text[range.upperBound...])
        let before = Answers.trimmed(adjunct.text[..<range.lowerBound]).lowercased()
        guard before.wordCount <= 2, adjunct.kind != .condition else { continue }
        let word = adjunct.word.prefix(1).uppercased() + adjunct.word.dropFirst()
        let isPast = before == "the last" || before == "the past"
        let wh =
          quantity.unit.hasPrefix("°")
          ? "\(word) what temperature"
          : isPast ? "How many \(unit) back" : "\(word) how many \(unit)" + (after.isEmpty ? "" : " " + after)
        // `take up to 1 hour`
        var bare = clause, asked = wh
        if adjunct.word == "to", clause.after == "up" || clause.tail == "up" {
          if bare.after == "up" { bare.after = "" } else { bare.tail = "" }
          asked = "Up to how many \(unit)" + (after.isEmpty ? "" : " " + after)
        }
        let question = statement.asking.question(asked, bare, without: .adjunct(position))
        return context.draft(
          Self.id, statement, question: question, answer: quantity.text, aspect: "many " + unit, confidence: 0.9)
      }
    }
    return nil
  }

  /// `… by reducing by 66% the failover time`: by how much?
  private func percentCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    let before = line.main[..<quantity.range.lowerBound].split(separator: " ").map(String.init)
    guard before.count >= 2 else { return nil }
    var index = before.count - 1
    while index >= 0, ["by", "about", "around", "to", "up", "of"].contains(before[index].lowercased()) { index -= 1 }
    guard index >= 0 else { return nil }
    let word = before[index].lowercased()
    guard
      let base = Verbs.english.base(ofGerund: word) ?? Verbs.english.base(ofThird: word)
        ?? Verbs.english.base(of: word),
      !Verbs.english.isAmbiguous(base) || Verbs.english.base(ofGerund: word) != nil
        || ["increase", "decrease"].contains(base)
    else { return nil }
    var rest = Answers.trimmed(line.main[quantity.range.upperBound...])
    if let and = rest.firstRange(of: " and ") { rest = String(rest[..<and.lowerBound]) }
    guard !rest.isEmpty else { return nil }
    let does = line.subject.isPlural ? "do" : "does"
    return context.draft(
      Self.id, line, question: "By how much \(does) \(line.subject.text) \(base) \(rest)?", answer: quantity.text,
      subject: line.subject.text,
      aspect: base, confidence: 0.9)
  }

  /// `first 1 million requests free`, `400,000 GB-seconds of compute time per month free`.
  private func freeCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    let lower = line.main.lowercased()
    guard lower.hasSuffix(" free") || lower.hasSuffix(" are free"), !quantity.unit.isEmpty else { return nil }
    var rest = Answers.trimmed(line.main[quantity.range.upperBound...])
    rest = Answers.trimmed(rest.dropLast(rest.lowercased().hasSuffix("are free") ? 8 : 4))
    let label =
      line.block.lead.flatMap { context.line(ofBlock: $0) }.map {
        " (\(CardContext.lowered(answer: $0.main.trimmingColon)))"
      } ?? ""
    let question =
      "How many " + Nouns.plural(quantity.unit) + (rest.isEmpty ? "" : " " + rest)
      + " are free with \(context.topic.subject)\(label)?"
    return context.draft(
      Self.id, line, question: question, answer: quantity.text, subject: line.subject.text, aspect: "free",
      confidence: 0.9)
  }

  /// `… per month free`: how often that is granted.
  private func periodCard(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    guard line.main.lowercased().hasSuffix(" free"), !quantity.unit.isEmpty,
      let per = line.main.firstRange(of: " per ")
    else { return nil }
    let period = line.main[per.upperBound...].prefix { $0 != " " }
    guard ["month", "day", "year", "week", "hour"].contains(period) else { return nil }
    return context.draft(
      Self.id, line,
      question:
        "Over what period is the free allowance of \(Nouns.plural(quantity.unit)) granted with \(context.topic.subject)?",
      answer: "Per \(period)", subject: line.subject.text, aspect: "period", confidence: 0.8)
  }

  /// The sentence with the number hidden.
  private func cloze(_ line: Line, _ quantity: Quantity, _ context: CardContext) -> CardDraft? {
    guard !quantity.isVague, line.main.wordCount >= 4 else { return nil }
    // `a strong read of 6 KB takes 2 RCU`: the condition is no news where the sentence says what follows from it.
    if let clause = line.clauses.first, clause.hasVerb, clause.subjectText.contains(quantity.text),
      !Quantity.all(in: clause.objectText).isEmpty
    {
      return nil
    }
    let sentence = context.sentence(of: line)
    guard let range = sentence.firstRange(of: quantity.text) else { return nil }
    return FallbackClozePattern.draft(Self.clozeID, sentence, hiding: range, line: line, confidence: 0.6)
  }
}
