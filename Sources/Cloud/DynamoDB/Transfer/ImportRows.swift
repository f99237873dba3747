import Simulation

extension Import.Format {
  /// The items of one file, or why a row is none.
  func rows(of text: String, _ schema: KeySchema) -> [Result<Item, ServiceError>] {
    switch self {
    case .csv(let delimiter, let headers):
      guard let rows = CSV.rows(text, delimiter: delimiter) else { return [.failure(.badRow("a quote is not closed"))] }
      guard let names = headers ?? rows.first else { return [] }
      return rows.dropFirst(headers == nil ? 1 : 0).map { Self.item($0, names, schema) }
    case .dynamoDBJSON:
      return Self.lines(text).map { line in
        guard let json = JSONValue(line), let item = json["Item"].flatMap(Item.init(dynamoDBJSON:)) else {
          return .failure(.badRow("not an Item in DynamoDB JSON: \(line.prefix(80))"))
        }
        return .success(item)
      }
    case .ion:
      return Self.lines(text).map { line in
        guard case .map(let attributes)? = IonText.read(line)?["Item"] else {
          return .failure(.badRow("not an Item in Ion: \(line.prefix(80))"))
        }
        return .success(Item(attributes))
      }
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// Key attributes have their declared type, all others are strings; an empty field is no attribute.
  private static func item(_ row: [String], _ names: [String], _ schema: KeySchema) -> Result<Item, ServiceError> {
    guard row.count == names.count else {
      return .failure(.badRow("\(row.count) fields where the header has \(names.count)"))
    }
    var item = Item()
    for (name, field) in zip(names, row) where !field.isEmpty {
      let type =
        name == schema.partition.name ? schema.partition.type : name == schema.sort?.name ? schema.sort?.type : nil
      switch type {
      case nil, .string: item[name] = .string(field)
      case .number:
        guard let number = try? DecimalNumber(field) else {
          return .failure(.badRow("\(name) is not a number: \(field.prefix(40))"))
        }
        item[name] = .number(number)
      case .binary:
        guard let bytes = Base64.decode(field) else {
          return .failure(.badRow("\(name) is not Base64: \(field.prefix(40))"))
        }
        item[name] = .binary(bytes)
      }
    }
    return .success(item)
  }
}

extension ServiceError {
  fileprivate static func badRow(_ what: String) -> ServiceError {
    .invalid("One or more parameter values were invalid: \(what)", .importErrorsAreLogged)
  }
}

extension Item {
  /// Makes numbers of texts that look like them, as those expect who take a CSV file for typed.
  mutating func readNumbers(except keys: KeySchema) {
    for (name, value) in attributes where name != keys.partition.name && name != keys.sort?.name {
      if case .string(let text) = value, let number = try? DecimalNumber(text) { self[name] = .number(number) }
    }
  }
}
