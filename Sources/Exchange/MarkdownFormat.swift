import Notes
import Cards

/// A deck to read and to edit: headings for decks and sections, `Q:` and `A:`, cloze sentences as they are.
///
/// It is a note in Rehearse's own sense: ingesting it gives the same questions and answers as authored cards.
public struct MarkdownFormat: ExportFormat {
  public static let id = "markdown"
  public static let fileExtension = "md"
  public static let summary = "readable Markdown with Q:, A: and {{c1::cloze}}; can be ingested again"
  public static let carriesHistory = false

  public init() {}

  public func write(
    _ view: DeckView, options: ExportOptions, to sink: inout some ByteSink
  ) throws(ExchangeError) {
    try view.validate()
    let decks = Sections(view.current).decks
    // Only what is marked becomes a card when the file is ingested.
    try sink.write("---\ncards: explicit\n")
    if decks.count == 1 { try sink.write("deck: \(MarkdownFormat.quoted(decks[0].name))\n") }
    try sink.write("---\n")
    for deck in decks {
      try sink.write("\n# \(MarkdownFormat.heading(deck.name))\n")
      var shown: [String] = []
      for section in deck.sections {
        let common = zip(shown, section.path).prefix { $0 == $1 }.count
        for (depth, title) in section.path.enumerated().dropFirst(common) {
          let marks = String(repeating: "#", count: min(depth + 2, 6))
          try sink.write("\n\(marks) \(MarkdownFormat.heading(title))\n")
        }
        shown = section.path
        for entry in section.entries { try sink.write("\n" + MarkdownFormat.card(entry.card)) }
      }
    }
  }

  static func card(_ card: Card) -> String {
    var text = ""
    if let demo = CardJSON.demo(of: card) { text += "<!-- demo: \(comment(demo)) -->\n\n" }
    switch card.form {
    case .cloze(let cloze): text += lines(cloze, after: "") + "\n"
    case .list(let items) where !items.isEmpty:
      text += lines(card.question.markdown, after: "Q: ") + "\nA:\n"
      text += items.map { "- \(oneLine($0))\n" }.joined()
    case .sequence(let steps) where !steps.isEmpty:
      text += lines(card.question.markdown, after: "Q: ") + "\nA:\n"
      text += steps.enumerated().map { "\($0.offset + 1). \(oneLine($0.element))\n" }.joined()
    case .basic, .list, .compare, .sequence, .prediction:
      text += lines(card.question.markdown, after: "Q: ") + "\n" + lines(card.answer.markdown, after: "A: ") + "\n"
    }
    return text
  }

  /// `text` behind its mark. A line of it that looks like a mark itself has its colon written as an entity, and one
  /// that looks like a heading or rule is escaped, since either would end the card.
  private static func lines(_ text: String, after mark: String) -> String {
    var isCode = false
    let body = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      let isFence = line.hasPrefix("```") || line.hasPrefix("~~~")
      if isFence { isCode.toggle() }
      guard !isFence, !isCode, index > 0 || mark.isEmpty else { return String(line) }
      if let first = line.first, "QAC".contains(first), line.dropFirst().first == ":" {
        return "\(first)&#58;\(line.dropFirst(2))"
      }
      let isRule = line.count >= 3 && Set(line).isSubset(of: ["-", "*", "_", "=", " "])
      return line.hasPrefix("#") || isRule ? "\\\(line)" : String(line)
    }.joined(separator: "\n")
    // A block has to begin on a line of its own.
    let startsBlock = ["```", "~~~", "- ", "* ", "1. "].contains { body.hasPrefix($0) }
    return startsBlock && !mark.isEmpty ? mark.dropLast() + "\n" + body : mark + body
  }

  private static func oneLine(_ text: String) -> String { text.split(separator: "\n").joined(separator: " ") }

  private static func heading(_ text: String) -> String { oneLine(text) }

  /// Text inside a comment, which a doubled hyphen would end.
  private static func comment(_ text: String) -> String {
    oneLine(text).split(separator: "--", omittingEmptySubsequences: false).joined(separator: "- -")
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0)
    }
    return isPlain ? text : JSONValue.string(text).text
  }
}
