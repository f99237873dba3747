/// The inline part of Markdown as HTML: code, strong, emphasis, links, backslash escapes.
enum InlineMarkdown {
  static func html(_ text: String) -> String {
    var scanner = Scanner(characters: Array(text))
    return scanner.html(in: 0..<scanner.characters.count, depth: 0)
  }

  private struct Scanner {
    let characters: [Character]
    /// Marks inside marks beyond this depth stay as they are written.
    private static let depthMax = 6

    init(characters: [Character]) { self.characters = characters }

    mutating func html(in range: Range<Int>, depth: Int) -> String {
      var html = "", plain = "", position = range.lowerBound
      func flush() {
        html += HTMLText.escaped(plain)
        plain = ""
      }
      while position < range.upperBound {
        let character = characters[position]
        if character == "\\", position + 1 < range.upperBound, isPunctuation(characters[position + 1]) {
          plain.append(characters[position + 1])
          position += 2
        } else if character == "`", let (content, end) = code(at: position, in: range) {
          flush()
          html += "<code>\(HTMLText.escaped(content))</code>"
          position = end
        } else if character == "*" || character == "_", depth < Scanner.depthMax,
          let (tag, inside, end) = emphasis(at: position, in: range)
        {
          flush()
          html += "<\(tag)>\(self.html(in: inside, depth: depth + 1))</\(tag)>"
          position = end
        } else if character == "[", depth < Scanner.depthMax, let (label, target, end) = link(at: position, in: range) {
          flush()
          let inside = self.html(in: label, depth: depth + 1)
          html += target.isEmpty ? inside : "<a href=\"\(HTMLText.escaped(target))\">\(inside)</a>"
          position = end
        } else if character == "`" {
          let run = self.run(at: position, in: range)
          plain += String(repeating: "`", count: run)
          position += run
        } else {
          plain.append(character)
          position += 1
        }
      }
      flush()
      return html
    }

    private func isPunctuation(_ character: Character) -> Bool {
      guard let byte = character.asciiValue else { return false }
      return (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
        || (0x7B...0x7E).contains(byte)
    }

    private func run(at position: Int, in range: Range<Int>) -> Int {
      var end = position
      while end < range.upperBound, characters[end] == characters[position] { end += 1 }
      return end - position
    }

    private func code(at start: Int, in range: Range<Int>) -> (content: String, end: Int)? {
      let length = run(at: start, in: range)
      var position = start + length
      while position < range.upperBound {
        guard characters[position] == "`" else {
          position += 1
          continue
        }
        let closing = run(at: position, in: range)
        if closing == length {
          var content = characters[start + length..<position].map { $0 == "\n" ? " " : $0 }
          if content.count > 2, content.first == " ", content.last == " ", content.contains(where: { $0 != " " }) {
            content = Array(content.dropFirst().dropLast())
          }
          return (String(content), position + closing)
        }
        position += closing
      }
      return nil
    }

    private func emphasis(at start: Int, in range: Range<Int>) -> (tag: String, inside: Range<Int>, end: Int)? {
      let mark = characters[start], length = min(run(at: start, in: range), 2), open = start + length
      guard open < range.upperBound, !characters[open].isWhitespace else { return nil }
      if mark == "_", start > range.lowerBound, isWord(characters[start - 1]) { return nil }
      var position = open + 1
      while position + length <= range.upperBound {
        if characters[position] == "`", let (_, end) = code(at: position, in: range) {
          position = end
        } else if characters[position] == "\\" {
          position += 2
        } else if characters[position] == mark {
          let closing = run(at: position, in: range), after = position + length
          let endsWord = mark != "_" || after >= range.upperBound || !isWord(characters[after])
          if closing == length || closing == 3, !characters[position - 1].isWhitespace, endsWord {
            let begin = position + (closing - length)
            return (length == 2 ? "strong" : "em", open..<begin, begin + length)
          }
          position += closing
        } else {
          position += 1
        }
      }
      return nil
    }

    private func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    /// A link keeps its target only where that is a web or mail address.
    private func link(at start: Int, in range: Range<Int>) -> (label: Range<Int>, target: String, end: Int)? {
      guard let close = characters[start..<range.upperBound].firstIndex(of: "]"), close + 1 < range.upperBound,
        characters[close + 1] == "(",
        let end = characters[close..<range.upperBound].firstIndex(of: ")")
      else { return nil }
      let target = String(characters[close + 2..<end])
      guard !target.contains(where: \.isWhitespace), !target.isEmpty else { return nil }
      let isAddress = ["https://", "http://", "mailto:"].contains { target.lowercased().hasPrefix($0) }
      // Braces in an address are encoded, since Anki would read a doubled one as its own.
      let encoded = target.map { $0 == "{" ? "%7B" : $0 == "}" ? "%7D" : String($0) }.joined()
      return (start + 1..<close, isAddress ? encoded : "", end + 1)
    }
  }
}
