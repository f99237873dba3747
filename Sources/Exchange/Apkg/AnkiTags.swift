import Cards

/// The tags of a note: the card's own, its concepts, its place in the notes, and what holds it back.
enum AnkiTags {
  static let retired = "rehearse::retired", unconfirmed = "rehearse::unconfirmed"

  /// Sorted, without the doubles that differ only in case.
  static func tags(of entry: DeckView.Entry) -> [String] {
    let card = entry.card
    var tags = card.tags.map(clean) + card.concepts.map { "concept::" + clean($0) }
    let section = card.context.split(separator: "›").map { slug($0) }.filter { !$0.isEmpty }
    if !section.isEmpty { tags.append("section::" + section.joined(separator: "::")) }
    if entry.isRetired { tags.append(retired) }
    if entry.isUnconfirmed { tags.append(unconfirmed) }
    var seen: Set<String> = []
    return tags.filter { !$0.isEmpty }.sorted().filter { seen.insert($0.lowercased()).inserted }
  }

  /// A tag is one word; levels are apart by `::`.
  private static func clean(_ text: String) -> String {
    let levels = text.split(separator: "::").map { level in
      String(String.UnicodeScalarView(level.unicodeScalars.map { isForbidden($0) ? "-" : $0 }))
    }
    return levels.joined(separator: "::")
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.isControl || scalar == "\"" || scalar == "\u{3000}"
  }

  /// Lower-case words joined by hyphens.
  private static func slug(_ text: Substring) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }
}

extension DeckView.Entry {
  /// Made by a pattern that is not sure enough: shown to the person for review, not asked.
  var isUnconfirmed: Bool { card.confidence < 0.5 }
}
