import Basics
import Cloud
import Simulation

extension Demo {
  /// Deleted by mistake: what comes back, from when, and where to.
  public static let pointInTimeRestore = Demo(
    name: "dynamodb-pitr",
    title: "Point-in-time recovery: undoing a deletion",
    situation: """
      The table Orders has a stream, TTL and tags. Point-in-time recovery is on from its first day with a window of \
      {window}. {per-day} orders of about 10 KB are written each day at noon for {days}. At 12:30 of the last day a job \
      deletes every order of the past {lost}, and {noticed} later somebody sees it and restores the second that was \
      {before} before the deletion. Each order here stands for {scale} on the bill.
      """,
    concepts: ["pitr"],
    parameters: [
      Restore.days, Restore.perDay, Restore.window, Restore.lost, Restore.noticed, Restore.before, Restore.scale,
    ],
    start: Instant(CivilDate(year: 2026, month: 9, day: 1), hour: 10), script: Restore.play,
    predictions: [
      Prediction(
        "earliest", "How many days ago is the earliest second that can be restored, when the deletion is seen?",
        .number(unit: "days", tolerance: .absolute(Quantity(1, over: 10))), about: ["pitr"],
        misconceptions: [.windowIsAlways35Days], answer: Restore.daysToEarliest),
      Prediction(
        "latest", "And how many minutes ago is the latest?", .number(unit: "min", tolerance: .exact),
        about: ["pitr"], misconceptions: [.restoreReachesNow], answer: Restore.minutesToLatest),
      Prediction(
        "items", "How many orders does what is restored hold?",
        .number(unit: "orders", tolerance: .exact), about: ["pitr"],
        answer: { .number(Quantity(Restore.restoredItems($0))) }),
      Prediction(
        "where", "Where are the restored orders?", .choice, about: ["pitr"],
        misconceptions: [.restoreOverwritesTheTable],
        options: { _ in [Restore.inPlace, Restore.inNew, Restore.nowhere] }, answer: Restore.place),
      Prediction(
        "settings", "Do stream, TTL and tags come back with the orders?", .boolean, about: ["pitr"],
        misconceptions: [.settingsCarryOver], answer: Restore.settingsReturn),
    ],
    outcomes: Restore.outcomes, timeline: Restore.timeline,
    tryNext: [
      Suggestion("A window of a week, seen after eight days: too late", "--window", "7", "--noticed", "8d"),
      Suggestion("Restore a second that is too new", "--noticed", "2m", "--before", "0"),
      Suggestion("A minute too late: the orders are gone there too", "--before", "0"),
    ])
}

extension Misconception {
  /// It was so until January 2025.
  static let windowIsAlways35Days = Misconception(
    "window-is-always-35-days", contradicts: .recoveryWindow,
    says: "Any second of the past 35 days can be restored, however recovery is set.")
}

private enum Restore {
  static let days = Parameter.integer(
    "days", 20, in: 2...60, unit: "days", ladder: [[20], [10, 40], [17, 50]], "Days on which orders are written.")
  static let perDay = Parameter.integer(
    "per-day", 2, in: 1...10, ladder: [[2], [1, 3], [4, 7]], "Orders written each day.")
  static let window = Parameter.integer(
    "window", 14, in: 1...35, unit: "days", ladder: [[14, 7], [35, 10], [3, 21]], "The recovery period of the table.")
  static let lost = Parameter.integer(
    "lost", 5, in: 1...60, unit: "days", ladder: [[5, 1], [3, 10], [60]],
    "How far back the job deletes; it cannot delete more than there is.")
  static let noticed = Parameter.duration(
    "noticed", .hours(3), in: .minutes(1) ... .days(40), step: .minutes(1),
    ladder: [[.hours(3)], [.minutes(30), .days(1)], [.minutes(3), .days(9)]], "From the deletion to the restore.")
  static let before = Parameter.duration(
    "before", .minutes(10), in: .zero ... .days(20), step: .minutes(1),
    ladder: [[.minutes(10)], [.minutes(25), .hours(2)], [.minutes(40), .days(2)]],
    "How long before the deletion the restored second is; 0 is the second of the deletion itself.")
  static let scale = Parameter.integer(
    "scale", 100_000, in: 1...10_000_000, ladder: [], "How many orders each simulated one stands for on the bill.")

  static let table = "Orders", copy = "Orders-restored"
  static let inPlace = "in Orders, as it was", inNew = "in a new table", nowhere = "nowhere: the restore is refused"
  static let asking = "Ask what can be restored, and restore."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table, and turn recovery on.")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema("id"), billing: .onDemand, stream: .newAndOldImages,
        tags: ["team": "shop"]))
    try stage.world.waitUntilActive(table)
    try stage.world.call(DynamoDB.UpdateTimeToLive(tableName: table, attribute: "expires", isEnabled: true))
    let always35 = stage.world.context.holds(.windowIsAlways35Days)
    try stage.world.call(
      DynamoDB.UpdateContinuousBackups(
        tableName: table, isEnabled: true, recoveryPeriodInDays: always35 ? 35 : arguments.integer(window)))

    let days = arguments.integer(days), perDay = arguments.integer(perDay)
    stage.scene("Write orders each day at noon.")
    let noon = Instant(stage.world.now.utcDate, hour: 12)
    for day in 0..<days {
      stage.world.run(until: noon + .days(day))
      for order in 1...perDay { try stage.world.call(DynamoDB.PutItem(tableName: table, item: self.order(day, order))) }
    }

    stage.scene("A job deletes the orders of the past \(min(arguments.integer(lost), days)) days.")
    let accident = noon + .days(days - 1) + .minutes(30)
    stage.world.run(until: accident)
    for day in max(0, days - arguments.integer(lost))..<days {
      for order in 1...perDay {
        try stage.world.call(DynamoDB.DeleteItem(tableName: table, key: ["id": self.order(day, order)["id"]!]))
      }
    }

    stage.scene(asking)
    stage.world.run(until: accident + arguments.duration(noticed))
    let target = accident - arguments.duration(before)
    let description = stage.attempt(DynamoDB.RestoreTableToPointInTime(source: table, target: copy, at: target))
    if description?.name == copy { try stage.world.waitUntilActive(copy) }
    stage.projected = stage.world.settledLedger.repeated(arguments.integer(scale))
  }

  /// Some 10 KB.
  private static func order(_ day: Int, _ number: Int) -> Item {
    let digits = String(day + 1)
    return [
      "id": .string("day-\(digits.count < 2 ? "0" : "")\(digits)-\(number)"),
      "lines": .string(String(repeating: "x", count: 10_000)),
    ]
  }
}

// MARK: - What came of it

extension Restore {
  /// The entry with which the restore was begun, or refused.
  private static func request(_ run: DemoRun) -> Trace.Entry? {
    run.entries(of: asking).first
  }
  private static func started(_ run: DemoRun) -> DynamoDB.RestoreStarted? {
    run.trace.all(DynamoDB.RestoreStarted.self).first
  }

  @Sendable static func daysToEarliest(_ run: DemoRun) -> Answer {
    guard let recovery = run.table(table)?.recovery, let asked = request(run)?.at else {
      return .number(.zero)
    }
    return .number(Quantity(Int128((asked - recovery.earliest(at: asked)).nanoseconds), over: 86_400_000_000_000))
  }

  /// Asks the service: a restore without a time takes the latest there is.
  @Sendable static func minutesToLatest(_ run: DemoRun) -> Answer {
    var fork = run.world
    let before = fork.trace.entries.count
    _ = try? fork.call(DynamoDB.RestoreTableToPointInTime(source: table, target: "Orders-latest", at: nil))
    let restore = fork.trace.entries[before...].lazy.compactMap { $0.fact as? DynamoDB.RestoreStarted }.first
    guard let restore else { return .number(.zero) }
    return .number(Quantity(Int128((run.world.now - restore.moment).nanoseconds), over: 60_000_000_000))
  }

  static func restoredItems(_ run: DemoRun) -> Int { run.trace.all(DynamoDB.RestoreFinished.self).first?.items ?? 0 }

  @Sendable static func place(_ run: DemoRun) -> Answer {
    guard let finished = run.trace.all(DynamoDB.RestoreFinished.self).first else { return .choice(nowhere) }
    return .choice(finished.table == table ? inPlace : inNew)
  }

  @Sendable static func settingsReturn(_ run: DemoRun) -> Answer {
    .boolean(started(run).map { Set([.stream, .timeToLive, .tags]).isSubset(of: $0.carriedOver) } ?? false)
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    var outcomes: [Outcome] = []
    if let recovery = run.table(table)?.recovery, let asked = request(run)?.at {
      outcomes.append(
        Outcome("could be restored", "\(recovery.earliest(at: asked).clock) to \(recovery.latest(at: asked).clock)"))
    }
    if let started = started(run) {
      outcomes += [
        Outcome("restored second", started.moment.clock),
        Outcome("orders in \(started.target)", String(started.items)),
        Outcome("settings it has", listed(started.carriedOver.map(\.rawValue), "and")),
        Outcome("settings to set again", listed(started.notCarriedOver.map(\.rawValue), "and")),
      ]
    } else if let refused = run.trace.all(RequestRefused.self).first {
      outcomes.append(Outcome("refused", refused.error.code))
    }
    return outcomes + [
      Outcome("orders in \(table)", String(run.table(table)?.itemCount ?? 0))
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries
    let source = run.marks(story) { entry in
      switch entry.fact {
      case let write as DynamoDB.ItemWritten:
        write.item == nil ? (.delete, "\(write.operation) \(write.key)") : (.write, "\(write.operation) \(write.key)")
      case let change as DynamoDB.RecoveryChanged:
        (.system, "recovery on, \(change.days.map { counted($0, "day") } ?? "none")")
      case let refusal as RequestRefused: (.problem, "restore refused: \(refusal.error.code)")
      default: nil
      }
    }
    let target = run.marks(story) { entry in
      switch entry.fact {
      case let restore as DynamoDB.RestoreStarted:
        (.system, "restore to \(restore.moment.clock) begins, \(counted(restore.items, "item"))")
      case let restore as DynamoDB.RestoreFinished:
        (.system, "\(restore.table) is ACTIVE, \(counted(restore.items, "item"))")
      default: nil
      }
    }
    var spans: [Timeline.Span] = []
    if let recovery = run.table(table)?.recovery, let asked = request(run)?.at,
      recovery.latest(at: asked) > recovery.earliest(at: asked)
    {
      spans = [.init(recovery.earliest(at: asked), recovery.latest(at: asked), .read, "restorable")]
    }
    return Timeline(
      from: run.start, to: run.world.now,
      [.init(table, marks: source, spans: spans)] + (target.isEmpty ? [] : [.init(copy, marks: target)]))
  }
}

extension Ledger {
  /// This usage so many times, except that of `meters` stays as it is: a larger table is no more requests.
  func repeated(_ times: Int, except meters: [Meter] = []) -> Ledger {
    var repeated = Ledger()
    for (line, units) in byFirstUse {
      let factor = meters.contains(line.meter) ? 1 : Int128(times)
      repeated.add(units * factor, of: line.meter, in: line.scope, at: line.month.start)
    }
    return repeated
  }
}
