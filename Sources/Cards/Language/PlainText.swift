import Basics
import Glibc

// What every line is asked many times over, answered from its bytes. Within this module these take the place of the
// standard library's members of the same names and give the same answers; those look each character up in Unicode's
// tables and search by grapheme clusters, which took a third of the time of an ingest.

extension Character {
  var isLetter: Bool {
    guard let byte = utf8.first, byte < 0x80 else { return unicodeScalars.first?.properties.isAlphabetic ?? false }
    return (0x61...0x7A).contains(byte | 0x20)
  }

  var isNumber: Bool {
    guard let byte = utf8.first, byte < 0x80 else { return unicodeScalars.first?.properties.numericType != nil }
    return (0x30...0x39).contains(byte)
  }

  var isWhitespace: Bool {
    guard let byte = utf8.first, byte < 0x80 else { return unicodeScalars.first?.properties.isWhitespace ?? false }
    return byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  var isUppercase: Bool {
    if utf8.count == 1, let byte = utf8.first { return (0x41...0x5A).contains(byte) }
    if let scalar = onlyScalar, scalar.properties.isUppercase { return true }
    return isCased && String(self) == uppercased()
  }

  var isLowercase: Bool {
    if utf8.count == 1, let byte = utf8.first { return (0x61...0x7A).contains(byte) }
    if let scalar = onlyScalar, scalar.properties.isLowercase { return true }
    return isCased && String(self) == lowercased()
  }

  private var onlyScalar: Unicode.Scalar? { unicodeScalars.count == 1 ? unicodeScalars.first : nil }
}

extension StringProtocol {
  func hasPrefix(_ prefix: String) -> Bool {
    var prefix = prefix
    let own: Bool? = utf8.withContiguousStorageIfAvailable { text in
      prefix.withUTF8 { begin in
        guard begin.count <= text.count, let first = begin.baseAddress, let start = text.baseAddress else {
          return begin.isEmpty
        }
        return memcmp(start, first, begin.count) == 0
      }
    }
    return own ?? utf8.starts(with: prefix.utf8)
  }

  func hasSuffix(_ suffix: String) -> Bool {
    var suffix = suffix
    let own: Bool? = utf8.withContiguousStorageIfAvailable { text in
      suffix.withUTF8 { end in
        guard end.count <= text.count, let last = end.baseAddress, let start = text.baseAddress else {
          return end.isEmpty
        }
        return memcmp(start + (text.count - end.count), last, end.count) == 0
      }
    }
    return own ?? utf8.reversed().starts(with: suffix.utf8.reversed())
  }

  func contains(_ needle: String) -> Bool { needle.isEmpty || firstOffset(of: needle, in: self) != nil }

  func contains(_ character: Character) -> Bool {
    guard character.utf8.count == 1, let sought = character.utf8.first, sought < 0x80, sought != 0x0A else {
      return contains { $0 == character }
    }
    // A mark after a letter may make one character of both.
    let isPlain: Bool? =
      utf8.withContiguousStorageIfAvailable { bytes in
        guard let start = bytes.baseAddress, let found = memchr(start, Int32(sought), bytes.count) else { return false }
        let next = UnsafeRawPointer(found) - UnsafeRawPointer(start) + 1
        return next == bytes.count || bytes[next] < 0x80 ? true : nil
      } ?? nil
    return isPlain ?? contains { $0 == character }
  }

  /// The first place where `needle` stands.
  func firstRange(of needle: String) -> Range<Index>? {
    guard let offset = firstOffset(of: needle, in: self) else { return nil }
    let lower = utf8.index(startIndex, offsetBy: offset)
    return lower..<utf8.index(lower, offsetBy: needle.utf8.count)
  }

  /// The number of words that spaces set apart.
  var wordCount: Int {
    let own: Int? = utf8.withContiguousStorageIfAvailable { bytes in
      var count = 0, before: UInt8 = 0x20
      for byte in bytes {
        if before == 0x20, byte != 0x20 { count += 1 }
        before = byte
      }
      return count
    }
    return own ?? split(separator: " ").count
  }

  func split(
    separator: Character, maxSplits: Int = Int.max, omittingEmptySubsequences: Bool = true
  ) -> [SubSequence] {
    guard separator.utf8.count == 1, separator != "\n", let mark = separator.utf8.first, mark < 0x80 else {
      return split(maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences) { $0 == separator }
    }
    var parts: [SubSequence] = []
    let bytes = utf8
    // The usual text: the places of all marks at once.
    let places: [Int]? =
      bytes.withContiguousStorageIfAvailable { buffer in
        var places: [Int] = [], isPlain = true
        forEachOffset(of: mark, in: buffer) { place in
          places.append(place)
          if place + 1 < buffer.count, buffer[place + 1] >= 0x80 { isPlain = false }
        }
        return isPlain ? places : nil
      } ?? nil
    if let places, maxSplits == Int.max {
      parts.reserveCapacity(places.count + 1)
      var start = startIndex, offset = 0
      for place in places {
        let end = bytes.index(start, offsetBy: place - offset)
        if start < end || !omittingEmptySubsequences { parts.append(self[start..<end]) }
        (start, offset) = (bytes.index(after: end), place + 1)
      }
      if start < endIndex || !omittingEmptySubsequences { parts.append(self[start...]) }
      return parts
    }
    var start = startIndex, position = start
    while position < endIndex, parts.count < maxSplits, let found = bytes[position...].firstIndex(of: mark) {
      let next = bytes.index(after: found)
      // A mark that combines with the separator makes another character of it.
      if next < endIndex, bytes[next] >= 0x80, self[found] != separator {
        position = next
        continue
      }
      if start < found || !omittingEmptySubsequences { parts.append(self[start..<found]) }
      (start, position) = (next, next)
    }
    if start < endIndex || !omittingEmptySubsequences { parts.append(self[start...]) }
    return parts
  }
}

extension String {
  /// The same string where nothing in it is a capital, which is the usual case.
  func lowercased() -> String {
    var text = self
    switch text.withUTF8(PlainText.casing) {
    case .small: return self
    case .capitals: return text.withUTF8(PlainText.lowered)
    case .unknown: return PlainText.lowercased(self)
    }
  }

  /// The number of characters.
  var count: Int { PlainText.isASCII(self) ? utf8.count : unicodeCount }
  private var unicodeCount: Int { reduce(0) { count, _ in count + 1 } }
}

extension Substring {
  func lowercased() -> String {
    var text = self
    switch text.withUTF8(PlainText.casing) {
    case .small: return String(self)
    case .capitals: return text.withUTF8(PlainText.lowered)
    case .unknown: return PlainText.lowercased(self)
    }
  }

  var count: Int { PlainText.isASCII(self) ? utf8.count : unicodeCount }
  private var unicodeCount: Int { reduce(0) { count, _ in count + 1 } }
}

private enum PlainText {
  enum Casing { case small, capitals, unknown }

  /// Whether a text is of ASCII, and has capitals. Eight bytes at a time.
  static func casing(_ bytes: UnsafeBufferPointer<UInt8>) -> Casing {
    var position = 0, capitals: UInt64 = 0, high: UInt64 = 0
    if let start = bytes.baseAddress.map({ UnsafeRawPointer($0) }) {
      while position + 8 <= bytes.count {
        let word = (start + position).loadUnaligned(as: UInt64.self)
        high |= word
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        capitals |= (low &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(low &+ 0x2525_2525_2525_2525)
        position += 8
      }
    }
    var hasCapital = capitals & 0x8080_8080_8080_8080 != 0, hasOther = high & 0x8080_8080_8080_8080 != 0
    while position < bytes.count {
      if (0x41...0x5A).contains(bytes[position]) { hasCapital = true }
      if bytes[position] >= 0x80 { hasOther = true }
      position += 1
    }
    return hasOther ? .unknown : hasCapital ? .capitals : .small
  }

  static func lowered(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { room in
      for position in bytes.indices {
        let byte = bytes[position]
        room[position] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      }
      return bytes.count
    }
  }

  /// The standard library's.
  static func lowercased(_ text: some StringProtocol) -> String { text.lowercased() }

  /// Whether each byte is a character.
  static func isASCII(_ text: some StringProtocol) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D }
    } ?? false
  }
}
