/// An append-only history whose copies share structure: a copy is O(1), the first append after it copies at most one
/// chunk of 512 elements and the list of chunks.
public struct Log<Element> {
  @usableFromInline static var chunkSize: Int { 512 }
  @usableFromInline var full: [[Element]] = []
  @usableFromInline var tail: [Element] = []

  public init() {}
}

extension Log {
  @inlinable public mutating func append(_ element: Element) {
    if tail.count == Self.chunkSize {
      full.append(tail)
      tail = []
      tail.reserveCapacity(Self.chunkSize)
    }
    tail.append(element)
  }

  /// The index of the first element for which `isAfter` holds, given that it holds for all after it too; `count` when
  /// it holds for none. O(log n).
  public func partitionPoint(where isAfter: (Element) -> Bool) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Log: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { full.count * Self.chunkSize + tail.count }
  @inlinable public subscript(index: Int) -> Element {
    let chunk = index / Self.chunkSize
    return chunk < full.count ? full[chunk][index % Self.chunkSize] : tail[index - full.count * Self.chunkSize]
  }
}

extension Log: Sendable where Element: Sendable {}
extension Log: Equatable where Element: Equatable {}
