import Basics

/// Where sentences begin and end, so that no relation is read across them.
enum Sentences {
  /// Words before a full stop that ends no sentence.
  private static let abbreviations: Set<String> = [
    "e.g", "i.e", "eg", "ie", "vs", "cf", "approx", "etc", "ca", "no", "st", "dr", "mr", "mrs", "fig", "resp", "incl",
    "e", "i", "g",
  ]

  /// UTF-8 ranges that together cover `text`; a sentence ends with `.`, `!` or `?` and a space, or with a semicolon.
  static func ranges(in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = [], start = 0, position = 0
    while position < bytes.count {
      let byte = bytes[position]
      let isStop = byte == 0x2E || byte == 0x21 || byte == 0x3F
      let isSpaced = position + 1 < bytes.count && (bytes[position + 1] == 0x20 || bytes[position + 1] == 0x0A)
      if byte == 0x3B || isStop && isSpaced && !(byte == 0x2E && isAbbreviation(bytes, before: position, from: start)) {
        ranges.append(start..<(position + 1))
        start = position + 1
      }
      position += 1
    }
    if start < bytes.count || ranges.isEmpty { ranges.append(start..<bytes.count) }
    return ranges
  }

  private static func isAbbreviation(_ bytes: [UInt8], before stop: Int, from start: Int) -> Bool {
    var first = stop
    while first > start, bytes[first - 1] > 0x20, bytes[first - 1] != 0x28 { first -= 1 }
    let word = String(decoding: bytes[first..<stop], as: UTF8.self).lowercased()
    return abbreviations.contains(word)
  }
}

extension GraphReading.ReadBlock {
  /// A sentence with the names in it that stand on their own.
  struct Sentence {
    let range: Range<Int>
    let mentions: [GraphReading.Mention]
  }

  var sentences: [Sentence] {
    let own = mentions.filter { !$0.isNested }
    guard !own.isEmpty else { return [] }
    return Sentences.ranges(in: text).map { range in
      Sentence(range: range, mentions: own.filter { range.contains($0.range.lowerBound) })
    }
  }

  /// Words between two places of the text, folded.
  func words(from: Int, to: Int) -> [String] {
    guard from < to else { return [] }
    let text = String(decoding: Array(text.utf8)[from..<to], as: UTF8.self)
    return LexiconWord.words(in: text).map(\.folded)
  }
}
