import Basics
import Cards
import Concepts
import Foundation
import Glibc
import Notes
import Scheduling
import Storage

/// A program that works on a collection until it is killed, for the crash tests.
///
/// `crash-probe PATH COMMAND …`; it prints a line after each change that is said to be durable.
@main
struct CrashProbe {
  static let start = Instant(seconds: 1_795_510_800)

  static func main() {
    let arguments = CommandLine.arguments
    // A write over the limit is then an error of that write instead of the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    do {
      switch arguments[2] {
      case "review": try review(path: arguments[1], from: Int(arguments[3])!)
      case "ingest": try ingest(path: arguments[1], from: Int(arguments[3])!, cards: Int(arguments[4])!)
      case "fill": try fill(path: arguments[1], room: Int(arguments[3])!)
      case "backup": try backup(path: arguments[1], to: arguments[3], limit: Int(arguments[4])!)
      default: exit(64)
      }
    } catch {
      say("\(error)")
      exit(74)
    }
  }

  /// Writes a line at once, past any buffer.
  private static func say(_ line: some CustomStringConvertible) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }

  /// Answers the cards in turn, for ever.
  static func review(path: String, from first: Int) throws {
    let store = try StudyStore.open(path: path, now: start)
    let ids = try store.cards().map(\.card.id)
    let scheduler = try Scheduler(settings: DeckSettings(name: "deck"), zone: .utc)
    for number in first... {
      let id = ids[number % ids.count]
      let review = Review(
        at: start + .seconds(number), rating: Rating(rawValue: number % 4 + 1)!, duration: .seconds(3),
        seed: UInt64(number))
      try store.record(review, of: id, by: scheduler)
      say("reviewed \(number)")
    }
  }

  /// Replaces all cards by another generation, for ever. Each generation has one answer on every card, one graph and
  /// one file, so that a mixture shows.
  static func ingest(path: String, from first: Int, cards count: Int) throws {
    let store = try StudyStore.open(path: path, create: .ifMissing, now: start)
    for generation in first... {
      try store.apply(change(generation, count), at: start + .seconds(generation))
      say("ingested \(generation)")
    }
  }

  static func change(_ generation: Int, _ count: Int) -> CollectionChange {
    let cards = (0..<count).map { number in
      Card(
        id: CardID("card\(number)"), deck: "deck", form: .basic, pattern: "probe",
        question: RichText(markdown: "Question \(number)?"), answer: RichText(markdown: "generation \(generation)"),
        sources: [SourceSpan(file: "notes/probe.md", line: number + 1)], concepts: ["concept\(generation)"])
    }
    let span = SourceSpan(file: "notes/probe.md", line: 1)
    let graph = ConceptGraph(
      concepts: [
        Concept(
          id: "concept\(generation)", name: "Concept", aliases: [], kind: .term, sources: [span], importance: 1)
      ], edges: [])
    return CollectionChange(
      cards: cards.map { StoredCard(card: $0, isRetired: false) },
      files: [NoteFile(path: "notes/probe.md", hash: UInt64(generation), bytes: count, ingestedAt: start)],
      graph: graph, summary: "generation \(generation)")
  }

  /// Reviews, then an ingest, where files may grow by `room` bytes and no more: prints what was durable and the error.
  static func fill(path: String, room: Int) throws {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    limitFiles(to: size + room)
    try expectFull { try review(path: path, from: 0) }
  }

  /// Copies the collection where no file may be longer than `limit` bytes.
  static func backup(path: String, to target: String, limit: Int) throws {
    let store = try StudyStore.open(path: path, now: start)
    limitFiles(to: limit)
    try expectFull { try store.backup(to: target) }
  }

  private static func limitFiles(to bytes: Int) {
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  }

  /// Prints the error; leaves with 0 when it is that of a full disk.
  private static func expectFull(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as StorageError {
      say(error)
      if case .full = error { exit(0) }
    }
    exit(75)
  }
}
