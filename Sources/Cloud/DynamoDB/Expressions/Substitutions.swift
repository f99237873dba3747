import Simulation

/// Stands for names and values in expressions: `#name` and `:value`.
public struct Substitutions: Sendable, Hashable {
  public var names: [String: String]
  public var values: [String: AttributeValue]
  public init(names: [String: String] = [:], values: [String: AttributeValue] = [:]) {
    (self.names, self.values) = (names, values)
  }

  /// Each parameter of a request that may hold an expression, and what it holds.
  typealias Expressions = KeyValuePairs<String, String?>

  /// What is wrong with names and values whatever the expressions say.
  /// - Throws: `ValidationException` when there is no expression to use them, for a malformed placeholder, and for a
  ///   value that no item may have.
  func check(for expressions: Expressions) throws(ServiceError) {
    if expressions.allSatisfy({ $0.value == nil }) {
      guard names.isEmpty else {
        throw .invalid("ExpressionAttributeNames can only be specified when using expressions", .expressions)
      }
      guard values.isEmpty else {
        let absent = expressions.map(\.key).joined(separator: " and ")
        throw .invalid(
          "ExpressionAttributeValues can only be specified when using expressions: \(absent) "
            + (expressions.count > 1 ? "are null" : "is null"), .expressions)
      }
    }
    for name in names.keys.sorted() where !Self.isPlaceholder(name, "#") {
      throw .invalid("ExpressionAttributeNames contains invalid key: Syntax error; key: \"\(name)\"", .expressions)
    }
    for (placeholder, name) in names.sorted(by: { $0.key < $1.key }) where name.isEmpty || name.utf8.count > 65_535 {
      throw .invalid(
        "ExpressionAttributeNames contains invalid value: Invalid attribute name for key \(placeholder)", .expressions)
    }
    for name in values.keys.sorted() where !Self.isPlaceholder(name, ":") {
      throw .invalid("ExpressionAttributeValues contains invalid key: Syntax error; key: \"\(name)\"", .expressions)
    }
    for (placeholder, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let fault = value.fault else { continue }
      throw .invalid("ExpressionAttributeValues contains invalid value: \(fault) for key \(placeholder)", .expressions)
    }
  }

  private static func isPlaceholder(_ text: String, _ mark: Character) -> Bool {
    text.first == mark && text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy(\.isNameByte)
  }

  /// - Throws: `ValidationException` for a name or value that no expression uses.
  func checkUsed(by readers: [ExpressionReader]) throws(ServiceError) {
    let idleNames = Set(names.keys).subtracting(readers.flatMap(\.usedNames)).sorted()
    guard idleNames.isEmpty else {
      throw .invalid(
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {\(idleNames.joined(separator: ", "))}",
        .expressions)
    }
    let idleValues = Set(values.keys).subtracting(readers.flatMap(\.usedValues)).sorted()
    guard idleValues.isEmpty else {
      throw .invalid(
        """
        Value provided in ExpressionAttributeValues unused in expressions: keys: {\(idleValues.joined(separator: ", "))}
        """, .expressions)
    }
  }
}

extension UInt8 {
  /// Letters, digits and the underscore, as names in expressions have them.
  var isNameByte: Bool { isNameStart || (0x30...0x39).contains(self) }
  var isNameStart: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F }
}
