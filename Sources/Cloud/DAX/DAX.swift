import Basics
import OrderedCollections
import Simulation

/// Amazon DynamoDB Accelerator in one account and Region: clusters that answer reads from memory.
///
/// A cluster speaks DynamoDB's own operations; `DAX.Through` sends one by way of it.
public struct DAX: Service {
  public static let name = "dax"
  public static var home: WritableKeyPath<Stack, DAX> { \.dax }

  public internal(set) var clusters: OrderedDictionary<String, Cluster> = [:]
  public var model = Model()
  /// Key schemas that the service asked DynamoDB for.
  var schemas: [TableName: KeySchema] = [:]
  /// Requests to DynamoDB under way.
  var pending: [RequestID: Pending] = [:]

  /// What AWS does not promise: quantities that a run chooses. The defaults are ours.
  public struct Model: Sendable, Hashable {
    /// Until an answer from memory is in. AWS: microseconds.
    public var hitTime = Latency.fixed(.microseconds(400))
    /// From the cluster to DynamoDB and back. AWS: single-digit milliseconds.
    public var databaseTime = Latency.fixed(.milliseconds(4))
    /// From the primary node's memory to a replica's. AWS: usually within a second.
    public var replicationLag = Latency.fixed(.milliseconds(500))
    /// Bytes of items and of query results that a node's memory holds each; nil: half of the node type's memory.
    public var cacheBytes: Int?

    public init() {}
  }

  public enum Timer: Sendable {
    case answer(RequestID, AnyReply)
    case replicate(cluster: String, node: String, Change)
  }

  public init() {}

  public mutating func wake(_ timer: Timer, _ context: inout Context) {
    switch timer {
    case .answer(let request, let reply): context.reply(reply, to: request)
    case .replicate(let cluster, let node, let change): apply(change, to: node, of: cluster, &context)
    }
  }

  public mutating func receive(_ reply: AnyReply, to request: RequestID, _ context: inout Context) {
    guard let waiting = pending.removeValue(forKey: request) else { return }
    handle(reply, waiting, &context)
  }

  public mutating func settle(_ context: inout Context) {
    for name in clusters.keys { context.settle(&clusters[name]!.gauge, clusters[name]!.nodeType.meter) }
  }
}

extension Rule {
  static let daxConcepts = "DynamoDB Developer Guide: DAX: How it works; DAX and DynamoDB consistency models"
  public static let daxItemCache = Rule(
    "dax.item-cache",
    """
    An eventually consistent GetItem or BatchGetItem is answered from the item cache while the entry is younger than \
    its TTL, five minutes unless set, whatever was written past the cluster meanwhile; otherwise it is read from \
    DynamoDB and kept.
    """, source: daxConcepts)
  public static let daxQueryCache = Rule(
    "dax.query-cache",
    """
    Query and Scan results are kept by the whole of the request, apart from the items; no write changes them, only \
    their TTL and the lack of room.
    """, source: daxConcepts)
  public static let daxStrongReads = Rule(
    "dax.strong",
    "A strongly consistent or transactional read goes through to DynamoDB, and its result is not kept.",
    source: daxConcepts)
  public static let daxWriteThrough = Rule(
    "dax.write-through",
    """
    A write goes to DynamoDB first and then, if it succeeded, into the item cache of the primary node; a failed one \
    leaves the caches as they were. Writes are no faster through DAX.
    """, source: daxConcepts)
  public static let daxNegativeCache = Rule(
    "dax.negative",
    "That there is no such item is kept like an item, until its TTL, or a write of it through the cluster.",
    source: daxConcepts)
  public static let daxReplication = Rule(
    "dax.replicas",
    """
    The primary node sends what changes in its caches to the replicas, usually within a second; until then two nodes \
    can answer differently.
    """, source: "DynamoDB Developer Guide: DAX cluster components")
  public static let daxClusters = Rule(
    "dax.clusters",
    """
    A cluster has one to eleven nodes, one of them the primary, in one Region and VPC, paid for by the node-hour; its \
    applications use the DAX client and its endpoint, and it takes no operations that make or change tables.
    """, source: "DynamoDB Developer Guide: DAX cluster components")
  public static let daxTransactions = Rule(
    "dax.transactions",
    """
    A transactional write goes through to DynamoDB; the items are then read back by TransactGetItems, for two read units \
    for each 4 KB, to fill the item cache.
    """, source: "DynamoDB Developer Guide: DAX and DynamoDB consistency models")
}

extension Misconception {
  public static let daxIsConsistent = Misconception(
    "dax-is-consistent", contradicts: .daxItemCache,
    says: "A write to the table is seen at once by reads through DAX.")
  public static let daxWritesRefreshQueries = Misconception(
    "dax-writes-refresh-queries", contradicts: .daxQueryCache,
    says: "A write through DAX updates the query results that it keeps.")
  public static let daxCachesStrongReads = Misconception(
    "dax-caches-strong-reads", contradicts: .daxStrongReads,
    says: "Strongly consistent reads are answered from DAX as well.")
  public static let daxForgetsMisses = Misconception(
    "dax-forgets-misses", contradicts: .daxNegativeCache,
    says: "DAX keeps items only; what was not there is looked up anew each time.")
}
