import Basics
import Cloud
import Concepts
import Simulation

/// A small program on the simulated cloud that asks before it shows. Data only: `run` is the one thing it does.
public struct Demo: Sendable {
  /// What the caller does, step by step. It may read typed results but writes no expected ones.
  public typealias Script = @Sendable (Arguments, inout Stage) throws(ServiceError) -> Void

  /// Its id: `lambda-billing`.
  public let name: String
  public let title: String
  /// Two or three sentences: where we are and what is at stake. `{name}` stands for a parameter's value.
  public let situation: String
  /// Of the lexicon; the first is what it is mainly about.
  public let concepts: [Concept.ID]
  public let parameters: [Parameter]
  /// The moment at which its world begins.
  public let start: Instant
  public let regions: @Sendable (Arguments) -> [Region]
  public let script: Script
  public let predictions: [Prediction]
  /// What came of a run, from its facts.
  public let outcomes: @Sendable (DemoRun) -> [Outcome]
  public let timeline: @Sendable (DemoRun) -> Timeline
  public let tryNext: [Suggestion]

  /// Another run worth looking at.
  public struct Suggestion: Hashable, Sendable {
    public let text: String
    /// As on the command line: `["--memory", "1769"]`.
    public let words: [String]
    public init(_ text: String, _ words: String...) { (self.text, self.words) = (text, words) }
  }

  public init(
    name: String, title: String, situation: String, concepts: [Concept.ID], parameters: [Parameter],
    start: Instant = Instant(CivilDate(year: 2026, month: 11, day: 2), hour: 9),
    regions: @escaping @Sendable (Arguments) -> [Region] = { _ in [.usEast1] }, script: @escaping Script,
    predictions: [Prediction], outcomes: @escaping @Sendable (DemoRun) -> [Outcome],
    timeline: @escaping @Sendable (DemoRun) -> Timeline, tryNext: [Suggestion]
  ) {
    (self.name, self.title, self.situation, self.concepts) = (name, title, situation, concepts)
    (self.parameters, self.start, self.regions, self.script) = (parameters, start, regions, script)
    (self.predictions, self.outcomes, self.timeline, self.tryNext) = (predictions, outcomes, timeline, tryNext)
  }

  public var defaults: Arguments { Arguments(parameters) }

  /// Each belief that a wrong choice of some prediction comes from, once, in order of first use.
  public var misconceptions: [Misconception] {
    predictions.flatMap(\.misconceptions).reduce(into: []) { found, misconception in
      if !found.contains(misconception) { found.append(misconception) }
    }
  }

  /// - Throws: `unknownPrediction`.
  public func prediction(_ id: String) throws(DemoError) -> Prediction {
    guard let prediction = predictions.first(where: { $0.id == id }) else {
      throw .unknownPrediction(id, demo: name, known: predictions.map(\.id))
    }
    return prediction
  }
}

/// One thing that came of a run.
public struct Outcome: Hashable, Sendable {
  public let name: String, value: String
  public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// What a script acts on: the world, and marks that tell which part of the story is under way.
public struct Stage: Sendable {
  public var world: World
  public private(set) var scenes: [Scene] = []
  /// What was used before each scene.
  private(set) var ledgers: [Ledger] = []
  /// A usage that stands for a longer time than was simulated; nil where all was.
  public var projected: Ledger?
  /// Whether the bill has the monthly free tier.
  public var hasFreeTier = true
  /// What usage costs.
  public var prices = PriceBook.standard

  /// A part of the story, from one trace entry on.
  public struct Scene: Hashable, Sendable {
    public let title: String
    public let at: Instant
    /// The index of the first trace entry that belongs to it.
    public let entry: Int
  }

  init(_ world: World) { self.world = world }

  /// Begins a part of the story. `title` says what the caller does, never what comes of it.
  public mutating func scene(_ title: String) {
    scenes.append(Scene(title: title, at: world.now, entry: world.trace.entries.count))
    ledgers.append(world.ledger)
  }

  /// Does what is refused as part of the lesson; the refusal is in the trace.
  public mutating func attempt<O: Cloud.Operation>(_ operation: O, in region: Region = .usEast1) -> O.Output? {
    do {
      return try world.call(operation, in: region)
    } catch {
      return nil
    }
  }
}

extension Demo {
  /// Runs the script from the start in a world of this seed. Equal arguments and seeds give equal runs.
  /// - Parameter misconception: What this world wrongly believes; nil for the truth.
  /// - Throws: `refused`, when the service refuses what the script did not expect to be refused.
  public func run(
    _ arguments: Arguments, seed: UInt64 = 1, believing misconception: Misconception? = nil
  ) throws(DemoError) -> DemoRun {
    var world = World(seed: seed, start: start, regions: regions(arguments))
    if let misconception { world.believe(misconception) }
    var stage = Stage(world)
    do {
      try script(arguments, &stage)
    } catch {
      throw .refused(demo: name, error)
    }
    return DemoRun(demo: self, arguments: arguments, seed: seed, misconception: misconception, stage: stage)
  }

  /// The run and the same under a belief, and where they part; nil where the belief makes no difference.
  public func divergence(
    _ arguments: Arguments, seed: UInt64 = 1, believing misconception: Misconception
  ) throws(DemoError) -> Divergence? {
    let truth = try run(arguments, seed: seed), belief = try run(arguments, seed: seed, believing: misconception)
    return truth.trace.divergence(from: belief.trace)
  }
}
