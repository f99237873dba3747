import Basics

/// How long something takes: exactly, evenly between two ends, or by quantiles. Drawn in whole nanoseconds.
public enum Latency: Sendable, Hashable {
  case fixed(Duration)
  case uniform(ClosedRange<Duration>)
  /// At least two, rising, evenly spaced in probability: minimum, …, median, …, maximum. Between two, evenly.
  case quantiles([Duration])

  public func draw(_ random: inout Random) -> Duration {
    switch self {
    case .fixed(let duration): return duration
    case .uniform(let range): return random.duration(in: range)
    case .quantiles(let steps):
      precondition(steps.count >= 2, "quantiles have two ends")
      let step = random.integer(in: 0...(steps.count - 2))
      return random.duration(in: steps[step]...steps[step + 1])
    }
  }
}
