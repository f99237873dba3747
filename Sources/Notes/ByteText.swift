import Basics

// Asked of every line, so answered from the bytes: within this module these take the place of the standard library's
// members of the same names and give the same answers for what Markdown is marked with.

extension StringProtocol {
  func contains(_ needle: String) -> Bool { needle.isEmpty || firstOffset(of: needle, in: self) != nil }

  func hasPrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Without spaces, tabs and line feeds at both ends.
  var trimmedSpaces: String {
    let text = Substring(self), bytes = text.utf8
    var start = startIndex, end = endIndex
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }
    while start < end, isSpace(bytes[start]) { bytes.formIndex(after: &start) }
    while start < end {
      let before = bytes.index(before: end)
      guard isSpace(bytes[before]) else { break }
      end = before
    }
    return String(text[start..<end])
  }
}

extension String {
  /// The first occurrence of `needle` at or after `start`.
  func range(of needle: String, from start: Index) -> Range<Index>? {
    guard let offset = firstOffset(of: needle, in: self[start...]) else { return nil }
    let lower = utf8.index(start, offsetBy: offset)
    return lower..<utf8.index(lower, offsetBy: needle.utf8.count)
  }
}
