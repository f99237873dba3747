import Simulation

/// AWS Lambda in one account and Region.
public struct Lambda: Service {
  public static let name = "lambda"
  public static var home: WritableKeyPath<Stack, Lambda> { \.lambda }
  public enum Timer: Sendable { case idle }
  public init() {}
  public mutating func wake(_ timer: Timer, _ context: inout Context) {}
}
