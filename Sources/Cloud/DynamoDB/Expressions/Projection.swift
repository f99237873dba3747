import OrderedCollections
import Simulation

/// The places of an item that a request asks for.
struct Projection: Sendable {
  let paths: [DocumentPath]

  /// The attributes that have to be read, each once.
  var attributes: [String] { Array(OrderedSet(paths.map(\.attribute))) }

  /// Only what is asked for; what is not there is left out.
  func applied(to item: Item) -> Item {
    var result: [String: AttributeValue] = [:]
    for (attribute, steps) in Self.grouped(paths.map { ([.member($0.attribute)] + $0.steps)[...] }) {
      guard case .member(let name) = attribute, let value = item[name] else { continue }
      if let part = Self.part(of: value, steps) { result[name] = part }
    }
    return Item(result)
  }

  private typealias Steps = ArraySlice<DocumentPath.Step>

  private static func grouped(_ paths: [Steps]) -> OrderedDictionary<DocumentPath.Step, [Steps]> {
    OrderedDictionary(grouping: paths, by: { $0.first! }).mapValues { $0.map { $0.dropFirst() } }
  }

  /// The wanted parts of a value; nil when none is there. Elements of a list keep their order and close ranks.
  private static func part(of value: AttributeValue, _ wanted: [Steps]) -> AttributeValue? {
    if wanted.contains(where: \.isEmpty) { return value }
    let groups = grouped(wanted)
    switch value {
    case .map(let members):
      var result: [String: AttributeValue] = [:]
      for (step, rest) in groups {
        guard case .member(let name) = step, let member = members[name] else { continue }
        if let part = part(of: member, rest) { result[name] = part }
      }
      return result.isEmpty ? nil : .map(result)
    case .list(let elements):
      var result: [(index: Int, part: AttributeValue)] = []
      for (step, rest) in groups {
        guard case .element(let index) = step, elements.indices.contains(index) else { continue }
        if let part = part(of: elements[index], rest) { result.append((index, part)) }
      }
      return result.isEmpty ? nil : .list(result.sorted { $0.index < $1.index }.map(\.part))
    default: return nil
    }
  }
}

extension ExpressionReader {
  /// A whole projection, to the end of the text.
  mutating func projection() throws(ServiceError) -> Projection {
    var paths = [try path()]
    while takes(",") { paths.append(try path()) }
    guard isAtEnd else { throw unexpected }
    try paths.checkApart(kind)
    return Projection(paths: paths)
  }
}

extension Rule {
  public static let projections = Rule(
    "dynamodb.projection",
    "A projection leaves attributes out of the reply, not out of what is read and paid for.",
    source: "DynamoDB Developer Guide: Using projection expressions")
}
