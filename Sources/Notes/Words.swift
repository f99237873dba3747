/// Questions about the words of a block that need no dictionary.
enum Words {
  static func count(_ text: String) -> Int {
    var count = 0, before: UInt8 = 0x20
    for byte in text.utf8 {
      if before == 0x20, byte != 0x20 { count += 1 }
      before = byte
    }
    return count
  }

  static func isLinkAlone(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 0x68 || first == 0x77, !text.utf8.contains(0x20) else { return false }
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
      return text.utf8[colon.upperBound] == 0x20 && count(String(key)) <= 8
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
    // All begin with one of these letters.
    switch text.utf8.first {
    case 0x45, 0x65, 0x53, 0x73, 0x46, 0x66, 0x57, 0x77, 0x54, 0x74, 0x42, 0x62, 0x48, 0x68: break
    default: return false
    }
    let lower = text.prefix(14).lowercased()
    return prefixes.contains { lower.hasPrefix($0) }
  }
}
