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
    guard word.utf8.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is")
    else { return word }
    return word.hasSuffix("ies") ? word.dropLast(3) + "y" : String(word.dropLast())
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
  /// Pairs whose abbreviation has the initials of the words before it.
  static func find(in text: String) -> [(name: String, abbreviation: String)] {
    guard text.contains("(") else { return [] }
    var found: [(name: String, abbreviation: String)] = []
    let words = LexiconWord.words(in: text)
    for position in words.indices where words[position].folded == "(" {
      guard position + 2 < words.count, words[position + 2].folded == ")" else { continue }
      let letters = words[position + 1].folded
      let written = text[words[position + 1].range]
      guard (2...6).contains(letters.utf8.count), letters.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
        written == written.uppercased()
      else { continue }
      guard let start = firstWord(of: letters, before: position, in: words) else { continue }
      found.append(
        (String(text[words[start].range.lowerBound..<words[position - 1].range.upperBound]), String(written)))
    }
    return found
  }

  /// The word at which a name with these initials begins; small words need no letter.
  private static func firstWord(of letters: String, before end: Int, in words: [LexiconWord]) -> Int? {
    var wanted = Array(letters), position = end - 1
    while let letter = wanted.last {
      guard position >= 0, end - position <= 8, words[position].folded.first?.isLetter == true else { return nil }
      if words[position].folded.first == letter {
        wanted.removeLast()
        if wanted.isEmpty { return position }
      } else if !GenericWords.small.contains(words[position].folded) {
        return nil
      }
      position -= 1
    }
    return nil
  }
}

/// `X is a Y`.
enum Definitions {
  /// What a sentence defines: the words before its first `is a`, `is an`, `is the`, `are`.
  static func subject(of text: String) -> String? {
    for verb in [" is a ", " is an ", " is the ", " are ", " means ", " refers to "] {
      guard let cut = HeadingShape.firstRange(of: verb, in: text) else { continue }
      var name = String(text[..<cut.lowerBound])
      for article in ["the ", "The ", "a ", "A ", "an ", "An "] where name.hasPrefix(article) {
        name = String(name.dropFirst(article.count))
        break
      }
      let count = name.split(separator: " ").count
      guard count <= 3, verb != " are " || count <= 2, GenericWords.canName(name),
        !name.contains(where: { ",:()".contains($0) })
      else { return nil }
      return name
    }
    return nil
  }
}
