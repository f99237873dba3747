import Scheduling

/// A search over cards: words of the text, and filters. All must hold.
///
/// `"quoted words"` belong together; `-` before a word or filter excludes it. Filters: `deck:`, `tag:`, `concept:`,
/// `kind:`, `pattern:`, `file:`, `id:`, `state:new|learning|review|relearning`,
/// `is:suspended|buried|due|leech|waiting|retired` and the states. Retired cards are shown only by `is:retired`.
public struct CardQuery: Hashable, Sendable {
  public enum Filter: Hashable, Sendable {
    case text(String), deck(String), tag(String), concept(String), kind(String), pattern(String), file(String)
    case id(String), state(CardState.Phase)
    case suspended, buried, due, leech, waiting, retired
  }
  public struct Term: Hashable, Sendable {
    public var filter: Filter, isNegated: Bool
    public init(_ filter: Filter, isNegated: Bool = false) { (self.filter, self.isNegated) = (filter, isNegated) }
  }
  /// A part of a search that cannot be understood, and what may stand there.
  public struct Problem: Error, Hashable, CustomStringConvertible {
    public let description: String
  }

  public var terms: [Term]

  public init(terms: [Term] = []) { self.terms = terms }

  /// Reads a search as a person writes it; empty text matches every card.
  public init(_ text: String) throws(Problem) {
    terms = []
    for word in try Self.words(of: text) {
      let isNegated = word.hasPrefix("-") && word.count > 1
      let body = isNegated ? word.dropFirst() : word[...]
      let filter: Filter
      if let colon = body.firstIndex(of: ":"), colon != body.startIndex, !body.hasPrefix("\"") {
        let value = String(body[body.index(after: colon)...])
        filter = try Self.filter(String(body[..<colon]), Self.unquoted(value))
      } else {
        filter = .text(Self.unquoted(String(body)))
      }
      terms.append(Term(filter, isNegated: isNegated))
    }
  }

  private static func filter(_ name: String, _ value: String) throws(Problem) -> Filter {
    guard !value.isEmpty else { throw Problem(description: "nothing follows \(name):") }
    switch name.lowercased() {
    case "deck": return .deck(value)
    case "tag": return .tag(value)
    case "concept": return .concept(value)
    case "kind": return .kind(value)
    case "pattern": return .pattern(value)
    case "file": return .file(value)
    case "id": return .id(value)
    case "state":
      guard let phase = CardState.Phase(rawValue: value) else {
        throw Problem(description: "state:\(value) is none of new, learning, review and relearning")
      }
      return .state(phase)
    case "is":
      switch value {
      case "suspended": return .suspended
      case "buried": return .buried
      case "due": return .due
      case "leech": return .leech
      case "waiting": return .waiting
      case "retired": return .retired
      default:
        guard let phase = CardState.Phase(rawValue: value) else {
          throw Problem(
            description: "is:\(value) is none of suspended, buried, due, leech, waiting, retired and the states")
        }
        return .state(phase)
      }
    default:
      throw Problem(
        description: "there is no filter \(name):; put the words in quotation marks to search for them as text")
    }
  }

  /// Splits at blanks outside quotation marks; the marks stay.
  private static func words(of text: String) throws(Problem) -> [String] {
    var words: [String] = [], word = "", isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace && !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    guard !isQuoted else { throw Problem(description: "a quotation mark is never closed") }
    if !word.isEmpty { words.append(word) }
    return words.filter { !unquoted($0).isEmpty }
  }

  private static func unquoted(_ word: String) -> String { word.filter { $0 != "\"" } }
}
