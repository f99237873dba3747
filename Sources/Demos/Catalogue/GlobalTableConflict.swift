import Basics
import Cloud
import Simulation

extension Demo {
  /// Two Regions change one item before they hear of one another.
  public static let globalTableConflict = Demo(
    name: "dynamodb-global-tables",
    title: "Global tables: two Regions write one item",
    situation: """
      A shopping cart is one item of a global table in {regions}, us-east-1 and eu-west-1 among them, with an attribute \
      for each product in it; it is empty. An application in us-east-1 adds a book; {gap} later one in eu-west-1 adds a \
      pen. A change takes {lag} to reach another Region. From the first change on us-east-1 and eu-west-1 cannot reach \
      one another for {partition}. The clock of eu-west-1 is {skew} ahead of the true time.
      """,
    concepts: ["global-tables", "last-writer-wins", "active-active-replication"],
    parameters: [Conflict.gap, Conflict.lag, Conflict.partition, Conflict.skew, Conflict.note, Conflict.regions],
    regions: { Conflict.places($0) }, script: Conflict.play,
    predictions: [
      Prediction(
        "winner", "What is in the cart in the end, in every Region?", .choice,
        about: ["last-writer-wins", "global-tables"], misconceptions: [.attributesAreMerged, .firstWriterWins],
        options: { _ in Conflict.carts }, answer: { .choice(Conflict.cart($0, in: Conflict.one)) }),
      Prediction(
        "stale", "eu-west-1 has acknowledged its write. Does a strongly consistent read in us-east-1 show it now?",
        .boolean, about: ["active-active-replication", "global-tables"],
        answer: Conflict.isSeenAtOnce),
      Prediction(
        "converged", "How many seconds after the write in eu-west-1 do all Regions hold the same item?",
        .number(unit: "s", tolerance: .absolute(Quantity(1, over: 10))),
        about: ["active-active-replication"], misconceptions: [.replicationIsSynchronous],
        answer: Conflict.converged),
      Prediction(
        "loser-error", "Does the application whose change is lost get an error?", .boolean,
        about: ["last-writer-wins"],
        answer: { .boolean(!$0.trace.all(RequestRefused.self).isEmpty) }),
      Prediction(
        "write-units", "How many write units do the two changes cost in all Regions together?",
        .number(unit: "write units", tolerance: .exact), about: ["global-tables"],
        misconceptions: [.replicatedWritesAreFree], answer: Conflict.units),
    ],
    outcomes: Conflict.outcomes, timeline: Conflict.timeline,
    tryNext: [
      Suggestion(
        "Let the first change arrive before the second is made: no conflict", "--gap", "5s", "--partition", "0"),
      Suggestion("A slow clock in eu-west-1: its later write loses", "--skew", "-10000"),
      Suggestion("Three Regions: what each change costs", "--regions", "3"),
      Suggestion("Carry a big note in the item and look at the bill", "--note", "100"),
    ])
}

extension Misconception {
  static let replicatedWritesAreFree = Misconception(
    "replicated-writes-are-free", contradicts: .replicatedWritesCost,
    says: "A write is paid for where it is made; replication is AWS's business.")
}

private enum Conflict {
  static let gap = Parameter.duration(
    "gap", .seconds(5), in: .zero ... .minutes(10), step: .milliseconds(100),
    ladder: [[.seconds(5)], [.milliseconds(500), .seconds(20)], [.seconds(90), .milliseconds(1_300)]],
    "From the write in us-east-1 to the write in eu-west-1.")
  static let lag = Parameter.duration(
    "lag", .seconds(1), in: .milliseconds(100) ... .minutes(1), step: .milliseconds(100),
    ladder: [[.seconds(1)], [.milliseconds(500), .seconds(2)], [.milliseconds(2_500)]],
    "What a change takes to the other Region; usually about a second, and nobody promises it.")
  static let partition = Parameter.duration(
    "partition", .seconds(30), in: .zero ... .hours(6), step: .seconds(1),
    ladder: [[.seconds(30), .zero], [.minutes(2)], [.seconds(10), .hours(1)]],
    "How long the Regions cannot reach one another, from the first write on.")
  static let skew = Parameter.integer(
    "skew", 0, in: -60_000...60_000, unit: "ms", ladder: [[0], [0, 2_000], [-10_000, -30_000]],
    "How far the clock of eu-west-1 is ahead of the true time; negative: behind.")
  static let note = Parameter.integer(
    "note", 0, in: 0...300, unit: "KB", ladder: [[0], [0, 2], [3, 10]],
    "The size of a note that the cart carries along.")

  static let regions = Parameter.integer(
    "regions", 2, in: 2...4, unit: "Regions", ladder: [[2], [2, 3], [3, 4]], "Regions with a replica of the table.")

  static let one = Region.usEast1, other = Region.euWest1
  static func places(_ arguments: Arguments) -> [Region] {
    Array([one, other, .apSoutheast2, .usWest2].prefix(arguments.integer(regions)))
  }
  static let table = "Carts"
  static let key: Item = ["id": "ana"]
  static let asking = "Read in us-east-1, at the moment in which eu-west-1 acknowledges."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.world.model(\.dynamoDB.model.replicationLag, .fixed(arguments.duration(lag)))
    stage.world.skewClock(other, by: .milliseconds(arguments.integer(skew)))

    let places = places(arguments)
    stage.scene("Make the table in us-east-1 and add its replicas.")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema("id"), billing: .onDemand, stream: .newAndOldImages), in: one)
    try stage.world.waitUntilActive(table, in: one)
    for region in places.dropFirst() {
      try stage.world.call(DynamoDB.UpdateTable(tableName: table, change: .addReplica(region)), in: one)
      stage.world.drain()
    }

    stage.scene("Write the cart, and wait until every Region has it.")
    var cart: Item = ["id": "ana"]
    if arguments.integer(note) > 0 {
      cart["note"] = .string(String(repeating: "-", count: arguments.integer(note) * 1_024))
    }
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: cart), in: one)
    // Longer than the clocks are apart, so that only the two changes can conflict.
    let apart = Duration.milliseconds(abs(arguments.integer(skew)))
    stage.world.advance(by: arguments.duration(lag) + apart + .seconds(1))

    stage.scene("Add a book in us-east-1.")
    let written = stage.world.now
    if arguments.duration(partition) > .zero {
      stage.world.partition(one, other, until: written + arguments.duration(partition))
    }
    try stage.world.call(adding("book"), in: one)

    stage.scene("Add a pen in eu-west-1, \(arguments.duration(gap).spoken) later.")
    stage.world.run(until: written + arguments.duration(gap))
    try stage.world.call(adding("pen"), in: other)

    stage.scene(asking)
    try stage.world.call(DynamoDB.GetItem(tableName: table, key: key, consistency: .strong), in: one)

    stage.scene("Wait until all messages have arrived, and read everywhere.")
    stage.world.drain()
    stage.world.advance(by: .seconds(1))
    for region in places {
      try stage.world.call(DynamoDB.GetItem(tableName: table, key: key, consistency: .strong), in: region)
    }
  }

  private static func adding(_ product: String) -> DynamoDB.UpdateItem {
    DynamoDB.UpdateItem(
      tableName: table, key: key, update: "SET \(product) = :one", substitutions: Substitutions(values: [":one": 1]))
  }

  // MARK: What came of it

  private static let products = ["book", "pen"]
  /// The carts one could think of, to choose from.
  static let carts = [[], ["book"], ["pen"], products].map(contents)

  private static func contents(_ found: [String]) -> String {
    found.isEmpty ? "nothing" : found.count == 1 ? "only the \(found[0])" : "both the book and the pen"
  }
  static func cart(_ run: DemoRun, in region: Region) -> String {
    let item = run.table(table, in: region)?.item(Key("ana"))
    return contents(products.filter { item?[$0] != nil })
  }

  @Sendable static func isSeenAtOnce(_ run: DemoRun) -> Answer {
    let read = run.entries(of: asking).lazy.compactMap { $0.fact as? DynamoDB.ItemRead }.first
    return .boolean(read?.item?["pen"] != nil)
  }

  /// The changes: what the two applications wrote after the cart itself.
  private static func changes(_ run: DemoRun) -> [Trace.Entry] {
    run.trace.entries.filter { ($0.fact as? DynamoDB.ItemWritten)?.operation == "UpdateItem" }
  }
  /// What arrived of them.
  private static func arrivals(_ run: DemoRun) -> [(entry: Trace.Entry, fact: DynamoDB.ReplicatedWrite)] {
    guard let first = changes(run).first else { return [] }
    return run.trace.entries[first.id...].compactMap { entry in
      (entry.fact as? DynamoDB.ReplicatedWrite).map { (entry, $0) }
    }
  }

  @Sendable static func converged(_ run: DemoRun) -> Answer {
    guard let last = changes(run).last else { return .number(.zero) }
    let end = arrivals(run).map(\.entry.at).max() ?? last.at
    return .number(Quantity(Int128((max(end, last.at) - last.at).nanoseconds), over: 1_000_000_000))
  }

  @Sendable static func units(_ run: DemoRun) -> Answer {
    let local = changes(run).compactMap { $0.fact as? DynamoDB.ItemWritten }.reduce(0) { $0 + $1.units.halves }
    // Those who believe so pay for none of what arrives.
    let isFree = run.world.context.holds(.replicatedWritesAreFree)
    let remote = isFree ? 0 : arrivals(run).reduce(0) { $0 + $1.fact.units.halves }
    return .number(Quantity(Int128(local + remote), over: 2))
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    // Both Regions see one conflict, and throw away the same.
    let lost = arrivals(run).compactMap(\.fact.discarded).reduce(into: [String]()) { found, item in
      if !found.contains(item.brief) { found.append(item.brief) }
    }
    return places(run.arguments).map { Outcome("cart in \($0)", cart(run, in: $0)) } + [
      Outcome("conflicts seen", String(arrivals(run).filter(\.fact.isConflict).count)),
      Outcome("thrown away", lost.isEmpty ? "nothing" : lost.joined(separator: "; ")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries, first = changes(run).first?.at ?? run.start
    let lanes = places(run.arguments).map { region in
      Timeline.Lane(
        region.rawValue,
        marks: run.marks(story.filter { $0.scope == region.rawValue }) { entry in
          switch entry.fact {
          case let write as DynamoDB.ItemWritten:
            (.write, "\(write.operation): " + (write.item?.brief ?? "removed"))
          case is DynamoDB.TableActive: (.system, "the table is ACTIVE")
          case let read as DynamoDB.ItemRead: (.read, "read: " + (read.item?.brief ?? "nothing"))
          case let write as DynamoDB.ReplicatedWrite:
            write.isConflict
              ? (
                .problem,
                "from \(write.from): conflict, \(write.isApplied ? "the arriving write wins" : "the write here stays")"
              )
              : (.system, "from \(write.from): applied")
          default: nil
          }
        },
        spans: run.arguments.duration(partition) > .zero && region == one
          ? [.init(first, first + run.arguments.duration(partition), .problem, "Regions apart")] : [])
    }
    return Timeline(from: run.start, to: run.world.now, lanes)
  }
}
