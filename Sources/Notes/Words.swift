/// Questions about the words of a block that need no dictionary.
enum Words {
  static func count(_ text: String) -> Int { text.split(separator: " ").count }

  static func isLinkAlone(_ text: String) -> Bool {
    guard !text.contains(" ") else { return false }
    return text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")
  }

  static func startsExample(_ text: String) -> Bool {
    starts(text, with: ["example:", "examples:", "example -", "eg ", "eg.", "eg:", "e.g", "such as ", "for example"])
  }

  static func startsReason(_ text: String) -> Bool {
    starts(text, with: ["why?", "why:", "therefore", "because ", "so ", "hence ", "thus "])
  }

  /// `key: value` with a key of at most eight words; `key (value)` where the value has a digit.
  static func isProperty(_ text: String) -> Bool {
    if let colon = text.range(of: ":", from: text.startIndex), colon.upperBound < text.endIndex {
      let key = text[..<colon.lowerBound]
      return text[colon.upperBound] == " " && count(String(key)) <= 8
    }
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex else { return false }
    return text[open...].contains(where: \.isNumber) && count(String(text[..<open])) <= 5
  }

  /// Whether a heading says that what follows is a list of like things.
  static func announcesList(_ title: String) -> Bool {
    let lower = title.lowercased()
    return [
      "use cases", "integrations", "language support", "supported languages", "features", "examples", "types", "modes",
      "services", "options", "languages", "tools", "components", "advantages", "disadvantages", "ingredients",
    ].contains { lower.hasSuffix($0) || lower.contains($0 + " ") }
  }

  private static func starts(_ text: String, with prefixes: [String]) -> Bool {
    let lower = text.prefix(14).lowercased()
    return prefixes.contains { lower.hasPrefix($0) }
  }
}
