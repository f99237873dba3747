import Basics
import Cloud

extension DAX.ClusterChanged: Told {
  var sentence: String {
    "DAX cluster \(cluster) has \(counted(nodes.count, "node")) of type \(nodeType); \(nodes.first ?? "none") is the "
      + "primary."
  }
}

extension DAX.Served: Told {
  var sentence: String {
    switch source {
    case .itemCache: "Node \(node) has \(what) of \(table) in its item cache, \(kept) old: \(found)."
    case .queryCache: "Node \(node) has \(what) of \(table) in its query cache, \(kept) old: \(found)."
    case .writeThrough: "A write of \(what) goes through node \(node) to DynamoDB and then into its item cache."
    case .dynamoDB, .mixed:
      "Node \(node) asks DynamoDB for \(what) of \(table) and has the answer after \(took.spoken): \(found)."
    }
  }
  var variety: String { source.rawValue }
  private var kept: String { age?.spoken ?? "nothing" }
  private var found: String { items.isEmpty ? "nothing" : items.count == 1 ? items[0].brief : "\(items.count) items" }
}

extension DAX.CacheReplicated: Told {
  var sentence: String { "Replica \(node) learns of \(what), \(lag.spoken) after the primary." }
}

extension ElastiCache.CacheMade: Told {
  var sentence: String { "Cache \(cluster) is there, of type \(nodeType)." }
}

extension ElastiCache.CacheLost: Told {
  var sentence: String { "Cache \(cluster) starts anew; \(counted(keys, "key")) \(keys == 1 ? "is" : "are") gone." }
}

extension ElastiCache.CommandExecuted: Told {
  var sentence: String { "\(command.joined(separator: " ")) answers \(reply)." }
  var variety: String { command.first ?? "" }
}

extension DynamoDB.StreamRead: Told {
  var sentence: String {
    let place = shard.map { "shard \($0)" } ?? "all shards"
    return "A reader of \(place) of the stream of \(table) gets \(counted(records, "record"))."
  }
}
