import Basics
import Cards
import Concepts
import GRDB
import Scheduling

/// A note file as it was when its cards were made.
public struct NoteFile: Hashable, Sendable {
  /// The name by which cards cite it.
  public var path: String
  /// Where it lies; the same as `path` where that is absolute.
  public var absolutePath: String
  /// `stableHash(bytes:)` of the content.
  public var hash: UInt64
  public var bytes: Int
  public var ingestedAt: Instant

  public init(path: String, absolutePath: String? = nil, hash: UInt64, bytes: Int, ingestedAt: Instant) {
    (self.path, self.absolutePath) = (path, absolutePath ?? path)
    (self.hash, self.bytes, self.ingestedAt) = (hash, bytes, ingestedAt)
  }
}

/// What an ingest does to a collection: the final value of every card that is added, changed, moved, retired or revived.
/// Cards not named stay as they are.
public struct CollectionChange: Hashable, Sendable {
  public var cards: [StoredCard]
  /// Read now; those already known are replaced.
  public var files: [NoteFile]
  /// Known files that are gone.
  public var removedFiles: [String]
  /// The new graph, whole; nil leaves the old.
  public var graph: ConceptGraph?
  /// Cards to be learned again because their answer has changed; their reviews stay in the log and end there.
  public var relearned: [CardID]
  /// Cards that begin out of the queue, unless they have marks already.
  public var asleep: [CardID]
  /// Cards that their notes take out of the queue from now on.
  public var suspended: [CardID]
  /// Cards that their notes no longer keep out of the queue; those that a person suspended as well stay so.
  public var unsuspended: [CardID]
  /// Settings of decks, kept under their names.
  public var settings: [DeckSettings]
  /// What happened, for people: `ingested notes/lambda.md: 12 added, 3 changed`.
  public var summary: String

  public init(
    cards: [StoredCard] = [], files: [NoteFile] = [], removedFiles: [String] = [], graph: ConceptGraph? = nil,
    relearned: [CardID] = [], asleep: [CardID] = [], suspended: [CardID] = [], unsuspended: [CardID] = [],
    settings: [DeckSettings] = [], summary: String
  ) {
    (self.cards, self.files, self.removedFiles) = (cards, files, removedFiles)
    (self.graph, self.relearned, self.asleep) = (graph, relearned, asleep)
    (self.suspended, self.unsuspended) = (suspended, unsuspended)
    (self.settings, self.summary) = (settings, summary)
  }

  /// What `plan` asks for.
  /// - Parameter relearned: Cards to be learned again; nil takes those whose answer says something else, except where
  ///   the match is uncertain, because then the history may belong to the new answer as well.
  public init(
    _ plan: Plan, files: [NoteFile], removedFiles: [String] = [], graph: ConceptGraph?, relearned: [CardID]? = nil
  ) {
    let kept = plan.added + plan.changed + plan.moved + plan.revived + plan.refreshed
    self.init(
      cards: kept.map { StoredCard(card: $0.card, isRetired: false) }
        + plan.retired.map { StoredCard(card: $0.card, isRetired: true) },
      files: files, removedFiles: removedFiles, graph: graph,
      relearned: relearned
        ?? (plan.changed + plan.revived).filter { $0.factChanged && !$0.needsConsent }.map(\.card.id),
      asleep: plan.added.filter { $0.card.asleep == .untilPlayed }.map(\.card.id),
      suspended: kept.filter { $0.card.asleep == .author && $0.before?.asleep != .author }.map(\.card.id),
      unsuspended: kept.filter { $0.card.asleep != .author && $0.before?.asleep == .author }.map(\.card.id),
      summary: "ingested: \(plan.added.count) added, \(plan.changed.count) changed, \(plan.moved.count) moved, "
        + "\(plan.revived.count) revived, \(plan.retired.count) retired")
  }
}

extension StudyStore {
  /// Every card, retired ones too, in the order of the notes: what a plan starts from.
  public func storedCards() throws(StorageError) -> [StoredCard] {
    try read { db in
      try Row.fetchAll(db, sql: CardSQL.stored).map { row in
        try StoredCard(card: JSONText.decode(Card.self, row.value(0) as String), isRetired: row.value(1) == 1)
      }
    }
  }

  /// Makes all of `change` in one transaction with one operation to take back.
  /// - Returns: nil when the collection was so already.
  /// - Throws: `.settings` for settings that no scheduler can follow, and what every writing can throw.
  @discardableResult
  public func apply(_ change: CollectionChange, at now: Instant) throws(StorageError) -> StoreOperation? {
    try validate(change.settings)
    return try operate(.ingest, at: now) { db, journal, operation in
      for stored in change.cards {
        let columns = try CardRow.columns(of: stored, at: now, db)
        try journal.set("card", [stored.card.id.rawValue], to: columns)
      }
      try forget(change.relearned, at: now, db, &journal, operation)
      try Self.putToSleep(change.asleep, db, &journal)
      try Self.suspend(change.suspended, unsuspend: change.unsuspended, db, &journal)
      for path in change.removedFiles { try journal.set("note_file", [path], to: nil) }
      for file in change.files {
        try journal.set(
          "note_file", [file.path],
          to: [
            "path": file.path, "place": file.absolutePath, "hash": Int64(bitPattern: file.hash), "bytes": file.bytes,
            "ingested_at": file.ingestedAt.nanoseconds,
          ])
      }
      try Self.put(change.settings, &journal)
      if let graph = change.graph { try Self.replaceGraph(graph, db, &journal) }
      return change.summary
    }
  }

  /// The files that the cards were made from, sorted by path.
  public func files() throws(StorageError) -> [NoteFile] {
    try read { db in
      try Row.fetchAll(db, sql: CollectionSQL.files).map { row in
        try NoteFile(
          path: row.value(0), absolutePath: row.value(4), hash: UInt64(bitPattern: row.value(1) as Int64),
          bytes: row.value(2), ingestedAt: Instant(nanoseconds: row.value(3)))
      }
    }
  }

  /// The concept graph of the last ingest.
  public func graph() throws(StorageError) -> ConceptGraph {
    try read { db in
      ConceptGraph(
        concepts: try Row.fetchAll(db, sql: CollectionSQL.concepts).map { row in
          try JSONText.decode(Concept.self, row.value(1) as String)
        },
        edges: try Row.fetchAll(db, sql: CollectionSQL.edges).map { row in
          try JSONText.decode(Edge.self, row.value(4) as String)
        })
    }
  }

  /// Writes only what differs, so that the operation keeps little of a graph that hardly changed.
  private static func replaceGraph(_ graph: ConceptGraph, _ db: Database, _ journal: inout Journal) throws {
    try db.execute(sql: RowSQL.deferForeignKeys)
    let concepts = Set(graph.concepts.map(\.id))
    let edges = Set(graph.edges.map { [$0.from, $0.to, $0.kind.rawValue, $0.rule] })
    for row in try Row.fetchAll(db, sql: CollectionSQL.edges) {
      let key: [String] = try [row.value(0), row.value(1), row.value(2), row.value(3)]
      if !edges.contains(key) { try journal.set("concept_edge", key, to: nil) }
    }
    for row in try Row.fetchAll(db, sql: CollectionSQL.concepts) {
      let id: String = try row.value(0)
      if !concepts.contains(id) { try journal.set("concept", [id], to: nil) }
    }
    for concept in graph.concepts {
      try journal.set("concept", [concept.id], to: ["id": concept.id, "body": try JSONText.encode(concept)])
    }
    for edge in graph.edges {
      let key = [edge.from, edge.to, edge.kind.rawValue, edge.rule]
      try journal.set(
        "concept_edge", key,
        to: [
          "origin": key[0], "target": key[1], "kind": key[2], "rule": key[3], "body": try JSONText.encode(edge),
        ])
    }
  }
}
