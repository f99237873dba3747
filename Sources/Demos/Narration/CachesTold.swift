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
    case .itemCache: "Node \(node) answers \(what) of \(table) from its item cache, \(kept) old."
    case .queryCache: "Node \(node) answers \"\(what)\" on \(table) from its query cache, \(kept) old."
    case .writeThrough: "A write of \(what) goes through node \(node) to DynamoDB and then into its item cache."
    case .dynamoDB, .mixed: "Node \(node) has \(what) of \(table) read from DynamoDB, in \(took.spoken)."
    }
  }
  private var kept: String { age?.spoken ?? "nothing" }
}

extension DAX.CacheReplicated: Told {
  var sentence: String { "Replica \(node) learns of \(what), \(lag.spoken) after the primary." }
}

extension ElastiCache.CacheMade: Told {
  var sentence: String { "Cache \(cluster) is there, of type \(nodeType)." }
}

extension ElastiCache.CacheLost: Told {
  var sentence: String { "Cache \(cluster) starts anew; \(counted(keys, "key")) are gone." }
}

extension ElastiCache.CommandExecuted: Told {
  var sentence: String { "\(command.joined(separator: " ")) answers \(reply)." }
}

extension DynamoDB.StreamRead: Told {
  var sentence: String {
    let place = shard.map { "shard \($0)" } ?? "all shards"
    return "A reader of \(place) of the stream of \(table) gets \(counted(records, "record"))."
  }
}
