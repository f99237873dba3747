import Basics
import Cloud
import OrderedCollections
import Simulation

/// One run of a demo: the world it ended in, and all that can be asked of it.
public struct DemoRun: Sendable {
  public let demo: Demo
  public let arguments: Arguments
  public let seed: UInt64
  /// What this run's world wrongly believes; nil for the truth.
  public let misconception: Misconception?
  public let scenes: [Stage.Scene]
  /// The world at the end, to look at.
  public let world: World
  /// What was used; for a longer time than was simulated where the script projects it.
  public let ledger: Ledger
  public let bill: Bill
  private let ledgers: [Ledger]

  init(demo: Demo, arguments: Arguments, seed: UInt64, misconception: Misconception?, stage: Stage) {
    (self.demo, self.arguments, self.seed, self.misconception) = (demo, arguments, seed, misconception)
    (scenes, ledgers, world) = (stage.scenes, stage.ledgers + [stage.world.ledger], stage.world)
    ledger = stage.projected ?? world.settledLedger
    bill = Bill(ledger, prices: stage.prices, freeTier: stage.hasFreeTier, beliefs: world.context.beliefs)
  }

  public var trace: Trace { world.trace }
  public var start: Instant { world.context.start }
  /// How much virtual time the run took.
  public var length: Duration { world.now - start }
  /// Counters by name, sorted.
  public var metrics: [(name: String, count: Int)] { world.metrics.all }
  /// Each rule that fired, in order of first use.
  public var rules: [Rule] {
    var seen: Set<Rule> = []
    return trace.entries.flatMap { ([$0.because] + $0.also).filter { seen.insert($0).inserted } }
  }
  /// The situation with this run's values.
  public var situation: String { arguments.filling(demo.situation) }
  /// What came of it.
  public var outcomes: [Outcome] { demo.outcomes(self) }
  public var timeline: Timeline { demo.timeline(self) }

  /// The title of the scene that a trace entry belongs to.
  public func scene(of entry: Int) -> Stage.Scene? { scenes.last { $0.entry <= entry } }

  /// The trace entries of the scene with this title, in order.
  public func entries(of scene: String) -> [Trace.Entry] {
    guard let index = scenes.firstIndex(where: { $0.title == scene }) else { return [] }
    let end = index + 1 < scenes.count ? scenes[index + 1].entry : trace.entries.count
    return Array(trace.entries[scenes[index].entry..<end])
  }

  /// Units of a meter that the scene with this title used.
  func usage(of meter: Meter, in scene: String) -> Int128 {
    guard let index = scenes.firstIndex(where: { $0.title == scene }) else { return 0 }
    return ledgers[index + 1].units(of: meter) - ledgers[index].units(of: meter)
  }

  /// A table as it is at the end.
  func table(_ name: TableName, in region: Region = .usEast1) -> Table? { world[region].dynamoDB.tables[name] }
}
