import Basics
import Foundation
import Simulation
import TestSupport
import Testing

@testable import Cloud

@Suite struct ExplorerTests {
  /// The seconds that a run of the tests gives to the search: `REHEARSE_EXPLORE_SECONDS`, or a few.
  private static let seconds = ProcessInfo.processInfo.environment["REHEARSE_EXPLORE_SECONDS"].flatMap(Double.init) ?? 8

  @Test func `no random program with random faults breaks an invariant`() {
    let chosen = ProcessInfo.processInfo.environment["REHEARSE_SEED"].flatMap(UInt64.init)
    let explorer = Explorer(DynamoDBExploration()), clock = ContinuousClock(), end = clock.now + .seconds(Self.seconds)
    var seed = chosen ?? 0, programs = 0
    repeat {
      if let finding = explorer.explore(seed: seed) {
        Issue.record("\(finding.text)")
        return
      }
      seed += 1
      programs += 1
    } while chosen == nil && clock.now < end
    #expect(programs > 0)
  }

  @Test func `a program of one seed is the same each time, and has steps, waits and faults`() {
    let subject = DynamoDBExploration()
    func program(_ seed: UInt64) -> [String] {
      var random = Random(seed: seed)
      return subject.program(&random).map(\.description)
    }
    #expect(program(3) == program(3) && program(3) != program(4))
    let all = (0..<40).flatMap { program($0) }
    for word in ["put", "delete", "wait", "part ", "lose", "clock", "is throttled", "arrives twice", "is lost"] {
      #expect(all.contains { $0.contains(word) }, "no program has “\(word)”")
    }
  }

  /// The real exploration over a world with a bug planted in it.
  private struct Sabotaged: Exploration {
    let real = DynamoDBExploration()
    let plant: @Sendable (DynamoDBExploration.Step, inout World) -> Void

    var name: String { real.name }
    var regions: [Region] { real.regions }
    var operations: [String] { real.operations }
    var messages: [String] { real.messages }
    var rest: Duration { real.rest }
    func begin(seed: UInt64) throws(ServiceError) -> (world: World, monitor: DynamoDBExploration.Monitor) {
      try real.begin(seed: seed)
    }
    func step(_ random: inout Random) -> DynamoDBExploration.Step { real.step(&random) }
    func perform(_ step: DynamoDBExploration.Step, on world: inout World, _ monitor: inout DynamoDBExploration.Monitor)
    {
      real.perform(step, on: &world, &monitor)
      plant(step, &world)
    }
    func observe(_ world: World, _ monitor: inout DynamoDBExploration.Monitor) throws(Breach) {
      try real.observe(world, &monitor)
    }
    func conclude(_ world: inout World, _ monitor: inout DynamoDBExploration.Monitor) throws(Breach) {
      try real.conclude(&world, &monitor)
    }
  }

  private func search(_ plant: @escaping @Sendable (DynamoDBExploration.Step, inout World) -> Void) -> [String] {
    let explorer = Explorer(Sabotaged(plant: plant))
    for seed in 0..<200 {
      guard let finding = explorer.explore(seed: UInt64(seed)) else { continue }
      #expect(finding.program.count < finding.length && finding.text.contains("--seed \(seed)"))
      return [finding.breach.invariant] + finding.program
    }
    return []
  }

  @Test func `a planted loss of messages is found and shrunk to two moves at most`() {
    // A delete in one Region loses all that is on its way.
    let found = search { step, world in
      if step.kind == .delete, step.region == .euWest1 { world.context.queue = EventQueue() }
    }
    #expect(found.first == "replicas converge once they can reach one another")
    #expect((2...3).contains(found.count), "\(found)")
    #expect(found.contains { $0.hasPrefix("delete") && $0.hasSuffix("eu-west-1") }, "\(found)")
  }

  @Test func `a planted mistake in the ledger is found and shrunk to one move`() {
    let found = search { step, world in
      if step.kind == .increment, step.table == DynamoDBExploration.local {
        world.context.ledger.add(1, of: .writeRequestUnits, in: "us-east-1", at: world.now)
      }
    }
    #expect(found.count == 2 && found.first == "the ledger equals the metered work", "\(found)")
    #expect(found.last?.hasPrefix("add 1 to") == true)
  }

  @Test func `a planted draw from outside the seed is found`() {
    // What a clock or an unseeded generator would do: each run goes its own way.
    final class Outside: @unchecked Sendable {
      // Read and written by the one thread of this test.
      var count = 0
    }
    let outside = Outside()
    let found = search { step, world in
      outside.count += 1
      if step.kind == .read, outside.count.isMultiple(of: 3) {
        world.context.note(RequestStruck(operation: "x", effect: "\(outside.count)"), because: .requestsAreChecked)
      }
    }
    #expect(found.first == "one seed gives one run")
  }
}
