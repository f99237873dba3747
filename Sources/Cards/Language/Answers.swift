/// What is told as an answer.
enum Answers {
  /// Sentence case, no final stop, no dangling conjunction.
  static func polished(_ text: String) -> String {
    var words = text.split(separator: " ").map(String.init)
    while let first = words.first, ["and", "or", "also", "the", "a", "an"].contains(first.lowercased()), words.count > 1
    {
      if ["the", "a", "an"].contains(first.lowercased()) { break }
      words.removeFirst()
    }
    while let last = words.last, ["and", "or", "&", "by", "to", "the", "a"].contains(last.lowercased()), words.count > 1
    {
      words.removeLast()
    }
    var told = words.joined(separator: " ")
    for tail in [", etc...", ", etc.", ", etc", ", ..."] where told.hasSuffix(tail) {
      told = String(told.dropLast(tail.count))
    }
    return Asking.sentence(told)
  }

  /// The items of an enumeration; nil when there are fewer than two.
  static func items(_ text: String) -> (items: [String], isOpen: Bool)? {
    var text = text
    var isOpen = false
    for tail in [", etc...", ", etc.", ", etc", " etc...", " etc.", " etc", ", ...", "...", "…", ", and so on"]
    where text.lowercased().hasSuffix(tail) {
      text = String(text.dropLast(tail.count))
      isOpen = true
    }
    var items = split(text, at: ",")
    if items.count == 1 { items = split(text, at: ";") }
    if let last = items.last {
      for word in [" and ", " or ", " & "] {
        let prefix = String(word.dropFirst())
        if items.count >= 2, last.hasPrefix(prefix) {
          items[items.count - 1] = String(last.dropFirst(prefix.count))
          break
        }
        if let range = lastRange(of: word, in: last),
          items.count == 1 || !last[range.upperBound...].contains(" ") || items.count >= 2
        {
          let left = String(last[..<range.lowerBound]), right = String(last[range.upperBound...])
          items.removeLast()
          items += [left, right]
          break
        }
      }
    }
    items = items.map { trimmed($0) }.filter { !$0.isEmpty }
    return items.count >= 2 ? (items, isOpen) : nil
  }

  /// Splits outside parentheses.
  static func split(_ text: String, at mark: Character) -> [String] {
    var parts = [""], depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth = max(0, depth - 1) }
      if character == mark, depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map { trimmed($0) }
  }

  static func joined(_ items: [String]) -> String { items.joined(separator: ", ") }

  static func trimmed(_ text: some StringProtocol) -> String {
    let text = Substring(text), bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }), let last = bytes.lastIndex(where: { $0 != 0x20 }) else {
      return ""
    }
    return String(text[first..<bytes.index(after: last)])
  }

  private static func lastRange(of needle: String, in text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?, position = text.startIndex
    while let range = text[position...].firstRange(of: needle) {
      found = range
      position = text.utf8.index(after: range.lowerBound)
    }
    return found
  }

  static let numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
}
