import Foundation
import Glibc
import TestSupport
import Testing

/// A disk that takes no more: every command that writes says so, and what was there before is intact.
@Suite struct FullDiskCommandTests {
  static let now = "2026-11-24T09:00:00Z"

  /// A collection with notes to read and cards to ask.
  private func prepared() throws -> Program {
    let program = try Program()
    try program.write(CrashCommandTests.questions(60), to: "notes/a.md")
    #expect(try program.rehearse("ingest", "notes", "--yes", "--now", Self.now).code == 0)
    #expect(try program.rehearse("quiz", "--plain", "--now", Self.now, input: "\n3\n\n4\nq\n").code == 0)
    try program.write("\n" + CrashCommandTests.questions(900).replacing("number", with: "figure"), to: "notes/b.md")
    return program
  }

  /// Runs with files limited to `blocks` of 512 bytes, which every write beyond meets as on a full disk.
  private func limited(_ program: Program, _ blocks: Int, _ arguments: [String], input: String = "") throws
    -> Program.Result
  {
    let script = "ulimit -f \(blocks) && exec \"$REHEARSE_BINARY\" \"$@\""
    return try program.run(URL(fileURLWithPath: "/bin/sh"), ["-c", script, "sh"] + arguments, input: input)
  }

  private func reviews(_ program: Program) throws -> Int? {
    let check = try program.rehearse("check", "--json")
    #expect(check.code == 0, "\(check.errors)")
    return (try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])?["reviews"] as? Int
  }

  /// The last two lines: what is wrong, and what to do next.
  private func expectFull(
    _ result: Program.Result, _ name: String, at location: SourceLocation = #_sourceLocation
  ) {
    #expect([73, 74].contains(result.code), "\(result.code): \(result.errors)", sourceLocation: location)
    let lines = result.errors.split(separator: "\n").suffix(2)
    #expect(lines.first?.hasPrefix("rehearse: ") == true, "\(result.errors)", sourceLocation: location)
    #expect(lines.first?.contains(name) == true, "no \(name) in: \(result.errors)", sourceLocation: location)
    #expect(
      lines.first.map { $0.contains("full") || $0.contains("no room") } == true, "\(result.errors)",
      sourceLocation: location)
    #expect(lines.last?.contains("Free some space") == true, "\(result.errors)", sourceLocation: location)
  }

  @Test func `an ingest without room for its cards changes nothing`() throws {
    let program = try prepared()
    defer { program.remove() }
    let before = try program.rehearse("cards", "list", "--json").output
    for blocks in [72, 200, 500] {
      expectFull(try limited(program, blocks, ["ingest", "notes", "--yes"]), "collection.sqlite")
      #expect(try program.rehearse("cards", "list", "--json").output == before)
      #expect(try reviews(program) == 2)
    }
    #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
  }

  @Test func `a first ingest without room leaves nothing in the way of the next`() throws {
    for blocks in [8, 20, 72, 200] {
      let program = try Program()
      defer { program.remove() }
      try program.write(CrashCommandTests.questions(300), to: "notes/a.md")
      expectFull(try limited(program, blocks, ["ingest", "notes", "--yes"]), "collection.sqlite")
      #expect([0, 66].contains(try program.rehearse("check").code))
      #expect(try program.rehearse().code == 0)
      #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
    }
  }

  @Test func `an answer that cannot be kept ends the quiz with a message`() throws {
    let program = try prepared()
    defer { program.remove() }
    let answers = String(repeating: "\n3\n", count: 40)
    let result = try limited(program, 100, ["quiz", "--plain", "--now", Self.now], input: answers)
    expectFull(result, "collection.sqlite")
    // What was acknowledged, by the drawing of the next question, is kept.
    let drawn = result.output.split(separator: "\n").count { $0.hasPrefix("[") }
    #expect(try reviews(program) == 2 + drawn - 1)
  }

  @Test(arguments: [
    ["export", "x.apkg"], ["export", "--legacy", "x.apkg"], ["export", "x.csv"], ["export", "x.json"],
    ["export", "x.html"], ["backup", "x.sqlite"], ["graph", "export", "--format", "json", "x.json"],
    ["demo", "run", "lambda-billing", "--svg", "x.svg"],
  ])
  func `a file without room is an error and leaves nothing`(command: [String]) throws {
    let program = try prepared()
    defer { program.remove() }
    // Many cards, so that each file is larger than the index of the write-ahead log, which must have its room.
    #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
    if command[0] == "graph" {
      for name in ["lambda.md", "dynamodb.md", "edge.md", "api-gateway.md"] {
        try FileManager.default.copyItem(
          at: repositoryRoot.appendingPathComponent("notes/\(name)"),
          to: program.folder.appendingPathComponent("notes/\(name)"))
      }
      #expect(try program.rehearse("ingest", "notes", "--yes").code == 0)
    }
    // The demo needs no collection, and its picture is small.
    let blocks = command[0] == "demo" ? 2 : command.last == "x.apkg" ? 64 : 66
    let result = try limited(program, blocks, command + ["--now", Self.now])
    if command[0] == "demo" { #expect(result.output == "") }
    expectFull(result, command.last!)
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(!names.contains { $0.contains(command.last!) || $0.contains("part") }, "\(names)")
    #expect(try reviews(program) == 2)
  }

  @Test func `a standard error that takes nothing does not end the program`() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "exec \"$REHEARSE_BINARY\" ingest nowhere.md 2> /dev/full"])
    #expect(result.code == 66)
  }

  /// Whether a file system of a megabyte can be mounted for one process here.
  static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "unshare --mount sh -c 'mount -t tmpfs -o size=64k tmpfs /mnt'"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Everything happens in one script, so that the file system goes with it whatever happens.
  private static let script = """
    mount -t tmpfs -o size=3m tmpfs disk || exit 1
    export REHEARSE_COLLECTION="$PWD/disk/collection.sqlite"
    say() { echo "== $1"; shift; "$@" > out 2> err; code=$?; echo "$code"; tail -n 2 err; }
    say ingest "$REHEARSE_BINARY" ingest notes/a.md --yes
    printf '\\n3\\n' | "$REHEARSE_BINARY" quiz --plain > out
    head -c 10m /dev/zero > disk/filler 2> /dev/null
    say full-answer sh -c 'printf "\\n3\\n\\n3\\n" | "$REHEARSE_BINARY" quiz --plain'
    say full-ingest "$REHEARSE_BINARY" ingest notes --yes
    say full-export "$REHEARSE_BINARY" export disk/x.apkg
    say full-backup "$REHEARSE_BINARY" backup disk/x.sqlite
    say full-graph "$REHEARSE_BINARY" graph export --format dot disk/x.dot
    say full-demo "$REHEARSE_BINARY" demo run lambda-billing --svg disk/x.svg
    rm disk/filler
    echo "== left"
    ls -A disk
    say check "$REHEARSE_BINARY" check
    echo "== reviews"
    head -n 1 out
    say again "$REHEARSE_BINARY" ingest notes --yes
    """

  @Test(
    .enabled(
      if: canMount, "this test mounts a small file system, which takes root; the limits on file sizes are tested anyway"
    ))
  func `on a full file system every command says so and all is there when it has room again`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(CrashCommandTests.questions(20), to: "notes/a.md")
    try program.write(CrashCommandTests.questions(300).replacing("number", with: "figure"), to: "notes/b.md")
    try FileManager.default.createDirectory(
      at: program.folder.appendingPathComponent("disk"), withIntermediateDirectories: true)
    let result = try program.run(
      URL(fileURLWithPath: "/usr/bin/env"), ["unshare", "--mount", "sh", "-c", Self.script])
    var parts: [String: [String]] = [:], name = ""
    for line in result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("== ") { name = String(line.dropFirst(3)) } else { parts[name, default: []].append(line) }
    }
    for step in ["ingest", "check", "again"] { #expect(parts[step]?.first == "0", "\(step): \(result.output)") }
    for step in ["answer", "ingest", "export", "backup", "graph", "demo"].map({ "full-" + $0 }) {
      let lines = parts[step] ?? []
      #expect(["73", "74"].contains(lines.first), "\(step): \(lines)")
      #expect(lines.dropFirst().first?.hasPrefix("rehearse: ") == true, "\(step): \(lines)")
      #expect(lines.dropFirst(2).first?.contains("Free some space") == true, "\(step): \(lines)")
    }
    let left = (parts["left"] ?? []).filter { !$0.isEmpty }
    #expect(left.allSatisfy { $0.hasPrefix("collection.sqlite") }, "\(left)")
    #expect(parts["reviews"]?.first == "20 cards, 1 reviews", "\(parts["reviews"] ?? [])")
  }
}
