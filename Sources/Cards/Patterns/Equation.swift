import Concepts
import Notes

/// `left = right`: how something is calculated, how much it is, what it is or stands for.
struct EquationPattern: CardPattern {
  static let id = "equation"

  func cards(in section: Section, _ context: CardContext) -> [CardDraft] {
    context.noted.flatMap { line -> [CardDraft] in
      guard case .equation(let left, let right) = line.form else { return [] }
      guard let question = Self.question(left, right, context) else { return [] }
      var drafts = [
        context.draft(
          Self.id, line, question: question, answer: right, subject: left, aspect: "equals", confidence: 0.85)
      ]
      let words = right.split(separator: " ")
      if Self.isAbbreviation(left), words.count <= 5, !Self.isFormula(right), Self.abbreviates(left, right) {
        drafts[0].pattern = AliasPattern.id
      }
      return drafts
    }
  }

  private static func question(_ left: String, _ right: String, _ context: CardContext) -> String? {
    let named = Topic.inSentence(left, lexicon: context.lexicon)
    if isFormula(right) { return "How is \(named.withoutArticle) calculated?" }
    if let quantity = Quantity.all(in: right).first, right.hasPrefix(quantity.text) {
      if left.count <= 2 { return "What is the value of \(left)?" }
      guard !quantity.unit.isEmpty, quantity.unit.count > 2, Token.looksPlural(quantity.unit.lowercased()) else {
        return "What is the \(named.withoutArticle)?"
      }
      return "How many \(quantity.unit) is \(Nouns.asTerm(named, isName: false))?"
    }
    if isAbbreviation(left), !right.contains(","), right.split(separator: " ").count <= 5 {
      return abbreviates(left, right) ? "What does \(left) stand for?" : "What does \(left) mean?"
    }
    guard left.count > 2 else { return "What does \(left) mean?" }
    let last = left.split(separator: " ").last.map { $0.lowercased() } ?? ""
    return "What \(Token.looksPlural(last) ? "are" : "is") \(Nouns.asTerm(named, isName: isAbbreviation(left)))?"
  }

  /// Whether the letters stand in the text in their order, the first at its start.
  private static func abbreviates(_ short: String, _ long: String) -> Bool {
    var rest = Array(short.lowercased())[...]
    guard long.lowercased().first == rest.first else { return false }
    for letter in long.lowercased() where letter == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  static func isAbbreviation(_ text: String) -> Bool {
    text.count >= 2 && text.count <= 6 && text.allSatisfy { $0.isUppercase || $0.isNumber }
  }

  /// Whether it has an operator between its parts.
  static func isFormula(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    if words.first.map({
      "-−√∑∫".contains($0.first ?? " ") && $0.count > 1 && !$0.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
    }) == true {
      return true
    }
    return words.dropFirst().dropLast().contains {
      ["+", "-", "−", "–", "x", "×", "*", "·", "/", "÷", "^"].contains($0)
    }
      || words.count == 1 && text.contains { "*/^×·".contains($0) } && !text.contains { $0.isNumber && !$0.isLetter }
        && text.count <= 12
  }
}
