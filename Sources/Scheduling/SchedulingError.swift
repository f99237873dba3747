/// What is wrong with the settings or the histories given to the scheduler.
public enum SchedulingError: Error, Hashable, Sendable {
  /// FSRS-6 has 21 parameters; `count` were given.
  case parameterCount(Int)
  /// Parameter w`index` is not in `range`, or not a number.
  case parameter(index: Int, value: Double, range: ClosedRange<Double>)
  case desiredRetention(Double)
  case maximumInterval(Int)
  /// A learning or relearning step of no or negative length, or longer than 365 days.
  case step(seconds: Double)
  case rolloverHour(Int)
  /// A history names a scheduler that the file does not define.
  case unknownScheduler(history: String, scheduler: String)
  /// In a history to replay; `step` counts from 0.
  case unknownRating(history: String, step: Int, rating: Int)
  case timeRunsBackwards(history: String, step: Int)
}

extension SchedulingError: CustomStringConvertible {
  /// What is wrong, without a full stop.
  public var description: String {
    switch self {
    case .parameterCount(let count): "FSRS-6 has 21 parameters, but there are \(count)"
    case .parameter(let index, let value, let range):
      "FSRS parameter w\(index) is \(value), outside \(range.lowerBound) to \(range.upperBound)"
    case .desiredRetention(let value): "the desired retention is \(value), outside 0.7 to 0.99"
    case .maximumInterval(let days): "the maximum interval is \(days) days, outside 1 to 36500"
    case .step(let seconds): "a learning step takes \(seconds) seconds, outside 1 second to 365 days"
    case .rolloverHour(let hour): "the study day begins at hour \(hour), outside 0 to 23"
    case .unknownScheduler(let history, let scheduler):
      "history \(history) uses scheduler \(scheduler), which is not in the file"
    case .unknownRating(let history, let step, let rating):
      "history \(history), step \(step): rating \(rating) is none of 1, 2, 3 and 4"
    case .timeRunsBackwards(let history, let step):
      "history \(history), step \(step): the review is earlier than the one before it"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .parameterCount: "Give w0 to w20, separated by commas, or leave them out to use the defaults."
    case .parameter(let index, _, let range):
      "Choose w\(index) between \(range.lowerBound) and \(range.upperBound); the default is "
        + "\(FSRS.defaultParameters[index])."
    case .desiredRetention: "Choose the share of cards to remember, such as 0.9."
    case .maximumInterval: "Choose whole days, such as 36500."
    case .step: "Choose steps such as 1m, 10m or 1d."
    case .rolloverHour: "Choose an hour of the day such as 4."
    case .unknownScheduler: "Add it to the schedulers, or name one that is there."
    case .unknownRating: "Ratings are 1 Again, 2 Hard, 3 Good, 4 Easy."
    case .timeRunsBackwards: "Sort the steps by time."
    }
  }
}
