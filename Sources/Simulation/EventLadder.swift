extension EventQueue {
  /// Buckets of events by their due times.
  ///
  /// An event lies at the level of the highest base-64 digit in which its time differs from `base`, in the bucket of
  /// that digit: lower levels come first, and within a level lower digits do. `base` moves up to the first event of the
  /// first bucket when that bucket is taken, which changes the place of no event outside it. Events of one time always
  /// meet in one bucket, in the order in which they came.
  @usableFromInline struct Ladder {
    /// 64 of each level.
    @usableFromInline var buckets: [Bucket]
    /// Bit i: level i has events.
    @usableFromInline var levels: UInt64 = 0
    /// Of each level, bit i: its bucket i has events.
    @usableFromInline var digits = InlineArray<11, UInt64>(repeating: 0)
    @usableFromInline var base: UInt64 = 0
    /// The first due time that is not cancelled, while it is known.
    @usableFromInline var first: UInt64?

    @inlinable init() { buckets = Array(repeating: Bucket(), count: 11 * 64) }
  }
  /// Chunked, so that a change after a copy copies little.
  @usableFromInline struct Bucket {
    @usableFromInline var chunks: [[Entry]] = []
    @usableFromInline var tail: [Entry] = []
    @usableFromInline var least: UInt64 = .max, most: UInt64 = 0
    @inlinable init() {}
  }
}

extension EventQueue.Bucket {
  @usableFromInline static var chunkSize: Int { 512 }
  /// So many events are sorted at once; more are spread over the level below.
  @usableFromInline static var sortedMax: Int { 48 }

  @inlinable mutating func append(_ entry: EventQueue.Entry) {
    if tail.count == Self.chunkSize {
      chunks.append(tail)
      tail = []
      tail.reserveCapacity(Self.chunkSize)
    }
    tail.append(entry)
    if entry.due < least { least = entry.due }
    if entry.due > most { most = entry.due }
  }

  /// Empties it, and keeps a little room.
  @inlinable mutating func reset() {
    chunks = []
    if tail.count <= 64 { tail.removeAll(keepingCapacity: true) } else { tail = [] }
    (least, most) = (.max, 0)
  }

  /// Moves the first of many events that are all due at once into `near`, last first. The bucket keeps the rest, and
  /// takes what else comes to be due then.
  @inlinable mutating func drainChunk(into near: inout [EventQueue.Entry]) -> Bool {
    guard least == most, !chunks.isEmpty else { return false }
    near.append(contentsOf: chunks.removeFirst().reversed())
    return true
  }

  /// Moves all its events into `near`, last first, unless they are too many to be sorted.
  @inlinable mutating func drain(into near: inout [EventQueue.Entry]) -> Bool {
    if least == most {
      for index in tail.indices.reversed() { near.append(tail[index]) }
    } else {
      guard chunks.isEmpty, tail.count <= Self.sortedMax else { return false }
      Self.sort(tail, from: least, to: most, into: &near)
    }
    reset()
    return true
  }

  /// Latest first; of one time, last first.
  @inlinable static func sort(
    _ entries: [EventQueue.Entry], from least: UInt64, to most: UInt64, into near: inout [EventQueue.Entry]
  ) {
    guard most - least < 1 << 57 else {
      // Years apart: rare, so plain.
      return near.append(
        contentsOf: entries.sorted { $0.due != $1.due ? $0.due > $1.due : $0.sequence > $1.sequence })
    }
    // Small keys are sorted in place of large events: time in the high bits, position in the low ones.
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: entries.count) { keys in
      for index in entries.indices {
        let key = (entries[index].due - least) << 6 | UInt64(index)
        var hole = index
        while hole > 0, keys[hole - 1] < key {
          keys[hole] = keys[hole - 1]
          hole -= 1
        }
        keys[hole] = key
      }
      for index in entries.indices { near.append(entries[Int(truncatingIfNeeded: keys[index] & 63)]) }
    }
  }

  @inlinable func contains(where matches: (EventQueue.Entry) -> Bool) -> Bool {
    chunks.contains { $0.contains(where: matches) } || tail.contains(where: matches)
  }
}

extension EventQueue.Ladder {
  @usableFromInline typealias Entry = EventQueue.Entry
  @inlinable var isEmpty: Bool { levels == 0 }

  @inlinable mutating func append(_ entry: Entry) {
    let difference = entry.due ^ base
    let level = difference == 0 ? 0 : (63 - difference.leadingZeroBitCount) / 6
    let digit = Int(truncatingIfNeeded: entry.due >> UInt64(6 * level)) & 63
    buckets[64 * level + digit].append(entry)
    digits[level] |= 1 << UInt64(digit)
    levels |= 1 << UInt64(level)
    if let known = first, entry.due < known { first = entry.due }
  }

  /// The first bucket that has events.
  /// - Precondition: there are events.
  @inlinable var front: Int {
    let level = levels.trailingZeroBitCount
    return 64 * level + digits[level].trailingZeroBitCount
  }

  @inlinable mutating func vacate(_ bucket: Int) {
    let level = bucket / 64
    digits[level] &= digits[level] - 1
    if digits[level] == 0 { levels &= levels - 1 }
  }

  @inlinable var leastDue: UInt64 { buckets[front].least }

  /// Makes `first` known; cancelled events on the way are taken out.
  /// - Precondition: there is an event that is not cancelled.
  @inlinable mutating func settleFirst(without cancelled: Set<UInt64>) -> [Entry] {
    var gone: [Entry] = []
    while first == nil {
      let front = front, bucket = buckets[front]
      if bucket.contains(where: { $0.due == bucket.least && !cancelled.contains($0.sequence) }) {
        first = bucket.least
        break
      }
      buckets[front].reset()
      vacate(front)
      for chunk in bucket.chunks + [bucket.tail] {
        for entry in chunk {
          if cancelled.contains(entry.sequence) { gone.append(entry) } else { append(entry) }
        }
      }
    }
    return gone
  }

  /// A cancelled event may have been the first.
  @inlinable mutating func forgetFirst(_ due: UInt64) { if first == due { first = nil } }

  /// Moves the first events into `near`, which is empty: last first.
  @inlinable mutating func takeFirst(into near: inout [Entry]) {
    first = nil
    while true {
      let front = front
      if buckets[front].drainChunk(into: &near) { return }
      base = buckets[front].least
      if buckets[front].drain(into: &near) { return vacate(front) }
      let chunks = buckets[front].chunks, tail = buckets[front].tail
      buckets[front].reset()
      vacate(front)
      for chunk in chunks { for entry in chunk { append(entry) } }
      for entry in tail { append(entry) }
    }
  }

  /// Everything, in no order.
  @usableFromInline var all: [Entry] {
    buckets.flatMap { $0.chunks.flatMap { $0 } + $0.tail }
  }
}

extension EventQueue.Ladder: Sendable where Event: Sendable {}
extension EventQueue.Bucket: Sendable where Event: Sendable {}
