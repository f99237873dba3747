import Concepts

/// A raw line cut into pieces that are mended one by one, each with the raw bytes that it stands for.
struct RepairLine {
  struct Piece {
    enum Sort { case word, number, space, mark, protected }
    var sort: Sort
    /// UTF-8 offsets in the raw text.
    var range: Range<Int>
    var text: String
    /// Rules that changed it, none while it is as written.
    var rules: [String] = []
  }

  private(set) var pieces: [Piece]
  private let written: String, raw: [UInt8]

  init(_ text: String) {
    written = text
    raw = Array(text.utf8)
    pieces = RepairScanner(raw).pieces()
  }

  var result: Repaired {
    // Every change leaves its rule.
    if pieces.allSatisfy({ $0.rules.isEmpty }) { return Repaired(text: written, changes: []) }
    return Repaired(
      text: pieces.map(\.text).joined(),
      changes: pieces.filter { !$0.rules.isEmpty && $0.text != rawText($0.range) }.map {
        Repaired.Change(
          range: $0.range, raw: rawText($0.range), display: $0.text, rule: $0.rules.joined(separator: ", "))
      })
  }

  private func rawText(_ range: Range<Int>) -> String { String(decoding: raw[range], as: UTF8.self) }

  mutating func replace(_ position: Int, with text: String, rule: String) {
    guard pieces[position].text != text else { return }
    pieces[position].text = text
    if !pieces[position].rules.contains(rule) { pieces[position].rules.append(rule) }
  }

  /// Joins the pieces of `positions` into one.
  mutating func replace(_ positions: ClosedRange<Int>, with text: String, sort: Piece.Sort, rule: String) {
    let rules = pieces[positions].flatMap(\.rules).filter { $0 != rule }
    let range = pieces[positions.lowerBound].range.lowerBound..<pieces[positions.upperBound].range.upperBound
    let isChanged = pieces[positions].map(\.text).joined() != text
    pieces.replaceSubrange(
      positions, with: [Piece(sort: sort, range: range, text: text, rules: rules + (isChanged ? [rule] : []))])
  }

  // MARK: - Words

  mutating func mendWords(_ vocabulary: Vocabulary) {
    for position in pieces.indices where pieces[position].sort == .word {
      let text = pieces[position].text, folded = text.lowercased()
      if folded == "its", let next = word(after: position), Vocabulary.followsItIs.contains(next) {
        replace(position, with: text.hasPrefix("I") ? "It's" : "it's", rule: "apostrophe")
      } else if let mended = vocabulary.mend(text, folded: folded) {
        replace(position, with: mended.text, rule: mended.rule)
      }
    }
  }

  /// The word after the space after `position`, folded.
  private func word(after position: Int) -> String? {
    guard position + 2 < pieces.count, pieces[position + 1].sort == .space, pieces[position + 2].sort == .word
    else { return nil }
    return pieces[position + 2].text.lowercased()
  }

  // MARK: - Names

  mutating func spellNames(_ lexicon: Lexicon) {
    // A mark that no name contains, so that none reaches into what must not change.
    let isAsWritten = pieces.allSatisfy { $0.sort != .protected && $0.rules.isEmpty }
    let shown = isAsWritten ? [] : pieces.map { $0.sort == .protected ? "\u{1A}" : $0.text }
    let text = isAsWritten ? written : shown.joined(), matches = lexicon.matches(in: text)
    guard !matches.isEmpty else { return }
    var starts: [Int: Int] = [:], ends: [Int: Int] = [:], end = 0
    for position in pieces.indices {
      starts[end] = position
      end += isAsWritten ? pieces[position].text.utf8.count : shown[position].utf8.count
      ends[end] = position
    }
    for match in matches.reversed() {
      let from = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      let to = text.utf8.distance(from: text.startIndex, to: match.range.upperBound)
      // `lambda's` is the name with its ending.
      let owned = ends[to] == nil && text[match.range.upperBound...].hasPrefix("'s") ? "'s" : ""
      guard let first = starts[from], let last = ends[to + owned.utf8.count], first <= last else { continue }
      let shown = Self.spelling(of: match, as: String(text[match.range])) + owned
      guard shown != String(text[match.range]) + owned else { continue }
      replace(first...last, with: shown, sort: .word, rule: match.alias.isMisspelling ? "typo" : "name")
    }
  }

  /// A name of common words keeps the case it was written in; a proper name gets its own.
  private static func spelling(of match: Lexicon.Match, as written: String) -> String {
    let display = match.display
    guard display == display.lowercased() else { return display }
    let isSame = LexiconWord.words(in: written).map(\.folded) == LexiconWord.words(in: display).map(\.folded)
    if isSame { return written }
    return written.first?.isUppercase == true ? capitalized(display) : display
  }

  // MARK: - The whole line

  mutating func mendSpaces() {
    for position in pieces.indices where pieces[position].sort == .space {
      let isLast = position + 1 == pieces.count
      if isLast || position == 0 {
        replace(position, with: "", rule: "space")
      } else if pieces[position + 1].sort == .mark, [":", ",", ";"].contains(pieces[position + 1].text),
        position + 2 == pieces.count || pieces[position + 2].sort == .space
      {
        replace(position, with: "", rule: "space")
      } else if pieces[position].text.utf8.count > 1 {
        replace(position, with: " ", rule: "space")
      }
    }
  }

  mutating func capitalize() {
    guard let position = pieces.firstIndex(where: { ![.space, .mark].contains($0.sort) }),
      pieces[position].sort == .word, let first = pieces[position].text.first, first.isLowercase
    else { return }
    // `iOS` and `gRPC` begin as they do.
    guard !pieces[position].text.dropFirst().contains(where: \.isUppercase) else { return }
    replace(position, with: Self.capitalized(pieces[position].text), rule: "sentence-case")
  }

  mutating func dropFinalStop() {
    guard let position = pieces.lastIndex(where: { !$0.text.isEmpty && $0.sort != .space }),
      pieces[position].sort == .mark, pieces[position].text == "."
    else { return }
    if position > 0, pieces[position - 1].text == "." || ["etc", "e.g"].contains(pieces[position - 1].text) { return }
    replace(position, with: "", rule: "final-stop")
  }

  static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
