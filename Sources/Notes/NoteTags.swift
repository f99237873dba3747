/// Tags as note-taking programs write them: `#exam`, `#aws/lambda`, without a space after the sign.
enum NoteTags {
  struct Found: Hashable {
    var tags: [String] = []
    /// From `#flashcards` and the tags below it.
    var deck: String?
    /// Whether the block holds nothing but tags.
    var isAlone = false
  }

  /// Takes the tags at the end of a block out of its text, and a deck's tag also from its start.
  ///
  /// - Parameters:
  ///   - texts: The lines of the block.
  ///   - plain: Its text without Markdown.
  static func take(from texts: inout [String], plain: inout String) -> Found? {
    guard let last = texts.last, last.utf8.contains(0x23) || texts[0].utf8.first == 0x23 else { return nil }
    var found = Found()
    var lines = texts
    while let line = lines.last {
      let (rest, tags) = withoutTrailing(line)
      if tags.isEmpty { break }
      for tag in tags.reversed() { found.add(tag, first: true) }
      lines[lines.count - 1] = rest
      plain = withoutTrailing(plain).text
      guard rest.isEmpty else { break }
      lines.removeLast()
    }
    if let line = lines.first, let (rest, tag) = leadingDeck(line) {
      found.add(tag, first: true)
      lines[0] = rest
      if let shown = leadingDeck(plain) { plain = shown.0 }
    }
    guard found != Found() else { return nil }
    found.isAlone = lines.isEmpty
    texts = lines.isEmpty ? [""] : lines
    return found
  }

  /// A line without the tags at its end, and those tags in order.
  static func withoutTrailing(_ line: String) -> (text: String, tags: [String]) {
    guard line.utf8.contains(0x23) else { return (line, []) }
    var tags: [String] = [], rest = line[...]
    while true {
      while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
      guard let hash = rest.lastIndex(of: "#") else { break }
      if hash > rest.startIndex {
        let before = rest[rest.index(before: hash)]
        guard before == " " || before == "\t" else { break }
      }
      guard isTag(rest[rest.index(after: hash)...]) else { break }
      tags.insert(String(rest[rest.index(after: hash)...]), at: 0)
      rest = rest[..<hash]
    }
    return tags.isEmpty ? (line, []) : (String(rest), tags)
  }

  /// `#flashcards/aws What is …` gives the rest of the line and the tag.
  static func leadingDeck(_ line: String) -> (String, String)? {
    guard line.utf8.first == 0x23, let space = line.firstIndex(of: " ") else { return nil }
    let tag = line[line.index(after: line.startIndex)..<space]
    guard isTag(tag), deck(of: tag) != nil else { return nil }
    return (line[space...].trimmedSpaces, String(tag))
  }

  /// The deck that `flashcards` and `flashcards/…` name; nil for other tags.
  static func deck(of tag: some StringProtocol) -> String? {
    let levels = String(tag).split(separator: "/")
    guard let first = levels.first, first.lowercased() == "flashcards" else { return nil }
    return (["flashcards"] + levels[1...]).joined(separator: "::")
  }

  /// Letters, digits, `-`, `_` and `/`, with a letter among them; a colour such as `ff8800` is none.
  private static func isTag(_ name: Substring) -> Bool {
    guard name.contains(where: \.isLetter), name.first != "/", name.first != "-",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "/" })
    else { return false }
    return ![3, 4, 6, 8].contains(name.count) || !name.allSatisfy(\.isHexDigit)
  }
}

extension NoteTags.Found {
  fileprivate mutating func add(_ tag: String, first: Bool) {
    if let deck = NoteTags.deck(of: tag) {
      self.deck = deck
    } else if !tags.contains(tag) {
      tags.insert(tag, at: first ? 0 : tags.count)
    }
  }
}
