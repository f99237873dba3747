import Basics
import GRDB
import Scheduling

extension StudyStore {
  /// The settings of `deck`: its own, or those of the nearest deck above it, or the defaults. The name is `deck`.
  public func settings(of deck: String) throws(StorageError) -> DeckSettings {
    try read { db in
      var name = deck
      while true {
        if let body = try String.fetchOne(
          db.cachedStatement(sql: CollectionSQL.settingsOfDeck), arguments: [name])
        {
          var settings = try JSONText.decode(DeckSettings.self, body)
          settings.name = deck
          return settings
        }
        // A deck name is its levels joined by two colons.
        guard let colon = name.lastIndex(of: ":") else { return DeckSettings(name: deck) }
        name = String(name[..<colon])
        if name.hasSuffix(":") { name.removeLast() }
      }
    }
  }

  /// Decks with settings of their own, sorted by name.
  public func settings() throws(StorageError) -> [DeckSettings] {
    try read { db in
      try Row.fetchAll(db, sql: CollectionSQL.settings).map {
        try JSONText.decode(DeckSettings.self, $0.value(1) as String)
      }
    }
  }

  /// Keeps settings under their names, replacing earlier ones; schedules already given stay.
  /// - Throws: `.settings` for those that no scheduler can follow.
  @discardableResult
  public func set(_ settings: [DeckSettings], at now: Instant) throws(StorageError) -> StoreOperation? {
    try validate(settings)
    return try operate(.settings, at: now) { _, journal, _ in
      try Self.put(settings, &journal)
      return settings.count == 1 ? "changed the settings of \(settings[0].name)" : "changed \(settings.count) decks"
    }
  }

  func validate(_ settings: [DeckSettings]) throws(StorageError) {
    for deck in settings {
      do {
        try deck.validated()
      } catch {
        throw .settings(path: path, deck: deck.name, detail: error.description)
      }
    }
  }

  /// Within an operation.
  static func put(_ settings: [DeckSettings], _ journal: inout Journal) throws {
    for deck in settings {
      try journal.set("deck_settings", [deck.name], to: ["deck": deck.name, "body": try JSONText.encode(deck)])
    }
  }
}
