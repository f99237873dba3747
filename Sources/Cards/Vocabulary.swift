import Concepts

/// The words that are known to be right, and what a mistyped one was probably meant to be.
struct Vocabulary: Sendable {
  /// Words in the person's own files as often as this are taken to be meant.
  static let ownUses = 3

  private let known: Set<String>
  /// First letter to the words that a slip may be mended to, sorted.
  private let targets: [Character: [String]]

  init(lexicon: Lexicon, documents: [String] = []) {
    var known = Set(Self.split(RepairData.words)), targets = known
    for entry in lexicon.entries {
      for alias in entry.aliases where !alias.isMisspelling {
        for word in alias.key.split(separator: " ") where word.utf8.allSatisfy(RepairScanner.isLetter) {
          known.insert(String(word))
          if word.utf8.count >= 6 { targets.insert(String(word)) }
        }
      }
    }
    var counts: [String: Int] = [:]
    for document in documents {
      for piece in RepairScanner(Array(document.utf8)).pieces() where piece.sort == .word {
        counts[piece.text.lowercased(), default: 0] += 1
      }
    }
    for (word, count) in counts where count >= Self.ownUses { known.insert(word) }
    self.known = known
    self.targets = Dictionary(grouping: targets.sorted(), by: { $0.first ?? " " })
  }

  /// Words after which `its` is a mistyped `it's`.
  static let followsItIs: Set<String> = [
    "a", "an", "very", "usually", "not", "also", "just", "always", "often", "so", "too", "popular", "cheap", "cheaper",
    "easy", "easier", "hard", "possible", "impossible", "important", "better", "because", "been", "never", "really",
    "called", "like", "still", "already", "difficult", "good", "bad", "fast", "slow", "free", "fully", "the", "about",
    "used", "made", "needed", "required", "recommended", "that", "what", "how", "when", "where", "why",
  ]

  /// The right form of a word and the rule that gave it; nil when the word is right or nothing is near enough.
  func mend(_ word: String) -> (text: String, rule: String)? {
    let folded = word.lowercased()
    if let right = RepairData.typos[folded] {
      let rule = right.contains("'") && right.filter({ $0 != "'" }) == folded ? "apostrophe" : "typo"
      return (word.first?.isUppercase == true ? RepairLine.capitalized(right) : right, rule)
    }
    guard word == folded, word.utf8.count >= 5, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), !isKnown(word)
    else { return nil }
    return nearest(to: word).map { ($0, "near-word") }
  }

  /// Whether a folded word, or what it is an inflection of, is known.
  func isKnown(_ word: String) -> Bool { isKnown(word, endings: 2) }

  private func isKnown(_ word: String, endings: Int) -> Bool {
    if known.contains(word) { return true }
    guard endings > 0 else { return false }
    for (suffix, replacements) in Self.suffixes where word.hasSuffix(suffix) {
      let stem = String(word.dropLast(suffix.utf8.count))
      guard stem.utf8.count >= 2 else { continue }
      if replacements.contains(where: { isKnown(stem + $0, endings: endings - 1) }) { return true }
      if let last = stem.last, stem.dropLast().last == last, known.contains(String(stem.dropLast())) { return true }
    }
    for prefix in Self.prefixes where word.hasPrefix(prefix) && word.utf8.count > prefix.utf8.count + 3 {
      if isKnown(String(word.dropFirst(prefix.utf8.count)), endings: endings - 1) { return true }
    }
    return false
  }

  private static let suffixes: [(String, [String])] = [
    ("s", [""]), ("es", ["", "e"]), ("ies", ["y"]), ("ed", ["", "e"]), ("ied", ["y"]), ("ing", ["", "e"]),
    ("ly", ["", "le", "l"]), ("ily", ["y"]), ("er", ["", "e"]), ("ers", ["", "e"]), ("or", ["", "e"]),
    ("ors", ["", "e"]), ("est", ["", "e"]), ("able", ["", "e"]), ("ably", ["able"]), ("ment", [""]), ("ments", [""]),
    ("ness", [""]), ("ion", ["", "e"]), ("ions", ["", "e"]), ("ation", ["e", ""]), ("ations", ["e", ""]),
    ("ization", ["ize", ""]), ("isation", ["ize", ""]), ("ize", ["", "e", "y"]), ("ise", ["ize", ""]),
    ("ized", ["ize", ""]), ("ised", ["ize", ""]), ("izing", ["ize", ""]), ("ising", ["ize", ""]), ("al", ["", "e"]),
    ("ally", ["", "al"]), ("ity", ["", "e"]), ("ability", ["able"]), ("abilities", ["able"]), ("ful", [""]),
    ("less", [""]), ("ive", ["", "e"]), ("wise", [""]), ("like", [""]), ("y", ["", "e"]),
  ]
  private static let prefixes = [
    "un", "re", "non", "pre", "sub", "multi", "over", "under", "micro", "macro", "de", "dis", "in", "im", "inter",
    "auto", "co", "mis", "super", "hyper", "meta", "pseudo", "semi", "anti", "out", "up", "down", "back", "cross",
  ]

  /// The one word that a single plausible slip leads from; two or more leave the word as it is.
  private func nearest(to word: String) -> String? {
    let collapsed = Self.withoutTriples(word)
    if collapsed != word, isKnown(collapsed) { return collapsed }
    let isPlural = word.hasSuffix("s") && !word.hasSuffix("ss")
    for (stem, ending) in [(word, "")] + (isPlural ? [(String(word.dropLast()), "s")] : []) {
      let near = (targets[word.first ?? " "] ?? []).filter { Self.isSlip(stem, $0) }
      if near.count == 1 { return near[0] + ending }
      if !near.isEmpty { return nil }
    }
    return nil
  }

  private static func withoutTriples(_ word: String) -> String {
    var kept = ""
    for letter in word where !(kept.last == letter && kept.dropLast().last == letter) { kept.append(letter) }
    return kept
  }

  /// Swapped neighbours from five letters on; a letter doubled or not from six; a letter too many or too few from nine.
  /// A wrong letter is never believed: most of those make another word (`neutral`, `neural`).
  private static func isSlip(_ word: String, _ target: String) -> Bool {
    let a = Array(word.utf8), b = Array(target.utf8)
    guard abs(a.count - b.count) <= 1, b.count >= 5, EditDistance.between(word, target, atMost: 1) == 1 else {
      return false
    }
    if a.count == b.count { return a.count >= 5 && a.sorted() == b.sorted() }
    let (longer, shorter) = a.count > b.count ? (a, b) : (b, a)
    let place = shorter.indices.first { longer[$0] != shorter[$0] } ?? shorter.count
    // Of a doubled letter the second one is found first to differ.
    let isDoubled = place > 0 && longer[place] == longer[place - 1]
    return isDoubled ? a.count >= 6 : min(a.count, b.count) >= 9
  }

  static func split(_ words: String) -> [String] {
    words.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
