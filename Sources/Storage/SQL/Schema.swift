/// The tables, one step for each number of the format. Steps are never edited after a release; a change is a new step.
///
/// Times are whole nanoseconds since 1970 in UTC, as `Instant` keeps them; lengths of time are nanoseconds as well.
/// Columns named `body`, `settings`, `zone` and `tags` hold JSON with sorted keys.
enum SchemaSQL {
  /// "RHRS", in the header of each collection, so that another program's database is recognised.
  static let applicationID: Int64 = 0x5248_5253

  static let steps: [String] = [first]

  private static let first = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE note_file (
      path TEXT PRIMARY KEY, place TEXT NOT NULL, hash INTEGER NOT NULL, bytes INTEGER NOT NULL,
      ingested_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE card (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, deck TEXT NOT NULL, kind TEXT NOT NULL,
      pattern TEXT NOT NULL, confidence REAL NOT NULL, source_file TEXT NOT NULL, source_line INTEGER NOT NULL,
      retired INTEGER NOT NULL, modified_at INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX card_by_place ON card (deck, source_file, source_line);

    CREATE TABLE card_concept (
      card TEXT NOT NULL REFERENCES card (id) ON DELETE CASCADE, position INTEGER NOT NULL, concept TEXT NOT NULL,
      PRIMARY KEY (card, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX card_by_concept ON card_concept (concept);

    CREATE VIRTUAL TABLE card_text USING fts5 (question, answer, context, tokenize = 'porter unicode61');

    CREATE TABLE concept (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE concept_edge (
      origin TEXT NOT NULL REFERENCES concept (id) DEFERRABLE INITIALLY DEFERRED,
      target TEXT NOT NULL REFERENCES concept (id) DEFERRABLE INITIALLY DEFERRED,
      kind TEXT NOT NULL, rule TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (origin, target, kind, rule)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE deck_settings (deck TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE operation (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at INTEGER NOT NULL, summary TEXT NOT NULL,
      inverse BLOB NOT NULL, undone_at INTEGER
    ) STRICT;
    CREATE INDEX operation_to_undo ON operation (id) WHERE undone_at IS NULL;

    CREATE TABLE scheduling_context (
      id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, settings TEXT NOT NULL, zone TEXT NOT NULL
    ) STRICT;
    CREATE INDEX context_by_hash ON scheduling_context (hash);

    -- No reference to card: the log outlives a card whose ingest was taken back.
    CREATE TABLE review (
      id INTEGER PRIMARY KEY AUTOINCREMENT, card TEXT NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL,
      rating INTEGER NOT NULL, duration INTEGER NOT NULL, seed INTEGER NOT NULL, phase INTEGER NOT NULL,
      scheduler INTEGER NOT NULL, context INTEGER REFERENCES scheduling_context (id),
      operation INTEGER NOT NULL REFERENCES operation (id), undone INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX review_by_card ON review (card, id);
    CREATE INDEX review_by_time ON review (at);

    CREATE TABLE card_state (
      card TEXT PRIMARY KEY REFERENCES card (id) DEFERRABLE INITIALLY DEFERRED, phase INTEGER NOT NULL, stability REAL,
      difficulty REAL, remaining_steps INTEGER NOT NULL, due INTEGER NOT NULL, interval_days INTEGER NOT NULL,
      last_review INTEGER, reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, leech INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE card_mark (
      card TEXT PRIMARY KEY REFERENCES card (id) DEFERRABLE INITIALLY DEFERRED, suspended INTEGER NOT NULL,
      buried_until INTEGER, tags TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  static let version = "PRAGMA user_version"
  static let application = "PRAGMA application_id"
  static let tableCount = "SELECT count(*) FROM sqlite_schema"
  static let putMeta = "INSERT INTO meta (key, value) VALUES (?, ?)"
  static let connection = "PRAGMA synchronous = FULL"
  static func setVersion(_ version: Int) -> String { "PRAGMA user_version = \(version)" }
  static let setApplication = "PRAGMA application_id = \(applicationID)"
}
