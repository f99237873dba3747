import Notes

/// Makes text from notes harmless: nothing in it can move the cursor, change colours, reach the clipboard or reorder
/// what is read.
///
/// Everything that reaches the terminal goes through here: cells of a `Screen`, and the lines of plain mode.
public enum Sanitize {
  /// Marks stacked on one character beyond this are dropped: they would spill over the lines around it.
  static let marksMax = 7

  /// One line: controls are gone, line ends and tabs are spaces.
  public static func line(_ text: some StringProtocol) -> String { capped(text.safeForDisplay()) }

  /// Several lines: line feeds stay.
  public static func lines(_ text: some StringProtocol) -> [String] {
    text.safeForDisplay(keepingLines: true).split(separator: "\n", omittingEmptySubsequences: false)
      .map { capped(String($0)) }
  }

  private static func capped(_ text: String) -> String {
    guard text.contains(where: { $0.unicodeScalars.count > marksMax + 1 }) else { return text }
    var capped = ""
    for character in text {
      // Families joined from emoji are the only long characters that are not decoration.
      let isJoined = character.unicodeScalars.contains { $0.value == 0x200D }
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: character.unicodeScalars.prefix(isJoined ? 2 * marksMax : marksMax + 1))
      capped.unicodeScalars.append(contentsOf: scalars)
    }
    return capped
  }
}
