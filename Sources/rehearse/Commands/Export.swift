import ArgumentParser
import Basics
import Cards
import Exchange
import Foundation
import Scheduling
import Storage
import Study

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a deck as an Anki package or another kind of file.",
    discussion: """
      Formats: \(ExportFormats.all.map { "\($0.id) (\($0.summary))" }.joined(separator: "; ")).

      Anki recognises each card again: a second import updates texts and makes no duplicates. Progress made in Anki \
      stays there; progress made here after the first import does not reach it.

      Example: rehearse export --format apkg serverless.apkg
      """)

  @Argument(help: "The file to write.") var file: String
  @Option(help: "The format; otherwise by the file's ending.") var format: String?
  @Option(help: "This deck and those below it.") var deck: String?
  @Flag(help: "With the review log and the schedule; otherwise the cards are new.") var withHistory = false
  @Flag(help: "For Anki before 2.1.50 and small tools: the older form of apkg.") var legacy = false
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable { let file: String, format: String, cards: Int }

  func run() throws {
    let chosen = try format.map { try ExportFormats.named($0) } ?? ExportFormats.forFile(file)
    guard let chosen else {
      throw Failure(
        "\(file): the ending names no format",
        remedy: "Add --format with one of \(ExportFormats.all.map { $0.id }.joined(separator: ", ")).", code: .usage)
    }
    guard !legacy || type(of: chosen).id == "apkg" else {
      throw Failure("--legacy goes with apkg only", remedy: "Leave --legacy out.", code: .usage)
    }
    let collection = try Collection(common)
    var view = try Self.view(of: collection, deck: deck, history: withHistory)
    let pictures = Pictures(
      of: view.entries,
      notes: Dictionary(try collection.store.files().map { ($0.path, $0.absolutePath) }, uniquingKeysWith: { $1 }),
      linkedFrom: type(of: chosen).id == MarkdownFormat.id
        ? URL(fileURLWithPath: file).deletingLastPathComponent().standardizedFileURL.path : nil)
    (view.entries, view.media) = (pictures.entries, pictures.files)
    for problem in pictures.missing { Output.note(problem.text(prefix: "rehearse: ")) }
    let options = ExportOptions(history: withHistory ? .included : .leftOut, package: legacy ? .legacy : .latest)
    try Interruption.deferred { try chosen.export(view, options: options, toFile: file) }
    let count = view.entries.count { !$0.isRetired }
    if common.json { return try Output.json(Report(file: file, format: type(of: chosen).id, cards: count)) }
    try Output.line("wrote \(count == 1 ? "1 card" : "\(count) cards") to \(file)")
    if withHistory, !type(of: chosen).carriesHistory {
      Output.note("\(type(of: chosen).id) has no place for the review log; the cards were written without it")
    }
  }

  static func view(of collection: Collection, deck: String?, history: Bool) throws -> DeckView {
    let decks = try collection.store.decks()
    if let deck, !decks.contains(where: { $0 == deck || $0.hasPrefix(deck + "::") }) {
      throw Failure(
        "there is no deck \(deck)",
        remedy: decks.isEmpty
          ? "Read notes first: rehearse ingest notes" : "The decks are \(decks.joined(separator: ", ")).",
        code: .noInput)
    }
    let place = Dictionary(
      try collection.material(seed: 0).introductionOrder().enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let entries = try collection.entries(
      try collection.store.cards(in: deck) + collection.store.retiredCards(in: deck), history: history
    ).enumerated().sorted {
      (place[$0.element.card.id] ?? .max, $0.offset) < (place[$1.element.card.id] ?? .max, $1.offset)
    }.map(\.element)
    return DeckView(
      decks: try decks.map { try collection.store.settings(of: $0) },
      entries: entries,
      zone: collection.zone, now: collection.clock.now())
  }
}
