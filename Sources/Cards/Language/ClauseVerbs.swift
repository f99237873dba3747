/// Which token of a clause is its verb.
extension ClauseParser {
  /// Whether the token at `index`, at the start of a fragment, is its verb rather than a noun.
  static func leadingVerb(_ tokens: [Token], at index: Int) -> Bool {
    guard case .verb(let form, let base) = tokens[index].tag, form == .base || form == .third else { return false }
    guard index + 1 < tokens.count else { return form == .base && !Verbs.english.isAmbiguous(base) }
    let next = tokens[index + 1]
    // `types that implement …`
    if form == .third, next.lower == "that" || next.lower == "which" { return false }
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
      case .determiner where token.lower == "that" && sawNoun: return verbAfterRelative(tokens, from: index + 1)
      case .verb(let form, let base):
        if sawNoun || index > start, isFinite(form, base, at: index, in: tokens, sawNoun: sawNoun) { return index }
        sawNoun = true
      case .determiner, .conjunction, .not, .adverb: break
      }
      index += 1
    }
    return nil
  }

  /// The verb of the main clause after `that exceeds its limit`; nil when there is none.
  private static func verbAfterRelative(_ tokens: [Token], from start: Int) -> Int? {
    func isVerb(_ index: Int) -> Bool {
      switch tokens[index].tag {
      case .be, .modal, .auxiliary: return true
      case .verb(.third, let base): return !Verbs.english.isAmbiguous(base) || index == start
      case .verb(.base, _): return index == start || tokens[index - 1].tag == .pronoun
      case .verb(.participle, let base): return index == start || isPast(base, at: index, in: tokens)
      default: return false
      }
    }
    guard let inner = tokens.indices.dropFirst(start).first(where: isVerb), inner <= start + 4 else { return nil }
    let outer = tokens.indices.dropFirst(inner + 1).first { index in
      guard tokens[index].tag == .be || tokens[index].tag == .modal || tokens[index].tag == .auxiliary || isVerb(index)
      else { return false }
      // Not the participle or the second verb of the relative clause itself.
      let before = tokens[index - 1]
      return before.isNominal || isNounLike(before) || before.tag == .adverb
    }
    guard let outer,
      !tokens[(inner + 1)..<outer].contains(where: {
        ["and", "or", "that", "which", "because", "if", "when"].contains($0.lower)
      })
    else { return nil }
    return outer
  }

  static func isFinite(
    _ form: Token.Form, _ base: String, at index: Int, in tokens: [Token], sawNoun: Bool
  ) -> Bool {
    guard sawNoun, index > 0 else { return false }
    var previous = tokens[index - 1]
    if previous.tag == .adverb || previous.tag == .not, index > 1 { previous = tokens[index - 2] }
    // An adverb between them leaves no doubt.
    if tokens[index - 1].tag == .not, previous.mayBeNoun, form == .base || form == .third { return true }
    guard previous.isNominal || isNounLike(previous) || isNounByPlace(tokens, index - 1) else { return false }
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
      // `harvests in 1845 led to …`: the verb comes later.
      let laterIsVerb = tokens.indices.dropFirst(index + 1).contains { place in
        if case .verb(.participle, let later) = tokens[place].tag { return isPast(later, at: place, in: tokens) }
        return tokens[place].tag == .be || tokens[place].tag == .modal
      }
      if laterIsVerb, next.tag == .preposition { return false }
      // Rarely a plural noun after another noun: `the index supports range queries`.
      if Self.verbsFirst.contains(base), next.isNominal || next.tag == .determiner,
        !previous.isPlural || previous.tag == .name
      {
        return true
      }
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
    case .participle: return isPast(base, at: index, in: tokens)
    case .gerund: return false
    }
  }

  private static let verbsFirst: Set<String> = [
    "cache", "support", "use", "store", "return", "increase", "cause", "form", "cover", "act", "host", "show", "share",
    "mean",
    "carry",
    "control", "copy", "process", "reduce", "contain", "release", "affect", "influence", "level", "split", "lead",
    "mark", "lack",
  ]

  /// Whether a past form after a subject is its verb (`the king refused the crown`), and no participle that describes it
  /// (`data stored in S3`).
  static func isPast(_ base: String, at index: Int, in tokens: [Token]) -> Bool {
    let verbs = Verbs.english, word = tokens[index].lower
    if verbs.isParticipleOnly(word) { return false }
    // A verb further on leaves this one to describe the subject.
    let rest = tokens[(index + 1)...].prefix {
      $0.lower != "and" && $0.lower != "which" && $0.lower != "that" && $0.lower != "because"
    }
    for token in rest {
      switch token.tag {
      case .be, .modal, .auxiliary: return false
      case .verb(.third, let base) where !verbs.isAmbiguous(base): return false
      default: break
      }
    }
    if verbs.isPastOnly(word) { return true }
    guard let next = rest.first else { return Verbs.intransitive.contains(base) }
    switch next.tag {
    case .determiner, .pronoun, .name: return true
    case .noun: return true
    case .number: return false
    case .preposition:
      if Verbs.intransitive.contains(base), next.lower != "by" { return true }
      let first = tokens[0]
      let isDated = rest.contains { Quantity.isDate($0.lower) } && next.lower != "by"
      return isDated && (first.tag == .determiner || first.text.first?.isUppercase == true)
    default: return false
    }
  }

  /// `scale` in `the major scale follows …`: after a determiner and an adjective no verb stands in its base form.
  private static func isNounByPlace(_ tokens: [Token], _ index: Int) -> Bool {
    guard index > 0, case .verb(.base, _) = tokens[index].tag else { return false }
    let first = tokens[..<index].last { $0.tag != .noun }
    return first?.tag == .determiner
  }

  static func isNounLike(_ token: Token) -> Bool {
    if case .verb(let form, let base) = token.tag {
      return Verbs.english.isAmbiguous(base) && form != .participle || form == .gerund
    }
    return false
  }
}
