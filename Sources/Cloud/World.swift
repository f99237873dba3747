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
  var history: History?

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
  /// How many events have fired.
  public var eventCount: Int { context.fired }

  /// The services of a Region, to look at.
  public subscript(region: Region) -> Stack { stacks[index(of: Scope(region: region))] }
  public subscript(scope: Scope) -> Stack { stacks[index(of: scope)] }

  func index(of scope: Scope) -> Int {
    guard let index = context.scopes.firstIndex(of: scope) else {
      preconditionFailure("the world was made without \(scope)")
    }
    return index
  }
}

// MARK: - Requests

extension World {
  /// How long a caller waits for a reply: past the longest function.
  public static let patience = Duration.minutes(16)

  /// Performs an operation and runs virtual time until the reply is in.
  ///
  /// - Parameters:
  ///   - principal: Who calls; the account's root user unless said.
  ///   - origin: The Region in which the caller is; a call to another takes the way there and back. Nil: beside the
  ///     service.
  /// - Throws: The service's error; `AccessDeniedException` when no policy lets the caller; `NoReply` when no answer came
  ///   within `patience`, or the run stopped.
  @discardableResult
  public mutating func call<O: Operation>(
    _ operation: O, in region: Region = .usEast1, by principal: Principal? = nil, from origin: Region? = nil
  ) throws(ServiceError) -> O.Output {
    try call(operation, in: Scope(region: region), by: principal, from: origin)
  }

  @discardableResult
  public mutating func call<O: Operation>(
    _ operation: O, in scope: Scope, by principal: Principal? = nil, from origin: Region? = nil
  ) throws(ServiceError) -> O.Output {
    let request = submit(operation, in: scope, by: principal, from: origin)
    let limit = now + Self.patience
    while true {
      if let reply = context.replies[request] {
        context.forget(request)
        switch reply {
        case .success(let output): return output as! O.Output  // replies are stored with their request's own type
        case .failure(let error): throw error
        }
      }
      if let failure = context.failure {
        context.forget(request)
        throw failure.error ?? .neverReplied(O.name)
      }
      guard step(until: limit) else {
        context.forget(request)
        context.now = limit
        throw .neverReplied(O.name)
      }
    }
  }

  /// Performs an operation now and returns at once; `reply(to:)` has the answer when it is in.
  /// What is due at this very instant happens before it.
  @discardableResult
  public mutating func submit<O: Operation>(
    _ operation: O, in region: Region, by principal: Principal? = nil, from origin: Region? = nil
  ) -> RequestID {
    submit(operation, in: Scope(region: region), by: principal, from: origin)
  }

  @discardableResult
  public mutating func submit<O: Operation>(
    _ operation: O, in scope: Scope, by principal: Principal? = nil, from origin: Region? = nil
  ) -> RequestID {
    run(until: now)
    touch()
    let request = context.openRequest(), caller = principal ?? .root(of: scope.account)
    context.awaitByDriver(request, in: origin)
    context.enter(index(of: scope), cause: nil)
    guard let origin, origin != scope.region else {
      admit(operation, as: request, by: caller, in: context.scopeIndex, isStruck: false)
      return request
    }
    context.enter(O.Home.self)
    let leaving = context.faults.heal(between: origin.rawValue, and: scope.region.rawValue, at: now)
    let due = (leaving ?? now) + context.networkDelay(to: origin)
    context.note(
      RequestSent(operation: O.name, from: origin, lag: due - now), because: .distanceTakesTime,
      also: leaving == nil ? [] : [.partitionsHoldMessages])
    context.enqueue(Arrival(operation: operation, request: request, caller: caller), at: due, in: context.scopeIndex)
    return request
  }

  /// The answer to a submitted request, once.
  public mutating func reply(to request: RequestID) -> AnyReply? {
    defer { if context.replies[request] != nil { context.forget(request) } }
    return context.replies[request]
  }
}

/// A request left for another Region.
public struct RequestSent: Fact {
  public let operation: String
  public let from: Region
  /// Until it arrives.
  public let lag: Duration
  public var details: [Detail] {
    [Detail("operation", operation), Detail("from", from.rawValue), Detail("lag", lag)]
  }
}

// MARK: - What a run may change from outside

extension World {
  /// From now on this world works as the misconception says.
  public mutating func believe(_ misconception: Misconception) {
    touch()
    context.beliefs.insert(misconception)
  }

  /// From now until `heal` the two Regions cannot reach one another.
  public mutating func partition(_ one: Region, _ other: Region, until heal: Instant) {
    touch()
    context.faults.partition(one.rawValue, other.rawValue, during: now..<max(now, heal))
  }
  /// From now until then the zone is gone.
  public mutating func lose(_ zone: Zone, until end: Instant) {
    touch()
    context.faults.loseZone(zone.description, during: now..<max(now, end))
  }
  /// A Region's own clock is this far ahead of the true time (or behind, when negative).
  public mutating func skewClock(_ region: Region, by skew: Duration) {
    touch()
    context.faults.skewClock(of: region.rawValue, by: skew)
  }
  public mutating func inject(_ fault: FaultPlan.Fault) {
    touch()
    context.faults.add(fault)
  }
  /// Adds a whole plan.
  public mutating func inject(_ plan: FaultPlan) {
    touch()
    context.faults.add(plan)
  }
  public mutating func set(_ network: Network) {
    touch()
    context.network = network
  }

  /// Sets a quantity that AWS leaves open, in every Region: `world.model(\.dynamoDB.model.expiryLag, .fixed(.hours(2)))`.
  public mutating func model<Value>(_ quantity: WritableKeyPath<Stack, Value>, _ value: Value) {
    touch()
    for index in stacks.indices { stacks[index][keyPath: quantity] = value }
  }
}
