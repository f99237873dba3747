import Foundation
import Glibc

/// Runs Graphviz's `dot` from PATH, without a shell and not for ever.
enum GraphvizProgram {
  enum Problem: Error, Equatable {
    case missing
    case late(seconds: Int)
    case failed(status: Int32)
    case files(String)
    case answer(String)

    var description: String {
      switch self {
      case .missing: "there is no program dot on the PATH"
      case .late(let seconds): "dot was not done after \(seconds) s"
      case .failed(let status): "dot ended with status \(status)"
      case .files(let reason): reason
      case .answer(let reason): reason
      }
    }
  }

  static let secondsMax = 40

  /// What the program writes to standard output.
  ///
  /// Input and output go through files: a pipe would break when the program ends early.
  static func run(_ arguments: [String], input: String) throws(Problem) -> String {
    guard let program = path() else { throw .missing }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .files("\(folder.path) cannot be made")
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    let asked = folder.appendingPathComponent("input"), answered = folder.appendingPathComponent("output")
    guard FileManager.default.createFile(atPath: asked.path, contents: Data(input.utf8)),
      FileManager.default.createFile(atPath: answered.path, contents: nil),
      let reading = FileHandle(forReadingAtPath: asked.path), let writing = FileHandle(forWritingAtPath: answered.path)
    else { throw .files("\(folder.path) cannot be written") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = reading
    process.standardOutput = writing
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw .files("\(program) cannot be started")
    }
    try wait(for: process)
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw .failed(status: process.terminationStatus)
    }
    guard let data = FileManager.default.contents(atPath: answered.path) else {
      throw .files("\(answered.path) cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func wait(for process: Process) throws(Problem) {
    let clock = ContinuousClock(), deadline = clock.now + .seconds(secondsMax)
    while process.isRunning {
      if clock.now > deadline {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        throw .late(seconds: secondsMax)
      }
      usleep(5_000)
    }
    process.waitUntilExit()
  }

  /// The first `dot` in a folder of PATH that can be run; relative folders are passed over.
  private static func path() -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
      .filter { $0.hasPrefix("/") }.map { "\($0)/dot" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
