import Concepts
import Notes

/// What a line says of one of several things that are easily confused, in such a way that a line about another may say
/// the opposite: it needs something or does not, does it by itself or makes the reader do it, has one of a thing or two.
struct ContrastStance: Sendable {
  /// The concept, where the lexicon knows it.
  let concept: Concept.ID?
  /// The entity as the line has it, without article.
  let entity: String
  /// What stands side by side with the entity: the labels of one section, or the sections under one heading.
  let group: String
  /// Whether the group says by its form that its members are alternatives.
  let isTightGroup: Bool
  /// The question without the things to choose from: `Which one needs no capacity planning`.
  let asked: String
  /// Where the question holds, `In DynamoDB, `; empty where the names say so.
  let place: String
  /// The stems that count, without those of the entity's name.
  let words: Set<String>
  let isNegative: Bool
  /// Whether the thing does it by itself; nil when the line says nothing of who does it.
  let isAutomatic: Bool?
  /// Whether it says what is paid for.
  let isPayment: Bool
  /// Whether it says how long or how far back.
  let isExtent: Bool
  /// Counted things by their stems: `cell: 4`.
  let counts: [String: String]
  let lines: [ClosedRange<Int>]
  let block: Int
  let section: Section
  let document: Int

  /// The same for lines about one entity.
  var key: String { concept ?? "\(group)\n\(CardMaker.folded(entity))" }
}

extension ContrastStance {
  /// What the lines of a section say that lines about another thing may gainsay.
  /// - Parameter rivals: The concepts that are confused with some other.
  static func all(in context: CardContext, document: Int, rivals: Set<Concept.ID>) -> [ContrastStance] {
    guard !context.topic.isExample else { return [] }
    let labels = context.lines.filter { $0.isLabel && $0.block.item == nil && !context.children(of: $0).isEmpty }
    // The two sides of an `X vs Y` section are compared line by line already.
    if context.topic.contrast.count == 2 { return [] }
    let areAlternatives = (2...4).contains(labels.count) && Self.areAlternatives(labels, context)
    let heads = context.section.path.dropLast()
    let isSide = context.topic.aspect.isEmpty && labels.count < 2
    let isNamed = context.topic.concepts.contains(where: rivals.contains)
    guard
      areAlternatives || isSide && !heads.isEmpty || isNamed
        || context.lines.contains(where: { names($0, rivals, context) })
    else { return [] }
    return context.statedLines().compactMap { line, statements in
      stance(line, statements, areAlternatives: areAlternatives, document: document, rivals: rivals, context)
    }
  }

  private static func names(_ line: Line, _ rivals: Set<Concept.ID>, _ context: CardContext) -> Bool {
    line.clauses.contains { clause in
      clause.subject.contains { $0.concept.map(rivals.contains) == true }
        || clause.opening.lowercased().hasPrefix("if ")
    }
  }

  /// `provisioned mode` and `on-demand mode`, or labels under a heading that names their class.
  private static func areAlternatives(_ labels: [Line], _ context: CardContext) -> Bool {
    if context.topic.memberClass != nil { return true }
    let heads = labels.map { line -> String in
      let noun = line.clauses.first?.object.prefix { $0.tag != .preposition && $0.lower != "using" }.last?.lower
      return Nouns.singular(noun?.split(separator: " ").last.map(String.init) ?? "")
    }
    return Set(heads).count == 1 && !heads[0].isEmpty
  }

  private static func stance(
    _ line: Line, _ statements: [Statement], areAlternatives: Bool, document: Int, rivals: Set<Concept.ID>,
    _ context: CardContext
  ) -> ContrastStance? {
    guard line.property == nil, !line.isLabel, line.block.role != .example, line.block.role != .reason,
      line.main.wordCount <= 16
    else { return nil }
    var entity = line.subject.text.withoutArticle, isOwn = false
    var asked = statements.lazy.compactMap { Self.asked($0) }.first ?? Self.askedOfPhrase(line)
    // `if using a regional endpoint, the certificate must be …`
    if let statement = statements.first, let condition = condition(statement, context, rivals) {
      entity = condition
      isOwn = true
      asked = "With which one " + statement.asking.inverted(statement.clause, without: .adjunct(-1))
    } else if let statement = statements.first, statement.hasOwnSubject, statement.clause.subject.count <= 3,
      let id = statement.clause.subject.last?.concept, rivals.contains(id)
    {
      entity = statement.asking.subject.withoutArticle
      isOwn = true
      asked = Asking(subject: "", isPlural: false).subjectQuestion("Which one", statement.clause)
    }
    guard let asked, !entity.isEmpty, entity != "you" else { return nil }
    let concept =
      context.lexicon.entry(named: entity, within: context.topic.concepts)?.id
      ?? (line.subject.lines.isEmpty && context.topic.concepts.count == 1 && context.topic.aspect.isEmpty
        ? context.topic.concepts[0] : nil)
    let isLabelled = !line.subject.lines.isEmpty && areAlternatives
    guard
      isLabelled || concept.map(rivals.contains) == true || isOwn
        || line.subject.lines.isEmpty && context.topic.aspect.isEmpty && !context.section.path.dropLast().isEmpty
    else { return nil }
    let name = Set(Quality.content(entity).map(root))
    let all = Quality.content(line.main).filter { !weak.contains($0) }.map(root).filter { !name.contains($0) }
    let tokens = line.clauses.flatMap { clause in
      clause.subject + clause.object + clause.adjuncts.flatMap { $0.tokens }
    }
    let lower = line.main.lowercased()
    let question = Self.trimmed(asked)
    guard !question.isEmpty, all.count >= 1 else { return nil }
    let place = context.prefix(for: entity)
    let group =
      isLabelled
      ? "\(document)#\(context.section.index)" : "\(document)>" + context.section.path.dropLast().joined(separator: ">")
    return ContrastStance(
      concept: concept, entity: entity, group: group, isTightGroup: isLabelled, asked: question,
      place: place.hasPrefix("In ") ? place : "", words: Set(all), isNegative: Self.isNegative(line),
      isAutomatic: Self.isAutomatic(lower, statements),
      isPayment: line.clauses.contains { ["pay", "bill", "charge"].contains($0.verb) },
      isExtent: Self.isExtent(line.main, lower), counts: Self.counts(tokens), lines: line.sources,
      block: line.block.index, section: context.section, document: document)
  }

  /// What `if using X`, `with X` before a clause names.
  private static func condition(_ statement: Statement, _ context: CardContext, _ rivals: Set<Concept.ID>) -> String? {
    let opening = statement.clause.opening
    guard let word = opening.split(separator: " ").first, ["if", "with", "for", "when"].contains(word.lowercased()),
      opening.wordCount <= 7, !statement.clause.subject.isEmpty, statement.clause.hasVerb
    else { return nil }
    let named = context.lexicon.matches(in: opening, within: context.topic.concepts).filter {
      rivals.contains($0.entry.id)
    }
    guard named.count == 1, let name = named.first else { return nil }
    let text = Answers.trimmed(opening[name.range.lowerBound...])
    return text.hasSuffix(",") ? String(text.dropLast()) : text
  }

  // MARK: - The question

  private static func asked(_ statement: Statement) -> String? {
    let clause = statement.clause
    guard clause.hasVerb, clause.opening.isEmpty, clause.isTrusted,
      !(clause.subject + clause.object + clause.adjuncts.flatMap(\.tokens)).contains(where: {
        ["it", "they", "them", "its", "their", "this", "these"].contains($0.lower)
      })
    else { return nil }
    if statement.hasOwnSubject || statement.asking.subject == "you" {
      return "With which one " + statement.asking.inverted(clause, without: .adjunct(-1))
    }
    return statement.asking.subjectQuestion("Which one", clause)
  }

  /// `no capacity planning needed`, `more expensive`, `until explicitly deleted`.
  private static func askedOfPhrase(_ line: Line) -> String? {
    for clause in line.clauses where !clause.hasVerb {
      if let first = clause.object.first, first.lower == "no", clause.object.count > 1 {
        var rest = Array(clause.object.dropFirst())
        let isNeed = ["needed", "required", "necessary"].contains(rest.last?.lower ?? "")
        if isNeed { rest.removeLast() }
        let tail = clause.adjuncts.map(\.whole).joined(separator: " ")
        guard !rest.isEmpty else { return nil }
        return "Which one \(isNeed ? "needs" : "has") no \(Clause.text(rest)) \(tail)"
      }
      if clause.object.count == 2, ["more", "less"].contains(clause.object[0].lower), clause.adjuncts.isEmpty {
        return "Which one is \(clause.objectText)"
      }
    }
    let lower = line.main.lowercased()
    if let until = lower.firstRange(of: "until "), lower[until.upperBound...].split(separator: " ").count <= 4,
      until.lowerBound == lower.startIndex || lower[..<until.lowerBound].hasSuffix(", ")
        || lower[..<until.lowerBound].hasSuffix(" ")
    {
      return "Which one is kept \(lower[until.lowerBound...])"
    }
    guard line.clauses.count == 1, let clause = line.clauses.first, !clause.hasVerb, !clause.object.isEmpty,
      clause.object.contains(where: { $0.tag == .number }), clause.adjuncts.count <= 1
    else { return nil }
    return "Which one has \(line.main)"
  }

  private static func trimmed(_ asked: String) -> String {
    var text = Answers.trimmed(asked)
    while let last = text.last, "?.,;: ".contains(last) { text.removeLast() }
    return text.wordCount >= 4 && text.wordCount <= 20 ? text : ""
  }

  // MARK: - What can be gainsaid

  private static func isNegative(_ line: Line) -> Bool {
    line.clauses.contains { clause in
      clause.isNegative || ["no", "none", "nothing"].contains(clause.object.first?.lower ?? "")
        || clause.adjuncts.contains { $0.word == "without" }
        || clause.adverb.contains("never")
    }
  }

  private static func isAutomatic(_ lower: String, _ statements: [Statement]) -> Bool? {
    if ["automatic", "by itself", "by themselves", "on its own", "on their own"].contains(where: lower.contains) {
      return true
    }
    if lower.contains("manual") || statements.contains(where: { $0.asking.subject == "you" }) { return false }
    return nil
  }

  private static func isExtent(_ text: String, _ lower: String) -> Bool {
    if lower.hasPrefix("until ") || lower.contains(" until ") || lower.contains("long-term") { return true }
    return (lower.contains("last ") || lower.contains("up to ") || lower.contains("for "))
      && Quantity.all(in: text).contains {
        ["days", "day", "hours", "years", "year", "months", "weeks"].contains($0.unit)
      }
  }

  private static func counts(_ tokens: [Token]) -> [String: String] {
    var counts: [String: String] = [:]
    for (index, token) in tokens.enumerated() {
      let number =
        Answers.numbers.firstIndex(of: token.lower).map(String.init) ?? (token.lower == "single" ? "1" : token.lower)
      guard token.tag == .number || token.lower == "single" || Answers.numbers.contains(token.lower),
        number.allSatisfy(\.isNumber), !number.isEmpty
      else { continue }
      let phrase = tokens[(index + 1)...].prefix { $0.isNominal || $0.mayBeNoun || $0.tag == .adverb }
      guard let noun = phrase.last, phrase.count <= 4, let stem = Quality.content(noun.lower).last.map(root) else {
        continue
      }
      counts[stem] = number
    }
    return counts
  }

  /// What the forms of a word share: `plan` of `planning`, `guarant` of `guarantees` and `guarantee`.
  static func root(_ stem: String) -> String {
    var root = Substring(stem)
    while root.utf8.count > 3, let last = root.last, "aeiy".contains(last) { root.removeLast() }
    if root.utf8.count > 3, let last = root.last, root.dropLast().last == last { root.removeLast() }
    return String(root)
  }

  /// Words that tell nothing apart.
  private static let weak: Set<String> = [
    "need", "want", "one", "thing", "way", "possible", "new", "work", "time", "data", "user", "aws", "amazon",
  ]

  // MARK: - Opposites

  /// How plainly two lines say opposite things of their entities; nil when they do not.
  func opposition(to other: ContrastStance) -> Int? {
    let shared = words.intersection(other.words).count
    if !counts.isEmpty, counts.contains(where: { stem, number in other.counts[stem].map { $0 != number } == true }) {
      return 4 + shared
    }
    if isNegative != other.isNegative, shared >= 2 || shared == 1 && max(words.count, other.words.count) <= 2 {
      return 4 + shared
    }
    if shared >= 1, Antonyms.areOpposed(words, other.words) { return 3 + shared }
    if let own = isAutomatic, let theirs = other.isAutomatic, own != theirs, shared >= 1 { return 2 + shared }
    if isPayment, other.isPayment, words != other.words { return 2 + shared }
    if isExtent, other.isExtent, isTightGroup, group == other.group { return 2 + shared }
    return nil
  }
}

extension CardContext {
  /// The lines with what each states.
  func statedLines() -> [(Line, [Statement])] {
    var byBlock: [Int: [Statement]] = [:]
    for statement in statements() where statement.position < 10 {
      byBlock[statement.line.block.index, default: []].append(statement)
    }
    return lines.filter { sentences(ofBlock: $0.block.index) == 1 }.map { ($0, byBlock[$0.block.index] ?? []) }
  }
}

/// Words that say the opposite of each other where the rest is alike.
enum Antonyms {
  private static let pairs = """
    fast slow; faster slower; quick slow; high low; higher lower; cheap expensive; cheaper expensive; small large;
    smaller larger; big small; many few; more fewer; strong weak; strongly weakly; strongly eventually; long short;
    longer shorter; synchronous asynchronous; synchronously asynchronously; single multiple; one many; local global;
    public private; sequential random; mutable immutable; temporary permanent; manual automatic; identical different;
    push pull; haploid diploid; internal external; static dynamic; ordered unordered; sorted unsorted; reliable
    unreliable; inside outside; before after; stateful stateless; shared dedicated; soft hard; hot cold;
    early late; above below; first last; increase decrease; asexual sexual; positive negative; aerobic anaerobic;
    horizontal vertical; lossy lossless; symmetric asymmetric; optimistic pessimistic; steady unpredictable;
    connection-oriented connectionless; row column
    """
  private static let opposites: [String: Set<String>] = {
    var opposites: [String: Set<String>] = [:]
    for pair in pairs.split(separator: ";") {
      let words = pair.split { $0 == " " || $0 == "\n" }.compactMap {
        Quality.folded(String($0)).last.map(ContrastStance.root)
      }
      guard words.count == 2 else { continue }
      opposites[words[0], default: []].insert(words[1])
      opposites[words[1], default: []].insert(words[0])
    }
    return opposites
  }()

  /// Whether one of the words has its opposite among the others, and neither set has both.
  static func areOpposed(_ words: Set<String>, _ others: Set<String>) -> Bool {
    words.contains { word in
      guard let opposite = opposites[word], !others.contains(word) else { return false }
      return opposite.contains { others.contains($0) && !words.contains($0) }
    }
  }
}
