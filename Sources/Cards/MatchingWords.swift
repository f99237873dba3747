import Basics
import Notes

/// The words of a card as they are compared: folded, without marks, so that a mended typo is a small difference and a
/// changed number is not.
enum MatchingWords {
  /// Lower case, one space between words, no stop at the end.
  static func folded(_ text: String) -> String { tokens(text).joined(separator: " ") }

  /// Words and numbers in order; `10 GB`, `10gb` and `10,240` keep their numbers as tokens of their own.
  static func tokens(_ text: String) -> [String] {
    var tokens: [String] = [], word = "", isNumber = false
    func flush() {
      while let last = word.last, last == "." || last == "'" { word.removeLast() }
      if !word.isEmpty { tokens.append(word) }
      word = ""
    }
    let scalars = Array(text.lowercased().unicodeScalars)
    for (position, scalar) in scalars.enumerated() {
      let next = position + 1 < scalars.count ? scalars[position + 1] : " "
      if ("0"..."9").contains(scalar) {
        if !word.isEmpty && !isNumber { flush() }
        isNumber = true
        word.unicodeScalars.append(scalar)
      } else if isNumber && !word.isEmpty && (scalar == "." || scalar == ",") && ("0"..."9").contains(next) {
        if scalar == "." { word.append(".") }
      } else if scalar.properties.isAlphabetic {
        if isNumber { flush() }
        isNumber = false
        word.unicodeScalars.append(scalar)
      } else if scalar == "'" || scalar == "’" {
        if !word.isEmpty && !isNumber { word.append("'") }
      } else {
        flush()
        isNumber = false
        if scalar == "%" || scalar == "$" { tokens.append(String(scalar)) }
      }
    }
    flush()
    return tokens
  }

  /// How alike two bags of words are, 0...10,000: twice what they share over what they have. A word with a letter or
  /// two wrong counts nine tenths.
  static func likeness(_ left: [String], _ right: [String]) -> Int {
    if left == right { return 10_000 }
    guard !left.isEmpty, !right.isEmpty else { return 0 }
    let (extraLeft, extraRight) = difference(left, right)
    var shared = (left.count - extraLeft.count) * 10
    var open = extraRight
    for word in extraLeft {
      guard let position = open.firstIndex(where: { isNear(word, $0) }) else { continue }
      open.remove(at: position)
      shared += 9
    }
    return 2 * shared * 1_000 / (left.count + right.count)
  }

  /// What each bag has that the other has not, in order.
  static func difference(_ left: [String], _ right: [String]) -> (left: [String], right: [String]) {
    func extra(_ bag: [String], _ other: [String]) -> [String] {
      var counts: [String: Int] = [:]
      for word in other { counts[word, default: 0] += 1 }
      return bag.filter { word in
        guard let count = counts[word], count > 0 else { return true }
        counts[word] = count - 1
        return false
      }
    }
    return (extra(left, right), extra(right, left))
  }

  /// Whether one is likely the other mistyped: one edit from four letters on, two from eight. Numbers never are.
  static func isNear(_ left: String, _ right: String) -> Bool {
    guard !isNumber(left), !isNumber(right) else { return false }
    let shorter = min(left.utf8.count, right.utf8.count)
    guard shorter >= 4 else { return false }
    return EditDistance.between(left, right, atMost: shorter >= 8 ? 2 : 1) != nil
  }

  static func isNumber(_ word: String) -> Bool { word.utf8.first.map { (0x30...0x39).contains($0) } == true }

  static let polarity: Set<String> = [
    "not", "no", "never", "none", "cannot", "without", "neither", "nor", "nothing", "dont", "doesnt", "cant", "wont",
    "isnt", "arent",
  ]

  static func isPolarity(_ word: String) -> Bool { polarity.contains(word) || word.hasSuffix("n't") }
}

extension Matching {
  /// Whether the new card teaches something else than the old: another number, another polarity, or a word of the
  /// answer that took another's place. A line that reads the same states the same.
  static func factChanged(from old: Card, to new: Card) -> Bool {
    let isSameLine = old.fingerprint.source != 0 && old.fingerprint.source == new.fingerprint.source
    let before = MatchingWords.tokens(old.answer.markdown), after = MatchingWords.tokens(new.answer.markdown)
    if before == after && old.question == new.question { return false }
    let answer = MatchingWords.difference(before, after)
    if !isSameLine {
      let whole = MatchingWords.difference(
        MatchingWords.tokens(old.question.markdown) + before, MatchingWords.tokens(new.question.markdown) + after)
      let numbers = (whole.left.filter(MatchingWords.isNumber), whole.right.filter(MatchingWords.isNumber))
      if !numbers.0.isEmpty || !numbers.1.isEmpty { return true }
      let polarities = (
        whole.left.filter(MatchingWords.isPolarity).count, whole.right.filter(MatchingWords.isPolarity).count
      )
      if polarities.0 != polarities.1 { return true }
    }
    guard !isSameLine else { return false }
    let replaced = answer.left.filter { word in !answer.right.contains { MatchingWords.isNear(word, $0) } }
    let replacing = answer.right.filter { word in !answer.left.contains { MatchingWords.isNear(word, $0) } }
    return !replaced.isEmpty && !replacing.isEmpty
  }
}
