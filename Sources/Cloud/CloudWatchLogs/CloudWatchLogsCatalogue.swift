import Simulation

extension CloudWatchLogs {
  public static let operations: [OperationCatalogue.Entry] = [
    .simulated(CreateLogGroup.self), .simulated(CreateLogStream.self), .simulated(PutLogEvents.self),
    .simulated(GetLogEvents.self, missing: ["pages", "times"]),
  ]
}
