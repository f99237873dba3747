/// Markup of note-taking programs and site generators that CommonMark leaves as text.
enum Dialect {
  static func isPresent(in text: String) -> Bool {
    var before: UInt8 = 0
    for byte in text.utf8 {
      switch (before, byte) {
      case (0x5B, 0x5B), (0x5B, 0x5E), (0x5B, 0x21), (0x7B, 0x25), (0x20, 0x5E): return true
      default: before = byte
      }
    }
    return false
  }

  /// Wiki links become their words; template tags, footnote references, callout kinds and block names go.
  ///
  /// - Parameter keepsPictures: Whether an embedded picture becomes one of Markdown rather than nothing.
  static func plainMarkdown(_ text: String, keepsPictures: Bool = false) -> String {
    var result = "", position = text.startIndex
    func close(_ fence: String, from start: String.Index) -> Range<String.Index>? { text.range(of: fence, from: start) }
    while position < text.endIndex {
      let rest = text[position...]
      if rest.first == "`" {
        // Code keeps its brackets: `[[ -f x ]]` is a test of a shell.
        let ticks = rest.prefix { $0 == "`" }
        let body = text.index(position, offsetBy: ticks.count)
        let end = text.range(of: String(ticks), from: body)?.upperBound ?? body
        result += text[position..<end]
        position = end
        continue
      }
      if rest.hasPrefix("[["), let end = close("]]", from: position) {
        let inside = text[text.index(position, offsetBy: 2)..<end.lowerBound]
        result += inside.split(separator: "|").last ?? inside
        if result.hasSuffix("!") { result.removeLast() }
        position = end.upperBound
      } else if rest.hasPrefix("![["), let end = close("]]", from: position) {
        if keepsPictures { result += picture(text[text.index(position, offsetBy: 3)..<end.lowerBound]) }
        position = end.upperBound
      } else if rest.hasPrefix("{%"), let end = close("%}", from: position) {
        position = end.upperBound
      } else if rest.hasPrefix("[^") || rest.hasPrefix("[!"), let end = close("]", from: position),
        !text[position..<end.lowerBound].contains(" ")
      {
        position = end.upperBound
      } else {
        result.append(text[position])
        position = text.index(after: position)
      }
    }
    if let caret = result.range(of: " ^", from: result.startIndex),
      result[caret.upperBound...].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
    {
      result = String(result[..<caret.lowerBound])
    }
    return result.trimmedSpaces
  }

  /// `tables/ttl.png|a table` as Markdown; nothing where it is no picture. A number after the bar is a width.
  private static func picture(_ embed: Substring) -> String {
    let parts = embed.split(separator: "|")
    guard let link = parts.first?.trimmedSpaces, let dot = link.lastIndex(of: "."), !link.contains(">"),
      ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"].contains(link[link.index(after: dot)...].lowercased())
    else { return "" }
    let caption = parts.dropFirst().last.map(\.trimmedSpaces) ?? ""
    let name = caption.isEmpty || caption.allSatisfy({ $0.isNumber || $0 == "x" }) ? String(link[..<dot]) : caption
    return "![\(name)](<\(link)>)"
  }
}
