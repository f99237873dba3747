import ArgumentParser
import Basics
import Cards
import Foundation
import Storage
import Study

/// `rehearse` on its own: what is due and how to go on.
struct Home: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "home", abstract: "Tell what is due and how to go on.", shouldDisplay: false)
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    struct Deck: Encodable { let deck: String, cards: Int, due: Int, new: Int }
    let decks: [Deck]
    let due: Int, new: Int
    let next: String
  }

  func run() throws {
    guard let collection = try Collection.existing(common) else {
      if common.json { return try Output.json(Report(decks: [], due: 0, new: 0, next: "rehearse ingest notes")) }
      return try Output.line(
        """
        Nothing has been read yet.

          rehearse ingest notes        read the notes in the folder `notes`
          rehearse demo list           run the simulations
        """)
    }
    let now = collection.clock.now()
    let material = try collection.material(seed: collection.seed(common))
    let queue = Queue(material, at: now)
    let decks = Dictionary(material.cards.map { ($0.id, $0.card.deck) }, uniquingKeysWith: { first, _ in first })
    let counts = try collection.store.counts(at: now).map { count in
      let items = queue.items.filter { decks[$0.card] == count.deck }
      return Report.Deck(
        deck: count.deck, cards: count.cards, due: items.count { $0.kind != .new }, new: items.count { $0.kind == .new }
      )
    }
    let due = counts.reduce(0) { $0 + $1.due }, new = counts.reduce(0) { $0 + $1.new }
    if common.json { return try Output.json(Report(decks: counts, due: due, new: new, next: "rehearse quiz")) }
    let width = max(4, counts.map(\.deck.count).max() ?? 0)
    try Output.line("Today")
    for deck in counts {
      let name = deck.deck.padding(toLength: width, withPad: " ", startingAt: 0)
      try Output.line(Failure.printable("  \(name)  \(deck.due) to review, \(deck.new) new, of \(deck.cards) cards"))
    }
    try Output.line()
    if due + new == 0 {
      try Output.line("Nothing is left for today.")
    }
    try Output.line(
      """
        rehearse quiz                \(due + new == 0 ? "nothing is due; --ahead looks further" : "be asked")
        rehearse quiz --plain        the same line by line, without a full screen
        rehearse demo list           run the simulations
        rehearse stats               how it is going
        rehearse export deck.apkg    take the cards to Anki
      """)
  }
}
