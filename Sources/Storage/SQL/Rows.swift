/// Statements that read, write and delete one row by its key: what the journal of operations works with.
enum RowSQL {
  /// The tables whose rows an operation may change, with their keys. What is derived from a card (its concepts, its
  /// searchable text) is written with the card and not listed.
  static let keys: [String: [String]] = [
    "card": ["id"], "card_state": ["card"], "card_mark": ["card"], "note_file": ["path"], "concept": ["id"],
    "concept_edge": ["origin", "target", "kind", "rule"], "deck_settings": ["deck"],
  ]

  /// For one transaction: rows that refer to each other are put back in any order.
  static let deferForeignKeys = "PRAGMA defer_foreign_keys = ON"

  static func select(_ table: String) -> String { "SELECT * FROM \(table) WHERE \(condition(table))" }
  static func delete(_ table: String) -> String { "DELETE FROM \(table) WHERE \(condition(table))" }

  static func insert(_ table: String, columns: [String]) -> String {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
  }

  private static func condition(_ table: String) -> String {
    keys[table, default: []].map { "\($0) = ?" }.joined(separator: " AND ")
  }
}
