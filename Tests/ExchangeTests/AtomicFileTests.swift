import Cards
import Exchange
import Foundation
import Testing

/// What is on the disk when an export goes well, and when it does not.
struct AtomicFileTests {
  private func write(_ text: String, to path: String) throws(ExchangeError) {
    var file = try AtomicFile(path: path)
    do throws(ExchangeError) {
      let bytes = Array(text.utf8)
      let result: Result<Void, ExchangeError> = bytes.withUnsafeBytes { buffer in
        do throws(ExchangeError) {
          try file.write(buffer)
          return .success(())
        } catch {
          return .failure(error)
        }
      }
      try result.get()
      try file.commit()
    } catch {
      file.discard()
      throw error
    }
  }

  @Test func `a file appears whole, and nothing beside it`() throws {
    let folder = try TemporaryFolder()
    try CSVFormat().export(Fixture.view(), toFile: folder.file("deck.csv"))
    #expect(folder.names == ["deck.csv"])
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.file("deck.csv")))
    #expect(Array(written) == (try CSVFormat().bytes(of: Fixture.view())))
  }

  @Test func `a file is replaced only by a whole one, and keeps its rights`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deck.csv")
    try write("former", to: path)
    chmod(path, 0o640)
    #expect(throws: ExchangeError.empty) {
      try CSVFormat().export(DeckView(decks: [], entries: [], now: Fixture.now), toFile: path)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "former")
    #expect(folder.names == ["deck.csv"])
    try write("later", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "later")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
  }

  @Test func `a failure in the middle leaves the former file and nothing half-written`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deck.apkg")
    try write("former", to: path)
    var view = Fixture.view()
    view.entries[1].card.form = .cloze(text: "no group")
    #expect(throws: ExchangeError.self) { try ApkgFormat().export(view, toFile: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "former")
    #expect(folder.names == ["deck.apkg"])
  }

  @Test func `a link stays a link, and what it leads to is replaced`() throws {
    let folder = try TemporaryFolder()
    try write("former", to: folder.file("real.csv"))
    symlink("real.csv", folder.file("link.csv"))
    try write("later", to: folder.file("link.csv"))
    #expect(try String(contentsOfFile: folder.file("real.csv"), encoding: .utf8) == "later")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.csv")) == "real.csv")
  }

  @Test func `a missing folder, a folder in its place and an empty name are refused`() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("no/such/deck.csv")
    #expect(throws: ExchangeError.cannotCreate(path: missing, reason: "there is no folder \(folder.path)/no/such/")) {
      try write("x", to: missing)
    }
    #expect(throws: ExchangeError.cannotCreate(path: folder.path, reason: "it is a folder")) {
      try write("x", to: folder.path)
    }
    #expect(throws: ExchangeError.cannotCreate(path: "", reason: "the name is empty")) { try write("x", to: "") }
    #expect(throws: ExchangeError.self) { try write("x", to: folder.file("deck.csv/")) }
    #expect(folder.names.isEmpty)
  }

  @Test func `a folder that takes no files is an error that names the file`() async throws {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o555)
    // Root may write anywhere, so the child gives its rights up first.
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      if getuid() == 0 { guard setgid(65_534) == 0, setuid(65_534) == 0 else { exit(3) } }
      do throws(ExchangeError) {
        try CSVFormat().export(Fixture.view(), toFile: path + "/deck.csv")
        exit(4)
      } catch {
        guard case .cannotCreate(path + "/deck.csv", "permission denied") = error else { exit(5) }
        exit(0)
      }
    }
    chmod(folder.path, 0o755)
    #expect(folder.names.isEmpty)
  }

  @Test func `without room the former file stays and nothing half-written remains`() async throws {
    let folder = try TemporaryFolder()
    try write("former", to: folder.file("deck.json"))
    // A limit on the size of files stands for a disk that is full; it holds for the child alone.
    await #expect(processExitsWith: .success) { [path = folder.file("deck.json") as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(3) }
      let view = try Fixture.large(1_000)
      do throws(ExchangeError) {
        try JSONFormat().export(view, options: ExportOptions(history: .included), toFile: path)
        exit(4)
      } catch {
        exit(error == .full(path: path) ? 0 : 5)
      }
    }
    #expect(try String(contentsOfFile: folder.file("deck.json"), encoding: .utf8) == "former")
    #expect(folder.names == ["deck.json"])
  }

  @Test func `a program killed while it writes leaves the former file and nothing else`() async throws {
    let folder = try TemporaryFolder()
    try write("former", to: folder.file("deck.csv"))
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.file("deck.csv") as String] in
      var file = try AtomicFile(path: path)
      for _ in 0..<100 {
        let bytes = [UInt8](repeating: 0x78, count: 100_000)
        let result: Result<Void, any Error> = bytes.withUnsafeBytes { buffer in Result { try file.write(buffer) } }
        try result.get()
      }
      kill(getpid(), SIGKILL)
      _ = consume file
    }
    #expect(try String(contentsOfFile: folder.file("deck.csv"), encoding: .utf8) == "former")
    // A file system without nameless files keeps the part that was written, and nothing else.
    let rest = folder.names.filter { $0 != "deck.csv" }
    #expect(rest.isEmpty || !folder.takesNamelessFiles && rest.allSatisfy { $0.hasSuffix(".part") })
  }

  @Test func `a device is written into, and its lack of room is told`() throws {
    #expect(throws: ExchangeError.full(path: "/dev/full")) {
      try JSONFormat().export(Fixture.view(), toFile: "/dev/full")
    }
    try JSONFormat().export(Fixture.view(), toFile: "/dev/null")
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test func `every error says what is wrong and what to do`() {
    let errors: [ExchangeError] = [
      .cannotCreate(path: "a/b.csv", reason: "permission denied"), .full(path: "a/b.csv"),
      .failed(path: "a/b.csv", reason: "input/output error"), .unknownFormat("doc", known: ["csv", "tsv"]),
    ]
    #expect(
      errors.map(\.message) == [
        "a/b.csv: cannot be created: permission denied", "a/b.csv: there is no room left to write it",
        "a/b.csv: could not be written: input/output error", "there is no export format \"doc\"",
      ])
    #expect(errors.allSatisfy { $0.remedy.hasSuffix(".") })
    #expect(errors[3].remedy == "Choose one of csv, tsv.")
  }
}
