import Concepts

/// What a line must say, and must not say, for a statement to be recognised in it.
///
/// A group is a list of alternatives of which one must stand in the text; an alternative is a phrase (its words follow
/// each other, fillers aside), or two phrases joined by `~` that stand within five words of each other in either order.
/// A word that ends in `*` stands for every word that begins so; `#` is any number.
struct FactPattern: Hashable, Sendable {
  /// How far apart the two parts of `a ~ b` may stand, in words.
  static let nearMax = 5
  /// A word that stands for all that begin so has at least as many letters, by which patterns are looked up.
  static let prefixMin = 3

  enum Part: Hashable, Sendable {
    case term(FactWords.Term)
    case prefix(String)
    case anyNumber
  }

  /// One or two phrases.
  struct Alternative: Hashable, Sendable {
    let phrases: [[Part]]
  }

  typealias Group = [Alternative]

  /// All of these.
  var required: [Group] = []
  /// None of these: the line is current, or about something else.
  var forbidden: Group = []
  /// What the line, its label or its heading must be about; one is enough, and none is anything.
  var subjects: Set<Concept.ID>?
  /// What the nearest of these must not be about instead.
  var rivals: Set<Concept.ID>?

  /// Reads alternatives separated by commas.
  static func group(_ text: some StringProtocol) -> Group {
    text.split(separator: ",").compactMap { alternative in
      let phrases = alternative.split(separator: "~").map { phrase($0) }.filter { !$0.isEmpty }
      return phrases.isEmpty ? nil : Alternative(phrases: phrases)
    }
  }

  private static func phrase(_ text: some StringProtocol) -> [Part] {
    var parts: [Part] = [], plain = ""
    func flush() {
      if !plain.isEmpty { parts += FactWords(plain).terms.filter { $0 != .end }.map { Part.term($0) } }
      plain = ""
    }
    for word in text.split(separator: " ") {
      if word == "#" {
        flush()
        parts.append(.anyNumber)
      } else if word.hasSuffix("*") {
        flush()
        parts.append(.prefix(word.dropLast().lowercased()))
      } else {
        plain += (plain.isEmpty ? "" : " ") + String(word)
      }
    }
    flush()
    return parts
  }

  /// The places of the words that meet the requirements, nil when one is not met or something forbidden is said.
  func evidence(in terms: [FactWords.Term]) -> [Int]? {
    var places: Set<Int> = []
    for group in required {
      guard let found = Self.first(of: group, in: terms) else { return nil }
      places.formUnion(found)
    }
    guard Self.first(of: forbidden, in: terms) == nil else { return nil }
    return places.sorted()
  }

  /// The words of the first alternative that stands in the text.
  static func first(of group: Group, in terms: [FactWords.Term]) -> [Int]? {
    for alternative in group {
      let found = alternative.phrases.map { places(of: $0, in: terms) }
      guard found.allSatisfy({ !$0.isEmpty }) else { continue }
      if found.count == 1 { return Array(found[0][0]) }
      for left in found[0] {
        for right in found[1] where isNear(left, right, in: terms) { return Array(left) + Array(right) }
      }
    }
    return nil
  }

  private static func isNear(_ left: Range<Int>, _ right: Range<Int>, in terms: [FactWords.Term]) -> Bool {
    if left.overlaps(right) { return false }
    let between =
      left.upperBound <= right.lowerBound
      ? left.upperBound..<right.lowerBound : right.upperBound..<left.lowerBound
    return between.count <= nearMax && !terms[between].contains(.end)
  }

  static func places(of phrase: [Part], in terms: [FactWords.Term]) -> [Range<Int>] {
    guard phrase.count <= terms.count else { return [] }
    return (0...(terms.count - phrase.count)).filter { start in
      phrase.indices.allSatisfy { matches(phrase[$0], terms[start + $0]) }
    }.map { $0..<($0 + phrase.count) }
  }

  private static func matches(_ part: Part, _ term: FactWords.Term) -> Bool {
    switch (part, term) {
    case (.anyNumber, .quantity): true
    case (.prefix(let prefix), .word(_, let written)): written.hasPrefix(prefix)
    case (.term(.word(let wanted, _)), .word(let stem, _)): wanted == stem
    case (.term(.quantity(let value, let dimension)), .quantity(let other, let its)):
      dimension == its && abs(value - other) <= 1e-9 * max(abs(value), abs(other), 1e-6)
    default: false
    }
  }
}
