import Simulation

/// A refusal, with the code, message and HTTP status of the AWS API.
public struct ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
  public let code: String, message: String
  public let status: Int
  /// The rule that was broken, where one is modelled.
  public let rule: Rule?
  /// What the reply has besides, such as the reasons for which a transaction was cancelled.
  public let detail: ErrorDetail?

  public init(
    _ code: String, _ message: String, status: Int = 400, rule: Rule? = nil, detail: ErrorDetail? = nil
  ) {
    (self.code, self.message, self.status, self.rule, self.detail) = (code, message, status, rule, detail)
  }
  public var description: String { "\(code): \(message)" }

  /// What the emulation does not have, refused by name rather than ignored.
  /// - Parameter what: Operation, then what of it: `dynamodb:CreateTable: LocalSecondaryIndexes`.
  public static func notSimulated(_ what: String) -> ServiceError {
    ServiceError("NotSimulated", "\(what) is not simulated", status: 501, rule: .notSimulated)
  }
  public var isNotSimulated: Bool { code == "NotSimulated" }

  /// The request was lost, or waits for something that never comes.
  static func neverReplied(_ operation: String) -> ServiceError {
    ServiceError("NoReply", "\(operation) was not answered", status: 504, rule: .requestsCanBeLost)
  }
}

/// A request was refused; nothing changed.
public struct RequestRefused: Fact {
  public let operation: String
  public let error: ServiceError

  public var details: [Detail] {
    [
      Detail("operation", operation), Detail("code", error.code), Detail("message", error.message),
      Detail("status", error.status),
    ]
  }
}

extension Rule {
  public static let requestsAreChecked = Rule(
    "aws.requests.checked", "A request that breaks a documented constraint is refused with an error.",
    source: "API reference of the service: Errors")
  public static let notSimulated = Rule(
    "rehearse.not-simulated", "What the emulation lacks is refused by name, never silently ignored.", source: "model")
  public static let requestsCanBeLost = Rule(
    "aws.requests.lost", "A caller cannot tell a lost request from a lost reply; it gives up after a time-out.",
    source: "model: a fault of the run")
}
