import Basics
import OrderedCollections
import Simulation

/// Amazon ElastiCache in one account and Region: nodes that keep strings and sorted sets in memory, by Redis's commands.
///
/// The contrast to DAX: the application itself decides what is kept, and writes it there.
public struct ElastiCache: Service {
  public static let name = "elasticache"
  public static var home: WritableKeyPath<Stack, ElastiCache> { \.elastiCache }

  public internal(set) var clusters: OrderedDictionary<String, Node> = [:]

  /// One node: its data, and what it costs.
  public struct Node: Sendable {
    public let name: String
    public let nodeType: NodeType
    var store = RedisStore()
    var gauge: Gauge
  }
  public struct NodeType: Sendable, Hashable {
    public let name: String
    public static let t4gMicro = NodeType(name: "cache.t4g.micro"), t4gSmall = NodeType(name: "cache.t4g.small")
    public static let r6gLarge = NodeType(name: "cache.r6g.large")
    public static let all = [t4gMicro, t4gSmall, r6gLarge]
    /// Counted in node-seconds.
    public var meter: Meter { Meter(service: "elasticache", item: name, unit: "node-hour", unitsPerPriced: 3_600) }
  }
  public enum Timer: Sendable {}

  public init() {}
  public mutating func wake(_ timer: Timer, _ context: inout Context) {}
  public mutating func settle(_ context: inout Context) {
    for name in clusters.keys { context.settle(&clusters[name]!.gauge, clusters[name]!.nodeType.meter) }
  }

  // MARK: Operations

  public struct CreateCacheCluster: Operation {
    public static let name = "elasticache:CreateCacheCluster"
    public var clusterName: String
    public var nodeType: NodeType
    public init(_ clusterName: String, nodeType: NodeType = .t4gMicro) {
      (self.clusterName, self.nodeType) = (clusterName, nodeType)
    }
    public func perform(on cache: inout ElastiCache, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard cache.clusters[clusterName] == nil else {
        throw ServiceError(
          "CacheClusterAlreadyExists", "Cache cluster already exists: \(clusterName)", rule: .cacheAside)
      }
      cache.clusters[clusterName] = Node(
        name: clusterName, nodeType: nodeType, gauge: Gauge(1, since: context.now))
      context.note(CacheMade(cluster: clusterName, nodeType: nodeType.name), because: .cacheAside)
      return .now(())
    }
  }

  public struct DeleteCacheCluster: Operation {
    public static let name = "elasticache:DeleteCacheCluster"
    public var clusterName: String
    public init(_ clusterName: String) { self.clusterName = clusterName }
    public func perform(on cache: inout ElastiCache, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let node = cache.clusters[clusterName] else { throw .noCache(clusterName) }
      context.settle(&cache.clusters[clusterName]!.gauge, node.nodeType.meter)
      cache.clusters[clusterName] = nil
      return .now(())
    }
  }

  /// Starts the node anew. What it kept is gone.
  public struct RebootCacheCluster: Operation {
    public static let name = "elasticache:RebootCacheCluster"
    public var clusterName: String
    public init(_ clusterName: String) { self.clusterName = clusterName }
    public func perform(on cache: inout ElastiCache, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let node = cache.clusters[clusterName] else { throw .noCache(clusterName) }
      let lost = context.holds(.cachesSurviveReboots) ? 0 : node.store.count
      if lost > 0 { cache.clusters[clusterName]!.store = RedisStore() }
      context.note(CacheLost(cluster: clusterName, keys: lost), because: .cachesForget)
      return .now(())
    }
  }

  /// One command of Redis, such as `["ZADD", "board", "10", "ann"]`.
  public struct Execute: Operation {
    public static let name = "elasticache:Execute"
    public var clusterName: String
    public var command: [String]
    public init(_ clusterName: String, _ command: [String]) {
      (self.clusterName, self.command) = (clusterName, command)
    }
    /// - Throws: `NotSimulated` for a command that is not there. What Redis refuses comes back as `RedisReply.error`.
    public func perform(on cache: inout ElastiCache, _ context: inout Context) throws(ServiceError) -> Reply<RedisReply>
    {
      guard cache.clusters[clusterName] != nil else { throw .noCache(clusterName) }
      guard let word = command.first?.uppercased(), !word.isEmpty else {
        throw ServiceError("ERR", "empty command", rule: .cacheAside)
      }
      guard let run = RedisStore.commands[word] else { throw .notSimulated("elasticache:Execute: \(word)") }
      let reply = run(&cache.clusters[clusterName]!.store, Array(command.dropFirst()), context.now)
      context.note(
        CommandExecuted(cluster: clusterName, command: command, reply: reply),
        because: RedisStore.sortedSetCommands.contains(word) ? .sortedSets : .cacheAside)
      return .now(reply)
    }
  }

  public struct CacheMade: Fact {
    public let cluster: String, nodeType: String
    public var details: [Detail] { [Detail("cluster", cluster), Detail("type", nodeType)] }
  }
  public struct CacheLost: Fact {
    public let cluster: String
    public let keys: Int
    public var details: [Detail] { [Detail("cluster", cluster), Detail("keys", keys)] }
  }
  public struct CommandExecuted: Fact {
    public let cluster: String
    public let command: [String]
    public let reply: RedisReply
    public var details: [Detail] {
      [
        Detail("cluster", cluster), Detail("command", command.joined(separator: " ")),
        Detail("reply", reply.description),
      ]
    }
  }
}

extension ServiceError {
  static func noCache(_ name: String) -> ServiceError {
    ServiceError("CacheClusterNotFound", "CacheCluster not found: \(name)", status: 404, rule: .cacheAside)
  }
}

extension Rule {
  public static let cacheAside = Rule(
    "elasticache.aside",
    """
    ElastiCache knows nothing of a table: the application reads it first, fills it after a miss, and writes or deletes \
    what it changes in both; any result can be kept, aggregates too.
    """, source: "Amazon ElastiCache User Guide: Caching strategies")
  public static let sortedSets = Rule(
    "elasticache.sorted-sets",
    """
    A sorted set keeps members in the order of their scores, and of their bytes among equal scores, at every change: the \
    top of a leaderboard is one command.
    """, source: "Redis commands: ZADD, ZRANGE")
  public static let cachesForget = Rule(
    "elasticache.memory", "What is in memory only is gone after a reboot of its node; the table is the truth.",
    source: "Amazon ElastiCache User Guide: Rebooting nodes")
}

extension Misconception {
  public static let cachesSurviveReboots = Misconception(
    "caches-survive-reboots", contradicts: .cachesForget, says: "What a cache keeps is still there after a reboot.")
}
