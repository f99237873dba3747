/// Text that cannot drive a terminal or reorder what is read.
extension StringProtocol {
  /// The text without control characters (C0, C1, ESC), bidirectional overrides and invisible formatting.
  ///
  /// - Parameter keepingLines: Whether line feeds stay and tabs become spaces; otherwise both become one space.
  public func safeForDisplay(keepingLines: Bool = false) -> String {
    // The usual line needs no change: one pass over its bytes says so.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(self) }
    var safe = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A: safe.append(keepingLines ? "\n" : " ")
      case 0x09:
        safe.append(" ")
        if keepingLines { safe.append(" ") }
      case 0x2028, 0x2029, 0xA0: safe.append(" ")
      case 0..<0x20, 0x7F...0x9F, 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
        0xFFF9...0xFFFB, 0xE0000...0xE007F:
        continue
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }
}
