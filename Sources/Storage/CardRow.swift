import Basics
import Cards
import Foundation
import GRDB
import Notes

/// The row of a card and what is derived from it: its concepts and its searchable text, always written together.
enum CardRow {
  static func columns(
    of card: Card, isRetired: Bool, modifiedAt: Int64
  ) throws -> KeyValuePairs<String, (any DatabaseValueConvertible)?> {
    let place = card.sources.first
    return [
      "id": card.id.rawValue, "deck": card.deck, "kind": card.form.kind, "pattern": card.pattern,
      "confidence": card.confidence, "source_file": place?.file ?? "", "source_line": place?.lineStart ?? 0,
      "retired": isRetired ? 1 : 0, "modified_at": modifiedAt, "body": try JSONText.encode(card),
    ]
  }

  /// When what a person sees of the card changed last, if it becomes `stored` at `now`: another line, confidence or
  /// fingerprint is no such change.
  static func modifiedAt(of stored: StoredCard, at now: Instant, _ db: Database) throws -> Int64 {
    let id = stored.card.id.rawValue
    guard let row = try Row.fetchOne(db.cachedStatement(sql: CardSQL.version), arguments: [id]) else {
      return now.nanoseconds
    }
    var old = try JSONText.decode(Card.self, row.value(0) as String)
    (old.sources, old.confidence, old.fingerprint) = (
      stored.card.sources, stored.card.confidence, stored.card.fingerprint
    )
    let wasRetired = try row.value(1) == 1, modifiedAt: Int64 = try row.value(2)
    return old == stored.card && wasRetired == stored.isRetired ? modifiedAt : now.nanoseconds
  }

  /// Writes the row as `image` has it, keeping its number where it has one.
  static func put(_ db: Database, _ image: Inverse.RowImage) throws {
    guard case .text(let id) = image.key[0] else { return }
    try db.cachedStatement(sql: CardSQL.deleteConcepts).execute(arguments: [id])
    if let number = try Int64.fetchOne(db.cachedStatement(sql: CardSQL.number), arguments: [id]) {
      try db.cachedStatement(sql: CardSQL.deleteText).execute(arguments: [number])
    }
    let key = StatementArguments(image.key.map(\.databaseValue))
    guard let columns = image.columns, let values = image.values, case .text(let body) = image.value("body") else {
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
    let card = try JSONText.decode(Card.self, body)
    let number = try Int64.fetchOne(db.cachedStatement(sql: CardSQL.number), arguments: [id])
    try db.cachedStatement(sql: CardSQL.putText)
      .execute(arguments: [number, card.question.markdown, card.answer.markdown, card.context])
    for (position, concept) in card.concepts.enumerated() {
      try db.cachedStatement(sql: CardSQL.putConcept).execute(arguments: [id, position, concept])
    }
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
