import Foundation
import Glibc
import TestSupport
import Testing

/// A collection that cannot be had: read-only, a folder, or held by another program.
@Suite struct AccessTests {
  static let now = "2026-11-24T09:00:00Z"

  private func prepared() throws -> Program {
    let program = try Program()
    try program.write(CrashCommandTests.questions(5), to: "notes/a.md")
    #expect(try program.rehearse("ingest", "notes", "--yes", "--now", Self.now).code == 0)
    return program
  }

  /// Root may write everywhere, so as root the commands run as `nobody`.
  private static let prefix: [String] =
    geteuid() == 0 ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : []

  static let canBeRefused: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = prefix + [Program.binary.path, "--version"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    .enabled(if: canBeRefused, "root ignores permissions, and the program cannot be run as another user here"),
    arguments: ["file", "folder"])
  func `a collection that may not be written is refused and unchanged`(what: String) throws {
    let program = try prepared()
    let path = what == "file" ? program.collection : program.folder.path
    defer {
      chmod(program.folder.path, 0o755)
      program.remove()
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: program.collection))
    chmod(program.folder.path, 0o777)
    chmod(program.collection, 0o666)
    // The files of this run are made by the test itself, which the folder must allow.
    if what == "file" { chmod(path, 0o444) }
    let script = "chmod 555 \"$1\"; shift; exec \"$@\""
    for (arguments, input) in [
      (["quiz", "--plain"], "\n3\n"), (["ingest", "notes", "--yes"], ""), (["undo"], ""), (["cards", "list"], ""),
    ] {
      let result =
        what == "file"
        ? try program.run(
          URL(fileURLWithPath: "/usr/bin/env"), Self.prefix + [Program.binary.path] + arguments, input: input)
        : try program.run(
          URL(fileURLWithPath: "/bin/sh"),
          ["-c", script, "sh", path] + Self.prefix + [Program.binary.path] + arguments, input: input)
      chmod(program.folder.path, 0o777)
      BadInputTests.expectMessage(result, 73, "collection.sqlite", "permission")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: program.collection)) == before)
  }

  @Test func `a folder in the collection's place is named as such`() throws {
    var program = try Program()
    defer { program.remove() }
    try program.write(CrashCommandTests.questions(3), to: "notes/a.md")
    program.environment = ["REHEARSE_COLLECTION": program.folder.appendingPathComponent("notes").path]
    for arguments in [["cards", "list"], ["ingest", "notes", "--yes"], ["quiz", "--plain"], []] {
      BadInputTests.expectMessage(
        try program.run(Program.binary, arguments), 66, "/notes", "is a folder", "--collection")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path + "/notes") == ["a.md"])
  }

  @Test(.enabled(if: Program.python != nil, "another program holds the collection with Python; run `make test`"))
  func `a collection that another program holds is waited for and then named`() throws {
    let program = try prepared()
    defer { program.remove() }
    let hold = """
      import sqlite3, sys
      connection = sqlite3.connect(sys.argv[1], isolation_level=None)
      connection.execute("BEGIN EXCLUSIVE")
      print("held", flush=True)
      sys.stdin.readline()
      connection.execute("ROLLBACK")
      """
    let holder = try Running(
      program, ["-c", hold, program.collection], executable: URL(fileURLWithPath: Program.python!))
    #expect(holder.wait(for: "held"))
    // At once, because each waits for seconds.
    let waiting = try [["ingest", "notes", "--yes"], ["undo"], ["quiz", "--plain"]].map {
      try Running(program, $0)
    }
    for running in waiting {
      running.send("\n3\n")
      let result = running.end().result
      #expect(result.code == 69, "\(result.output)\(result.errors)")
      #expect(result.errors.contains("another program is writing to the collection"))
      #expect(result.errors.contains("try again"))
    }
    // A hold that ends in time is not even noticed.
    let patient = try Running(program, ["quiz", "--plain", "--now", Self.now])
    patient.send("\n3\nq\n")
    usleep(500_000)
    holder.send("\n")
    #expect(holder.end().result.code == 0)
    #expect(patient.end().result.code == 0)
    #expect(try program.rehearse("check").output.contains("1 reviews"))
  }
}
