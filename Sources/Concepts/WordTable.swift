/// The words of a lexicon's names, each with a number, found by the bytes of a text without making strings of them.
///
/// Open addressing over FNV-1a; at most half of the slots are taken.
struct WordTable: Hashable, Sendable {
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  /// All words one after the other, and where each ends.
  private var letters: [UInt8] = []
  private var ends: [Int32] = []

  var count: Int { ends.count }

  /// The number of a word in lower case, which is added where it is new.
  mutating func add(_ word: String) -> Int32 {
    let bytes = Array(word.utf8)
    let known = bytes.withUnsafeBufferPointer { number(of: $0, tail: nil) }
    if known >= 0 { return known }
    letters += bytes
    ends.append(Int32(letters.count))
    if ends.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 4)
      for number in ends.indices { place(Int32(number)) }
    } else {
      place(Int32(ends.count - 1))
    }
    return Int32(ends.count - 1)
  }

  private mutating func place(_ number: Int32) {
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    var hash = Self.basis
    for letter in letters[start..<Int(ends[Int(number)])] { hash = Self.mixed(hash, letter) }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = number
  }

  /// The number of the word with these bytes, with `tail` after them; capital letters of ASCII count as small ones. -1
  /// when no name has the word.
  func number(of bytes: UnsafeBufferPointer<UInt8>, tail: UInt8?) -> Int32 {
    var hash = Self.basis
    for byte in bytes { hash = Self.mixed(hash, Self.small(byte)) }
    if let tail { hash = Self.mixed(hash, tail) }
    let length = bytes.count + (tail == nil ? 0 : 1)
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot]), start = number == 0 ? 0 : Int(ends[number - 1])
      if Int(ends[number]) - start == length {
        var position = 0
        while position < bytes.count, letters[start + position] == Self.small(bytes[position]) { position += 1 }
        if position == bytes.count, tail == nil || letters[start + position] == tail { return Int32(number) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }

  func number(of word: String) -> Int32 {
    var word = word
    return word.withUTF8 { number(of: $0, tail: nil) }
  }

  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  @inline(__always) private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  @inline(__always) private static func small(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
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
          number: number(of: bytes, tail: nil), singular: singular(of: bytes))
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
          NumberedWord(start: start, end: position, number: number(of: word, tail: nil), singular: singular(of: word)))
      } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
        continue
      } else if byte == 0x2D, start > 0, Self.isLetter(bytes[start - 1]), position < bytes.count,
        Self.isLetter(bytes[position])
      {
        continue
      } else {
        let mark = UnsafeBufferPointer(rebasing: bytes[start..<position])
        words.append(
          NumberedWord(start: start, end: position, number: number(of: mark, tail: nil), singular: -1))
      }
    }
    return words
  }

  /// `policies` gives the number of `policy`, `tables` that of `table`.
  private func singular(of word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let count = word.count
    guard count >= 3, word[count - 1] | 0x20 == 0x73, word[count - 2] | 0x20 != 0x73 else { return -1 }
    func without(_ ending: Int, tail: UInt8? = nil) -> Int32 {
      number(of: UnsafeBufferPointer(rebasing: word[..<(count - ending)]), tail: tail)
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
