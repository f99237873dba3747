import Basics
import Concepts
import Notes

/// What is worth a place in the graph is worth a question.
struct OrphanConceptRule: LintRule {
  static let name = "orphan-concept"
  static let why = "What is never asked is forgotten (Roediger & Karpicke 2006, testing effect)."

  func findings(in context: LintContext) -> [LintFinding] {
    let asked = Set(context.cards.flatMap(\.concepts))
    return context.graph.concepts.filter { !asked.contains($0.id) }.map { concept in
      LintFinding(
        concept.importance >= 0.5 ? .warning : .note, rule: Self.name, at: concept.sources.first,
        "\(concept.name) is named in the notes but no card is about it",
        suggestion: "Write what it is, what it is for or what limits it, or mute the line that names it.")
    }
  }
}

/// A card that belongs to nothing is learnt without its prerequisites.
struct CardWithoutConceptRule: LintRule {
  static let name = "card-without-concept"
  static let why = "Understand before you memorise (Wozniak 1999): a loose fact has nothing to hold on to."

  func findings(in context: LintContext) -> [LintFinding] {
    guard !context.graph.concepts.isEmpty else { return [] }
    return context.cards.filter(\.concepts.isEmpty).map { card in
      context.finding(
        .note, self, card, "\(LintContext.quoted(card.question)) belongs to no concept",
        suggestion: "Name the thing it is about in the line, or put the line under a heading that does.")
    }
  }
}

/// Facts without a why are brittle.
struct UndemandingRule: LintRule {
  static let name = "undemanding"
  static let why = "Asking why and how makes facts last (Dunlosky et al. 2013, elaborative interrogation)."
  static let cardsMin = 5

  func findings(in context: LintContext) -> [LintFinding] {
    var sections: [String: (span: SourceSpan, title: String, cards: Int, demanding: Int, order: Int)] = [:]
    for card in context.cards {
      guard let source = card.sources.first, let (document, section) = context.section(at: source) else { continue }
      let span =
        section.heading.map(document.span) ?? section.blocks.first.map(document.span) ?? source
      let key = "\(document.file)\n\(section.index)"
      var entry = sections[key] ?? (span, section.title, 0, 0, sections.count)
      entry.cards += 1
      if Self.isDemanding(card) { entry.demanding += 1 }
      sections[key] = entry
    }
    return sections.values.sorted { $0.order < $1.order }.filter { $0.cards >= Self.cardsMin && $0.demanding == 0 }
      .map { section in
        LintFinding(
          .note, rule: Self.name, at: section.span,
          "the \(section.cards) cards of “\(section.title)” ask for facts only, none for a reason, a purpose or a contrast",
          suggestion: "Add a line that begins with `because`, `therefore` or `why?`, or contrast it with its neighbour."
        )
      }
  }

  private static func isDemanding(_ card: Card) -> Bool {
    switch card.form {
    case .compare, .prediction: return true
    case .basic, .cloze, .list, .sequence: break
    }
    if ["cause", "purpose", "comparison", "means", "use-case", "quality", "prerequisite"].contains(card.pattern) {
      return true
    }
    let lower = card.question.plain.lowercased()
    return lower.hasPrefix("why") || lower.contains(" why ")
      || [
        "how does", "how do ", "what for", "what happens", "rather than", "differ", "compare", "goes wrong", "purpose",
      ]
      .contains { lower.contains($0) }
  }
}
