import Cards
import Notes
import Scheduling

/// How a typed answer compares with what the card accepts.
///
/// Forgiving: case, articles, punctuation, word order, plural endings, spelling of numbers and units (`400kb` for
/// `0.4 MB`) do not matter; a slip of a letter or a part left out makes it `almost`.
public struct AnswerCheck: Hashable, Sendable {
  public enum Verdict: String, Hashable, Sendable { case right, almost, wrong }

  /// A piece of the expected answer, or of what was typed beyond it.
  public struct Piece: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case matched, missing, extra }
    public let text: String
    public let kind: Kind
  }

  public let typed: String
  public let verdict: Verdict
  /// The accepted answer that is nearest, piece by piece, then what was typed besides.
  public let pieces: [Piece]

  /// The grade that goes with it; the person decides.
  public var suggested: Rating {
    switch verdict {
    case .right: .good
    case .almost: .hard
    case .wrong: .again
    }
  }

  /// - Parameter tolerance: For numbers to estimate, how far off still counts, as a part of the expected number.
  public init(typed: String, answer: String, accept: [String] = [], tolerance: Double? = nil) {
    self.typed = typed
    let words = AnswerWords(typed)
    var best = Comparison(words, expected: AnswerWords(answer), tolerance: tolerance)
    for other in accept where best.verdict != .right {
      let next = Comparison(words, expected: AnswerWords(other), tolerance: tolerance)
      if next.score > best.score { best = next }
    }
    (verdict, pieces) = (best.verdict, best.pieces)
  }

  /// All of `items`, parted by commas, semicolons, arrows or line ends; in any order unless `inOrder`.
  public init(typed: String, items: [String], inOrder: Bool) {
    self.typed = typed
    var parts = typed.split { ",;→>".contains($0) || $0.isNewline }.map { AnswerWords(String($0)) }
    var pieces: [Piece] = [], lastPlace = -1, recalled = 0, parted = Array(parts.indices)
    for item in items {
      let expected = AnswerWords(item)
      let place = parts.indices.first { Comparison(parts[$0], expected: expected, tolerance: nil).verdict != .wrong }
      let counts = place.map { !inOrder || parted[$0] > lastPlace } ?? false
      pieces.append(Piece(text: item, kind: counts ? .matched : .missing))
      guard let place, counts else { continue }
      recalled += 1
      lastPlace = parted[place]
      parts.remove(at: place)
      parted.remove(at: place)
    }
    self.pieces = pieces
    verdict =
      recalled == items.count && recalled > 0 ? .right : recalled * 2 >= items.count && recalled > 0 ? .almost : .wrong
  }

  /// The check that fits the card's form.
  public init(typed: String, card: Card) {
    switch card.form {
    case .list(let items): self.init(typed: typed, items: items, inOrder: false)
    case .sequence(let steps): self.init(typed: typed, items: steps, inOrder: true)
    case .basic, .cloze, .compare, .prediction:
      self.init(typed: typed, answer: card.answer.plain, accept: card.accept)
    }
  }
}

/// Tokens of a typed answer laid against those of one accepted answer, in any order.
private struct Comparison {
  let verdict: AnswerCheck.Verdict
  let pieces: [AnswerCheck.Piece]
  /// Matched tokens, less a little for what does not belong; ranks accepted answers.
  let score: Double

  init(_ typed: AnswerWords, expected: AnswerWords, tolerance: Double?) {
    var left = typed.tokens, pieces: [AnswerCheck.Piece] = [], matched = 0, slips = 0, wrongNumbers = 0
    for (token, text) in expected.tokens {
      if let exact = left.firstIndex(where: { Comparison.equal($0.token, token, tolerance) }) {
        left.remove(at: exact)
        matched += 1
        pieces.append(.init(text: text, kind: .matched))
      } else if let near = left.firstIndex(where: { Comparison.isSlip($0.token, token) }) {
        left.remove(at: near)
        matched += 1
        slips += 1
        pieces.append(.init(text: text, kind: .matched))
      } else {
        if case .quantity = token { wrongNumbers += 1 }
        pieces.append(.init(text: text, kind: .missing))
      }
    }
    let negations: Set = ["not", "no", "never", "none", "without", "cannot", "cant", "dont", "doesnt", "isnt"]
    let isTurned = left.contains { if case .word(let word) = $0.token { negations.contains(word) } else { false } }
    let addsNumber = left.contains { if case .quantity = $0.token { true } else { false } }
    let all = expected.tokens.count
    self.pieces = pieces + left.map { .init(text: $0.text, kind: .extra) }
    score = Double(matched) / Double(max(1, all)) - Double(slips + left.count) * 0.01
    let isContradicted = isTurned || wrongNumbers > 0 || addsNumber && expected.hasNumber
    if all == 0 || matched == 0 || isContradicted {
      verdict = .wrong
    } else if matched == all {
      verdict = slips == 0 && left.count <= all + 1 ? .right : .almost
    } else {
      verdict = matched * 3 >= all * 2 ? .almost : .wrong
    }
  }

  private static func equal(_ typed: AnswerToken, _ expected: AnswerToken, _ tolerance: Double?) -> Bool {
    guard case .quantity(let one) = typed, case .quantity(let other) = expected else { return typed == expected }
    return tolerance.map { one.isWithin($0, of: other) } ?? one.equals(other)
  }

  /// One letter off in words of five to eight, two in longer ones.
  private static func isSlip(_ typed: AnswerToken, _ expected: AnswerToken) -> Bool {
    guard case .word(let one) = typed, case .word(let other) = expected, other.count >= 5 else { return false }
    return distance(Array(one), Array(other)) <= (other.count >= 9 ? 2 : 1)
  }

  /// Insertions, deletions and changes that make one the other; words beyond 40 letters are never alike.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    guard one.count <= 40, other.count <= 40 else { return .max }
    var row = Array(0...other.count)
    for (line, letter) in one.enumerated() {
      var corner = row[0]
      row[0] = line + 1
      for column in other.indices {
        let change = corner + (letter == other[column] ? 0 : 1)
        corner = row[column + 1]
        row[column + 1] = min(change, row[column] + 1, corner + 1)
      }
    }
    return row[other.count]
  }
}

extension AnswerWords {
  fileprivate var hasNumber: Bool { tokens.contains { if case .quantity = $0.token { true } else { false } } }
}
