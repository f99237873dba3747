import Basics
import Foundation
import Glibc
import Testing

/// `crash-probe` at work in a process of its own.
final class Probe {
  private let process = Process(), output = Pipe()

  init(_ arguments: String...) throws {
    // The probe is built beside the test program.
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    process.executableURL = folder.appendingPathComponent("crash-probe")
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
  }

  /// Kills it, as a power cut would, `delay` after its first line. What it printed by then.
  func kill(after delay: Duration) -> [String] {
    let handle = output.fileHandleForReading
    var data = handle.availableData
    usleep(UInt32(delay.nanoseconds / 1_000))
    Glibc.kill(process.processIdentifier, SIGKILL)
    data += handle.readDataToEndOfFile()
    process.waitUntilExit()
    return lines(data)
  }

  /// Waits for its end. What it printed, and the status it ended with.
  func finish() -> (lines: [String], status: Int32) {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (lines(data), process.terminationStatus)
  }

  private func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// The number at the end of the last line that begins with `word`; nil when there is none.
func last(_ word: String, in lines: [String]) -> Int? {
  lines.last { $0.hasPrefix(word) }?.split(separator: " ").last.flatMap { Int($0) }
}

final class CrashFolder {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("rehearse-crash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
  var collection: String { url.appendingPathComponent("c.sqlite").path }
}
