import Cards
import Notes

/// What Anki reads in a field beyond HTML, kept from acting where a note only happens to contain it.
enum AnkiHTML {
  /// An empty comment: it parts two characters that mean something together, and nobody sees it.
  static let gap = "<!-- -->"

  /// `html` in which `[sound:…]`, `[anki:…]`, `[latex]`, `[$]` and `[$$]` are shown as they are written.
  static func withoutCommands(_ html: String) -> String {
    guard html.utf8.contains(UInt8(ascii: "[")) else { return html }
    var result = ""
    var rest = html[...]
    while let bracket = rest.firstIndex(of: "[") {
      result += rest[..<bracket]
      let after = rest[rest.index(after: bracket)...]
      let isCommand = ["sound:", "anki:", "latex", "$"].contains { after.prefix($0.count).lowercased() == $0 }
      result += isCommand ? "&#91;" : "["
      rest = after
    }
    return result + rest
  }

  /// Doubled braces apart, for the fields of a cloze note.
  static func withoutDoubledBraces(_ html: String) -> String {
    var result = "", last: Character = " "
    for character in html {
      if last == character, character == "{" || character == "}" { result += gap }
      result.append(character)
      last = character
    }
    return result
  }

  static func question(of card: Card, pictures: [String: String]) -> String {
    withoutCommands(HTMLText.blocks(card.question, for: .anki(pictures: pictures)))
  }

  static func answer(of card: Card, pictures: [String: String]) -> String {
    switch card.form {
    case .list(let items) where !items.isEmpty:
      withoutCommands(HTMLText.list(items, ordered: false, for: .anki(pictures: pictures)))
    case .sequence(let steps) where !steps.isEmpty:
      withoutCommands(HTMLText.list(steps, ordered: true, for: .anki(pictures: pictures)))
    case .basic, .cloze, .list, .compare, .sequence, .prediction:
      withoutCommands(HTMLText.blocks(card.answer, for: .anki(pictures: pictures)))
    }
  }

  static func line(_ text: String) -> String { withoutCommands(HTMLText.escaped(text)) }
}
