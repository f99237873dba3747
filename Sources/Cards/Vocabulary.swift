import Concepts

/// The words that are known to be right, and what a mistyped one was probably meant to be.
struct Vocabulary: Sendable {
  /// Words in the person's own files as often as this are taken to be meant.
  static let ownUses = 3

  private let known: Set<String>
  /// The words that a slip may be mended to, sorted, by first letter.
  private let targets: [UInt8: [Target]]
  /// What became of each distinct word of the texts: they are few beside the places where they stand.
  private var verdicts: [String: Verdict] = [:]

  private enum Verdict: Sendable { case right, typo(String, rule: String), near(String) }
  private struct Target: Sendable {
    let word: String
    let length: Int
    /// One bit for each letter in it: most words are told apart without a comparison.
    let letters: UInt32

    init(_ word: String) {
      self.word = word
      length = word.utf8.count
      letters = word.utf8.reduce(0) { $0 | 1 << (UInt32($1) & 31) }
    }
  }

  init(lexicon: Lexicon, texts: some Sequence<String>) {
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
    for text in texts {
      RepairScanner(Array(text.utf8)).forEachPiece { sort, bytes in
        if sort == .word { counts[String(decoding: bytes, as: UTF8.self).lowercased(), default: 0] += 1 }
      }
    }
    for (word, count) in counts where count >= Self.ownUses { known.insert(word) }
    self.known = known
    self.targets = Dictionary(grouping: targets.sorted().map(Target.init), by: { $0.word.utf8.first ?? 0x20 })
    var verdicts: [String: Verdict] = [:]
    for word in counts.keys { verdicts[word] = verdict(word) }
    self.verdicts = verdicts
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
    mend(word, folded: word.lowercased())
  }

  func mend(_ word: String, folded: String) -> (text: String, rule: String)? {
    switch verdicts[folded] ?? verdict(folded) {
    case .right: nil
    case .typo(let right, let rule):
      (word.first?.isUppercase == true ? RepairLine.capitalized(right) : right, rule)
    case .near(let right): word == folded ? (right, "near-word") : nil
    }
  }

  private func verdict(_ folded: String) -> Verdict {
    if let right = RepairData.typos[folded] {
      return .typo(
        right, rule: right.contains("'") && right.filter({ $0 != "'" }) == folded ? "apostrophe" : "typo")
    }
    guard folded.utf8.count >= 5, folded.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), !isKnown(folded) else {
      return .right
    }
    return nearest(to: folded).map { .near($0) } ?? .right
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
      let sought = Target(stem)
      let near = (targets[sought.word.utf8.first ?? 0x20] ?? []).filter { target in
        let difference = target.length - sought.length
        guard abs(difference) <= 1, (target.letters ^ sought.letters).nonzeroBitCount <= abs(difference) else {
          return false
        }
        return Self.isSlip(stem, target.word)
      }
      if near.count == 1 { return near[0].word + ending }
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
