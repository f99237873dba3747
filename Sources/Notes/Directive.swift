/// The controls a person may write into a note, as HTML comments.
enum Directive: Hashable {
  case cardsOff, cardsOn
  /// The next block; before a heading, its whole section.
  case skip
  /// The section of the next heading, or the one in which the comment stands.
  case skipSection
  /// The cards of the next block are there but not asked.
  case suspend
  case demo(String)
  /// The deck of what follows.
  case deck(String)
  /// Tags for the cards of the next block.
  case tags([String])
  /// Other right answers to the next block's card.
  case accept([String])
  /// The next block is a demo's prediction, written out.
  case prediction(String)

  /// The directives in a piece of Markdown or HTML, in order; other comments are left alone.
  static func all(in text: String) -> [Directive] {
    comments(in: text).compactMap { Directive(text[$0].dropFirst(4).dropLast(3)) }
  }

  /// - Parameter comment: `name: value`, or `cards off`.
  private init?(_ comment: Substring) {
    let text = comment.trimmedSpaces.safeForDisplay()
    let end = text.firstIndex { $0 == ":" || $0 == " " } ?? text.endIndex
    let name = text[..<end].lowercased()
    var value = text[end...].trimmedSpaces
    if value.hasPrefix(":"), !value.hasPrefix("::") { value = value.dropFirst().trimmedSpaces }
    guard !value.isEmpty else { return nil }
    func list(_ separators: String) -> [String] {
      value.split { separators.contains($0) }.map(\.trimmedSpaces).filter { !$0.isEmpty }
    }
    switch (name, value.lowercased()) {
    case ("cards", "off"): self = .cardsOff
    case ("cards", "on"): self = .cardsOn
    case ("card", "skip"): self = .skip
    case ("card", "suspend"), ("card", "suspended"): self = .suspend
    case ("section", "skip"): self = .skipSection
    case ("demo", let id) where !id.contains(" "): self = .demo(id)
    case ("deck", _): self = .deck(value)
    case ("tags", _): self = .tags(list(", ").map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 })
    case ("accept", _): self = .accept(list(";"))
    case ("prediction", _): self = .prediction(value)
    default: return nil
    }
  }

  static func removingComments(_ text: String) -> String {
    var result = "", position = text.startIndex
    for comment in comments(in: text) {
      result += text[position..<comment.lowerBound]
      position = comment.upperBound
    }
    return result + text[position...]
  }

  private static func comments(in text: String) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = [], rest = text.startIndex
    while let open = text.range(of: "<!--", from: rest), let close = text.range(of: "-->", from: open.upperBound) {
      found.append(open.lowerBound..<close.upperBound)
      rest = close.upperBound
    }
    return found
  }
}
