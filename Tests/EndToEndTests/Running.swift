import Foundation
import Glibc

/// A `rehearse` while it runs: told something line by line, watched, and stopped by a signal at any moment.
final class Running {
  private let process = Process()
  private let input = Pipe()
  private let outputFile: URL, errorsFile: URL

  /// Starts `executable`, which is rehearse unless another is named, in the folder of `program`.
  init(_ program: Program, _ arguments: [String], executable: URL = Program.binary) throws {
    outputFile = program.folder.appendingPathComponent(".out-\(UUID().uuidString)")
    errorsFile = program.folder.appendingPathComponent(".err-\(UUID().uuidString)")
    for file in [outputFile, errorsFile] { try Data().write(to: file) }
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = program.folder
    process.environment = program.variables
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorsFile)
    try process.run()
  }

  var isRunning: Bool { process.isRunning }
  var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }

  /// Nothing happens when the process has ended already.
  func send(_ text: String) {
    Glibc.signal(SIGPIPE, SIG_IGN)
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Waits until `isReached`, at most `limit`, and as long as the process runs. False when it was not reached.
  @discardableResult
  func wait(limit: Duration = .seconds(20), until isReached: () -> Bool) -> Bool {
    let end = ContinuousClock.now + limit
    while !isReached() {
      guard process.isRunning, ContinuousClock.now < end else { return isReached() }
      usleep(1_000)
    }
    return true
  }

  @discardableResult
  func wait(for text: String) -> Bool { wait { output.contains(text) } }

  /// Waits for the plain quiz to have asked `count` times; what it asks next tells that the answer before is kept.
  func waitForQuestion(_ count: Int) -> Bool {
    wait { output.split(separator: "\n").count { $0.hasPrefix("[") } >= count }
  }

  func signal(_ number: Int32) {
    if process.isRunning { kill(process.processIdentifier, number) }
  }

  /// Waits for the end. The code is 128 and the number of the signal where one ended the process.
  func end() -> (result: Program.Result, bySignal: Bool) {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    let bySignal = process.terminationReason != .exit
    let errors = (try? String(contentsOf: errorsFile, encoding: .utf8)) ?? ""
    let code = bySignal ? 128 + process.terminationStatus : process.terminationStatus
    defer { for file in [outputFile, errorsFile] { try? FileManager.default.removeItem(at: file) } }
    return (Program.Result(output: output, errors: errors, code: code), bySignal)
  }
}
