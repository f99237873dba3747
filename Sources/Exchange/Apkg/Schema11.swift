import Basics
import Scheduling

/// The collection as programs since 2012 read it: configuration as JSON in the one row of `col`.
enum Schema11 {
  static func database(_ collection: AnkiCollection) throws(ExchangeError) -> [UInt8] {
    let database = try MemoryDatabase()
    try database.run(Schema.common)
    try database.run("CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL)")
    let conf = JSONValue.object([
      ("schedVer", .integer(2)), ("rollover", .integer(AnkiCollection.rolloverHour)),
      ("creationOffset", .integer(collection.minutesWest)), ("fsrs", .bool(true)),
    ])
    let models = keyed(Notetype.all.map { ($0.id, model($0)) })
    let now = collection.modified.seconds
    let decks = keyed(collection.decks.decks.map { ($0.id, deck($0, now)) })
    let options = keyed(collection.decks.configs.map { ($0.id, self.options($0, now)) })
    let texts = [conf, models, decks, options, .object([])].map(\.text)
    try Schema.insertCollection(collection, version: 11, texts: texts, into: database)
    try Schema.fill(database, from: collection)
    return try database.bytes()
  }

  private static func keyed(_ members: [(Int64, JSONValue)]) -> JSONValue {
    .object(members.map { (String($0.0), $0.1) })
  }

  private static func model(_ notetype: Notetype) -> JSONValue {
    let fields = notetype.fields.enumerated().map { order, field in
      JSONValue.object([
        ("name", .string(field.name)), ("ord", .integer(order)), ("sticky", .bool(false)), ("rtl", .bool(false)),
        ("font", .string("Arial")), ("size", .integer(20)), ("media", .array([])), ("id", .integer(Int(field.id))),
      ])
    }
    let template = JSONValue.object([
      ("name", .string(notetype.templateName)), ("ord", .integer(0)), ("qfmt", .string(notetype.question)),
      ("afmt", .string(notetype.answer)), ("bqfmt", .string("")), ("bafmt", .string("")), ("did", .null),
      ("id", .integer(Int(notetype.templateID))),
    ])
    return .object([
      ("id", .integer(Int(notetype.id))), ("name", .string(notetype.name)),
      ("type", .integer(notetype.isCloze ? 1 : 0)), ("mod", .integer(Notetype.modifiedSeconds)), ("usn", .integer(-1)),
      ("sortf", .integer(notetype.sortField)), ("did", .null), ("css", .string(Notetype.style)),
      ("latexPre", .string("")), ("latexPost", .string("")), ("tags", .array([])), ("vers", .array([])),
      ("req", .array([])), ("flds", .array(fields)), ("tmpls", .array([template])),
    ])
  }

  private static func deck(_ deck: AnkiDecks.Deck, _ now: Int) -> JSONValue {
    let nothingToday = JSONValue.array([.integer(0), .integer(0)])
    return .object([
      ("id", .integer(Int(deck.id))), ("name", .string(deck.levels.joined(separator: "::"))), ("mod", .integer(now)),
      ("usn", .integer(-1)), ("conf", .integer(Int(deck.configID))), ("dyn", .integer(0)), ("desc", .string("")),
      ("collapsed", .bool(false)), ("browserCollapsed", .bool(false)), ("extendNew", .integer(0)),
      ("extendRev", .integer(0)), ("newToday", nothingToday), ("revToday", nothingToday), ("lrnToday", nothingToday),
      ("timeToday", nothingToday),
    ])
  }

  private static func options(_ config: AnkiDecks.Config, _ now: Int) -> JSONValue {
    let settings = config.settings
    func minutes(_ steps: [Duration]) -> JSONValue { .array(steps.map { .number($0.inSeconds / 60) }) }
    return .object([
      ("id", .integer(Int(config.id))), ("name", .string(config.name)), ("mod", .integer(now)), ("usn", .integer(-1)),
      ("maxTaken", .integer(60)), ("autoplay", .bool(true)), ("timer", .integer(0)), ("replayq", .bool(true)),
      ("dyn", .bool(false)), ("desiredRetention", .number(settings.desiredRetention)),
      (
        "fsrsParams6",
        .array(
          settings.parameters.count == FSRS.defaultParameters.count ? settings.parameters.map { .number($0) } : [])
      ),
      (
        "new",
        .object([
          ("bury", .bool(false)), ("delays", minutes(settings.learningSteps)), ("initialFactor", .integer(2_500)),
          ("ints", .array([.integer(1), .integer(4), .integer(0)])), ("order", .integer(1)),
          ("perDay", .integer(settings.newPerDay)),
        ])
      ),
      (
        "rev",
        .object([
          ("bury", .bool(false)), ("ease4", .number(1.3)), ("ivlFct", .number(1)),
          ("maxIvl", .integer(settings.maximumInterval)), ("perDay", .integer(settings.reviewsPerDay)),
          ("hardFactor", .number(1.2)),
        ])
      ),
      (
        "lapse",
        .object([
          ("delays", minutes(settings.relearningSteps)), ("leechAction", .integer(1)),
          ("leechFails", .integer(settings.leechThreshold)), ("minInt", .integer(1)), ("mult", .number(0)),
        ])
      ),
    ])
  }
}
