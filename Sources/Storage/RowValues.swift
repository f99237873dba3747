import GRDB

extension Row {
  /// The value of a column. A damaged file may hold a value of another kind than the table declares: that is an error
  /// here, where GRDB's subscript ends the program.
  func value<Value: DatabaseValueConvertible>(_ index: Int) throws -> Value {
    do { return try decode(Value.self, atIndex: index) } catch { throw Self.damaged(error) }
  }

  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    do { return try decode(Value.self, forColumn: column) } catch { throw Self.damaged(error) }
  }

  private static func damaged(_ error: any Error) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(error)")
  }
}
