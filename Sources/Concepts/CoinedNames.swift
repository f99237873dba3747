/// How names that no lexicon knows are written, folded and told from sentences.
extension GraphReading {
  /// `Light reactions` gives `light-reactions`.
  static func slug(_ name: String) -> String {
    var slug = ""
    for character in name.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, slug.last != "-", character != "'" {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "concept" : slug
  }

  /// Lower case, words joined by one space, the last one singular.
  static func foldedName(_ name: String) -> String {
    var words = LexiconWord.words(in: name).map(\.folded)
    if let last = words.popLast() { words.append(singular(last)) }
    return words.joined(separator: " ")
  }

  static func singular(_ word: String) -> String {
    if let irregular = irregulars[word] { return irregular }
    for ending in ["xes", "sses", "shes", "nches", "tches", "rches"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    guard word.utf8.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is")
    else { return word }
    return word.hasSuffix("ies") ? word.dropLast(3) + "y" : String(word.dropLast())
  }

  private static let irregulars = [
    "indices": "index", "vertices": "vertex", "matrices": "matrix", "analyses": "analysis", "hypotheses": "hypothesis",
    "axes": "axis", "mitochondria": "mitochondrion", "bacteria": "bacterium", "nuclei": "nucleus", "genera": "genus",
    "species": "species", "series": "series", "people": "people",
  ]

  static func slice(_ text: String, _ range: Range<Int>) -> String {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    return String(text[start..<text.utf8.index(text.startIndex, offsetBy: range.upperBound)])
  }

  static func capitalized(_ name: String) -> String {
    guard let first = name.first, first.isLowercase, !name.dropFirst().prefix(3).contains(where: \.isUppercase) else {
      return name
    }
    return first.uppercased() + name.dropFirst()
  }

  /// `Time to Live (TTL)` as its two parts.
  static func nameAndAbbreviation(_ text: String) -> (name: String, abbreviation: String?) {
    guard let found = Abbreviations.find(in: text).first else { return (text, nil) }
    return (found.name, found.abbreviation)
  }
}

/// `long name (LN)`.
enum Abbreviations {
  /// Pairs whose abbreviation has the initials of the words before it, or letters from within them.
  static func find(in text: String) -> [(name: String, abbreviation: String)] {
    guard text.contains("(") else { return [] }
    var found: [(name: String, abbreviation: String)] = []
    let words = LexiconWord.words(in: text)
    for position in words.indices where words[position].folded == "(" {
      guard position + 2 < words.count, words[position + 2].folded == ")" else { continue }
      let letters = words[position + 1].folded
      let written = text[words[position + 1].range]
      guard (2...6).contains(letters.utf8.count), letters.utf8.allSatisfy({ isLetter($0) || isDigit($0) }),
        letters.utf8.contains(where: isLetter), written == written.uppercased()
      else { continue }
      guard
        let start = firstWord(of: letters, before: position, in: words)
          ?? firstWordWithin(of: letters, before: position, in: words)
      else { continue }
      found.append(
        (String(text[words[start].range.lowerBound..<words[position - 1].range.upperBound]), String(written)))
    }
    return found
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The word at which a name with these initials begins; small words need no letter, and `2` begins `two` and
  /// `second`.
  private static func firstWord(of letters: String, before end: Int, in words: [LexiconWord]) -> Int? {
    var wanted = Array(letters), position = end - 1
    while let letter = wanted.last {
      guard position >= 0, end - position <= 8 else { return nil }
      let word = words[position].folded
      guard let first = word.first, first.isLetter || first.isNumber else { return nil }
      if first == letter || numbers[letter]?.contains(word) == true {
        wanted.removeLast()
        if wanted.isEmpty { return position }
      } else if !GenericWords.small.contains(word) {
        return nil
      }
      position -= 1
    }
    return nil
  }

  /// `adenosine triphosphate (ATP)`: every word gives its first letter, and the rest comes from within, in order.
  private static func firstWordWithin(of letters: String, before end: Int, in words: [LexiconWord]) -> Int? {
    guard letters.utf8.allSatisfy(isLetter) else { return nil }
    for count in 1..<max(2, letters.utf8.count) where end - count >= 0 {
      let long = words[(end - count)..<end].map(\.folded)
      guard long.allSatisfy({ $0.first?.isLetter == true && $0.utf8.count >= 4 }), long.first?.first == letters.first
      else { continue }
      if covers(long, Array(letters)) { return end - count }
    }
    return nil
  }

  private static func covers(_ words: [String], _ letters: [Character]) -> Bool {
    var next = 0
    for (position, word) in words.enumerated() {
      guard next < letters.count, word.first == letters[next] else { return false }
      next += 1
      let isLast = position == words.count - 1
      for character in word.dropFirst() where next < letters.count && character == letters[next] {
        // A letter that begins the next word is that word's.
        if !isLast, words[position + 1].first == letters[next] { break }
        next += 1
      }
    }
    return next == letters.count
  }

  private static let numbers: [Character: Set<String>] = [
    "1": ["one", "first", "single"], "2": ["two", "second", "double"], "3": ["three", "third", "triple"],
    "4": ["four", "fourth"], "5": ["five", "fifth"], "6": ["six", "sixth"],
  ]
}

/// `X is a Y`.
enum Definitions {
  /// What a sentence defines: the words before its first `is a`, `is an`, `is the`, `was a`, `means`, `refers to`; before
  /// `are` and `were` only where an article and a capital show a name (`The Girondins were`).
  static func subject(of sentence: String) -> String? {
    var text = Substring(sentence)
    while text.first?.isWhitespace == true { text.removeFirst() }
    for verb in [
      " is a ", " is an ", " is the ", " was a ", " was an ", " was the ", " are ", " were ", " means ",
      " refers to ",
    ] {
      guard let cut = HeadingShape.firstRange(of: verb, in: String(text)) else { continue }
      var name = String(String(text)[..<cut.lowerBound])
      var hasArticle = false
      for article in ["the ", "The ", "a ", "A ", "an ", "An "] where name.hasPrefix(article) {
        name = String(name.dropFirst(article.count))
        hasArticle = true
        break
      }
      let count = name.split(separator: " ").count
      let isPlural = verb == " are " || verb == " were "
      guard count <= (isPlural ? 2 : 3), !isPlural || hasArticle && name.first?.isUppercase == true,
        GenericWords.canName(name), !name.contains(where: { ",:()".contains($0) })
      else { return nil }
      return name
    }
    return nil
  }
}
