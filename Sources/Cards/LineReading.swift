/// How a line is written out before its clauses are read.
extension CardContext {
  /// `key: value`, where neither is empty.
  static func property(_ text: String) -> (key: String, value: String)? {
    guard let range = text.firstRange(of: ": ") ?? text.firstRange(of: " :") else { return nil }
    let key = Answers.trimmed(text[..<range.lowerBound]), value = Answers.trimmed(text[range.upperBound...])
    guard !key.isEmpty, !value.isEmpty, key.wordCount <= 9 else { return nil }
    return (key, value)
  }

  /// Contractions and signs written out: `it's`, `# of`; a quoted enumeration becomes a parenthesis.
  static func expanded(_ text: String) -> String {
    if isExpanded(text) { return text }
    var words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    for index in words.indices {
      switch words[index].lowercased() {
      case "it's": words[index] = "it is"
      case "that's": words[index] = "that is"
      case "there's": words[index] = "there is"
      case "they're": words[index] = "they are"
      case "you're": words[index] = "you are"
      case "#": if index + 1 < words.count, words[index + 1].lowercased() == "of" { words[index] = "number" }
      default: break
      }
    }
    for index in words.indices {
      // `deploy ... functions`; at the end dots leave a list open.
      if index + 1 < words.count, words[index].hasSuffix("..."), !words[index].hasPrefix("(") {
        words[index] = String(words[index].dropLast(3))
      }
      guard words[index].utf8.contains(0x2F) else { continue }
      for unit in ["/second", "/sec", "/minute", "/hour", "/month"]
      where words[index].lowercased().hasSuffix(unit) && words[index].count > unit.count {
        words[index] = Nouns.plural(String(words[index].dropLast(unit.count))) + " per " + unit.dropFirst()
      }
    }
    let joined = words.filter { !$0.isEmpty }.joined(separator: " ")
    let quoted = joined.split(separator: "\"", omittingEmptySubsequences: false)
    guard quoted.count == 3, Answers.items(String(quoted[1]))?.items.count ?? 0 >= 3 else { return joined }
    return quoted[0] + "(" + quoted[1] + ")" + quoted[2]
  }

  /// Whether nothing in a text can be written out: no apostrophe, sign, slash, quotation mark or row of dots, and single
  /// spaces.
  private static func isExpanded(_ text: String) -> Bool {
    var before: UInt8 = 0x20
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "\""): return false
      case 0x20, UInt8(ascii: "."): if before == byte { return false }
      default: break
      }
      before = byte
    }
    return before != 0x20
  }

  /// Nominal turns of note-takers as verbs: `possibility of implementing` is `can implement`.
  static func rephrased(_ written: String) -> String {
    var text = written
    let first = text.prefix { $0 != " " }
    // `The membrane …` is `the membrane …` inside a question; names keep their capital.
    if first.count < text.count, Closed.tags[first.lowercased()] != nil, first.dropFirst().allSatisfy(\.isLowercase),
      first != "I"
    {
      text = first.lowercased() + text.dropFirst(first.count)
    }
    let lower = text.lowercased()
    for prefix in [
      "possibility to ", "ability to ", "option to ", "allows to ", "allows you to ", "lets you ", "possible to ",
    ]
    where lower.hasPrefix(prefix) {
      return "you can " + text.dropFirst(prefix.count)
    }
    if lower.hasPrefix("able to ") { return "can " + text.dropFirst(8) }
    for prefix in ["possibility of ", "option of ", "ability of "] where lower.hasPrefix(prefix) {
      let rest = text.dropFirst(prefix.count)
      let first = rest.prefix { $0 != " " }
      if let base = Verbs.english.base(ofGerund: first.lowercased()) {
        return "you can " + base + rest.dropFirst(first.count)
      }
    }
    for (prefix, verb) in [
      ("an easy way to ", "you can easily "), ("easy way to ", "you can easily "), ("easy to ", "you can easily "),
    ] where lower.hasPrefix(prefix) {
      return verb + text.dropFirst(prefix.count)
    }
    for prefix in ["support for ", "support of "] where lower.hasPrefix(prefix) {
      return "supports " + text.dropFirst(prefix.count)
    }
    return text
  }
}
