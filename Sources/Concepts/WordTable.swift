import Basics

/// The words of a lexicon's names, each with a number, found by the bytes of a text without making strings of them.
struct WordTable: Hashable, Sendable {
  private var map = WordMap<Int32>()

  var count: Int { map.count }

  static func == (left: WordTable, right: WordTable) -> Bool { left.map.keys == right.map.keys }
  func hash(into hasher: inout Hasher) { hasher.combine(map.count) }

  /// The number of a word in lower case, which is added where it is new.
  mutating func add(_ word: String) -> Int32 {
    let key = WordKey(word), new = Int32(map.count)
    if let known = map[key] { return known }
    map[key, default: new] = new
    return new
  }

  /// The number of a word, -1 when no name has it.
  private func number(of key: WordKey) -> Int32 { map[key] ?? -1 }

  /// The number of the word with these bytes, with `tail` after them.
  private func number(of bytes: UnsafeBufferPointer<UInt8>, tail: UInt8? = nil, isFolded: Bool) -> Int32 {
    let key = isFolded ? WordKey(bytes) : WordKey(lettersOf: bytes)
    guard let tail else { return number(of: key) }
    if let longer = key.appending(tail) { return number(of: longer) }
    let letters = bytes.map { isFolded ? $0 : $0 | 0x20 } + [tail]
    return letters.withUnsafeBufferPointer { number(of: WordKey($0)) }
  }
}

/// A word of a text as the lexicon numbers it.
struct NumberedWord {
  /// UTF-8 offsets.
  let start: Int, end: Int
  /// In the lexicon's table, -1 for a word that no name has.
  let number: Int32
  /// Of the singular, where the word has the form of a plural; else -1.
  let singular: Int32
}

extension WordTable {
  /// The words and marks of a text, cut as `LexiconWord` cuts them.
  func words(in text: String) -> [NumberedWord] {
    var text = text
    let fast: [NumberedWord]? = text.withUTF8 { bytes in
      bytes.contains { $0 >= 0x80 } ? nil : words(ofASCII: bytes)
    }
    if let fast { return fast }
    return LexiconWord.words(in: text).map { word in
      let start = text.utf8.distance(from: text.startIndex, to: word.range.lowerBound)
      var folded = word.folded
      return folded.withUTF8 { bytes in
        NumberedWord(
          start: start, end: start + text.utf8.distance(from: word.range.lowerBound, to: word.range.upperBound),
          number: number(of: bytes, isFolded: true), singular: singular(of: bytes, isFolded: true))
      }
    }
  }

  private func words(ofASCII bytes: UnsafeBufferPointer<UInt8>) -> [NumberedWord] {
    var words: [NumberedWord] = []
    words.reserveCapacity(bytes.count / 5 + 4)
    var position = 0
    while position < bytes.count {
      let start = position, byte = bytes[position]
      position += 1
      if Self.isLetter(byte) {
        while position < bytes.count, Self.isLetter(bytes[position]) { position += 1 }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<position])
        words.append(
          NumberedWord(
            start: start, end: position, number: number(of: word, isFolded: false),
            singular: singular(of: word, isFolded: false)))
      } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
        continue
      } else if byte == 0x2D, start > 0, Self.isLetter(bytes[start - 1]), position < bytes.count,
        Self.isLetter(bytes[position])
      {
        continue
      } else {
        let mark = UnsafeBufferPointer(rebasing: bytes[start..<position])
        words.append(
          NumberedWord(start: start, end: position, number: number(of: mark, isFolded: true), singular: -1))
      }
    }
    return words
  }

  /// `policies` gives the number of `policy`, `tables` that of `table`.
  private func singular(of word: UnsafeBufferPointer<UInt8>, isFolded: Bool) -> Int32 {
    let count = word.count
    guard count >= 3, word[count - 1] | 0x20 == 0x73, word[count - 2] | 0x20 != 0x73 else { return -1 }
    func without(_ ending: Int, tail: UInt8? = nil) -> Int32 {
      number(of: UnsafeBufferPointer(rebasing: word[..<(count - ending)]), tail: tail, isFolded: isFolded)
    }
    if word[count - 2] | 0x20 == 0x65 {
      if count > 4, word[count - 3] | 0x20 == 0x69 { return without(3, tail: 0x79) }
      if word[count - 3] | 0x20 == 0x78 { return without(2) }
      if count > 3, word[count - 3] | 0x20 == 0x73, word[count - 4] | 0x20 == 0x73 { return without(2) }
    }
    return without(1)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
