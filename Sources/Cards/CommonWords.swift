import Basics
import Concepts
import Notes

/// Words that are written with a small letter inside a sentence: those that a note writes so, and those of the word list.
public struct CommonWords: Sendable {
  private var own = WordSet(), names = WordSet()
  private var vocabulary: Vocabulary?

  public init() {}

  init(of document: Document, vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    for block in document.blocks where block.isProse || block.isHeading {
      guard block.isProse else { continue }
      var plain = block.plain
      if plain.withUTF8({ add(bytes: $0) }) { continue }
      var before: Character = "."
      for word in block.plain.split(separator: " ") {
        let letters = word.prefix { $0.isLetter }
        if !".:!?-–".contains(before), letters.count > 2, letters.first?.isUppercase == true,
          letters.dropFirst().allSatisfy(\.isLowercase)
        {
          names.insert(letters.lowercased())
        }
        before = word.last ?? "."
      }
      for word in block.plain.split(whereSeparator: { !$0.isLetter && $0 != "-" }).dropFirst()
      where word.first?.isLowercase == true && word.count > 2 {
        own.insert(String(word))
      }
    }
  }

  /// The words of a text of ASCII, by its bytes; false for another.
  private mutating func add(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !bytes.contains(where: { $0 >= 0x80 }) else { return false }
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    func isSmall(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    var position = 0, before = UInt8(ascii: ".")
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != 0x20 { position += 1 }
      if position > start {
        var end = start
        while end < position, isLetter(bytes[end]) { end += 1 }
        let isWithin =
          switch before {
          case 0x2E, 0x3A, 0x21, 0x3F, 0x2D: false
          default: true
          }
        if isWithin, end - start > 2, !isSmall(bytes[start]),
          bytes[(start + 1)..<end].allSatisfy(isSmall)
        {
          names.insert(WordKey(lettersOf: UnsafeBufferPointer(rebasing: bytes[start..<end])))
        }
        before = bytes[position - 1]
      }
      position += 1
    }
    position = 0
    var isFirst = true
    while position < bytes.count {
      let start = position
      while position < bytes.count, isLetter(bytes[position]) || bytes[position] == 0x2D { position += 1 }
      if position > start {
        if !isFirst, position - start > 2, isSmall(bytes[start]) {
          own.insert(WordKey(UnsafeBufferPointer(rebasing: bytes[start..<position])))
        }
        isFirst = false
      }
      position += 1
    }
    return true
  }

  /// The text with a small first letter, when its first word is a common one.
  func lowered(_ text: String, lexicon: Lexicon) -> String {
    let word = text.prefix { $0.isLetter || $0 == "-" }
    guard word.count > 2, let first = word.first, first.isUppercase,
      word.dropFirst().allSatisfy({ $0.isLowercase || $0 == "-" }),
      word.count < text.count
    else { return text }
    let lower = word.lowercased()
    guard isCommon(lower, text), !Quantity.months.contains(lower) else { return text }
    // Names of several words keep their capitals: `Central Park`.
    let next = text.dropFirst(word.count).drop { $0 == " " }.prefix { $0.isLetter }
    if next.count > 1, next.first?.isUppercase == true, next.dropFirst().allSatisfy(\.isLowercase) { return text }
    if let match = lexicon.matches(in: text).first, match.range.lowerBound == text.startIndex,
      match.alias.display.first?.isUppercase == true
    {
      return text
    }
    return lower + text.dropFirst(word.count)
  }

  private func isCommon(_ word: String, _ text: String) -> Bool {
    if own.contains(word) { return true }
    if names.contains(word) { return false }
    if word.split(separator: "-").allSatisfy({ vocabulary?.isKnown(String($0)) == true }) { return true }
    if Verbs.english.base(of: word) != nil || Verbs.english.base(ofGerund: word) != nil
      || Verbs.english.base(ofParticiple: word) != nil
    {
      return true
    }
    if word.count > 6,
      [
        "tion", "ment", "ance", "ence", "ness", "ity", "ism", "osis", "esis", "logy", "ysis", "phyll", "tive", "ical",
        "tal",
      ].contains(where: { word.hasSuffix($0) })
    {
      return true
    }
    // A plural with a plural verb is no name: `Prokaryotes have`.
    guard Token.looksPlural(word) else { return false }
    let next = text.split(separator: " ").dropFirst().first.map { $0.lowercased() } ?? ""
    return ["are", "were", "have", "do", "can", "must", "may", "that", "of"].contains(next)
      || Verbs.english.base(of: next) != nil
  }
}
