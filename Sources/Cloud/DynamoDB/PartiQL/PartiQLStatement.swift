import Simulation

/// One statement, parsed.
enum PartiQLStatement {
  struct Select {
    let table: TableName
    let index: String?
    /// Nil for `*`.
    let projection: Projection?
    let condition: Condition?
    /// By a key attribute, and whether rising.
    let order: (attribute: String, isForward: Bool)?
  }
  struct Change {
    let table: TableName
    let update: Update
    let condition: Condition
    let returning: DynamoDB.UpdateItem.ReturnValues
  }
  struct Removal {
    let table: TableName
    let condition: Condition
    let returnsOldItem: Bool
  }

  case select(Select)
  case insert(table: TableName, item: Item)
  case update(Change)
  case delete(Removal)
  /// Only in a transaction: a condition on an item that the transaction does not write.
  case exists(Select)

  var isRead: Bool { if case .select = self { true } else { false } }

  /// - Throws: `ValidationException`; `NotSimulated` with the name of what is left out.
  init(_ statement: String, _ parameters: [AttributeValue]) throws(ServiceError) {
    var reader = try PartiQLReader(statement, parameters)
    self = try reader.statement()
    guard reader.isAtEnd else { throw reader.leftOver }
  }
}

extension PartiQLReader {
  mutating func statement() throws(ServiceError) -> PartiQLStatement {
    guard case .word(let word)? = next else { throw unexpected }
    switch word.uppercased() {
    case "SELECT": return .select(try select())
    case "INSERT": return try insert()
    case "UPDATE": return try update()
    case "DELETE": return try delete()
    case "EXISTS":
      advance()
      try expect(symbol: "(")
      let select = try select()
      try expect(symbol: ")")
      return .exists(select)
    case "CREATE", "DROP", "REPLACE", "UPSERT", "MERGE", "WITH", "FROM", "EXPLAIN", "LET":
      throw .notSimulated("dynamodb:ExecuteStatement: \(word.uppercased())")
    default: throw unexpected
    }
  }

  /// What follows a whole statement is either unknown or known and left out.
  var leftOver: ServiceError {
    if case .word(let word)? = next,
      [
        "JOIN", "GROUP", "HAVING", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "AS", "AT", "LIKE", "LEFT",
        "INNER",
      ]
      .contains(word.uppercased())
    {
      return .invalid("Unsupported clause: \(word.uppercased())", .partiQL)
    }
    return unexpected
  }

  private mutating func select() throws(ServiceError) -> PartiQLStatement.Select {
    try expect("SELECT")
    if isNext("DISTINCT", "VALUE", "PIVOT") { throw .notSimulated("dynamodb:ExecuteStatement: SELECT \(wordText)") }
    var projection: Projection?
    if !takes(symbol: "*") {
      var paths = [try selected()]
      while takes(symbol: ",") { paths.append(try selected()) }
      try paths.checkApart("ProjectionExpression")
      projection = Projection(paths: paths)
    }
    try expect("FROM")
    let table = try name()
    let index = takes(symbol: ".") ? try name() : nil
    let condition = takes("WHERE") ? try disjunction() : nil
    var order: (String, Bool)?
    if takes("ORDER") {
      try expect("BY")
      let attribute = try path()
      guard attribute.steps.isEmpty else { throw unexpected }
      let isDescending = takes("DESC")
      if !isDescending { _ = takes("ASC") }
      order = (attribute.attribute, !isDescending)
    }
    return .init(table: table, index: index, projection: projection, condition: condition, order: order)
  }

  private mutating func selected() throws(ServiceError) -> DocumentPath {
    if case .word(let function)? = next, afterNext == .symbol("(") {
      throw .notSimulated("dynamodb:ExecuteStatement: \(function.uppercased()) in SELECT")
    }
    return try path()
  }

  private mutating func insert() throws(ServiceError) -> PartiQLStatement {
    try expect("INSERT")
    try expect("INTO")
    let table = try name()
    if isNext("SELECT") { throw .notSimulated("dynamodb:ExecuteStatement: INSERT INTO … SELECT") }
    guard takes("VALUE") else { throw unexpected }
    guard case .map(let attributes) = try value() else { throw unexpected }
    if isNext("ON") { throw .notSimulated("dynamodb:ExecuteStatement: ON CONFLICT") }
    return .insert(table: table, item: Item(attributes))
  }

  private mutating func update() throws(ServiceError) -> PartiQLStatement {
    try expect("UPDATE")
    let table = try name()
    var update = Update()
    while true {
      if takes("SET") {
        repeat {
          let path = try path()
          try expect(symbol: "=")
          try assign(to: path, &update)
        } while takes(symbol: ",")
      } else if takes("REMOVE") {
        update.removes.append(try path())
      } else {
        break
      }
    }
    guard !update.paths.isEmpty else { throw unexpected }
    try update.paths.checkApart("UpdateExpression")
    try expect("WHERE")
    let condition = try disjunction()
    var returning = DynamoDB.UpdateItem.ReturnValues.none
    if takes("RETURNING") {
      let isAll = takes("ALL")
      if !isAll { try expect("MODIFIED") }
      let isOld = takes("OLD")
      if !isOld { try expect("NEW") }
      try expect(symbol: "*")
      returning = isAll ? (isOld ? .allOld : .allNew) : (isOld ? .updatedOld : .updatedNew)
    }
    return .update(.init(table: table, update: update, condition: condition, returning: returning))
  }

  private mutating func delete() throws(ServiceError) -> PartiQLStatement {
    try expect("DELETE")
    try expect("FROM")
    let table = try name()
    try expect("WHERE")
    let condition = try disjunction()
    let returnsOldItem = takes("RETURNING")
    if returnsOldItem {
      try expect("ALL")
      try expect("OLD")
      try expect(symbol: "*")
    }
    return .delete(.init(table: table, condition: condition, returnsOldItem: returnsOldItem))
  }

  /// The name of a table or index, in double quotes or plain.
  private mutating func name() throws(ServiceError) -> String {
    switch next {
    case .word(let name)?, .quoted(let name)?:
      advance()
      return name
    default: throw unexpected
    }
  }

  var wordText: String { if case .word(let word)? = next { word.uppercased() } else { "" } }
}
