import Basics
import Simulation

/// Copies of a world on its way, from which any earlier moment can be reached again.
///
/// A copy shares its structure with the others, so keeping one costs little. One is kept before the first event after
/// each change from outside, and every so many events: between two of them a world needs nothing but its own queue to
/// go the same way again.
struct History: Sendable {
  let every: Int
  /// Entries of the trace when it began.
  let firstEntry: Int
  /// One world each, without a history of its own; by event.
  var kept = Log<[World]>()
}

extension World {
  /// From now on, keeps what `rewound` needs.
  /// - Parameter every: A copy at least each so many events; rewinding fires at most as many.
  public mutating func keepHistory(every: Int = 1_000) {
    precondition(every > 0, "copies are some events apart")
    touch()
    history = History(every: every, firstEntry: trace.entries.count)
  }

  /// Something from outside changes the world: an event that was replayed without it would go another way.
  mutating func touch() {
    // Between two changes with time but no event between them lies a moment that no event leads to.
    if history != nil, context.isTouched, context.touchedAt < context.now { keep(at: context.touchedAt) }
    (context.isTouched, context.touchedAt) = (true, context.now)
  }

  mutating func keepIfDue(until limit: Instant) {
    guard context.isTouched || context.fired.isMultiple(of: history!.every) else { return }
    guard let due = context.queue.nextDue(), due <= limit else { return }
    context.isTouched = false
    keep(at: context.now)
  }

  private mutating func keep(at instant: Instant) {
    var copy = self
    copy.history = nil
    copy.context.now = instant
    history!.kept.append([copy])
  }

  /// The world as it was when `event` events had fired and the next was about to: what came from outside in between is
  /// in it. Nil for a moment before `keepHistory`, or one that has not come.
  public func rewound(toEvent event: Int) -> World? {
    guard let history, event <= context.fired else { return nil }
    if event == context.fired { return self }
    let index = history.kept.partitionPoint { $0[0].context.fired > event } - 1
    guard index >= 0 else { return nil }
    var world = history.kept[index][0]
    while world.context.fired < event, world.step() {}
    return world.remembering(history, upTo: index)
  }

  /// The world as it was when the clock reached `instant` and all that was due then had happened.
  public func rewound(to instant: Instant) -> World? {
    guard let history, instant <= now else { return nil }
    let index = history.kept.partitionPoint { $0[0].now > instant } - 1
    guard index >= 0 else { return nil }
    var world = history.kept[index][0]
    // The next copy has what came from outside after this one; nothing before it may be fired beyond it.
    let last = index + 1 < history.kept.count ? history.kept[index + 1][0].context.fired : context.fired
    while world.context.fired < last, world.step(until: instant) {}
    if world.context.failure == nil { world.context.now = max(world.now, instant) }
    return world.remembering(history, upTo: index)
  }

  /// The world just after the event that wrote an entry of the trace.
  public func rewound(toEntry id: Int) -> World? {
    guard let history, id >= history.firstEntry, id < trace.entries.count else { return nil }
    // The last copy that has not seen it; the entry came with an event after that copy, or from outside just before the
    // next one.
    let index = history.kept.partitionPoint { $0[0].trace.entries.count > id } - 1
    guard index >= 0 else { return (history.kept.first?[0] ?? self).remembering(history, upTo: 0) }
    let next = index + 1 < history.kept.count ? history.kept[index + 1][0] : self
    var world = history.kept[index][0]
    while world.trace.entries.count <= id {
      guard world.context.fired < next.context.fired, world.step() else {
        return next.remembering(history, upTo: index)
      }
    }
    return world.remembering(history, upTo: index)
  }

  /// With the copies up to one of them as its history: a fork can be rewound as far back as its origin.
  private func remembering(_ history: History, upTo index: Int) -> World {
    var world = self
    var kept = Log<[World]>()
    for copy in history.kept.prefix(index + 1) { kept.append(copy) }
    world.history = History(every: history.every, firstEntry: history.firstEntry, kept: kept)
    world.context.isTouched = true
    return world
  }
}
