import Basics

/// What is due, in a total order: by time, and at one time in the order of scheduling.
///
/// A 4-ary heap of trivial keys over a slab of payloads: sifting moves 24 bytes and no reference. `schedule` and `next`
/// are O(log n), `cancel` is O(1); a cancelled key leaves the heap when its time comes.
public struct EventQueue<Event> {
  /// Names one scheduled event; stays valid, and useless, after the event fired.
  public struct Ticket: Hashable, Sendable {
    @usableFromInline let slot: UInt32, sequence: UInt64
    @inlinable init(slot: UInt32, sequence: UInt64) { (self.slot, self.sequence) = (slot, sequence) }
  }
  @usableFromInline struct Key {
    @usableFromInline let due: Int64, sequence: UInt64, slot: UInt32
    @inlinable init(due: Int64, sequence: UInt64, slot: UInt32) {
      (self.due, self.sequence, self.slot) = (due, sequence, slot)
    }
    @inlinable func precedes(_ other: Key) -> Bool {
      due != other.due ? due < other.due : sequence < other.sequence
    }
  }
  @usableFromInline struct Slot {
    @usableFromInline var sequence: UInt64, event: Event?
    @inlinable init(sequence: UInt64, event: Event?) { (self.sequence, self.event) = (sequence, event) }
  }
  @usableFromInline var heap: [Key] = []
  @usableFromInline var slab: [Slot] = []
  @usableFromInline var free: [UInt32] = []
  @usableFromInline var sequence: UInt64 = 0
  @usableFromInline var live = 0

  @inlinable public init() {}
  /// How many events will still fire.
  @inlinable public var count: Int { live }
  @inlinable public var isEmpty: Bool { live == 0 }

  @discardableResult
  @inlinable public mutating func schedule(_ event: Event, at due: Instant) -> Ticket {
    sequence += 1
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
      slab[Int(slot)] = Slot(sequence: sequence, event: event)
    } else {
      slot = UInt32(slab.count)
      slab.append(Slot(sequence: sequence, event: event))
    }
    let key = Key(due: due.nanoseconds, sequence: sequence, slot: slot)
    heap.append(key)
    siftUp(from: heap.count - 1)
    live += 1
    return Ticket(slot: slot, sequence: sequence)
  }

  /// False when the event has fired or was cancelled before.
  @discardableResult
  @inlinable public mutating func cancel(_ ticket: Ticket) -> Bool {
    guard slab[Int(ticket.slot)].sequence == ticket.sequence, slab[Int(ticket.slot)].event != nil else { return false }
    slab[Int(ticket.slot)].event = nil
    live -= 1
    return true
  }

  /// When the next event is due.
  @inlinable public mutating func nextDue() -> Instant? {
    dropCancelled()
    return heap.first.map { Instant(nanoseconds: $0.due) }
  }

  /// Takes out the next event.
  @inlinable public mutating func next() -> (event: Event, due: Instant)? {
    dropCancelled()
    guard let key = heap.first else { return nil }
    removeFirst()
    let event = slab[Int(key.slot)].event!  // a key whose payload is gone was dropped above
    slab[Int(key.slot)].event = nil
    free.append(key.slot)
    live -= 1
    return (event, Instant(nanoseconds: key.due))
  }

  /// Everything that waits, soonest first. O(n log n).
  public var pending: [(event: Event, due: Instant)] {
    heap.filter { slab[Int($0.slot)].event != nil }.sorted { $0.precedes($1) }
      .map { (slab[Int($0.slot)].event!, Instant(nanoseconds: $0.due)) }
  }

  @inlinable mutating func dropCancelled() {
    while let key = heap.first, slab[Int(key.slot)].event == nil {
      removeFirst()
      free.append(key.slot)
    }
  }

  @inlinable mutating func removeFirst() {
    let last = heap.removeLast()
    guard !heap.isEmpty else { return }
    let end = heap.count
    var hole = 0
    while true {
      let child = 4 * hole + 1
      guard child < end else { break }
      var least = child
      for sibling in (child + 1)..<max(child + 1, min(child + 4, end)) where heap[sibling].precedes(heap[least]) {
        least = sibling
      }
      guard heap[least].precedes(last) else { break }
      heap[hole] = heap[least]
      hole = least
    }
    heap[hole] = last
  }

  @inlinable mutating func siftUp(from start: Int) {
    let key = heap[start]
    var hole = start
    while hole > 0 {
      let parent = (hole - 1) / 4
      guard key.precedes(heap[parent]) else { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = key
  }
}

extension EventQueue: Sendable where Event: Sendable {}
extension EventQueue.Key: Sendable {}
extension EventQueue.Slot: Sendable where Event: Sendable {}
