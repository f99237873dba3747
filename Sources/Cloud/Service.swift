import Simulation

/// A service's state in one scope. It sees itself and the `Context`, and cannot name the world.
public protocol Service: Sendable {
  /// What it waits for: its own events.
  associatedtype Timer: Sendable
  /// As in ARNs and the trace: `dynamodb`.
  static var name: String { get }
  static var home: WritableKeyPath<Stack, Self> { get }

  init()
  /// A timer set by `context.schedule` came due.
  mutating func wake(_ timer: Timer, _ context: inout Context)
  /// The reply to a request made by `context.send`.
  mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context)
  /// Books what is paid by time, up to now.
  mutating func settle(_ context: inout Context)
}

extension Service {
  public mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {}
  public mutating func settle(_ context: inout Context) {}
}

/// A request to a service: its parameters, its rules, its errors and its cost.
public protocol Operation<Home>: Sendable {
  associatedtype Home: Service
  associatedtype Output: Sendable
  /// Service and operation as IAM writes them: `dynamodb:PutItem`.
  static var name: String { get }

  func perform(on service: inout Home, _ context: inout Context) throws(ServiceError) -> Reply<Output>
}

public enum Reply<Output: Sendable>: Sendable {
  case now(Output)
  /// The service keeps `context.request` and answers it from a later turn with `context.reply`.
  case later
}

public typealias AnyReply = Result<any Sendable, ServiceError>

public struct RequestID: Hashable, Sendable, Comparable, CustomStringConvertible {
  let number: Int
  public static func < (left: RequestID, right: RequestID) -> Bool { left.number < right.number }
  /// As AWS prints one, derived from the number: the same in each run.
  public var description: String {
    let digits = String(number, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }
}

/// The services of one account in one Region. A new service is one more property.
public struct Stack: Sendable {
  public var dynamoDB = DynamoDB()
  public var lambda = Lambda()

  mutating func settle(_ context: inout Context) {
    context.enter(DynamoDB.self)
    dynamoDB.settle(&context)
    context.enter(Lambda.self)
    lambda.settle(&context)
  }
}
