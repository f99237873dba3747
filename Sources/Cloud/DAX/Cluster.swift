import Basics
import OrderedCollections
import Simulation

extension DAX {
  /// Nodes with the same caches, more or less.
  public struct Cluster: Sendable {
    public static let nodesRange = 1...11

    public let name: String
    public let nodeType: NodeType
    /// How long items and query results are kept; zero is for ever.
    public internal(set) var itemTTL: Duration, queryTTL: Duration
    /// The primary first.
    public internal(set) var nodes: [Node]
    var gauge: Gauge
    var turn = 0
    var lastNode: Int

    public var endpoint: String { "daxs://\(name).a1b2c3.dax-clusters.amazonaws.com" }

    /// The node that reads next, one after the other.
    mutating func next() -> String {
      turn += 1
      return nodes[(turn - 1) % nodes.count].id
    }
    func index(of node: String) -> Int? { nodes.firstIndex { $0.id == node } }
  }

  public struct Node: Sendable {
    public let id: String
    var items: Cache<ItemPlace, CachedItem>
    var queries: Cache<QueryPlace, DynamoDB.Page>
  }

  /// A type of node, by its name and memory.
  public struct NodeType: Sendable, Hashable {
    public let name: String
    public let gigabytes: Int
    public static let t3Small = NodeType(name: "dax.t3.small", gigabytes: 2)
    public static let t3Medium = NodeType(name: "dax.t3.medium", gigabytes: 4)
    public static let r5Large = NodeType(name: "dax.r5.large", gigabytes: 16)
    public static let all = [t3Small, t3Medium, r5Large]

    /// Counted in node-seconds.
    public var meter: Meter { Meter(service: "dax", item: name, unit: "node-hour", unitsPerPriced: 3_600) }
  }

  // MARK: Operations

  public struct CreateCluster: Operation {
    public static let name = "dax:CreateCluster"
    public var clusterName: String
    public var nodeType: NodeType
    /// Nodes in all, the primary included.
    public var replicationFactor: Int
    public var itemTTL: Duration, queryTTL: Duration
    /// - Parameters: `itemTTL` and `queryTTL` as in a parameter group, in whole milliseconds.
    public init(
      _ clusterName: String, nodeType: NodeType = .t3Small, replicationFactor: Int = 1,
      itemTTL: Duration = .minutes(5), queryTTL: Duration = .minutes(5)
    ) {
      (self.clusterName, self.nodeType, self.replicationFactor) = (clusterName, nodeType, replicationFactor)
      (self.itemTTL, self.queryTTL) = (itemTTL, queryTTL)
    }

    public func perform(on dax: inout DAX, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard dax.clusters[clusterName] == nil else {
        throw ServiceError(
          "ClusterAlreadyExistsFault", "Cluster \(clusterName) already exists", rule: .daxClusters)
      }
      guard Cluster.nodesRange.contains(replicationFactor) else {
        throw ServiceError(
          "NodeQuotaForClusterExceededFault",
          "A cluster has \(Cluster.nodesRange.lowerBound) to \(Cluster.nodesRange.upperBound) nodes",
          rule: .daxClusters)
      }
      guard itemTTL >= .zero, queryTTL >= .zero else {
        throw ServiceError("InvalidParameterValueException", "A TTL is not negative", rule: .daxClusters)
      }
      var cluster = Cluster(
        name: clusterName, nodeType: nodeType, itemTTL: itemTTL, queryTTL: queryTTL, nodes: [],
        gauge: Gauge(replicationFactor, since: context.now), lastNode: 0)
      for _ in 0..<replicationFactor { dax.addNode(to: &cluster) }
      dax.clusters[clusterName] = cluster
      context.note(
        ClusterChanged(cluster: clusterName, nodes: cluster.nodes.map(\.id), nodeType: nodeType.name),
        because: .daxClusters)
      return .now(())
    }
  }

  public struct DeleteCluster: Operation {
    public static let name = "dax:DeleteCluster"
    public var clusterName: String
    public init(_ clusterName: String) { self.clusterName = clusterName }
    public func perform(on dax: inout DAX, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard let cluster = dax.clusters[clusterName] else { throw .noCluster(clusterName) }
      context.settle(&dax.clusters[clusterName]!.gauge, cluster.nodeType.meter)
      dax.clusters[clusterName] = nil
      return .now(())
    }
  }

  /// Adds nodes, empty at first, or takes the newest away.
  public struct SetReplicationFactor: Operation {
    public static let name = "dax:IncreaseReplicationFactor"
    public var clusterName: String
    public var replicationFactor: Int
    public init(_ clusterName: String, to replicationFactor: Int) {
      (self.clusterName, self.replicationFactor) = (clusterName, replicationFactor)
    }
    public func perform(on dax: inout DAX, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard var cluster = dax.clusters[clusterName] else { throw .noCluster(clusterName) }
      guard Cluster.nodesRange.contains(replicationFactor) else {
        throw ServiceError(
          "NodeQuotaForClusterExceededFault", "A cluster has at most \(Cluster.nodesRange.upperBound) nodes",
          rule: .daxClusters)
      }
      while cluster.nodes.count < replicationFactor { dax.addNode(to: &cluster) }
      cluster.nodes.removeLast(cluster.nodes.count - replicationFactor)
      context.set(&cluster.gauge, to: replicationFactor, cluster.nodeType.meter)
      dax.clusters[clusterName] = cluster
      context.note(
        ClusterChanged(cluster: clusterName, nodes: cluster.nodes.map(\.id), nodeType: cluster.nodeType.name),
        because: .daxClusters)
      return .now(())
    }
  }

  /// Starts a node anew: its memory is empty. When it was the primary, a replica takes over.
  public struct RebootNode: Operation {
    public static let name = "dax:RebootNode"
    public var clusterName: String, node: String
    public init(_ clusterName: String, node: String) { (self.clusterName, self.node) = (clusterName, node) }
    public func perform(on dax: inout DAX, _ context: inout Context) throws(ServiceError) -> Reply<Void> {
      guard var cluster = dax.clusters[clusterName] else { throw .noCluster(clusterName) }
      guard let index = cluster.index(of: node) else {
        throw ServiceError("NodeNotFoundFault", "Node \(node) not found", status: 404, rule: .daxClusters)
      }
      cluster.nodes.remove(at: index)
      cluster.nodes.append(dax.node(node, of: cluster.nodeType))
      dax.clusters[clusterName] = cluster
      context.note(
        ClusterChanged(cluster: clusterName, nodes: cluster.nodes.map(\.id), nodeType: cluster.nodeType.name),
        because: .daxReplication)
      return .now(())
    }
  }

  func addNode(to cluster: inout Cluster) {
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    cluster.nodes.append(node("\(cluster.name)-\(letters[cluster.lastNode % 26])", of: cluster.nodeType))
    cluster.lastNode += 1
  }
  func node(_ id: String, of type: NodeType) -> Node {
    let bytes = model.cacheBytes ?? type.gigabytes * 1_073_741_824 / 2
    return Node(id: id, items: Cache(bytesMax: bytes), queries: Cache(bytesMax: bytes))
  }

  /// A cluster was made, or has other nodes; the primary is the first.
  public struct ClusterChanged: Fact {
    public let cluster: String
    public let nodes: [String]
    public let nodeType: String
    public var details: [Detail] {
      [Detail("cluster", cluster), Detail("nodes", .list(nodes)), Detail("type", nodeType)]
    }
  }
}

extension ServiceError {
  static func noCluster(_ name: String) -> ServiceError {
    ServiceError("ClusterNotFoundFault", "Cluster \(name) not found", status: 404, rule: .daxClusters)
  }
}
