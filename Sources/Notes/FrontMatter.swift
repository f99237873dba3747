import Basics

/// Finds the block of YAML between lines of dashes at the very top. cmark alone reads it as a rule and a heading.
enum FrontMatter {
  case none
  case found(RawSlice)
  case unclosed(Diagnostic)

  /// - Parameter lines: The lines of the cleaned file.
  init(file: String, lines: [Substring]) {
    guard let first = lines.first, Self.isFence(first) else {
      self = .none
      return
    }
    if let close = lines.dropFirst().firstIndex(where: { Self.isFence($0) || $0.trimmedSpaces == "..." }) {
      // A rule, prose and another rule are no front matter; nor are numbered questions with quoted answers.
      let isQuestions =
        lines[1..<close].contains { $0.first?.isNumber == true && $0.contains(". ") }
        && lines[1..<close].contains { $0.first == ">" }
      guard !isQuestions, close == 1 || lines[1..<close].contains(where: Self.isEntry) else {
        self = .none
        return
      }
      self = .found(
        RawSlice(
          text: lines[1..<close].joined(separator: "\n"), span: SourceSpan(file: file, lines: 1...close + 1),
          firstLine: 2))
    } else if lines.count > 1, Self.isEntry(lines[1]) {
      self = .unclosed(
        Diagnostic(
          .error, at: SourceSpan(file: file, line: 1), rule: "front-matter-open", "the front matter is never closed",
          remedy: "Add a line with three dashes after it."))
    } else {
      self = .none
    }
  }

  private static func isFence(_ line: Substring) -> Bool { line.hasPrefix("---") && line.trimmedSpaces == "---" }

  /// `key:` or `key: value` at the start of a line.
  private static func isEntry(_ line: Substring) -> Bool {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return false }
    let key = line[..<colon]
    guard key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else { return false }
    let after = line.index(after: colon)
    return after == line.endIndex || line[after] == " "
  }
}
