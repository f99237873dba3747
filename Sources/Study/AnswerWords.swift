/// A piece of an answer that counts when answers are compared.
enum AnswerToken: Hashable, Sendable {
  case word(String)
  case quantity(Quantity)
}

/// An answer as tokens, each with the text it was read from. Case, punctuation, articles, hyphens, plural endings and
/// the spelling of numbers and units do not matter.
struct AnswerWords: Sendable {
  private(set) var tokens: [(token: AnswerToken, text: String)] = []

  init(_ answer: String) {
    let raw = AnswerWords.split(answer)
    var place = 0
    while place < raw.count {
      let text = raw[place], next = place + 1 < raw.count ? raw[place + 1] : nil
      place += 1
      if text == "$", let next, let number = AnswerWords.number(next) {
        tokens.append((.quantity(Quantity(number, unit: "usd")), "$" + next))
        place += 1
      } else if let number = AnswerWords.number(text) {
        if let next, Quantity.isUnit(next.lowercased()) {
          tokens.append((.quantity(Quantity(number, unit: next.lowercased())), "\(text) \(next)"))
          place += 1
        } else if next == "%" {
          tokens.append((.quantity(Quantity(number, unit: "percent")), text + "%"))
          place += 1
        } else {
          tokens.append((.quantity(Quantity(number)), text))
        }
      } else if !text.isEmpty, text != "%", text != "$" {
        tokens.append((.word(AnswerWords.stem(text.lowercased())), text))
      }
    }
    let telling = tokens.filter { entry in
      if case .word(let word) = entry.token { !AnswerWords.fillers.contains(word) } else { true }
    }
    if !telling.isEmpty { tokens = telling }
  }

  /// Runs of letters, numbers with their separators, and the signs `%` and `$`.
  private static func split(_ answer: String) -> [String] {
    var pieces: [String] = [], word = "", number = ""
    let characters = Array(answer)
    func isDigit(_ index: Int) -> Bool { characters.indices.contains(index) && ("0"..."9").contains(characters[index]) }
    for (index, character) in characters.enumerated() {
      let isSeparator = (character == "." || character == ",") && isDigit(index - 1) && isDigit(index + 1)
      if isDigit(index) && word.isEmpty || isSeparator && !number.isEmpty {
        number.append(character)
        continue
      }
      if !number.isEmpty { pieces.append(number) }
      number = ""
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character != "'" && character != "’" {
        if !word.isEmpty { pieces.append(word) }
        word = ""
        if character == "%" || character == "$" { pieces.append(String(character)) }
      }
    }
    pieces += [number, word].filter { !$0.isEmpty }
    return pieces
  }

  /// `1,000` is a thousand, `0,4` is 0.4, `fifteen` is 15.
  private static func number(_ text: String) -> Double? {
    if let named = Quantity.number(named: text.lowercased()) { return named }
    guard let first = text.first, ("0"..."9").contains(first) else { return nil }
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
    var plain = ""
    for character in text where !(isGrouped && character == ",") { plain.append(character == "," ? "." : character) }
    return Double(plain)
  }

  private static func stem(_ word: String) -> String {
    guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is")
    else { return word }
    return String(word.dropLast())
  }

  private static let fillers: Set<String> = [
    "a", "an", "the", "of", "in", "is", "are", "be", "to", "and", "or", "with", "that", "by", "for", "on", "it", "its",
    "as", "at", "per", "each", "can", "you", "your", "up",
  ]
}
