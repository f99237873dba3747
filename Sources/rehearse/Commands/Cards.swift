import ArgumentParser
import Basics
import Cards
import Exchange
import Notes
import Scheduling
import Storage
import Study

struct CardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cards", abstract: "List, search, show and mark cards.",
    subcommands: [List.self, Show.self, Suspend.self, Unsuspend.self, Bury.self, Tag.self, Reset.self])
}

/// One JSON document with cards in the shape of the JSON export.
private func cardsJSON(_ entries: [DeckView.Entry]) -> String {
  "{\"cards\":[" + entries.map { "\n" + CardJSON.text($0) }.joined(separator: ",") + "\n]}"
}

extension CardsCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the cards that match a search; all without one.",
      discussion: """
        Words are looked for in questions and answers. Filters: deck:NAME, tag:NAME, concept:ID, state:review, \
        is:suspended; a minus in front excludes.

        Example: rehearse cards list concept:dynamodb-ttl
        """)
    @Argument(help: "Words and filters.") var query: [String] = []
    @OptionGroup var common: CommonOptions

    func run() throws {
      let collection = try Collection(common)
      let cards = try collection.store.search(query.joined(separator: " "), at: collection.clock.now())
      let entries = try collection.entries(cards, history: false)
      if common.json { return try Output.line(cardsJSON(entries)) }
      for entry in entries {
        let card = entry.card, marks = entry.isSuspended ? " (suspended)" : ""
        try Output.line(
          Failure.printable("\(card.id)  \(entry.state.phase.rawValue)\(marks)  \(card.question.plain.oneLine)"))
      }
      Output.note(entries.count == 1 ? "1 card" : "\(entries.count) cards")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show cards with their answer, source and schedule.",
      discussion: "Example: rehearse cards show ID, with an ID that `rehearse cards list` printed.")
    @Argument(help: "Ids of cards.") var ids: [String]
    @OptionGroup var common: CommonOptions

    func run() throws {
      let collection = try Collection(common)
      let cards = try ids.map { id in
        guard let card = try collection.store.card(CardID(id)) else {
          throw StorageError.noSuchCard(path: collection.store.path, id: CardID(id))
        }
        return card
      }
      let entries = try collection.entries(cards, history: common.json)
      if common.json { return try Output.line(cardsJSON(entries)) }
      for entry in entries { try Output.line(Failure.printable(Self.text(entry, at: collection.clock.now()))) }
    }

    static func text(_ entry: DeckView.Entry, at now: Instant) -> String {
      let card = entry.card, state = entry.state
      var lines = ["\(card.id)  \(card.form.kind)  \(card.pattern)  deck \(card.deck)"]
      if !card.context.isEmpty { lines.append("  \(card.context)") }
      lines.append("  Q: \(card.question.plain.oneLine)")
      lines.append("  A: \(card.answer.plain.oneLine)")
      lines += (card.correction?.lines ?? []).map { "     \($0)" }
      if !card.accept.isEmpty { lines.append("  also right: \(card.accept.joined(separator: "; "))") }
      for source in card.sources { lines.append("  from \(source)") }
      if !card.concepts.isEmpty { lines.append("  concepts: \(card.concepts.joined(separator: ", "))") }
      if let demo = card.demo { lines.append("  see it run: rehearse demo play \(demo)") }
      switch state.phase {
      case .new: lines.append("  new")
      case .learning, .relearning, .review:
        let memory = state.memory.map {
          ", stability \($0.stability.short) days, difficulty \($0.difficulty.short)"
        }
        lines.append(
          "  \(state.phase.rawValue), due \(state.due.iso8601), \(state.reviews) reviews, \(state.lapses) lapses"
            + (memory ?? ""))
      }
      if entry.isSuspended { lines.append("  suspended") }
      if entry.isRetired { lines.append("  retired: its line is no longer in the notes") }
      return lines.joined(separator: "\n")
    }
  }

  struct Suspend: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Never ask these cards until they are unsuspended.")
    @OptionGroup var marking: Marking
    func run() throws { try marking.apply { try $0.suspend($1, at: $2) } }
  }

  struct Unsuspend: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ask suspended cards again.")
    @OptionGroup var marking: Marking
    func run() throws { try marking.apply { try $0.unsuspend($1, at: $2) } }
  }

  struct Bury: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Do not ask these cards again today.")
    @OptionGroup var marking: Marking
    func run() throws {
      let zone = marking.common.zone
      try marking.apply { store, ids, now in
        let hour = 4
        let tomorrow = zone.start(ofStudyDay: zone.studyDay(of: now, rolloverHour: hour) + 1, rolloverHour: hour)
        return try store.bury(ids, until: tomorrow, at: now)
      }
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make cards new again; their log is kept.")
    @OptionGroup var marking: Marking
    func run() throws { try marking.apply { try $0.reset($1, at: $2) } }
  }

  struct Tag: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a tag to cards, or take it away with --remove.",
      discussion: "Example: rehearse cards tag exam ID ID")
    @Argument(help: "The tag.") var tag: String
    @Flag(help: "Take the tag away.") var remove = false
    @OptionGroup var marking: Marking
    func run() throws {
      try marking.apply { remove ? try $0.untag($1, from: [tag], at: $2) : try $0.tag($1, with: [tag], at: $2) }
    }
  }

  /// The cards that a marking command is about.
  struct Marking: ParsableArguments {
    @Argument(help: "Ids of cards, as `rehearse cards list` prints them.") var ids: [String]
    @OptionGroup var common: CommonOptions

    func apply(_ change: (StudyStore, [CardID], Instant) throws -> StoreOperation?) throws {
      let collection = try Collection(common)
      let operation = try change(collection.store, ids.map(CardID.init), collection.clock.now())
      if common.json { return try Output.json(["changed": operation?.summary]) }
      try Output.line(operation.map { "\($0.summary); `rehearse undo` takes it back" } ?? "nothing to change")
    }
  }
}

extension String {
  /// On one line, for lists.
  var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
