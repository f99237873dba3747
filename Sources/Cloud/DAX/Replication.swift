import Basics
import OrderedCollections
import Simulation

extension DAX {
  /// What the primary tells its replicas.
  public enum Change: Sendable {
    case item(ItemChange)
    case page(PageChange)
  }
  public struct ItemChange: Sendable {
    let place: ItemPlace
    /// Nil: forget it.
    let value: CachedItem?
    let stored: Instant
  }
  public struct PageChange: Sendable {
    let place: QueryPlace
    let page: DynamoDB.Page
    let stored: Instant
  }

  /// Keeps an item (nil: forgets it) in the primary's cache, from where it goes to the replicas.
  mutating func keep(_ value: CachedItem?, at place: ItemPlace, in cluster: String, _ context: inout Context) {
    spread(.item(ItemChange(place: place, value: value, stored: context.now)), in: cluster, &context)
  }
  mutating func keep(_ page: DynamoDB.Page, at place: QueryPlace, in cluster: String, _ context: inout Context) {
    spread(.page(PageChange(place: place, page: page, stored: context.now)), in: cluster, &context)
  }

  private mutating func spread(_ change: Change, in cluster: String, _ context: inout Context) {
    guard let nodes = clusters[cluster]?.nodes.map(\.id) else { return }
    put(change, into: nodes[0], of: cluster)
    for node in nodes.dropFirst() {
      context.schedule(
        DAX.self, .replicate(cluster: cluster, node: node, change),
        after: context.draw(model.replicationLag, for: "dax.replication"))
    }
  }

  /// A change of the primary arrives at a replica.
  mutating func apply(_ change: Change, to node: String, of cluster: String, _ context: inout Context) {
    guard clusters[cluster]?.index(of: node) != nil else { return }
    put(change, into: node, of: cluster)
    let what: String
    let stored: Instant
    switch change {
    case .item(let item): (what, stored) = (item.place.key.description, item.stored)
    case .page(let page): (what, stored) = (page.place.request.what, page.stored)
    }
    context.note(
      CacheReplicated(cluster: cluster, node: node, what: what, lag: context.now - stored), because: .daxReplication)
  }

  private mutating func put(_ change: Change, into node: String, of cluster: String) {
    guard let index = clusters[cluster]?.index(of: node) else { return }
    switch change {
    case .item(let item):
      if let value = item.value {
        let bytes = value.item?.size ?? 0
        clusters[cluster]!.nodes[index].items
          .keep(value, at: item.place, bytes: bytes + Self.entryOverhead, now: item.stored)
      } else {
        clusters[cluster]!.nodes[index].items.remove(item.place)
      }
    case .page(let page):
      let bytes = page.page.items.reduce(0) { $0 + $1.size }
      clusters[cluster]!.nodes[index].queries
        .keep(page.page, at: page.place, bytes: bytes + Self.entryOverhead, now: page.stored)
    }
  }
  /// Bytes that an entry takes besides its items. (Model.)
  static let entryOverhead = 100

  /// A replica has what the primary has.
  public struct CacheReplicated: Fact {
    public let cluster: String, node: String
    public let what: String
    public let lag: Duration
    public var details: [Detail] {
      [Detail("cluster", cluster), Detail("node", node), Detail("what", what), Detail("lag", lag)]
    }
  }
}

extension DynamoDB.Page {
  /// The same page, for which nothing was consumed.
  var fromMemory: DynamoDB.Page {
    DynamoDB.Page(items: items, count: count, scanned: scanned, lastKey: lastKey, units: .zero, consumed: nil)
  }
}
