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
