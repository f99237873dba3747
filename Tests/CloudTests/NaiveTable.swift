import Basics
import Cloud
import Foundation

/// What came of a request.
struct DataOutcome: Equatable, CustomStringConvertible {
  var error: String?
  var items: [Item] = []
  /// Found, of queries and scans.
  var count: Int?
  /// Consumed, in halves; nil after an error.
  var halves: Int?
  /// Of a cancelled transaction.
  var reasons: [String] = []

  var description: String {
    error.map { "\($0) \(reasons)" } ?? "\(items.count) items \(items), count \(count ?? -1), \(halves ?? -1) halves"
  }
}

/// The table of `DataPrograms` in a dictionary, with no index but a look at everything, and sizes counted anew each
/// time: slow, and short enough to be read against the developer guide.
struct NaiveTable {
  struct Refusal: Error { let code: String }
  private(set) var items: [Item: Item] = [:]
  /// All that was consumed, failed attempts included.
  private(set) var writeUnits = 0, readHalves = 0

  // MARK: Sizes

  static func size(_ item: Item) -> Int { item.attributes.reduce(0) { $0 + $1.key.utf8.count + size($1.value) } }
  static func size(_ value: AttributeValue) -> Int {
    switch value {
    case .string(let text): return text.utf8.count
    case .binary(let bytes): return bytes.count
    case .boolean, .null: return 1
    case .number(let number):
      var digits = Substring(number.description.filter { $0 != "-" && $0 != "." })
      while digits.first == "0" { digits.removeFirst() }
      while digits.last == "0" { digits.removeLast() }
      return (digits.count + 1) / 2 + 1 + (number.description.hasPrefix("-") ? 1 : 0)
    case .list(let elements): return 3 + elements.count + elements.map(size).reduce(0, +)
    case .map(let members): return 3 + members.count + members.map { $0.key.utf8.count + size($0.value) }.reduce(0, +)
    case .stringSet(let members): return members.map { size(.string($0)) }.reduce(0, +)
    case .numberSet(let members): return members.map { size(.number($0)) }.reduce(0, +)
    case .binarySet(let members): return members.map(\.count).reduce(0, +)
    }
  }
  private static func kilobytes(_ bytes: Int) -> Int { max(1, Int((Double(bytes) / 1_024).rounded(.up))) }
  private static func read(_ bytes: Int, factor: Int = 1) -> Int {
    max(1, Int((Double(bytes) / 4_096).rounded(.up))) * factor
  }

  var bytes: Int { items.values.map(Self.size).reduce(0, +) }

  // MARK: Indexes

  func key(of item: Item) -> Item { ["k": item["k"]!, "s": item["s"]!] }

  static func entry(_ item: Item?, in index: String) -> Item? {
    guard let item, let names = Optional(DataPrograms.sortName(index)) else { return nil }
    guard case .string? = item[names.partition], case .number? = item[names.sort] else { return nil }
    let kept: Set<String> = index == "byRank" ? ["k", "s", "rank"] : ["k", "s", "rank", "color", "note"]
    return Item(item.attributes.filter { kept.contains($0.key) })
  }

  private static func indexUnits(_ old: Item?, _ new: Item?) -> Int {
    ["byRank", "byColor"].reduce(0) { sum, index in
      let before = entry(old, in: index), after = entry(new, in: index), names = DataPrograms.sortName(index)
      if before == after { return sum }
      guard let before, let after else { return sum + kilobytes(size(before ?? after!)) }
      let isMoved = before[names.partition] != after[names.partition] || before[names.sort] != after[names.sort]
      return sum
        + (isMoved ? kilobytes(size(before)) + kilobytes(size(after)) : kilobytes(max(size(before), size(after))))
    }
  }

  private static func checkIndexKeys(_ item: Item) throws {
    if let color = item["color"] {
      guard case .string(let text) = color, !text.isEmpty else { throw Refusal(code: "ValidationException") }
    }
    if let rank = item["rank"] { guard case .number = rank else { throw Refusal(code: "ValidationException") } }
  }

  // MARK: Requests

  mutating func run(_ step: DataStep) -> DataOutcome {
    do {
      switch step {
      case .put(let item, let condition, let returnsOld):
        try Self.checkIndexKeys(item)
        let old = try checked(condition, at: key(of: item))
        return write(item, at: key(of: item), returning: returnsOld ? old : nil)
      case .update(let key, let actions, let condition, let returns):
        let old = try checked(condition, at: key)
        let new = try NaiveUpdate.applied(actions, to: old ?? key)
        try Self.checkIndexKeys(new)
        return write(new, at: key, returning: NaiveUpdate.returned(returns, actions, old, new))
      case .delete(let key, let condition, let returnsOld):
        let old = try checked(condition, at: key)
        return write(nil, at: key, returning: returnsOld ? old : nil)
      case .get(let key): return read([items[key]], factor: 1, count: nil)
      case .batchGet(let keys): return read(keys.map { items[$0] }, factor: 1, count: nil)
      case .transactGet(let keys): return read(keys.map { items[$0] }, factor: 4, count: nil)
      case .query(let index, let partition, let range, let filter, let isForward, let limit):
        let names = DataPrograms.sortName(index)
        var found = sorted(index).filter { $0[names.partition] == partition }
        if let range { found = found.filter { Self.isIn(range, $0[names.sort]!) } }
        if !isForward { found.reverse() }
        return page(Array(found.prefix(limit ?? .max)), filter)
      case .scan(let index, let filter): return page(sorted(index), filter)
      case .batchWrite(let requests):
        for case .put(let item) in requests { try Self.checkIndexKeys(item) }
        let outcomes = requests.map { request in
          switch request {
          case .put(let item): write(item, at: key(of: item), returning: nil)
          case .delete(let key): write(nil, at: key, returning: nil)
          }
        }
        return DataOutcome(halves: outcomes.reduce(0) { $0 + $1.halves! })
      case .transact(let actions): return transact(actions)
      }
    } catch let refusal as Refusal {
      return DataOutcome(error: refusal.code)
    } catch { return DataOutcome(error: "\(error)") }
  }

  private mutating func checked(_ condition: DataCondition?, at key: Item) throws -> Item? {
    let old = items[key]
    if let condition, !condition.holds(for: old) {
      writeUnits += Self.kilobytes(old.map(Self.size) ?? 0)
      throw Refusal(code: "ConditionalCheckFailedException")
    }
    return old
  }

  private mutating func write(_ new: Item?, at key: Item, returning item: Item?) -> DataOutcome {
    let old = items[key]
    let units =
      Self.kilobytes(max(old.map(Self.size) ?? 0, new.map(Self.size) ?? 0)) + Self.indexUnits(old, new)
    writeUnits += units
    items[key] = new
    return DataOutcome(items: [item].compactMap { $0 }, halves: units * 2)
  }

  private mutating func read(_ found: [Item?], factor: Int, count: Int?) -> DataOutcome {
    let halves = found.reduce(0) { $0 + Self.read($1.map(Self.size) ?? 0, factor: factor) }
    readHalves += halves
    return DataOutcome(items: found.compactMap { $0 }, count: count, halves: halves)
  }

  private mutating func page(_ found: [Item], _ filter: DataCondition?) -> DataOutcome {
    let halves = Self.read(found.map(Self.size).reduce(0, +))
    readHalves += halves
    let passed = found.filter { filter?.holds(for: $0) ?? true }
    return DataOutcome(items: passed, count: passed.count, halves: halves)
  }

  /// The items of the table or an index, by the hash of the partition key, the sort key, and the table's key.
  func sorted(_ index: String?) -> [Item] {
    let names = DataPrograms.sortName(index)
    func hash(_ value: AttributeValue?) -> UInt64 { if case .string(let text)? = value { stableHash(text) } else { 0 } }
    func number(_ value: AttributeValue?) -> Decimal {
      if case .number(let number)? = value { Decimal(string: number.description)! } else { 0 }
    }
    let all = index.map { index in items.values.compactMap { Self.entry($0, in: index) } } ?? Array(items.values)
    return all.sorted { left, right in
      let (one, other) = (hash(left[names.partition]), hash(right[names.partition]))
      if one != other { return one < other }
      if left[names.sort] != right[names.sort] { return number(left[names.sort]) < number(right[names.sort]) }
      if hash(left["k"]) != hash(right["k"]) { return hash(left["k"]) < hash(right["k"]) }
      return number(left["s"]) < number(right["s"])
    }
  }

  private static func isIn(_ range: DataRange, _ value: AttributeValue) -> Bool {
    guard case .number(let number) = value else { return false }
    return switch range {
    case .equal(let bound): number == DecimalNumber(bound)
    case .less(let bound): number < DecimalNumber(bound)
    case .atLeast(let bound): number >= DecimalNumber(bound)
    case .between(let low, let high): number >= DecimalNumber(low) && number <= DecimalNumber(high)
    }
  }

  private mutating func transact(_ actions: [(kind: DataStep.TransactKind, condition: DataCondition?)]) -> DataOutcome {
    var reasons: [String] = [], writes: [(key: Item, new: Item?)?] = [], units = 0
    for action in actions {
      let key: Item
      switch action.kind {
      case .put(let item): key = self.key(of: item)
      case .update(let own, _), .delete(let own), .check(let own): key = own
      }
      let old = items[key], oldSize = old.map(Self.size) ?? 0
      do {
        if let condition = action.condition, !condition.holds(for: old) {
          throw Refusal(code: "ConditionalCheckFailed")
        }
        var new = old
        switch action.kind {
        case .put(let item): new = item
        case .update(_, let changes): new = try NaiveUpdate.applied(changes, to: old ?? key)
        case .delete: new = nil
        case .check: break
        }
        if let new { try Self.checkIndexKeys(new) }
        units += 2 * Self.kilobytes(max(oldSize, new.map(Self.size) ?? 0)) + Self.indexUnits(old, new)
        writes.append((key, new))
        reasons.append("None")
      } catch {
        units += 2 * Self.kilobytes(oldSize)
        reasons.append(
          (error as? Refusal)?.code == "ConditionalCheckFailed" ? "ConditionalCheckFailed" : "ValidationError")
      }
    }
    writeUnits += units
    guard reasons.allSatisfy({ $0 == "None" }) else {
      return DataOutcome(error: "TransactionCanceledException", reasons: reasons)
    }
    for case let write? in writes { items[write.key] = write.new }
    return DataOutcome(halves: units * 2)
  }
}

// MARK: - Conditions

extension DataPath {
  func value(in item: Item?) -> AttributeValue? {
    var value = item?[attribute]
    for step in steps {
      if case .member(let name) = step, case .map(let members)? = value {
        value = members[name]
      } else if case .element(let index) = step, case .list(let elements)? = value {
        value = index < elements.count ? elements[index] : nil
      } else {
        return nil
      }
    }
    return value
  }
}

extension DataCondition {
  func holds(for item: Item?) -> Bool {
    switch self {
    case .exists(let path): return path.value(in: item) != nil
    case .missing(let path): return path.value(in: item) == nil
    case .compare(let path, let symbol, let other):
      let value = path.value(in: item)
      if symbol == "=" { return value == other }
      if symbol == "<>" { return value != other }
      guard let value, let order = Self.order(value, other) else { return false }
      return symbol == "<" ? order < 0 : symbol == "<=" ? order <= 0 : symbol == ">" ? order > 0 : order >= 0
    case .between(let path, let low, let high):
      guard let value = path.value(in: item), let first = Self.order(value, low), let second = Self.order(value, high)
      else { return false }
      return first >= 0 && second <= 0
    case .oneOf(let path, let values): return path.value(in: item).map(values.contains) ?? false
    case .begins(let path, .string(let prefix)):
      guard case .string(let text)? = path.value(in: item) else { return false }
      return Array(text.utf8.prefix(prefix.utf8.count)) == Array(prefix.utf8)
    case .begins: return false
    case .contains(let path, let part):
      switch (path.value(in: item), part) {
      case (.string(let text)?, .string(let part)): return part.isEmpty || text.components(separatedBy: part).count > 1
      case (.stringSet(let members)?, .string(let member)): return members.contains(member)
      case (.numberSet(let members)?, .number(let member)): return members.contains(member)
      case (.list(let elements)?, let element): return elements.contains(element)
      default: return false
      }
    case .hasType(let path, let type): return path.value(in: item)?.typeName == type
    case .sizeIs(let path, let symbol, let wanted):
      let size: Int
      switch path.value(in: item) {
      case .string(let text)?: size = text.utf8.count
      case .binary(let bytes)?: size = bytes.count
      case .list(let elements)?: size = elements.count
      case .map(let members)?: size = members.count
      case .stringSet(let members)?: size = members.count
      case .numberSet(let members)?: size = members.count
      case .binarySet(let members)?: size = members.count
      default: return false
      }
      return symbol == "=" ? size == wanted : symbol == "<" ? size < wanted : size >= wanted
    case .and(let left, let right): return left.holds(for: item) && right.holds(for: item)
    case .or(let left, let right): return left.holds(for: item) || right.holds(for: item)
    case .not(let inner): return !inner.holds(for: item)
    }
  }

  private static func order(_ left: AttributeValue, _ right: AttributeValue) -> Int? {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      let (one, other) = (Decimal(string: left.description)!, Decimal(string: right.description)!)
      return one < other ? -1 : one > other ? 1 : 0
    case (.string(let left), .string(let right)):
      let (one, other) = (Array(left.utf8), Array(right.utf8))
      return one.lexicographicallyPrecedes(other) ? -1 : other.lexicographicallyPrecedes(one) ? 1 : 0
    case (.binary(let left), .binary(let right)):
      return left.lexicographicallyPrecedes(right) ? -1 : right.lexicographicallyPrecedes(left) ? 1 : 0
    default: return nil
    }
  }
}

// MARK: - Updates

enum NaiveUpdate {
  private static var invalid: NaiveTable.Refusal { .init(code: "ValidationException") }

  static func applied(_ actions: [DataAction], to old: Item) throws -> Item {
    var item = old
    for action in actions {
      let before = action.path.value(in: old)
      switch action {
      case .set(let path, let value): try put(value, at: path, in: &item)
      case .copy(let path, let source):
        guard let value = source.value(in: old) else { throw invalid }
        try put(value, at: path, in: &item)
      case .setIfMissing(let path, let value): try put(before ?? value, at: path, in: &item)
      case .increment(let path, let number), .decrement(let path, let number):
        guard case .number(let start)? = before else { throw invalid }
        var isSum = true
        if case .decrement = action { isSum = false }
        try put(sum(start, number, isSum: isSum), at: path, in: &item)
      case .append(let path, .list(let more)), .prepend(let path, .list(let more)):
        guard case .list(let elements)? = before else { throw invalid }
        var isAppend = true
        if case .prepend = action { isAppend = false }
        try put(.list(isAppend ? elements + more : more + elements), at: path, in: &item)
      case .append, .prepend: throw invalid
      case .remove(let path): try put(nil, at: path, in: &item)
      case .add(let path, let value):
        switch (before, value) {
        case (nil, _): try put(value, at: path, in: &item)
        case (.number(let start)?, .number(let number)):
          try put(sum(start, number, isSum: true), at: path, in: &item)
        case (.stringSet(let members)?, .stringSet(let more)):
          try put(.strings(Set(members).union(more)), at: path, in: &item)
        default: throw invalid
        }
      case .deleteMembers(let path, .stringSet(let members)):
        guard let before else { continue }
        guard case .stringSet(let there) = before else { throw invalid }
        let rest = Set(there).subtracting(members)
        try put(rest.isEmpty ? nil : .strings(rest), at: path, in: &item)
      case .deleteMembers: throw invalid
      }
    }
    return item
  }

  private static func sum(_ left: DecimalNumber, _ right: DecimalNumber, isSum: Bool) throws -> AttributeValue {
    let (one, other) = (Decimal(string: left.description)!, Decimal(string: right.description)!)
    return .number(try DecimalNumber((isSum ? one + other : one - other).description))
  }

  private static func put(_ value: AttributeValue?, at path: DataPath, in item: inout Item) throws {
    item[path.attribute] = try replaced(item[path.attribute], path.steps[...], by: value)
  }

  private static func replaced(
    _ whole: AttributeValue?, _ steps: ArraySlice<DataPath.Step>, by value: AttributeValue?
  ) throws -> AttributeValue? {
    guard let step = steps.first else { return value }
    switch (step, whole) {
    case (.member(let name), .map(var members)?):
      if steps.count > 1, members[name] == nil { throw invalid }
      members[name] = try replaced(members[name], steps.dropFirst(), by: value)
      return .map(members)
    case (.element(let index), .list(var elements)?):
      let isThere = index < elements.count
      if steps.count > 1, !isThere { throw invalid }
      guard let new = try replaced(isThere ? elements[index] : nil, steps.dropFirst(), by: value) else {
        if isThere { elements.remove(at: index) }
        return .list(elements)
      }
      if isThere { elements[index] = new } else { elements.append(new) }
      return .list(elements)
    default: throw invalid
    }
  }

  static func returned(
    _ wish: DynamoDB.UpdateItem.ReturnValues, _ actions: [DataAction], _ old: Item?, _ new: Item
  ) -> Item? {
    switch wish {
    case .none: return nil
    case .allOld: return old
    case .allNew: return new
    case .updatedOld, .updatedNew:
      guard let item = wish == .updatedOld ? old : new else { return nil }
      var part: Item = [:]
      for path in actions.map(\.path) {
        guard let value = path.value(in: item) else { continue }
        part[path.attribute] = path.steps.reversed().reduce(value) { inner, step in
          switch step {
          case .member(let name): .map([name: inner])
          case .element: .list([inner])
          }
        }
      }
      return part.attributes.isEmpty ? nil : part
    }
  }
}
