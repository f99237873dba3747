import Basics

/// Where one clause of a line ends and the next begins.
extension ClauseParser {
  /// Cuts at semicolons, at dashes and at commas after which a new clause begins.
  static func segments(_ tokens: [Token]) -> [[Token]] {
    var parts: [[Token]] = [[]]
    for (index, token) in tokens.enumerated() {
      parts[parts.count - 1].append(token)
      guard let mark = token.mark, index + 1 < tokens.count else { continue }
      if mark == ";" || mark == "," || mark == "-" { parts.append([]) }
    }
    for index in parts.indices.dropFirst() {
      if let first = parts[index].first, first.lower == "while" || first.lower == "whereas", parts[index].count > 3,
        finiteVerb(in: Array(parts[index].dropFirst()), from: 0) != nil
      {
        parts[index].removeFirst()
      }
    }
    parts = parts.flatMap(splitAtLinks)
    guard parts.count > 1 else { return parts }
    let firstHasVerb =
      !isBareParticiple(parts[0]) && (startsClause(parts[0]) || finiteVerb(in: parts[0], from: 0) != nil)
    let longFragments =
      !firstHasVerb
      && parts.allSatisfy {
        $0.count >= 2 && (isBareParticiple($0) || !startsClause($0)) && finiteVerb(in: $0, from: 0) == nil
      }
    // `scales to massive workloads, distributed database`: two things said, not an enumeration.
    let isPair =
      parts.count == 2 && firstHasVerb && parts[1].count >= 2 && parts[1][0].tag != .preposition
      && !parts[1].contains { ["and", "or", "&"].contains($0.lower) }
      && !parts[0].contains { $0.lower == "using" || $0.lower == "by" } && !isOpening(parts[0])
    var joined: [[Token]] = []
    for (index, part) in parts.enumerated() {
      let main = isOpening(part) ? part.firstIndex { $0.mark == "," }.map { Array(part[($0 + 1)...]) } ?? part : part
      let opens =
        (startsClause(main) || finiteVerb(in: main, from: 0) != nil
          || part.count > 2 && part[0].lower == "so" && part[1].lower == "no")
        && !(index > 1 && isItem(part, after: parts[index - 1]))
      let last = joined.last
      let afterOpening = last.map { isOpening($0) } ?? false
      let afterSemicolon = last?.last?.mark == ";"
      let afterDash = last?.last?.mark == "-"
      if last == nil || afterDash || (!afterOpening && (opens || longFragments || isPair || afterSemicolon)) {
        joined.append(part)
      } else {
        joined[joined.count - 1] += part
      }
    }
    for index in joined.indices where !joined[index].isEmpty {
      joined[index][joined[index].count - 1].mark = nil
    }
    return joined.filter { !$0.isEmpty }
  }

  /// Cuts before `so`, `then`, `and` and the like where a clause follows, and at `in which`, `where`.
  static func splitAtLinks(_ tokens: [Token]) -> [[Token]] {
    guard tokens.dropFirst().contains(where: isLink) else { return tokens.isEmpty ? [] : [tokens] }
    var parts: [[Token]] = [[]]
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      guard isLink(token) else {
        parts[parts.count - 1].append(token)
        index += 1
        continue
      }
      let rest = Array(tokens[min(index + 1, tokens.count)...])
      if index > 0, rest.count > 1, ["so", "then", "and", "but", "which", "therefore"].contains(token.lower),
        token.lower != "which" || tokens[index - 1].tag != .preposition,
        opensClause(rest, after: token), !isInsideReason(parts[parts.count - 1]),
        finiteVerb(in: parts[parts.count - 1], from: 0) != nil || startsClause(parts[parts.count - 1])
      {
        parts.append([token])
      } else if index > 0, token.lower == "or", rest.count > 2, case .verb(.base, let base) = rest[0].tag,
        !Verbs.english.isAmbiguous(base), rest[1].isNominal, rest[2].tag == .preposition,
        participle(in: parts[parts.count - 1])
      {
        parts.append([token])
      } else if index > 0, token.lower == "so", rest.first?.lower == "no" {
        parts.append([token])
      } else if index > 0, rest.count > 2, token.lower == "in", rest[0].lower == "which",
        finiteVerb(in: Array(rest.dropFirst()), from: 0) != nil
      {
        parts.append(whereabouts(parts[parts.count - 1]))
        index += 1
      } else {
        parts[parts.count - 1].append(token)
      }
      index += 1
    }
    return parts.filter { !$0.isEmpty }
  }

  /// Whether a clause may begin at a word.
  private static func isLink(_ token: Token) -> Bool {
    links.contains(token.lower)
  }
  private static let links: WordSet = ["so", "then", "and", "but", "which", "therefore", "or", "in"]

  private static func participle(in tokens: [Token]) -> Bool {
    tokens.contains { if case .verb(.participle, _) = $0.tag { true } else { false } }
  }

  /// `Serverless is a new paradigm in which …`: what follows holds in the serverless paradigm.
  private static func whereabouts(_ definition: [Token]) -> [Token] {
    guard let be = definition.firstIndex(where: { $0.tag == .be }), be > 0, be <= 3, be + 1 < definition.count,
      var head = definition.last, head.tag == .noun, head.mark == nil,
      definition[..<be].allSatisfy({ ($0.tag == .noun || $0.tag == .name) && $0.mark == nil })
    else { return [] }
    head.mark = ","
    func word(_ text: String, _ tag: Token.Tag) -> Token { Token(text: text, lower: text, tag: tag) }
    return [word("in", .preposition), word("the", .determiner)] + definition[..<be] + [head]
  }

  /// Whether a word that is a verb as well goes on an enumeration of nouns: `cookies, query strings and paths`.
  private static func isItem(_ part: [Token], after item: [Token]) -> Bool {
    guard item.count <= 2, item.last?.mark == ",", item.allSatisfy({ $0.isNominal }), part.count > 1,
      case .verb(.base, let base) = part[0].tag, Verbs.english.isAmbiguous(base)
    else { return false }
    return part[1].isNominal
  }

  /// `fully managed`: adverbs and a participle alone.
  static func isBareParticiple(_ tokens: [Token]) -> Bool {
    guard let last = tokens.last, case .verb(.participle, _) = last.tag else { return false }
    return tokens.dropLast().allSatisfy { $0.tag == .adverb }
  }

  /// `because liberals` before `and workers had …`: the clause of the reason has no verb yet.
  private static func isInsideReason(_ tokens: [Token]) -> Bool {
    guard
      let place = tokens.lastIndex(where: {
        ["because", "if", "when", "while", "although", "since", "unless"].contains($0.lower)
      })
    else { return false }
    return finiteVerb(in: Array(tokens[(place + 1)...]), from: 0) == nil
  }

  static func opensClause(_ rest: [Token], after link: Token) -> Bool {
    // `in 1845 and 1846 led to …`
    if rest.first?.tag == .number, rest.dropFirst().first?.isNominal != true { return false }
    if let verb = finiteVerb(in: rest, from: 0), verb > 0 || link.lower == "which", verb <= 4 || link.lower == "so" {
      return true
    }
    // `… and reduces …`, `… but now includes …`, but not `read and write`.
    guard let first = rest.first(where: { $0.tag != .adverb }) else { return false }
    // `… and has its seat in Frankfurt`
    if link.lower == "and", first == rest.first, first.tag == .be || first.lower == "has" || first.lower == "had" {
      return true
    }
    // `… and wrote Messiah there`
    if link.lower == "and", first == rest.first, case .verb(.participle, _) = first.tag, rest.count > 1 {
      if Verbs.english.isPastOnly(first.lower) { return true }
      if !Verbs.english.isParticipleOnly(first.lower), [.determiner, .name].contains(rest[1].tag) { return true }
    }
    // `… and changes the shape`
    if link.lower == "and", case .verb(.third, _) = first.tag, first == rest.first, rest.count > 2,
      rest[1].tag == .determiner
    {
      return true
    }
    if case .verb(.third, let base) = first.tag { return !Verbs.english.isAmbiguous(base) || link.lower == "but" }
    return false
  }

  /// `by default`, `if …`, `after that`: what comes before the main clause.
  static func isOpening(_ tokens: [Token]) -> Bool {
    guard let first = tokens.first else { return false }
    if first.tag == .adverb, tokens.count == 1 { return true }
    return first.tag == .preposition && first.lower != "for" || ["if", "when", "after"].contains(first.lower)
  }

  static func startsClause(_ tokens: [Token]) -> Bool {
    guard
      let first = tokens.first(where: { $0.tag != .adverb && !["and", "or", "which", "but", "so"].contains($0.lower) })
    else { return false }
    switch first.tag {
    case .modal, .be, .auxiliary: return true
    case .verb(.participle, _):
      guard let index = tokens.firstIndex(of: first) else { return false }
      return index + 1 >= tokens.count || [.preposition, .adverb].contains(tokens[index + 1].tag)
    case .verb(.third, _), .verb(.base, _): return leadingVerb(tokens, at: tokens.firstIndex(of: first) ?? 0)
    default: return false
    }
  }
}
