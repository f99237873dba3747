import Basics
import Cloud
import Simulation

extension Demo {
  /// Two caches before one table: one that the service keeps, one that the program keeps.
  public static let elastiCacheLeaderboard = Demo(
    name: "dynamodb-dax-elasticache",
    title: "DAX or ElastiCache: who keeps the cache right?",
    situation: """
      A game keeps the scores of {players} players in a table, each item of {size}. It reads and writes single scores \
      through DAX, and keeps a leaderboard as a sorted set in ElastiCache. player-1 leads with 1,000 points; each \
      further one has 50 less. player-3 gets {gain} points: the game writes the table through DAX, and the sorted set. \
      Then a program for tournaments gives player-2 {bonus} points; it writes the table through DAX only. In the end \
      the node of ElastiCache is restarted.
      """,
    concepts: ["elasticache", "dax", "rcu"],
    parameters: [Leaderboard.players, Leaderboard.size, Leaderboard.gain, Leaderboard.bonus],
    script: Leaderboard.play,
    predictions: [
      Prediction(
        "scan",
        "All scores were scanned through DAX before. Who leads by the same scan right after player-3 got its points?",
        .choice,
        about: ["dax"], misconceptions: [.daxWritesRefreshQueries], options: { _ in Leaderboard.names },
        answer: { .choice(Leaderboard.leaderOfScan($0)) }),
      Prediction(
        "set", "Who leads by the sorted set after the tournament?", .choice, about: ["elasticache"],
        misconceptions: [.elastiCacheFollowsTables], options: { _ in Leaderboard.names },
        answer: { .choice(Leaderboard.leaderOfSet($0)) }),
      Prediction(
        "score", "Which score of player-2 does GetItem through DAX return after the tournament?",
        .number(unit: "points", tolerance: .exact), about: ["dax"], misconceptions: [.daxKeepsItsCopy],
        answer: { .number(Leaderboard.score($0)) }),
      Prediction(
        "restart", "How many players are in the sorted set right after the restart?",
        .number(unit: "players", tolerance: .exact), about: ["elasticache"], misconceptions: [.cachesSurviveReboots],
        answer: { .number(Quantity(Leaderboard.playersAfterRestart($0))) }),
      Prediction(
        "rebuild", "How many read units does it cost to fill the set anew by one scan of the table?",
        .number(unit: "read units", tolerance: .exact), about: ["elasticache", "rcu"],
        misconceptions: [.queriesRoundEachItem], answer: { .number(Leaderboard.rebuildUnits($0)) }),
    ],
    outcomes: Leaderboard.outcomes, timeline: Leaderboard.timeline,
    tryNext: [
      Suggestion("player-3 does not reach the top", "--gain", "50"),
      Suggestion("The tournament changes nothing at the top", "--bonus", "10"),
      Suggestion("Larger items: the scan costs more, the sorted set does not", "--size", "10"),
    ])
}

extension Misconception {
  static let elastiCacheFollowsTables = Misconception(
    "elasticache-follows-tables", contradicts: .cacheAside,
    says: "ElastiCache in front of a table sees what is written to the table.")
  static let daxKeepsItsCopy = Misconception(
    "dax-keeps-its-copy", contradicts: .daxWriteThrough,
    says: "DAX goes on returning the item that it has until its time is over, whatever is written through it.")
}

private enum Leaderboard {
  static let players = Parameter.integer(
    "players", 5, in: 3...12, unit: "", ladder: [[5, 4], [6, 8], [12]], "Players with a score.")
  static let size = Parameter.integer(
    "size", 1, in: 1...40, unit: "KB", ladder: [[1, 2], [3, 5], [10]], "Size of a player's item, about.")
  static let gain = Parameter.integer(
    "gain", 200, in: 10...2_000, step: 10, unit: "", ladder: [[200, 50], [150, 90], [500]], "Points for player-3.")
  static let bonus = Parameter.integer(
    "bonus", 400, in: 10...2_000, step: 10, unit: "", ladder: [[400, 100], [10, 300], [20, 600]],
    "Points for player-2.")

  static let table = "Scores", cluster = "scores", cache = "board", board = "leaderboard"
  static let names = ["player-1", "player-2", "player-3"]
  static let gameScene = "The game gives player-3 its points: through DAX, and in the sorted set."
  static let scanScene = "Scan through DAX again."
  static let tournamentScene = "The tournament gives player-2 its points, through DAX only."
  static let lookScene = "Look at the leaderboard, and at player-2."
  static let restartScene = "The node of ElastiCache is restarted."
  static let rebuildScene = "Fill the sorted set anew by a scan of the table."

  @Sendable static func play(_ arguments: Arguments, _ stage: inout Stage) throws(ServiceError) {
    stage.scene("Make the table, the DAX cluster and the cache, and fill them.")
    try stage.world.call(DynamoDB.CreateTable(tableName: table, keys: KeySchema("player"), billing: .onDemand))
    try stage.world.waitUntilActive(table)
    try stage.world.call(DAX.CreateCluster(cluster))
    try stage.world.call(ElastiCache.CreateCacheCluster(cache))
    for number in 1...arguments.integer(players) {
      let name = "player-\(number)", body = String(repeating: "x", count: arguments.integer(size) * 1_024 - 64)
      let item: Item = ["player": .string(name), "score": .number(1_050 - 50 * number), "profile": .string(body)]
      try stage.world.call(DynamoDB.PutItem(tableName: table, item: item))
      try redis(["ZADD", board, String(1_050 - 50 * number), name], &stage)
    }
    stage.scene("Scan through DAX, and read player-2.")
    try scan(&stage)
    try get("player-2", &stage)
    stage.world.advance(by: .seconds(10))

    stage.scene(gameScene)
    try add(arguments.integer(gain), to: "player-3", &stage)
    try redis(["ZINCRBY", board, String(arguments.integer(gain)), "player-3"], &stage)
    stage.scene(scanScene)
    try scan(&stage)
    stage.world.advance(by: .seconds(10))

    stage.scene(tournamentScene)
    if stage.world.context.holds(.daxKeepsItsCopy) {
      try stage.world.call(update("player-2", arguments.integer(bonus)))
    } else {
      try add(arguments.integer(bonus), to: "player-2", &stage)
    }
    if stage.world.context.holds(.elastiCacheFollowsTables) {
      try redis(["ZINCRBY", board, String(arguments.integer(bonus)), "player-2"], &stage)
    }
    stage.world.advance(by: .seconds(10))
    stage.scene(lookScene)
    try redis(["ZREVRANGE", board, "0", "2", "WITHSCORES"], &stage)
    try get("player-2", &stage)
    stage.world.advance(by: .seconds(10))

    stage.scene(restartScene)
    try stage.world.call(ElastiCache.RebootCacheCluster(cache))
    try redis(["ZCARD", board], &stage)
    stage.world.advance(by: .seconds(10))
    stage.scene(rebuildScene)
    let page = try stage.world.call(DynamoDB.Scan(tableName: table))
    for item in page.items {
      guard case .string(let name)? = item["player"], case .number(let score)? = item["score"] else { continue }
      try redis(["ZADD", board, score.description, name], &stage)
    }
  }

  @discardableResult
  private static func redis(_ command: [String], _ stage: inout Stage) throws(ServiceError) -> RedisReply {
    try stage.world.call(ElastiCache.Execute(cache, command))
  }
  private static func scan(_ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(DAX.Through(cluster, DynamoDB.Scan(tableName: table)))
  }
  private static func get(_ name: String, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(DAX.Through(cluster, DynamoDB.GetItem(tableName: table, key: ["player": .string(name)])))
  }
  private static func add(_ points: Int, to name: String, _ stage: inout Stage) throws(ServiceError) {
    try stage.world.call(DAX.Through(cluster, update(name, points)))
  }
  private static func update(_ name: String, _ points: Int) -> DynamoDB.UpdateItem {
    DynamoDB.UpdateItem(
      tableName: table, key: ["player": .string(name)], update: "ADD score :points",
      substitutions: Substitutions(values: [":points": .number(points)]))
  }
}

// MARK: - What came of it

extension Leaderboard {
  private static func score(of item: Item) -> Quantity {
    guard case .number(let score)? = item["score"] else { return .zero }
    return Quantity(score.description) ?? .zero
  }
  private static func name(of item: Item) -> String {
    guard case .string(let name)? = item["player"] else { return "" }
    return name
  }
  private static func served(_ run: DemoRun, _ scene: String) -> DAX.Served? {
    run.entries(of: scene).lazy.compactMap { $0.fact as? DAX.Served }.last
  }
  private static func replies(_ run: DemoRun, _ scene: String) -> [RedisReply] {
    run.entries(of: scene).compactMap { ($0.fact as? ElastiCache.CommandExecuted)?.reply }
  }

  /// Of equal scores the later name, as the sorted set has it.
  static func leaderOfScan(_ run: DemoRun) -> String {
    let items = served(run, scanScene)?.items ?? []
    return items.max { (score(of: $0), name(of: $0)) < (score(of: $1), name(of: $1)) }.map(name) ?? names[0]
  }
  static func leaderOfSet(_ run: DemoRun) -> String {
    guard case .array(let members)? = replies(run, lookScene).last, case .bulk(let name?)? = members.first else {
      return names[0]
    }
    return name
  }
  static func score(_ run: DemoRun) -> Quantity { served(run, lookScene)?.items.first.map(score) ?? .zero }
  static func playersAfterRestart(_ run: DemoRun) -> Int {
    guard case .integer(let count)? = replies(run, restartScene).last else { return 0 }
    return count
  }
  static func rebuildUnits(_ run: DemoRun) -> Quantity {
    Quantity(run.usage(of: .readRequestUnits, in: rebuildScene), over: 2)
  }

  @Sendable static func outcomes(_ run: DemoRun) -> [Outcome] {
    [
      Outcome("leader by the scan through DAX", leaderOfScan(run)),
      Outcome("leader by the sorted set", leaderOfSet(run)),
      Outcome("player-2 by GetItem through DAX", score(run).text(in: "points")),
      Outcome("in the set after the restart", counted(playersAfterRestart(run), "player")),
      Outcome("filling it anew", rebuildUnits(run).text(in: "read units")),
    ]
  }

  @Sendable static func timeline(_ run: DemoRun) -> Timeline {
    let through = run.marks(run.trace.entries) { entry in
      guard let served = entry.fact as? DAX.Served else { return nil }
      return served.source == .writeThrough
        ? (.write, "\(served.what) is written through DAX")
        : (.read, "\(served.what): from \(served.source == .dynamoDB ? "DynamoDB" : "memory")")
    }
    let set = run.marks(run.trace.entries) { entry in
      switch entry.fact {
      case let command as ElastiCache.CommandExecuted:
        (
          ["ZADD", "ZINCRBY"].contains(command.command[0]) ? .write : .read, command.command.joined(separator: " ")
        )
      case let lost as ElastiCache.CacheLost: (.problem, "the node is restarted; \(counted(lost.keys, "key")) lost")
      default: nil
      }
    }
    return Timeline(
      from: run.start, to: run.world.now, [.init("through DAX", marks: through), .init("ElastiCache", marks: set)])
  }
}
