import Basics
import Cloud
import Simulation

extension Demo {
  /// Items expire at once for a clock, and later for DynamoDB.
  public static let dynamoDBTimeToLive = Demo(
    name: "dynamodb-ttl",
    title: "DynamoDB TTL: expired is not deleted",
    situation: """
      A table keeps {sessions} sessions of one user; each expires {expires-in} after it was written. In this run DynamoDB \
      deletes an expired item some time between half of {lag} and all of {lag} after its expiry. Three more items are there: one whose \
      expiry the application moves to a year ahead, one whose expiry was written in milliseconds, and one whose expiry \
      is a string. {read-after} after the expiry the application reads.
      """,
    concepts: ["dynamodb-ttl", "expiry-timestamp", "dynamodb-streams"],
    parameters: [TTL.sessions, TTL.expiresIn, TTL.lag, TTL.readAfter],
    script: TTL.play,
    predictions: [
      Prediction(
        "readable", "Does GetItem still return the first session {read-after} after it expired?", .boolean,
        about: ["dynamodb-ttl"], misconceptions: [.ttlIsImmediate], answer: TTL.isReadable),
      Prediction(
        "returned", "How many items does a Query without a filter return {read-after} after the expiry?",
        .number(unit: "items", tolerance: .exact), about: ["dynamodb-ttl"], misconceptions: [.expiredItemsAreHidden],
        answer: { TTL.returned($0, page: 0) }),
      Prediction(
        "filtered", "And how many with the filter `expires > :now`?", .number(unit: "items", tolerance: .exact),
        about: ["dynamodb-ttl", "expiry-timestamp"], misconceptions: [.anyTimestampExpires],
        answer: { TTL.returned($0, page: 1) }),
      Prediction(
        "delete-units", "How many write units do the deletions by TTL cost in all?",
        .number(unit: "write units", tolerance: .exact), about: ["dynamodb-ttl"],
        misconceptions: [.ttlCostsWriteCapacity], answer: TTL.deletionUnits),
      Prediction(
        "left", "How many of all items are still there two days after the last deletion was due?",
        .number(unit: "items", tolerance: .exact), about: ["dynamodb-ttl", "expiry-timestamp"],
        misconceptions: [.anyTimestampExpires],
        answer: { .number(Quantity(TTL.itemsLeft($0))) }),
      Prediction(
        "identity", "Whom does the table's stream name as having deleted an expired session?", .choice,
        about: ["dynamodb-streams", "dynamodb-ttl"], options: { _ in [TTL.nobody, TTL.writer] }, answer: TTL.deleter),
      Prediction(
        "order", "In which order do these happen to the first session?", .order, about: ["dynamodb-ttl"],
        misconceptions: [.ttlIsImmediate], options: { _ in TTL.steps }, answer: TTL.order),
    ],
    outcomes: TTL.outcomes, timeline: TTL.timeline,
    tryNext: [
      Suggestion("See a read that comes after the deletion", "--read-after", "48h"),
      Suggestion("Delete at once, as many expect", "--lag", "0"),
      Suggestion("Many sessions, to see what deletions cost", "--sessions", "25"),
    ])
}

extension Misconception {
  static let anyTimestampExpires = Misconception(
    "any-timestamp-expires", contradicts: .ttlEligibility,
    says: "TTL understands seconds, milliseconds and timestamps in strings alike.")
}

private enum TTL {
  static let sessions = Parameter.integer(
    "sessions", 3, in: 1...40, unit: "", ladder: [[1, 3, 5], [4, 8, 12], [7, 19, 31]], "Sessions that simply expire.")
  static let expiresIn = Parameter.duration(
    "expires-in", .hours(1), in: .minutes(1) ... .days(30), step: .minutes(1),
    ladder: [[.hours(1)], [.minutes(30), .hours(8)], [.days(7)]], "From the write of an item to its expiry.")
  static let lag = Parameter.duration(
    "lag", .hours(24), in: .zero ... .hours(48), step: .minutes(1),
    ladder: [[.hours(24)], [.hours(12), .hours(48)], [.hours(2), .hours(36)]],
    "The longest that DynamoDB takes from expiry to deletion in this run; AWS says within a few days.")
  static let readAfter = Parameter.duration(
    "read-after", .minutes(45), in: .minutes(1) ... .days(4), step: .minutes(1),
    ladder: [[.minutes(45)], [.minutes(5), .days(3)], [.minutes(50), .hours(60)]],
    "From the expiry to the application's reads.")

  static let table = "Sessions"
  static let first = key("session-1")
  static let attribute = "expires"

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    let lag = arguments.duration(lag)
    stage.world.model(\.dynamoDB.model.expiryLag, lag == .zero ? .fixed(.zero) : .uniform(lag / 2...lag))

    stage.scene("Make a table with a stream, and name `\(attribute)` as its TTL attribute.")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema(.init("user", .string), .init("session", .string)), billing: .onDemand,
        stream: .newAndOldImages))
    try stage.world.waitUntilActive(table)
    try stage.world.call(DynamoDB.UpdateTimeToLive(tableName: table, attribute: attribute, isEnabled: true))

    stage.scene("Write the sessions; they expire in \(arguments.duration(expiresIn).spoken).")
    let expiry = stage.world.now + arguments.duration(expiresIn), seconds = expiry.seconds
    for number in 1...arguments.integer(sessions) {
      try put("session-\(number)", .number(seconds), &stage)
    }
    stage.scene("Write three more items, each with its own idea of that expiry.")
    try put("moved", .number(seconds), &stage)
    // To those who believe so all three are the same to TTL.
    let isAnyFine = stage.world.context.holds(.anyTimestampExpires)
    try put("milliseconds", .number(isAnyFine ? seconds : seconds * 1_000), &stage)
    try put("string", isAnyFine ? .number(seconds) : .string(String(seconds)), &stage)

    stage.scene("Read, \(arguments.duration(readAfter).spoken) after the expiry.")
    stage.world.run(until: expiry + arguments.duration(readAfter))
    try stage.world.call(DynamoDB.GetItem(tableName: table, key: first))
    try query(filter: nil, &stage)
    try query(filter: "\(attribute) > :now", &stage)

    stage.scene("Move the expiry of `moved` a year ahead.")
    try stage.world.call(
      DynamoDB.UpdateItem(
        tableName: table, key: key("moved"), update: "SET \(attribute) = :later",
        substitutions: Substitutions(values: [":later": .number(seconds + 365 * 86_400)])))

    stage.scene("Wait until two days after the last deletion was due, and read again.")
    stage.world.run(until: max(stage.world.now, expiry + lag + .days(2)))
    try stage.world.call(DynamoDB.GetItem(tableName: table, key: first))
    try query(filter: nil, &stage)
  }

  private static func query(filter: String?, _ stage: inout Stage) throws(ServiceError) {
    var values: [String: AttributeValue] = [":user": "ana"]
    if filter != nil { values[":now"] = .number(stage.world.now.seconds) }
    try stage.world.call(
      DynamoDB.Query(
        tableName: table, keyCondition: "#user = :user", filter: filter,
        substitutions: Substitutions(names: ["#user": "user"], values: values)))
  }

  private static func put(_ session: String, _ expiry: AttributeValue, _ stage: inout Stage) throws(ServiceError) {
    var item = key(session)
    item[attribute] = expiry
    try stage.world.call(DynamoDB.PutItem(tableName: table, item: item))
  }

  private static func key(_ session: String) -> Item { ["user": "ana", "session": .string(session)] }
}

// MARK: - What came of it

extension TTL {
  private static var expired: (DemoRun) -> [DynamoDB.ItemExpired] { { $0.trace.all(DynamoDB.ItemExpired.self) } }

  /// The pages that the application read, in order.
  static func pages(_ run: DemoRun) -> [DynamoDB.ItemsRead] { run.trace.all(DynamoDB.ItemsRead.self) }
  static func returned(_ run: DemoRun, page: Int) -> Answer {
    let pages = pages(run)
    return .number(Quantity(page < pages.count ? pages[page].returned : 0))
  }

  private static func firstRead(_ run: DemoRun) -> Trace.Entry? {
    run.trace.entries(of: DynamoDB.ItemRead.self).first
  }
  @Sendable static func isReadable(_ run: DemoRun) -> Answer {
    .boolean((firstRead(run)?.fact as? DynamoDB.ItemRead)?.item != nil)
  }

  @Sendable static func deletionUnits(_ run: DemoRun) -> Answer {
    .number(Quantity(Int128(expired(run).reduce(0) { $0 + $1.units.halves }), over: 2))
  }

  static func itemsLeft(_ run: DemoRun) -> Int { run.table(table)?.itemCount ?? 0 }

  static let nobody = "nobody, as after a delete by an application", writer = "the application that wrote it"

  @Sendable static func deleter(_ run: DemoRun) -> Answer {
    let removal = run.trace.all(DynamoDB.StreamRecordAppended.self).first { $0.record.event == .remove }
    return .choice(removal?.record.userIdentity.map { "the \($0.type.lowercased()) \($0.principalID)" } ?? nobody)
  }

  static let passing = "its expiry passes", reading = "the application reads", deleting = "DynamoDB deletes it"
  static let steps = [passing, reading, deleting]

  @Sendable static func order(_ run: DemoRun) -> Answer {
    guard let deletion = run.trace.entries(of: DynamoDB.ItemExpired.self).first(where: { isFirst($0) }),
      let fact = deletion.fact as? DynamoDB.ItemExpired, let read = firstRead(run)
    else { return .order(steps) }
    let moments = [(passing, fact.expiry, 0), (reading, read.at, read.id), (deleting, deletion.at, deletion.id)]
    return .order(moments.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0))
  }
  private static func isFirst(_ entry: Trace.Entry) -> Bool {
    (entry.fact as? DynamoDB.ItemExpired)?.key == Key("ana", "session-1")
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let expired = expired(run), lags = expired.map(\.lag)
    let services = run.trace.all(DynamoDB.StreamRecordAppended.self).filter { $0.record.userIdentity != nil }
    var outcomes = [
      Outcome("deleted by TTL", counted(expired.count, "item")),
      Outcome("write units for that", CapacityUnits(halves: expired.reduce(0) { $0 + $1.units.halves }).description),
      Outcome("stream records made by the service", String(services.count)),
      Outcome("items left", String(itemsLeft(run))),
    ]
    if let least = lags.min(), let most = lags.max() {
      outcomes.insert(Outcome("from expiry to deletion", "\(least.spoken) to \(most.spoken)"), at: 1)
    }
    return outcomes
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries
    let application = run.marks(story) { entry in
      switch entry.fact {
      case let write as DynamoDB.ItemWritten: (.write, "\(write.operation) \(write.key)")
      case let read as DynamoDB.ItemRead:
        (
          .read,
          "GetItem \(read.key): " + (read.item == nil ? "nothing" : read.isExpired ? "there, though expired" : "there")
        )
      case let page as DynamoDB.ItemsRead:
        (.read, "\(page.operation): \(page.returned) of \(page.scanned) items, \(page.expired) of them expired")
      default: nil
      }
    }
    let service = run.marks(story) { entry in
      switch entry.fact {
      case let deletion as DynamoDB.ItemExpired: (.delete, "deletes \(deletion.key), \(deletion.lag.spoken) late")
      case let superseded as DynamoDB.ExpirySuperseded: (.system, "leaves \(superseded.key): its expiry was moved")
      default: nil
      }
    }
    let expiry = expired(run).map(\.expiry).min()
    let last = run.trace.entries(of: DynamoDB.ItemExpired.self).last?.at
    var spans: [Timeline.Span] = []
    if let expiry, let last, last > expiry { spans = [.init(expiry, last, .problem, "expired, there")] }
    return Timeline(
      from: run.start, to: run.world.now,
      [.init("application", marks: application), .init("DynamoDB", marks: service, spans: spans)])
  }
}
