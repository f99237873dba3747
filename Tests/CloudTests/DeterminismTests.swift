import Basics
import Cloud
import Simulation
import TestSupport
import Testing

@Suite struct DeterminismTests {
  /// A run with chance, faults, two Regions and both services.
  private func run(_ seed: UInt64) throws -> World {
    var world = World(seed: seed, start: vectorStart, regions: [.usEast1, .euWest1])
    world.model(\.dynamoDB.model.replicationLag, .uniform(.milliseconds(500) ... .milliseconds(2_500)))
    try world.call(DynamoDB.CreateTable(tableName: "Sessions", keys: KeySchema("id"), billing: .onDemand))
    try world.waitUntilActive("Sessions")
    try world.call(DynamoDB.UpdateTable(tableName: "Sessions", change: .addReplica(.euWest1)))
    try world.call(DynamoDB.UpdateTimeToLive(tableName: "Sessions", attribute: "ttl", isEnabled: true))
    try world.call(
      Lambda.CreateFunction(functionName: "save", memory: 256) { input in
        .work(
          .milliseconds(20),
          then: .call(
            DynamoDB.PutItem(
              tableName: "Sessions", item: ["id": .string(input.payload), "ttl": .number(vectorStart.seconds + 600)])
          ) { _ in .finish("\"saved\"") })
      })
    world.inject(
      .init(
        "dynamodb:PutItem", during: vectorStart..<(vectorStart + .days(1)), chance: Ratio(1, of: 4),
        .delay(.milliseconds(50))))
    for index in 0..<30 {
      try world.call(Lambda.Invoke(functionName: "save", payload: "s\(index % 7)"))
      world.advance(by: .milliseconds(100))
    }
    world.drain()
    return world
  }

  @Test func `one seed gives one trace, byte for byte`() throws {
    let first = try run(7), second = try run(7)
    #expect(first.trace.text(from: vectorStart) == second.trace.text(from: vectorStart))
    #expect(first.ledger == second.ledger && first.bill() == second.bill())
    #expect(first.trace.text(from: vectorStart) != (try run(8)).trace.text(from: vectorStart))
  }

  @Test func `a trace is the same in every process`() throws {
    expectGolden(try run(7).trace.text(from: vectorStart), "determinism.txt")
  }

  @Test func `a believer's world parts from the true one where the belief first matters`() throws {
    var truth = World(seed: 1, start: vectorStart)
    try truth.call(DynamoDB.CreateTable(tableName: "Sessions", keys: KeySchema("id"), billing: .onDemand))
    try truth.waitUntilActive("Sessions")
    try truth.call(DynamoDB.UpdateTimeToLive(tableName: "Sessions", attribute: "ttl", isEnabled: true))
    var belief = truth
    belief.believe(.ttlIsImmediate)
    func script(_ world: inout World) throws {
      try world.call(
        DynamoDB.PutItem(tableName: "Sessions", item: ["id": "a", "ttl": .number(vectorStart.seconds + 60)]))
      world.drain()
    }
    try script(&truth)
    try script(&belief)
    let divergence = try #require(truth.trace.divergence(from: belief.trace))
    #expect(divergence.mine?.event == "ItemExpired" && divergence.theirs?.event == "ItemExpired")
    #expect(divergence.mine?.because.id == Misconception.ttlIsImmediate.contradicts.id)
    #expect(divergence.text.contains("lag 0 s"))
  }

  @Test func `a copy of a world does not see what happens in the other`() throws {
    var world = try run(3)
    let copy = world, entries = copy.trace.entries.count
    try world.call(DynamoDB.PutItem(tableName: "Sessions", item: ["id": "new"]))
    #expect(copy.trace.entries.count == entries && copy[.usEast1].dynamoDB.table("Sessions")!.itemCount == 0)
    #expect(world[.usEast1].dynamoDB.table("Sessions")!.itemCount == 1)
  }

  @Test func `copying a world and writing to the copy costs the same whatever it holds`() throws {
    func secondsPerCopy(items: Int) throws -> Double {
      var world = World(seed: 1, start: vectorStart)
      world.model(\.dynamoDB.model.onDemandIsUnlimited, true)
      try world.call(DynamoDB.CreateTable(tableName: "Big", keys: KeySchema("id"), billing: .onDemand))
      try world.waitUntilActive("Big")
      try world.call(DynamoDB.UpdateContinuousBackups(tableName: "Big", isEnabled: true))
      for index in 0..<items {
        try world.call(DynamoDB.PutItem(tableName: "Big", item: ["id": .string("item \(index)")]))
      }
      let clock = ContinuousClock()
      return try (0..<5).map { _ in
        try clock.measure {
          for index in 0..<20 {
            var copy = world
            try copy.call(DynamoDB.PutItem(tableName: "Big", item: ["id": .string("copy \(index)")]))
          }
        }.inSeconds / 20
      }.min()!
    }
    // Twenty times the items: a copy of all of them would take about twenty times as long.
    let small = try secondsPerCopy(items: 400), large = try secondsPerCopy(items: 8_000)
    #expect(large < small * 8, "\(large) s against \(small) s")
  }

  @Test func `a call that is dropped is given up after the caller's patience`() throws {
    var world = World(seed: 1, start: vectorStart)
    world.inject(.init("dynamodb:*", during: vectorStart..<(vectorStart + .hours(1)), .drop))
    #expect(throws: ServiceError.self) {
      try world.call(DynamoDB.CreateTable(tableName: "Lost", keys: KeySchema("id"), billing: .onDemand))
    }
    #expect(world.now == vectorStart + World.patience)
    #expect(world[.usEast1].dynamoDB.table("Lost") == nil)
  }

  @Test func `what is not simulated is refused by name`() throws {
    var world = try run(1)
    do throws(ServiceError) {
      try world.call(DynamoDB.DeleteTable(tableName: "Sessions"))
      Issue.record("it was not refused")
    } catch {
      #expect(error.isNotSimulated && error.message.contains("dynamodb:DeleteTable"))
    }
    #expect(OperationCatalogue.entry("dynamodb:CreateGlobalTable")?.isSimulated == false)
    #expect(OperationCatalogue.entry(DynamoDB.PutItem.name)?.isSimulated == true)
  }
}
