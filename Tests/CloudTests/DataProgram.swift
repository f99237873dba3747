import Basics
import Cloud

/// One request of a random program, in a form that the emulation, the naive model and moto all take.
enum DataStep {
  case put(Item, DataCondition?, returnsOld: Bool)
  case update(key: Item, [DataAction], DataCondition?, DynamoDB.UpdateItem.ReturnValues)
  case delete(key: Item, DataCondition?, returnsOld: Bool)
  case get(key: Item)
  case query(index: String?, partition: AttributeValue, range: DataRange?, DataCondition?, isForward: Bool, limit: Int?)
  case scan(index: String?, DataCondition?)
  case batchWrite([DynamoDB.BatchWriteItem.Request])
  case batchGet([Item])
  case transact([(kind: TransactKind, condition: DataCondition?)])
  case transactGet([Item])

  enum TransactKind { case put(Item), update(key: Item, [DataAction]), delete(key: Item), check(key: Item) }
}

/// What a query asks of the sort key.
enum DataRange { case equal(Int), less(Int), atLeast(Int), between(Int, Int) }

/// A place in an item: an attribute and what is in it.
struct DataPath: Hashable {
  enum Step: Hashable { case member(String), element(Int) }
  var attribute: String
  var steps: [Step] = []
}

indirect enum DataCondition {
  case exists(DataPath), missing(DataPath)
  case compare(DataPath, String, AttributeValue)
  case between(DataPath, AttributeValue, AttributeValue)
  case oneOf(DataPath, [AttributeValue])
  case begins(DataPath, AttributeValue), contains(DataPath, AttributeValue)
  case hasType(DataPath, String), sizeIs(DataPath, String, Int)
  case and(DataCondition, DataCondition), or(DataCondition, DataCondition), not(DataCondition)
}

enum DataAction {
  case set(DataPath, AttributeValue)
  case copy(DataPath, from: DataPath)
  case setIfMissing(DataPath, AttributeValue)
  case increment(DataPath, DecimalNumber), decrement(DataPath, DecimalNumber)
  case append(DataPath, AttributeValue), prepend(DataPath, AttributeValue)
  case remove(DataPath)
  case add(DataPath, AttributeValue), deleteMembers(DataPath, AttributeValue)

  var path: DataPath {
    switch self {
    case .set(let path, _), .copy(let path, _), .setIfMissing(let path, _), .increment(let path, _),
      .decrement(let path, _), .append(let path, _), .prepend(let path, _), .remove(let path), .add(let path, _),
      .deleteMembers(let path, _):
      path
    }
  }
}

// MARK: - As text

/// Writes expressions, with a placeholder for each name and value.
struct ExpressionText {
  var substitutions = Substitutions()

  mutating func name(_ name: String) -> String {
    if let known = substitutions.names.first(where: { $0.value == name })?.key { return known }
    let placeholder = "#n\(substitutions.names.count)"
    substitutions.names[placeholder] = name
    return placeholder
  }
  mutating func value(_ value: AttributeValue) -> String {
    let placeholder = ":v\(substitutions.values.count)"
    substitutions.values[placeholder] = value
    return placeholder
  }
  mutating func path(_ path: DataPath) -> String {
    var text = name(path.attribute)
    for step in path.steps {
      switch step {
      case .member(let member): text += ".\(name(member))"
      case .element(let index): text += "[\(index)]"
      }
    }
    return text
  }

  mutating func condition(_ condition: DataCondition) -> String {
    switch condition {
    case .exists(let path): "attribute_exists(\(self.path(path)))"
    case .missing(let path): "attribute_not_exists(\(self.path(path)))"
    case .compare(let path, let symbol, let value): "\(self.path(path)) \(symbol) \(self.value(value))"
    case .between(let path, let low, let high): "\(self.path(path)) BETWEEN \(value(low)) AND \(value(high))"
    case .oneOf(let path, let values):
      "\(self.path(path)) IN (\(values.map { value($0) }.joined(separator: ", ")))"
    case .begins(let path, let prefix): "begins_with(\(self.path(path)), \(value(prefix)))"
    case .contains(let path, let part): "contains(\(self.path(path)), \(value(part)))"
    case .hasType(let path, let type): "attribute_type(\(self.path(path)), \(value(.string(type))))"
    case .sizeIs(let path, let symbol, let size): "size(\(self.path(path))) \(symbol) \(value(.number(size)))"
    case .and(let left, let right): "(\(self.condition(left))) AND (\(self.condition(right)))"
    case .or(let left, let right): "(\(self.condition(left))) OR (\(self.condition(right)))"
    case .not(let inner): "NOT (\(self.condition(inner)))"
    }
  }

  mutating func update(_ actions: [DataAction]) -> String {
    var clauses: [String: [String]] = [:]
    for action in actions {
      let path = path(action.path)
      switch action {
      case .set(_, let value): clauses["SET", default: []].append("\(path) = \(self.value(value))")
      case .copy(_, let source): clauses["SET", default: []].append("\(path) = \(self.path(source))")
      case .setIfMissing(_, let value):
        clauses["SET", default: []].append("\(path) = if_not_exists(\(path), \(self.value(value)))")
      case .increment(_, let number):
        clauses["SET", default: []].append("\(path) = \(path) + \(value(.number(number)))")
      case .decrement(_, let number):
        clauses["SET", default: []].append("\(path) = \(path) - \(value(.number(number)))")
      case .append(_, let list): clauses["SET", default: []].append("\(path) = list_append(\(path), \(value(list)))")
      case .prepend(_, let list): clauses["SET", default: []].append("\(path) = list_append(\(value(list)), \(path))")
      case .remove: clauses["REMOVE", default: []].append(path)
      case .add(_, let value): clauses["ADD", default: []].append("\(path) \(self.value(value))")
      case .deleteMembers(_, let value): clauses["DELETE", default: []].append("\(path) \(self.value(value))")
      }
    }
    return ["SET", "REMOVE", "ADD", "DELETE"].compactMap { clause in
      clauses[clause].map { "\(clause) \($0.joined(separator: ", "))" }
    }.joined(separator: " ")
  }

  mutating func keyCondition(
    _ names: (partition: String, sort: String), _ partition: AttributeValue, _ range: DataRange?
  )
    -> String
  {
    let first = "\(name(names.partition)) = \(value(partition))"
    guard let range else { return first }
    let sort = name(names.sort)
    switch range {
    case .equal(let number): return "\(first) AND \(sort) = \(value(.number(number)))"
    case .less(let number): return "\(first) AND \(sort) < \(value(.number(number)))"
    case .atLeast(let number): return "\(first) AND \(sort) >= \(value(.number(number)))"
    case .between(let low, let high):
      return "\(first) AND \(sort) BETWEEN \(value(.number(low))) AND \(value(.number(high)))"
    }
  }
}

// MARK: - By chance

/// Makes random programs over one table: keys `k` and `s`, a local index by `rank`, a global one by `color` and `rank`.
struct DataPrograms {
  static let keys = KeySchema(.init("k", .string), .init("s", .number))
  static let indexes: [SecondaryIndex] = [
    .local("byRank", KeySchema(.init("k", .string), .init("rank", .number)), .keysOnly),
    .global("byColor", KeySchema(.init("color", .string), .init("rank", .number)), .include(["note"])),
  ]
  static func sortName(_ index: String?) -> (partition: String, sort: String) {
    switch index {
    case nil: ("k", "s")
    case "byRank": ("k", "rank")
    default: ("color", "rank")
    }
  }

  var random: Random

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[random.integer(in: 0...choices.count - 1)] }
  mutating func chance(_ percent: Int) -> Bool { random.integer(in: 1...100) <= percent }

  mutating func program(_ count: Int) -> [DataStep] { (0..<count).map { _ in step() } }

  mutating func key() -> Item { ["k": .string(pick(["a", "b", "é"])), "s": .number(random.integer(in: -2...3))] }

  /// Distinct keys, for requests that may name an item only once.
  mutating func someKeys(_ countMax: Int) -> [Item] {
    var keys: [Item] = []
    for _ in 0..<random.integer(in: 1...countMax) {
      let key = key()
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  /// Read from texts, so that they have fractions and powers that integers do not.
  private static let numbers = [
    "0", "1", "-1", "7.25", "100", "-0.5", "1E+20", "12345678901234567890", "3E-10", "9.99",
  ].compactMap { try? DecimalNumber($0) }

  mutating func number() -> DecimalNumber { pick(Self.numbers) }

  mutating func value(depth: Int = 0) -> AttributeValue {
    switch random.integer(in: 0...(depth < 2 ? 11 : 6)) {
    case 0, 1: .string(pick(["", "x", "red", "blue", "reddish", "żółw", String(repeating: "long ", count: 300)]))
    case 2, 3: .number(number())
    case 4: .binary(pick([[], [0], [1, 2, 3], [255, 0]]))
    case 5: .boolean(chance(50))
    case 6: .null
    case 7: .strings((0...random.integer(in: 0...2)).map { _ in pick(["red", "blue", "x", "y"]) })
    case 8: .numbers((0...random.integer(in: 0...2)).map { _ in number() })
    case 9: .list((0..<random.integer(in: 0...3)).map { _ in value(depth: depth + 1) })
    case 10: .map(["a": value(depth: depth + 1), "b": .number(number())])
    default: .binaries([pick([[1], [2]]), [3]])
    }
  }

  /// A path's first part is mostly of the type that its name suggests.
  mutating func item(at key: Item) -> Item {
    var item = key
    if chance(70) { item["color"] = chance(96) ? .string(pick(["red", "blue", "green"])) : pick([1, "", true]) }
    if chance(70) { item["rank"] = chance(96) ? .number(random.integer(in: 0...5)) : "first" }
    if chance(60) { item["note"] = value() }
    if chance(50) { item["labels"] = .strings([pick(["red", "blue"]), "x"]) }
    if chance(50) { item["parts"] = .list([.number(number()), value(depth: 1)]) }
    if chance(50) { item["doc"] = .map(["a": .number(number()), "b": value(depth: 1)]) }
    return item
  }

  mutating func path() -> DataPath {
    pick([
      DataPath(attribute: "color"), DataPath(attribute: "rank"), DataPath(attribute: "note"),
      DataPath(attribute: "labels"),
      DataPath(attribute: "parts"), DataPath(attribute: "parts", steps: [.element(0)]),
      DataPath(attribute: "parts", steps: [.element(1)]), DataPath(attribute: "parts", steps: [.element(5)]),
      DataPath(attribute: "doc"), DataPath(attribute: "doc", steps: [.member("a")]),
      DataPath(attribute: "doc", steps: [.member("b")]), DataPath(attribute: "doc", steps: [.member("c")]),
      DataPath(attribute: "nothing"), DataPath(attribute: "parts", steps: [.element(1), .member("a")]),
    ])
  }

  mutating func ordered() -> AttributeValue {
    chance(50) ? .number(number()) : .string(pick(["", "blue", "red", "z"]))
  }

  mutating func condition(depth: Int = 0) -> DataCondition {
    switch random.integer(in: 0...(depth < 2 ? 12 : 8)) {
    case 0: return .exists(path())
    case 1: return .missing(path())
    case 2: return .compare(path(), pick(["=", "<>"]), value())
    case 3: return .compare(path(), pick(["<", "<=", ">", ">="]), ordered())
    case 4:
      let low = random.integer(in: -2...3)
      return .between(path(), .number(low), .number(low + random.integer(in: 0...4)))
    case 5: return .oneOf(path(), [value(), ordered(), "red"])
    case 6: return .begins(path(), .string(pick(["r", "", "bl"])))
    case 7: return .contains(path(), pick(["red", 1, "e"]))
    case 8:
      return chance(50)
        ? .hasType(path(), pick(["S", "N", "L", "M", "SS", "NULL", "BOOL", "B"]))
        : .sizeIs(path(), pick(["=", "<", ">="]), random.integer(in: 0...4))
    case 9, 10: return .and(condition(depth: depth + 1), condition(depth: depth + 1))
    case 11: return .or(condition(depth: depth + 1), condition(depth: depth + 1))
    default: return .not(condition(depth: depth + 1))
    }
  }

  mutating func maybeCondition() -> DataCondition? { chance(35) ? condition() : nil }

  /// Of a filter on a query, which may not look at keys.
  mutating func maybeFilter(_ index: String?) -> DataCondition? {
    guard chance(40) else { return nil }
    let names = Self.sortName(index)
    for _ in 0..<5 {
      let condition = condition()
      if !condition.attributes.contains(names.partition), !condition.attributes.contains(names.sort) {
        return condition
      }
    }
    return nil
  }

  mutating func actions() -> [DataAction] {
    var actions: [DataAction] = []
    for _ in 0..<random.integer(in: 1...3) {
      let path = path()
      // Attributes are changed once each, so that no two paths overlap.
      guard !actions.contains(where: { $0.path.attribute == path.attribute }) else { continue }
      switch random.integer(in: 0...11) {
      case 0, 1, 2:
        actions.append(
          .set(path, path.attribute == "rank" && path.steps.isEmpty ? .number(random.integer(in: 0...5)) : value()))
      case 3: actions.append(.copy(path, from: self.path()))
      case 4: actions.append(.setIfMissing(path, value()))
      case 5: actions.append(.increment(path, number()))
      case 6: actions.append(.decrement(path, number()))
      case 7: actions.append(chance(50) ? .append(path, .list([value()])) : .prepend(path, .list([value()])))
      case 8, 9: actions.append(.remove(path))
      case 10: actions.append(.add(path, chance(50) ? .number(number()) : .strings([pick(["red", "new"])])))
      default: actions.append(.deleteMembers(path, .strings([pick(["red", "blue"]), "x"])))
      }
    }
    return actions
  }

  mutating func step() -> DataStep {
    switch random.integer(in: 0...19) {
    case 0...4: return .put(item(at: key()), maybeCondition(), returnsOld: chance(30))
    case 5...9:
      return .update(
        key: key(), actions(), maybeCondition(), pick([.none, .allOld, .allNew, .updatedOld, .updatedNew]))
    case 10, 11: return .delete(key: key(), maybeCondition(), returnsOld: chance(50))
    case 12: return .get(key: key())
    case 13, 14:
      let index = pick([nil, "byRank", "byColor"])
      let partition: AttributeValue =
        index == "byColor" ? .string(pick(["red", "blue"])) : .string(pick(["a", "b", "é"]))
      let low = random.integer(in: -2...3)
      let range = pick([nil, DataRange.equal(low), .less(low), .atLeast(low), .between(low, low + 2)])
      return .query(
        index: index, partition: partition, range: range, maybeFilter(index), isForward: chance(60),
        limit: chance(30) ? random.integer(in: 1...3) : nil)
    case 15: return .scan(index: pick([nil, nil, "byRank", "byColor"]), chance(50) ? condition() : nil)
    case 16:
      return .batchWrite(someKeys(4).map { chance(70) ? .put(item(at: $0)) : .delete(key: $0) })
    case 17: return .batchGet(someKeys(4))
    case 18:
      return .transact(
        someKeys(3).map { key in
          switch random.integer(in: 0...3) {
          case 0: (.put(item(at: key)), maybeCondition())
          case 1: (.update(key: key, actions()), maybeCondition())
          case 2: (.delete(key: key), maybeCondition())
          default: (.check(key: key), condition())
          }
        })
    default: return .transactGet(someKeys(3))
    }
  }
}

extension DataCondition {
  var attributes: Set<String> {
    switch self {
    case .exists(let path), .missing(let path), .compare(let path, _, _), .between(let path, _, _),
      .oneOf(let path, _), .begins(let path, _), .contains(let path, _), .hasType(let path, _), .sizeIs(let path, _, _):
      [path.attribute]
    case .and(let left, let right), .or(let left, let right): left.attributes.union(right.attributes)
    case .not(let inner): inner.attributes
    }
  }
}
