import Basics
import Cards
import Concepts
import Demos
import Foundation
import Notes
import Settings
import Storage

/// One ingest from files to a plan: what was read, what it makes of the collection, and applying it.
struct Reading {
  private let options: CommonOptions
  /// nil where there is no collection yet.
  private let collection: Collection?
  private let result: IngestResult
  private let files: [NoteFile]
  private let settings: [DeckDefinition]
  private let removedFiles: [String]
  private let documents: [String: Document]
  private let headers: NoteHeaders
  private let facts: [FactFinding]
  /// Lint rules that are off, by note, or by deck file where no rule has that name.
  private let lintOff: [String: Set<String>]
  /// As they go into the plan.
  let cards: [Card]
  let bytes: Int
  let plan: Plan
  let diagnostics: [Diagnostic]

  /// How the time of an ingest is shared out, for its progress.
  private static let work = (notes: 1, graph: 2, cards: 8, facts: 1, all: 12)

  /// Reads `files` and compares with the collection that `options` name.
  init(_ files: NoteFiles, defaultDeck: String?, options: CommonOptions) throws {
    self.options = options
    collection = try Collection.existing(options)
    let known = try collection?.store.files() ?? []
    let names = Self.names(of: files.notes, known: known)
    let size = files.notes.reduce(0) { $0 + $1.bytes.count }
    let progress = Progress("reading \(files.notes.count) notes", total: size * Self.work.all)
    defer { progress.end() }
    let documents = Parallel.map(zip(files.notes, names).map { (name: $1, bytes: $0.bytes, isHandMade: $0.isHandMade) })
    { note in
      defer { progress.advance(by: note.bytes.count * Self.work.notes) }
      return Document(file: note.name, bytes: note.bytes, holdsOnlyCards: note.isHandMade)
    }
    let now = options.clock.now()
    self.files = zip(files.notes, names).map { note, name in
      NoteFile(
        path: name, absolutePath: note.absolutePath, hash: stableHash(bytes: note.bytes), bytes: note.bytes.count,
        ingestedAt: now)
    }
    self.documents = Dictionary(documents.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    bytes = size
    settings = files.decks

    let headers = NoteHeaders(documents)
    var decks: [String: String] = [:]
    for (note, document) in zip(files.notes, documents) {
      decks[document.file] =
        headers[document].deck ?? note.deck?.name ?? document.deck ?? defaultDeck ?? Self.folderName(note.absolutePath)
    }

    let whole = files.lexicons.reduce(Lexicon.bundled.merged(with: headers.lexicon)) { $0.overlaid(with: $1.overlay) }
    // Names of things that the notes do not speak of would only mislead the corrections of spelling.
    let lexicon = whole.narrowed(to: documents.flatMap { $0.blocks.map(\.plain) })
    let repair = Repair(lexicon: lexicon, documents: documents)
    let search = FactSearch(documents, lexicon: lexicon, repair: repair)
    // The graph is read from beginning to end; what the lines say of facts is looked up beside it.
    let (graph, facts) = Parallel.both {
      defer { progress.advance(by: size * Self.work.graph) }
      return ConceptGraph(documents, lexicon: whole)
    } _: {
      Parallel.map(documents) { document in
        defer { progress.advance(by: document.source.count * Self.work.facts) }
        return search.findings(in: document)
      }.flatMap { $0 }
    }
    self.facts = facts
    let handMade = Set(zip(files.notes, documents).filter { $0.0.isHandMade }.map(\.1.file))
    let making = documents.map { document in
      let header = headers[document]
      var options = IngestOptions(deck: decks[document.file] ?? "notes")
      (options.tags, options.demo, options.language) = (header.tags, header.demo, header.language)
      options.concepts = header.concepts.compactMap { graph.concept(named: $0)?.id }
      switch header.cards {
      case .auto: options.making = handMade.contains(document.file) ? .explicit : .auto
      case .explicit: options.making = .explicit
      case .off: options.making = .off
      }
      return options
    }
    let work = IngestWork(documents, lexicon: lexicon, graph: graph, options: making, repair: repair)
    // The demos whose predictions become cards are run beside the reading of the notes.
    let (made, predictions) = Parallel.both {
      work.result(
        Parallel.map(work.parts) { part in
          defer { progress.advance(by: part.bytes * Self.work.cards) }
          return work.read(part)
        })
    } _: {
      PredictionCards.cards(for: graph, deck: "notes")
    }
    result = made
    let stored = try collection?.store.storedCards() ?? []
    let ingested = Set(names)
    self.headers = headers
    lintOff = Self.lintOff(zip(files.notes, documents).map { ($1.file, $0.deck) }, headers)
    let asking = Dictionary(
      zip(files.notes, documents).map { ($1.file, $0.deck?.facts ?? .current) }, uniquingKeysWith: { first, _ in first }
    )
    cards = Self.finished(
      Self.corrected(result.cards, facts, asking), predictions: predictions, graph: result.graph, headers: headers,
      decks: decks, stored: stored, ingested: ingested)
    removedFiles = known.filter {
      !ingested.contains($0.path) && !FileManager.default.fileExists(atPath: $0.absolutePath)
    }.map(\.path)
    plan = Plan(
      from: stored, to: cards, ingested: ingested,
      present: Set(known.map(\.path)).subtracting(ingested).subtracting(removedFiles))
    diagnostics = result.diagnostics + headers.diagnostics + headers.unknownConcepts(in: graph)
  }

  /// The name by which cards cite each note: the one it has already, otherwise as the person wrote it, otherwise (where
  /// another file that still exists has that name) its full path.
  private static func names(of notes: [NoteFiles.Note], known: [NoteFile]) -> [String] {
    let byPlace = Dictionary(known.map { ($0.absolutePath, $0.path) }, uniquingKeysWith: { first, _ in first })
    let places = Dictionary(known.map { ($0.path, $0.absolutePath) }, uniquingKeysWith: { first, _ in first })
    return notes.map { note in
      if let name = byPlace[note.absolutePath] { return name }
      if let other = places[note.name], FileManager.default.fileExists(atPath: other) { return note.absolutePath }
      return note.name
    }
  }

  private static func folderName(_ path: String) -> String {
    let name = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    return name.isEmpty || name == "/" ? "notes" : name.replacing("::", with: "-")
  }

  /// The cards as they go into the plan: with their demos, and with the demos' predictions.
  private static func finished(
    _ made: [Card], predictions: [Card], graph: ConceptGraph, headers: NoteHeaders, decks: [String: String],
    stored: [StoredCard], ingested: Set<String>
  ) -> [Card] {
    let links = DemoLinks(of: graph)
    let cards = made.map { made in
      var card = made
      if card.demo == nil { card.demo = links.demo(for: card.concepts) }
      card.accept += headers.otherNames(for: card)
      return card
    }
    // A prediction belongs to the note that first tells of its concept; one made from another file stays there.
    let elsewhere = Set(
      stored.filter { !$0.isRetired && !ingested.contains($0.card.sources.first?.file ?? "") }.map(\.card.form)
        // One that a note spells out, as a Markdown export does, is that prediction.
        + made.map(\.form))
    let predictions = predictions.map { prediction in
      var card = prediction
      card.deck = card.sources.first.flatMap { decks[$0.file] } ?? card.deck
      return card
    }
    return cards
      + predictions.filter {
        // A file that holds only written cards gives no others.
        !headers.holdOnlyCards(Set($0.sources.map(\.file)))
      }.filter { !elsewhere.contains($0.form) && !ingested.isDisjoint(with: $0.sources.map(\.file)) }
  }

  var fileCount: Int { files.count }
  var conceptCount: Int { result.graph.concepts.count }
  var edgeCount: Int { result.graph.edges.count }
  var accounts: [LineAccount] { result.lines }

  /// A line of a note as it stands there.
  func sourceLine(_ span: SourceSpan) -> String {
    documents[span.file].map { String($0.line(span.lineStart)) } ?? ""
  }

  /// What holds today beside what outdated lines say, in the mode of each file's deck.
  private static func corrected(
    _ cards: [Card], _ facts: [FactFinding], _ asking: [String: DeckDefinition.Facts]
  ) -> [Card] {
    // All cards of a mode at once: which card of a line a correction belongs to is decided among its siblings.
    let current = Corrections.apply(to: cards, findings: facts, mode: .current)
    guard asking.values.contains(.notes) else { return current }
    let noted = Corrections.apply(to: cards, findings: facts, mode: .notes)
    return zip(current, noted).map { asking[$0.sources.first?.file ?? ""] == .notes ? $1 : $0 }
  }

  /// The cards and notes judged by the rules of learning and by what is true today.
  func lint(disabled: Set<String>) -> LintReport {
    Lint.run(
      cards: cards.filter { if case .prediction = $0.form { false } else { true } }, graph: result.graph,
      documents: files.compactMap { documents[$0.path] }, facts: facts, disabled: disabled, disabledIn: lintOff,
      today: options.clock.now().utcDate.iso8601)
  }

  private static func lintOff(
    _ notes: [(file: String, deck: DeckDefinition?)], _ headers: NoteHeaders
  ) -> [String: Set<String>] {
    let known = Set(Lint.ruleNames)
    var off = headers.lintOff
    for (file, deck) in notes {
      guard let deck else { continue }
      off[file, default: []].formUnion(known.intersection(deck.lintOff))
      off[deck.file, default: []].formUnion(Set(deck.lintOff).subtracting(known))
    }
    return off.filter { !$0.value.isEmpty }
  }

  /// Whether the collection has these very files and settings already.
  var isKnown: Bool {
    get throws {
      guard let collection else { return false }
      let read = files.sorted { $0.path < $1.path }, names = Set(read.map(\.path))
      let known = try collection.store.files().filter { names.contains($0.path) }
      guard known.map(\.hash) == read.map(\.hash), known.map(\.absolutePath) == read.map(\.absolutePath),
        removedFiles.isEmpty
      else { return false }
      let kept = try collection.store.settings()
      guard settings.allSatisfy({ kept.contains($0.settings) }) else { return false }
      // The person's lexicon or the rules may have changed since.
      return try newGraph(in: collection) == collection.store.graph()
    }
  }

  private func newGraph(in collection: Collection) throws -> ConceptGraph {
    try collection.store.graph().replacing(Set(files.map(\.path) + removedFiles), with: result.graph)
  }

  /// Applies the plan in one transaction.
  func apply() throws {
    let collection = try collection ?? Collection(options, create: .ifMissing)
    let graph = try newGraph(in: collection)
    var change = CollectionChange(plan, files: files, removedFiles: removedFiles, graph: graph)
    change.settings = settings.map(\.settings)
    try collection.store.apply(change, at: options.clock.now())
  }
}
