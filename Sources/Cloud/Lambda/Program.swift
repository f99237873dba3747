import Basics

/// What a function's code does, as a value: it can stop anywhere, time out, be copied with the world and go on in both
/// copies.
public indirect enum Program: Sendable {
  /// Takes this long whatever the memory: waiting, or a time that was measured.
  case compute(Duration, then: Program)
  /// Work for one thread, in time on one full vCPU; slower with less memory than 1,769 MB, no faster with more.
  case work(Duration, then: Program)
  /// Asks a service in the same account and Region; the continuation gets its answer.
  case call(any Operation, then: @Sendable (AnyReply) -> Program)
  case log(String, then: Program)
  /// Returns this payload.
  case finish(String)
  /// Throws: an error type and its message.
  case fail(type: String, message: String)

  /// Runs for `duration` and returns `payload`.
  public static func running(_ duration: Duration, returning payload: String = "null") -> Program {
    .compute(duration, then: .finish(payload))
  }
}

/// What a handler is told.
public struct HandlerInput: Sendable, Hashable {
  public let payload: String
  public let requestID: RequestID
  /// 1, or which attempt of an asynchronous event this is; throttled attempts count.
  public let attempt: Int
  /// How many times the environment was used before: 0 on a cold start.
  public let uses: Int
}

public typealias Handler = @Sendable (HandlerInput) -> Program
