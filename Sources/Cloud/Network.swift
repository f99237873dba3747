import Basics
import Simulation

/// How long a message takes from one Region to another.
///
/// The physical path only. What a service adds (queues, batches, the seconds of replication) is its own model.
public struct Network: Sendable, Hashable {
  private var latencies: [String: Latency] = [:]
  /// Between two Regions that are not in the table.
  public var elsewhere = Latency.uniform(.milliseconds(90) ... .milliseconds(110))
  /// Within a Region, from a client to a service.
  public var inside = Latency.fixed(.zero)

  /// The table of `standard`: two Regions, and the least and greatest milliseconds of one way.
  static let table = #"""
    us-east-1 | us-west-2 | 30 | 36
    us-east-1 | eu-west-1 | 33 | 40
    us-east-1 | eu-central-1 | 44 | 50
    us-east-1 | ap-northeast-1 | 72 | 84
    us-east-1 | ap-southeast-2 | 98 | 110
    us-west-2 | eu-west-1 | 60 | 68
    us-west-2 | eu-central-1 | 70 | 80
    us-west-2 | ap-northeast-1 | 48 | 56
    us-west-2 | ap-southeast-2 | 68 | 78
    eu-west-1 | eu-central-1 | 11 | 15
    eu-west-1 | ap-northeast-1 | 98 | 110
    eu-west-1 | ap-southeast-2 | 124 | 138
    eu-central-1 | ap-northeast-1 | 108 | 122
    eu-central-1 | ap-southeast-2 | 120 | 136
    ap-northeast-1 | ap-southeast-2 | 52 | 60
    """#

  public init() {}

  public static let standard: Network = {
    var network = Network()
    for row in factRows(table, columns: 4) {
      network[Region(row[0]), Region(row[1])] =
        .uniform(.milliseconds(Int64(row[2])!) ... .milliseconds(Int64(row[3])!))
    }
    return network
  }()

  /// One way; both ways are alike.
  public subscript(one: Region, other: Region) -> Latency {
    get { one == other ? inside : latencies[Self.pair(one, other)] ?? elsewhere }
    set { latencies[Self.pair(one, other)] = newValue }
  }
  private static func pair(_ one: Region, _ other: Region) -> String {
    one < other ? "\(one)>\(other)" : "\(other)>\(one)"
  }
}

extension Context {
  /// One way from here to a Region, drawn.
  public mutating func networkDelay(to region: Region) -> Duration {
    draw(network[self.region, region], for: "network")
  }
  /// The zones of this Region that a fault has not taken.
  public var zonesUp: [Zone] { region.zones.filter { faults.end(ofLossOf: $0.description, at: now) == nil } }
  /// When the first zone is back, while all are gone.
  var zonesReturn: Instant? {
    let ends = region.zones.compactMap { faults.end(ofLossOf: $0.description, at: now) }
    return ends.count == region.zones.count ? ends.min() : nil
  }
}

extension Rule {
  public static let distanceTakesTime = Rule(
    "aws.network.distance",
    "A call to another Region takes the way there and back; which milliseconds is the model's, of the order observed.",
    source: "model: round figures, one way")
  public static let zonesFailApart = Rule(
    "aws.zones",
    "Zones of a Region fail one at a time; Regional services go on with those that are left, and stop with the last.",
    source: "AWS Well-Architected Framework: Fault isolation boundaries")
}
