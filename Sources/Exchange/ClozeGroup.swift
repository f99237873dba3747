import Cards
import Notes

/// The one `{{c1::hidden::hint}}` group of a cloze card, and the text around it.
struct ClozeGroup {
  let before: String, hidden: String, hint: String?, after: String

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
    let (before, hidden, after) = (clean(self.before), clean(self.hidden), clean(self.after))
    let hintPart = hint.map { "\(ClozeGroup.middle)\(clean($0))" } ?? ""
    // In one piece, so that emphasis or code around the group is still seen as such.
    let marked = RichText(
      markdown: "\(before)\(ClozeGroup.open)\(hidden)\(hintPart)\(ClozeGroup.close)\(after)")
    let whole = html(marked)
    if ClozeGroup.isIntact(whole), !ClozeGroup.isCutByCode(marked) { return ClozeGroup.withMarks(whole) }
    // A mark was swallowed, by a tag of HTML for instance, or something reaches across one; then the pieces are read
    // each by itself.
    let words = html(RichText(markdown: hidden))
    let shown = HTMLText.stripped(words).isEmpty ? HTMLText.escaped(hidden) : words
    let hintShown = hint.map { "\(ClozeGroup.middle)\(HTMLText.escaped(clean($0)))" } ?? ""
    return ClozeGroup.withMarks(
      html(RichText(markdown: before)) + (before.last?.isWhitespace == true ? " " : "")
        + "\(ClozeGroup.open)\(shown)\(hintShown)"
        + "\(ClozeGroup.close)" + (after.first?.isWhitespace == true ? " " : "") + html(RichText(markdown: after)))
  }

  /// Whether code or a formula begins on one side of a mark and ends on the other.
  private static func isCutByCode(_ text: RichText) -> Bool {
    text.blocks.contains { block in
      guard case .paragraph(let runs) = block else { return false }
      return runs.contains { run in
        (run.kind == .code || run.kind == .math) && run.text.contains(open) != run.text.contains(close)
      }
    }
  }

  private func clean(_ text: String) -> String {
    String(text.map { ("\u{E000}"..."\u{E002}").contains($0) ? "\u{FFFD}" : $0 })
  }

  /// Whether both marks are there once, as text, with something between them.
  private static func isIntact(_ html: String) -> Bool {
    let text = HTMLText.stripped(html)
    guard html.count(where: { $0 == open }) == 1, html.count(where: { $0 == close }) == 1,
      let start = text.firstIndex(of: open), let end = text.firstIndex(of: close), start < end
    else { return false }
    let inside = text[text.index(after: start)..<end]
    return !inside.isEmpty && inside.first != middle
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
