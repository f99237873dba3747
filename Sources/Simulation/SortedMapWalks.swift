extension SortedMap {
  /// Walks up through the leaves.
  public struct Ascending: Sequence, IteratorProtocol {
    @usableFromInline var path: [(node: Node, next: Int)] = []
    @usableFromInline var leaf: Node?
    @usableFromInline var index = 0
    @usableFromInline let upper: Bound

    @inlinable init(_ root: Node?, upper: Bound, _ isInside: (Key) -> Bool) {
      self.upper = upper
      var node = root
      while let current = node, current.height > 0 {
        let child = current.partitionPoint(isInside)
        path.append((current, child + 1))
        node = current.children[child]
      }
      leaf = node
      index = node?.partitionPoint(isInside) ?? 0
    }

    @inlinable public mutating func next() -> Element? {
      while let current = leaf {
        if index < current.keys.count {
          let key = current.keys[index]
          switch upper {
          case .unbounded: break
          case .including(let bound): if bound < key { leaf = nil }
          case .excluding(let bound): if bound <= key { leaf = nil }
          }
          guard leaf != nil else { return nil }
          defer { index += 1 }
          return (key, current.values[index])
        }
        climb()
      }
      return nil
    }

    /// To the first element of the next leaf.
    @inlinable mutating func climb() {
      (leaf, index) = (nil, 0)
      while let (node, next) = path.last {
        guard next < node.children.count else {
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        var child = node.children[next]
        while child.height > 0 {
          path.append((child, 1))
          child = child.children[0]
        }
        leaf = child
        return
      }
    }
  }

  /// Walks down through the leaves.
  public struct Descending: Sequence, IteratorProtocol {
    @usableFromInline var path: [(node: Node, next: Int)] = []
    @usableFromInline var leaf: Node?
    /// The element after the one that comes next.
    @usableFromInline var end = 0
    @usableFromInline let lower: Bound

    @inlinable init(_ root: Node?, lower: Bound, _ isBeyond: (Key) -> Bool) {
      self.lower = lower
      var node = root
      while let current = node, current.height > 0 {
        let child = current.partitionPoint(isBeyond)
        path.append((current, child - 1))
        node = current.children[child]
      }
      leaf = node
      end = node?.partitionPoint(isBeyond) ?? 0
    }

    @inlinable public mutating func next() -> Element? {
      while let current = leaf {
        if end > 0 {
          let key = current.keys[end - 1]
          switch lower {
          case .unbounded: break
          case .including(let bound): if key < bound { leaf = nil }
          case .excluding(let bound): if key <= bound { leaf = nil }
          }
          guard leaf != nil else { return nil }
          end -= 1
          return (key, current.values[end])
        }
        climb()
      }
      return nil
    }

    /// To the last element of the leaf before.
    @inlinable mutating func climb() {
      (leaf, end) = (nil, 0)
      while let (node, next) = path.last {
        guard next >= 0 else {
          path.removeLast()
          continue
        }
        path[path.count - 1].next -= 1
        var child = node.children[next]
        while child.height > 0 {
          path.append((child, child.children.count - 2))
          child = child.children[child.children.count - 1]
        }
        (leaf, end) = (child, child.keys.count)
        return
      }
    }
  }
}

// MARK: - Two versions

extension SortedMap {
  /// What became of a key between two maps; at least one of the values is there.
  public struct Change {
    public let key: Key
    public let old: Value?, new: Value?
    @inlinable init(key: Key, old: Value?, new: Value?) { (self.key, self.old, self.new) = (key, old, new) }
  }

  /// The keys at which this map differs from an earlier one, rising. Parts that both share are skipped whole, so that
  /// the cost follows the number of changes and not the size.
  @inlinable public func changes(since old: SortedMap, _ isSame: (Value, Value) -> Bool) -> [Change] {
    var changes: [Change] = [], mine = Pending(root), theirs = Pending(old.root)
    while true {
      let (new, former) = (mine.top, theirs.top)
      if new == nil, former == nil { return changes }
      if let new, let former, new === former, mine.index == theirs.index {
        mine.skip()
        theirs.skip()
      } else if (new?.height ?? -1) > 0 || (former?.height ?? -1) > 0 {
        // The higher of the two is opened; equal ones both, so that shared children meet.
        let height = Swift.max(new?.height ?? -1, former?.height ?? -1)
        if new?.height == height { mine.open() }
        if former?.height == height { theirs.open() }
      } else if let new, former == nil || new.keys[mine.index] < former!.keys[theirs.index] {
        changes.append(Change(key: new.keys[mine.index], old: nil, new: new.values[mine.index]))
        mine.advance()
      } else if let former, new == nil || former.keys[theirs.index] < new!.keys[mine.index] {
        changes.append(Change(key: former.keys[theirs.index], old: former.values[theirs.index], new: nil))
        theirs.advance()
      } else if let new, let former {
        let (value, before) = (new.values[mine.index], former.values[theirs.index])
        if !isSame(before, value) { changes.append(Change(key: new.keys[mine.index], old: before, new: value)) }
        mine.advance()
        theirs.advance()
      }
    }
  }

  /// Subtrees still to be compared, the next one last.
  @usableFromInline struct Pending {
    @usableFromInline var nodes: [Node]
    /// In the leaf on top, the element that comes next.
    @usableFromInline var index = 0

    @inlinable init(_ root: Node?) { nodes = root.map { [$0] } ?? [] }
    @inlinable var top: Node? { nodes.last }
    @inlinable mutating func skip() {
      nodes.removeLast()
      index = 0
    }
    @inlinable mutating func open() { nodes += nodes.removeLast().children.reversed() }
    @inlinable mutating func advance() {
      index += 1
      if index == nodes.last!.keys.count { skip() }
    }
  }
}

extension SortedMap.Change: Sendable where Key: Sendable, Value: Sendable {}
extension SortedMap.Ascending: Sendable where Key: Sendable, Value: Sendable {}
extension SortedMap.Descending: Sendable where Key: Sendable, Value: Sendable {}
