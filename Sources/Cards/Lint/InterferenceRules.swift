import Basics
import Notes

/// Near twins are confused unless something sets them against each other.
struct InterferenceRule: LintRule {
  static let name = "interference"
  static let why = "Similar items disturb each other (Wozniak 1999, combat interference): contrast them."
  /// Twice the shared words over all words, from which two questions are near twins.
  static let similarityMin = 0.7
  /// Cards that are compared for one word, so that a word of thousands of questions costs no more.
  static let comparedPerWordMax = 200

  func findings(in context: LintContext) -> [LintFinding] {
    let words = context.questionWords
    var counts: [String: Int] = [:]
    for set in words { for word in set { counts[word, default: 0] += 1 } }
    let contrasts = Self.contrasts(context)
    var index: [String: [Int]] = [:], findings: [LintFinding] = []
    for (position, set) in words.enumerated() {
      let card = context.cards[position]
      if case .prediction = card.form { continue }
      guard set.count >= 2, !Self.isContrast(card) else { continue }
      // Two sets that are alike enough share one of the rarest words of each, so only these are looked up.
      let sorted = set.sorted { (counts[$0, default: 0], $0) < (counts[$1, default: 0], $1) }
      let least = (Self.similarityMin / (2 - Self.similarityMin) * Double(set.count)).rounded(.up)
      let rare = sorted.prefix(max(1, set.count - Int(least) + 1))
      var best: (position: Int, similarity: Double)?
      var seen: Set<Int> = []
      for word in rare {
        for other in (index[word] ?? []).suffix(Self.comparedPerWordMax) where seen.insert(other).inserted {
          let shared = set.count(where: words[other].contains)
          let similarity = 2 * Double(shared) / Double(set.count + words[other].count)
          guard similarity >= Self.similarityMin, shared < max(set.count, words[other].count),
            similarity > best?.similarity ?? 0 || similarity == best?.similarity && other < best!.position,
            areUnlike(card, context.cards[other])
          else { continue }
          best = (other, similarity)
        }
        index[word, default: []].append(position)
      }
      guard let best else { continue }
      let twin = context.cards[best.position]
      let apart = set.symmetricDifference(words[best.position])
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

  /// Whether the answers cannot stand for each other: another figure, or mostly other words.
  private func areUnlike(_ card: Card, _ other: Card) -> Bool {
    let told = Set(Quality.content(card.answer.plain)), before = Set(Quality.content(other.answer.plain))
    guard !told.isEmpty, !before.isEmpty else { return card.answer.plain != other.answer.plain }
    if told.filter(MatchingWords.isNumber) != before.filter(MatchingWords.isNumber) { return true }
    return Double(told.intersection(before).count) < 0.5 * Double(min(told.count, before.count))
  }

  private static func isContrast(_ card: Card) -> Bool {
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
