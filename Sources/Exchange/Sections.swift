import Cards
/// Cards under the headings they are read under: deck, then place in the notes, each in the order first met.
struct Sections {
  struct Section {
    /// The breadcrumb, from the outermost heading in; empty for cards without one.
    let path: [String]
    var entries: [DeckView.Entry]
  }
  struct Deck {
    let name: String
    var sections: [Section]
    var count: Int { sections.reduce(0) { $0 + $1.entries.count } }
  }
  private(set) var decks: [Deck] = []

  init(_ entries: [DeckView.Entry]) {
    var deckIndex: [String: Int] = [:]
    var sectionIndex: [String: Int] = [:]
    for entry in entries {
      let name = entry.card.deck, context = entry.card.context
      let deck = deckIndex[name] ?? decks.count
      if deck == decks.count {
        deckIndex[name] = deck
        decks.append(Deck(name: name, sections: []))
      }
      let key = name + "\u{1F}" + context
      let section = sectionIndex[key] ?? decks[deck].sections.count
      if section == decks[deck].sections.count {
        sectionIndex[key] = section
        let path = context.split(separator: "›").map {
          $0.split(separator: " ").joined(separator: " ")
        }.filter { !$0.isEmpty }
        decks[deck].sections.append(Section(path: path, entries: []))
      }
      decks[deck].sections[section].entries.append(entry)
    }
    for deck in decks.indices { decks[deck].sections = Sections.asTree(decks[deck].sections) }
  }

  /// Each heading's own cards before its subheadings, as a document has them; headings in the order first met.
  private static func asTree(_ sections: [Section]) -> [Section] {
    var firstMet: [[String]: Int] = [:]
    for (index, section) in sections.enumerated() {
      for depth in 0..<section.path.count where firstMet[Array(section.path[...depth])] == nil {
        firstMet[Array(section.path[...depth])] = index
      }
    }
    let keyed = sections.map { section in
      (section.path.indices.map { firstMet[Array(section.path[...$0])] ?? 0 }, section)
    }
    return keyed.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
  }
}
