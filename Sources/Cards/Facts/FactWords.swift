/// A text cut into what statements about facts are recognised by: word stems, and quantities in one unit per dimension.
///
/// `600000gb-seconds`, `600,000 GB-s` and `0.6 million GB-seconds` are one token, and so are `15 mins` and `900 s`.
struct FactWords: Sendable {
  enum Dimension: Hashable, Sendable { case none, bytes, seconds, gigabyteSeconds, dollars, percent }

  enum Term: Hashable, Sendable {
    /// Compared by stem; prefixes are looked for in what is written.
    case word(stem: String, written: String)
    case quantity(Double, Dimension)
    /// The end of a sentence or clause, across which no phrase reaches.
    case end
  }

  struct Token: Hashable, Sendable {
    let term: Term
    let range: Range<String.Index>
  }

  /// In order, without fillers such as `the` and `of`.
  let tokens: [Token]

  init(_ text: String) {
    var tokens: [Token] = []
    let pieces = Self.pieces(text)
    var index = 0
    while index < pieces.count {
      let piece = pieces[index]
      switch piece.sort {
      case .number:
        let (term, next) = Self.quantity(pieces, at: index)
        let isMoney = index > 0 && pieces[index - 1].folded == "$" && piece.isGlued
        let start = (isMoney ? pieces[index - 1] : piece).range.lowerBound
        tokens.append(Token(term: term, range: start..<pieces[next - 1].range.upperBound))
        index = next
        continue
      case .word:
        // `a million` is a number, `a table` is not.
        if let value = Self.numerals[piece.folded],
          !Self.articles.contains(piece.folded)
            || index + 1 < pieces.count && Self.isScale(pieces[index + 1].folded)
        {
          let (term, next) = Self.quantity(pieces, at: index, value: value)
          tokens.append(Token(term: term, range: piece.range.lowerBound..<pieces[next - 1].range.upperBound))
          index = next
          continue
        }
        let joined = Self.compound(pieces, at: index)
        if let joined {
          tokens.append(
            Token(
              term: .word(stem: Self.stem(joined.word), written: joined.word),
              range: piece.range.lowerBound..<pieces[joined.next - 1].range.upperBound))
          index = joined.next
          continue
        }
        if !Self.fillers.contains(piece.folded) {
          tokens.append(Token(term: .word(stem: Self.stem(piece.folded), written: piece.folded), range: piece.range))
        }
      case .mark:
        if Self.ends.contains(piece.folded), tokens.last?.term != .end {
          tokens.append(Token(term: .end, range: piece.range))
        }
      }
      index += 1
    }
    self.tokens = tokens
  }

  var terms: [Term] { tokens.map(\.term) }

  // MARK: - Pieces

  private struct Piece {
    enum Sort { case word, number, mark }
    let sort: Sort
    let folded: String
    let range: Range<String.Index>
    let isGlued: Bool
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    let scalars = text.unicodeScalars
    var position = scalars.startIndex, isGlued = false
    func at(_ index: String.Index) -> Unicode.Scalar? { index < scalars.endIndex ? scalars[index] : nil }
    while position < scalars.endIndex {
      let start = position, scalar = scalars[position]
      scalars.formIndex(after: &position)
      var sort = Piece.Sort.mark, folded = ""
      if isDigit(scalar) {
        sort = .number
        folded.unicodeScalars.append(scalar)
        while let next = at(position) {
          if next == "," || next == "." || next == "_" || next == " " && isGroup(scalars, after: position) {
            let after = at(scalars.index(after: position))
            guard let after, isDigit(after), next != "," || isGroup(scalars, after: position) else { break }
            if next == "." { folded.append(".") }
          } else if isDigit(next) {
            folded.unicodeScalars.append(next)
          } else {
            break
          }
          scalars.formIndex(after: &position)
        }
      } else if isLetter(scalar) {
        sort = .word
        var hasApostrophe = false
        while let next = at(position), isLetter(next) || isDigit(next) || next == "'" || next == "’" {
          if next == "'" || next == "’" { hasApostrophe = true }
          scalars.formIndex(after: &position)
        }
        folded = text[start..<position].lowercased()
        if hasApostrophe { folded = folded.filter { $0 != "'" && $0 != "’" } }
        while let next = at(position), next == "#" {
          folded.append("#")
          scalars.formIndex(after: &position)
        }
      } else if scalar == " " || scalar.properties.isWhitespace {
        isGlued = false
        continue
      } else {
        folded.unicodeScalars.append(scalar)
        if scalar == ".", let next = at(position), !next.properties.isWhitespace { folded = "·" }
      }
      pieces.append(Piece(sort: sort, folded: folded, range: start..<position, isGlued: isGlued))
      isGlued = true
    }
    return pieces
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (0x61...0x7A).contains(scalar.value | 0x20) : scalar.properties.isAlphabetic
  }

  /// Whether exactly three digits follow the mark at `position`.
  private static func isGroup(_ scalars: String.UnicodeScalarView, after position: String.Index) -> Bool {
    var index = scalars.index(after: position), digits = 0
    while index < scalars.endIndex, isDigit(scalars[index]) {
      digits += 1
      if digits > 3 { return false }
      scalars.formIndex(after: &index)
    }
    return digits == 3
  }

  // MARK: - Quantities

  private static func quantity(_ pieces: [Piece], at start: Int, value given: Double? = nil) -> (Term, next: Int) {
    var next = start + 1
    var isMoney = start > 0 && pieces[start - 1].folded == "$"
    guard var value = given ?? Double(pieces[start].folded) else {
      return (.word(stem: pieces[start].folded, written: pieces[start].folded), next)
    }
    func word(_ index: Int) -> String? {
      index < pieces.count && pieces[index].sort == .word ? pieces[index].folded : nil
    }
    // `1000s of requests` is a manner of speaking.
    if given == nil, word(next) == "s", pieces[next].isGlued, [100, 1_000, 10_000, 100_000, 1_000_000].contains(value) {
      let word = pieces[start].folded + "s"
      return (.word(stem: word, written: word), next + 1)
    }
    while let scale = word(next).flatMap({ scales[$0] }) {
      if let letter = word(next), letter.count == 1, !pieces[next].isGlued { break }
      value *= scale
      next += 1
    }
    if next < pieces.count, pieces[next].folded == "%" { return (.quantity(value, .percent), next + 1) }
    if let name = word(next), ["percent", "pct"].contains(name) { return (.quantity(value, .percent), next + 1) }
    if word(next) == "per", word(next + 1) == "cent" { return (.quantity(value, .percent), next + 2) }
    if let name = word(next), ["dollar", "dollars", "usd", "bucks"].contains(name) {
      isMoney = true
      next += 1
    }
    if isMoney { return (.quantity(value, .dollars), next) }
    // `24-hour` and `128 - 512 MB`: a hyphen stands before a unit only where it is glued to it.
    var unit = next
    if unit < pieces.count, pieces[unit].folded == "-", pieces[unit].isGlued, word(unit + 1) != nil,
      pieces[unit + 1].isGlued
    {
      unit += 1
    }
    guard let name = word(unit) else { return (.quantity(value, .none), next) }
    if ["gbs", "gbsec", "gbseconds", "gbsecond"].contains(name) {
      return (.quantity(value, .gigabyteSeconds), unit + 1)
    }
    if ["gb", "gigabyte", "gigabytes"].contains(name) {
      var tail = unit + 1
      if tail < pieces.count, pieces[tail].folded == "-" { tail += 1 }
      if let seconds = word(tail), ["s", "sec", "secs", "second", "seconds"].contains(seconds) {
        return (.quantity(value, .gigabyteSeconds), tail + 1)
      }
    }
    if let factor = bytes[name] { return (.quantity(value * factor, .bytes), unit + 1) }
    if let factor = seconds[name] { return (.quantity(value * factor, .seconds), unit + 1) }
    return (.quantity(value, .none), next)
  }

  private static func isScale(_ word: String) -> Bool { scales[word] != nil || word == "dollar" }

  private static let articles: Set<String> = ["a", "an"]
  private static let numerals: [String: Double] = [
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "thirty": 30, "hundred": 100,
  ]
  private static let scales: [String: Double] = [
    "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "mio": 1e6, "mln": 1e6, "billion": 1e9, "trillion": 1e12,
    "hundred": 100,
  ]
  private static let bytes: [String: Double] = {
    var bytes: [String: Double] = ["byte": 1, "bytes": 1]
    for (power, names) in [
      (1, "kb kib kilobyte kilobytes"), (2, "mb mib mbs megabyte megabytes meg megs"),
      (3, "gb gib gigabyte gigabytes gig gigs"), (4, "tb tib terabyte terabytes"),
    ] {
      var factor = 1.0
      for _ in 0..<power { factor *= 1024 }
      for name in names.split(separator: " ") { bytes[String(name)] = factor }
    }
    return bytes
  }()
  private static let seconds: [String: Double] = {
    var seconds: [String: Double] = [:]
    for (factor, names) in [
      (1e-6, "microsecond microseconds us"), (1e-3, "ms msec millisecond milliseconds"),
      (1, "s sec secs second seconds"), (60, "min mins minute minutes"), (3_600, "h hr hrs hour hours"),
      (86_400, "d day days"), (604_800, "week weeks"), (2_592_000, "month months"), (31_536_000, "year years yr yrs"),
    ] {
      for name in names.split(separator: " ") { seconds[String(name)] = factor }
    }
    return seconds
  }()

  // MARK: - Words

  /// Words that are one name.
  private static func compound(_ pieces: [Piece], at start: Int) -> (word: String, next: Int)? {
    guard start + 1 < pieces.count else { return nil }
    let first = pieces[start].folded
    var second = start + 1
    if pieces[second].folded == "-", pieces[second].isGlued { second += 1 }
    guard second < pieces.count, pieces[second].sort == .word else { return nil }
    let both = first + pieces[second].folded
    return compounds.contains(both) ? (both, second + 1) : nil
  }
  private static let compounds: Set<String> = [
    "gbsecond", "gbseconds", "ondemand", "elasticache", "dotnet", "nodejs", "realtime", "prerequisite", "firehose",
    "eventbridge", "serverless", "autoscaling", "readonly", "timeout", "dynamodb",
  ]

  private static let ends: Set<String> = [".", ";", "?", "!"]

  static let fillers: Set<String> = Set(
    """
    a an the of to in is are be was were been it its this that these those your you we they their there which who will \
    would can could may might do does did has have had having by with for at and as so very then than into through \
    via per on just also i e eg etc our if when while being get gets got
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

  /// A word without its endings, the same for `replicates`, `replicated` and `replication`.
  static func stem(_ word: String) -> String {
    var word = word
    // `policies` becomes `policy` first: no piece of what is written.
    if !word.hasSuffix("ies"), let stem = word.withUTF8({ $0.contains { $0 >= 0x80 } ? nil : stem(ofASCII: $0) }) {
      return stem
    }
    return stem(ofAny: word)
  }

  /// The same by the bytes of a word: most words lose at most one ending, and nothing is copied until the end.
  private static func stem(ofASCII word: UnsafeBufferPointer<UInt8>) -> String {
    var count = word.count
    func ends(_ ending: StaticString) -> Bool {
      let length = ending.utf8CodeUnitCount
      guard count >= length else { return false }
      for offset in 0..<length where word[count - length + offset] != ending.utf8Start[offset] { return false }
      return true
    }
    func drop(_ ending: StaticString, leaving least: Int) -> Bool {
      guard ends(ending), count - ending.utf8CodeUnitCount >= least else { return false }
      count -= ending.utf8CodeUnitCount
      return true
    }
    if ends("s"), !ends("ss"), !ends("us"), count > 3 { count -= 1 }
    if drop("ically", leaving: 4) {
      count += 2
    } else if !drop("ally", leaving: 4) {
      _ = drop("ly", leaving: 4)
    }
    if drop("ing", leaving: 3) || drop("ed", leaving: 3) {
      let last = word[count - 1]
      if count > 1, word[count - 2] == last, last != 0x6C, last != 0x73, last != 0x7A { count -= 1 }
    } else if !drop("ation", leaving: 3) {
      _ = drop("ion", leaving: 4)
    }
    _ = drop("e", leaving: 3)
    _ = drop("at", leaving: 3)
    if count > 4 { _ = drop("y", leaving: 4) }
    return String(decoding: word[..<count], as: UTF8.self)
  }

  private static func stem(ofAny word: String) -> String {
    var stem = word
    func drop(_ ending: String, leaving least: Int) -> Bool {
      guard stem.hasSuffix(ending), stem.utf8.count - ending.utf8.count >= least else { return false }
      stem.removeLast(ending.count)
      return true
    }
    if stem.hasSuffix("ies"), stem.utf8.count > 4 {
      stem = stem.dropLast(3) + "y"
    } else if stem.hasSuffix("s"), !stem.hasSuffix("ss"), !stem.hasSuffix("us"), stem.utf8.count > 3 {
      stem.removeLast()
    }
    if drop("ically", leaving: 4) { stem += "ic" } else if drop("ally", leaving: 4) {} else if drop("ly", leaving: 4) {}
    if drop("ing", leaving: 3) || drop("ed", leaving: 3) {
      if let last = stem.last, stem.dropLast().last == last, !"lsz".contains(last) { stem.removeLast() }
    } else if drop("ation", leaving: 3) || drop("ion", leaving: 4) {
    }
    _ = drop("e", leaving: 3)
    _ = drop("at", leaving: 3)
    if stem.utf8.count > 4 { _ = drop("y", leaving: 4) }
    return stem
  }
}
