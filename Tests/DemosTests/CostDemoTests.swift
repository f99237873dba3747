import Basics
import Demos
import Simulation
import TestSupport
import Testing

/// The demos about cost and caches, held against what follows from the documents by hand.
@Suite struct CostDemoTests {
  private func answers(_ demo: Demo, _ words: [String] = []) throws -> [String: Answer] {
    let run = try demo.run(demo.arguments(words))
    return Dictionary(uniqueKeysWithValues: demo.predictions.map { ($0.id, run.answer(to: $0)) })
  }
  private func integer(_ arguments: Arguments, _ name: String) -> Int {
    if case .integer(let value) = arguments[name] { value } else { 0 }
  }
  private func number(_ answer: Answer?) -> Quantity {
    if case .number(let quantity) = answer { quantity } else { .zero }
  }

  @Test func `units are those of the item's bytes, rounded as the documents say`() throws {
    let demo = Demo.dynamoDBUnits
    forEachSeed(40) { random in
      let arguments = Arguments.any(demo.parameters, from: &random), run = try demo.run(arguments)
      func answer(_ id: String) throws -> Quantity { number(run.answer(to: try demo.prediction(id))) }
      // `station`, `north`, `day` and `day-01`, and each attribute's name and value.
      let size =
        21 + integer(arguments, "attributes") * (integer(arguments, "name") + integer(arguments, "value"))
      let blocks = (size + 4_095) / 4_096, all = (size * integer(arguments, "items") + 4_095) / 4_096
      let expected: [(String, Quantity)] = [
        ("size", Quantity(size)), ("write", Quantity((size + 1_023) / 1_024)), ("strong", Quantity(blocks)),
        ("projection", Quantity(Int128(blocks), over: 2)), ("query", Quantity(Int128(all), over: 2)),
        ("transaction", Quantity(2 * blocks)), ("missing", Quantity(1)),
        ("replace", Quantity((size + 1_023) / 1_024)),
      ]
      for (id, quantity) in expected where try answer(id) != quantity {
        throw Broken("\(arguments.flags): \(id) is \(try answer(id).decimal), not \(quantity.decimal)")
      }
    }
  }

  @Test func `provisioned capacity is cheaper exactly where more than the break-even is used`() throws {
    let demo = Demo.dynamoDBCapacityModes
    forEachSeed(40) { random in
      let arguments = Arguments.any(demo.parameters, from: &random), run = try demo.run(arguments)
      let peak = integer(arguments, "peak"), busy = integer(arguments, "busy")
      let quiet = peak * integer(arguments, "quiet") / 100
      let used = busy * peak + (24 - busy) * quiet, had = 24 * ((peak * (100 + integer(arguments, "spare")) + 99) / 100)
      // 0.00065 USD for 3,600 unit-seconds against 0.000000625 USD for one.
      let isOnDemandCheaper = used * 3_600 * 625 < had * 650_000
      let answer = run.answer(to: try demo.prediction("cheaper"))
      guard answer == .choice(isOnDemandCheaper ? "the one on demand" : "the provisioned one") else {
        throw Broken("\(arguments.flags): \(answer.text())")
      }
    }
  }

  @Test func `a class is cheaper exactly on its side of the break-even`() throws {
    let demo = Demo.dynamoDBTableClasses
    forEachSeed(40) { random in
      let arguments = Arguments.any(demo.parameters, from: &random), run = try demo.run(arguments)
      let breakEven = number(run.answer(to: try demo.prediction("break-even")))
      let storage = Quantity(integer(arguments, "storage"))
      guard (storage - breakEven).magnitude > Quantity(1) else { return }
      let answer = run.answer(to: try demo.prediction("cheaper"))
      guard answer == .choice(storage < breakEven ? "Standard" : "Standard-IA") else {
        throw Broken("\(arguments.flags): \(answer.text()), break-even \(breakEven.decimal)")
      }
    }
  }

  @Test func `a third change of class has to wait until the first is 30 days old`() throws {
    #expect(try answers(.dynamoDBTableClasses, ["--pause", "28d"])["third"] == .boolean(false))
    #expect(try answers(.dynamoDBTableClasses, ["--pause", "29d"])["third"] == .boolean(true))
  }

  @Test func `DAX is wrong for as long as it keeps things, and no longer`() throws {
    let stale = try answers(.dynamoDBAccelerator, ["--ttl", "60s", "--wait", "57s"])
    #expect(stale["past"] == .number(Quantity(120)) && stale["negative"] == .boolean(false))
    let fresh = try answers(.dynamoDBAccelerator, ["--ttl", "60s", "--wait", "60s"])
    #expect(fresh["past"] == .number(Quantity(90)) && fresh["negative"] == .boolean(true))
    // Twelve reads a second apart, of which one in five finds its entry too old.
    let often = try answers(.dynamoDBAccelerator, ["--ttl", "5s", "--reads", "12"])
    #expect(often["units"] == .number(Quantity(Int128(3), over: 2)))
  }

  @Test func `only the program keeps a leaderboard in ElastiCache right`() throws {
    let demo = Demo.elastiCacheLeaderboard
    forEachSeed(25) { random in
      let arguments = Arguments.any(demo.parameters, from: &random), run = try demo.run(arguments)
      let third = 900 + integer(arguments, "gain")
      // Of equal scores the later name leads; player-2's bonus never reaches the set.
      let leader = run.answer(to: try demo.prediction("set"))
      guard leader == .choice(third >= 1_000 ? "player-3" : "player-1") else {
        throw Broken("\(arguments.flags): \(leader.text())")
      }
      let score = number(run.answer(to: try demo.prediction("score")))
      guard score == Quantity(950 + integer(arguments, "bonus")) else {
        throw Broken("\(arguments.flags): \(score.decimal)")
      }
    }
  }

  @Test func `whatever the numbers of items and workers, one upgrade succeeds and old items stay old`() throws {
    let demo = Demo.dynamoDBSchema
    forEachSeed(25) { random in
      let arguments = Arguments.any(demo.parameters, from: &random), run = try demo.run(arguments)
      let old = Quantity(integer(arguments, "old")), new = Quantity(integer(arguments, "new"))
      let expected = [("accepted", new), ("plans", new), ("types", old), ("upgrades", Quantity(1))]
      for (id, quantity) in expected where number(run.answer(to: try demo.prediction(id))) != quantity {
        throw Broken("\(arguments.flags): \(id)")
      }
    }
  }
}
