import Basics
/// The tables that both schemas share, and their rows.
enum Schema {
  static let common = """
    CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
      ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
      models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
    CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
      usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
      flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
      mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
      ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
      left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
      ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
      type integer NOT NULL);
    CREATE INDEX ix_cards_nid ON cards (nid);
    CREATE INDEX ix_notes_csum ON notes (csum);
    CREATE INDEX ix_revlog_cid ON revlog (cid);
    """

  /// Notes, cards and review log.
  static func fill(_ database: MemoryDatabase, from collection: AnkiCollection) throws(ExchangeError) {
    var notes: [[MemoryDatabase.Value]] = []
    notes.reserveCapacity(collection.notes.count)
    for note in collection.notes {
      let tags = note.tags.isEmpty ? "" : " \(note.tags.joined(separator: " ")) "
      notes.append([
        .integer(note.id), .text(note.guid), .integer(note.notetype.id), .integer(Int64(note.modified)), .integer(-1),
        .text(tags), .text(note.fields.joined(separator: "\u{1F}")),
        .text(HTMLText.stripped(note.fields[note.notetype.sortField])),
        .integer(try Digest.checksum(HTMLText.stripped(note.fields[0]))), .integer(0), .text(""),
      ])
    }
    try database.insert(into: "notes", width: 11, notes)
    try database.insert(
      into: "cards", width: 18,
      collection.cards.lazy.map { row in
        let numbers = [
          row.id, row.noteID, row.deckID, 0, Int64(row.modified), -1, Int64(row.type), Int64(row.queue),
          Int64(row.due), Int64(row.interval), Int64(row.factor), Int64(row.reviews), Int64(row.lapses),
          Int64(row.stepsLeft), 0, 0, 0,
        ]
        return numbers.map { .integer($0) } + [.text(row.data)]
      })
    try database.insert(
      into: "revlog", width: 9,
      collection.reviews.lazy.map { row in
        [
          row.id, row.cardID, -1, Int64(row.button), Int64(row.interval), Int64(row.lastInterval), Int64(row.factor),
          Int64(row.milliseconds), Int64(row.kind),
        ].map { .integer($0) }
      })
  }

  /// The one row of `col`; the five texts are empty in schema 18.
  static func insertCollection(
    _ collection: AnkiCollection, version: Int64, texts: [String], into database: MemoryDatabase
  ) throws(ExchangeError) {
    let milliseconds = Int64(collection.modified.milliseconds)
    let numbers = [1, Int64(collection.created), milliseconds, milliseconds, version, 0, 0, 0]
    try database.insert(into: "col", width: 13, [numbers.map { .integer($0) } + texts.map { .text($0) }])
  }
}
