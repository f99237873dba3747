import Basics
import Simulation

/// Why a run stopped before its time: the clock is at the instant of the failure, and what is due later still waits.
public struct Halt: Error, Sendable, Hashable, CustomStringConvertible {
  public let at: Instant
  /// How many events had fired, the one that failed included.
  public let event: Int
  public let scope: Scope
  public let service: String
  public let reason: String
  /// What a service reported; nil for an invariant that broke.
  public let error: ServiceError?

  public var description: String { "\(at.iso8601), event \(event), \(scope) \(service): \(reason)" }
}

/// What must hold after every event.
public struct Invariant: Sendable {
  public let name: String
  /// What is wrong; nil when it holds.
  public let breach: @Sendable (World) -> String?
  public init(_ name: String, breach: @escaping @Sendable (World) -> String?) {
    (self.name, self.breach) = (name, breach)
  }
}

extension World {
  /// Fires the next event; false when none is left, or the run has stopped.
  @discardableResult
  public mutating func step() -> Bool { step(until: .distantFuture) }

  /// Fires the next event if it is due at `limit` or before.
  @discardableResult
  mutating func step(until limit: Instant) -> Bool {
    guard context.failure == nil else { return false }
    if history != nil { keepIfDue(until: limit) }
    guard let (scheduled, due) = context.queue.next(until: limit) else { return false }
    assert(due >= context.now, "time ran backwards")
    context.now = due
    context.fired += 1
    context.enter(scheduled.scopeIndex, cause: scheduled.cause)
    scheduled.event.fire(in: scheduled.scopeIndex, of: &self)
    return true
  }

  /// Settles: fires all that is due up to and at `instant`, each at its own instant and in order, what they set going
  /// included, until nothing is due; then stops there. A failure stops it at its own instant.
  public mutating func run(until instant: Instant) {
    while step(until: instant) {}
    if context.failure == nil { context.now = max(context.now, instant) }
  }

  /// The same, with `invariants` checked after each event.
  /// - Throws: What stopped it. The rest stays queued; `resume` lets the world go on.
  public mutating func settle(until instant: Instant, checking invariants: [Invariant] = []) throws(Halt) {
    while true {
      if let failure = context.failure { throw failure }
      for invariant in invariants {
        guard let breach = invariant.breach(self) else { continue }
        let halt = Halt(
          at: now, event: context.fired, scope: context.scope, service: context.service,
          reason: "\(invariant.name): \(breach)", error: nil)
        context.failure = halt
        throw halt
      }
      guard step(until: instant) else { break }
    }
    if let failure = context.failure { throw failure }
    context.now = max(context.now, instant)
  }

  public mutating func advance(by duration: Duration) {
    precondition(duration >= .zero, "virtual time runs forward")
    run(until: context.now + duration)
  }

  /// Fires everything until nothing waits. For worlds without recurring events.
  public mutating func drain() { while step() {} }

  /// Why the run has stopped, if it has.
  public var failure: Halt? { context.failure }

  /// Lets a stopped run go on with what is queued; the failure stays in the trace of whoever noted it.
  public mutating func resume() {
    touch()
    context.failure = nil
  }

  /// When the next event is due.
  public var nextDue: Instant? {
    var queue = context.queue
    return queue.nextDue()
  }
}
