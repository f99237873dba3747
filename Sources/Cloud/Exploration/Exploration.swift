import Basics
import Simulation

/// A service's part of `rehearse explore`: random programs of its requests, and what must hold whatever they are.
///
/// The explorer adds waiting and faults, moves the clock event by event, asks `observe` after each, and checks for every
/// service alike that the clock never runs back, that settling leaves nothing due, that causes come before effects, that
/// a second run is the same, and that a rewound world goes the same way again.
public protocol Exploration: Sendable {
  /// One request, as a value that can be printed and left out.
  associatedtype Step: Sendable, CustomStringConvertible
  /// What is remembered from event to event, for checks that need more than the world.
  associatedtype Monitor: Sendable

  /// The service's name.
  var name: String { get }
  /// The Regions of the world; faults are drawn among them.
  var regions: [Region] { get }
  /// Operations that faults may strike: those of callers, and the messages among services, which can only be late or
  /// come twice.
  var operations: [String] { get }
  var messages: [String] { get }

  /// The world in which each program starts.
  func begin(seed: UInt64) throws(ServiceError) -> (world: World, monitor: Monitor)
  func step(_ random: inout Random) -> Step
  /// Submits the request; does not move the clock.
  func perform(_ step: Step, on world: inout World, _ monitor: inout Monitor)
  /// After each event: what is wrong.
  func observe(_ world: World, _ monitor: inout Monitor) throws(Breach)
  /// After the last step, when every fault is over: how long until all has come to rest.
  var rest: Duration { get }
  /// When all is at rest: what is wrong.
  func conclude(_ world: inout World, _ monitor: inout Monitor) throws(Breach)
}

/// Something that must hold does not.
public struct Breach: Error, Sendable, Hashable, CustomStringConvertible {
  /// What must hold: `replicas converge`.
  public let invariant: String
  /// What was seen instead.
  public let detail: String
  public init(_ invariant: String, _ detail: String) { (self.invariant, self.detail) = (invariant, detail) }
  public var description: String { "\(invariant): \(detail)" }
}

/// One move of a program: a step of the service, time, or something that goes wrong.
public enum Move<Step: Sendable & CustomStringConvertible>: Sendable, CustomStringConvertible {
  case act(Step)
  case wait(Duration)
  /// Windows count from the moment of the move.
  case fault(String, scope: Region?, for: Duration, Ratio, FaultPlan.Effect)
  case partition(Region, Region, for: Duration)
  case lose(Zone, for: Duration)
  case skew(Region, by: Duration)

  public var description: String {
    switch self {
    case .act(let step): step.description
    case .wait(let duration): "wait \(duration.secondsText) s"
    case .fault(let operation, let scope, let span, let chance, let effect):
      "for \(span.secondsText) s \(operation)\(scope.map { " in \($0)" } ?? "") \(effect.text)"
        + (chance == .always ? "" : ", \(chance.numerator) in \(chance.denominator)")
    case .partition(let one, let other, let span): "part \(one) from \(other) for \(span.secondsText) s"
    case .lose(let zone, let span): "lose \(zone) for \(span.secondsText) s"
    case .skew(let region, let skew): "set the clock of \(region) \(skew.secondsText) s ahead"
    }
  }

  /// When the fault of this move is over.
  func end(from now: Instant) -> Instant? {
    switch self {
    case .fault(_, _, let span, _, _), .partition(_, _, let span), .lose(_, let span): now + span
    case .act, .wait, .skew: nil
    }
  }
}

extension Exploration {
  /// A random program: mostly steps and short waits, now and then something that goes wrong.
  func program(_ random: inout Random) -> [Move<Step>] {
    (0..<random.integer(in: 5...60)).map { _ in move(&random) }
  }

  private func move(_ random: inout Random) -> Move<Step> {
    func pick<Element>(_ elements: [Element]) -> Element { elements[random.integer(in: 0...elements.count - 1)] }
    let span = random.duration(in: .milliseconds(100) ... .seconds(30))
    switch random.integer(in: 0...99) {
    case 0..<55: return .act(step(&random))
    case 55..<84: return .wait(.milliseconds(random.integer(in: 0...3_000)))
    case 84..<86: return .wait(.seconds(random.integer(in: 60...20_000)))
    case 86..<90 where regions.count > 1:
      let one = pick(regions), others = regions.filter { $0 != one }
      return .partition(one, pick(others), for: span)
    case 90..<92: return .skew(pick(regions), by: .milliseconds(random.integer(in: -5_000...5_000)))
    case 92..<94: return .lose(pick(pick(regions).zones), for: span)
    case 94..<96 where !messages.isEmpty:
      let lag = Latency.uniform(.zero ... .seconds(10))
      return .fault(
        pick(messages), scope: nil, for: span, Ratio(1, of: 2), pick([.slow(lag), .duplicate(after: lag)]))
    default:
      let lag = Latency.uniform(.milliseconds(1) ... .seconds(5))
      let effects: [FaultPlan.Effect] = [
        .error(code: "InternalServerError", message: "Internal server error", status: 500), .throttle,
        .throttleAbove(perSecond: random.integer(in: 0...3)), .slow(lag), .duplicate(after: lag), .drop,
      ]
      return .fault(pick(operations), scope: nil, for: span, Ratio(1, of: random.integer(in: 1...3)), pick(effects))
    }
  }
}
