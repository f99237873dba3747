import Foundation
import TestSupport
import Testing

/// The three jobs of a stranger, with the notes of the repository: quiz, demos, export.
@Suite struct JobsTests {
  /// A folder with the repository's notes and decks, read into a collection.
  private func prepared() throws -> Program {
    let program = try Program()
    for name in ["notes", "decks"] {
      try FileManager.default.copyItem(
        at: repositoryRoot.appendingPathComponent(name), to: program.folder.appendingPathComponent(name))
    }
    let result = try program.rehearse("ingest", "notes", "decks", "--yes", "--now", "2026-11-24T09:00:00Z")
    #expect(result.code == 0, "\(result.errors)")
    return program
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text.prefix(200))")
  }

  @Test func `notes become cards, the quiz asks them, and answers are kept`() throws {
    let program = try prepared()
    defer { program.remove() }
    let home = try program.rehearse("--now", "2026-11-24T09:00:00Z")
    #expect(home.code == 0)
    #expect(home.output.contains("serverless"))
    #expect(home.output.contains("rehearse quiz"))
    let quiz = try program.rehearse(
      "quiz", "--plain", "--limit", "3", "--now", "2026-11-24T09:00:00Z", input: "\n3\n\n4\n\n1\nq\n")
    #expect(quiz.code == 0, "\(quiz.errors)")
    let stats = try json(try program.rehearse("stats", "--json", "--now", "2026-11-24T10:00:00Z").output)
    #expect(stats["answers"] as? Int == 3)
    #expect(try program.rehearse("check").code == 0)
    for _ in 0..<3 { #expect(try program.rehearse("undo").output.hasPrefix("took back: reviewed")) }
    #expect(try json(try program.rehearse("stats", "--json").output)["answers"] as? Int == 0)
  }

  @Test func `reading unchanged notes again changes nothing`() throws {
    let program = try prepared()
    defer { program.remove() }
    let again = try json(try program.rehearse("ingest", "notes", "decks", "--yes", "--json").output)
    let cards = try #require(again["cards"] as? [String: Any])
    for kind in ["added", "changed", "moved", "retired"] {
      #expect((cards[kind] as? [Any])?.isEmpty == true, "\(kind)")
    }
    #expect((cards["kept"] as? Int ?? 0) > 300)
  }

  @Test func `a card keeps its reviews when its note is mended and moved`() throws {
    let program = try Program()
    defer { program.remove() }
    let text =
      "#### DynamoDB basics\n\nmaximum size of an item is 400kb\n\n#### AWS Lambda limits\n\nmaximum execution time: 900 seconds\n"
    try program.write(text, to: "a.md")
    try program.rehearse("ingest", "a.md", "--yes")
    try program.rehearse("quiz", "--plain", input: "\n3\n\n3\n\n3\n\n3\nq\n")
    let before = try states(program)
    #expect(before.contains { $0.value > 0 })
    try program.write(
      "#### AWS Lambda limits\n\nmaximum  executoin time: 900 seconds\n\n#### DynamoDB basics\n\na new line that is a fact is here\n\nmaximum size of an item is 400kb\n",
      to: "b.md")
    try FileManager.default.removeItem(at: program.folder.appendingPathComponent("a.md"))
    try program.rehearse("ingest", "b.md", "--yes")
    let after = try states(program)
    for (id, reviews) in before { #expect(after[id] == reviews, "card \(id)") }
    #expect(try program.rehearse("check").code == 0)
  }

  /// Reviews by card id.
  private func states(_ program: Program) throws -> [String: Int] {
    let cards = try json(try program.rehearse("cards", "list", "--json").output)["cards"] as? [[String: Any]] ?? []
    return Dictionary(cards.map { ($0["id"] as? String ?? "", $0["reviews"] as? Int ?? -1) }, uniquingKeysWith: { $1 })
  }

  @Test func `two runs in two processes print the same bytes`() throws {
    let first = try prepared(), second = try prepared()
    defer {
      first.remove()
      second.remove()
    }
    let now = ["--now", "2026-11-24T09:00:00Z"]
    for arguments in [
      ["cards", "list", "--json"], ["graph", "show", "--json"], ["demo", "list", "--json"],
      ["demo", "run", "dynamodb-global-tables", "--json", "--seed", "7"], ["quiz", "--plain", "--limit", "5"],
      ["ingest", "notes", "--dry-run", "--explain", "--yes"],
    ] {
      let one = try first.run(Program.binary, arguments + now), two = try second.run(Program.binary, arguments + now)
      #expect(one.code == 0, "\(arguments): \(one.errors)")
      #expect(one.output == two.output, "\(arguments)")
      #expect(!one.output.isEmpty)
    }
    for program in [first, second] { try program.rehearse("export", "deck.apkg", "--now", "2026-11-24T09:00:00Z") }
    let files = try [first, second].map { try Data(contentsOf: $0.folder.appendingPathComponent("deck.apkg")) }
    #expect(files[0] == files[1])
    #expect(files[0].count > 10_000)
  }

  @Test func `every concept of the notes has a demo or a reason why not yet`() throws {
    let program = try prepared()
    defer { program.remove() }
    let graph = try json(try program.rehearse("graph", "show", "--json").output)
    let concepts = try #require(graph["concepts"] as? [[String: Any]])
    #expect(concepts.count > 50)
    for concept in concepts {
      let demos = concept["demos"] as? [String] ?? [], reason = concept["no_demo_reason"] as? String
      #expect(demos.isEmpty == (reason != nil), "\(concept["id"] ?? "")")
    }
  }

  @Test func `each demo runs with its defaults and explains every rule it shows`() throws {
    let program = try Program()
    defer { program.remove() }
    let list = try json(try program.rehearse("demo", "list", "--json").output)
    let demos = try #require(list["demos"] as? [[String: Any]])
    let names = demos.compactMap { $0["name"] as? String }
    #expect(Set(names).isSuperset(of: ["lambda-billing", "dynamodb-ttl", "dynamodb-global-tables", "dynamodb-pitr"]))
    for name in names {
      let run = try json(try program.rehearse("demo", "run", name, "--json").output)
      let trace = try #require(run["trace"] as? [[String: Any]], "\(name)")
      let rules = Set((run["rules"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String })
      #expect(!trace.isEmpty)
      #expect(trace.allSatisfy { rules.contains($0["because"] as? String ?? "") }, "\(name)")
      #expect((run["predictions"] as? [[String: Any]] ?? []).count >= 3, "\(name)")
      #expect(run["bill_total"] is String)
    }
  }

  @Test func `every help text has an example`() throws {
    let program = try Program()
    defer { program.remove() }
    for command in [
      ["ingest"], ["quiz"], ["cards", "list"], ["graph", "show"], ["graph", "path"], ["graph", "export"],
      ["demo", "run"],
      ["demo", "play"], ["demo", "list"], ["demo", "show"], ["demo", "sweep"], ["export"], ["stats"],
      ["schedule", "replay"], ["schedule", "preview"], ["undo"], ["check"], ["backup"], ["restore"],
    ] {
      let help = try program.run(Program.binary, command + ["--help"])
      #expect(help.code == 0)
      #expect(help.output.contains("Example: rehearse"), "\(command)")
    }
  }
}
