import Basics
import Simulation

extension World {
  /// The one door of every request: faults on its way, who may, faults of the service, then the operation.
  mutating func admit<O: Operation>(
    _ operation: O, as request: RequestID, by caller: Principal, in scopeIndex: Int, isStruck: Bool
  ) {
    context.enter(O.Home.self)
    (context.request, context.caller) = (request, caller)
    var refusal: ServiceError?
    if !isStruck, !context.faults.isEmpty {
      switch strike(operation, as: request, by: caller, in: scopeIndex) {
      case .passes: break
      case .goes: return
      case .isRefused(let error): refusal = error
      }
    }
    if caller.kind != .root || caller.account != context.scope.account,
      let denial = authorize(operation, by: caller)
    {
      refusal = denial
    }
    if let refusal { return refuse(operation, refusal, request) }
    do throws(ServiceError) {
      switch try operation.perform(on: &stacks[scopeIndex][keyPath: O.Home.home], &context) {
      case .now(let output): context.reply(.success(output), to: request)
      case .later: break
      }
    } catch {
      refuse(operation, error, request)
    }
  }

  private func authorize(_ operation: some Operation, by caller: Principal) -> ServiceError? {
    if case .service = caller.kind { return nil }
    let scope = context.scope
    return context.identities.refusal(
      of: type(of: operation).name, on: operation.resources(in: scope), in: scope, to: caller)
  }

  private mutating func refuse<O: Operation>(_ operation: O, _ error: ServiceError, _ request: RequestID) {
    context.note(RequestRefused(operation: O.name, error: error), because: error.rule ?? .requestsAreChecked)
    context.reply(.failure(error), to: request)
  }

  private enum Passage {
    case passes, goes
    case isRefused(ServiceError)
  }

  /// What the fault plan makes of a request.
  private mutating func strike<O: Operation>(
    _ operation: O, as request: RequestID, by caller: Principal, in scopeIndex: Int
  ) -> Passage {
    // What services tell one another is sent again until it arrives: it can be late or come twice, and is never lost.
    let isMessage = OperationCatalogue.entry(O.name) == nil
    if !context.faults.zoneLosses.isEmpty, let back = context.zonesReturn {
      context.note(
        RequestStruck(operation: O.name, effect: isMessage ? "waits for a zone" : "is lost"), because: .zonesFailApart)
      if isMessage {
        let again = Arrival(operation: operation, request: request, caller: caller)
        context.enqueue(again, at: back, in: scopeIndex)
      }
      return .goes
    }
    guard !context.faults.faults.isEmpty else { return .passes }
    let (faults, place, now) = (context.faults, context.region.rawValue, context.now)
    let fault = context.withRandom(for: "faults") { faults.strike(on: O.name, in: place, at: now, &$0) }
    guard let fault else { return .passes }
    var again = Arrival(operation: operation, request: request, caller: caller, isStruck: true)
    let delay: Duration
    switch fault.effect {
    case .error(let code, let message, let status):
      return isMessage ? .passes : .isRefused(ServiceError(code, message, status: status, rule: .servicesFail))
    case .throttle: return isMessage ? .passes : .isRefused(.throttled)
    case .throttleAbove(let limit):
      return isMessage || !context.exceeds(limit, fault) ? .passes : .isRefused(.throttled)
    case .drop:
      if isMessage { return .passes }
      context.note(RequestStruck(operation: O.name, effect: fault.effect.text), because: .requestsCanBeLost)
      return .goes
    case .delay(let fixed): delay = fixed
    case .slow(let latency): delay = context.draw(latency, for: "faults.slow")
    case .duplicate(let latency):
      let lag = context.draw(latency, for: "faults.duplicate")
      context.note(RequestStruck(operation: O.name, effect: fault.effect.text), because: .requestsCanComeTwice)
      again = Arrival(operation: operation, request: context.openRequest(), caller: caller, isStruck: true)
      context.enqueue(again, at: context.now + lag, in: scopeIndex)
      return .passes
    }
    context.note(
      RequestStruck(operation: O.name, effect: "is \(delay.secondsText) s late"), because: .requestsCanBeLate)
    context.enqueue(again, at: context.now + delay, in: scopeIndex)
    return .goes
  }
}

/// A fault of the run struck a request or a message.
public struct RequestStruck: Fact {
  public let operation: String
  /// `is lost`.
  public let effect: String
  public var details: [Detail] { [Detail("operation", operation), Detail("effect", effect)] }
}

extension ServiceError {
  /// One request too many, as most services put it.
  static let throttled = ServiceError("ThrottlingException", "Rate exceeded", rule: .servicesThrottle)
}

extension Rule {
  public static let servicesFail = Rule(
    "aws.requests.fail", "A service can answer with an error of its own (5xx); a caller retries with a growing pause.",
    source: "model: a fault of the run")
  public static let servicesThrottle = Rule(
    "aws.requests.throttle", "Requests beyond what a service lets through in a second are refused, and can be retried.",
    source: "model: a fault of the run")
  public static let requestsCanBeLate = Rule(
    "aws.requests.late", "A request or a message can take longer than usual; nothing promises when it arrives.",
    source: "model: a fault of the run")
  public static let requestsCanComeTwice = Rule(
    "aws.requests.twice", "A message whose answer was lost is sent again: delivery is at least once.",
    source: "model: a fault of the run")
}
