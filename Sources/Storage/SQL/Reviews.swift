/// Statements about the review log, and the figures counted from it.
enum ReviewSQL {
  static let put = """
    INSERT INTO review (card, kind, at, rating, duration, seed, phase, scheduler, context, operation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  static let findContext = "SELECT id FROM scheduling_context WHERE hash = ? AND settings = ? AND zone = ?"
  static let putContext = "INSERT INTO scheduling_context (hash, settings, zone) VALUES (?, ?, ?)"
  static let contexts = "SELECT id, settings, zone FROM scheduling_context"

  private static let columns = """
    SELECT id, card, kind, at, rating, duration, seed, phase, scheduler, context, undone FROM review
    """
  static let ofCard = columns + " WHERE card = ? ORDER BY id"
  static let all = columns + " ORDER BY card, id"

  /// Answers that stand, with the deck of the card, in ?1..<?2.
  private static let standing = """
     FROM review r JOIN card c ON c.id = r.card
    WHERE r.kind = 0 AND r.undone = 0 AND r.at >= ?1 AND r.at < ?2
    """
  static let work = """
    SELECT c.deck, sum(r.phase = 0) AS new, sum(r.phase = 2) AS review, sum(r.phase IN (1, 3)) AS learning,
      sum(r.duration) AS duration
    """ + standing + " GROUP BY c.deck ORDER BY c.deck"
  static let answers = """
    SELECT r.at, r.rating, r.duration, r.phase, c.deck
    """ + standing + " ORDER BY r.at, r.id"

  static let concepts = """
    SELECT k.concept, count(DISTINCT c.id), count(r.id), sum(coalesce(r.phase = 2, 0)),
      sum(coalesce(r.phase = 2 AND r.rating > 1, 0))
    FROM card_concept k JOIN card c ON c.id = k.card AND c.retired = 0
      LEFT JOIN review r ON r.card = c.id AND r.kind = 0 AND r.undone = 0 AND r.at >= ?1 AND r.at < ?2
    GROUP BY k.concept ORDER BY k.concept
    """

  static let dueTimes = """
    SELECT s.due, c.deck FROM card_state s JOIN card c ON c.id = s.card LEFT JOIN card_mark m ON m.card = s.card
    WHERE c.retired = 0 AND coalesce(m.suspended, 0) = 0 AND c.confidence >= 0.5 AND s.phase > 0 ORDER BY s.due
    """
  static let deckCounts = """
    SELECT c.deck, count(*) AS cards, sum(s.card IS NULL) AS new, sum(coalesce(s.phase, 0) IN (1, 3)) AS learning,
      sum(coalesce(s.phase, 0) = 2) AS review, sum(coalesce(m.suspended, 0) > 0) AS suspended,
      sum(s.phase > 0 AND s.due <= ?1 AND coalesce(m.suspended, 0) = 0 AND coalesce(m.buried_until, ?1) <= ?1
        AND c.confidence >= 0.5) AS due
    FROM card c LEFT JOIN card_state s ON s.card = c.id LEFT JOIN card_mark m ON m.card = c.id
    WHERE c.retired = 0 GROUP BY c.deck ORDER BY c.deck
    """
}

/// Statements that examine a collection and copy it.
enum CheckSQL {
  static let integrity = "PRAGMA integrity_check(20)"
  static let foreignKeys = "PRAGMA foreign_key_check"
  static let cards = "SELECT count(*) FROM card"
  static let reviews = "SELECT count(*) FROM review WHERE undone = 0"
  static let textMismatch = """
    SELECT c.id FROM card c LEFT JOIN card_text t ON t.rowid = c.number WHERE t.rowid IS NULL
      OR t.question <> json_extract(c.body, '$.question') OR t.answer <> json_extract(c.body, '$.answer')
    UNION ALL SELECT 'row ' || t.rowid FROM card_text t LEFT JOIN card c ON c.number = t.rowid WHERE c.number IS NULL
    LIMIT 20
    """
  static let conceptMismatch = """
    SELECT c.id FROM card c WHERE coalesce(json_array_length(c.body, '$.concepts'), 0)
      <> (SELECT count(*) FROM card_concept k WHERE k.card = c.id) LIMIT 20
    """
  /// Everything a person can see, in a fixed order: two collections with one dump are alike.
  static let dump: [(table: String, sql: String)] = [
    ("note_file", "SELECT * FROM note_file ORDER BY path"),
    (
      "card",
      """
      SELECT id, deck, kind, pattern, confidence, source_file, source_line, retired, modified_at, body FROM card ORDER BY id
      """
    ),
    ("card_concept", "SELECT * FROM card_concept ORDER BY card, position"),
    (
      "card_text",
      "SELECT c.id, t.question, t.answer, t.context FROM card_text t JOIN card c ON c.number = t.rowid ORDER BY c.id"
    ),
    ("concept", "SELECT * FROM concept ORDER BY id"),
    ("concept_edge", "SELECT * FROM concept_edge ORDER BY origin, target, kind, rule"),
    ("deck_settings", "SELECT * FROM deck_settings ORDER BY deck"),
    ("card_state", "SELECT * FROM card_state ORDER BY card"),
    ("card_mark", "SELECT * FROM card_mark ORDER BY card"),
    (
      "review",
      """
      SELECT card, kind, at, rating, duration, seed, phase, scheduler FROM review WHERE undone = 0 ORDER BY id
      """
    ),
  ]
}
