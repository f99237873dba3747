import Basics
import OrderedCollections
import Simulation

/// AWS Lambda in one account and Region.
public struct Lambda: Service {
  public static let name = "lambda"
  public static var home: WritableKeyPath<Stack, Lambda> { \.lambda }

  public internal(set) var functions: OrderedDictionary<String, Function> = [:]
  public var model = Model()
  /// Concurrent executions of all functions together, at most; a quota of the account.
  public var accountConcurrency = 1_000
  var invocations: [Int: Invocation] = [:]
  var calls: [RequestID: Int] = [:]
  var events: [Int: AsyncEvent] = [:]
  var count = 0

  /// What AWS does not promise: quantities that a run chooses. The defaults are ours.
  public struct Model: Sendable, Hashable {
    /// How long an idle environment is kept. AWS: not documented; minutes are observed.
    public var idleTime = Duration.minutes(10)
    /// How long a cold start takes, for a function that does not say itself.
    public var initTime = Latency.uniform(.milliseconds(200) ... .milliseconds(800))

    public init() {}
  }

  public enum Timer: Sendable {
    case initialized(invocation: Int)
    case resume(invocation: Int)
    case timedOut(invocation: Int)
    case reap(function: String, environment: Int)
    case attempt(event: Int)
  }

  public init() {}

  public mutating func wake(_ timer: Timer, _ context: inout Context) {
    switch timer {
    case .initialized(let id): startHandler(id, &context)
    case .resume(let id): proceed(id, &context)
    case .timedOut(let id): timeOut(id, &context)
    case .reap(let function, let environment): reap(environment, of: function, &context)
    case .attempt(let event): attempt(event, &context)
    }
  }

  public mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    guard let id = calls.removeValue(forKey: request) else { return }
    continueAfterCall(id, reply, &context)
  }

  public func function(_ name: String) -> Function? { functions[name] }

  mutating func nextID() -> Int {
    count += 1
    return count
  }
}

extension ServiceError {
  static func functionNotFound(_ name: String, _ context: Context) -> ServiceError {
    ServiceError(
      "ResourceNotFoundException",
      "Function not found: arn:aws:lambda:\(context.region):\(context.scope.account):function:\(name)", status: 404,
      rule: .functionsAreConfigured)
  }
  static func invalidParameter(_ message: String, _ rule: Rule) -> ServiceError {
    ServiceError("InvalidParameterValueException", message, rule: rule)
  }
}
