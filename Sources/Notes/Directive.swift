/// The controls a person may write into a note, as HTML comments.
enum Directive: Hashable {
  case cardsOff, cardsOn, skip
  case demo(String)

  /// The directives in a piece of Markdown or HTML, in order; other comments are left alone.
  static func all(in text: String) -> [Directive] {
    var found: [Directive] = []
    for comment in comments(in: text) {
      let words = text[comment].dropFirst(4).dropLast(3).split { $0 == " " || $0 == "\n" || $0 == ":" }
      guard words.count == 2 else { continue }
      switch (words[0].lowercased(), words[1].lowercased()) {
      case ("cards", "off"): found.append(.cardsOff)
      case ("cards", "on"): found.append(.cardsOn)
      case ("card", "skip"): found.append(.skip)
      case ("demo", let id): found.append(.demo(id.safeForDisplay()))
      default: break
      }
    }
    return found
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

extension String {
  /// The first occurrence of `needle` at or after `start`. O(n) for the short needles of markup.
  func range(of needle: String, from start: Index) -> Range<Index>? {
    let utf8 = self.utf8, sought = Array(needle.utf8)
    var position = start
    while position < utf8.endIndex {
      if utf8[position...].starts(with: sought) { return position..<utf8.index(position, offsetBy: sought.count) }
      utf8.formIndex(after: &position)
    }
    return nil
  }
}
