import Foundation
import TestSupport
import Testing

/// What a person sees when something is wrong: one message with what, where and what next, the right exit code, and
/// nothing lost.
@Suite struct BadInputTests {
  static let note = "#### AWS Lambda limits\n\nmaximum execution time: 900 seconds (15 mins)\n\nmemory: 128mb - 10gb\n"

  /// Checks the two lines of an error message.
  static func expectMessage(
    _ result: Program.Result, _ code: Int32, _ words: String..., at location: SourceLocation = #_sourceLocation
  ) {
    #expect(result.code == code, "\(result.errors)", sourceLocation: location)
    #expect(result.output == "", sourceLocation: location)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count >= 2, "\(result.errors)", sourceLocation: location)
    #expect(lines.first?.hasPrefix("rehearse: ") == true, "\(result.errors)", sourceLocation: location)
    for word in words {
      #expect(result.errors.contains(word), "no “\(word)” in: \(result.errors)", sourceLocation: location)
    }
  }

  @Test func `a missing file is named`() throws {
    let program = try Program()
    defer { program.remove() }
    Self.expectMessage(try program.rehearse("ingest", "nowhere.md", "--yes"), 66, "nowhere.md", "no such file")
    #expect(!FileManager.default.fileExists(atPath: program.collection))
  }

  @Test func `a folder without notes is named`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("x = 1\n", to: "code/main.py")
    Self.expectMessage(try program.rehearse("ingest", "code", "--yes"), 66, "code", "no notes")
  }

  @Test func `a binary file is refused with its place`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("# a\n\nb\0c\n", to: "note.md")
    Self.expectMessage(try program.rehearse("ingest", "note.md", "--yes"), 65, "note.md:3", "binary")
  }

  @Test func `text that is not UTF-8 is refused with its line`() throws {
    let program = try Program()
    defer { program.remove() }
    try Data([0x23, 0x20, 0x61, 0x0A, 0x0A, 0x63, 0x61, 0x66, 0xE9, 0x0A])
      .write(to: program.folder.appendingPathComponent("latin.md"))
    Self.expectMessage(try program.rehearse("ingest", "latin.md", "--yes"), 65, "latin.md:3", "UTF-8", "iconv")
  }

  @Test func `a bad file in a folder is passed over and named, and the others are read`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.note, to: "notes/good.md")
    try program.write("a\0b", to: "notes/bad.md")
    let result = try program.rehearse("ingest", "notes", "--yes")
    #expect(result.code == 65)
    #expect(result.errors.contains("notes/bad.md:1"))
    #expect(try program.rehearse("cards", "list", "900").output.contains("execution time"))
  }

  @Test func `front matter that is never closed is named with its line`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("---\ndeck: a\n\n# x\n\na lambda is a function\n", to: "note.md")
    let result = try program.rehearse("ingest", "note.md", "--yes")
    #expect(result.errors.contains("note.md:1: the front matter is never closed"), "\(result.errors)")
  }

  @Test func `a misspelt setting in a deck file is named with its line`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.note, to: "notes/a.md")
    try program.write("name: d\nnotes: [notes/*.md]\nnew_a_day: 3\n", to: "decks/d.yaml")
    Self.expectMessage(try program.rehearse("ingest", "decks/d.yaml", "--yes"), 65, "decks/d.yaml:3", "new_a_day")
  }

  @Test func `commands that only read do not make a collection`() throws {
    let program = try Program()
    defer { program.remove() }
    for arguments in [["cards", "list"], ["graph", "show"], ["stats"], ["undo"], ["check"], ["quiz", "--plain"]] {
      let result = try program.run(Program.binary, arguments)
      Self.expectMessage(result, 66, "collection.sqlite", "rehearse ingest")
    }
    #expect(!FileManager.default.fileExists(atPath: program.collection))
  }

  @Test func `a damaged collection is left as it is`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("this is no database, only a text that is long enough", to: "collection.sqlite")
    Self.expectMessage(try program.rehearse("cards", "list"), 65, "collection.sqlite", "restore")
    try program.write(Self.note, to: "a.md")
    Self.expectMessage(try program.rehearse("ingest", "a.md", "--yes"), 65, "collection.sqlite")
    #expect(
      try String(contentsOfFile: program.collection, encoding: .utf8).hasPrefix("this is no database"))
  }

  @Test func `a collection of a newer release is refused`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.note, to: "a.md")
    try program.rehearse("ingest", "a.md", "--yes")
    let python = try #require(Program.python, "run `make test`, which makes the Python environment")
    let bump = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('PRAGMA user_version=999'); c.commit()"
    _ = try program.run(URL(fileURLWithPath: python), ["-c", bump, program.collection])
    Self.expectMessage(try program.rehearse("cards", "list"), 69, "newer release", "999")
  }

  @Test func `an unknown demo or parameter and a value out of range are named`() throws {
    let program = try Program()
    defer { program.remove() }
    Self.expectMessage(try program.rehearse("demo", "run", "lambda-biling"), 64, "lambda-biling", "lambda-billing")
    Self.expectMessage(try program.rehearse("demo", "run", "lambda-billing", "--memroy", "512"), 64, "memroy", "memory")
    Self.expectMessage(
      try program.rehearse("demo", "run", "lambda-billing", "--memory", "99999"), 64, "99,999", "10,240")
    Self.expectMessage(try program.rehearse("demo", "run", "lambda-billing", "--memory", "much"), 64, "much")
  }

  @Test func `a command line that cannot be understood says where help is`() throws {
    let program = try Program()
    defer { program.remove() }
    Self.expectMessage(try program.rehearse("ingets", "notes"), 64, "ingets", "--help")
    Self.expectMessage(try program.rehearse("ingest"), 64, "--help")
    Self.expectMessage(try program.rehearse("stats", "--now", "yesterday"), 64, "yesterday")
    Self.expectMessage(try program.rehearse("export", "deck.xyz"), 64, "deck.xyz", "apkg")
  }

  @Test func `an export that cannot be written leaves nothing behind`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.note, to: "a.md")
    try program.rehearse("ingest", "a.md", "--yes")
    Self.expectMessage(try program.rehearse("export", "nowhere/deck.apkg"), 73, "nowhere/deck.apkg")
    Self.expectMessage(try program.rehearse("export", "--deck", "latin", "deck.apkg"), 66, "latin")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(!names.contains { $0.contains("deck.apkg") })
  }

  @Test func `a full standard output is an error`() throws {
    let program = try Program()
    defer { program.remove() }
    let shell = URL(fileURLWithPath: "/bin/sh")
    let result = try program.run(shell, ["-c", "\"$REHEARSE_BINARY\" demo list --json > /dev/full"])
    Self.expectMessage(result, 74, "standard output")
    try program.write(Self.note, to: "a.md")
    try program.rehearse("ingest", "a.md", "--yes")
    let quiz = try program.run(shell, ["-c", "printf '\\n3\\n' | \"$REHEARSE_BINARY\" quiz --plain > /dev/full"])
    Self.expectMessage(quiz, 74, "standard output")
  }

  @Test func `a note cannot send control sequences to the terminal`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(
      "#### AWS Lambda \u{1B}[2J limits\n\nmaximum \u{1B}]0;owned\u{07}execution time: 900 seconds \u{9B}31m\n\n"
        + "Q: What is \u{1B}[31mred\u{202E}?\nA: a \u{1B}[0mcolour\n", to: "evil\u{1B}[31m.md")
    let ingest = try program.rehearse("ingest", "evil\u{1B}[31m.md", "--yes")
    #expect(ingest.code == 0, "\(ingest.errors)")
    let list = try program.rehearse("cards", "list"),
      quiz = try program.rehearse("quiz", "--plain", input: "\n3\n\n3\n")
    let explain = try program.rehearse("ingest", "evil\u{1B}[31m.md", "--yes", "--explain")
    for text in [ingest, list, quiz, explain].flatMap({ [$0.output, $0.errors] }) {
      #expect(
        !text.unicodeScalars.contains {
          $0.value == 0x1B || $0.value == 0x07 || (0x80...0x9F).contains($0.value) || $0.value == 0x202E
        })
    }
    #expect(quiz.output.contains("colour"))
  }
}
