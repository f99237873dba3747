import Basics
import OrderedCollections
import Simulation

/// Amazon CloudWatch Logs in one account and Region: groups of streams of events.
public struct CloudWatchLogs: Service {
  public static let name = "logs"
  public static var home: WritableKeyPath<Stack, CloudWatchLogs> { \.logs }

  public struct Event: Sendable, Hashable {
    public let at: Instant
    public let message: String
    public init(at: Instant, message: String) { (self.at, self.message) = (at, message) }
  }
  /// Streams by group; events in the order of arrival.
  public internal(set) var groups: OrderedDictionary<String, OrderedDictionary<String, Log<Event>>> = [:]

  public enum Timer: Sendable {}
  public init() {}
  public mutating func wake(_ timer: Timer, _ context: inout Context) {}

  public struct CreateLogGroup: Operation {
    public static let name = "logs:CreateLogGroup"
    public var group: String
    public init(_ group: String) { self.group = group }
    public func perform(on logs: inout CloudWatchLogs, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard logs.groups[group] == nil else { throw .logExists("group") }
      logs.groups[group] = [:]
      return .now(())
    }
  }

  public struct CreateLogStream: Operation {
    public static let name = "logs:CreateLogStream"
    public var group: String, stream: String
    public init(_ group: String, _ stream: String) { (self.group, self.stream) = (group, stream) }
    public func perform(on logs: inout CloudWatchLogs, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard logs.groups[group] != nil else { throw .noLog("group") }
      guard logs.groups[group]![stream] == nil else { throw .logExists("stream") }
      logs.groups[group]![stream] = Log()
      return .now(())
    }
  }

  /// Up to 10,000 events of one stream.
  public struct PutLogEvents: Operation {
    public static let name = "logs:PutLogEvents"
    public static let eventsMax = 10_000
    /// Bytes that an event is paid for besides its message.
    public static let eventOverhead = 26
    public var group: String, stream: String
    public var events: [Event]
    public init(_ group: String, _ stream: String, _ events: [Event]) {
      (self.group, self.stream, self.events) = (group, stream, events)
    }
    public func perform(on logs: inout CloudWatchLogs, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard logs.groups[group] != nil else { throw .noLog("group") }
      guard logs.groups[group]![stream] != nil else { throw .noLog("stream") }
      guard (1...Self.eventsMax).contains(events.count) else {
        throw ServiceError(
          "InvalidParameterException", "A batch has 1 to \(Self.eventsMax) log events", rule: .logsAreKept)
      }
      for event in events { logs.groups[group]![stream]!.append(event) }
      let bytes = events.reduce(0) { $0 + $1.message.utf8.count + Self.eventOverhead }
      context.meter(.logsIngested, Int128(bytes))
      context.note(LogEventsPut(group: group, stream: stream, events: events.count), because: .logsAreKept)
      return .now(())
    }
  }

  /// The events of one stream, oldest first.
  public struct GetLogEvents: Operation {
    public static let name = "logs:GetLogEvents"
    public var group: String, stream: String
    public init(_ group: String, _ stream: String) { (self.group, self.stream) = (group, stream) }
    public func perform(on logs: inout CloudWatchLogs, _ context: inout Context) throws(ServiceError) -> Reply<[Event]>
    {
      guard let streams = logs.groups[group] else { throw .noLog("group") }
      guard let events = streams[stream] else { throw .noLog("stream") }
      return .now(Array(events))
    }
  }

  public struct LogEventsPut: Fact {
    public let group: String, stream: String
    public let events: Int
    public var details: [Detail] {
      [Detail("group", group), Detail("stream", stream), Detail("events", events)]
    }
  }
}

extension ServiceError {
  static func noLog(_ what: String) -> ServiceError {
    ServiceError("ResourceNotFoundException", "The specified log \(what) does not exist.", rule: .logsAreKept)
  }
  static func logExists(_ what: String) -> ServiceError {
    ServiceError("ResourceAlreadyExistsException", "The specified log \(what) already exists", rule: .logsAreKept)
  }
}

extension Meter {
  /// Counted in bytes.
  public static let logsIngested = Meter(
    service: "logs", item: "ingested-data", unit: "GB", unitsPerPriced: 1_000_000_000)
}

extension Rule {
  public static let logsAreKept = Rule(
    "logs.events", "Log events are kept in streams, and streams in groups; what comes in is paid for by the GB.",
    source: "Amazon CloudWatch Logs User Guide: Concepts")
}
