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

  /// `text` behind its mark. A line of it that looks like a mark itself has its colon written as an entity. Empty
  /// lines, rules and the marks of headings would end the card, so they become hard line breaks.
  private static func lines(_ text: String, after mark: String) -> String {
    var isCode = false, isAfterGap = false
    var body: [String] = []
    for var line in text.layoutOnly.split(separator: "\n", omittingEmptySubsequences: false) {
      if !isCode,
        line.allSatisfy(\.isWhitespace)
          || isRule(line, isGlued: !isAfterGap && body.last.map { !startsBlock($0) } ?? false)
      {
        isAfterGap = !body.isEmpty
        continue
      }
      let signs = line.prefix { $0 == "#" }.count
      let isHeading = !isCode && (1...6).contains(signs) && line.dropFirst(signs).first == " "
      if isHeading {
        line = line.dropFirst(signs).drop { $0 == " " }
        isAfterGap = !body.isEmpty
      }
      let isFence = line.hasPrefix("```") || line.hasPrefix("~~~")
      if isAfterGap, !isFence, !startsBlock(line) { body[body.count - 1] += "\\" }
      isAfterGap = isHeading
      if isFence { isCode.toggle() }
      if isFence || isCode || body.isEmpty && !mark.isEmpty {
        body.append(String(line))
      } else if let mark = cardMark(line) {
        body.append("\(mark.letter)&#58;\(mark.rest)")
      } else {
        let isEquals = line.contains("=") && line.allSatisfy { $0 == "=" || $0 == " " }
        body.append(isEquals ? "\\" + line.drop { $0 == " " } : String(line))
      }
    }
    let text = body.joined(separator: "\n")
    // A block has to begin on a line of its own.
    return startsBlock(text) && !mark.isEmpty ? mark.dropLast() + "\n" + text : mark + text
  }

  private static func cardMark(_ line: Substring) -> (letter: Character, rest: Substring)? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let first = text.first, "QAqa".contains(first), text.dropFirst().first == ":" else { return nil }
    return (first, text.dropFirst(2))
  }

  /// A line of marks alone: three or more make a rule, one or more right under a text underline it as a heading.
  private static func isRule(_ line: Substring, isGlued: Bool) -> Bool {
    let marks = line.filter { $0 != " " }
    guard let first = marks.first, "-*_=".contains(first), marks.allSatisfy({ $0 == first }) else { return false }
    return first == "=" ? isGlued : marks.count >= 3 || first == "-"
  }

  private static func startsBlock(_ text: some StringProtocol) -> Bool {
    ["```", "~~~", "- ", "* ", "+ ", "1. "].contains { text.hasPrefix($0) }
  }

  private static func oneLine(_ text: String) -> String {
    text.layoutOnly.split(separator: "\n").joined(separator: " ")
  }

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
