import Basics
import Simulation

/// A function's configuration and its execution environments.
public struct Function: Sendable {
  public enum Architecture: String, Sendable, Hashable { case x86 = "x86_64", arm = "arm64" }
  public enum Package: String, Sendable, Hashable {
    /// A ZIP file on a managed runtime; the only kind whose init was not billed before August 2025.
    case zip = "zip with a managed runtime"
    case customRuntime = "zip with a custom runtime"
    case image = "container image"
  }
  public static let memoryRange = 128...10_240
  public static let timeoutRange = Duration.seconds(1) ... .seconds(900)
  public static let ephemeralRange = 512...10_240
  public static let variablesBytesMax = 4_096

  public let name: String
  /// MB.
  public internal(set) var memory: Int
  public internal(set) var timeout: Duration
  public internal(set) var architecture: Architecture
  public internal(set) var package: Package
  /// MB of /tmp.
  public internal(set) var ephemeralStorage: Int
  /// How long a cold start takes; nil for the model's.
  public internal(set) var initTime: Latency?
  public internal(set) var handler: Handler
  /// Nil: takes its share of what is not reserved.
  public internal(set) var reservedConcurrency: Int?
  public internal(set) var retries = AsyncEvent.retriesMax
  public internal(set) var eventAgeMax = AsyncEvent.ageMax

  /// By id.
  public internal(set) var environments: [Int: Environment] = [:]
  /// Ids of those that wait, the one used last at the end.
  var idle: [Int] = []
  /// Invocations under way.
  public internal(set) var running = 0
  var scaling: ScalingBudget
  var requestRate = RequestRate()
  var environmentCount = 0

  /// One sandbox: handles one event at a time, and keeps globals and /tmp between them.
  public struct Environment: Sendable, Hashable {
    public let id: Int
    public let created: Instant
    public internal(set) var uses = 0
    /// Since when it waits; nil while it works.
    public internal(set) var idleSince: Instant?
    /// After a crash or time-out init runs once more at the next use.
    var needsInit = false
    /// The configuration has changed since it was made.
    var isOutdated = false
    var reapTicket: Context.Ticket?
  }

  /// vCPU of the memory: 1,769 MB are one.
  public var vCPU: Double { Double(memory) / 1_769 }
}
