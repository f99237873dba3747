import Basics
import Cloud
import OrderedCollections
import Simulation

extension Demo {
  /// A table is deleted; three kinds of backup are asked for what they have of it.
  public static let dynamoDBBackups = Demo(
    name: "dynamodb-backups",
    title: "DynamoDB backups: what outlives the table",
    situation: """
      One order of about 100 KB is written into the table Orders each day at noon, for {days}. It has point-in-time \
      recovery, an on-demand backup made by hand in the evening of day {by-hand}, and a nightly plan of AWS Backup that \
      copies each recovery point to eu-west-1 and moves it to cold storage after {cold}. On the evening of the last day \
      somebody deletes the table, and the plan with it. {later} later every way to get the orders back is tried; after \
      that the oldest recovery point is deleted. Each order stands for {scale} on the bill.
      """,
    concepts: ["on-demand-backup", "aws-backup", "pitr"],
    parameters: [Keeping.days, Keeping.byHand, Keeping.cold, Keeping.later, Keeping.scale],
    regions: { _ in [.usEast1, Keeping.away] }, script: Keeping.play,
    predictions: [
      Prediction(
        "by-hand", "How many orders come back from the backup that was made by hand?",
        .number(unit: "orders", tolerance: .exact), about: ["on-demand-backup"],
        misconceptions: [.backupsDieWithTheTable],
        answer: { .number(Quantity(Keeping.restored($0, Keeping.fromHand))) }),
      Prediction(
        "second", "{later} later, can the table be restored to a second of the hour before its deletion?", .boolean,
        about: ["pitr"], answer: { .boolean(Keeping.isRestored($0, Keeping.fromSecond)) }),
      Prediction(
        "system", "How many orders come back from what point-in-time recovery leaves of a deleted table?",
        .number(unit: "orders", tolerance: .exact), about: ["pitr"], misconceptions: [.nothingIsKeptOfDeletedTables],
        answer: { .number(Quantity(Keeping.restored($0, Keeping.fromSystem))) }),
      Prediction(
        "region", "How many orders come back in eu-west-1?", .number(unit: "orders", tolerance: .exact),
        about: ["aws-backup"], misconceptions: [.backupsStayInTheirRegion],
        answer: { .number(Quantity(Keeping.restored($0, Keeping.fromPlan, in: Keeping.away))) }),
      Prediction(
        "cold", "The oldest recovery point of us-east-1 is deleted. How many days of cold storage are paid for it?",
        .number(unit: "days", tolerance: .absolute(Quantity(1, over: 2))), about: ["aws-backup"],
        misconceptions: [.coldStorageIsByTheDay], answer: Keeping.coldDays),
    ],
    outcomes: Keeping.outcomes, timeline: Keeping.timeline,
    tryNext: [
      Suggestion("After 35 days what point-in-time recovery left is gone too", "--later", "36d"),
      Suggestion("Too early for cold storage", "--cold", "30"),
      Suggestion("A backup by hand on the last day", "--by-hand", "6"),
    ])
}

private enum Keeping {
  static let days = Parameter.integer(
    "days", 6, in: 2...20, unit: "days", ladder: [[6, 5], [8, 4], [12]], "Days on which an order is written.")
  static let byHand = Parameter.integer(
    "by-hand", 3, in: 1...20, ladder: [[3], [2, 4], [1]],
    "The day in whose evening the on-demand backup is made; the last day if there are fewer.")
  static let cold = Parameter.integer(
    "cold", 5, in: 1...100, unit: "days", ladder: [[5], [3, 10], [30]],
    "Age at which a recovery point moves to cold storage.")
  static let later = Parameter.duration(
    "later", .days(10), in: .hours(1) ... .days(400), step: .hours(1),
    ladder: [[.days(10)], [.days(20), .days(36)], [.days(60), .hours(6)]], "From the deletion to the restores.")
  static let scale = Parameter.integer(
    "scale", 100_000, in: 1...10_000_000, ladder: [], "How many orders each simulated one stands for on the bill.")

  static let table: TableName = "Orders"
  static let away = Region.euWest1
  static let fromSecond: TableName = "Orders-second", fromSystem: TableName = "Orders-system"
  static let fromHand: TableName = "Orders-by-hand", fromPlan: TableName = "Orders-plan"
  static let tidying = "Delete the oldest recovery point of us-east-1."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table, turn recovery on, and make a nightly plan with copies to \(away).")
    try stage.world.call(
      DynamoDB.CreateTable(
        tableName: table, keys: KeySchema("id"), billing: .onDemand, tags: ["team": "shop"]))
    try stage.world.waitUntilActive(table)
    try stage.world.call(DynamoDB.UpdateContinuousBackups(tableName: table, isEnabled: true))
    let lifecycle = AWSBackup.Lifecycle(moveToColdStorageAfterDays: arguments.integer(cold))
    let nightly = AWSBackup.PlanRule(
      "nightly", schedule: .daily(hour: 3), lifecycle: lifecycle,
      copies: [AWSBackup.CopyAction(to: away, lifecycle: lifecycle)])
    try stage.world.call(AWSBackup.CreateBackupPlan("nightly", [nightly]))
    try stage.world.call(AWSBackup.CreateBackupSelection("nightly", tables: [table]))

    stage.scene("Write an order each day, and make one backup by hand.")
    let days = arguments.integer(days), noon = Instant(stage.world.now.utcDate, hour: 12)
    var own: Backup?
    for day in 0..<days {
      stage.world.run(until: noon + .days(day))
      let lines = String(repeating: "x", count: 100_000)
      try stage.world.call(
        DynamoDB.PutItem(tableName: table, item: ["id": .string("day-\(day + 1)"), "lines": .string(lines)]))
      guard day + 1 == min(days, arguments.integer(byHand)) else { continue }
      stage.world.run(until: noon + .days(day) + .hours(6))
      own = try stage.world.call(DynamoDB.CreateBackup(tableName: table, backupName: "by-hand"))
    }

    stage.scene("Delete the table and the plan.")
    let accident = noon + .days(days - 1) + .hours(8)
    stage.world.run(until: accident)
    try stage.world.call(AWSBackup.DeleteBackupPlan("nightly"))
    try stage.world.call(DynamoDB.DeleteTable(tableName: table))

    stage.world.run(until: accident + arguments.duration(later))
    stage.scene("Try each way to get the orders back.")
    _ = stage.attempt(
      DynamoDB.RestoreTableToPointInTime(source: table, target: fromSecond, at: accident - .minutes(30)))
    let kept = try stage.world.call(DynamoDB.ListBackups(tableName: table))
    if let system = kept.first(where: { $0.kind == .system }) {
      _ = stage.attempt(DynamoDB.RestoreTableFromBackup(backupARN: system.arn, target: fromSystem))
    }
    if let own { _ = stage.attempt(DynamoDB.RestoreTableFromBackup(backupARN: own.arn, target: fromHand)) }
    let points = try stage.world.call(AWSBackup.ListRecoveryPointsByBackupVault())
    if let last = points.last { try stage.world.call(AWSBackup.StartRestoreJob(last.arn, target: fromPlan)) }
    stage.world.advance(by: .hours(1))

    stage.scene("The same in \(away).")
    if let own { _ = stage.attempt(DynamoDB.RestoreTableFromBackup(backupARN: own.arn, target: fromHand), in: away) }
    if let last = try stage.world.call(AWSBackup.ListRecoveryPointsByBackupVault(), in: away).last {
      try stage.world.call(AWSBackup.StartRestoreJob(last.arn, target: fromPlan), in: away)
    }
    stage.world.advance(by: .hours(1))

    stage.scene(tidying)
    if let oldest = points.first { try stage.world.call(AWSBackup.DeleteRecoveryPoint(oldest.arn)) }
    stage.projected = stage.world.settledLedger.repeated(arguments.integer(scale))
  }

  // MARK: What came of it

  static func isRestored(_ run: DemoRun, _ name: TableName, in region: Region = .usEast1) -> Bool {
    run.table(name, in: region) != nil
  }
  static func restored(_ run: DemoRun, _ name: TableName, in region: Region = .usEast1) -> Int {
    run.table(name, in: region)?.itemCount ?? 0
  }

  /// What deleting the oldest recovery point was metered for, in days of its size.
  @Sendable static func coldDays(_ run: DemoRun) -> Answer {
    guard let bytes = run.trace.all(AWSBackup.RecoveryPointCreated.self).first?.bytes, bytes > 0 else {
      return .number(.zero)
    }
    return .number(Quantity(run.usage(of: .coldBackupStorage, in: tidying), over: Int128(bytes) * 86_400))
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    let written = run.trace.all(DynamoDB.ItemWritten.self).count
    func outcome(_ name: String, _ target: TableName, in region: Region = .usEast1) -> Outcome {
      let text =
        isRestored(run, target, in: region) ? "\(restored(run, target, in: region)) of \(written) orders" : "nothing"
      return Outcome(name, text)
    }
    let points = run.trace.all(AWSBackup.RecoveryPointCreated.self)
    return [
      outcome("point-in-time recovery gives back", fromSecond),
      outcome("the backup that it left gives back", fromSystem), outcome("the backup by hand gives back", fromHand),
      outcome("the last recovery point of the plan gives back", fromPlan),
      outcome("its copy in \(away) gives back", fromPlan, in: away),
      outcome("the backup by hand gives back in \(away)", fromHand, in: away),
      Outcome("recovery points made, copies included", String(points.count)),
      Outcome("days of cold storage paid for the oldest one", coldDays(run).text()),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let story = run.trace.entries
    func lane(_ name: String, _ describe: (Trace.Entry) -> (kind: Timeline.Kind, text: String)?) -> Timeline.Lane {
      Timeline.Lane(name, marks: run.marks(story, describe))
    }
    func restore(_ entry: Trace.Entry, _ targets: TableName...) -> (kind: Timeline.Kind, text: String)? {
      guard let begun = entry.fact as? DynamoDB.RestoreStarted, targets.contains(begun.target) else { return nil }
      return (.read, "\(begun.target) in \(entry.scope), \(counted(begun.items, "order"))")
    }
    return Timeline(
      from: run.start, to: run.world.now,
      [
        lane("Orders") { entry in
          switch entry.fact {
          case let write as DynamoDB.ItemWritten: (.write, "\(write.operation) \(write.key)")
          case is DynamoDB.TableDeleted: (.delete, "the table is deleted")
          default: nil
          }
        },
        lane("PITR") { entry in
          switch entry.fact {
          case let kept as DynamoDB.BackupCreated where kept.kind == .system: (.system, "it leaves \(kept.name)")
          case let no as RequestRefused where no.operation == DynamoDB.RestoreTableToPointInTime.name:
            (.problem, "no second can be restored: \(no.error.code)")
          default: restore(entry, fromSystem)
          }
        },
        lane("by hand") { entry in
          switch entry.fact {
          case let kept as DynamoDB.BackupCreated where kept.kind == .user: (.system, "backup \(kept.name)")
          case let no as RequestRefused where no.operation == DynamoDB.RestoreTableFromBackup.name:
            (.problem, "refused in \(entry.scope): \(no.error.code)")
          default: restore(entry, fromHand)
          }
        },
        lane("plan") { entry in
          switch entry.fact {
          case is AWSBackup.RecoveryPointCreated: (.system, "a recovery point in \(entry.scope)")
          case is AWSBackup.RecoveryPointMoved: (.system, "to cold storage in \(entry.scope)")
          case is AWSBackup.RecoveryPointDeleted: (.delete, "the oldest recovery point is deleted")
          default: restore(entry, fromPlan)
          }
        },
      ])
  }
}
