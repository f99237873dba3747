import Basics
import Notes

/// One fact per card, told in a few words.
struct MinimumInformationRule: LintRule {
  static let name = "minimum-information"
  static let why = "A card with several facts is forgotten as a whole (Wozniak 1999, minimum information principle)."
  static let wordsMax = 12, wordsHardMax = 25

  func findings(in context: LintContext) -> [LintFinding] {
    context.cards.compactMap { card in
      switch card.form {
      case .list, .sequence, .prediction: return nil
      case .basic, .cloze, .compare: break
      }
      // Code, tables and lists are one thing to look at, however long.
      let words = card.answer.blocks.reduce(0) { count, block in
        guard case .paragraph(let runs) = block else { return count }
        return count + runs.map(\.text).joined().split { $0 == " " || $0 == "\n" }.count
      }
      if words > Self.wordsHardMax {
        return context.finding(
          .warning, self, card, "the answer has \(words) words; more than \(Self.wordsHardMax) are not recalled as one",
          suggestion: "Split the line into one statement for each fact, or put the reason on a line of its own.")
      }
      guard words > Self.wordsMax else { return nil }
      let facts = Self.facts(in: card.answer.plain)
      return context.finding(
        facts > 1 ? .warning : .note, self, card,
        facts > 1
          ? "the answer tells \(facts) facts in \(words) words"
          : "the answer has \(words) words; \(Self.wordsMax) are enough for one fact",
        suggestion: facts > 1
          ? "Write each fact as a line of its own, so that it gets a card of its own."
          : "Shorten the line to what must be recalled.")
    }
  }

  /// Sentences and clauses that are set apart by a semicolon.
  static func facts(in text: String) -> Int {
    var facts = 1, previous: Character = " "
    var rest = text[...]
    while rest.last.map({ " .;!?\n".contains($0) }) == true { rest.removeLast() }
    for character in rest {
      if character == " " || character == "\n", previous == "." || previous == ";" || previous == "!" { facts += 1 }
      previous = character
    }
    return facts
  }
}

/// Few things to name at once.
struct ListTooLongRule: LintRule {
  static let name = "list-too-long"
  static let why =
    "Sets are the hardest to keep (Wozniak 1999, rules on sets and enumerations): ask for groups instead."
  static let itemsMax = 4, itemsHardMax = 7

  func findings(in context: LintContext) -> [LintFinding] {
    context.cards.compactMap { card in
      let count: Int, noun: String
      switch card.form {
      case .list(let items): (count, noun) = (items.count, "things")
      case .sequence(let steps): (count, noun) = (steps.count, "steps")
      case .basic, .cloze, .compare, .prediction:
        (count, noun) = (Self.listed(card.answer), "things")
      }
      guard count > Self.itemsMax else { return nil }
      return context.finding(
        count > Self.itemsHardMax ? .error : .warning, self, card, "\(count) \(noun) are asked for at once",
        suggestion: "Group them under labels of at most \(Self.itemsMax), or add to each what sets it apart.")
    }
  }

  /// The items of an answer that is a list.
  private static func listed(_ answer: RichText) -> Int {
    guard answer.markdown.contains("\n") else { return 0 }
    return answer.blocks.reduce(0) { count, block in
      if case .list(let items) = block { count + items.count { $0.depth == 1 } } else { count }
    }
  }
}

/// Nobody can recall all of a list that does not end.
struct OpenListRule: LintRule {
  static let name = "open-list"
  static let why = "A question needs an end that the learner can know (Wozniak 1999): `etc.` has none."

  func findings(in context: LintContext) -> [LintFinding] {
    context.cards.compactMap { card in
      guard case .list = card.form else { return nil }
      let isOpen =
        Self.isOpen(card.answer.plain) || card.sources.contains { source in Self.isOpen(context.text(source)) }
      guard isOpen, Self.asksForAll(card.question.plain) else { return nil }
      return context.finding(
        .warning, self, card,
        "the list is open (it ends in `etc.`, `...` or gives examples), yet all of it is asked for",
        suggestion: "Close the list, or keep the two or three members that matter and say what sets each apart.")
    }
  }

  static func isOpen(_ text: String) -> Bool {
    let lower = text.lowercased()
    return lower.split(separator: "\n").contains { line in
      var line = line[...]
      while let last = line.last, " ):".contains(last) { line.removeLast() }
      return ["etc", "etc.", "...", "…", "and so on", "and more", "among others"].contains { line.hasSuffix($0) }
        || line.hasPrefix("e.g.") || line.contains("such as ")
    }
  }

  /// Unless it asks for one or some.
  private static func asksForAll(_ question: String) -> Bool {
    let lower = question.lowercased()
    return !["an example", "one example", "name one", "which one", "name two", "name some", "some of", "two of"]
      .contains { lower.contains($0) }
  }
}

/// A number says something only with its unit.
struct MissingUnitRule: LintRule {
  static let name = "missing-unit"
  static let why = "A bare number is learnt without its scale and confused with others (Wozniak 1999)."

  func findings(in context: LintContext) -> [LintFinding] {
    context.cards.compactMap { card in
      switch card.form {
      // A gap has the unit beside it.
      case .cloze, .prediction: return nil
      case .basic, .list, .compare, .sequence: break
      }
      let answer = card.answer.plain
      if Self.isVague(answer) {
        return context.finding(
          .note, self, card, "\(LintContext.quoted(card.answer)) is no figure that an answer can be checked against",
          suggestion: "Write the figure, or ask what it shows instead.")
      }
      guard Self.isBareNumber(answer), !Self.namesUnit(card.question.plain) else { return nil }
      return context.finding(
        .warning, self, card, "the answer is the bare number \(answer), and the question does not say of what",
        suggestion: "Write the unit after the number, such as `\(answer) KB` or `\(answer) seconds`.")
    }
  }

  static func isBareNumber(_ answer: String) -> Bool {
    let words = answer.split(separator: " ")
    guard words.count == 1, let word = words.first, word.contains(where: \.isNumber) else { return false }
    return word.allSatisfy { $0.isNumber && $0.isASCII || $0 == "," || $0 == "." }
  }

  private static func isVague(_ answer: String) -> Bool {
    ["millions", "thousands", "hundreds", "billions", "trillions", "1000s", "100s", "many", "a lot"].contains(
      answer.lowercased())
  }

  /// `How many …`, or something that is counted or numbered without a unit.
  private static func namesUnit(_ question: String) -> Bool {
    let words = question.lowercased().split { !$0.isLetter && $0 != "%" }.map(String.init)
    if zip(words, words.dropFirst()).contains(where: { $0 == "how" && $1 == "many" }) { return true }
    if words.contains(where: { units.contains($0) || units.contains(Nouns.singular($0)) }) { return true }
    // `What is the maximum processes and threads in …`: what is counted is said in the plural, or `per` something.
    guard let start = words.firstIndex(of: "the") else { return false }
    let property = words[(start + 1)...].prefix { !["in", "of", "with", "for", "on", "at"].contains($0) }
    return property.contains("per") || property.last.map { Token.looksPlural($0) } ?? false
  }
  private static let units: Set<String> = Set(
    """
    number count version port year code status id rfc layer degree factor rate ratio percentage percent page chapter \
    digit exponent order power index quantity sum product result value level kb mb gb tb second minute hour day week \
    month ms byte bit dollar usd item request connection node shard replica copy retry time attempt environment
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
