import Basics

/// Words without their plural and verb endings, cut from the bytes of a text.
enum Stems {
  /// The words of a text in lower case, with the marks that belong to figures; nil where it has letters beyond ASCII.
  static func words(_ text: String) -> [String]? {
    var text = text
    return text.withUTF8 { bytes in
      guard hasLettersOfASCII(bytes) else { return nil }
      var words: [String] = [], position = 0
      words.reserveCapacity(bytes.count / 5 + 1)
      while position < bytes.count {
        guard isWord(bytes[position]) else {
          position += 1
          continue
        }
        let start = position
        while position < bytes.count, isWord(bytes[position]) { position += 1 }
        var end = position
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        if end > start { words.append(stem(UnsafeBufferPointer(rebasing: bytes[start..<end]))) }
      }
      return words
    }
  }

  /// The keys of the same words, of a text in any case.
  static func keys(_ text: String) -> [WordKey]? {
    var text = text
    return text.withUTF8 { bytes in
      guard hasLettersOfASCII(bytes) else { return nil }
      var words: [WordKey] = [], position = 0
      words.reserveCapacity(bytes.count / 5 + 1)
      while position < bytes.count {
        guard isAnyWord(bytes[position]) else {
          position += 1
          continue
        }
        let start = position
        while position < bytes.count, isAnyWord(bytes[position]) { position += 1 }
        var end = position
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        if end > start { words.append(key(UnsafeBufferPointer(rebasing: bytes[start..<end]))) }
      }
      return words
    }
  }

  /// The key of the stem of a word in any case.
  private static func key(_ word: UnsafeBufferPointer<UInt8>) -> WordKey {
    var count = word.count
    @inline(__always) func letter(_ back: Int) -> UInt8 { word[count - back] | 0x20 }
    let last = letter(1)
    if last == 0x73 || last == 0x67 || last == 0x64, count >= 5, !(last == 0x73 && letter(2) == 0x73) {
      let isS = last == 0x73, before = letter(2)
      if count >= 7, isS, before == 0x65, letter(3) == 0x69 {
        let stem = UnsafeBufferPointer(rebasing: word[..<(count - 3)])
        if let key = WordKey(lettersOf: stem).appending(0x79) { return key }
        return (stem.map { $0 | 0x20 } + [0x79]).withUnsafeBufferPointer { WordKey($0) }
      }
      if count >= 7, last == 0x67, before == 0x6E, letter(3) == 0x69 {
        count -= 3
      } else if count >= 6, last == 0x64, before == 0x65 {
        count -= 2
      } else if count >= 6, isS, before == 0x65 {
        count -= 2
      } else if isS {
        count -= 1
      }
    }
    if count > 4, letter(1) == 0x65, !isVowel(letter(2)) { count -= 1 }
    return WordKey(lettersOf: UnsafeBufferPointer(rebasing: word[..<count]))
  }

  private static func isAnyWord(_ byte: UInt8) -> Bool { isWord(byte) || (0x41...0x5A).contains(byte) }

  private static func stem(_ word: UnsafeBufferPointer<UInt8>) -> String {
    var count = word.count
    func ends(_ ending: StaticString) -> Bool {
      let length = ending.utf8CodeUnitCount
      guard count >= length else { return false }
      return (0..<length).allSatisfy { word[count - length + $0] == ending.utf8Start[$0] }
    }
    if ends("s") || ends("g") || ends("d"), !ends("ss") {
      if count >= 7, ends("ies") { return String(decoding: word[..<(count - 3)], as: UTF8.self) + "y" }
      if count >= 7, ends("ing") {
        count -= 3
      } else if count >= 6, ends("ed") {
        count -= 2
      } else if count >= 6, ends("es") {
        count -= 2
      } else if count >= 5, ends("s") {
        count -= 1
      }
    }
    // Without a silent `e`, so that `table` and `tables` are one.
    if count > 4, word[count - 1] == UInt8(ascii: "e"), !isVowel(word[count - 2]) { count -= 1 }
    return String(decoding: word[..<count], as: UTF8.self)
  }

  /// Whether all that is not ASCII are dashes, quotation marks and dots (U+2010 to U+203F).
  private static func hasLettersOfASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      guard position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x80,
        bytes[position + 2] >= 0x90
      else { return false }
      position += 3
    }
    return true
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
    default: false
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "."), UInt8(ascii: "#"): true
    default: false
    }
  }
}
