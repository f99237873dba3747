/// A number with its unit in displayed text: `900 seconds`, `$0.20`, `128 MB`, `66%`, `1 million requests`.
struct Quantity: Hashable, Sendable {
  /// As displayed.
  let text: String
  /// The unit or counted noun; empty for a bare number, `%` and currencies count as units.
  let unit: String
  let isPrice: Bool
  let range: Range<String.Index>
  /// Whether the number is said in words alone: `millions of`, `hundreds of`.
  let isVague: Bool

  var isPercent: Bool { unit == "%" || unit == "percent" }

  /// All quantities of a text, left to right. Versions, ordinals, names with digits and times of day are none.
  static func all(in text: String) -> [Quantity] {
    // Without a digit only `millions of` is left.
    guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) || text.contains("of") || text.contains("O") else {
      return []
    }
    let words = split(text)
    var found: [Quantity] = [], index = 0
    while index < words.count {
      guard let (quantity, next) = quantity(words, at: index, in: text) else {
        index += 1
        continue
      }
      found.append(quantity)
      index = next
    }
    return found
  }

  private struct Word {
    let text: Substring
    let range: Range<String.Index>
    let endsPhrase: Bool
  }

  private static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    for piece in text.split(separator: " ") {
      var word = piece
      while let first = word.first, "(\"'[=".contains(first) { word = word.dropFirst() }
      var ends = false
      while let last = word.last, ",;:.)]?!\"".contains(last) {
        word = word.dropLast()
        ends = true
      }
      guard !word.isEmpty else { continue }
      words.append(Word(text: word, range: word.startIndex..<word.endIndex, endsPhrase: ends))
    }
    return words
  }

  private static func quantity(_ words: [Word], at index: Int, in text: String) -> (Quantity, next: Int)? {
    let word = words[index].text
    let lower = word.lowercased()
    if vague.contains(lower), index + 2 < words.count, words[index + 1].text.lowercased() == "of" {
      var end = index + 2
      while end + 1 < words.count, !words[end].endsPhrase,
        words[end + 1].text.lowercased() == "of" || words[end].text.lowercased() == "of"
      { end += 1 }
      let range = words[index].range.lowerBound..<words[end].range.upperBound
      return (
        Quantity(
          text: String(text[words[index].range]),
          unit: String(text[words[index + 2].range.lowerBound..<words[end].range.upperBound]), isPrice: false,
          range: range, isVague: true), end + 1
      )
    }
    guard isNumber(word) else { return nil }
    // `14 July 1789`, `January 1793`
    if index + 1 < words.count, !words[index].endsPhrase, months.contains(words[index + 1].text.lowercased()) {
      return nil
    }
    // `HTTP 429`, `port 5432`, `version 16`, `RFC 793`: names.
    if index > 0, !words[index - 1].endsPhrase, codes.contains(words[index - 1].text.lowercased()) { return nil }
    // `in 1848`, `bad harvests in 1845 and 1846`: a year.
    if index > 0, NotedForm.isYear(word), !words[index - 1].endsPhrase,
      Self.beforeYears.contains(words[index - 1].text.lowercased()),
      index + 1 >= words.count || words[index].endsPhrase
        || !isUnit(words[index + 1].text) && !Token.looksPlural(words[index + 1].text.lowercased())
    {
      return nil
    }
    var end = index, unit = ""
    let isPrice = "$€£".contains(word.first ?? " ")
    if word.hasSuffix("%") { unit = "%" }
    if let glued = gluedUnit(word) { unit = glued }
    if unit.isEmpty, !words[index].endsPhrase, index + 1 < words.count,
      scales.contains(words[index + 1].text.lowercased())
    {
      end += 1
    }
    if unit.isEmpty, !isPrice, !words[end].endsPhrase, end + 1 < words.count {
      let next = words[end + 1].text
      if isUnit(next) {
        end += 1
        unit = String(next)
      } else if Token.looksPlural(next.lowercased()), next.allSatisfy({ $0.isLetter || $0 == "-" }),
        Closed.tags[next.lowercased()] == nil
      {
        end += 1
        unit = String(next)
      }
    }
    let range = words[index].range.lowerBound..<words[end].range.upperBound
    return (Quantity(text: String(text[range]), unit: unit, isPrice: isPrice, range: range, isVague: false), end + 1)
  }

  private static func isNumber(_ word: Substring) -> Bool {
    var rest = word[...]
    while let first = rest.first, "$€£~<>≤≥±".contains(first) { rest = rest.dropFirst() }
    guard let first = rest.first, first.isNumber, first.isASCII else { return false }
    let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
    let tail = rest.dropFirst(digits.count)
    if tail.isEmpty { return true }
    if tail == "%" || tail == "x" || tail == "+" { return true }
    return gluedUnit(word) != nil
  }
  /// `1GB`, `30s`, `10-minute`.
  private static func gluedUnit(_ word: Substring) -> String? {
    let tail = word.drop { !$0.isLetter && $0 != "-" }
    let unit = tail.first == "-" ? tail.dropFirst() : tail
    return isUnit(unit) ? String(unit) : nil
  }
  static func isUnit(_ word: some StringProtocol) -> Bool { units.contains(word.lowercased()) }

  static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
  /// A year, or a month with one.
  static func isDate(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return words.count <= 4
      && words.contains { months.contains($0.lowercased()) || $0.count == 4 && $0.allSatisfy(\.isNumber) }
  }

  private static let beforeYears: Set<String> = [
    "in", "since", "until", "till", "by", "of", "and", "to", "from", "around", "c.", "before", "after", "between",
    "year",
  ]
  private static let codes: Set<String> = [
    "http", "port", "ports", "version", "rfc", "error", "code", "status", "layer", "chapter", "level", "route", "step",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "since", "postgres", "python", "c", "ipv",
  ]
  private static let vague: Set<String> = [
    "millions", "thousands", "hundreds", "trillions", "billions", "dozens", "1000s", "100s", "tens",
  ]
  private static let scales: Set<String> = ["million", "billion", "trillion", "thousand", "hundred", "k"]
  private static let units: Set<String> = Set(
    "% b kb mb gb tb pb eb kib mib gib tib bytes byte bit bits kbps mbps gbps ms ns us µs s sec secs second seconds min mins minute minutes h hr hrs hour hours day days week weeks month months year years hz khz mhz ghz rpm w kw v a °c °f c f mm cm m km g kg mg lb oz ml l cups cup tbsp tsp tablespoons teaspoons gb-second gb-seconds vcpu vcpus rps qps iops percent characters connections requests"
      .split(separator: " ").map(String.init))
}
