import Basics

/// What is due, in a total order: by time, and at one time in the order of scheduling.
///
/// Time only moves forward, so nothing is ever scheduled before what was last taken out, and the queue need not be a
/// heap: a ladder of buckets by the digits of the due time, in base 64, of which only the first is sorted, and only once
/// few events are in it. An event moves some three times between `schedule` and `next`, always to the end of an array:
/// both are amortized O(1) for any number of pending events that is met in practice (O(11) in theory, for 64-bit times).
///
/// A copy is O(1), and the first change after it copies a chunk of at most 512 events and the lists of buckets.
public struct EventQueue<Event> {
  /// Names one scheduled event; stays valid, and useless, after the event fired.
  public struct Ticket: Hashable, Sendable {
    @usableFromInline let due: UInt64, sequence: UInt64
    @inlinable init(due: UInt64, sequence: UInt64) { (self.due, self.sequence) = (due, sequence) }
  }
  @usableFromInline struct Entry {
    /// Nanoseconds since 1678: an `Int64` made to compare as a `UInt64`.
    @usableFromInline let due: UInt64, sequence: UInt64
    @usableFromInline let event: Event
    @inlinable init(due: UInt64, sequence: UInt64, event: Event) {
      (self.due, self.sequence, self.event) = (due, sequence, event)
    }
  }

  /// The first events, the very next last. All that lies in buckets comes after them.
  @usableFromInline var near: [Entry] = []
  /// What is due before it belongs to `near`; what is due then or later, to the buckets.
  @usableFromInline var nearEnd: UInt64 = 0
  @usableFromInline var far = Ladder()
  /// The place in the total order of the event that was taken out last.
  @usableFromInline var lastDue: UInt64 = 0, lastSequence: UInt64 = 0
  @usableFromInline var sequence: UInt64 = 0
  /// Sequence numbers that wait for their time to be dropped.
  @usableFromInline var cancelled: Set<UInt64> = []
  /// Sequence numbers that were dropped before their time, so that cancelling twice is told from cancelling once; kept
  /// until the order has passed the last of them.
  @usableFromInline var dropped: Set<UInt64> = []
  @usableFromInline var droppedLast: UInt64 = 0
  @usableFromInline var live = 0

  @inlinable public init() {}
  /// How many events will still fire.
  @inlinable public var count: Int { live }
  @inlinable public var isEmpty: Bool { live == 0 }
}

// MARK: - In and out

extension EventQueue {
  /// - Precondition: `due` is not before the event that was taken out last.
  @discardableResult
  @inlinable public mutating func schedule(_ event: Event, at due: Instant) -> Ticket {
    let due = Self.word(due)
    precondition(due >= lastDue, "time ran backwards")
    sequence &+= 1
    live &+= 1
    let entry = Entry(due: due, sequence: sequence, event: event)
    if due < nearEnd || far.isEmpty && near.count < Self.nearFew {
      insert(entry)
    } else {
      far.append(entry)
    }
    return Ticket(due: due, sequence: sequence)
  }

  /// False when the event has fired or was cancelled before.
  @discardableResult
  @inlinable public mutating func cancel(_ ticket: Ticket) -> Bool {
    let hasFired = ticket.due != lastDue ? ticket.due < lastDue : ticket.sequence <= lastSequence
    guard !hasFired, !dropped.contains(ticket.sequence), cancelled.insert(ticket.sequence).inserted else {
      return false
    }
    far.forgetFirst(ticket.due)
    live &-= 1
    return true
  }

  /// When the next event is due. Changes nothing that can be seen.
  @inlinable public mutating func nextDue() -> Instant? {
    guard live > 0 else { return nil }
    dropCancelled()
    return Self.instant(near.last?.due ?? farDue())
  }

  /// Takes out the next event.
  @inlinable public mutating func next() -> (event: Event, due: Instant)? { next(until: .distantFuture) }

  /// Takes out the next event if it is due at `limit` or before.
  @inlinable public mutating func next(until limit: Instant) -> (event: Event, due: Instant)? {
    guard live > 0 else { return nil }
    let limit = Self.word(limit)
    while true {
      while !near.isEmpty {
        guard near[near.count - 1].due <= limit else { return nil }
        let entry = near.removeLast()
        if !cancelled.isEmpty, cancelled.remove(entry.sequence) != nil {
          bury(entry.due, entry.sequence)
          continue
        }
        (lastDue, lastSequence) = (entry.due, entry.sequence)
        if !dropped.isEmpty, entry.due > droppedLast { dropped.removeAll(keepingCapacity: true) }
        live &-= 1
        return (entry.event, Self.instant(entry.due))
      }
      guard farDue() <= limit else { return nil }
      refill()
    }
  }

  /// Everything that waits, soonest first. O(n log n).
  public var pending: [(event: Event, due: Instant)] {
    (near + far.all).filter { !cancelled.contains($0.sequence) }
      .sorted { $0.due != $1.due ? $0.due < $1.due : $0.sequence < $1.sequence }
      .map { ($0.event, Self.instant($0.due)) }
  }

  @inlinable static func word(_ instant: Instant) -> UInt64 { UInt64(bitPattern: instant.nanoseconds) ^ 1 << 63 }
  @inlinable static func instant(_ word: UInt64) -> Instant { Instant(nanoseconds: Int64(bitPattern: word ^ 1 << 63)) }
}

// MARK: - The sorted front

extension EventQueue {
  /// While the buckets are empty and `near` has fewer, all events go there.
  @usableFromInline static var nearFew: Int { 16 }
  /// Above it, the later half goes back to the buckets.
  @usableFromInline static var nearMax: Int { 96 }

  @inlinable mutating func dropCancelled() {
    while !cancelled.isEmpty, let entry = near.last, cancelled.remove(entry.sequence) != nil {
      near.removeLast()
      bury(entry.due, entry.sequence)
    }
  }

  @inlinable mutating func bury(_ due: UInt64, _ sequence: UInt64) {
    dropped.insert(sequence)
    droppedLast = Swift.max(droppedLast, due)
  }

  /// When the first event in the buckets is due that is not cancelled. The buckets have one: events are left, and none
  /// of them is in `near`.
  @inlinable mutating func farDue() -> UInt64 {
    cancelled.isEmpty ? far.leastDue : farDueSlowly()
  }
  @inlinable mutating func farDueSlowly() -> UInt64 {
    let gone = far.settleFirst(without: cancelled)
    for entry in gone {
      cancelled.remove(entry.sequence)
      bury(entry.due, entry.sequence)
    }
    return far.first!
  }

  /// After all of its time, which were scheduled before it.
  @inlinable mutating func insert(_ entry: Entry) {
    if entry.due >= nearEnd { nearEnd = entry.due == .max ? .max : entry.due + 1 }
    var low = 0, high = near.count
    while low < high {
      let middle = (low + high) / 2
      if near[middle].due <= entry.due { high = middle } else { low = middle + 1 }
    }
    if low == near.count { near.append(entry) } else { near.insert(entry, at: low) }
    if near.count > Self.nearMax { spill() }
  }

  @inlinable mutating func spill() {
    // At the end of time there is no later boundary; whatever is due then stays.
    guard near[0].due < nearEnd else { return }
    let first = near[near.count - 1].due
    var boundary = near[near.count / 2].due
    if boundary == first {
      // Half of them are due at once: they stay, and who joins them comes after them in the buckets anyway.
      guard let later = near.last(where: { $0.due > first }) else { return nearEnd = first }
      boundary = later.due
    }
    let leaving = near.firstIndex { $0.due < boundary } ?? near.count
    for entry in near[..<leaving].reversed() { far.append(entry) }
    near.removeFirst(leaving)
    nearEnd = boundary
  }

  /// Fills `near`, which is empty, from the buckets, which are not.
  @inlinable mutating func refill() {
    far.takeFirst(into: &near)
    let (first, last) = (near[near.count - 1].due, near[0].due)
    // A run of one instant may go on in the buckets; otherwise they have nothing up to its last.
    nearEnd = first == last || last == .max ? last : last + 1
  }
}

extension EventQueue: Sendable where Event: Sendable {}
extension EventQueue.Entry: Sendable where Event: Sendable {}
