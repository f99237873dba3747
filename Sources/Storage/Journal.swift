import Foundation
import GRDB

/// What the rows of an operation were before it: its inverse.
///
/// Kept with the operation as JSON. A row is written down once, at the first change; taking the operation back puts
/// every row to what it was, byte for byte, or deletes it where there was none.
struct Inverse: Codable {
  /// A value with its SQLite type, so that 1 and 1.0 stay apart.
  enum Value: Codable, Hashable {
    case null, integer(Int64), real(Double), text(String), blob(Data)
  }
  struct RowImage: Codable {
    var table: String
    var key: [Value]
    /// nil where there was no row.
    var columns: [String]?, values: [Value]?
  }
  var rows: [RowImage] = []
}

/// Changes rows of one transaction and remembers what they were.
struct Journal {
  private let db: Database
  private(set) var inverse = Inverse()
  private var seen: Set<RowName> = []

  private struct RowName: Hashable {
    let table: String, key: [Inverse.Value]
  }

  init(_ db: Database) { self.db = db }

  /// The row of `table` with `key` becomes `row`, or goes when that is nil. Nothing is written where nothing changes.
  /// - Returns: Whether something did.
  @discardableResult
  mutating func set(
    _ table: String, _ key: [String], to row: KeyValuePairs<String, (any DatabaseValueConvertible)?>?
  ) throws -> Bool {
    let keyValues = key.map { Inverse.Value.text($0) }
    let before = try Self.image(db, table, keyValues)
    let columns = row?.map(\.key), values = row?.map { Inverse.Value($0.value?.databaseValue ?? .null) }
    if let columns, let values, let old = before.columns, let oldValues = before.values {
      let current = Dictionary(uniqueKeysWithValues: zip(old, oldValues))
      if zip(columns, values).allSatisfy({ current[$0] == $1 }) { return false }
    } else if row == nil, before.columns == nil {
      return false
    }
    if seen.insert(RowName(table: table, key: keyValues)).inserted { inverse.rows.append(before) }
    var image = Inverse.RowImage(table: table, key: keyValues, columns: columns, values: values)
    if table == "card", let number = before.number, image.columns != nil {
      image.columns!.append("number")
      image.values!.append(.integer(number))
    }
    try Self.put(db, image)
    return true
  }

  /// Marks a card as changed for those who look at it, without writing its text again.
  mutating func touch(_ card: String, at now: Int64) throws {
    let before = try Self.image(db, "card", [.text(card)])
    if seen.insert(RowName(table: "card", key: [.text(card)])).inserted { inverse.rows.append(before) }
    try db.cachedStatement(sql: CardSQL.touch).execute(arguments: [now, card])
  }

  /// Puts every row back.
  static func apply(_ inverse: Inverse, _ db: Database) throws {
    try db.execute(sql: RowSQL.deferForeignKeys)
    for image in inverse.rows.reversed() { try put(db, image) }
  }

  // MARK: - One row

  private static func image(_ db: Database, _ table: String, _ key: [Inverse.Value]) throws -> Inverse.RowImage {
    let statement = try db.cachedStatement(sql: RowSQL.select(table))
    let row = try Row.fetchOne(statement, arguments: StatementArguments(key.map(\.databaseValue)))
    return Inverse.RowImage(
      table: table, key: key, columns: row.map { Array($0.columnNames) },
      values: row?.databaseValues.map(Inverse.Value.init))
  }

  private static func put(_ db: Database, _ image: Inverse.RowImage) throws {
    if image.table == "card" {
      try CardRow.put(db, image)
      return
    }
    try db.cachedStatement(sql: RowSQL.delete(image.table))
      .execute(arguments: StatementArguments(image.key.map(\.databaseValue)))
    guard let columns = image.columns, let values = image.values else { return }
    try db.cachedStatement(sql: RowSQL.insert(image.table, columns: columns))
      .execute(arguments: StatementArguments(values.map(\.databaseValue)))
  }
}

extension Inverse.RowImage {
  /// The value of `column`; nil where there is no row or no such column.
  func value(_ column: String) -> Inverse.Value? {
    guard let index = columns?.firstIndex(of: column) else { return nil }
    return values?[index]
  }
  var number: Int64? {
    guard case .integer(let number) = value("number") else { return nil }
    return number
  }
}

extension Inverse.Value {
  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .blob(data)
    }
  }
  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .blob(let data): data.databaseValue
    }
  }
}
