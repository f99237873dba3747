import Notes

/// A line as people jot it down, brought nearer to a sentence: marks of emphasis go, a bold or coded lead becomes a key,
/// and everyday abbreviations are written out.
enum NoteText {
  /// The inline Markdown of a block as patterns read it; code and formulas stay as they are.
  static func read(_ markdown: String) -> String {
    protected(spelledOut(keyed(withoutTags(markdown))))
  }

  // MARK: - Code

  /// Stand-ins for the marks inside code and formulas, which end no word, open no parenthesis and list nothing there.
  private static let standIns: [(Character, Character)] = [
    (" ", "\u{E000}"), ("(", "\u{E001}"), (")", "\u{E002}"), (",", "\u{E003}"), (";", "\u{E004}"), (":", "\u{E005}"),
    ("=", "\u{E006}"), ("-", "\u{E007}"), (".", "\u{E008}"), ("?", "\u{E009}"),
  ]

  private static func protected(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "$") }) else { return text }
    var kept = "", open: Character?, inside = ""
    for character in text {
      if let fence = open {
        if character == fence {
          kept += inside.count <= 80 ? String(inside.map { standIn(for: $0) }) : inside
          kept.append(character)
          (open, inside) = (nil, "")
        } else {
          inside.append(character)
        }
      } else {
        kept.append(character)
        if character == "`" { open = character }
      }
    }
    return kept + inside
  }
  private static func standIn(for character: Character) -> Character {
    standIns.first { $0.0 == character }?.1 ?? character
  }

  /// The text with the marks of code back in their places.
  static func restored(_ text: String) -> String {
    guard text.utf8.contains(0xEE) else { return text }
    return String(text.map { character in standIns.first { $0.1 == character }?.0 ?? character })
  }

  // MARK: - Emphasis and leads

  /// `**Term**: meaning`, `**Term** – meaning`, `` `code` – meaning `` as `Term: meaning`; other emphasis as plain words.
  private static func keyed(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "`") })
    else { return dated(text) }
    if let (lead, rest) = lead(text) {
      let key = Answers.trimmed(withoutEmphasis(lead))
      var bare = key
      while let last = bare.last, ":.".contains(last) { bare.removeLast() }
      let isKey = key != bare
      for mark in [": ", " : ", " - ", " – ", " — ", "- ", "– "] where rest.hasPrefix(mark) && !isKey {
        return bare + ": " + withoutEmphasis(String(rest.dropFirst(mark.count)))
      }
      // `**Read committed** prevents …`: a name, whatever its first word is elsewhere.
      if !isKey, rest.hasPrefix(" "), lead.contains(" "), !text.hasPrefix("`"),
        Verbs.english.base(of: lead.prefix { $0 != " " }.lowercased()) != nil
      {
        return String(key.map { $0 == " " ? "\u{E000}" : $0 }) + withoutEmphasis(rest)
      }
      if isKey, rest.hasPrefix(" ") { return bare + ": " + withoutEmphasis(Answers.trimmed(rest)) }
      return withoutEmphasis(text)
    }
    return dated(withoutEmphasis(text))
  }

  /// What stands in bold, italics or code at the start of a line, and the rest.
  private static func lead(_ text: String) -> (String, String)? {
    for fence in ["**", "__", "*", "_", "`"] where text.hasPrefix(fence) {
      let inside = text.dropFirst(fence.count)
      guard let first = inside.first, first != " ", let end = inside.firstRange(of: fence) else { return nil }
      let lead = inside[..<end.lowerBound], rest = inside[end.upperBound...]
      guard !rest.isEmpty, lead.split(separator: " ").count <= 6 else { return nil }
      return fence == "`" ? ("`" + lead + "`", String(rest)) : (String(lead), String(rest))
    }
    return nil
  }

  /// `Johann Sebastian Bach (1685–1750) – wrote …`: a name of capitalized words before a dash is a key as well.
  private static func dated(_ text: String) -> String {
    guard let dash = text.firstRange(of: " – ") ?? text.firstRange(of: " — ") ?? text.firstRange(of: " - ") else {
      return text
    }
    let name = text[..<dash.lowerBound], words = Glossed(String(name)).main.split(separator: " ")
    guard words.count >= 2, words.count <= 5,
      words.allSatisfy({ $0.first?.isUppercase == true && $0.dropFirst().contains(where: \.isLowercase) })
    else { return text }
    let rest = text[dash.upperBound...], first = rest.prefix { $0 != " " }.lowercased()
    // `… – wrote the Brandenburg Concertos`: a sentence with its subject before the dash.
    let verbs = Verbs.english
    if verbs.base(ofParticiple: first) != nil, !verbs.isParticipleOnly(first),
      rest.split(separator: " ").dropFirst().first?.lowercased() != "by"
    {
      return name + " " + rest
    }
    return name + ": " + rest
  }

  /// Without `**`, `__`, `*` and `_` around words.
  static func withoutEmphasis(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }) else { return text }
    var kept = "", previous: Character = " ", open: Character?
    let characters = Array(text)
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if let fence = open {
        kept.append(character)
        if character == fence { open = nil }
      } else if character == "`"
        || character == "$" && index + 1 < characters.count && characters[index + 1] != " "
          && !characters[index + 1].isNumber
      {
        open = character
        kept.append(character)
      } else if character == "*" || character == "_" {
        var end = index
        while end < characters.count, characters[end] == character { end += 1 }
        let next = end < characters.count ? characters[end] : " "
        let opens = !next.isWhitespace && !(previous.isLetter || previous.isNumber)
        let closes = !previous.isWhitespace && !(next.isLetter || next.isNumber)
        let isMark =
          character == "*"
          ? !(previous == " " && next == " ") && !(previous.isNumber && next.isNumber) : opens || closes
        if !isMark || index == 0 && end == characters.count { kept += String(characters[index..<end]) }
        previous = character
        index = end
        continue
      } else {
        kept.append(character)
      }
      previous = character
      index += 1
    }
    return kept
  }

  // MARK: - Tags and comments

  /// Without `%% comments %%` and `#tags` of note-taking programs.
  private static func withoutTags(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "#") }) else { return text }
    var text = text
    while let open = text.firstRange(of: "%%"), let close = text[open.upperBound...].firstRange(of: "%%") {
      text.removeSubrange(open.lowerBound..<close.upperBound)
    }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.contains(where: isTag) else { return Answers.trimmed(text) }
    return Answers.trimmed(words.filter { !isTag($0) }.joined(separator: " "))
  }

  /// `#exam/2024`, but not `#1`, `C#` or `# of`.
  private static func isTag(_ word: Substring) -> Bool {
    guard word.first == "#", let second = word.dropFirst().first, second.isLetter, second.isLowercase else {
      return false
    }
    return word.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || "-_/".contains($0) } && word.count > 3
  }

  // MARK: - Abbreviations

  private static let written: [String: String] = [
    "w/o": "without", "w/": "with", "abt": "about", "bc": "because", "b/c": "because", "btw": "between",
    "esp.": "especially",
    "approx.": "about", "approx": "about", "incl.": "including", "excl.": "excluding", "resp.": "respectively",
    "govt": "government", "ppl": "people", "thru": "through", "tho": "though", "max.": "maximum", "min.": "minimum",
    "bw": "between", "b/w": "between", "cos": "because", "cuz": "because",
  ]

  /// Abbreviations and doubled marks written out.
  private static func spelledOut(_ text: String) -> String {
    var text = text
    while text.hasSuffix("!!") || text.hasSuffix("??") { text.removeLast() }
    if text.hasSuffix("!") { text.removeLast() }
    guard
      text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(UInt8(ascii: "b"))
        || text.utf8.contains(UInt8(ascii: "."))
        || text.utf8.contains(UInt8(ascii: "h")) || text.utf8.contains(UInt8(ascii: "p"))
        || text.utf8.contains(UInt8(ascii: "c"))
    else { return text }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.contains(where: { written[String($0)] != nil }) else { return text }
    return words.map { written[String($0)] ?? String($0) }.joined(separator: " ")
  }
}

/// Lines that a person writes to themselves, and lines that only lead elsewhere.
enum Personal {
  /// Why a line is none of the subject; nil when it is.
  static func reason(_ block: Block) -> String? {
    let raw = block.raw
    if raw.contains("[ ] ") || raw.contains("[x] ") || raw.contains("[X] ") { return "a task, no fact" }
    let text = block.plain.lowercased()
    let word = text.prefix { $0.isLetter }
    if ["todo", "fixme", "tbd"].contains(word) { return "a task, no fact" }
    if text.hasPrefix("%%"), text.hasSuffix("%%"), text.count > 4 { return "a comment of the writer" }
    for opening in [
      "dont forget", "don't forget", "remember to", "ask ", "look up ", "revise ", "note to self", "read chapter",
      "see chapter",
    ]
    where text.hasPrefix(opening) { return "a task, no fact" }
    for opening in [
      "links:", "source:", "sources:", "see also", "references:", "related:", "next page", "previous page", "tags:",
    ]
    where text.hasPrefix(opening) { return "leads elsewhere" }
    let words = text.split(separator: " ")
    if !words.isEmpty, words.allSatisfy({ $0.hasPrefix("#") && $0.count > 1 }) { return "tags" }
    if block.text.hasPrefix("{%"), block.plain.isEmpty { return "a mark of the site generator" }
    if words.count <= 6, text.contains("lecture notes") || text.contains("table of contents") { return "a title" }
    return nil
  }
}
