import Foundation
import TestSupport

/// Runs the built `rehearse` as a person would: a process of its own, in a folder of its own.
struct Program {
  struct Result {
    let output: String, errors: String
    /// The exit code, or 128 + the signal that ended the process.
    let code: Int32
  }
  let folder: URL
  var environment: [String: String] = [:]

  /// A fresh folder with a collection of its own; removed by `remove()`.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Beside the test bundle, where the build put it, so that any build folder works.
  static let binary: URL = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return [beside, repositoryRoot.appendingPathComponent(".build/debug")]
      .map { $0.appendingPathComponent("rehearse") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? beside.appendingPathComponent("rehearse")
  }()

  /// The Python of the test environment; nil when `make test` has not made one.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["REHEARSE_PYTHON"]
    let local = repositoryRoot.appendingPathComponent(".venv/bin/python3").path
    return [named, local].compactMap(\.self).first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  var collection: String { folder.appendingPathComponent("collection.sqlite").path }

  @discardableResult
  func rehearse(_ arguments: String..., input: String = "") throws -> Result {
    try run(Self.binary, arguments, input: input)
  }

  func run(_ executable: URL, _ arguments: [String], input: String = "") throws -> Result {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = variables
    // Files rather than pipes: a child that prints much can never block on a reader.
    let files = try ["in", "out", "err"].map { name -> FileHandle in
      let path = folder.appendingPathComponent(".\(name)-\(UUID().uuidString)")
      try Data(name == "in" ? Data(input.utf8) : Data()).write(to: path)
      return try FileHandle(forUpdating: path)
    }
    defer { files.forEach { try? $0.close() } }
    (process.standardInput, process.standardOutput, process.standardError) = (files[0], files[1], files[2])
    try process.run()
    process.waitUntilExit()
    let texts = try files.dropFirst().map { file in
      try file.seek(toOffset: 0)
      return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
    let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Result(output: texts[0], errors: texts[1], code: code)
  }

  /// The environment of every process that the tests start.
  var variables: [String: String] {
    [
      "HOME": folder.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TZ": "UTC",
      "LANG": "C.UTF-8", "TERM": "xterm-256color", "REHEARSE_COLLECTION": collection,
      "REHEARSE_BINARY": Self.binary.path,
    ].merging(environment) { _, new in new }
  }

  func write(_ text: String, to name: String) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
