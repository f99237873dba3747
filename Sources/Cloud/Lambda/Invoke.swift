import Basics
import OrderedCollections
import Simulation

extension Lambda {
  /// Runs a function: and waits for its result, or leaves the event in Lambda's queue.
  public struct Invoke: Operation {
    public static let name = "lambda:InvokeFunction"
    public enum Kind: String, Sendable, Hashable { case requestResponse = "RequestResponse", event = "Event" }
    public static func payloadMax(_ kind: Kind) -> Int { kind == .event ? 1_048_576 : 6_291_456 }

    public var functionName: String
    public var payload: String
    public var kind: Kind
    public init(functionName: String, payload: String = "{}", kind: Kind = .requestResponse) {
      (self.functionName, self.payload, self.kind) = (functionName, payload, kind)
    }

    public func perform(on lambda: inout Lambda, _ context: inout Context) throws(ServiceError) -> Reply<InvokeResult> {
      guard lambda.functions[functionName] != nil else { throw .functionNotFound(functionName, context) }
      let bytes = payload.utf8.count, bytesMax = Self.payloadMax(kind)
      guard bytes <= bytesMax else {
        throw ServiceError(
          "RequestTooLargeException", "Request must be smaller than \(bytesMax) bytes for the InvokeFunction operation",
          status: 413, rule: .payloadsAreLimited)
      }
      switch context.holds(.asyncErrorsReachTheCaller) ? .requestResponse : kind {
      case .event:
        lambda.queue(functionName, payload, &context)
        return .now(InvokeResult(requestID: context.request, status: 202, payload: "", error: nil, report: nil))
      case .requestResponse:
        try lambda.admit(functionName, &context)
        lambda.start(functionName, payload, attempt: 1, origin: .caller(context.request), units: 1, &context)
        return .later
      }
    }
  }

  public struct InvokeResult: Sendable, Hashable {
    public let requestID: RequestID
    /// 200 also when the function failed; 202 for an event.
    public let status: Int
    /// What the function returned, or its error as JSON.
    public let payload: String
    /// `Unhandled` when the function threw or timed out.
    public let error: String?
    /// The run's REPORT line; nil for an event, which has not run yet.
    public let report: InvocationReport?
  }

  /// One run of a function, under way.
  struct Invocation: Sendable {
    enum Origin: Sendable { case caller(RequestID), event(Int) }
    let id: Int
    let function: String
    let requestID: RequestID
    let origin: Origin
    let environment: Int
    let arrived: Instant
    /// Zero on a warm start.
    let initDuration: Duration
    let input: HandlerInput
    /// Requests it is billed as.
    let units: Int
    let memory: Int
    var handlerStarted: Instant
    var program: Program
    var timeout: Context.Ticket?
    var resume: Context.Ticket?
  }

  /// Takes an environment and starts, after init if it is a new one. The caller has checked concurrency.
  mutating func start(
    _ name: String, _ payload: String, attempt: Int, origin: Invocation.Origin, units: Int, _ context: inout Context
  ) {
    let (environment, isCold) = takeEnvironment(of: name, &context)
    let function = functions[name]!, id = nextID()
    let initDuration =
      isCold ? context.draw(function.initTime ?? model.initTime, for: "lambda.init") : .zero
    let requestID: RequestID
    if case .caller(let request) = origin { requestID = request } else { requestID = context.openRequest() }
    let input = HandlerInput(payload: payload, requestID: requestID, attempt: attempt, uses: environment.uses)
    invocations[id] = Invocation(
      id: id, function: name, requestID: requestID, origin: origin, environment: environment.id, arrived: context.now,
      initDuration: initDuration, input: input, units: units, memory: function.memory, handlerStarted: context.now,
      program: function.handler(input))
    functions[name]!.running += 1
    context.raise("lambda.concurrency", to: functions.values.reduce(0) { $0 + $1.running })
    context.count(isCold ? "lambda.cold-starts" : "lambda.warm-starts")
    context.note(
      InvocationStarted(
        function: name, requestID: requestID, environment: environment.id, isCold: isCold, initDuration: initDuration),
      because: isCold ? .coldStarts : .warmStarts)
    context.schedule(Lambda.self, .initialized(invocation: id), after: initDuration)
  }

  public struct InvocationStarted: Fact {
    public let function: String
    public let requestID: RequestID
    public let environment: Int
    public let isCold: Bool
    public let initDuration: Duration
    public var details: [Detail] {
      [
        Detail("function", function), Detail("environment", environment), Detail("start", isCold ? "cold" : "warm"),
        Detail("init", initDuration),
      ]
    }
  }
}

extension Rule {
  public static let payloadsAreLimited = Rule(
    "lambda.payload",
    "A synchronous payload has at most 6 MB, an asynchronous event 1 MB (256 KB before October 2025).",
    source: "Lambda API Reference: Invoke")
}
