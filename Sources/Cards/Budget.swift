/// How many of the cards that a line could give are kept: two good ones rather than four.
enum Budget {
  /// Ways to ask for the parts of a clause. They are many for one line and say the same.
  static let clausePatterns: Set<String> = [
    ObjectPattern.id, CircumstancePattern.id, MembershipPattern.id, QualityPattern.id, ForKindPattern.id,
  ]
  /// Each of these states a fact of its own: the ends of a range, a price and what it buys, the items of a list.
  private static let counted: Set<String> = [
    NumericPattern.id, PricePattern.id, EqualityPattern.id, ListRecallPattern.id, AliasPattern.id, TablePattern.id,
    SequencePattern.id, DefaultPattern.id, DatePattern.id, ConsequencePattern.id, EquationPattern.id, IsAPattern.id,
  ]

  /// What stands in parentheses or below a line takes nothing from what the line itself says.
  private static let free: Set<String> = [ListRecallPattern.id, AliasPattern.id, ComparisonPattern.id]

  /// The drafts of one block to keep, in their order. The surest stay; of equals the earlier.
  static func chosen(_ drafts: [CardDraft], of line: Line?, sentences: Int = 1, inContrast: Bool) -> [CardDraft] {
    if drafts.contains(where: { $0.pattern == AuthoredPattern.id }) { return drafts }
    // A gap for what another card asks in words is one card too many.
    let drafts = drafts.filter { draft in
      guard draft.pattern == NumericPattern.clozeID || draft.pattern == FallbackClozePattern.id else { return true }
      let told = Quality.keys(draft.answer)
      if drafts.contains(where: { $0.form.kind != "cloze" && Quality.keys($0.answer).containsRun(told) }) {
        return false
      }
      guard draft.pattern == FallbackClozePattern.id else { return true }
      let sentence = Set(Quality.contentKeys(draft.question + " " + draft.answer))
      return !drafts.contains { other in
        guard other.form.kind != "cloze" else { return false }
        let words = Set(Quality.contentKeys(other.question + " " + other.answer))
        return words.count >= 3 && words.intersection(sentence).count * 10 >= words.count * 7
      }
    }
    let words = line?.main.split(separator: " ").count ?? 0, clauses = line?.clauses.count ?? 1
    let parts =
      line?.clauses.first.map { ($0.subject.isEmpty ? 0 : 1) + ($0.object.isEmpty ? 0 : 1) + $0.adjuncts.count } ?? 0
    let facts =
      (clauses >= 3 ? max(3, clauses) : words >= 16 ? 3 : words <= 4 && parts < 2 && !inContrast ? 1 : 2)
      + (line?.glossed.glosses.count ?? 0)
    let allowed = facts * sentences
    let other = drafts.count { !clausePatterns.contains($0.pattern) && !free.contains($0.pattern) }
    var left = allowed, leftForClauses = max(other == 0 || words > 5 || inContrast ? 1 : 0, allowed - other)
    var total = 0
    let ranked = drafts.enumerated().sorted {
      ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset)
    }
    var kept: Set<Int> = []
    for (offset, draft) in ranked where total < max(Ingest.cardsPerBlockMax, 2 * sentences, clauses + 1) {
      if clausePatterns.contains(draft.pattern) {
        guard left > 0, leftForClauses > 0 else { continue }
        (left, leftForClauses) = (left - 1, leftForClauses - 1)
      } else if !counted.contains(draft.pattern) {
        guard left > 0 else { continue }
        left -= 1
      } else if !free.contains(draft.pattern) {
        left -= 1
      }
      kept.insert(offset)
      total += 1
    }
    return drafts.enumerated().filter { kept.contains($0.offset) }.map(\.element)
  }
}
