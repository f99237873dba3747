import Basics
import Scheduling

/// The collection as Anki 2.1.50 and later keep it: configuration in tables, most of it as protobuf.
enum Schema18 {
  private static let tables = """
    CREATE TABLE graves (oid integer NOT NULL, type integer NOT NULL, usn integer NOT NULL, PRIMARY KEY (oid, type))
      WITHOUT ROWID;
    CREATE TABLE config (KEY text NOT NULL PRIMARY KEY, usn integer NOT NULL, mtime_secs integer NOT NULL,
      val blob NOT NULL) WITHOUT ROWID;
    CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase,
      mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
    CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE unicase,
      config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
    CREATE TABLE templates (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE unicase,
      mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
    CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase,
      mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL);
    CREATE TABLE deck_config (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase,
      mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
    CREATE TABLE tags (tag text NOT NULL PRIMARY KEY COLLATE unicase, usn integer NOT NULL, collapsed boolean NOT NULL,
      config blob NULL) WITHOUT ROWID;
    CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
    CREATE UNIQUE INDEX idx_decks_name ON decks (name);
    """

  static func database(_ collection: AnkiCollection) throws(ExchangeError) -> [UInt8] {
    let database = try MemoryDatabase()
    try database.run(Schema.common)
    try database.run(tables)
    let texts = Array(repeating: "", count: 5)
    try Schema.insertCollection(collection, version: 18, texts: texts, into: database)
    let now = Int64(collection.modified.seconds)
    let settings = [
      ("creationOffset", "\(collection.minutesWest)"), ("fsrs", "true"),
      ("rollover", "\(AnkiCollection.rolloverHour)"), ("schedVer", "2"),
    ]
    try database.insert(
      into: "config", width: 4,
      settings.map { [.text($0.0), .integer(0), .integer(now), .blob(Array($0.1.utf8))] })
    try insertNotetypes(database)
    try database.insert(
      into: "decks", width: 6,
      collection.decks.decks.map { deck in
        var kind = Protobuf()
        kind.message(1) { $0.varint(1, UInt64(deck.configID)) }
        return [
          .integer(deck.id), .text(deck.levels.joined(separator: "\u{1F}")), .integer(now), .integer(-1), .blob([]),
          .blob(kind.bytes),
        ]
      })
    try database.insert(
      into: "deck_config", width: 5,
      collection.decks.configs.map {
        [.integer($0.id), .text($0.name), .integer(now), .integer(-1), .blob(options($0.settings))]
      })
    var known: Set<String> = []
    let tags = collection.notes.flatMap(\.tags).sorted().filter { known.insert($0.lowercased()).inserted }
    try database.insert(into: "tags", width: 4, tags.map { [.text($0), .integer(-1), .integer(0), .blob([])] })
    try Schema.fill(database, from: collection)
    return try database.bytes()
  }

  private static func insertNotetypes(_ database: MemoryDatabase) throws(ExchangeError) {
    let modified = Int64(Notetype.modifiedSeconds)
    for notetype in Notetype.all {
      var config = Protobuf()
      if notetype.isCloze { config.varint(1, 1) }
      config.varint(2, UInt64(notetype.sortField))
      config.string(3, Notetype.style)
      try database.insert(
        into: "notetypes", width: 5,
        [[.integer(notetype.id), .text(notetype.name), .integer(modified), .integer(-1), .blob(config.bytes)]])
      var rows: [[MemoryDatabase.Value]] = []
      for (order, field) in notetype.fields.enumerated() {
        var config = Protobuf()
        config.string(3, "Arial")
        config.varint(4, 20)
        config.varint(9, UInt64(field.id))
        rows.append([.integer(notetype.id), .integer(Int64(order)), .text(field.name), .blob(config.bytes)])
      }
      try database.insert(into: "fields", width: 4, rows)
      var template = Protobuf()
      template.string(1, notetype.question)
      template.string(2, notetype.answer)
      template.varint(8, UInt64(notetype.templateID))
      try database.insert(
        into: "templates", width: 6,
        [
          [
            .integer(notetype.id), .integer(0), .text(notetype.templateName), .integer(modified), .integer(-1),
            .blob(template.bytes),
          ]
        ])
    }
  }

  /// Deck options. What is left out would count as zero, so the usual values are written too.
  private static func options(_ settings: DeckSettings) -> [UInt8] {
    func minutes(_ steps: [Duration]) -> [Float] { steps.map { Float($0.inSeconds / 60) } }
    var config = Protobuf()
    config.floats(1, minutes(settings.learningSteps))
    config.floats(2, minutes(settings.relearningSteps))
    config.floats(4, Array(repeating: 1, count: 7))
    if settings.parameters.count == FSRS.defaultParameters.count {
      config.floats(6, settings.parameters.map { Float($0) })
    }
    config.varint(9, UInt64(max(0, settings.newPerDay)))
    config.varint(10, UInt64(max(0, settings.reviewsPerDay)))
    config.float(11, 2.5)
    config.float(12, 1.3)
    config.float(13, 1.2)
    config.float(15, 1)
    config.varint(16, UInt64(max(1, settings.maximumInterval)))
    config.varint(17, 1)
    config.varint(18, 1)
    config.varint(19, 4)
    config.varint(21, 1)  // leeches are tagged, not suspended
    config.varint(22, UInt64(max(1, settings.leechThreshold)))
    config.float(37, Float(settings.desiredRetention))
    config.float(40, 0.9)
    return config.bytes
  }
}
