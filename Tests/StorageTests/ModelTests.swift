import Basics
import Cards
import Concepts
import Foundation
import Scheduling
import Storage
import TestSupport
import Testing

/// What a collection should hold, kept in dictionaries.
private struct Model: Equatable {
  var cards: [String: Card] = [:], retired: Set<String> = [], states: [String: CardState] = [:]
  var suspended: Set<String> = [], buried: [String: Instant] = [:], tags: [String: Set<String>] = [:]
  var logs: [String: Int] = [:]
  var graph = ConceptGraph.empty, limits: [String: Int] = [:]
}

@Suite struct ModelTests {
  @Test func `random scripts agree with a model, and undoing them all gives the beginning`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c.sqlite")
    forEachSeed(40) { random in
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      let store = try StudyStore.open(path: path, create: .ifMissing, now: Fixture.start)
      var model = Model(), now = Fixture.start
      var earlier: [(model: Model, dump: String)] = []
      for step in 0..<random.integer(in: 10...40) {
        now += random.duration(in: .seconds(1)...(.hours(30)))
        if random.integer(in: 0...6) == 0, let last = earlier.popLast() {
          guard try store.undo(at: now) != nil else { throw Broken("step \(step): nothing to undo") }
          model = last.model
          guard try store.dump() == last.dump else { throw Broken("step \(step): undo left a difference") }
        } else {
          let before = (model: model, dump: try store.dump())
          if try change(store, &model, now, &random) { earlier.append(before) }
        }
        try compare(store, model, "step \(step)")
      }
      let report = try store.check()
      guard report.isSound else { throw Broken("\(report.problems)") }
      while let last = earlier.popLast() {
        guard try store.undo(at: now) != nil else { throw Broken("the operations ran out") }
        guard try store.dump() == last.dump else { throw Broken("a state on the way back differs") }
      }
      guard try store.undo(at: now) == nil else { throw Broken("there is one operation too many") }
      guard try store.check().isSound else { throw Broken("the check fails at the beginning") }
      try store.close()
    }
  }

  /// One change of both, by chance. False when nothing changed.
  private func change(_ store: StudyStore, _ model: inout Model, _ now: Instant, _ random: inout Random) throws -> Bool
  {
    let known = model.cards.keys.sorted()
    guard !known.isEmpty, random.integer(in: 0...3) > 0 else { return try ingest(store, &model, now, &random) }
    let name = known[random.integer(in: 0...known.count - 1)], id = CardID(name)
    switch random.integer(in: 0...9) {
    case 0:
      let isNew = model.suspended.insert(name).inserted
      try agree(try store.suspend([id], at: now), isNew)
      return isNew
    case 1:
      let was = model.suspended.remove(name) != nil
      try agree(try store.unsuspend([id], at: now), was)
      return was
    case 2:
      model.buried[name] = now + .hours(9)
      return try store.bury([id], until: now + .hours(9), at: now) != nil
    case 3:
      let isNew = model.tags[name, default: []].insert("t\(random.integer(in: 0...2))").inserted
      try store.tag([id], with: model.tags[name]!.sorted(), at: now)
      return isNew
    case 4:
      guard model.states.removeValue(forKey: name) != nil else { return try store.reset([id], at: now) != nil }
      model.logs[name, default: 0] += 1
      return try store.reset([id], at: now) != nil
    case 5:
      let limit = random.integer(in: 0...3)
      let isNew = model.limits.updateValue(limit, forKey: "deck") != limit
      try store.set([DeckSettings(name: "deck", newPerDay: limit)], at: now)
      return isNew
    default:
      let rating = Rating(rawValue: random.integer(in: 1...4))!
      let settings = DeckSettings(name: "deck", desiredRetention: [0.8, 0.9, 0.95][random.integer(in: 0...2)])
      let scheduler = try Scheduler(settings: settings, zone: .utc)
      model.states[name] = try store.answer(name, rating, at: now, seed: random.next(), by: scheduler)
      model.logs[name, default: 0] += 1
      return true
    }
  }

  private func agree(_ operation: StoreOperation?, _ isChanged: Bool) throws {
    guard (operation != nil) == isChanged else { throw Broken("changed \(isChanged), but \(operation as Any)") }
  }

  private func ingest(_ store: StudyStore, _ model: inout Model, _ now: Instant, _ random: inout Random) throws -> Bool
  {
    var cards: [Card] = [], retired: [Card] = []
    for number in 0..<6 where random.integer(in: 0...1) == 0 {
      let card = Fixture.card(
        "card\(number)", deck: "deck", answer: "answer \(random.integer(in: 0...2))",
        line: random.integer(in: 1...30), concepts: ["c\(random.integer(in: 0...2))"])
      if random.integer(in: 0...4) == 0 { retired.append(card) } else { cards.append(card) }
      model.cards[card.id.rawValue] = card
      model.retired.remove(card.id.rawValue)
    }
    model.retired.formUnion(retired.map(\.id.rawValue))
    let names = (0...random.integer(in: 0...4)).map { "c\($0)" }
    model.graph = Fixture.graph(names, edges: random.integer(in: 0...1) == 0 ? [] : [(names.last!, names[0])])
    var change = Fixture.change(cards, retired: retired, graph: model.graph)
    change.files = [NoteFile(path: "notes/lambda.md", hash: random.next(), bytes: 1, ingestedAt: now)]
    if let first = cards.first?.id, random.integer(in: 0...2) == 0 {
      change.relearned = [first]
      if model.states.removeValue(forKey: first.rawValue) != nil { model.logs[first.rawValue, default: 0] += 1 }
    }
    return try store.apply(change, at: now) != nil
  }

  private func compare(_ store: StudyStore, _ model: Model, _ place: String) throws {
    var stored = Model()
    for card in try store.storedCards() {
      let name = card.card.id.rawValue
      stored.cards[name] = card.card
      if card.isRetired { stored.retired.insert(name) }
      let study = try store.card(card.card.id)!
      if study.state != .new { stored.states[name] = study.state }
      if study.isSuspended { stored.suspended.insert(name) }
      if let end = study.buriedUntil { stored.buried[name] = end }
      if !study.addedTags.isEmpty { stored.tags[name] = Set(study.addedTags) }
      let log = try store.reviews(of: card.card.id)
      if !log.isEmpty { stored.logs[name] = log.count }
    }
    stored.graph = try store.graph()
    for settings in try store.settings() { stored.limits[settings.name] = settings.newPerDay }
    guard stored == model else { throw Broken("\(place): the collection is \(stored), the model \(model)") }
  }
}
