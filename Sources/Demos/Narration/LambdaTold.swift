import Basics
import Cloud

extension Lambda.FunctionConfigured: Told {
  var sentence: String {
    "Function \(function) has \(Quantity(memory).text(in: "MB")) and a timeout of \(timeout.spoken), "
      + "on \(architecture.rawValue)."
  }
}

extension Lambda.InvocationStarted: Told {
  var sentence: String {
    guard isCold else { return "A request is given to environment \(environment), which is idle and warm." }
    let takes = initDuration > .zero ? ", and init takes \(initDuration.spoken)" : ""
    return "A request finds no idle environment: environment \(environment) is made\(takes)."
  }
}

extension Lambda.EnvironmentReaped: Told {
  var sentence: String {
    "Environment \(environment) has waited long enough and is taken away, after \(counted(uses, "run"))."
  }
}

extension InvocationReport: Told {
  var sentence: String {
    let init_ = initDuration > .zero ? ", after an init of \(initDuration.spoken)" : ""
    let end: String
    switch status {
    case "success": end = "returns"
    case "timeout": end = "is stopped by its timeout"
    default: end = "fails"
    }
    return "The run \(end) in \(duration.inHundredths) ms\(init_); "
      + "\(Quantity(billed).text(in: "ms")) are billed at \(Quantity(memory).text(in: "MB"))."
  }
}

extension Lambda.WorkloadBooked: Told {
  var sentence: String {
    "Of \(String(invocations).groupedDigits) requests like these \(simulated) were simulated; "
      + "the other \(String(booked).groupedDigits) are booked with the same usage."
  }
}

extension Duration {
  /// Milliseconds to two decimals, as in a REPORT line.
  fileprivate var inHundredths: String {
    let money = Quantity(Int128(nanoseconds), over: 1_000_000).amount.rounded(toPlaces: 2)
    return Quantity(money).decimal.groupedDigits
  }
}

extension Lambda.FunctionWorked: Told {
  var sentence: String {
    "\(vCPUTime.inHundredths) ms of work for one vCPU take \(duration.inHundredths) ms "
      + "with the CPU of \(Quantity(memory).text(in: "MB"))."
  }
}

extension Lambda.FunctionLogged: Told {
  var sentence: String { "\(function) logs: \(line)" }
}

extension Lambda.ConcurrencyReserved: Told {
  var sentence: String {
    reserved.map { "\(counted($0, "concurrent run")) are reserved for \(function)." }
      ?? "\(function) shares the unreserved concurrency."
  }
}

extension Lambda.EventQueued: Told {
  var sentence: String { "An event for \(function) is accepted and waits in Lambda's queue." }
}

extension Lambda.EventAttempted: Told {
  var sentence: String {
    error.map { "Attempt \(attempt) at an event for \(function) is throttled: \($0.message)" }
      ?? "Attempt \(attempt) at an event for \(function) begins."
  }
}

extension Lambda.EventSettled: Told {
  var sentence: String {
    "The event for \(function) is settled, \(age.spoken) after it came: \(condition.rawValue), "
      + "after \(counted(attempts, "attempt"))."
  }
}
