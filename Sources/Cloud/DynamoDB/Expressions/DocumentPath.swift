/// Where in an item: an attribute, and then members and elements within it.
struct DocumentPath: Hashable, Sendable, CustomStringConvertible {
  enum Step: Hashable, Sendable, CustomStringConvertible {
    case member(String), element(Int)
    var description: String {
      switch self {
      case .member(let name): name
      case .element(let index): "[\(index)]"
      }
    }
  }
  let attribute: String
  let steps: [Step]

  init(attribute: String, steps: [Step] = []) { (self.attribute, self.steps) = (attribute, steps) }

  /// As messages write it: `[map, inner, [0]]`.
  var description: String { "[" + ([attribute] + steps.map(\.description)).joined(separator: ", ") + "]" }

  func value(in item: Item?) -> AttributeValue? {
    var value = item?[attribute]
    for step in steps {
      switch (step, value) {
      case (.member(let name), .map(let members)): value = members[name]
      case (.element(let index), .list(let elements)): value = elements.indices.contains(index) ? elements[index] : nil
      default: return nil
      }
    }
    return value
  }

  enum Clash { case overlap, conflict }

  /// Whether one place lies in the other, or one needs a list where the other needs a map.
  func clash(with other: DocumentPath) -> Clash? {
    guard attribute == other.attribute else { return nil }
    for (left, right) in zip(steps, other.steps) where left != right {
      switch (left, right) {
      case (.member, .element), (.element, .member): return .conflict
      default: return nil
      }
    }
    return .overlap
  }
}

extension [DocumentPath] {
  /// - Throws: `ValidationException` for two paths of one request that touch the same place.
  func checkApart(_ kind: String) throws(ServiceError) {
    for (index, path) in enumerated() {
      for other in dropFirst(index + 1) {
        guard let clash = path.clash(with: other) else { continue }
        throw .invalid(
          "Invalid \(kind): Two document paths \(clash == .overlap ? "overlap" : "conflict") with each other; must remove "
            + "or rewrite one of these paths; path one: \(path), path two: \(other)", .expressions)
      }
    }
  }
}

// MARK: - Changing a place within an item

extension Item {
  /// - Throws: `ValidationException` when the place's parent is not there.
  mutating func set(_ value: AttributeValue, at path: DocumentPath) throws(ServiceError) {
    guard !path.steps.isEmpty else {
      self[path.attribute] = value
      return
    }
    guard let old = self[path.attribute], let new = old.setting(value, at: path.steps[...]) else {
      throw .invalidPath
    }
    self[path.attribute] = new
  }

  mutating func remove(at path: DocumentPath) throws(ServiceError) {
    guard !path.steps.isEmpty else {
      self[path.attribute] = nil
      return
    }
    guard let old = self[path.attribute], let new = old.setting(nil, at: path.steps[...]) else { throw .invalidPath }
    self[path.attribute] = new
  }
}

extension ServiceError {
  fileprivate static var invalidPath: ServiceError {
    .invalid("The document path provided in the update expression is invalid for update", .updates)
  }
}

extension AttributeValue {
  /// With `value` (or, with nil, nothing) at a place inside; nil when the place's parent is not there.
  fileprivate func setting(_ value: AttributeValue?, at steps: ArraySlice<DocumentPath.Step>) -> AttributeValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, self) {
    case (.member(let name), .map(var members)):
      if rest.isEmpty {
        members[name] = value
      } else {
        guard let new = members[name]?.setting(value, at: rest) else { return nil }
        members[name] = new
      }
      return .map(members)
    case (.element(let index), .list(var elements)):
      if rest.isEmpty {
        if let value {
          if elements.indices.contains(index) { elements[index] = value } else { elements.append(value) }
        } else if elements.indices.contains(index) {
          elements.remove(at: index)
        }
      } else {
        guard elements.indices.contains(index), let new = elements[index].setting(value, at: rest) else { return nil }
        elements[index] = new
      }
      return .list(elements)
    default: return nil
    }
  }
}
