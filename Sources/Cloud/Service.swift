import Simulation

/// A service's state in one scope. It sees itself and the `Context`, and cannot name the world.
public protocol Service: Sendable {
  /// What it waits for: its own events.
  associatedtype Timer: Sendable
  /// As in ARNs and the trace: `dynamodb`.
  static var name: String { get }
  static var home: WritableKeyPath<Stack, Self> { get }
  /// What of its API is simulated, and what is refused by name.
  static var operations: [OperationCatalogue.Entry] { get }
  /// The wrong beliefs that a world can hold about it.
  static var misconceptions: [Misconception] { get }
  /// Random programs and what must hold after each of their events; nil: `rehearse explore` leaves it out.
  static var exploration: (any Exploration)? { get }

  init()
  /// A timer set by `context.schedule` came due.
  mutating func wake(_ timer: Timer, _ context: inout Context)
  /// The reply to a request made by `context.send`.
  mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context)
  /// Books what is paid by time, up to now.
  mutating func settle(_ context: inout Context)
}

extension Service {
  public static var operations: [OperationCatalogue.Entry] { [] }
  public static var misconceptions: [Misconception] { [] }
  public static var exploration: (any Exploration)? { nil }
  public mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {}
  public mutating func settle(_ context: inout Context) {}
}

/// A request to a service: its parameters, its rules, its errors and its cost.
public protocol Operation<Home>: Sendable {
  associatedtype Home: Service
  associatedtype Output: Sendable
  /// Service and operation as IAM writes them: `dynamodb:PutItem`.
  static var name: String { get }

  /// The ARNs that policies are asked about.
  func resources(in scope: Scope) -> [String]
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

/// The services of one account in one Region. A new service is one more property, and nothing else.
public struct Stack: Sendable {
  public var dynamoDB = DynamoDB()
  public var lambda = Lambda()
  public var dax = DAX()
  public var elastiCache = ElastiCache()
  public var s3 = S3()
  public var logs = CloudWatchLogs()
  public var backup = AWSBackup()
  public var kinesis = Kinesis()

  /// The types of the properties above, in their order.
  public static let services: [any Service.Type] = Mirror(reflecting: Stack()).children.compactMap {
    type(of: $0.value) as? any Service.Type
  }

  mutating func settle(_ context: inout Context) {
    func settle<S: Service>(_ type: S.Type, _ stack: inout Stack, _ context: inout Context) {
      context.enter(type)
      stack[keyPath: type.home].settle(&context)
    }
    for service in Self.services { settle(service, &self, &context) }
  }
}
