import Basics
import Simulation

/// A simulated cloud: the state of all services, virtual time, and what happened.
///
/// A value: a copy is a snapshot, and a changed copy is a fork. Equal seeds and equal scripts give equal traces.
///
///     var world = World(seed: 1, start: start, regions: [.usEast1, .euWest1])
///     _ = try world.call(DynamoDB.CreateTable(…), in: .usEast1)    // time runs until the reply is in
///     world.advance(by: .hours(2))                                 // time runs; timers fire
///     let expired = world.trace.all(DynamoDB.ItemExpired.self)     // typed facts
///     let bill = world.bill()                                      // lines and their sum
///     var belief = world                                           // from here on, a second world
///     belief.believe(.ttlIsImmediate)
///
/// Whatever is not simulated throws a `ServiceError` whose `isNotSimulated` is true.
public struct World: Sendable {
  public internal(set) var context: Context
  public internal(set) var stacks: [Stack]

  public init(seed: UInt64, start: Instant, scopes: [Scope]) {
    precondition(!scopes.isEmpty && Set(scopes).count == scopes.count, "a world has places, each once")
    context = Context(seed: seed, start: start, scopes: scopes)
    stacks = scopes.map { _ in Stack() }
  }
  /// A world of one account.
  public init(seed: UInt64, start: Instant, regions: [Region] = [.usEast1]) {
    self.init(seed: seed, start: start, scopes: regions.map { Scope(region: $0) })
  }

  public var now: Instant { context.now }
  public var trace: Trace { context.trace }
  public var ledger: Ledger { context.ledger }
  public var metrics: Metrics { context.metrics }

  /// The services of a Region, to look at.
  public subscript(region: Region) -> Stack { stacks[index(of: Scope(region: region))] }
}

// MARK: - Requests

extension World {
  /// How long a caller waits for a reply: past the longest function.
  public static let patience = Duration.minutes(16)

  /// Performs an operation and runs virtual time until the reply is in.
  ///
  /// - Throws: The service's error; `NoReply` when none came within `patience`.
  @discardableResult
  public mutating func call<O: Operation>(_ operation: O, in region: Region = .usEast1) throws(ServiceError) -> O.Output
  {
    try call(operation, in: Scope(region: region))
  }

  @discardableResult
  public mutating func call<O: Operation>(_ operation: O, in scope: Scope) throws(ServiceError) -> O.Output {
    let request = submit(operation, in: scope)
    let limit = now + Self.patience
    while true {
      if let reply = context.replies[request] {
        context.forget(request)
        switch reply {
        case .success(let output): return output as! O.Output  // replies are stored with their request's own type
        case .failure(let error): throw error
        }
      }
      guard let due = context.queue.nextDue(), due <= limit, step() else {
        context.forget(request)
        context.now = limit
        throw .neverReplied(O.name)
      }
    }
  }

  /// Performs an operation now and returns at once; `reply(to:)` has the answer when it is in.
  /// What is due at this very instant happens before it.
  @discardableResult
  public mutating func submit<O: Operation>(_ operation: O, in region: Region) -> RequestID {
    submit(operation, in: Scope(region: region))
  }

  @discardableResult
  public mutating func submit<O: Operation>(_ operation: O, in scope: Scope) -> RequestID {
    run(until: now)
    let request = context.openRequest()
    context.awaitByDriver(request)
    context.enter(index(of: scope), cause: nil)
    admit(operation, as: request, in: context.scopeIndex, isDelayed: false)
    return request
  }

  /// The answer to a submitted request, once.
  public mutating func reply(to request: RequestID) -> AnyReply? {
    defer { if context.replies[request] != nil { context.forget(request) } }
    return context.replies[request]
  }

  /// The one door of every request: fault plan, then the operation. (Identity and its policies are not simulated.)
  mutating func admit<O: Operation>(_ operation: O, as request: RequestID, in scopeIndex: Int, isDelayed: Bool) {
    context.enter(O.Home.self)
    context.request = request
    if !isDelayed, !context.faults.faults.isEmpty {
      let (faults, place, now) = (context.faults, context.region.rawValue, context.now)
      let effect = context.withRandom(for: "faults") { faults.effect(on: O.name, in: place, at: now, &$0) }
      switch effect {
      case nil: break
      case .drop: return
      case .delay(let delay):
        let arrival = Arrival(operation: operation, request: request, isDelayed: true)
        context.enqueue(arrival, at: context.now + delay, in: scopeIndex)
        return
      case .error(let code, let message, let status):
        refuse(operation, ServiceError(code, message, status: status), request)
        return
      }
    }
    do throws(ServiceError) {
      switch try operation.perform(on: &stacks[scopeIndex][keyPath: O.Home.home], &context) {
      case .now(let output): context.reply(.success(output), to: request)
      case .later: break
      }
    } catch {
      refuse(operation, error, request)
    }
  }

  private mutating func refuse<O: Operation>(_ operation: O, _ error: ServiceError, _ request: RequestID) {
    context.note(RequestRefused(operation: O.name, error: error), because: error.rule ?? .requestsAreChecked)
    context.reply(.failure(error), to: request)
  }

  private func index(of scope: Scope) -> Int {
    guard let index = context.scopes.firstIndex(of: scope) else {
      preconditionFailure("the world was made without \(scope)")
    }
    return index
  }
}

// MARK: - Time

extension World {
  /// Fires the next event; false when none is left.
  @discardableResult
  public mutating func step() -> Bool {
    guard let (scheduled, due) = context.queue.next() else { return false }
    precondition(due >= context.now, "time ran backwards")
    context.now = due
    context.enter(scheduled.scopeIndex, cause: scheduled.cause)
    scheduled.event.fire(in: scheduled.scopeIndex, of: &self)
    return true
  }

  /// Fires all that is due up to and at `instant`, and stops there.
  public mutating func run(until instant: Instant) {
    while let due = context.queue.nextDue(), due <= instant { step() }
    context.now = max(context.now, instant)
  }

  public mutating func advance(by duration: Duration) {
    precondition(duration >= .zero, "virtual time runs forward")
    run(until: context.now + duration)
  }

  /// Fires everything until nothing waits. For worlds without recurring events.
  public mutating func drain() { while step() {} }
}

// MARK: - What a run may change from outside

extension World {
  /// From now on this world works as the misconception says.
  public mutating func believe(_ misconception: Misconception) { context.beliefs.insert(misconception) }

  /// From now until `heal` the two Regions cannot reach one another.
  public mutating func partition(_ one: Region, _ other: Region, until heal: Instant) {
    context.faults.partition(one.rawValue, other.rawValue, during: now..<max(now, heal))
  }
  /// A Region's own clock is this far ahead of the true time (or behind, when negative).
  public mutating func skewClock(_ region: Region, by skew: Duration) {
    context.faults.skewClock(of: region.rawValue, by: skew)
  }
  public mutating func inject(_ fault: FaultPlan.Fault) { context.faults.add(fault) }

  /// Sets a quantity that AWS leaves open, in every Region: `world.model(\.dynamoDB.model.expiryLag, .fixed(.hours(2)))`.
  public mutating func model<Value>(_ quantity: WritableKeyPath<Stack, Value>, _ value: Value) {
    for index in stacks.indices { stacks[index][keyPath: quantity] = value }
  }
}
