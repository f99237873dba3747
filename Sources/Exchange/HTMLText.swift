import Notes

/// Rich text as HTML that is safe to show: everything that is not Markdown is escaped, so no tag of a note survives.
enum HTMLText {
  /// Escapes for text and for attributes in double quotes; control characters become spaces.
  static func escaped(_ text: some StringProtocol) -> String {
    var html = ""
    html.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &html) }
    return html
  }

  private static func append(_ scalar: Unicode.Scalar, to html: inout String) {
    switch scalar {
    case "&": html += "&amp;"
    case "<": html += "&lt;"
    case ">": html += "&gt;"
    case "\"": html += "&quot;"
    case "\n": html += "<br>"
    case "\t": html += " "
    default: html.unicodeScalars.append(isControl(scalar) ? " " : scalar)
    }
  }

  /// C0, DEL and C1: nothing in a note needs them, and U+001F separates the fields of an Anki note.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  /// Blocks: paragraphs (apart by an empty line), lists and fenced code.
  static func blocks(_ text: RichText) -> String { blocks(markdown: text.markdown) }

  static func blocks(markdown: String) -> String {
    var parser = BlockParser()
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      parser.take(line.last == "\r" ? line.dropLast() : line)
    }
    return parser.finish()
  }

  /// `items` as a list, each with its inline marks.
  static func list(_ items: [String], ordered: Bool) -> String {
    let tag = ordered ? "ol" : "ul"
    return "<\(tag)>" + items.map { "<li>\(InlineMarkdown.html($0))</li>" }.joined() + "</\(tag)>"
  }

  /// The text that is left of `html` when tags and the entities written here are taken away.
  static func stripped(_ html: String) -> String {
    var text = "", inTag = false
    for scalar in html.unicodeScalars {
      switch scalar {
      case "<": inTag = true
      case ">" where inTag: inTag = false
      default: if !inTag { text.unicodeScalars.append(scalar) }
      }
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#91;", "["), ("&amp;", "&")] {
      text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    return text
  }
}

/// Gathers lines into blocks.
private struct BlockParser {
  private enum Open { case nothing, paragraph, list(ordered: Bool), code(fence: String) }
  private var open = Open.nothing
  private var lines: [String] = []
  private var html: [String] = []

  mutating func take(_ line: Substring) {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if case .code(let fence) = open {
      if text.hasPrefix(fence), text.allSatisfy({ $0 == fence.first || $0 == " " }) {
        close()
      } else {
        lines.append(String(line))
      }
      return
    }
    let fence = text.prefix { $0 == "`" }.count >= 3 ? "`" : text.prefix { $0 == "~" }.count >= 3 ? "~" : ""
    if !fence.isEmpty {
      close()
      open = .code(fence: String(text.prefix { String($0) == fence }))
    } else if text.isEmpty {
      close()
    } else if let (ordered, item) = BlockParser.item(text) {
      if case .list(let current) = open, current == ordered {
      } else {
        close()
        open = .list(ordered: ordered)
      }
      lines.append(item)
    } else if case .list = open, line.first == " " {
      lines[lines.count - 1] += "\n" + text
    } else {
      if case .paragraph = open {
      } else {
        close()
        open = .paragraph
      }
      lines.append(String(text))
    }
  }

  mutating func finish() -> String {
    close()
    return html.enumerated().map { index, block in
      // Two paragraphs in a row need a gap; lists and code bring their own.
      index > 0 && !block.hasPrefix("<ul>") && !block.hasPrefix("<ol>") && !block.hasPrefix("<pre>")
        && !html[index - 1].hasSuffix("</ul>") && !html[index - 1].hasSuffix("</ol>")
        && !html[index - 1].hasSuffix("</pre>") ? "<br><br>" + block : block
    }.joined()
  }

  private mutating func close() {
    switch open {
    case .nothing: break
    case .paragraph: html.append(InlineMarkdown.html(lines.joined(separator: "\n")))
    case .list(let ordered): html.append(HTMLText.list(lines, ordered: ordered))
    case .code: html.append("<pre><code>\(HTMLText.escaped(lines.joined(separator: "\n")))</code></pre>")
    }
    open = .nothing
    lines = []
  }

  /// `- x`, `* x`, `+ x`, `1. x` and `1) x`.
  private static func item(_ text: Substring) -> (ordered: Bool, item: String)? {
    if let mark = text.first, "-*+".contains(mark), text.dropFirst().first == " " {
      return (false, String(text.dropFirst(2)))
    }
    let digits = text.prefix { ("0"..."9").contains($0) }
    let rest = text.dropFirst(digits.count)
    guard (1...9).contains(digits.count), let mark = rest.first, mark == "." || mark == ")",
      rest.dropFirst().first == " "
    else { return nil }
    return (true, String(rest.dropFirst(2)))
  }
}
