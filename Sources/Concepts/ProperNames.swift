import Basics
import Notes

/// Names that a text itself marks as names: capitals within a sentence, and abbreviations in capitals.
///
/// Read only where no lexicon rules the field, and only what is named in two blocks or more: said once, it is a detail.
struct ProperNames {
  struct Found {
    let name: String
    let section: SectionKey
  }
  private struct Sighting {
    let name: String
    let section: SectionKey
    var blocks: Set<Int> = []
    /// Whether it stood within a sentence, where a capital means something.
    var isWithin = false
  }
  private var sightings: [String: Sighting] = [:]
  private var order: [String] = []
  private var blockCount = 0

  /// In the order of the notes.
  var found: [Found] {
    order.compactMap { key in
      guard let sighting = sightings[key], sighting.blocks.count >= 2, sighting.isWithin else { return nil }
      return Found(name: sighting.name, section: sighting.section)
    }
  }

  /// - Parameter isHeading: A heading counts as a place but proves nothing: headings have capitals anyway.
  mutating func read(_ text: String, in section: SectionKey, isHeading: Bool = false) {
    blockCount += 1
    let words = LexiconWord.words(in: text)
    let capitals = words.count { Self.isAllCapitals(text[$0.range]) }
    var position = 0, isStart = true
    while position < words.count {
      let word = text[words[position].range]
      if Self.isAcronym(word), capitals * 2 <= words.count {
        see(String(word), in: section, isWithin: !isHeading)
        position += 1
        isStart = false
      } else if Self.isCapitalized(word) {
        let end = runEnd(from: position, of: words, in: text)
        add(words[position..<end], of: text, in: section, isStart: isStart || isHeading)
        position = end
        isStart = false
      } else {
        isStart = Self.ends.contains(words[position].folded)
        position += 1
      }
    }
  }

  private mutating func add(
    _ run: ArraySlice<LexiconWord>, of text: String, in section: SectionKey, isStart: Bool
  ) {
    var run = run, isStart = isStart
    // `The Third Estate`: the article took the capital of the sentence.
    if let first = run.first, Self.openers.contains(first.folded) {
      run = run.dropFirst()
      isStart = false
    }
    guard let first = run.first, let last = run.last, run.count <= 5 else { return }
    guard !run.allSatisfy({ Self.calendar.contains($0.folded) }), !Self.pronouns.contains(first.folded) else { return }
    let name = String(text[first.range.lowerBound..<last.range.upperBound])
    guard name.utf8.count > 3, GenericWords.canName(name) else { return }
    see(name, in: section, isWithin: !isStart)
  }

  private mutating func see(_ name: String, in section: SectionKey, isWithin: Bool) {
    let key = GraphReading.foldedName(name)
    if sightings[key] == nil {
      sightings[key] = Sighting(name: name, section: section)
      order.append(key)
    }
    sightings[key]?.blocks.insert(blockCount)
    if isWithin { sightings[key]?.isWithin = true }
  }

  /// Past the last capital of a name; `of` and `the` may stand inside (`Committee of Public Safety`).
  private func runEnd(from start: Int, of words: [LexiconWord], in text: String) -> Int {
    var end = start + 1
    while end < words.count {
      guard Self.isJoined(words[end - 1], words[end], in: text) else { break }
      if Self.isCapitalized(text[words[end].range]) || Self.isAllCapitals(text[words[end].range]) {
        end += 1
        continue
      }
      var next = end
      while next < words.count, next - end < 2, ["of", "the", "de", "von", "van"].contains(words[next].folded) {
        next += 1
      }
      guard next > end, words[end].folded != "the", next < words.count, Self.isCapitalized(text[words[next].range])
      else { break }
      end = next + 1
    }
    return end
  }

  /// Whether only a space or a hyphen stands between them.
  private static func isJoined(_ one: LexiconWord, _ other: LexiconWord, in text: String) -> Bool {
    let between = text[one.range.upperBound..<other.range.lowerBound]
    return between == " " || between == "-" || between.isEmpty && other.range.lowerBound > one.range.upperBound
  }

  private static func isCapitalized(_ word: Substring) -> Bool {
    guard let first = word.first, first.isUppercase else { return false }
    return word.dropFirst().contains(where: \.isLowercase)
  }
  private static func isAllCapitals(_ word: Substring) -> Bool {
    word.first?.isUppercase == true && !word.contains(where: \.isLowercase)
  }

  /// Three to six capitals and digits, two capitals at least, and no Roman numeral.
  private static func isAcronym(_ word: Substring) -> Bool {
    guard (3...6).contains(word.utf8.count), isAllCapitals(word), word.count(where: \.isUppercase) >= 2 else {
      return false
    }
    return !word.allSatisfy { "IVXLCM".contains($0) } && !shouts.contains(String(word))
  }

  private static let ends: Set<String> = [".", "!", "?", ":", "(", ";", "-", "–", "—", "\"", "“", "•", "|", ">"]
  private static let openers: Set<String> = ["the", "a", "an", "in", "on", "at", "this", "that", "these", "those"]
  private static let pronouns: Set<String> = [
    "it", "he", "she", "they", "we", "you", "its", "his", "her", "their", "our", "there", "when", "while", "after",
    "before", "if", "as", "but", "and", "or", "so", "because", "although", "both", "each", "every", "all", "some",
    "many",
    "most", "no", "not", "to", "for", "from", "with", "by", "under", "over",
  ]
  private static let calendar: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  private static let shouts: Set<String> = [
    "TODO", "NOTE", "NOTES", "FAQ", "TIP", "TIPS", "IMPORTANT", "WARNING", "WARN", "INFO", "AND", "NOT", "THE", "ALL",
    "MUST", "YES", "BCE", "USA", "TBD", "FIXME", "ASAP", "ETC", "DOES", "ONLY", "ALSO", "THIS", "NEVER", "ALWAYS",
  ]

  /// Whether capitals mean names in these texts; in German every noun has one.
  static func areMarked(in texts: some Sequence<String>) -> Bool {
    var english = 0, german = 0
    for text in texts {
      for word in LexiconWord.words(in: text) {
        switch word.folded {
        case "the", "of", "and", "is", "to", "are": english += 1
        case "der", "die", "das", "und", "ist", "eine", "ein", "nicht": german += 1
        default: break
        }
      }
    }
    return german <= english
  }
}
