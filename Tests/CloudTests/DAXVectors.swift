import Basics
import Cloud
import Simulation

/// Sequences of reads and writes, through a cluster and past it.
enum DAXVectors {
  static let runners: [String: Runner] = ["dax-sequence": sequence]

  static func sequence(_ given: JSON) throws -> [String: JSON] {
    var world = try CapacityVectors.world(), results: [JSON] = []
    world.model(\.dax.model.databaseTime, .fixed(.zero))
    world.model(\.dax.model.hitTime, .fixed(.zero))
    try world.call(
      DAX.CreateCluster("cache", itemTTL: given["item_ttl_s"].seconds, queryTTL: given["query_ttl_s"].seconds))
    func put(_ name: String, _ value: JSON) throws -> DynamoDB.PutItem {
      DynamoDB.PutItem(
        tableName: "table", item: ["k": .string(name), "v": try ReplicationVectors.attribute(value)])
    }
    for (name, value) in given["table"].members { try world.call(put(name, value)) }
    func value(_ item: Item?) -> JSON { item?["v"].map(ReplicationVectors.json) ?? .null }
    func result(_ source: String, _ value: JSON) -> JSON { ["source": .string(source), "value": value] }
    for operation in given["operations"].elements {
      let parts = operation.elements, name = parts[2].text!
      world.run(until: vectorStart + parts[0].seconds)
      switch parts[1].text! {
      case "direct.put":
        try world.call(put(name, parts[3]))
        results.append(result("dynamodb", parts[3]))
      case "dax.put":
        let answer = try world.call(DAX.Through("cache", put(name, parts[3])))
        results.append(result(answer.source.rawValue, parts[3]))
      case "dax.query":
        // A scan with a filter, because the prefix is one of partition keys.
        let scan = DynamoDB.Scan(
          tableName: "table", filter: "begins_with(k, :p)",
          substitutions: Substitutions(values: [":p": .string(name)]))
        let answer = try world.call(DAX.Through("cache", scan))
        var found: [String: JSON] = [:]
        for item in answer.output.items { if case .string(let key)? = item["k"] { found[key] = value(item) } }
        results.append(result(answer.source.rawValue, .object(found)))
      case let read:
        let get = DynamoDB.GetItem(
          tableName: "table", key: ["k": .string(name)], consistency: read == "dax.get.strong" ? .strong : .eventual)
        let answer = try world.call(DAX.Through("cache", get))
        results.append(result(answer.source.rawValue, value(answer.output.item)))
      }
    }
    return ["results": .array(results)]
  }
}
