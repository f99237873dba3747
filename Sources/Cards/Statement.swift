import Concepts
import Notes

/// A clause of a line with its subject settled, ready to be asked about.
///
/// A class for the reason that `Line` is one.
final class Statement: Sendable {
  let line: Line
  let clause: Clause
  let asking: Asking
  /// Its place among the clauses of its line.
  let position: Int
  /// Whether the subject was written out rather than taken from label or heading.
  let hasOwnSubject: Bool

  init(line: Line, clause: Clause, asking: Asking, position: Int, hasOwnSubject: Bool) {
    (self.line, self.clause, self.asking) = (line, clause, asking)
    (self.position, self.hasOwnSubject) = (position, hasOwnSubject)
  }
}

extension CardContext {
  /// The clauses of all lines that state something, subjects settled, with those that were not understood.
  func readStatements() -> [Statement] {
    var result: [Statement] = []
    // What `they` and `it` may refer to.
    var lastPlural: String?, lastSingular: String?, last: (text: String, isPlural: Bool)?
    let isLongAgo = topic.title.split { !$0.isNumber }.contains { NotedForm.isYear($0) && $0 < "2000" }
    for line in lines {
      if line.isLabel, line.property == nil,
        line.clauses.first.map({ $0.voice == .phrase || !$0.link.isEmpty }) ?? true
      {
        continue
      }
      if line.property != nil || line.block.role == .example || Self.genericLabels.contains(line.main.lowercased()) {
        continue
      }
      if line.block.role == .reason, line.main.lowercased().hasPrefix("why") { continue }
      var own: (text: String, isPlural: Bool)?, before: Clause?
      for (position, written) in line.clauses.enumerated() {
        var hasOwnSubject = false
        var clause = completed(Self.completed(written, after: before), of: line)
        if isLongAgo, clause.subject.isEmpty, clause.voice == .passive { clause.isPast = true }
        // What will be so is so.
        if clause.modal == "will", clause.voice == .active, !clause.isNegative { clause.modal = nil }
        defer { before = clause }
        let settled: (text: String, isPlural: Bool)
        if let first = clause.subject.first, clause.subject.count == 1, first.tag == .pronoun {
          switch first.lower {
          case "you", "we", "i": settled = ("you", true)
          case "they", "them":
            if let condition = Self.subject(inOpening: clause.opening, self) {
              settled = condition
            } else if let own {
              settled = own
            } else {
              settled = (lastPlural ?? line.subject.text, lastPlural != nil || line.subject.isPlural)
            }
          case "it": settled = own ?? last ?? (line.subject.text, line.subject.isPlural)
          default: settled = own ?? (lastSingular ?? line.subject.text, false)
          }
        } else if clause.subject.isEmpty {
          let isDuty = clause.voice == .active && ["must", "need to", "have to"].contains(clause.modal ?? "")
          let isForbidden =
            clause.isNegative && ["do", "don't"].contains(clause.written.lowercased().prefix { $0 != " " })
          if isDuty || isForbidden
            || (clause.isImperative || clause.isNegative && clause.voice == .active) && Self.isDoneByPerson(clause)
            || clause.isImperative
              && (isActivity(line.subject) || line.block.item?.number != nil || clause.link == "or")
            || clause.adverb == "manually" && clause.voice == .active
          {
            settled = ("you", true)
          } else {
            let usual = (line.subject.text, line.subject.isPlural)
            let acted = clause.link == "which" ? before.flatMap(Self.lastNamed) : nil
            settled = acted ?? (position > 0 ? own ?? usual : usual)
            hasOwnSubject = acted != nil
          }
        } else {
          hasOwnSubject = true
          if clause.subject.count > 1, let first = clause.subject.first, ["its", "their"].contains(first.lower),
            let owner = own ?? last,
            owner.text.split(separator: " ").count <= 4
          {
            // `Its main task`: whose?
            let rest = Clause.text(Array(clause.subject.dropFirst()))
            settled = (owner.text + (owner.text.hasSuffix("s") ? "' " : "'s ") + rest, clause.isPlural)
          } else {
            settled = (Nouns.withArticle(clause.subjectText), clause.isPlural)
          }
          // `It` at the start of the next sentence means what this one is about.
          if position == 0, !IsAPattern.isPossessive(clause.subject[0].lower) { last = settled }
          if settled.isPlural { lastPlural = settled.text } else { lastSingular = settled.text }
        }
        if own == nil, settled.text != "you" { own = settled }
        let asking = Asking(subject: settled.text, isPlural: settled.isPlural)
        result.append(
          Statement(line: line, clause: clause, asking: asking, position: position, hasOwnSubject: hasOwnSubject))
        for derived in Self.means(of: clause) {
          result.append(
            Statement(line: line, clause: derived, asking: asking, position: position + 10, hasOwnSubject: false))
        }
      }
      result += glosses(of: line)
    }
    return result
  }

  /// `…, then CloudFront replicates to its locations`: what it replicates is what was spoken of before.
  private static func completed(_ clause: Clause, after before: Clause?) -> Clause {
    guard let before, clause.link == "then", clause.voice == .active, clause.object.isEmpty, !before.object.isEmpty,
      before.voice == .active, clause.adjuncts.first?.word == "to",
      ["replicate", "copy", "send", "store", "distribute", "push", "forward", "pass", "deploy", "write"].contains(
        clause.verb)
    else { return clause }
    var whole = clause
    whole.object = before.object
    return whole
  }

  /// `could manually combine with X`: what is combined is what the line stands under.
  private func completed(_ clause: Clause, of line: Line) -> Clause {
    guard clause.adverb == "manually", clause.subject.isEmpty, clause.voice == .active, clause.object.isEmpty,
      clause.adjuncts.first?.word == "with", !line.subject.text.isEmpty
    else { return clause }
    var whole = clause
    whole.object = tokens(line.subject.text)
    return whole
  }

  /// What a following `which` stands for: the last thing that a clause names.
  private static func lastNamed(_ clause: Clause) -> (text: String, isPlural: Bool)? {
    let nouns = clause.adjuncts.last.map(\.tokens) ?? clause.object
    guard !nouns.isEmpty, nouns.count <= 5 else { return nil }
    let text = Clause.text(nouns), isPlural = Clause.isPlural(nouns)
    guard let article = text.split(separator: " ").first, article == "a" || article == "an" else {
      return (text, isPlural)
    }
    return ("the " + text.dropFirst(article.count + 1), isPlural)
  }

  /// `improve security by enforcing A and storing B in C`: that it enforces A, and that it stores B in C.
  private static func means(of clause: Clause) -> [Clause] {
    guard clause.voice == .active, let means = clause.adjuncts.first(where: { $0.kind == .means && $0.word == "by" })
    else { return [] }
    var parts: [[Token]] = [[]]
    for (index, token) in means.tokens.enumerated() {
      if token.lower == "and", index + 1 < means.tokens.count, case .verb(.gerund, _) = means.tokens[index + 1].tag {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    let purpose = Clause.Adjunct(
      kind: .condition, word: "to",
      tokens: [Token(text: clause.verb, lower: clause.verb, tag: .verb(.base, base: clause.verb))] + clause.object)
    return parts.compactMap { part in
      guard part.count >= 2, case .verb(.gerund, let base) = part[0].tag else { return nil }
      var tokens = part
      tokens[0] = Token(text: base, lower: base, tag: .verb(.base, base: base))
      var derived = ClauseParser.clause(tokens)
      guard derived.voice == .active, !derived.object.isEmpty else { return nil }
      derived.isImperative = false
      derived.adjuncts.append(purpose)
      return derived
    }
  }

  /// Parentheses that tell the reader what to do: `(manage code entirely within CloudFront)`.
  private func glosses(of line: Line) -> [Statement] {
    line.glossed.glosses.flatMap { gloss -> [Statement] in
      let clauses = ClauseParser.clauses(tokens(gloss.text))
      guard clauses.count == 1, let clause = clauses.first, clause.isImperative, clause.voice == .active,
        clause.modal == nil,
        !clause.object.isEmpty, gloss.text.wordCount >= 3
      else { return [] }
      let asking = Asking(subject: "you", isPlural: true)
      return [Statement(line: line, clause: clause, asking: asking, position: 20, hasOwnSubject: false)]
    }
  }

  /// The subject of `if Lambda functions access …`, to which a following `they` refers.
  private static func subject(inOpening opening: String, _ context: CardContext) -> (text: String, isPlural: Bool)? {
    let words = opening.split(separator: " ")
    guard words.count > 2, ["if", "when"].contains(words[0].lowercased()) else { return nil }
    let clause = ClauseParser.clause(context.tokens(words.dropFirst().joined(separator: " ")))
    guard !clause.subject.isEmpty, clause.subject[0].tag != .pronoun else { return nil }
    return (clause.subjectText, clause.isPlural)
  }

  /// Whether a label names something to do, such as `header manipulation`, and no thing that does it.
  private func isActivity(_ subject: Subject) -> Bool {
    guard !subject.lines.isEmpty,
      !lexicon.matches(in: subject.text, within: topic.concepts).contains(where: { $0.entry.kind == .service }),
      let last = subject.text.split(separator: " ").last?.lowercased()
    else { return false }
    return ["tion", "ing", "ment", "tions", "ings", "redirects", "rewrites"].contains { last.hasSuffix($0) }
  }

  /// Verbs whose doer is the reader, not the thing the note is about.
  private static func isDoneByPerson(_ clause: Clause) -> Bool {
    [
      "pay", "specify", "define", "plan", "choose", "author", "use", "set", "configure", "avoid", "remember", "check",
      "learn", "perform", "boil", "simmer", "toast", "chop", "serve", "pour", "whisk", "season", "roast", "fry", "cook",
      "rest", "finish", "process", "add", "put", "heat", "stir", "mix", "boil", "bake", "knead", "let", "write",
      "drain",
      "take", "pick", "select", "install", "enable", "attach", "call", "expose", "import", "insert", "make",
    ].contains(clause.verb)
  }

  /// A draft with the section named where the question does not name it, and with the answer in good form.
  func draft(
    _ pattern: String, _ line: Line, question: String, answer: String, subject: String, aspect: String,
    form: Card.Form = .basic, opening: String = "", confidence: Double = 0.8, extraSources: [ClosedRange<Int>] = []
  ) -> CardDraft {
    var question = question
    if !opening.isEmpty {
      question = Asking.capitalized(opening) + ", " + Self.lowered(Self.referring(question, to: subject, in: opening))
    } else if topic.title.lowercased().hasSuffix(" by default"), !question.lowercased().contains("default"),
      !question.hasPrefix("Why ")
    {
      question = "By default, " + Self.lowered(question)
    }
    let shown = Answers.polished(answer)
    question = countingOne(question, answer: shown)
    var prefix = prefix(for: question)
    if let name = line.clauses.first?.subject.first(where: { $0.concept != nil }), let id = name.concept,
      !topic.concepts.contains(id), !prefix.isEmpty, !topic.isExample, line.clauses.count > 1
    {
      prefix = "With " + name.text + ", "
    }
    if topic.contrast.count == 2, !line.subject.lines.isEmpty {
      let side = side(of: line)
      let isBelow =
        line.subject.text.withoutArticle != side.withoutArticle && !names(line.subject.text, in: question)
        && !line.subject.text.isEmpty
      prefix =
        side.isEmpty || names(side, in: question)
        ? "" : isBelow ? "For " + line.subject.text + " with " + side + ", " : "With " + side + ", "
    } else if !line.subject.lines.isEmpty, line.subject.text != topic.subject, !names(line.subject.text, in: question),
      !names(line.subject.text.split(separator: " ").suffix(2).joined(separator: " "), in: question)
        || line.subject.text.split(separator: " ").count <= 3
    {
      let name = line.subject.text.withoutArticle
      let isKnown = !topic.concepts.isEmpty || lexicon.entry(named: name, within: topic.concepts) != nil
      prefix = isKnown ? "With " + line.subject.text + ", " : Asking.capitalized(name) + ": "
    }
    if let first = line.clauses.first, ["prefer", "recommend"].contains(first.verb), first.voice == .passive,
      !first.subject.isEmpty, prefix.hasPrefix("With ")
    {
      prefix = "Instead of " + prefix.dropFirst(5)
    }
    if !prefix.isEmpty, !question.hasPrefix("Name ") {
      let whole = prefix + Self.lowered(question)
      // The heading of an example often names the answer.
      if !Quality.leaks(question: whole, answer: shown) || Quality.leaks(question: question, answer: shown) {
        question = whole
      } else if topic.isExample {
        question = "In the example, " + Self.lowered(question)
      }
    }
    return CardDraft(
      pattern: pattern, form: form, question: question, answer: shown, sources: line.sources + extraSources,
      block: line.block.index, subject: subject, aspect: aspect, confidence: confidence)
  }

  /// The same for a line in shorthand.
  func draft(
    _ pattern: String, _ line: NotedLine, question: String, answer: String, subject: String, aspect: String,
    form: Card.Form = .basic, confidence: Double = 0.8
  ) -> CardDraft {
    var question = question
    let place =
      line.key.map { $0 + ": " } ?? line.lead.map { Topic.inSentence($0.main.trimmingColon, lexicon: lexicon) + ": " }
      ?? prefix(for: question)
    let isShort = place.split(separator: " ").count <= 6
    if !place.isEmpty, isShort,
      line.key != nil || line.lead.map({ !names($0.main.trimmingColon, in: question) }) ?? true
    {
      question = Asking.capitalized(place) + Self.lowered(question)
    }
    return CardDraft(
      pattern: pattern, form: form, question: question, answer: Answers.polished(answer),
      sources: [line.place] + (line.lead.map { [$0.place] } ?? []), block: line.block.index, subject: subject,
      aspect: aspect,
      confidence: confidence)
  }

  /// `What is a grommet?` where the answer counts it as one of its kind: `A ring …`.
  private func countingOne(_ question: String, answer: String) -> String {
    guard question.hasPrefix("What is "), question.hasSuffix("?"), answer.hasPrefix("A ") || answer.hasPrefix("An ")
    else { return question }
    let thing = String(question.dropFirst("What is ".count).dropLast())
    let words = thing.split(separator: " ")
    guard words.count <= 3, let first = words.first, thing.allSatisfy({ $0.isLowercase || $0 == " " || $0 == "-" }),
      !["a", "an", "the"].contains(first), Nouns.isCountable(words.last.map(String.init) ?? ""),
      lexicon.entry(named: thing, within: topic.concepts) == nil,
      !words.contains(where: { Tagger.tag(String($0), text: $0) == .preposition || $0.hasSuffix("ing") })
    else { return question }
    return "What is " + Nouns.article(for: thing) + " " + thing + "?"
  }

  /// `If Lambda functions access the database, what may Lambda functions open?`: the second time by pronoun.
  private static func referring(_ question: String, to subject: String, in opening: String) -> String {
    guard opening.contains(subject), subject.contains(" "), let place = question.firstRange(of: subject),
      let last = subject.split(separator: " ").last
    else { return question }
    let pronoun = Token.looksPlural(last.lowercased()) ? "they" : "it"
    return question[..<place.lowerBound] + pronoun + question[place.upperBound...]
  }

  /// The label at the top of what a line stands under.
  func side(of line: Line) -> String {
    var top: Line?, next = line.block.lead
    while let index = next, let lead = self.line(ofBlock: index) { (top, next) = (lead, lead.block.lead) }
    return top.map { $0.main.trimmingColon } ?? ""
  }

  func names(_ subject: String, in question: String) -> Bool {
    let asked = Quality.keys(question)
    return Quality.contentKeys(subject).allSatisfy(asked.contains)
  }

  func draft(
    _ pattern: String, _ statement: Statement, question: String, answer: String, aspect: String,
    confidence: Double = 0.8
  ) -> CardDraft {
    let opening = statement.clause.opening
    return draft(
      pattern, statement.line, question: question, answer: answer, subject: statement.asking.subject, aspect: aspect,
      opening: opening, confidence: confidence)
  }

  /// With a small first letter, unless the first word is a name or an abbreviation.
  static func lowered(answer: String) -> String {
    let word = answer.prefix { $0 != " " }
    guard let first = answer.first, word.dropFirst().allSatisfy({ $0.isLowercase || $0 == "-" }), word.count > 1 else {
      return answer
    }
    return first.lowercased() + answer.dropFirst()
  }

  /// With a small first letter, if the first word is an ordinary question word.
  static func lowered(_ text: String) -> String {
    let word = text.prefix { $0.isLetter }
    let known = [
      "What", "Which", "How", "More", "As", "Instead", "When", "Where", "Why", "Who", "For", "In", "From", "To", "By",
      "Through", "With", "On",
      "If", "After", "Name", "Under", "At", "Until", "Over", "Via", "Up",
    ]
    guard known.contains(String(word)), let first = text.first else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
