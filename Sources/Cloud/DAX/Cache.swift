import Basics

extension DAX {
  /// A bounded memory that forgets by age and, for want of room, what was used longest ago.
  struct Cache<Place: Hashable & Sendable, Value: Sendable>: Sendable {
    struct Entry: Sendable {
      let value: Value
      let stored: Instant
      let bytes: Int
      var stamp: Int
    }
    private var entries: [Place: Entry] = [:]
    /// Places by the stamp of their last use; stamps below `oldest` are gone.
    private var order: [Int: Place] = [:]
    private var oldest = 0, stamp = 0
    private(set) var bytes = 0
    let bytesMax: Int

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    var count: Int { entries.count }

    /// The entry, if it is younger than `ttl`; zero is for ever.
    mutating func find(_ place: Place, at now: Instant, ttl: Duration) -> Entry? {
      guard let entry = entries[place] else { return nil }
      guard ttl == .zero || now < entry.stored + ttl else {
        remove(place)
        return nil
      }
      touch(place)
      return entry
    }

    /// - Returns: How many entries had to make room.
    @discardableResult
    mutating func keep(_ value: Value, at place: Place, bytes size: Int, now: Instant) -> Int {
      remove(place)
      guard size <= bytesMax else { return 0 }
      stamp += 1
      entries[place] = Entry(value: value, stored: now, bytes: size, stamp: stamp)
      order[stamp] = place
      bytes += size
      var evicted = 0
      while bytes > bytesMax {
        evictOldest()
        evicted += 1
      }
      return evicted
    }

    mutating func remove(_ place: Place) {
      guard let entry = entries.removeValue(forKey: place) else { return }
      order[entry.stamp] = nil
      bytes -= entry.bytes
    }

    private mutating func touch(_ place: Place) {
      order[entries[place]!.stamp] = nil
      stamp += 1
      entries[place]!.stamp = stamp
      order[stamp] = place
    }
    private mutating func evictOldest() {
      while order[oldest] == nil, oldest < stamp { oldest += 1 }
      if let place = order[oldest] { remove(place) }
    }
  }

  struct ItemPlace: Hashable, Sendable {
    let table: TableName
    let key: Key
  }
  /// Nil where DynamoDB had none.
  struct CachedItem: Sendable {
    let item: Item?
  }
  /// A query or scan by all that was asked.
  struct QueryPlace: Hashable, Sendable {
    let request: AnyRequest
    enum AnyRequest: Hashable, Sendable { case query(DynamoDB.Query), scan(DynamoDB.Scan) }
  }
}
