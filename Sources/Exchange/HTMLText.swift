import Notes

/// Rich text as HTML that is safe to show: everything that is not Markdown is escaped, so no tag of a note survives.
enum HTMLText {
  /// Who shows the HTML.
  enum Target {
    /// Anki sets formulas by MathJax and has the pictures that came with the package; `pictures` leads from a link in
    /// a note to the name of the file there.
    case anki(pictures: [String: String])
    /// A page that stands alone shows the source of formulas; `pictures` leads from a link in a note to the picture
    /// itself as an address. Other pictures are shown by their descriptions.
    case page(pictures: [String: String])
  }

  /// Escapes for text and for attributes in double quotes; control characters become spaces.
  static func escaped(_ text: some StringProtocol) -> String {
    var html = ""
    html.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      default: html.unicodeScalars.append(scalar.isControl ? " " : scalar)
      }
    }
    return html
  }

  static func blocks(_ text: RichText, for target: Target) -> String {
    var html = "", isAfterParagraph = false
    for block in text.blocks {
      switch block {
      case .paragraph(let runs):
        html += (isAfterParagraph ? "<br><br>" : "") + inline(runs, target)
      case .code(_, let text):
        // White space counts here, so line ends stay as they are.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }
        html += "<pre><code>\(lines.joined(separator: "\n"))</code></pre>"
      case .list(let items): html += list(items, target)
      case .table(let header, let rows): html += table(header, rows, target)
      }
      if case .paragraph = block { isAfterParagraph = true } else { isAfterParagraph = false }
    }
    return html
  }

  /// `items`, each a piece of Markdown, as a list.
  static func list(_ items: [String], ordered: Bool, for target: Target) -> String {
    let tag = ordered ? "ol" : "ul"
    let lines = items.map { "<li>\(blocks(RichText(markdown: $0), for: target))</li>" }
    return "<\(tag)>\(lines.joined())</\(tag)>"
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
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#91;", "["), ("&amp;", "&")] {
      text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    return text
  }

  private static func inline(_ runs: [RichText.Run], _ target: Target) -> String {
    runs.map { run in
      var html = escaped(run.text)
      switch run.kind {
      case .text: break
      case .code: html = "<code>\(html)</code>"
      case .image: html = picture(run.link ?? "", described: html, target)
      case .math:
        if case .anki = target {
          html = run.isDisplay ? "\\[\(html)\\]" : "\\(\(html)\\)"
        } else {
          html = "<code>\(html)</code>"
        }
      case .lineBreak: return "<br>"
      }
      if run.isEmphasis { html = "<em>\(html)</em>" }
      if run.isStrong { html = "<strong>\(html)</strong>" }
      if let address = run.link.flatMap(webAddress), run.kind != .image {
        html = "<a href=\"\(address)\">\(html)</a>"
      }
      return html
    }.joined()
  }

  private static func picture(_ link: String, described description: String, _ target: Target) -> String {
    switch target {
    case .anki(let sources), .page(let sources):
      if let source = sources[link] { return "<img src=\"\(escaped(source))\" alt=\"\(description)\">" }
    }
    return description.isEmpty ? "" : "[\(description)]"
  }

  /// A link is kept where it leads to the web or to a mailbox; a path into the notes would lead nowhere.
  private static func webAddress(_ link: String) -> String? {
    guard ["https://", "http://", "mailto:"].contains(where: { link.lowercased().hasPrefix($0) }) else { return nil }
    // Braces are encoded, since Anki would read a doubled one as its own.
    return escaped(link).map { $0 == "{" ? "%7B" : $0 == "}" ? "%7D" : String($0) }.joined()
  }

  private static func list(_ items: [RichText.Item], _ target: Target) -> String {
    var html = ""
    var open: [String] = []
    for item in items {
      while open.count > max(1, item.depth) { html += "</li></\(open.removeLast())>" }
      if open.count == max(1, item.depth) { html += "</li>" }
      while open.count < item.depth {
        let tag = item.number == nil ? "ul" : "ol"
        html += open.count < item.depth - 1 ? "<\(tag)><li>" : "<\(tag)>"
        open.append(tag)
      }
      html += "<li>" + inline(item.runs, target)
    }
    for tag in open.reversed() { html += "</li></\(tag)>" }
    return html
  }

  private static func table(
    _ header: [[RichText.Run]], _ rows: [[[RichText.Run]]], _ target: Target
  ) -> String {
    func line(_ cells: [[RichText.Run]], _ tag: String) -> String {
      "<tr>\(cells.map { "<\(tag)>\(inline($0, target))</\(tag)>" }.joined())</tr>"
    }
    return "<table>\(line(header, "th"))\(rows.map { line($0, "td") }.joined())</table>"
  }
}
