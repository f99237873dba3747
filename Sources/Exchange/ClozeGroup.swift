import Cards
import Notes

/// The `{{c1::hidden::hint}}` group of a cloze card, and the text around it. A person's own sentence may have more
/// groups of the number 1, which are hidden together; they are in `after`.
struct ClozeGroup {
  let before: String, hidden: String, hint: String?, after: String

  /// All of the text, in order.
  var parts: [ClozeText.Part] {
    [.shown(before), .hidden(hidden, hint: hint)] + (after.isEmpty ? [] : ClozeText(after, number: 1).parts)
  }

  /// The text with each group as `gap` shows it.
  func shown(_ gap: (String, String?) -> String) -> String {
    parts.map { part in
      switch part {
      case .shown(let words): words
      case .hidden(let words, let hint): gap(words, hint)
      }
    }.joined()
  }

  /// What is hidden, group by group.
  var hiddenWords: [String] { parts.compactMap { if case .hidden(let words, _) = $0 { words } else { nil } } }

  /// `nil` when there is no closed group in `text`. The hidden words may contain `::`, so `answer`, which is what was
  /// hidden, tells them from the hint.
  init?(_ text: String, answer: String) {
    let characters = Array(text)
    guard let (open, content) = ClozeGroup.opening(characters) else { return nil }
    // Single braces inside are counted, so that `{{c1::${x}}}` hides `${x}`.
    var position = content, depth = 0, close: Int?
    while position < characters.count, close == nil {
      if characters[position] == "{" { depth += 1 }
      if characters[position] == "}" {
        if depth == 0, position + 1 < characters.count, characters[position + 1] == "}" { close = position }
        depth = max(0, depth - 1)
      }
      position += 1
    }
    guard let close else { return nil }
    before = String(characters[..<open])
    after = String(characters[(close + 2)...])
    let inside = String(characters[content..<close])
    if inside == answer {
      (hidden, hint) = (inside, nil)
    } else if inside.hasPrefix(answer + "::"), !answer.isEmpty {
      (hidden, hint) = (answer, String(inside.dropFirst(answer.count + 2)))
    } else if let separator = inside.firstRange(of: "::") {
      (hidden, hint) = (String(inside[..<separator.lowerBound]), String(inside[separator.upperBound...]))
    } else {
      (hidden, hint) = (inside, nil)
    }
  }

  private static func opening(_ characters: [Character]) -> (open: Int, content: Int)? {
    var position = 0
    while position + 5 < characters.count {
      if characters[position] == "{", characters[position + 1] == "{", characters[position + 2] == "c" {
        var end = position + 3
        while end < characters.count, ("0"..."9").contains(characters[end]) { end += 1 }
        if end > position + 3, end + 1 < characters.count, characters[end] == ":", characters[end + 1] == ":" {
          return (position, end + 2)
        }
      }
      position += 1
    }
    return nil
  }
}

extension ClozeGroup {
  // Private-use characters that stand for the group's own marks while the text around them is made into HTML.
  private static let open: Character = "\u{E000}"
  private static let middle: Character = "\u{E001}"
  private static let close: Character = "\u{E002}"

  /// The field of an Anki cloze note: one group with the number 1, and no other mark that Anki would take for one.
  func ankiField(pictures: [String: String] = [:]) -> String {
    func html(_ text: RichText) -> String {
      AnkiHTML.withoutCommands(HTMLText.blocks(text, for: .anki(pictures: pictures)))
    }
    let parts = parts.map { part -> ClozeText.Part in
      switch part {
      case .shown(let words): .shown(clean(words))
      case .hidden(let words, let hint): .hidden(clean(words), hint: hint.map(clean))
      }
    }
    // In one piece, so that emphasis or code around the groups is still seen as such.
    let marked = RichText(
      markdown: parts.map { part in
        switch part {
        case .shown(let words): words
        case .hidden(let words, let hint):
          "\(ClozeGroup.open)\(words)\(hint.map { "\(ClozeGroup.middle)\($0)" } ?? "")\(ClozeGroup.close)"
        }
      }.joined())
    let whole = html(marked)
    if ClozeGroup.isIntact(whole, groups: hiddenWords.count), !ClozeGroup.isCutByCode(marked) {
      return ClozeGroup.withMarks(whole)
    }
    // A mark was swallowed, by a tag of HTML for instance, or something reaches across one; then the pieces are read
    // each by itself.
    return ClozeGroup.withMarks(
      parts.map { part -> String in
        switch part {
        case .shown(let text):
          return (text.first?.isWhitespace == true ? " " : "") + html(RichText(markdown: text))
            + (text.last?.isWhitespace == true ? " " : "")
        case .hidden(let hidden, let hint):
          let words = html(RichText(markdown: hidden))
          let shown = HTMLText.stripped(words).isEmpty ? HTMLText.escaped(hidden) : words
          let hintShown = hint.map { "\(ClozeGroup.middle)\(HTMLText.escaped($0))" } ?? ""
          return "\(ClozeGroup.open)\(shown)\(hintShown)\(ClozeGroup.close)"
        }
      }.joined())
  }

  /// Whether code or a formula begins on one side of a mark and ends on the other.
  private static func isCutByCode(_ text: RichText) -> Bool {
    text.blocks.contains { block in
      guard case .paragraph(let runs) = block else { return false }
      return runs.contains { run in
        (run.kind == .code || run.kind == .math)
          && run.text.count { $0 == open } != run.text.count { $0 == close }
      }
    }
  }

  private func clean(_ text: String) -> String {
    String(text.map { ("\u{E000}"..."\u{E002}").contains($0) ? "\u{FFFD}" : $0 })
  }

  /// Whether the marks of all groups are there, as text, in order, with something between them.
  private static func isIntact(_ html: String, groups: Int) -> Bool {
    let text = HTMLText.stripped(html)
    guard html.count(where: { $0 == open }) == groups, html.count(where: { $0 == close }) == groups else {
      return false
    }
    var last: Character?, found = 0
    for character in text where last != nil || character == open {
      switch character {
      case open where last == nil: last = open
      case close where last != nil && last != open:
        last = nil
        found += 1
      case open, close: return false
      case middle where last == open: return false
      default: last = character
      }
    }
    return found == groups && last == nil
  }

  private static func withMarks(_ html: String) -> String {
    var field = "", isInside = false, last: Character = " "
    for character in html {
      switch character {
      case open:
        // A brace or colon that touches a mark of the group would shift it.
        field += (last == "{" ? AnkiHTML.gap : "") + "{{c1::"
        isInside = true
      case middle: field += (last == ":" ? AnkiHTML.gap : "") + "::"
      case close:
        field += (last == "}" ? AnkiHTML.gap : "") + "}}"
        isInside = false
      default:
        let isPair = last == character && (character == "{" || character == "}" || isInside && character == ":")
        if isPair { field += AnkiHTML.gap }
        field.append(character)
      }
      last = character
    }
    assert(!isInside, "a group that was opened is closed")
    return field
  }
}
