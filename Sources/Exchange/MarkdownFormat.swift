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
    let tags = MarkdownFormat.commonTags(view.current)
    // Only what is marked becomes a card when the file is ingested.
    try sink.write("---\ncards: explicit\n")
    if decks.count == 1 { try sink.write("deck: \(MarkdownFormat.quoted(decks[0].name))\n") }
    if !tags.isEmpty { try sink.write("tags: [\(tags.map(MarkdownFormat.quoted).joined(separator: ", "))]\n") }
    try sink.write("---\n")
    var shown: [String] = []
    for deck in decks {
      if decks.count > 1 {
        let name = MarkdownFormat.comment(deck.name)
        try sink.write("\n<!-- deck: \(name) -->\n\nDeck: \(MarkdownFormat.oneLine(deck.name))\n")
      }
      for section in deck.sections {
        // An empty heading ends the section before, where these cards stand under none.
        if section.path.isEmpty, !shown.isEmpty { try sink.write("\n#\n") }
        let common = zip(shown, section.path).prefix { $0 == $1 }.count
        let start = common == section.path.count && shown.count > common ? max(0, common - 1) : common
        for (depth, title) in section.path.enumerated().dropFirst(start) {
          let marks = String(repeating: "#", count: min(depth + 1, 6))
          try sink.write("\n\(marks) \(MarkdownFormat.heading(title))\n")
        }
        shown = section.path
        for entry in section.entries { try sink.write("\n" + MarkdownFormat.card(entry.card, commonTags: tags)) }
      }
    }
  }

  /// Tags that every card has.
  private static func commonTags(_ entries: [DeckView.Entry]) -> [String] {
    guard let first = entries.first?.card.tags, !first.isEmpty else { return [] }
    var common = first
    for entry in entries where !common.isEmpty { common.removeAll { !entry.card.tags.contains($0) } }
    return common
  }

  static func card(_ card: Card, commonTags: [String] = []) -> String {
    var text = ""
    func note(_ name: String, _ value: String) { text += "<!-- \(name): \(comment(value)) -->\n" }
    if case .prediction(let demo, let prediction) = card.form { note("prediction", "\(demo)/\(prediction)") }
    if let demo = CardJSON.demo(of: card) { note("demo", demo) }
    let tags = card.tags.filter { !commonTags.contains($0) }
    if !tags.isEmpty { note("tags", tags.joined(separator: ", ")) }
    if !card.accept.isEmpty { note("accept", card.accept.joined(separator: "; ")) }
    if !text.isEmpty { text += "\n" }
    switch card.form {
    case .cloze(let cloze):
      // Hidden words with colons in them would be read as words with a hint.
      let sentence =
        ClozeGroup(cloze, answer: card.answer.markdown)?.shown { hidden, hint in
          "{{c1::\(hidden.replacing("::", with: ":&#58;"))\(hint.map { "::\($0)" } ?? "")}}"
        } ?? cloze
      text += lines(sentence, after: "") + "\n"
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

  /// `text` behind its mark. A line of it that looks like a mark itself has its colon written as an entity. Rules and
  /// the marks of headings would end the card and are left out; so would a paragraph that is a card by itself, and its
  /// empty line becomes a hard line break.
  private static func lines(_ text: String, after mark: String) -> String {
    var isCode = false, isAfterGap = false
    var body: [String] = []
    let source = text.layoutOnly.split(separator: "\n", omittingEmptySubsequences: false)
    let isGlued =
      mark.isEmpty
      || source.contains { line in
        // A line that is bold throughout is a heading.
        let isBold = ["**", "__"].contains { line.hasPrefix($0) && line.hasSuffix($0) }
        return isBold || line.contains("::") || line.contains("==") || line.contains("{{c")
      }
    for var line in source {
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
      if isAfterGap, !isGlued {
        body.append("")
      } else if isAfterGap, !isFence, !startsBlock(line) {
        body[body.count - 1] += "\\"
      }
      isAfterGap = isHeading
      if isFence { isCode.toggle() }
      if isFence || isCode {
        body.append(String(line))
      } else if body.isEmpty && !mark.isEmpty {
        body.append(withoutComments(String(line)))
      } else if let mark = cardMark(line) {
        body.append("\(mark.before)&#58;\(mark.rest)")
      } else {
        let isEquals = line.contains("=") && line.allSatisfy { $0 == "=" || $0 == " " }
        body.append(isEquals ? "\\" + line.drop { $0 == " " } : withoutComments(String(line)))
      }
    }
    let text = body.joined(separator: "\n")
    // A block has to begin on a line of its own.
    return startsBlock(text) && !mark.isEmpty ? mark.dropLast() + "\n" + text : mark + text
  }

  /// A line whose last words are no tags and in which no comment begins.
  private static func withoutComments(_ line: String) -> String {
    var line = line.replacing("<!--", with: "&lt;!--")
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var index = words.count - 1, isTag = false
    while index >= 0, words[index].isEmpty || words[index].first == "#" && words[index].count > 1 {
      if !words[index].isEmpty {
        words[index] = "\\" + words[index]
        isTag = true
      }
      index -= 1
    }
    if isTag { line = words.joined(separator: " ") }
    return line
  }

  /// What begins like a card, also in bold: `Q:`, `**A:**`.
  private static func cardMark(_ line: Substring) -> (before: Substring, rest: Substring)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let letters = line[..<colon].filter { !" \t*_".contains($0) }
    guard letters.count == 1, "QABCDqabcd".contains(letters) else { return nil }
    return (line[..<colon], line[line.index(after: colon)...])
  }

  /// A line of marks alone: three or more make a rule, one or more right under a text underline it as a heading.
  private static func isRule(_ line: Substring, isGlued: Bool) -> Bool {
    let marks = line.filter { $0 != " " }
    guard let first = marks.first, "-*_=".contains(first), marks.allSatisfy({ $0 == first }) else { return false }
    return first == "=" ? isGlued : marks.count >= 3 || first == "-"
  }

  private static func startsBlock(_ text: some StringProtocol) -> Bool {
    ["```", "~~~", "- ", "* ", "+ ", "1. ", "|"].contains { text.hasPrefix($0) }
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
