import Basics
import OrderedCollections
import Simulation

/// The REPORT line of a run, and what was paid for.
public struct InvocationReport: Fact, Hashable {
  public let function: String
  public let requestID: RequestID
  public let duration: Duration
  /// Whole milliseconds.
  public let billed: Int
  /// MB.
  public let memory: Int
  /// Zero on a warm start.
  public let initDuration: Duration
  public let isInitBilled: Bool
  public let status: String

  /// As Lambda writes it to the log.
  public var line: String {
    let initText = initDuration > .zero ? "\tInit Duration: \(milliseconds(initDuration)) ms" : ""
    return "REPORT RequestId: \(requestID)\tDuration: \(milliseconds(duration)) ms\tBilled Duration: \(billed) ms"
      + "\tMemory Size: \(memory) MB" + initText
  }
  public var details: [Detail] {
    [
      Detail("function", function), Detail("duration", duration), Detail("billed_ms", billed),
      Detail("memory", memory), Detail("init", initDuration), Detail("init_billed", isInitBilled),
      Detail("status", status),
    ]
  }

  private func milliseconds(_ duration: Duration) -> String {
    decimal(Int128(duration.nanoseconds), over: 1_000_000, places: 2)
  }
}

extension Lambda {
  /// Since then init on managed runtimes is billed as well.
  public static let initBilledSince = Instant(CivilDate(year: 2025, month: 8, day: 1))

  mutating func bill(_ invocation: Invocation, _ outcome: Outcome, _ context: inout Context) -> InvocationReport {
    let function = functions[invocation.function]!, duration = context.now - invocation.handlerStarted
    let isInitBilled =
      !context.holds(.initIsFree) && (function.package != .zip || invocation.arrived >= Self.initBilledSince)
    let step = context.holds(.billedPer100Milliseconds) ? 100 : 1
    let exact = duration + (isInitBilled ? invocation.initDuration : .zero)
    let billed = (Self.wholeMilliseconds(exact) + step - 1) / step * step
    let memory = context.holds(.memoryDoesNotChangePrice) ? 1_024 : invocation.memory
    let isFree = if case .returned = outcome { false } else { context.holds(.failedRunsAreFree) }
    if !isFree {
      context.meter(.requests, Int128(invocation.units))
      context.meter(.duration(function.architecture), Int128(billed) * Int128(memory))
      let extra = function.ephemeralStorage - Function.ephemeralRange.lowerBound
      context.meter(.ephemeralStorage, Int128(billed) * Int128(extra))
    }
    context.count("lambda.invocations")
    let status: String
    switch outcome {
    case .returned: status = "success"
    case .threw: status = "error"
    case .timedOut: status = "timeout"
    }
    let report = InvocationReport(
      function: invocation.function, requestID: invocation.requestID, duration: duration, billed: billed,
      memory: invocation.memory, initDuration: invocation.initDuration, isInitBilled: isInitBilled, status: status)
    if invocation.initDuration > .zero {
      context.note(report, because: .initIsBilled, also: [.durationIsRoundedUp])
    } else {
      context.note(report, because: .durationIsRoundedUp)
    }
    return report
  }

  /// Seconds a month that the free tier gives a function of this much memory, with two decimals.
  public static func freeSeconds(memory: Int, _ prices: PriceBook = .standard) -> String? {
    prices.allowance(for: .duration(.x86)).map { decimal(Int128($0.amount) * 1_024, over: Int128(memory), places: 2) }
  }

  /// Rounded up.
  static func wholeMilliseconds(_ duration: Duration) -> Int { Int((duration.nanoseconds + 999_999) / 1_000_000) }
}

extension Meter {
  public static let requests = Meter(service: "lambda", item: "requests", unit: "request")
  /// Counted in megabyte-milliseconds.
  public static func duration(_ architecture: Function.Architecture) -> Meter {
    architecture == .x86 ? durationX86 : durationARM
  }
  private static let durationX86 = Meter(
    service: "lambda", item: "duration-x86_64", unit: "GB-second", unitsPerPriced: 1_024_000)
  private static let durationARM = Meter(
    service: "lambda", item: "duration-arm64", unit: "GB-second", unitsPerPriced: 1_024_000)
  /// Counted in megabyte-milliseconds over 512 MB.
  public static let ephemeralStorage = Meter(
    service: "lambda", item: "ephemeral-storage", unit: "GB-second", unitsPerPriced: 1_024_000)
}

extension Rule {
  static let lambdaPricing = "AWS Lambda pricing"
  public static let durationIsRoundedUp = Rule(
    "lambda.bill.duration",
    "Each start is one request; its duration is rounded up to a millisecond and paid for in GB-seconds of its memory.",
    source: lambdaPricing)
  public static let initIsBilled = Rule(
    "lambda.bill.init",
    "Since 1 August 2025 init is part of the billed duration on managed runtimes too; elsewhere it always was.",
    source: "AWS Compute Blog: AWS Lambda standardizes billing for INIT Phase")
  public static let idleIsFree = Rule(
    "lambda.bill.idle", "An environment that waits costs nothing; only its runs do.", source: lambdaPricing)
}

extension Misconception {
  public static let billedPer100Milliseconds = Misconception(
    "billed-per-100-ms", contradicts: .durationIsRoundedUp, says: "Duration is rounded up to the next 100 ms.")
  public static let memoryDoesNotChangePrice = Misconception(
    "memory-does-not-change-price", contradicts: .durationIsRoundedUp,
    says: "A second costs the same, as of 1 GB, whatever the memory.")
  public static let initIsFree = Misconception(
    "init-is-free", contradicts: .initIsBilled, says: "Cold starts are slow, but they are not billed.")
  public static let idleTimeIsBilled = Misconception(
    "idle-time-is-billed", contradicts: .idleIsFree, says: "An environment is paid for as long as it is kept warm.")
  public static let failedRunsAreFree = Misconception(
    "failed-runs-are-free", contradicts: .durationIsRoundedUp, says: "A run that fails or times out costs nothing.")
}
