import Basics
import Cards
import Foundation
import GRDB

/// The row of a card and what is derived from it: its concepts and its searchable text, always written together.
enum CardRow {
  /// The row for `stored`, written at `now`.
  static func columns(
    of stored: StoredCard, at now: Instant, _ db: Database
  ) throws -> KeyValuePairs<String, (any DatabaseValueConvertible)?> {
    let card = stored.card, place = card.sources.first, body = try JSONText.encode(card)
    return [
      "id": card.id.rawValue, "deck": card.deck, "kind": card.form.kind, "pattern": card.pattern,
      "confidence": card.confidence, "source_file": place?.file ?? "", "source_line": place?.lineStart ?? 0,
      "retired": stored.isRetired ? 1 : 0, "modified_at": try modifiedAt(of: stored, body: body, at: now, db),
      "body": body,
    ]
  }

  /// When what a person sees of the card changed last, if it becomes `stored` at `now`: another line, confidence or
  /// fingerprint is no such change.
  private static func modifiedAt(
    of stored: StoredCard, body: String, at now: Instant, _ db: Database
  ) throws -> Int64 {
    let id = stored.card.id.rawValue
    guard let row = try Row.fetchOne(db.cachedStatement(sql: CardSQL.version), arguments: [id]) else {
      return now.nanoseconds
    }
    let wasRetired = try row.value(1) == 1, modifiedAt: Int64 = try row.value(2), oldBody: String = try row.value(0)
    guard wasRetired == stored.isRetired else { return now.nanoseconds }
    guard oldBody != body else { return modifiedAt }
    var old = try JSONText.decode(Card.self, oldBody)
    (old.sources, old.confidence, old.fingerprint) = (
      stored.card.sources, stored.card.confidence, stored.card.fingerprint
    )
    return old == stored.card ? modifiedAt : now.nanoseconds
  }

  /// Writes the row as `image` has it, keeping its number where it has one.
  static func put(_ db: Database, _ image: Inverse.RowImage) throws {
    guard case .text(let id) = image.key[0] else { return }
    try db.cachedStatement(sql: CardSQL.deleteConcepts).execute(arguments: [id])
    if let number = try Int64.fetchOne(db.cachedStatement(sql: CardSQL.number), arguments: [id]) {
      try db.cachedStatement(sql: CardSQL.deleteText).execute(arguments: [number])
    }
    let key = StatementArguments(image.key.map(\.databaseValue))
    guard let columns = image.columns, let values = image.values else {
      try db.cachedStatement(sql: RowSQL.delete("card")).execute(arguments: key)
      return
    }
    // Reviews, states and marks refer to the id, so the row is updated in place where there is one.
    let updated = columns.filter { $0 != "id" && $0 != "number" }
    let isThere = try Int.fetchOne(db.cachedStatement(sql: CardSQL.exists), arguments: [id]) != nil
    if isThere {
      let pairs = zip(columns, values).filter { updated.contains($0.0) }
      try db.cachedStatement(sql: CardSQL.update(columns: pairs.map(\.0)))
        .execute(arguments: StatementArguments(pairs.map(\.1.databaseValue) + [id.databaseValue]))
    } else {
      try db.cachedStatement(sql: RowSQL.insert("card", columns: columns))
        .execute(arguments: StatementArguments(values.map(\.databaseValue)))
    }
    try db.cachedStatement(sql: CardSQL.putText).execute(arguments: [id])
    try db.cachedStatement(sql: CardSQL.putConcepts).execute(arguments: [id])
  }
}

/// JSON as the collection keeps it: sorted keys, so that one value has one text.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    String(decoding: try data(value), as: UTF8.self)
  }
  static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try decode(type, Data(text.utf8))
  }
  static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a stored \(type) cannot be read: \(error)")
    }
  }
}
