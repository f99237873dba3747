import Basics
import Cloud
import Simulation
import TestSupport
import Testing

private let start = Instant(iso8601: "2026-11-24T09:00:00Z")!

@Suite struct WorldTests {
  @Test func `an item that was put can be read`() throws {
    var world = try worldWithTable()
    try world.call(DynamoDB.PutItem(tableName: "Music", item: ["id": "a", "n": 1]))
    let output = try world.call(DynamoDB.GetItem(tableName: "Music", key: ["id": "a"]))
    #expect(output.item == ["id": "a", "n": 1])
    #expect(output.units.description == "0.5")
  }

  @Test func `a missing table is refused with the error of the API`() {
    var world = World(seed: 1, start: start)
    #expect(throws: ServiceError.self) { try world.call(DynamoDB.GetItem(tableName: "None", key: ["id": "a"])) }
    #expect(world.trace.all(RequestRefused.self).map(\.error.code) == ["ResourceNotFoundException"])
  }

  @Test func `a fork that changes one thing says where it parts`() throws {
    var truth = try worldWithTable()
    var belief = truth
    try truth.call(DynamoDB.PutItem(tableName: "Music", item: ["id": "a"]))
    try belief.call(DynamoDB.PutItem(tableName: "Music", item: ["id": "b"]))
    let divergence = try #require(truth.trace.divergence(from: belief.trace))
    #expect(divergence.index == 2)
    #expect(divergence.text.contains(#"key "a""#) && divergence.text.contains(#"key "b""#))
  }

  private func worldWithTable() throws -> World {
    var world = World(seed: 1, start: start)
    try world.call(DynamoDB.CreateTable(tableName: "Music", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Music")
    return world
  }
}
