import Basics
import OrderedCollections
import Simulation

/// An event in Lambda's own queue.
struct AsyncEvent: Sendable {
  static let retriesMax = 2
  static let ageMax = Duration.hours(6)
  static let ageRange = Duration.seconds(60)...ageMax
  let function: String
  let payload: String
  let queued: Instant
  var attempts = 0
  var failures = 0
  /// Throttles in a row.
  var throttles = 0
}

extension Lambda {
  mutating func queue(_ name: String, _ payload: String, _ context: inout Context) {
    let id = nextID()
    events[id] = AsyncEvent(function: name, payload: payload, queued: context.now)
    context.note(
      EventQueued(function: name, bytes: payload.utf8.count, requests: Self.requestUnits(payload.utf8.count)),
      because: .asyncEventsAreQueued)
    context.schedule(Lambda.self, .attempt(event: id), after: .zero)
  }

  /// Requests that an event of this size is billed as.
  static func requestUnits(_ bytes: Int) -> Int { 1 + max(0, bytes - 262_144 + 65_535) / 65_536 }

  mutating func attempt(_ id: Int, _ context: inout Context) {
    guard let event = events[id] else { return }
    guard let function = functions[event.function], context.now - event.queued < function.eventAgeMax else {
      return settle(id, .eventAgeExceeded, &context)
    }
    events[id]!.attempts += 1
    do throws(ServiceError) {
      try admit(event.function, &context)
    } catch {
      // From 1 s up to 5 min, doubling; these attempts do not use up the retries.
      let wait = min(Duration.seconds(1 << min(event.throttles, 9)), .seconds(300))
      events[id]!.throttles += 1
      context.note(
        EventAttempted(function: event.function, attempt: event.attempts + 1, error: error), because: error.rule!)
      context.schedule(Lambda.self, .attempt(event: id), after: wait)
      return
    }
    events[id]!.throttles = 0
    context.note(
      EventAttempted(function: event.function, attempt: event.attempts + 1, error: nil), because: .asyncRetries)
    start(
      event.function, event.payload, attempt: event.attempts + 1, origin: .event(id),
      units: Self.requestUnits(event.payload.utf8.count), &context)
  }

  mutating func eventEnded(_ id: Int, failed: Bool, _ context: inout Context) {
    guard failed else { return settle(id, .success, &context) }
    events[id]!.failures += 1
    let failures = events[id]!.failures
    let retries = context.holds(.failedEventsAreDropped) ? 0 : functions[events[id]!.function]!.retries
    guard failures <= retries else { return settle(id, .retriesExhausted, &context) }
    context.schedule(
      Lambda.self, .attempt(event: id), after: context.holds(.retriesAreImmediate) ? .zero : .minutes(failures))
  }

  private mutating func settle(_ id: Int, _ condition: EventSettled.Condition, _ context: inout Context) {
    let event = events.removeValue(forKey: id)!
    context.note(
      EventSettled(
        function: event.function, attempts: event.attempts, age: context.now - event.queued, condition: condition),
      because: .asyncRetries)
  }

  public struct EventQueued: Fact {
    public let function: String
    public let bytes: Int
    public let requests: Int
    public var details: [Detail] {
      [Detail("function", function), Detail("bytes", bytes), Detail("requests", requests)]
    }
  }
  public struct EventAttempted: Fact {
    public let function: String
    public let attempt: Int
    /// The throttle that sent it back.
    public let error: ServiceError?
    public var details: [Detail] {
      [Detail("function", function), Detail("attempt", attempt), Detail("throttled", error?.message ?? "no")]
    }
  }
  public struct EventSettled: Fact {
    public enum Condition: String, Sendable {
      case success = "Success", retriesExhausted = "RetriesExhausted", eventAgeExceeded = "EventAgeExceeded"
    }
    public let function: String
    public let attempts: Int
    public let age: Duration
    public let condition: Condition
    /// Where the event's record goes, if the function has such a place.
    public var destination: String {
      condition == .success ? "OnSuccess destination" : "OnFailure destination / DLQ"
    }
    public var details: [Detail] {
      [
        Detail("function", function), Detail("attempts", attempts), Detail("age", age),
        Detail("condition", condition.rawValue), Detail("destination", destination),
      ]
    }
  }

  /// How often and how long an event is tried.
  public struct PutFunctionEventInvokeConfig: Operation {
    public static let name = "lambda:PutFunctionEventInvokeConfig"
    public var functionName: String
    public var maximumRetryAttempts: Int
    public var maximumEventAge: Duration
    public init(functionName: String, maximumRetryAttempts: Int = 2, maximumEventAge: Duration = .hours(6)) {
      (self.functionName, self.maximumRetryAttempts) = (functionName, maximumRetryAttempts)
      self.maximumEventAge = maximumEventAge
    }

    public func perform(on lambda: inout Lambda, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard lambda.functions[functionName] != nil else { throw .functionNotFound(functionName, context) }
      guard (0...AsyncEvent.retriesMax).contains(maximumRetryAttempts), AsyncEvent.ageRange.contains(maximumEventAge)
      else {
        throw .invalidParameter(
          "MaximumRetryAttempts must be 0 to 2 and MaximumEventAgeInSeconds 60 to 21600", .asyncRetries)
      }
      lambda.functions[functionName]!.retries = maximumRetryAttempts
      lambda.functions[functionName]!.eventAgeMax = maximumEventAge
      return .now(())
    }
  }
}

extension Rule {
  static let asyncGuide = "Lambda Developer Guide: Invoking a Lambda function asynchronously"
  public static let asyncEventsAreQueued = Rule(
    "lambda.async.queue",
    "An asynchronous event is accepted with 202 and waits in Lambda's queue; each 64 KB over 256 KB is a request more.",
    source: asyncGuide)
  public static let asyncRetries = Rule(
    "lambda.async.retry",
    """
    A failed event is tried again after one minute and after two more; a throttled one goes back to the queue for up \
    to six hours, from 1 s up to 5 min apart.
    """, source: asyncGuide)
}

extension Misconception {
  public static let failedEventsAreDropped = Misconception(
    "failed-events-are-dropped", contradicts: .asyncRetries, says: "An event whose run fails is gone.")
  public static let retriesAreImmediate = Misconception(
    "retries-are-immediate", contradicts: .asyncRetries, says: "A failed event is tried again at once.")
  public static let asyncErrorsReachTheCaller = Misconception(
    "async-errors-reach-the-caller", contradicts: .asyncEventsAreQueued,
    says: "Whoever sends an event learns whether its run failed.")
}
