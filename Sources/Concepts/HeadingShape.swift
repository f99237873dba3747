/// What a heading says beside the name in it: `What is X?`, `X vs Y use cases`, `X - aspect`, `Example: X`, `X (ABBR)`.
public struct HeadingShape: Hashable, Sendable {
  /// The name, freed of the words around it.
  public let subject: String
  /// What about the subject: after a dash or colon, or a peeled word such as `basics`. Empty when there is none.
  public let aspect: String
  /// Both sides of `X vs Y`.
  public let versus: (left: String, right: String)?
  public let isExample: Bool
  /// Whether it names a kind of content and no thing: `Use cases`, `Summary`.
  public let isGeneric: Bool

  public init(_ title: String) {
    var rest = Self.trimmed(title)
    var isExample = false
    for opening in ["example:", "examples:", "example -", "case study:", "exercise:"]
    where rest.lowercased().hasPrefix(opening) {
      rest = Self.trimmed(String(rest.dropFirst(opening.count)))
      isExample = true
    }
    if rest.lowercased().hasSuffix(" example") {
      rest = Self.trimmed(String(rest.dropLast(8)))
      isExample = true
    }
    self.isExample = isExample
    versus = Self.versus(rest)
    var aspect = ""
    for dash in [" - ", " – ", " — ", ": "] {
      guard let cut = Self.firstRange(of: dash, in: rest) else { continue }
      aspect = Self.trimmed(String(rest[cut.upperBound...]))
      rest = Self.trimmed(String(rest[..<cut.lowerBound]))
      break
    }
    let peeled = Self.peeled(rest)
    subject = peeled.subject
    self.aspect = aspect.isEmpty ? peeled.aspect : aspect
    isGeneric = peeled.subject.isEmpty || GenericWords.isGeneric(peeled.subject)
  }

  public static func == (left: HeadingShape, right: HeadingShape) -> Bool {
    left.subject == right.subject && left.aspect == right.aspect && left.versus?.left == right.versus?.left
      && left.versus?.right == right.versus?.right && left.isExample == right.isExample
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(aspect)
  }

  // MARK: - Peeling

  private static let openings = [
    "what is the", "what are the", "what is a", "what is an", "what is", "what are", "what's", "why use", "why",
    "how does", "how do", "how to use", "introduction to", "intro to", "getting started with", "overview of",
    "basics of", "benefits of", "advantages of", "disadvantages of", "limits of", "types of", "features of",
    "understanding", "about", "the", "an", "a",
  ]
  private static let endings = [
    "basics", "overview", "introduction", "benefits", "advantages", "disadvantages", "limits to know", "use cases",
    "summary", "explained", "in a nutshell", "main ones", "features", "work", "works", "deep dive", "high level",
  ]

  private static func peeled(_ text: String) -> (subject: String, aspect: String) {
    var rest = text, aspect = ""
    for opening in openings where rest.lowercased().hasPrefix(opening + " ") {
      rest = trimmed(String(rest.dropFirst(opening.count)))
      if opening.count > 3 { aspect = opening }
      break
    }
    for ending in endings where rest.lowercased().hasSuffix(" " + ending) {
      rest = trimmed(String(rest.dropLast(ending.count)))
      aspect = ending
      break
    }
    return (rest, aspect)
  }

  private static func versus(_ text: String) -> (left: String, right: String)? {
    for mark in [" vs. ", " vs ", " versus ", " VS ", " v. ", " Vs "] {
      guard let cut = firstRange(of: mark, in: text) else { continue }
      let left = trimmed(String(text[..<cut.lowerBound])), right = trimmed(String(text[cut.upperBound...]))
      guard !left.isEmpty, !right.isEmpty else { return nil }
      return sides(peeled(afterDash(left)).subject, peeled(right).subject)
    }
    return nil
  }

  /// `DAX - item cache` on the left of `vs` is about the item cache.
  private static func afterDash(_ text: String) -> String {
    for dash in [" - ", " – ", " — ", ": "] {
      if let cut = firstRange(of: dash, in: text) { return trimmed(String(text[cut.upperBound...])) }
    }
    return text
  }

  /// `Full vs incremental export` compares a full export.
  private static func sides(_ left: String, _ right: String) -> (left: String, right: String) {
    let words = right.split(separator: " ")
    guard !left.contains(" "), words.count >= 2, words.last?.first?.isLowercase == true else { return (left, right) }
    return (left + " " + words.dropFirst().joined(separator: " "), right)
  }

  /// Without surrounding space, emoji, numbering (`1.2`, `3)`) and question mark.
  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let first = rest.unicodeScalars.first,
      !first.properties.isAlphabetic, !("0"..."9").contains(first), first != "/", first != "."
    {
      rest.unicodeScalars.removeFirst()
    }
    let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ")") }
    if let last = number.last, last == "." || last == ")" || number.contains("."),
      rest.dropFirst(number.count).first == " "
    {
      rest = rest.dropFirst(number.count)
    }
    while let last = rest.last, last.isWhitespace || "?!:.".contains(last) { rest.removeLast() }
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    return String(rest)
  }

  /// Where `wanted`, which is ASCII, first stands in `text`; over bytes, because it is asked of every line.
  static func firstRange(of wanted: String, in text: String) -> Range<String.Index>? {
    let count = wanted.utf8.count
    func offset(_ bytes: UnsafeBufferPointer<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>) -> Int? {
      guard count > 0, bytes.count >= count else { return nil }
      var start = 0
      while start <= bytes.count - count {
        var matched = 0
        while matched < count, bytes[start + matched] == wanted[matched] { matched += 1 }
        if matched == count { return start }
        start += 1
      }
      return nil
    }
    var text = text, wanted = wanted
    let found = text.withUTF8 { bytes in wanted.withUTF8 { offset(bytes, $0) } }
    return found.map { start in
      let lower = text.utf8.index(text.utf8.startIndex, offsetBy: start)
      return lower..<text.utf8.index(lower, offsetBy: count)
    }
  }
}
