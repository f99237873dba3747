/// A dictionary in the order of its keys whose copies share structure: a copy is O(1), and a change after it copies only
/// the nodes on the way to the key.
///
///     var items = SortedMap<Key, Stored>()
///     items[key] = stored                                        // O(log n)
///     let snapshot = items                                       // O(1); later changes of `items` are not seen in it
///     for (key, stored) in items.elements(from: .including(low), to: .excluding(high)) { … }
///     for change in items.changes(since: snapshot, { $0 == $1 }) { … }   // skips what both share
///
/// A B+ tree: elements lie in leaves, inner nodes hold separators and the number of elements below them.
public struct SortedMap<Key: Comparable, Value> {
  public typealias Element = (key: Key, value: Value)
  /// An end of a range of keys.
  public enum Bound {
    case unbounded, including(Key), excluding(Key)
  }
  @usableFromInline var root: Node?

  @inlinable public init() {}

  /// - Precondition: `elements` rise strictly by key. O(n).
  @inlinable public init(sorted elements: some Sequence<Element>) {
    var level: [Node] = [], last: Key?
    for (key, value) in elements {
      precondition(last.map { $0 < key } ?? true, "keys rise strictly")
      last = key
      if level.isEmpty || level[level.count - 1].keys.count == Node.fill { level.append(Node(height: 0)) }
      level[level.count - 1].append(key, value)
    }
    while level.count > 1 {
      var above: [Node] = []
      for child in level {
        if above.isEmpty || above[above.count - 1].children.count == Node.fill {
          above.append(Node(height: child.height + 1))
        }
        above[above.count - 1].append(child)
      }
      level = above
    }
    root = level.first
  }
}

// MARK: - One key

extension SortedMap {
  @inlinable public var count: Int { root?.size ?? 0 }
  @inlinable public var isEmpty: Bool { root == nil }

  /// O(log n). Setting nil removes.
  @inlinable public subscript(key: Key) -> Value? {
    get { root?.value(of: key) }
    set {
      if let newValue { updateValue(newValue, forKey: key) } else { removeValue(forKey: key) }
    }
  }

  /// The value that was there before. O(log n).
  @discardableResult
  @inlinable public mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
    guard root != nil else {
      root = Node(height: 0)
      root!.append(key, value)
      return nil
    }
    if !isKnownUniquelyReferenced(&root) { root = root!.copy() }
    let (old, right) = root!.insert(key, value)
    if let right {
      let top = Node(height: root!.height + 1)
      top.append(root!)
      top.append(right.node, from: right.separator)
      root = top
    }
    return old
  }

  /// The value that was there; a missing key changes nothing. O(log n).
  @discardableResult
  @inlinable public mutating func removeValue(forKey key: Key) -> Value? {
    // Looked up first, so that removing what is not there copies nothing.
    guard root?.value(of: key) != nil else { return nil }
    if !isKnownUniquelyReferenced(&root) { root = root!.copy() }
    let old = root!.remove(key)
    while let top = root, top.height > 0, top.children.count == 1 { root = top.children[0] }
    if root?.size == 0 { root = nil }
    return old
  }

  /// Changes a value in its place; nil when there is none. O(log n).
  @discardableResult
  @inlinable public mutating func modify<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result? {
    guard root?.value(of: key) != nil else { return nil }
    if !isKnownUniquelyReferenced(&root) { root = root!.copy() }
    return root!.modify(key, body)
  }
}

// MARK: - Order

extension SortedMap {
  @inlinable public var first: Element? { elements().first { _ in true } }
  @inlinable public var last: Element? { reversed().first { _ in true } }

  /// The elements between two bounds, rising. O(log n) to the first.
  @inlinable public func elements(from lower: Bound = .unbounded, to upper: Bound = .unbounded) -> Ascending {
    Ascending(
      root, upper: upper,
      { key in
        switch lower {
        case .unbounded: true
        case .including(let bound): key >= bound
        case .excluding(let bound): key > bound
        }
      })
  }

  /// The elements from the first key on for which `isInside` holds, rising; it must hold for all keys after it too.
  @inlinable public func elements(where isInside: (Key) -> Bool) -> Ascending {
    Ascending(root, upper: .unbounded, isInside)
  }

  /// The elements between two bounds, falling. O(log n) to the first.
  @inlinable public func reversed(from upper: Bound = .unbounded, to lower: Bound = .unbounded) -> Descending {
    Descending(
      root, lower: lower,
      { key in
        switch upper {
        case .unbounded: false
        case .including(let bound): key > bound
        case .excluding(let bound): key >= bound
        }
      })
  }

  /// The elements before the first key for which `isBeyond` holds, falling; it must hold for all keys after it too.
  @inlinable public func reversed(before isBeyond: (Key) -> Bool) -> Descending {
    Descending(root, lower: .unbounded, isBeyond)
  }

  @inlinable public var keys: [Key] { elements().map(\.key) }
  @inlinable public var values: [Value] { elements().map(\.value) }

  /// How many keys come before the first one for which `isInside` holds, given that it holds for all after it too.
  /// O(log n).
  @inlinable public func rank(where isInside: (Key) -> Bool) -> Int {
    var rank = 0, node = root
    while let current = node {
      let index = current.partitionPoint(isInside)
      guard current.height > 0 else { return rank + index }
      for child in current.children[..<index] { rank += child.size }
      node = current.children[index]
    }
    return rank
  }

  /// The element with `rank` others before it. O(log n).
  @inlinable public subscript(rank rank: Int) -> Element {
    precondition((0..<count).contains(rank), "\(rank) is not a rank of \(count) elements")
    var rest = rank, node = root!
    while node.height > 0 {
      var index = 0
      while rest >= node.children[index].size {
        rest -= node.children[index].size
        index += 1
      }
      node = node.children[index]
    }
    return (node.keys[rest], node.values[rest])
  }
}

extension SortedMap: Sequence {
  @inlinable public func makeIterator() -> Ascending { elements() }
  @inlinable public var underestimatedCount: Int { count }
}

extension SortedMap: ExpressibleByDictionaryLiteral {
  /// Of equal keys the last one counts.
  @inlinable public init(dictionaryLiteral elements: (Key, Value)...) {
    self.init()
    for (key, value) in elements { self[key] = value }
  }
}

extension SortedMap: Equatable where Value: Equatable {
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.count == right.count && left.changes(since: right, ==).isEmpty
  }
}

extension SortedMap: Sendable where Key: Sendable, Value: Sendable {}
extension SortedMap.Bound: Sendable where Key: Sendable {}
