/// Markup of note-taking programs and site generators that CommonMark leaves as text.
enum Dialect {
  static func isPresent(in text: String) -> Bool {
    text.contains("[[") || text.contains("[^") || text.contains("{%") || text.contains(" ^") || text.contains("[!")
  }

  /// Wiki links become their words; template tags, footnote references, callout kinds and block names go.
  static func plainMarkdown(_ text: String) -> String {
    var result = "", position = text.startIndex
    func close(_ fence: String, from start: String.Index) -> Range<String.Index>? { text.range(of: fence, from: start) }
    while position < text.endIndex {
      let rest = text[position...]
      if rest.hasPrefix("[["), let end = close("]]", from: position) {
        let inside = text[text.index(position, offsetBy: 2)..<end.lowerBound]
        result += inside.split(separator: "|").last ?? inside
        if result.hasSuffix("!") { result.removeLast() }
        position = end.upperBound
      } else if rest.hasPrefix("![["), let end = close("]]", from: position) {
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
}
