import Concepts
import Notes

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
        let isClose = clause.after == "close" && adjunct.word == "to"
        let isService = context.whichOrWhat(adjunct.tokens) == "Which service" && clause.voice == .passive
        guard let (wh, stranded) = asked(adjunct),
          stranded == nil || isClose || isService && adjunct.word == "with" || position == clause.adjuncts.count - 1,
          !(clause.after + " ").contains("close ") || adjunct.word == "to",
          statement.position < 10 || wh == "Where" && clause.voice == .active
        else { continue }
        if saysLittle(adjunct, of: clause, statement, context) { continue }
        let rest = clause.adjuncts.count
        // Where it is the case does not hang on why.
        var bare = clause
        while let last = bare.adjuncts.last, last.kind == .reason { bare.adjuncts.removeLast() }
        let told = Set(Quality.content(adjunct.text))
        var place = position
        for (other, beside) in bare.adjuncts.enumerated().reversed()
        where other != position
          && (!told.isDisjoint(with: Quality.content(beside.text))
            || statement.position >= 10 && beside.kind != .purpose)
        {
          bare.adjuncts.remove(at: other)
          if other < place { place -= 1 }
        }
        var answer = stranded == nil ? adjunct.whole : adjunct.text
        var asked = wh
        if clause.adverb == "only" {
          bare.adverb = ""
          answer = "only " + answer
        }
        if !bare.tail.isEmpty, stranded == nil, statement.position >= 10 {
          answer = bare.tail + " " + answer
          bare.tail = ""
        }
        // `export to S3`: `export in JSON format`
        let label = statement.asking.subject.split(separator: " ").map(String.init)
        var asking = statement.asking
        if let verb = label.first?.lowercased(), verb == clause.verb, clause.object.isEmpty, label.count > 1 {
          asking = Asking(subject: "you", isPlural: true)
          bare.object = context.tokens(label.dropFirst().joined(separator: " "))
        }
        if isClose {
          (bare.after, answer, asked) = ("", "close to " + adjunct.text, "Where")
          bare.adjuncts = bare.adjuncts.filter { $0.kind == .preposition }
          place = bare.adjuncts.firstIndex(of: adjunct) ?? 0
        } else if stranded != nil, context.whichOrWhat(adjunct.tokens) == "Which service" {
          asked = "Which service"
        }
        if let gloss = statement.line.glossed.glosses.first(where: { $0.before.hasSuffix(adjunct.text) }),
          wh == "Where",
          Closed.tags[gloss.text.prefix { $0 != " " }.lowercased()] == .preposition,
          gloss.text.split(separator: " ").count <= 6
        {
          answer += " (" + gloss.text + ")"
        }
        if let gloss = value(of: adjunct, in: statement.line) {
          asked = "In which " + gloss.noun
          answer = gloss.value
        }
        let question = asking.question(asked, bare, without: .adjunct(place), stranding: nil)
        if isService, stranded != nil, position < clause.adjuncts.count - 1 {
          bare.after = adjunct.word
          let question = statement.asking.question(asked, bare, without: .adjunct(place))
          drafts.append(
            context.draft(
              Self.id, statement, question: question, answer: answer, aspect: clause.verb + " " + adjunct.word,
              confidence: 0.76))
          continue
        }
        let shown = asked == "Where" ? question : stranded.map { String(question.dropLast()) + " \($0)?" } ?? question
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

  /// `in one AWS Region (us-east-1)`: which one.
  private func value(of adjunct: Clause.Adjunct, in line: Line) -> (noun: String, value: String)? {
    guard adjunct.word == "in", ["one", "a", "an"].contains(adjunct.tokens.first?.lower ?? ""),
      let gloss = line.glossed.glosses.first(where: { $0.before.hasSuffix(adjunct.text) }),
      !gloss.text.contains(" "), adjunct.tokens.count <= 4
    else { return nil }
    return (Clause.text(Array(adjunct.tokens.dropFirst())), gloss.text)
  }

  /// `in the backend` beside an object that is asked for already.
  private func saysLittle(
    _ adjunct: Clause.Adjunct, of clause: Clause, _ statement: Statement, _ context: CardContext
  ) -> Bool {
    if Quantity.isDate(adjunct.text) { return false }
    // Where the section is about.
    let heading = Set(Quality.content(context.topic.title + " " + context.topic.subject))
    let own = Quality.content(adjunct.text)
    if statement.position < 10, !context.topic.isExample, !own.isEmpty, own.allSatisfy(heading.contains),
      !clause.object.isEmpty
    {
      return true
    }
    // What follows an infinitive belongs to it.
    if let purpose = clause.adjuncts.firstIndex(where: { $0.kind == .purpose }), clause.voice == .active,
      let place = clause.adjuncts.firstIndex(of: adjunct), place > purpose
    {
      return true
    }
    let takesPlace = clause.verb == "take" && clause.object.first?.lower == "place"
    if ["make", "do", "perform", "take"].contains(clause.verb), !clause.object.isEmpty, !takesPlace { return true }
    if ["must", "need to", "have to"].contains(clause.modal ?? ""),
      statement.asking.subject == "you" && !clause.object.isEmpty
        || clause.voice == .passive && statement.hasOwnSubject && clause.opening.isEmpty
    {
      return true
    }
    if clause.isNegative, clause.voice == .active, !clause.object.isEmpty { return true }
    if ["prefer", "recommend"].contains(clause.verb), statement.hasOwnSubject { return true }
    guard clause.voice == .active, !clause.object.isEmpty, statement.position < 10,
      ["in", "on", "from", "on top of"].contains(adjunct.word), adjunct.tokens.count <= 4,
      adjunct.tokens.first?.tag != .number, !["one", "your", "any"].contains(adjunct.tokens.first?.lower ?? "")
    else { return false }
    // Of a subject whose names are not known, any place may be the point.
    let isKnownField = (clause.subject + clause.object + adjunct.tokens).contains { $0.concept != nil }
    guard !takesPlace, isKnownField || !context.topic.concepts.isEmpty else { return false }
    return !adjunct.tokens.contains { $0.concept != nil } || clause.object.contains { $0.concept != nil }
      || adjunct.tokens.first?.lower == "top"
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
