import Cards
import Basics
import Scheduling

/// The decks and deck options that the cards of a view need, with every deck above them.
struct AnkiDecks {
  struct Deck {
    let id: Int64
    let levels: [String]
    let configID: Int64
  }
  struct Config {
    let id: Int64
    let name: String
    let settings: DeckSettings
  }
  /// Sorted by name; the first has the id 1, which every collection has.
  private(set) var decks = [Deck(id: 1, levels: ["Default"], configID: 1)]
  private(set) var configs = [Config(id: 1, name: "Default", settings: DeckSettings(name: "Default"))]
  private var ids = ["default": Int64(1)]

  init(_ view: DeckView) {
    var names: [String: [String]] = [:]
    var settings: [String: DeckSettings] = [:]
    for entry in view.entries where names[AnkiDecks.key(AnkiDecks.levels(entry.card.deck))] == nil {
      let levels = AnkiDecks.levels(entry.card.deck)
      for depth in 1...levels.count {
        let key = AnkiDecks.key(Array(levels[..<depth]))
        if names[key] == nil { names[key] = Array(levels[..<depth]) }
      }
      settings[AnkiDecks.key(levels)] = view.settings(of: entry.card.deck)
    }
    var taken: Set<Int64> = [1]
    func mint(_ key: String) -> Int64 {
      var id = 1_600_000_000_000 + Int64(stableHash(key) % 100_000_000_000)
      while !taken.insert(id).inserted { id += 1 }
      return id
    }
    var configIDs: [String: Int64] = [:]
    for (_, deckSettings) in settings.sorted(by: { $0.key < $1.key }) where configIDs[deckSettings.name] == nil {
      let id = mint("options \(deckSettings.name)")
      configIDs[deckSettings.name] = id
      configs.append(Config(id: id, name: "Rehearse \(deckSettings.name)", settings: deckSettings))
    }
    for (key, levels) in names.sorted(by: { $0.key < $1.key }) where ids[key] == nil {
      let config = settings[key].flatMap { configIDs[$0.name] } ?? 1
      let id = mint("deck \(key)")
      ids[key] = id
      decks.append(Deck(id: id, levels: levels, configID: config))
    }
  }

  func id(of deck: String) -> Int64 { ids[AnkiDecks.key(AnkiDecks.levels(deck))] ?? 1 }

  /// The names from the top down; Anki has no empty names.
  private static func levels(_ deck: String) -> [String] {
    let levels = deck.split(separator: "::").map { level in
      String(String.UnicodeScalarView(level.unicodeScalars.map { $0.isControl ? " " : $0 }))
        .split(separator: " ").joined(separator: " ")
    }.filter { !$0.isEmpty }
    return levels.isEmpty ? ["Rehearse"] : levels
  }

  /// Anki tells decks apart without regard to case.
  private static func key(_ levels: [String]) -> String { levels.joined(separator: "\u{1F}").lowercased() }
}
