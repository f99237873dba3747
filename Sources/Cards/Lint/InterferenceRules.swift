import Basics
import Concepts
import Notes

/// Near twins are confused unless something sets them against each other.
///
/// Twins ask in the same way, from different lines, and differ in a word or two that name things: *When does an origin
/// request happen?* and *When does a viewer request happen?*
struct InterferenceRule: LintRule {
  static let name = "interference"
  static let why = "Similar items disturb each other (Wozniak 1999, combat interference): contrast them."
  /// Twice the shared words over all words, from which two questions are near twins.
  static let similarityMin = 0.7
  /// The words in which one may differ from the other.
  static let differencesMax = 2
  /// Cards that are compared for one word, so that a word of thousands of questions costs no more.
  static let comparedPerWordMax = 200

  func findings(in context: LintContext) -> [LintFinding] {
    let twins = Twins(context)
    var counts: [String: Int] = [:]
    for set in context.questionWords { for word in set { counts[word, default: 0] += 1 } }
    let contrasts = Self.contrasts(context)
    var index: [String: [Int]] = [:], findings: [LintFinding] = []
    for (position, set) in context.questionWords.enumerated() where twins.isCandidate(position) {
      // Two sets that are alike enough share one of the rarest words of each, so only these are looked up.
      let sorted = set.sorted { (counts[$0, default: 0], $0) < (counts[$1, default: 0], $1) }
      let least = (Self.similarityMin / (2 - Self.similarityMin) * Double(set.count)).rounded(.up)
      var best: (position: Int, similarity: Double)?
      var seen: Set<Int> = []
      for word in sorted.prefix(max(1, set.count - Int(least) + 1)) {
        for other in (index[word] ?? []).suffix(Self.comparedPerWordMax) where seen.insert(other).inserted {
          guard let similarity = twins.similarity(position, other) else { continue }
          if let best, (best.similarity, -best.position) >= (similarity, -other) { continue }
          best = (other, similarity)
        }
        index[word, default: []].append(position)
      }
      guard let best else { continue }
      let card = context.cards[position], twin = context.cards[best.position]
      let apart = set.symmetricDifference(context.questionWords[best.position])
      if contrasts.contains(where: { apart.isSubset(of: $0) }) { continue }
      let place = twin.sources.first.map { " (\($0))" } ?? ""
      findings.append(
        context.finding(
          .warning, self, card,
          "\(LintContext.quoted(card.question)) is nearly \(LintContext.quoted(twin.question))\(place), with another answer",
          suggestion: "Add a line that contrasts the two (“X …, whereas Y …”), or an `X vs Y` section."))
    }
    return findings
  }

  static func isContrast(_ card: Card) -> Bool {
    if case .compare = card.form { return true }
    let lower = card.question.plain.lowercased()
    return ["compare", "differ", "rather than", " vs ", "versus", "whereas"].contains { lower.contains($0) }
  }

  /// The words of the cards that set things against each other.
  private static func contrasts(_ context: LintContext) -> [Set<String>] {
    context.cards.indices.filter { isContrast(context.cards[$0]) }.map {
      context.questionWords[$0].union(Quality.content(context.cards[$0].answer.plain))
    }
  }
}

/// Pairs of questions that are easily taken for each other.
struct Twins {
  private let context: LintContext
  /// The words that ask, in order: `in what` and `how many` are different ways of asking.
  private let asking: [[String]]
  /// Words of names; nil where the notes have no concepts, so that any word may be one.
  private let names: Set<String>?

  init(_ context: LintContext) {
    self.context = context
    asking = context.cards.map { card in
      card.question.plain.lowercased().split { !$0.isLetter }.map(String.init).filter(Self.interrogatives.contains)
    }
    let words = context.graph.concepts.flatMap { [$0.name] + $0.aliases }.flatMap(Quality.content)
    names = words.isEmpty ? nil : Set(words).union(Self.qualifiers)
  }

  private static let interrogatives: Set<String> = [
    "what", "which", "when", "where", "who", "why", "how", "many", "much", "long", "not",
  ]
  /// What tells values of one thing apart.
  private static let qualifiers = Set(
    Quality.folded(
      """
      maximum minimum largest smallest longest shortest default first last read write request response before after \
      standard express synchronous asynchronous soft hard upper lower input output inner outer left right public private
      """))

  func isCandidate(_ position: Int) -> Bool {
    let card = context.cards[position]
    switch card.form {
    case .basic: return context.questionWords[position].count >= 2 && !InterferenceRule.isContrast(card)
    case .cloze, .list, .compare, .sequence, .prediction: return false
    }
  }

  /// How alike two questions are that are twins; nil when they are none.
  func similarity(_ position: Int, _ other: Int) -> Double? {
    let own = context.questionWords[position], its = context.questionWords[other]
    let shared = own.count(where: its.contains)
    let similarity = 2 * Double(shared) / Double(own.count + its.count)
    let apart = (own.count - shared, its.count - shared)
    guard similarity >= InterferenceRule.similarityMin, apart.0 >= 1, apart.1 >= 1,
      max(apart.0, apart.1) <= InterferenceRule.differencesMax, asking[position] == asking[other],
      context.cards[position].sources.first != context.cards[other].sources.first
    else { return nil }
    if let names, !own.symmetricDifference(its).allSatisfy(names.contains) { return nil }
    return areUnlike(context.cards[position], context.cards[other]) ? similarity : nil
  }

  /// Whether the answers cannot stand for each other: another figure, or mostly other words.
  private func areUnlike(_ card: Card, _ other: Card) -> Bool {
    let told = Set(Quality.content(card.answer.plain)), before = Set(Quality.content(other.answer.plain))
    guard !told.isEmpty, !before.isEmpty else { return card.answer.plain != other.answer.plain }
    // A time is not taken for a price.
    let kinds = Self.dimensions(card), others = Self.dimensions(other)
    if kinds != others { return false }
    if told.filter(MatchingWords.isNumber) != before.filter(MatchingWords.isNumber) { return true }
    return Double(told.intersection(before).count) < 0.5 * Double(min(told.count, before.count))
  }

  private static func dimensions(_ card: Card) -> Set<FactWords.Dimension> {
    Set(
      FactWords(card.answer.plain).terms.compactMap { term in
        if case .quantity(_, let dimension) = term { dimension } else { nil }
      })
  }
}

/// The notes say two things of one property.
struct ContradictionRule: LintRule {
  static let name = "contradiction"
  static let why = "One of two figures for one thing is wrong, and both are learnt."

  func findings(in context: LintContext) -> [LintFinding] {
    var first: [String: [Int]] = [:], findings: [LintFinding] = []
    for (index, card) in context.cards.enumerated() {
      switch card.form {
      case .basic: break
      case .cloze, .list, .compare, .sequence, .prediction: continue
      }
      guard Self.quantity(of: card) != nil, !context.questionWords[index].isEmpty else { continue }
      let key = context.questionWords[index].sorted().joined(separator: " ")
      let others = first[key] ?? []
      if let other = others.first(where: { Self.disagree(context.cards[$0], card) }) {
        let before = context.cards[other]
        let place = before.sources.first.map { " in \($0)" } ?? ""
        findings.append(
          context.finding(
            .error, self, card,
            "the answer to \(LintContext.quoted(card.question)) is \(card.answer.plain) here and "
              + "\(before.answer.plain)\(place)",
            suggestion: "Find out which holds and correct the other line, or say in both what they hold for."))
      }
      first[key, default: []].append(index)
    }
    return findings
  }

  /// Whether both answers are one figure of one kind, and not the same.
  static func disagree(_ card: Card, _ other: Card) -> Bool {
    guard let left = quantity(of: card), let right = quantity(of: other), left.1 == right.1 else { return false }
    return abs(left.0 - right.0) > 1e-9 * max(abs(left.0), abs(right.0))
  }

  /// The figure that an answer is, when it is a single one.
  private static func quantity(of card: Card) -> (Double, FactWords.Dimension)? {
    let terms = FactWords(card.answer.plain).terms.filter { $0 != .end }
    guard terms.count <= 3, case .quantity(let value, let dimension)? = terms.first else { return nil }
    let figures = terms.count { if case .quantity = $0 { true } else { false } }
    return figures == 1 ? (value, dimension) : nil
  }
}
