import Basics
import OrderedCollections
import Simulation

extension DAX {
  /// Sends an operation of DynamoDB by way of a cluster:
  ///
  ///     try world.call(DAX.Through("cache", DynamoDB.GetItem(tableName: "Orders", key: ["id": "a"])))
  public struct Through<Request: Operation>: Operation where Request.Home == DynamoDB {
    public typealias Home = DAX
    public static var name: String { "dax:" + Request.name.drop { $0 != ":" }.dropFirst() }
    public var clusterName: String
    public var request: Request
    /// The node that is asked; nil: one after the other for reads, the primary for writes.
    public var node: String?
    public init(_ clusterName: String, _ request: Request, node: String? = nil) {
      (self.clusterName, self.request, self.node) = (clusterName, request, node)
    }

    public func perform(on dax: inout DAX, _ context: inout Context) throws(ServiceError) -> Reply<
      Answer<Request.Output>
    > {
      guard dax.clusters[clusterName] != nil else { throw .noCluster(clusterName) }
      if let node, dax.clusters[clusterName]!.index(of: node) == nil {
        throw ServiceError("NodeNotFoundFault", "Node \(node) not found", status: 404, rule: .daxClusters)
      }
      guard let asked = Asked(request) else {
        throw ServiceError(
          "ValidationException",
          "\(Request.name) is not supported by DAX: tables are made and changed through DynamoDB itself",
          rule: .daxClusters)
      }
      let node = node ?? (asked.isWrite ? dax.clusters[clusterName]!.nodes[0].id : dax.clusters[clusterName]!.next())
      dax.start(
        Pending(
          cluster: clusterName, node: node, client: context.request, asked: asked, received: context.now,
          answer: { output, source, node in
            // The reply is of the request's own type: the service made it for that request.
            Answer(output: output as! Request.Output, source: source, node: node)
          }), &context)
      return .later
    }
  }

  /// What came back, and from where.
  public struct Answer<Output: Sendable>: Sendable {
    public let output: Output
    public let source: Source
    /// The node that was asked.
    public let node: String
  }
  public enum Source: String, Sendable, Hashable {
    case dynamoDB = "dynamodb", itemCache = "item-cache", queryCache = "query-cache"
    case writeThrough = "write-through"
    /// Some items of a batch were in memory and some were not.
    case mixed
  }

  /// An operation that a cluster knows.
  enum Asked: Sendable {
    case get(DynamoDB.GetItem), query(DynamoDB.Query), scan(DynamoDB.Scan)
    case put(DynamoDB.PutItem), update(DynamoDB.UpdateItem), delete(DynamoDB.DeleteItem)
    case transactGet(DynamoDB.TransactGetItems), transactWrite(DynamoDB.TransactWriteItems)

    init?(_ operation: some Operation) {
      switch operation {
      case let operation as DynamoDB.GetItem: self = .get(operation)
      case let operation as DynamoDB.Query: self = .query(operation)
      case let operation as DynamoDB.Scan: self = .scan(operation)
      case let operation as DynamoDB.PutItem: self = .put(operation)
      case let operation as DynamoDB.UpdateItem: self = .update(operation)
      case let operation as DynamoDB.DeleteItem: self = .delete(operation)
      case let operation as DynamoDB.TransactGetItems: self = .transactGet(operation)
      case let operation as DynamoDB.TransactWriteItems: self = .transactWrite(operation)
      default: return nil
      }
    }

    /// The tables whose keys have to be known.
    var tables: [TableName] {
      switch self {
      case .get(let operation): [operation.tableName]
      case .put(let operation): [operation.tableName]
      case .update(let operation): [operation.tableName]
      case .delete(let operation): [operation.tableName]
      case .transactWrite(let operation): operation.actions.map(\.tableName)
      case .query, .scan, .transactGet: []
      }
    }

    var isWrite: Bool {
      switch self {
      case .put, .update, .delete, .transactWrite: true
      case .get, .query, .scan, .transactGet: false
      }
    }
  }

  /// A client's request that waits for DynamoDB.
  public struct Pending: Sendable {
    let cluster: String
    let node: String
    let client: RequestID
    let asked: Asked
    let received: Instant
    let answer: @Sendable (any Sendable, Source, String) -> any Sendable
    /// What DynamoDB was asked last.
    var step = Step.request

    enum Step: Sendable {
      /// The request itself, or what the caches left of it.
      case request
      /// The key schema of a table that was not known.
      case schema(TableName)
      /// What a transaction wrote, to be kept.
      case refresh(table: TableName, keys: [Key])
    }
  }
}
