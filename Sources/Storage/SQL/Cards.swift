/// Statements about cards, what is derived from them, and their marks.
enum CardSQL {
  static let stored = "SELECT body, retired FROM card ORDER BY source_file, source_line, id"
  static let version = "SELECT body, retired, modified_at FROM card WHERE id = ?"
  static let touch = "UPDATE card SET modified_at = ? WHERE id = ?"
  static let exists = "SELECT 1 FROM card WHERE id = ?"
  static let number = "SELECT number FROM card WHERE id = ?"
  static func update(columns: [String]) -> String {
    "UPDATE card SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"
  }

  static let deleteConcepts = "DELETE FROM card_concept WHERE card = ?"
  static let putConcepts = """
    INSERT INTO card_concept (card, position, concept)
    SELECT c.id, e.key, e.value FROM card c, json_each(c.body, '$.concepts') e WHERE c.id = ?
    """
  static let deleteText = "DELETE FROM card_text WHERE rowid = ?"
  static let putText = """
    INSERT INTO card_text (rowid, question, answer, context)
    SELECT number, body ->> '$.question', body ->> '$.answer', body ->> '$.context' FROM card WHERE id = ?
    """

  static let decks = "SELECT DISTINCT deck FROM card WHERE retired = 0 ORDER BY deck"

  /// A card with its state and marks. Conditions and order are added by the caller.
  static let study = """
    SELECT c.body, c.retired, c.modified_at, s.phase, s.stability, s.difficulty, s.remaining_steps, s.due, s.interval_days,
      s.last_review, s.reviews, s.lapses, s.leech, m.suspended, m.buried_until, m.tags
    FROM card c LEFT JOIN card_state s ON s.card = c.id LEFT JOIN card_mark m ON m.card = c.id
    """
  static let byPlace = " ORDER BY c.source_file, c.source_line, c.id"
  static let withID = " WHERE c.id = ?"
  static let all = " WHERE c.retired = 0"
  static let inDeck = " WHERE c.retired = 0 AND (c.deck = ?1 OR substr(c.deck, 1, length(?1) + 2) = ?1 || '::')"
  static let retired = """
     WHERE c.retired = 1 AND (?1 IS NULL OR c.deck = ?1 OR substr(c.deck, 1, length(?1) + 2) = ?1 || '::')
    """
  /// May be asked at ?2: neither retired, suspended, buried nor waiting for review.
  static let askable = """
     WHERE c.retired = 0 AND (?1 IS NULL OR c.deck = ?1 OR substr(c.deck, 1, length(?1) + 2) = ?1 || '::')
      AND coalesce(m.suspended, 0) = 0 AND coalesce(m.buried_until, ?2) <= ?2 AND c.confidence >= 0.5
    """
  static let isDue = " AND s.phase > 0 AND s.due <= ?2 ORDER BY s.due, c.id"
  static let isNew = " AND s.card IS NULL"

  static let state = """
    SELECT phase, stability, difficulty, remaining_steps, due, interval_days, last_review, reviews, lapses, leech
    FROM card_state WHERE card = ?
    """
  static let states = """
    SELECT card, phase, stability, difficulty, remaining_steps, due, interval_days, last_review, reviews, lapses, leech
    FROM card_state ORDER BY card
    """
}

/// Statements about note files, concepts and decks.
enum CollectionSQL {
  static let files = "SELECT path, hash, bytes, ingested_at, place FROM note_file ORDER BY path"
  static let concepts = "SELECT id, body FROM concept ORDER BY id"
  static let edges = "SELECT origin, target, kind, rule, body FROM concept_edge ORDER BY origin, target, kind, rule"
  static let settings = "SELECT deck, body FROM deck_settings ORDER BY deck"
  static let settingsOfDeck = "SELECT body FROM deck_settings WHERE deck = ?"
}

/// Statements about operations.
enum OperationSQL {
  static let put = "INSERT INTO operation (kind, at, summary, inverse) VALUES (?, ?, ?, ?)"
  static let finish = "UPDATE operation SET summary = ?, inverse = ? WHERE id = ?"
  static let last = """
    SELECT id, kind, at, summary, inverse FROM operation WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1
    """
  static let recent = """
    SELECT id, kind, at, summary FROM operation WHERE undone_at IS NULL ORDER BY id DESC LIMIT ?
    """
  static let markUndone = "UPDATE operation SET undone_at = ? WHERE id = ?"
  static let markReviewsUndone = "UPDATE review SET undone = 1 WHERE operation = ?"
}
