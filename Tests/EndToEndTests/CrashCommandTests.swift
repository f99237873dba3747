import Basics
import Foundation
import Glibc
import TestSupport
import Testing

/// The built program stopped at any moment: what it acknowledged is kept, and nothing is half-written.
@Suite struct CrashCommandTests {
  /// Seeded moments of each kind; `REHEARSE_KILLS` asks for more.
  static let moments = ProcessInfo.processInfo.environment["REHEARSE_KILLS"].flatMap(Int.init) ?? 10
  static let now = "2026-11-24T09:00:00Z"

  private func notes(_ names: [String], in program: Program) throws {
    for name in names {
      let target = program.folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: repositoryRoot.appendingPathComponent(name), to: target)
    }
  }

  private func count(_ program: Program, _ field: String) throws -> Int {
    let result = try program.rehearse("check", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(json?[field] as? Int)
  }

  /// What lies in the folder of `program`, without what the tests put there.
  private func leftovers(_ program: Program) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
      .filter { !["notes", "decks"].contains($0) && !$0.hasPrefix(".in-") && !$0.hasPrefix(".out-") }
      .filter { !$0.hasPrefix(".err-") }.sorted()
  }

  private func pause(_ fraction: Double, of whole: Duration) {
    usleep(
      UInt32(
        max(
          0,
          fraction * Double(whole.components.attoseconds / 1_000_000_000_000)
            + fraction * Double(whole.components.seconds) * 1e6)))
  }

  private static let collectionFiles: Set = [
    "collection.sqlite", "collection.sqlite-shm", "collection.sqlite-wal", "collection.sqlite-journal",
  ]

  /// A collection that an ingest was stopped in the middle of holds `all` cards or none.
  private func expectAllOrNothing(_ program: Program, _ all: Int, _ moment: String) throws {
    let files = try leftovers(program)
    #expect(Set(files).isSubset(of: Self.collectionFiles), "\(moment): \(files)")
    let check = try program.rehearse("check")
    if check.code == 66 {
      #expect(check.errors.contains("there is no collection here"), "\(moment): \(check.errors)")
    } else {
      #expect([0, all].contains(try count(program, "cards")), "\(moment)")
    }
  }

  @Test func `an ingest killed at any moment is whole or has not happened, and the next one succeeds`() throws {
    let program = try Program()
    defer { program.remove() }
    let names = ["notes/dynamodb-dax.md", "notes/dynamodb-s3.md", "decks/serverless.md"]
    try notes(names, in: program)
    let start = ContinuousClock.now
    #expect(try program.rehearse("ingest", "notes", "decks", "--yes").code == 0)
    let whole = ContinuousClock.now - start
    let all = try count(program, "cards")
    #expect(all > 50)

    var random = Random(seed: 11), killed = 0
    for moment in 0..<2 * Self.moments {
      for file in Self.collectionFiles {
        try? FileManager.default.removeItem(at: program.folder.appendingPathComponent(file))
      }
      let fraction = Double(random.integer(in: 0...1_000)) / 1_000
      let running = try Running(program, ["ingest", "notes", "decks", "--yes"])
      if moment.isMultiple(of: 2) {
        pause((Double(moment / 2) + fraction) / Double(Self.moments), of: whole)
      } else {
        // In the middle of the writing itself, which is short.
        running.wait { FileManager.default.fileExists(atPath: program.collection) }
        pause(fraction * 0.2, of: whole)
      }
      running.signal(SIGKILL)
      if running.end().result.code == 137 { killed += 1 }
      try expectAllOrNothing(program, all, "moment \(moment)")
      let next = try program.rehearse("ingest", "notes", "decks", "--yes")
      #expect(next.code == 0, "moment \(moment): \(next.errors)")
      #expect(try count(program, "cards") == all)
    }
    #expect(killed >= Self.moments, "only \(killed) of \(2 * Self.moments) were killed before their end")
  }

  @Test func `an ingest of every note killed while it writes is whole or has not happened`() throws {
    let program = try Program()
    defer { program.remove() }
    for name in ["notes", "decks"] { try notes([name], in: program) }
    var random = Random(seed: 12)
    for _ in 0..<2 {
      let running = try Running(program, ["ingest", "notes", "decks", "--yes"])
      running.wait { FileManager.default.fileExists(atPath: program.collection + "-wal") }
      usleep(UInt32(random.integer(in: 0...400_000)))
      running.signal(SIGKILL)
      _ = running.end()
      let check = try program.rehearse("check")
      if check.code != 66 {
        let cards = try count(program, "cards")
        #expect(cards == 0 || cards > 1_000, "\(cards) cards")
      }
    }
    #expect(try program.rehearse("ingest", "notes", "decks", "--yes").code == 0)
    #expect(try count(program, "cards") > 1_000)
  }

  @Test func `a quiz killed between answers keeps every answer that it acknowledged`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.questions(30), to: "notes/a.md")
    try program.rehearse("ingest", "notes", "--yes", "--now", Self.now)
    var random = Random(seed: 13), kept = 0
    for moment in 0..<Self.moments {
      let running = try Running(program, ["quiz", "--plain", "--now", Self.now])
      var acknowledged = 0, sent = 0
      for _ in 0..<random.integer(in: 1...4) {
        running.send("\n\(random.integer(in: 1...4))\n")
        sent += 1
        // The next question, or the summary, is drawn when the answer is on the disk.
        guard running.waitForQuestion(sent + 1) else { break }
        acknowledged += 1
      }
      if random.integer(in: 0...1) == 1 {
        running.send("\n3\n")
        sent += 1
        usleep(UInt32(random.integer(in: 0...8_000)))
      }
      running.signal(SIGKILL)
      #expect(running.end().result.code == 137)
      let reviews = try count(program, "reviews") - kept
      #expect((acknowledged...sent).contains(reviews), "moment \(moment): \(reviews) of \(acknowledged) to \(sent)")
      kept += reviews
      try program.rehearse("undo", "--now", Self.now)
      kept = try count(program, "reviews")
    }
  }

  @Test func `Ctrl-C during an ingest says so and leaves nothing half-written`() throws {
    let program = try Program()
    defer { program.remove() }
    try notes(["notes/dynamodb-dax.md", "notes/dynamodb-s3.md", "decks/serverless.md"], in: program)
    let start = ContinuousClock.now
    try program.rehearse("ingest", "notes", "decks", "--yes")
    let whole = ContinuousClock.now - start
    let all = try count(program, "cards")
    var random = Random(seed: 14), interrupted = 0
    for moment in 0..<Self.moments {
      for file in Self.collectionFiles {
        try? FileManager.default.removeItem(at: program.folder.appendingPathComponent(file))
      }
      let running = try Running(program, ["ingest", "notes", "decks", "--yes"])
      pause(0.1 + 0.9 * Double(random.integer(in: 0...1_000)) / 1_000, of: whole)
      running.signal(SIGINT)
      let (result, bySignal) = running.end()
      if bySignal {
        // Before the program's first line.
        #expect(result.code == 128 + SIGINT)
      } else if result.code != 0 {
        #expect(result.code == 130)
        #expect(result.errors.contains("rehearse: interrupted"), "\(result.errors)")
        interrupted += 1
      }
      try expectAllOrNothing(program, all, "moment \(moment)")
    }
    #expect(interrupted > 0)
  }

  @Test(arguments: [["export", "deck.apkg"], ["export", "deck.csv"], ["backup", "copy.sqlite"]])
  func `Ctrl-C while a file is written leaves it whole or away`(command: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    try notes(["decks/serverless.md", "notes/edge.md"], in: program)
    try program.rehearse("ingest", "notes", "decks", "--yes", "--now", Self.now)
    let arguments = command + ["--now", Self.now], target = program.folder.appendingPathComponent(command[1])
    let start = ContinuousClock.now
    #expect(try program.run(Program.binary, arguments).code == 0)
    let whole = ContinuousClock.now - start, reference = try Data(contentsOf: target)
    var random = Random(seed: 15), codes: [Int32] = []
    for _ in 0..<Self.moments {
      try? FileManager.default.removeItem(at: target)
      let running = try Running(program, arguments)
      pause(Double(random.integer(in: 100...1_100)) / 1_000, of: whole)
      running.signal(SIGINT)
      codes.append(running.end().result.code)
      let files = Set(try leftovers(program)).subtracting(Self.collectionFiles)
      #expect(files.isSubset(of: [command[1]]), "\(files)")
      if FileManager.default.fileExists(atPath: target.path) {
        let written = try Data(contentsOf: target)
        #expect(written.count == reference.count)
      }
    }
    #expect(codes.allSatisfy { $0 == 0 || $0 == 130 }, "\(codes)")
    #expect(codes.contains(130), "\(codes)")
    #expect(try program.rehearse("check").code == 0)
  }

  @Test func `two quizzes at once keep the answers of both`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.questions(6), to: "a.md")
    try program.write(Self.questions(6).replacing("number", with: "figure"), to: "b.md")
    for (file, deck) in [("a.md", "one"), ("b.md", "two")] {
      #expect(try program.rehearse("ingest", file, "--deck", deck, "--yes", "--now", Self.now).code == 0)
    }
    let quizzes = try ["one", "two"].map {
      try Running(program, ["quiz", "--plain", "--deck", $0, "--now", Self.now])
    }
    for turn in 1...5 {
      for quiz in quizzes { quiz.send("\n3\n") }
      for quiz in quizzes { #expect(quiz.waitForQuestion(turn + 1)) }
    }
    for quiz in quizzes {
      quiz.send("q\n")
      #expect(quiz.end().result.code == 0)
    }
    #expect(try count(program, "reviews") == 10)
    let cards = try JSONSerialization.jsonObject(
      with: Data(try program.rehearse("cards", "list", "--json").output.utf8))
    let list = try #require((cards as? [String: Any])?["cards"] as? [[String: Any]])
    for deck in ["one", "two"] {
      let reviews = list.filter { $0["deck"] as? String == deck }.map { $0["reviews"] as? Int ?? 0 }
      #expect(reviews.reduce(0, +) == 5, "\(deck): \(reviews)")
    }
  }

  /// A note with hand-made cards that have nothing to do with each other.
  static func questions(_ count: Int) -> String {
    let words = ["amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty"]
    return "# Words\n\n"
      + (0..<count).map { "Q: Which word stands at number \($0) of the list?\nA: \(words[$0 % 10])\($0)\n" }
      .joined(separator: "\n")
  }
}
