extension SortedMap {
  /// A leaf (height 0) or an inner node of the tree.
  ///
  /// A class because sharing between copies is the point: a node that two maps hold is never written to. Every change
  /// first replaces each node on its way that is not uniquely referenced by a copy of its own.
  @usableFromInline final class Node {
    @usableFromInline static var capacity: Int { 32 }
    /// What a node gets when a whole map is made at once: some room is left for later.
    @usableFromInline static var fill: Int { 24 }
    @usableFromInline static var least: Int { 8 }

    // A node is written to by the one map that owns it, so the run-time check for overlapping accesses can find nothing;
    // it took a fifth of the time of a put.
    @usableFromInline let height: Int
    /// Elements below, all levels together.
    @exclusivity(unchecked) @usableFromInline var size = 0
    /// Of a leaf, its keys. Of an inner node, separators: keys of child i + 1 are not less than `keys[i]`, those of
    /// child i are.
    @exclusivity(unchecked) @usableFromInline var keys: [Key] = []
    @exclusivity(unchecked) @usableFromInline var values: [Value] = []
    @exclusivity(unchecked) @usableFromInline var children: [Node] = []

    @inlinable init(height: Int) { self.height = height }

    @inlinable func copy() -> Node {
      let copy = Node(height: height)
      (copy.size, copy.keys, copy.values, copy.children) = (size, keys, values, children)
      return copy
    }
  }
}

// Nodes are written to only while one map alone refers to them (see above), and a map is a value: no two threads can
// write to one node, or read one that is being written.
extension SortedMap.Node: @unchecked Sendable where Key: Sendable, Value: Sendable {}

extension SortedMap.Node {
  @inlinable var weight: Int { height == 0 ? keys.count : children.count }
  @inlinable var smallest: Key {
    var node = self
    while node.height > 0 { node = node.children[0] }
    return node.keys[0]
  }

  @inlinable func append(_ key: Key, _ value: Value) {
    keys.append(key)
    values.append(value)
    size += 1
  }
  @inlinable func append(_ child: SortedMap.Node, from separator: Key? = nil) {
    if !children.isEmpty { keys.append(separator ?? child.smallest) }
    children.append(child)
    size += child.size
  }

  /// The number of `keys` for which `isInside` does not hold.
  @inlinable func partitionPoint(_ isInside: (Key) -> Bool) -> Int {
    var low = 0, high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if isInside(keys[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
  /// Where `key` is or would be in a leaf.
  @inlinable func place(of key: Key) -> Int {
    var low = 0, high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
  /// Which child of an inner node has `key`.
  @inlinable func child(of key: Key) -> Int {
    var low = 0, high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if key < keys[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }

  @inlinable func value(of key: Key) -> Value? {
    if height > 0 { return children[child(of: key)].value(of: key) }
    let index = place(of: key)
    return index < keys.count && keys[index] == key ? values[index] : nil
  }

  @inlinable func modify<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result {
    if height == 0 { return body(&values[place(of: key)]) }
    let index = child(of: key)
    own(index)
    return children[index].modify(key, body)
  }

  /// Makes a child this node's own.
  @inlinable func own(_ index: Int) {
    if !isKnownUniquelyReferenced(&children[index]) { children[index] = children[index].copy() }
  }
}

// MARK: - Changes

extension SortedMap.Node {
  /// What was there, and the node's right half when it had to be split.
  @inlinable func insert(
    _ key: Key, _ value: Value
  ) -> (old: Value?, right: (separator: Key, node: SortedMap.Node)?) {
    if height == 0 {
      let index = place(of: key)
      if index < keys.count, keys[index] == key {
        let old = values[index]
        values[index] = value
        return (old, nil)
      }
      keys.insert(key, at: index)
      values.insert(value, at: index)
      size += 1
      guard keys.count > Self.capacity else { return (nil, nil) }
      // Keys that only rise leave full leaves behind them.
      return (nil, split(at: index == keys.count - 1 ? index : keys.count / 2))
    }
    let index = child(of: key)
    own(index)
    let (old, right) = children[index].insert(key, value)
    if old == nil { size += 1 }
    guard let right else { return (old, nil) }
    keys.insert(right.separator, at: index)
    children.insert(right.node, at: index + 1)
    guard children.count > Self.capacity else { return (old, nil) }
    return (old, split(at: index + 1 == children.count - 1 ? index + 1 : children.count / 2))
  }

  /// Takes the part from `index` on out of this node.
  @inlinable func split(at index: Int) -> (separator: Key, node: SortedMap.Node) {
    let right = SortedMap.Node(height: height), separator: Key
    if height == 0 {
      separator = keys[index]
      right.keys = Array(keys[index...])
      right.values = Array(values[index...])
      keys.removeSubrange(index...)
      values.removeSubrange(index...)
      right.size = right.keys.count
    } else {
      separator = keys[index - 1]
      right.keys = Array(keys[index...])
      right.children = Array(children[index...])
      keys.removeSubrange((index - 1)...)
      children.removeSubrange(index...)
      right.size = right.children.reduce(0) { $0 + $1.size }
    }
    size -= right.size
    return (separator, right)
  }

  /// - Precondition: `key` is there.
  @inlinable func remove(_ key: Key) -> Value {
    size -= 1
    if height == 0 {
      let index = place(of: key)
      keys.remove(at: index)
      return values.remove(at: index)
    }
    let index = child(of: key)
    own(index)
    let old = children[index].remove(key)
    guard children.count > 1 else { return old }
    if children[index].size == 0 {
      children.remove(at: index)
      keys.remove(at: max(0, index - 1))
    } else if children[index].weight < Self.least {
      join(index > 0 ? index - 1 : index)
    }
    return old
  }

  /// Puts a child and the next one together, and parts them again in the middle when that is too much for one.
  @inlinable func join(_ index: Int) {
    own(index)
    let left = children[index], right = children.remove(at: index + 1)
    let separator = keys.remove(at: index)
    if left.height == 0 {
      left.keys += right.keys
      left.values += right.values
    } else {
      left.keys.append(separator)
      left.keys += right.keys
      left.children += right.children
    }
    left.size += right.size
    guard left.weight > Self.capacity else { return }
    let (middle, half) = left.split(at: left.weight / 2)
    keys.insert(middle, at: index)
    children.insert(half, at: index + 1)
  }
}
