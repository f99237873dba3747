extension Unicode.Scalar {
  /// C0, DEL and C1: nothing in a note needs them, a terminal obeys them, and U+001F separates the fields of an Anki
  /// note.
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
  /// The text with no control characters but those that lay out lines: line feed, return and tab.
  var layoutOnly: String {
    func isKept(_ scalar: Unicode.Scalar) -> Bool {
      !scalar.isControl || scalar == "\n" || scalar == "\r" || scalar == "\t"
    }
    guard !unicodeScalars.allSatisfy(isKept) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter(isKept)))
  }
}
