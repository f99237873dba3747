import Basics
import Cards
import Concepts
import Exchange
import Scheduling
import Storage
import Study

/// The open collection with the clock and zone of this run: what commands need together.
struct Collection {
  let store: StudyStore
  let clock: StudyClock
  let zone: TimeZoneRules

  /// Opens the collection that the options name.
  init(_ options: CommonOptions, create: StudyStore.Creation = .never) throws {
    clock = options.clock
    zone = options.zone
    store = try StudyStore.open(path: options.collectionPath, create: create, now: clock.now())
  }

  /// The collection that the options name, or nil where there is none yet.
  static func existing(_ options: CommonOptions) throws -> Collection? {
    do {
      return try Collection(options)
    } catch StorageError.missing {
      return nil
    }
  }

  /// Everything that decides what is asked now.
  func material(seed: UInt64) throws -> StudyMaterial {
    let now = clock.now()
    let graph = try store.graph()
    let settings = try store.settings()
    let cards = try store.cards().filter { $0.card.confidence >= 0.5 }.map { stored in
      var card = stored.card
      card.tags = stored.tags
      return StudyCard(
        card: card, state: stored.state, isSuspended: stored.isSuspended, buriedUntil: stored.buriedUntil)
    }
    return StudyMaterial(
      cards: cards, decks: settings, graph: graph, introduction: graph.introductionOrder(),
      doneToday: try doneToday(Decks(settings), Set(cards.map(\.card.deck)), at: now), zone: zone, seed: seed)
  }

  /// The answers of the study day, by the deck whose settings count; each deck's day begins at its own hour.
  private func doneToday(_ settings: Decks, _ decks: Set<String>, at now: Instant) throws -> DoneToday {
    var done = DoneToday()
    for hour in Set(decks.map { settings[$0].rolloverHour }).sorted() {
      for work in try store.workToday(at: now, zone: zone, rolloverHour: hour)
      where settings[work.deck].rolloverHour == hour {
        done.new[settings[work.deck].name, default: 0] += work.new
        done.reviews[settings[work.deck].name, default: 0] += work.review
      }
    }
    return done
  }

  /// The seed of a day's choices: the same all day, another tomorrow.
  func seed(_ options: CommonOptions) -> UInt64 {
    options.seed ?? stableHash("day \(zone.studyDay(of: clock.now(), rolloverHour: 4))")
  }

  /// Cards as the formats and `cards list --json` show them.
  func entries(_ cards: [CollectionCard], history: Bool) throws -> [DeckView.Entry] {
    let histories = history ? try store.histories() : [:]
    return cards.map { stored in
      var card = stored.card
      card.tags = stored.tags
      return DeckView.Entry(
        card, state: stored.state, isSuspended: stored.isSuspended, isRetired: stored.isRetired,
        modified: stored.modifiedAt,
        reviews: (histories[card.id] ?? []).map {
          DeckView.LoggedReview($0.review, before: $0.before, after: $0.after)
        })
    }
  }
}
