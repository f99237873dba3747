import Basics
import Cloud
import Simulation

/// PutItem through the whole core (request, validation, capacity, trace, ledger, reply) against a plain dictionary:
/// what a simulated write costs over a bare one.
func cloudBenchmarks() -> [Pair] {
  let count = 20_000
  var names: [String] = []
  for i in 0..<count { names.append("item-\(i)") }
  let keys = names
  return [
    Pair(
      name: "PutItem", peer: "Swift dictionary", units: count, unit: "item",
      ours: {
        var world = World(seed: 1, start: Instant(seconds: 1_795_510_800))
        world.model(\.dynamoDB.model.onDemandIsUnlimited, true)
        try world.call(DynamoDB.CreateTable(tableName: "table", keys: KeySchema("id"), billing: .onDemand))
        world.advance(by: .minutes(1))  // until the table is active
        for key in keys {
          try world.call(DynamoDB.PutItem(tableName: "table", item: ["id": .string(key), "v": .number(1)]))
        }
      },
      theirs: {
        var table: [String: Item] = [:]
        for key in keys { table[key] = ["id": .string(key), "v": .number(1)] }
        precondition(table.count == count)
      })
  ]
}
