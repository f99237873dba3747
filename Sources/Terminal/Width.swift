/// Columns that text takes in a terminal: 2 for East Asian wide characters and emoji, 0 for lone combining marks.
///
/// Source: Unicode Standard Annex 11 (East Asian Width W and F) and Technical Standard 51 (emoji presentation).
public enum Width {
  public static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    for character in text { width += of(character) }
    return width
  }

  public static func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return (0x20...0x7E).contains(ascii) ? 1 : 0 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator, .surrogate: return 0
    default: break
    }
    if first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
    // A text symbol becomes an emoji by the variation selector 16, a joined family by its joiners.
    return scalars.dropFirst().contains { $0.value == 0xFE0F || $0.value == 0x200D && first.properties.isEmoji } ? 2 : 1
  }

  /// The longest start of `text` that fits `columns`, and its width.
  static func prefix(_ text: Substring, columns: Int) -> (text: Substring, width: Int) {
    var width = 0, end = text.startIndex
    for index in text.indices {
      let next = of(text[index])
      guard width + next <= columns else { break }
      width += next
      end = text.index(after: index)
    }
    return (text[..<end], width)
  }

  /// `text` cut to `columns`, with an ellipsis where something is missing.
  static func fitted(_ text: String, columns: Int) -> String {
    guard of(text) > columns else { return text }
    return columns < 1 ? "" : prefix(text[...], columns: columns - 1).text + "…"
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    var low = 0, high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(scalar)
  }

  /// Ascending. Emoji outside these blocks are known by their presentation property.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FFF, 0x17000...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]
}
