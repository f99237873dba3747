/// Number and article of nouns.
enum Nouns {
  static func singular(_ noun: String) -> String {
    let lower = noun.lowercased()
    guard Token.looksPlural(lower) else { return noun }
    if lower.hasSuffix("ies"), lower.count > 4 { return noun.dropLast(3) + "y" }
    if lower.hasSuffix("sses") || lower.hasSuffix("xes") || lower.hasSuffix("ches") || lower.hasSuffix("shes") {
      return String(noun.dropLast(2))
    }
    return String(noun.dropLast())
  }
  static func plural(_ noun: String) -> String {
    if noun == "ms" || noun.count <= 3 && noun.hasSuffix("B") { return noun }
    let lower = noun.lowercased()
    if Token.looksPlural(lower) { return noun }
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    if lower.hasSuffix("s") || lower.hasSuffix("x") || lower.hasSuffix("ch") { return noun + "es" }
    return noun + "s"
  }
  /// The last word in the singular.
  static func singularPhrase(_ phrase: String) -> String {
    guard let space = phrase.lastIndex(of: " ") else { return singular(phrase) }
    return phrase[...space] + singular(String(phrase[phrase.index(after: space)...]))
  }

  /// Common nouns that want an article when they are one.
  private static let countable: Set<String> = Set(
    "endpoint client user customer application function image authorizer integration table rule queue policy role key index server cluster database cache proxy workflow stream request response event item node replica backup certificate container volume instance router packet switch bucket process thread lock token job task worker paradigm service language feature ceiling plan stage authorizer segment connection index transaction lock row page session deployment pod node container query scan pool invocation destination environment trigger batch snapshot store engine driver handler filter topic record token tree shard alias version graph heap array list set map"
      .split(separator: " ").map(String.init))

  /// A term as it is asked for: `a usage plan`, `burst capacity`, `an RCU`.
  static func asTerm(_ phrase: String, isName: Bool) -> String {
    guard let last = phrase.split(separator: " ").last?.lowercased(), let first = phrase.split(separator: " ").first
    else { return phrase }
    let words = phrase.split(separator: " ")
    let isProper =
      words.count >= 2
      && words.allSatisfy { $0.first?.isUppercase == true && $0.dropFirst().contains(where: \.isLowercase) }
    let isBare =
      isName || isProper || Token.looksPlural(last) || phrase.contains("`")
      || first.dropFirst().contains(where: \.isUppercase)
      || ["a", "an", "the", "each", "every", "your", "this", "one", "no"].contains(first.lowercased())
      || phrase.first?.isUppercase == true && !last.allSatisfy(\.isLowercase)
      || [
        "ing", "ion", "ity", "ance", "ence", "ment", "ncy", "ism", "age", "sis", "ness", "ture", "data", "logic",
        "traffic", "work", "code", "access", "time", "memory", "ics", "gy", "phy", "tax", "rice", "water", "oil",
        "heat", "loss",
      ].contains { last.hasSuffix($0) }
    return isBare ? phrase : article(for: phrase) + " " + phrase
  }

  static func withArticle(_ phrase: String) -> String {
    guard let last = phrase.split(separator: " ").last, let first = phrase.split(separator: " ").first else {
      return phrase
    }
    let head = String(last)
    // `phases of an environment` are several.
    if let of = phrase.firstRange(of: " of "),
      Token.looksPlural(phrase[..<of.lowerBound].split(separator: " ").last.map { $0.lowercased() } ?? "")
    {
      return phrase
    }
    let isLimit = ["maximum", "minimum"].contains(first.lowercased()) && phrase.contains(" ")
    guard countable.contains(head) || isLimit,
      ![
        "a", "an", "the", "each", "every", "your", "this", "any", "one", "no", "its", "their", "that", "these", "those",
        "both", "another",
      ].contains(
        first.lowercased())
    else { return phrase }
    return article(for: phrase) + " " + phrase
  }
  /// A label as what its lines are about: `a fifo queue`, `the cache of a REST API`.
  static func asSubject(_ label: String) -> String {
    let shown = withArticle(label)
    guard shown == label, let of = label.firstRange(of: " of "), let first = label.first, first.isLowercase,
      !["a", "an", "the", "each", "every", "your", "one", "no", "any"].contains(label.prefix { $0 != " " }),
      label[..<of.lowerBound].allSatisfy({ $0.isLowercase || $0 == " " || $0 == "-" }),
      label[..<of.lowerBound].split(separator: " ").count <= 2
    else { return shown }
    return "the " + label
  }
  static func article(for phrase: String) -> String {
    guard let first = phrase.first else { return "a" }
    let superlatives = [
      "maximum", "minimum", "max", "min", "default", "total", "only", "same", "first", "last", "entire", "best",
      "right",
    ]
    if superlatives.contains(phrase.prefix { $0 != " " }.lowercased()) { return "the" }
    let word = phrase.prefix { $0 != " " }
    if word.count > 1, word.allSatisfy({ $0.isUppercase || $0.isNumber }) {
      // `FIFO` is read as a word, `SLA` letter by letter.
      let isRead = word.count >= 4 && "AEIOU".contains(word.dropFirst().first ?? " ")
      return "AEIO".contains(first) || "FHLMNRSX".contains(first) && !isRead ? "an" : "a"
    }
    if word.lowercased().hasPrefix("uni") || word.lowercased().hasPrefix("use") || word.lowercased().hasPrefix("usa")
      || word.lowercased().hasPrefix("one")
    {
      return "a"
    }
    return "aeiouAEIOU".contains(first) ? "an" : "a"
  }
}
