/// Reads clauses from the tokens of a line without its parentheses.
struct ClauseParser {
  /// The clauses of a line, in order; a line of several keeps its enumerations whole.
  static func clauses(_ tokens: [Token]) -> [Clause] { segments(tokens).map(clause) }

  static func clause(_ segment: [Token]) -> Clause {
    var tokens = segment[...]
    let date = takeDate(&tokens)
    var clause = undated(Array(tokens))
    clause.written = Clause.text(segment)
    // When it was is told at the end, so that it can be asked for.
    if let date {
      if clause.hasVerb { clause.adjuncts.append(date) } else { return undated(segment) }
    }
    return clause
  }

  private static func undated(_ segment: [Token]) -> Clause {
    var clause = Clause()
    clause.written = Clause.text(segment)
    var tokens = segment[...]
    takeOpening(&tokens, into: &clause)
    let rest = Array(tokens)
    guard !rest.isEmpty else { return clause }
    var isPast = false
    let start = rest.firstIndex { $0.tag != .adverb } ?? 0
    var position: Int
    if leadingVerb(rest, at: start) {
      position = start
      clause.adverb = Clause.text(Array(rest[..<start]))
      if case .verb(.base, _) = rest[start].tag { clause.isImperative = true }
    } else if case .modal = rest[start].tag {
      position = start
    } else if rest[start].tag == .be || rest[start].tag == .auxiliary {
      position = start
    } else if case .verb(.participle, _) = rest[start].tag,
      start + 1 >= rest.count || [.preposition, .adverb].contains(rest[start + 1].tag)
    {
      // `used to change …`, `integrated with …`
      position = start
      clause.adverb = Clause.text(Array(rest[..<start]))
    } else if case .verb(.participle, _) = rest[start].tag, start == 0, rest.count > 1, rest[1].tag == .determiner,
      finiteVerb(in: rest, from: 1) == nil
    {
      // `ended the war`: done by what the line stands under.
      position = start
      isPast = true
    } else if let verb = finiteVerb(in: rest, from: 0), verb > 0 {
      var end = verb
      while end > 0, rest[end - 1].tag == .adverb || rest[end - 1].tag == .not { end -= 1 }
      if rest[end..<verb].contains(where: { $0.tag == .not }) { clause.isNegative = true }
      clause.subject = Array(rest[..<end])
      clause.adverb = Clause.text(Array(rest[end..<verb]))
      position = verb
    } else {
      fill(&clause, phrase: rest)
      settleMoved(&clause)
      return clause
    }
    if case .verb(.participle, _) = rest[position].tag, !clause.subject.isEmpty { isPast = true }
    if case .verb(.base, _) = rest[position].tag, clause.subject.count == 1,
      clause.subject[0].concept == nil, clause.subject[0].text.allSatisfy(\.isUppercase)
    {
      clause.hasPluralVerb = true
    }
    if rest[position].lower == "are" || rest[position].lower == "were" || rest[position].lower == "have",
      !clause.subject.isEmpty
    {
      clause.hasPluralVerb = true
    }
    verbGroup(rest, from: &position, isPast: isPast, into: &clause)
    complements(Array(rest[min(position, rest.count)...]), into: &clause)
    // `help solve congestion`
    if clause.verb == "help", clause.voice == .active, clause.adverb.isEmpty, clause.object.count > 1,
      case .verb(.base, let base) = clause.object[0].tag, !clause.object[0].mayBeNoun
    {
      (clause.adverb, clause.verb) = ("help", base)
      clause.object.removeFirst()
    }
    return clause
  }

  /// `In March 1848`, `in 1789`, before the subject.
  private static func takeDate(_ tokens: inout ArraySlice<Token>) -> Clause.Adjunct? {
    guard let first = tokens.first, ["in", "on", "since", "around"].contains(first.lower), first.tag == .preposition
    else { return nil }
    let words = tokens.dropFirst().prefix(4)
    var end = words.startIndex
    while end < words.endIndex, words[end].tag == .number || Quantity.months.contains(words[end].lower) { end += 1 }
    guard end > words.startIndex, end < tokens.endIndex,
      Quantity.isDate(Clause.text(Array(tokens[words.startIndex..<end])))
    else { return nil }
    var taken = Array(tokens[words.startIndex..<end])
    taken[taken.count - 1].mark = nil
    tokens = tokens[end...]
    return Clause.Adjunct(kind: .preposition, word: first.lower, tokens: taken)
  }

  /// `thumbnail pushed to S3`: it is pushed there.
  private static func settleMoved(_ clause: inout Clause) {
    guard let last = clause.object.last, clause.object.count >= 2, case .verb(.participle, let base) = last.tag,
      ["push", "send", "store", "save", "copy", "upload", "write", "log", "forward", "deliver"].contains(base),
      let adjunct = clause.adjuncts.first, ["to", "into"].contains(adjunct.word),
      clause.object.dropLast().allSatisfy({ $0.mayBeNoun && $0.mark == nil })
    else { return }
    clause.subject = Array(clause.object.dropLast())
    if clause.subject[0].tag == .noun, !clause.subject.contains(where: { $0.tag == .determiner }) {
      clause.subject.insert(Token(text: "the", lower: "the", tag: .determiner), at: 0)
    }
    clause.object = []
    (clause.voice, clause.verb) = (.passive, base)
  }

  private static func takeOpening(_ tokens: inout ArraySlice<Token>, into clause: inout Clause) {
    var opening: [Token] = []
    while let first = tokens.first, tokens.count > 1,
      [
        "which", "therefore", "thus", "hence", "initially", "usually", "then", "so", "but", "and", "also", "first",
        "afterwards", "or",
      ]
      .contains(first.lower)
    {
      if ["initially", "usually"].contains(first.lower) { opening.append(first) } else { clause.link = first.lower }
      tokens = tokens.dropFirst()
    }
    if let first = tokens.first, first.tag == .preposition, first.lower != "for" {
      if ["if", "when"].contains(first.lower), let then = tokens.firstIndex(where: { $0.lower == "then" }),
        then > tokens.startIndex + 1,
        then < tokens.endIndex - 1
      {
        opening += tokens[tokens.startIndex..<then]
        tokens = tokens[(then + 1)...]
      } else if let comma = tokens.firstIndex(where: { $0.mark == "," }), comma < tokens.endIndex - 1 {
        opening += tokens[tokens.startIndex...comma]
        tokens = tokens[(comma + 1)...]
      } else if let end = shortOpening(tokens) {
        opening += tokens[tokens.startIndex..<end]
        tokens = tokens[end...]
      }
    }
    clause.opening = Clause.text(opening)
    if clause.opening.hasSuffix(",") { clause.opening.removeLast() }
  }

  /// `after that $1 …`, `in DynamoDB you can …`: the preposition with its one object, before a subject.
  private static func shortOpening(_ tokens: ArraySlice<Token>) -> Int? {
    let index = tokens.startIndex
    guard tokens.count > 3 else { return nil }
    let object = tokens[index + 1], subject = tokens[index + 2]
    if object.lower == "that" || object.tag == .name && (subject.tag == .pronoun || subject.tag == .determiner) {
      return index + 2
    }
    return nil
  }

  private static func fill(_ clause: inout Clause, phrase tokens: [Token]) {
    clause.voice = .phrase
    complements(tokens, into: &clause)
  }

  private static let directions: Set<String> = [
    "right", "left", "top", "bottom", "high", "low", "north", "south", "east", "west",
  ]

  private static func verbGroup(
    _ tokens: [Token], from position: inout Int, isPast: Bool = false, into clause: inout Clause
  ) {
    var adverbs: [Token] = []
    func skipAdverbs() {
      while position < tokens.count {
        if tokens[position].tag == .not {
          if tokens[position].lower == "never" { adverbs.append(tokens[position]) }
          clause.isNegative = true
        } else if tokens[position].tag == .adverb {
          adverbs.append(tokens[position])
        } else {
          break
        }
        position += 1
      }
    }
    clause.voice = .active
    skipAdverbs()
    while position < tokens.count {
      let token = tokens[position]
      if token.tag == .modal {
        let lower = token.lower
        if lower == "cannot" || lower == "can't" {
          (clause.modal, clause.isNegative) = ("can", true)
        } else if lower == "won't" {
          (clause.modal, clause.isNegative) = ("will", true)
        } else {
          clause.modal = lower
        }
        position += 1
        skipAdverbs()
      } else if token.tag == .auxiliary {
        let lower = token.lower
        if lower.hasPrefix("do") || lower.hasPrefix("did") {
          if lower.count > 4 || lower.contains("'") { clause.isNegative = true }
          position += 1
          skipAdverbs()
          // `does the work`: a verb of its own.
          if position < tokens.count, !clause.isNegative, tokens[position].tag == .determiner {
            clause.verb = "do"
            break
          }
        } else if position + 1 < tokens.count, tokens[position + 1].lower == "to" {
          clause.modal = "have to"
          position += 2
        } else if position + 1 < tokens.count, case .verb(.participle, let base) = tokens[position + 1].tag {
          // `has raised`, `had fled`
          (clause.verb, clause.isPast) = (base, true)
          position += 2
          break
        } else if position + 2 < tokens.count, tokens[position + 1].lower == "been",
          case .verb(.participle, let base) = tokens[position + 2].tag
        {
          (clause.verb, clause.voice, clause.isPast) = (base, .passive, true)
          position += 3
          break
        } else {
          clause.verb = "have"
          clause.isPast = lower == "had"
          position += 1
          break
        }
      } else if case .verb(_, let base) = token.tag, base == "need", position + 2 < tokens.count,
        tokens[position + 1].lower == "to", case .verb = tokens[position + 2].tag
      {
        clause.modal = "need to"
        position += 2
      } else if token.tag == .be {
        if token.lower.hasSuffix("n't") { clause.isNegative = true }
        if token.lower.hasPrefix("w") { clause.isPast = true }
        position += 1
        skipAdverbs()
        if position < tokens.count, case .verb(.participle, let base) = tokens[position].tag {
          clause.voice = .passive
          clause.verb = base
          position += 1
        } else if position < tokens.count, case .verb(.gerund, let base) = tokens[position].tag, clause.modal == nil {
          clause.voice = .active
          clause.verb = base
          position += 1
        } else {
          clause.voice = .copula
          clause.verb = "be"
        }
        break
      } else if case .verb(let form, let base) = token.tag {
        clause.verb = base
        clause.voice = form == .participle && !isPast ? .passive : .active
        if isPast { clause.isPast = true }
        position += 1
        break
      } else {
        // A modal before a word not known as a verb: take it for one.
        clause.verb = clause.modal != nil && token.tag == .noun ? token.lower : clause.verb
        if clause.modal != nil && token.tag == .noun { position += 1 }
        break
      }
    }
    if clause.voice == .active || clause.voice == .passive, position + 1 < tokens.count,
      ["and", "or"].contains(tokens[position].lower),
      case .verb(let form, let base) = tokens[position + 1].tag, form != .gerund, position > 0, !clause.verb.isEmpty,
      clause.voice == .passive || isPast ? form == .participle : form != .participle
    {
      (clause.conjunction, clause.secondVerb) = (tokens[position].lower, base)
      position += 2
    }
    // `pay only for …`, `run continuously`, `scale up`
    var after: [Token] = []
    while position > 0, position < tokens.count, tokens[position - 1].mark == nil, clause.voice != .copula,
      tokens[position].tag == .adverb || tokens[position].lower == "on-demand"
    {
      if let mark = tokens[position].mark, mark != "," { break }
      if tokens[position].lower == "only" { adverbs.append(tokens[position]) } else { after.append(tokens[position]) }
      position += 1
    }
    clause.after = Clause.text(after)
    if !adverbs.isEmpty {
      clause.adverb = [clause.adverb, Clause.text(adverbs)].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// The object and what follows it.
  private static func complements(_ tokens: [Token], into clause: inout Clause) {
    var object: [Token] = []
    var adjuncts: [Clause.Adjunct] = []
    func add(_ token: Token) {
      if adjuncts.isEmpty { object.append(token) } else { adjuncts[adjuncts.count - 1].tokens.append(token) }
    }
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      var isVerbNext = false, isGerundNext = false
      if case .verb(let form, let base)? = next?.tag {
        isVerbNext =
          form == .base
          && !(Verbs.english.isAmbiguous(base) && index + 2 < tokens.count && tokens[index + 2].tag == .be)
        isGerundNext = form == .gerund
      } else if token.lower == "to", next?.tag == .adverb, index + 2 < tokens.count,
        case .verb(.base, _) = tokens[index + 2].tag
      {
        isVerbNext = true
      } else if let next, next.tag == .name, let first = next.lower.split(separator: " ").first {
        isGerundNext = Verbs.english.base(ofGerund: String(first)) != nil
      }
      let lower = token.lower
      let within = adjuncts.last?.kind
      let isOpen = within == .reason || within == .condition || within == .time
      var isReduced = false
      if clause.voice == .active, adjuncts.isEmpty, object.count > 1, case .verb(.participle, _)? = object.last?.tag {
        isReduced = true
      }
      if isOpen || token.tag != .preposition || isReduced {
        add(token)
      } else if lower == "of" || lower == "per" || lower == "than" || lower == "like"
        || lower == "as" && object.isEmpty == false && adjuncts.isEmpty && clause.voice == .phrase
      {
        add(token)
      } else if lower == "because" || lower == "since" {
        adjuncts.append(Clause.Adjunct(kind: .reason, word: lower, tokens: []))
      } else if ["if", "when", "unless", "while", "whenever", "once", "where"].contains(lower) {
        adjuncts.append(Clause.Adjunct(kind: .condition, word: lower, tokens: []))
      } else if ["before", "after", "until", "till"].contains(lower) {
        adjuncts.append(Clause.Adjunct(kind: .time, word: lower, tokens: []))
      } else if lower == "to", isVerbNext {
        adjuncts.append(Clause.Adjunct(kind: .purpose, word: "to", tokens: []))
      } else if lower == "by", isGerundNext {
        adjuncts.append(Clause.Adjunct(kind: .means, word: "by", tokens: []))
      } else if lower == "using" || lower == "via" {
        adjuncts.append(Clause.Adjunct(kind: .means, word: lower, tokens: []))
      } else if lower == "to", adjuncts.last?.word == "from", adjuncts.last?.tokens.count == 1, let next,
        next.tag == .number || adjuncts.last?.tokens[0].tag == .number || Self.directions.contains(next.lower)
      {
        // `from 0 to 255`, `from left to right`
        add(token)
      } else if within == .means && lower != "for" {
        add(token)
      } else {
        adjuncts.append(Clause.Adjunct(kind: .preposition, word: lower, tokens: []))
      }
      index += 1
    }
    if clause.hasVerb {
      var tail: [Token] = []
      while object.count > 1, let last = object.last, last.tag == .adverb, last.lower != "only" {
        // `carry blood away from the heart`
        if ["away", "back", "apart", "together"].contains(last.lower), clause.after.isEmpty {
          clause.after = last.lower
        } else {
          tail.insert(last, at: 0)
        }
        object.removeLast()
      }
      clause.tail = Clause.text(tail)
    }
    if !object.isEmpty { object[object.count - 1].mark = nil }
    clause.object = object
    clause.adjuncts = adjuncts.filter { !$0.tokens.isEmpty }
  }
}
