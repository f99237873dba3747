/// Which token of a clause is its verb.
extension ClauseParser {
  /// Whether the token at `index`, at the start of a fragment, is its verb rather than a noun.
  static func leadingVerb(_ tokens: [Token], at index: Int) -> Bool {
    guard case .verb(let form, let base) = tokens[index].tag, form == .base || form == .third else { return false }
    guard index + 1 < tokens.count else { return form == .base && !Verbs.english.isAmbiguous(base) }
    let next = tokens[index + 1]
    if base == "set", next.tag != .determiner, next.tag != .preposition { return false }
    if !Verbs.english.isAmbiguous(base) {
      // `set types are …`, `need for speed`
      if finiteVerb(in: tokens, from: index + 1) != nil, next.isNominal, form == .base { return base != "set" }
      return true
    }
    if finiteVerb(in: tokens, from: index + 1) != nil, next.tag != .determiner { return false }
    switch next.tag {
    case .determiner, .pronoun: return true
    case .name: return true
    case .preposition:
      if next.lower == "for", form == .third { return ["work", "wait", "search", "last"].contains(base) }
      if ["of", "per", "for", "than"].contains(next.lower) { return false }
      return form == .third || ["to", "with", "using", "in", "into", "from", "on", "through"].contains(next.lower)
    case .noun, .number, .verb:
      if form == .third { return true }
      guard let last = tokens.last(where: { $0.tag != .preposition }) else { return false }
      let nominal = ["tion", "ment", "ance", "ence", "ing", "ity", "age", "ization"].contains {
        last.lower.hasSuffix($0)
      }
      if tokens.count == 2 { return last.isPlural }
      return !nominal
    case .conjunction, .adverb, .modal, .be, .auxiliary, .not: return false
    }
  }

  /// The first finite verb or auxiliary after a subject that may begin at `start`.
  static func finiteVerb(in tokens: [Token], from start: Int) -> Int? {
    var index = start, sawNoun = false
    while index < tokens.count {
      let token = tokens[index]
      switch token.tag {
      case .modal: return index
      case .be, .auxiliary: return index
      case .preposition:
        if ["because", "if", "when", "while", "unless", "so", "although", "where"].contains(token.lower) { return nil }
        // `to` and a verb is no finite verb.
        if token.lower == "to", index + 1 < tokens.count, case .verb = tokens[index + 1].tag { return nil }
      case .noun, .name, .number, .pronoun:
        sawNoun = true
        if token.mark != nil { return nil }
      case .determiner where token.lower == "that" && sawNoun: return nil
      case .verb(let form, let base):
        if sawNoun || index > start, isFinite(form, base, at: index, in: tokens, sawNoun: sawNoun) { return index }
        sawNoun = true
      case .determiner, .conjunction, .not, .adverb: break
      }
      index += 1
    }
    return nil
  }

  static func isFinite(
    _ form: Token.Form, _ base: String, at index: Int, in tokens: [Token], sawNoun: Bool
  ) -> Bool {
    guard sawNoun, index > 0 else { return false }
    var previous = tokens[index - 1]
    if previous.tag == .adverb || previous.tag == .not, index > 1 { previous = tokens[index - 2] }
    // An adverb between them leaves no doubt.
    if tokens[index - 1].tag == .not, previous.mayBeNoun, form == .base || form == .third { return true }
    guard previous.isNominal || isNounLike(previous) else { return false }
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    let isAmbiguous = Verbs.english.isAmbiguous(base)
    switch form {
    case .third:
      // `list of small changes in a table`: the plural ends what the preposition began.
      if isAmbiguous, tokens[..<(index - 1)].last(where: { !$0.isNominal })?.lower == "of", next?.tag == .preposition,
        !tokens[..<index].contains(where: { $0.tag == .determiner })
      {
        return false
      }
      if !isAmbiguous { return !previous.isPlural || previous.tag == .name }
      guard let next else { return false }
      return previous.tag == .name
        && (next.isNominal || next.tag == .determiner || next.lower == "to" || next.lower == "using")
        || next.tag == .determiner
        || (next.tag == .preposition && ["to", "in", "on", "from", "with", "using"].contains(next.lower)
          && !previous.isPlural)
    case .base:
      guard let next else { return previous.tag == .pronoun && !isAmbiguous }
      if previous.tag == .pronoun { return true }
      if !isAmbiguous {
        return previous.isPlural || next.tag == .determiner || next.tag == .name || next.mayBeNoun && !next.isPlural
          || next.tag == .preposition
      }
      return previous.isPlural && (next.tag == .determiner || next.isNominal || next.lower == "to")
        || next.tag == .name || next.tag == .determiner || next.lower == "using"
    case .participle, .gerund: return false
    }
  }
  static func isNounLike(_ token: Token) -> Bool {
    if case .verb(let form, let base) = token.tag {
      return Verbs.english.isAmbiguous(base) && form != .participle || form == .gerund
    }
    return false
  }
}
