import GRDBSQLite

/// A SQLite database in memory, filled once and then taken as the bytes of its file.
///
/// A class for its `deinit`: it is the connection, and closes it.
final class MemoryDatabase {
  enum Value {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }
  private let connection: OpaquePointer

  init() throws(ExchangeError) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close(opened)
      throw .packaging("SQLite does not start")
    }
    connection = opened
    // The order of the name columns in schema 18.
    sqlite3_create_collation(connection, "unicase", SQLITE_UTF8, nil) { _, leftCount, left, rightCount, right in
      let left = String(decoding: UnsafeRawBufferPointer(start: left, count: Int(leftCount)), as: UTF8.self)
      let right = String(decoding: UnsafeRawBufferPointer(start: right, count: Int(rightCount)), as: UTF8.self)
      let (one, two) = (left.lowercased(), right.lowercased())
      return one == two ? 0 : one < two ? -1 : 1
    }
    // Freed pages are wiped on every system, so that equal rows give equal files.
    try run("PRAGMA secure_delete = ON; PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; BEGIN")
  }

  deinit { sqlite3_close_v2(connection) }

  /// Statements without parameters.
  func run(_ sql: String) throws(ExchangeError) {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
  }

  /// Inserts `rows`, each of `width` values, as many as the table has columns.
  func insert(into table: String, width: Int, _ rows: some Sequence<[Value]>) throws(ExchangeError) {
    let marks = Array(repeating: "?", count: width).joined(separator: ",")
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(connection, "INSERT INTO \(table) VALUES (\(marks))", -1, &prepared, nil) == SQLITE_OK,
      let statement = prepared
    else { throw failure() }
    defer { sqlite3_finalize(statement) }
    // SQLite copies what is bound.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for row in rows {
      precondition(row.count == width, "a row of \(table) has \(row.count) values")
      for (index, value) in zip(Int32(1)..., row) {
        switch value {
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .text(let text): sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), transient)
        case .blob(let bytes):
          // An empty blob is not NULL.
          if bytes.isEmpty {
            sqlite3_bind_zeroblob(statement, index, 0)
          } else {
            sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), transient)
          }
        }
      }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
      sqlite3_reset(statement)
    }
  }

  /// The file as it would lie on a disk. Nothing may be written after it.
  func bytes() throws(ExchangeError) -> [UInt8] {
    try run("COMMIT")
    var size: sqlite3_int64 = 0
    guard let image = sqlite3_serialize(connection, "main", &size, 0) else { throw failure() }
    defer { sqlite3_free(image) }
    return Array(UnsafeBufferPointer(start: image, count: Int(size)))
  }

  private func failure() -> ExchangeError { .packaging(String(cString: sqlite3_errmsg(connection))) }
}
