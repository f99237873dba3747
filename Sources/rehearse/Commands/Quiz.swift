import ArgumentParser
import Basics
import Cards
import Concepts
import Foundation
import Glibc
import Storage
import Study
import Terminal

struct Quiz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Be asked what is due, in the terminal.",
    discussion: """
      Space shows the answer, 1 to 4 grade it, u takes back, ? lists every key. Each answer is on disk before the next \
      card is drawn. With --plain, or without a terminal, it asks line by line: an empty line shows the answer, 1 to 4 \
      grade it, q ends.

      Example: rehearse quiz --minutes 10 --query 'concept:dax -is:leech'
      """)
  @Option(help: "This deck and those below it.") var deck: String?
  @Option(help: "Cards about this concept, by id, name or alias.") var concept: String?
  @Option(help: "At most so many cards.") var limit: Int?
  @Option(help: "Ask what is due within so many days already now; 1 where no number is given.") var ahead = 0
  @Flag(help: "New cards only.") var newOnly = false
  @Option(help: "Cards with this tag.") var tag: String?
  @Option(help: "Cards in this state: new, learning, review or relearning.") var state: String?
  @Option(help: "Cards that a search finds, as in `rehearse cards list`.") var query: String?
  @Option(help: "End with the first card after so many minutes.") var minutes: Int?
  @Flag(help: "Line by line, for pipes and screen readers.") var plain = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is \(limit); ask for at least 1 card.") }
    if let minutes, !(1...1_440).contains(minutes) {
      throw ValidationError("--minutes is \(minutes); choose 1 to 1440.")
    }
    guard (0...36_500).contains(ahead) else { throw ValidationError("--ahead is \(ahead); choose 0 to 36500 days.") }
    guard !common.json else {
      throw ValidationError("The quiz has no JSON; `rehearse stats --json` tells its results.")
    }
  }

  /// The cards that the search options find; nil without any.
  private func found(in collection: Collection) throws -> Set<CardID>? {
    let words = [tag.map { "tag:\"\($0)\"" }, state.map { "state:\($0)" }, query].compactMap { $0 }
    guard !words.isEmpty else { return nil }
    let found = try collection.store.search(words.joined(separator: " "), at: collection.clock.now())
    guard !found.isEmpty else {
      throw Failure(
        "no card is found by \(words.joined(separator: " "))",
        remedy: "`rehearse cards list \(words.joined(separator: " "))` shows what a search finds.", code: .noInput)
    }
    return Set(found.map(\.card.id))
  }

  func run() throws {
    let collection = try Collection(common)
    let material = try collection.material(seed: collection.seed(common))
    if let deck, !material.cards.contains(where: { $0.card.deck == deck || $0.card.deck.hasPrefix(deck + "::") }) {
      let known = try collection.store.decks()
      throw Failure(
        "there is no deck \(deck)",
        remedy: known.isEmpty
          ? "Read notes first: rehearse ingest notes" : "The decks are \(known.joined(separator: ", ")).",
        code: .noInput)
    }
    let chosen = try concept.map { try Graph.concept($0, in: material.graph).id }
    let session = try QuizSession(
      material,
      Queue.Options(
        deck: deck, concept: chosen, limit: limit, aheadDays: ahead, newOnly: newOnly, only: try found(in: collection),
        timeBox: minutes.map { .minutes($0) }),
      at: collection.clock.now())
    var host = try StudyHost(collection)
    let theme = common.color.theme(
      environment: { ProcessInfo.processInfo.environment[$0] }, isTerminal: Output.isTerminal)
    let usesPlain = plain || !TerminalSession.isPossible()
    let end = try usesPlain ? PlainQuiz.run(session, host: &host) : QuizRunner.run(session, host: &host, theme: theme)
    if case .interrupted(let signal, _) = end {
      Output.note("rehearse: interrupted; every answered card is kept")
      throw ExitCode(signal == SIGINT ? 130 : 128 + signal)
    }
  }
}
