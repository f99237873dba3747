import Basics
import OrderedCollections
import Simulation

/// How many environments a function may still add: 1,000, and 1,000 more every 10 seconds.
struct ScalingBudget: Sendable, Hashable {
  static let step = 1_000
  static let period = Duration.seconds(10)
  private var left = step
  private var since: Instant

  init(since: Instant) { self.since = since }

  mutating func take(at now: Instant) -> Bool {
    let periods = (now - since).nanoseconds / Self.period.nanoseconds
    if left == Self.step {
      since = now  // a full budget starts its period when it is first drawn on
    } else if periods > 0 {
      left = min(Self.step, left + Self.step * Int(min(periods, 1_000)))
      since += .nanoseconds(periods * Self.period.nanoseconds)
    }
    guard left > 0 else { return false }
    left -= 1
    return true
  }
}

/// Requests of the current second.
struct RequestRate: Sendable, Hashable {
  private var second = Int.min, count = 0

  mutating func take(limit: Int, at now: Instant) -> Bool {
    if now.seconds != second { (second, count) = (now.seconds, 0) }
    guard count < limit else { return false }
    count += 1
    return true
  }
}

extension Lambda {
  /// At least this much stays for functions without a reservation.
  public static let unreservedMin = 100

  public var unreservedConcurrency: Int {
    accountConcurrency - functions.values.reduce(0) { $0 + ($1.reservedConcurrency ?? 0) }
  }

  /// - Throws: `TooManyRequestsException` when one more execution, or environment, or request is not allowed.
  mutating func admit(_ name: String, _ context: inout Context) throws(ServiceError) {
    let function = functions[name]!
    let limit = function.reservedConcurrency ?? accountConcurrency
    if context.holds(.concurrencyIsARate) {
      guard functions[name]!.requestRate.take(limit: limit, at: context.now) else {
        throw throttled("FunctionInvocationRateLimitExceeded", .requestRate, &context)
      }
      return
    }
    if let reserved = function.reservedConcurrency {
      guard function.running < reserved else {
        throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded", .reservedConcurrency, &context)
      }
    } else {
      let running =
        context.holds(.concurrencyIsPerFunction)
        ? function.running : functions.values.reduce(0) { $0 + ($1.reservedConcurrency == nil ? $1.running : 0) }
      guard running < unreservedConcurrency else {
        throw throttled("ConcurrentInvocationLimitExceeded", .accountConcurrency, &context)
      }
    }
    guard functions[name]!.requestRate.take(limit: 10 * limit, at: context.now) else {
      let reason =
        function.reservedConcurrency == nil
        ? "FunctionInvocationRateLimitExceeded" : "ReservedFunctionInvocationRateLimitExceeded"
      throw throttled(reason, .requestRate, &context)
    }
    guard !function.idle.isEmpty || functions[name]!.scaling.take(at: context.now)
    else { throw throttled("ConcurrentInvocationLimitExceeded", .scalingRate, &context) }
  }

  private func throttled(_ reason: String, _ rule: Rule, _ context: inout Context) -> ServiceError {
    context.count("lambda.throttles")
    return ServiceError("TooManyRequestsException", "Rate Exceeded. (Reason: \(reason))", status: 429, rule: rule)
  }

  /// Gives a function a part of the account's concurrency: its own, and its limit.
  public struct PutFunctionConcurrency: Operation {
    public static let name = "lambda:PutFunctionConcurrency"
    public var functionName: String
    /// Nil takes the reservation away (DeleteFunctionConcurrency).
    public var reserved: Int?
    public init(functionName: String, reserved: Int?) { (self.functionName, self.reserved) = (functionName, reserved) }

    public func perform(on lambda: inout Lambda, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let function = lambda.functions[functionName] else { throw .functionNotFound(functionName, context) }
      let free = lambda.unreservedConcurrency + (function.reservedConcurrency ?? 0)
      guard (reserved ?? 0) >= 0, free - (reserved ?? 0) >= Lambda.unreservedMin else {
        throw .invalidParameter(
          """
          Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below \
          its minimum value of [\(Lambda.unreservedMin)].
          """, .reservedConcurrency)
      }
      lambda.functions[functionName]!.reservedConcurrency = reserved
      context.note(ConcurrencyReserved(function: functionName, reserved: reserved), because: .reservedConcurrency)
      return .now(())
    }
  }

  public struct ConcurrencyReserved: Fact {
    public let function: String
    public let reserved: Int?
    public var details: [Detail] {
      [Detail("function", function), Detail("reserved", reserved.map(String.init) ?? "none")]
    }
  }
}

extension Rule {
  static let concurrencyGuide = "Lambda Developer Guide: Understanding Lambda function scaling"
  public static let accountConcurrency = Rule(
    "lambda.concurrency.account",
    "All functions of an account and Region share 1,000 concurrent executions by default; more are refused with 429.",
    source: concurrencyGuide)
  public static let reservedConcurrency = Rule(
    "lambda.concurrency.reserved",
    "Reserved concurrency is a function's own share and its limit; 100 must stay unreserved, and 0 stops the function.",
    source: concurrencyGuide)
  public static let requestRate = Rule(
    "lambda.concurrency.rate", "Requests for a second are limited to ten times the concurrency.",
    source: concurrencyGuide)
  public static let scalingRate = Rule(
    "lambda.concurrency.scaling",
    "Each function may add 1,000 environments every 10 seconds (model: a step at a time).", source: concurrencyGuide)
}

extension Misconception {
  public static let concurrencyIsARate = Misconception(
    "concurrency-is-requests-per-second", contradicts: .accountConcurrency,
    says: "A concurrency of 10 means 10 requests a second, however long they take.")
  public static let concurrencyIsPerFunction = Misconception(
    "concurrency-is-per-function", contradicts: .accountConcurrency,
    says: "Each function has the account's concurrency for itself.")
}
