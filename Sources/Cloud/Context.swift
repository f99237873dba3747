import Basics
import Simulation

/// All that a service may see and do besides its own state: the clock, chance, the queue, the trace, the ledger, and
/// messages to other services. Every effect goes through it.
public struct Context: Sendable {
  public let start: Instant
  public let scopes: [Scope]
  public internal(set) var now: Instant
  public internal(set) var trace = Trace()
  public internal(set) var ledger = Ledger()
  public internal(set) var metrics = Metrics()
  public internal(set) var faults = FaultPlan()
  public internal(set) var network = Network.standard
  public internal(set) var beliefs: Set<Misconception> = []
  /// Why the run stopped, until `World.resume`.
  public internal(set) var failure: Halt?
  /// The request being served; an operation that answers `.later` keeps it.
  public internal(set) var request = RequestID(number: 0)
  /// Who made it.
  public internal(set) var caller = Principal.root()

  var queue = EventQueue<Scheduled>()
  var identities = Identities()
  /// How many events have fired.
  var fired = 0
  /// Whether something came from outside since the last event.
  var isTouched = true
  var touchedAt: Instant
  var scopeIndex = 0
  var service = ""
  var turn = Turn()
  var replies: [RequestID: AnyReply] = [:]
  private var routes: [RequestID: any ReplyRoute] = [:]
  private var requestCount = 0
  private var root: Random
  /// By scope and purpose.
  private var streams: [Stream: Random] = [:]
  private let scopeNames: [String]
  /// Requests of the second under way that a fault counts, by fault and scope.
  private var counted: [FaultCount: (second: Int, count: Int)] = [:]

  private struct Stream: Hashable {
    let scopeIndex: Int
    let purpose: String
  }
  private struct FaultCount: Hashable {
    let fault: FaultPlan.Fault
    let scopeIndex: Int
  }

  /// What led to the turn under way, and the first entry it noted.
  struct Turn: Sendable {
    var cause: Int?
    var first: Int?
    var origin: Int? { first ?? cause }
  }

  init(seed: UInt64, start: Instant, scopes: [Scope]) {
    (self.start, self.now, self.scopes, touchedAt) = (start, start, scopes, start)
    root = Random(seed: seed)
    scopeNames = scopes.map(\.description)
  }

  // MARK: Place and time

  public var scope: Scope { scopes[scopeIndex] }
  public var region: Region { scope.region }
  /// What this Region's own clock says: the true time and the skew of the fault plan.
  public var localNow: Instant { now + faults.skew(of: region.rawValue) }

  /// The same account in another Region; nil when the world has no such place.
  public func scope(in region: Region) -> Scope? {
    scopes.first { $0.region == region && $0.account == scope.account }
  }

  // MARK: Chance and belief

  /// Draws from the stream of chance named `purpose`, which no other purpose disturbs.
  public mutating func draw(_ latency: Latency, for purpose: String) -> Duration {
    if case .fixed(let duration) = latency { return duration }
    return withRandom(for: purpose) { latency.draw(&$0) }
  }

  public mutating func withRandom<Value>(for purpose: String, _ body: (inout Random) -> Value) -> Value {
    let stream = Stream(scopeIndex: scopeIndex, purpose: purpose)
    var random = streams[stream] ?? root.stream("\(scope)/\(purpose)")
    defer { streams[stream] = random }
    return body(&random)
  }

  /// Whether this world works as `misconception` says.
  public func holds(_ misconception: Misconception) -> Bool { !beliefs.isEmpty && beliefs.contains(misconception) }

  // MARK: Record

  /// Writes a fact into the trace; the first of a turn is the cause of the rest and of all the turn sets going.
  @discardableResult
  public mutating func note(_ fact: some Fact, because rule: Rule, also: [Rule] = []) -> Int {
    let id = trace.append(
      fact, at: now, scope: scopeNames[scopeIndex], service: service, cause: turn.origin, because: rule, also: also)
    if turn.first == nil { turn.first = id }
    return id
  }

  public mutating func meter(_ meter: Meter, _ units: Int128) {
    ledger.add(units, of: meter, in: scopeNames[scopeIndex], at: now)
  }
  public mutating func settle(_ gauge: inout Gauge, _ meter: Meter) {
    gauge.settle(meter, in: scopeNames[scopeIndex], at: now, &ledger)
  }
  public mutating func set(_ gauge: inout Gauge, to level: Int, _ meter: Meter) {
    gauge.set(level, meter, in: scopeNames[scopeIndex], at: now, &ledger)
  }
  public mutating func count(_ name: String, by amount: Int = 1) { metrics.add(amount, to: name) }
  public mutating func raise(_ name: String, to level: Int) { metrics.raise(name, to: level) }
  /// Records a value as CloudWatch keeps it: `context.record(1, "AWS/DynamoDB", "ThrottledRequests", ["TableName": name])`.
  public mutating func record(
    _ value: Double, times: Int = 1, _ namespace: String, _ name: String, _ dimensions: [String: String] = [:],
    unit: Metric.Unit = .count
  ) {
    metrics.record(
      value, times: times, of: Metric(namespace, name, dimensions, in: scopeNames[scopeIndex], unit: unit), at: now)
  }

  /// Something went wrong that no caller waits for: the run stops at this instant, after this event, and keeps the rest
  /// queued.
  public mutating func fail(_ error: ServiceError) {
    guard failure == nil else { return }
    failure = Halt(at: now, event: fired, scope: scope, service: service, reason: error.description, error: error)
  }

  // MARK: Later

  @discardableResult
  public mutating func schedule<S: Service>(_ service: S.Type, _ timer: S.Timer, at due: Instant) -> Ticket {
    precondition(due >= now, "an event cannot be due in the past")
    return enqueue(Wake<S>(timer: timer), at: due, in: scopeIndex)
  }
  @discardableResult
  public mutating func schedule<S: Service>(
    _ service: S.Type, _ timer: S.Timer, after delay: Duration
  ) -> Ticket { schedule(service, timer, at: now + delay) }

  /// False when it has fired.
  @discardableResult
  public mutating func cancel(_ ticket: Ticket) -> Bool { queue.cancel(ticket) }

  /// Asks a service in `target` for something, arriving after `delay`, and after the end of a partition on the way.
  /// The reply comes to `receive` of the sender.
  /// - Parameter principal: In whose name; the sending service's own unless said.
  @discardableResult
  public mutating func send<O: Operation, S: Service>(
    _ operation: O, to target: Scope, after delay: Duration = .zero, from sender: S.Type, by principal: Principal? = nil
  ) -> RequestID {
    let request = openRequest()
    routes[request] = ServiceRoute<S>(scopeIndex: scopeIndex)
    deliver(operation, to: target, after: delay, as: request, by: principal)
    return request
  }

  /// Tells a service in `target` something; nobody waits for a reply.
  public mutating func tell<O: Operation>(_ operation: O, to target: Scope, after delay: Duration = .zero) {
    deliver(operation, to: target, after: delay, as: openRequest(), by: nil)
  }

  /// Answers a request that an operation left open with `.later`.
  public mutating func reply(_ reply: AnyReply, to request: RequestID) {
    guard let route = routes.removeValue(forKey: request) else { return }
    route.deliver(reply, to: request, &self)
  }

  private mutating func deliver<O: Operation>(
    _ operation: O, to target: Scope, after delay: Duration, as request: RequestID, by principal: Principal?
  ) {
    guard let index = scopes.firstIndex(of: target) else {
      preconditionFailure("the sender checked that the world has \(target)")
    }
    var leaving = now
    if index != scopeIndex,
      let heal = faults.heal(between: region.rawValue, and: target.region.rawValue, at: now)
    {
      note(MessageHeld(operation: O.name, to: target, until: heal), because: .partitionsHoldMessages)
      leaving = heal
    }
    let caller = principal ?? Principal(.service(service), account: scope.account)
    enqueue(Arrival<O>(operation: operation, request: request, caller: caller), at: leaving + delay, in: index)
  }

  // MARK: The engine's side

  @discardableResult
  mutating func enqueue(_ event: any Event, at due: Instant, in scopeIndex: Int) -> Ticket {
    queue.schedule(Scheduled(scopeIndex: scopeIndex, cause: turn.origin, event: event), at: due)
  }
  mutating func openRequest() -> RequestID {
    requestCount += 1
    return RequestID(number: requestCount)
  }
  /// - Parameter region: Where the driver waits; the answer takes the way back.
  mutating func awaitByDriver(_ request: RequestID, in region: Region?) {
    routes[request] = DriverRoute(region: region)
  }
  /// Whether a request is beyond what a fault lets pass in this second.
  mutating func exceeds(_ limit: Int, _ fault: FaultPlan.Fault) -> Bool {
    let key = FaultCount(fault: fault, scopeIndex: scopeIndex)
    let before = counted[key].flatMap { $0.second == now.seconds ? $0.count : nil } ?? 0
    counted[key] = (now.seconds, before + 1)
    return before >= limit
  }
  mutating func forget(_ request: RequestID) {
    routes[request] = nil
    replies[request] = nil
  }
  mutating func enter<S: Service>(_ type: S.Type) { service = S.name }
  mutating func enter(_ index: Int, cause: Int?) {
    scopeIndex = index
    turn = Turn(cause: cause)
  }

  public typealias Ticket = EventQueue<Scheduled>.Ticket
}

/// A message waits for a partition to heal.
public struct MessageHeld: Fact {
  public let operation: String
  public let to: Scope
  public let until: Instant

  public var details: [Detail] {
    [Detail("operation", operation), Detail("to", to.description), Detail("until", until)]
  }
}

extension Rule {
  public static let partitionsHoldMessages = Rule(
    "rehearse.partition", "While two Regions cannot reach one another, what they send waits until they can.",
    source: "model: a fault of the run")
}

extension Context {
  mutating func repeatUsage(from earlier: Ledger, to later: Ledger, times: Int) {
    isTouched = true
    ledger.repeatUsage(from: earlier, to: later, times: times)
  }
}
